import { ACCESS_QUERIES } from './access';
import { ACTOR_QUERIES } from './actors';
import { CHANGE_QUERIES } from './changes';
import type { TrailQuery } from './query';

export { parametersOf } from './query';
export type { AthenaScope, QueryColumn, QueryParameter, TrailQuery } from './query';

/** Every question, in the order in which they are shown. */
export const TRAIL_QUERIES: readonly TrailQuery[] = [...ACTOR_QUERIES, ...ACCESS_QUERIES, ...CHANGE_QUERIES];

/** The question with an id of the catalog. */
export function trailQuery(id: string): TrailQuery {
  return TRAIL_QUERIES.find((query) => query.id === id)!;
}
