import { ACCESS_QUERIES } from './access';
import { ACTOR_QUERIES } from './actors';
import { AI_QUERIES } from './ai';
import { CHANGE_QUERIES } from './changes';
import type { QueryBodies, TrailQuery } from './query';
import { QUERY_IDS, QUERY_TITLES, type QueryId } from './query-ids';

export { parametersOf } from './query';
export type { AthenaScope, QueryColumn, QueryParameter, TrailQuery } from './query';
export { pascalCase, QUERY_IDS, type QueryId } from './query-ids';

const BODIES: Required<QueryBodies> = { ...ACTOR_QUERIES, ...ACCESS_QUERIES, ...CHANGE_QUERIES, ...AI_QUERIES };

/** Every query, in the order in which they are shown. */
export const TRAIL_QUERIES: readonly TrailQuery[] = QUERY_IDS.map(trailQuery);

/** The query with an id. */
export function trailQuery(id: QueryId): TrailQuery {
  return { id, title: QUERY_TITLES[id], ...BODIES[id] };
}
