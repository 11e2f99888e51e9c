/** A value that a person gives when asking. */
export interface QueryParameter {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

/** A column of the answer. */
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
  /** How many days back the question looks, as digits. */
  readonly days: string;
  /** Whether the table is one that has to be told the account (injected projection). */
  readonly asksAccount: boolean;
}

/** A question to the events of a trail. */
export interface TrailQuery {
  readonly id: string;
  readonly title: string;
  /** As a person asks it. */
  readonly question: string;
  /** What counts and what does not. */
  readonly description: string;
  /** In the order of the placeholders; a value that is needed twice is listed twice. */
  readonly parameters: readonly QueryParameter[];
  readonly columns: readonly QueryColumn[];
  /** What running it reads. */
  readonly cost: string;
  /** The text in Athena's dialect (Trino). */
  athena(scope: AthenaScope): string;
}

/** Asked for first where a table is told its account by the query. */
export const ACCOUNT_PARAMETER: QueryParameter = {
  name: 'account',
  description: 'The account whose log files are read',
  example: '\'111122223333\'',
};

/** The parameters of a query in the order of its placeholders. */
export function parametersOf(query: TrailQuery, asksAccount: boolean): readonly QueryParameter[] {
  return asksAccount ? [ACCOUNT_PARAMETER, ...query.parameters] : query.parameters;
}
