import type { FileQueryId, QueryId } from './query-ids';

/** A value to fill in when the query is run. */
export interface QueryParameter {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

/** A column of the result. */
export interface QueryColumn {
  readonly name: string;
  /** The expression over the table of events, in Athena's dialect. */
  readonly athena: string;
  readonly description: string;
}

/** Where an Athena text reads. */
export interface AthenaScope {
  /** The table as it is written in SQL. */
  readonly table: string;
  /** How many days back the query looks, as digits. */
  readonly days: string;
  /** Whether the query has to name the account (injected projection). */
  readonly needsAccount: boolean;
}

/** A table of the analysis that queries read. */
export type TableName = 'events' | 'aggregated_events' | 'digests' | 'access_logs';

/** A query over the events of a trail. */
export interface EventQuery extends TrailQuery {
  readonly id: QueryId;
}

/** A query over the events of a trail, or over what else is delivered. */
export interface TrailQuery {
  readonly id: QueryId | FileQueryId;
  readonly title: string;
  readonly table: TableName;
  /** The question that it answers. */
  readonly text: string;
  /** What is included and what is not. */
  readonly description: string;
  /** In the order of the placeholders; a value that is needed twice is listed twice. */
  readonly parameters: readonly QueryParameter[];
  readonly columns: readonly QueryColumn[];
  /** What running it reads. */
  readonly cost: string;
  /** The text in Athena's dialect (Trino). */
  athena(scope: AthenaScope): string;
}

/** Some of the queries by id. */
export type QueryBodies = { readonly [Id in QueryId]?: Omit<TrailQuery, 'id' | 'title' | 'table'> };

/** The first value where the query has to name the account. */
export const ACCOUNT_PARAMETER: QueryParameter = {
  name: 'account',
  description: 'The account whose log files are read',
  example: '\'111122223333\'',
};

/** The parameters of a query in the order of its placeholders. */
export function parametersOf(query: TrailQuery, needsAccount: boolean): readonly QueryParameter[] {
  return needsAccount ? [ACCOUNT_PARAMETER, ...query.parameters] : query.parameters;
}
