import { ACCESS_QUERIES } from './queries/access';
import { ACTOR_QUERIES } from './queries/actors';
import { CHANGE_QUERIES } from './queries/changes';
import type { TrailQuery } from './queries/query';

export { parametersOf } from './queries/query';
export type { AthenaScope, QueryColumn, QueryParameter, TrailQuery } from './queries/query';

/** Every question, in the order in which they are shown. */
export const TRAIL_QUERIES: readonly TrailQuery[] = [...ACTOR_QUERIES, ...ACCESS_QUERIES, ...CHANGE_QUERIES];

/** The question with an id of the catalog. */
export function trailQuery(id: string): TrailQuery {
  return TRAIL_QUERIES.find((query) => query.id === id)!;
}
