import { ACCESS_QUERIES } from './access';
import { ACTOR_QUERIES } from './actors';
import { AI_QUERIES } from './ai';
import { CHANGE_QUERIES } from './changes';
import { FILE_QUERIES } from './files';
import type { EventQuery, QueryBodies, TrailQuery } from './query';
import { FILE_QUERY_IDS, FILE_QUERY_TITLES, type FileQueryId, QUERY_IDS, QUERY_TITLES, type QueryId } from './query-ids';

export { parametersOf } from './query';
export type { AthenaScope, QueryColumn, QueryParameter, TableName, TrailQuery } from './query';
export { FILE_QUERY_IDS, type FileQueryId, pascalCase, QUERY_IDS, type QueryId } from './query-ids';

const BODIES: Required<QueryBodies> = { ...ACTOR_QUERIES, ...ACCESS_QUERIES, ...CHANGE_QUERIES, ...AI_QUERIES };

/** Every query over events, in the order in which they are shown. */
export const TRAIL_QUERIES: readonly EventQuery[] = QUERY_IDS.map((id) => trailQuery(id));

/** Every query over aggregated events, digest files and access logs. */
export const TRAIL_FILE_QUERIES: readonly TrailQuery[] = FILE_QUERY_IDS.map((id) => fileQuery(id));

/** The query over events with an id. */
export function trailQuery(id: QueryId): EventQuery {
  return { id, title: QUERY_TITLES[id], table: 'events', ...BODIES[id] };
}

/** The query with an id over aggregated events, digest files or access logs. */
export function fileQuery(id: FileQueryId): TrailQuery {
  return { id, title: FILE_QUERY_TITLES[id], ...FILE_QUERIES[id] };
}
