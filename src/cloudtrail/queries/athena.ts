import type { AthenaScope, QueryColumn, TrailQuery } from './query';

/** gzip JSON has no columns or blocks to skip, so it is the partitions that decide. */
export const COST_OF_DAYS = 'Reads every log file of the days, accounts and Regions selected, once; neither a condition on another column nor LIMIT makes it less.';

/** Days around the moment: log files lie under the day of their delivery, which can be the next one. */
const COST_OF_A_MOMENT = 'Reads the log files of at most three days, however far back the table reaches.';

export const WHEN: QueryColumn = { name: 'eventtime', athena: 'eventtime', description: 'When, in UTC' };
export const WHO: QueryColumn = {
  name: 'principal',
  athena: 'coalesce(useridentity.arn, useridentity.invokedby, useridentity.principalid)',
  description: 'ARN of the caller, or the AWS service',
};
export const ACCOUNT: QueryColumn = { name: 'account', athena: 'account', description: 'Account whose trail recorded the event' };
export const SERVICE: QueryColumn = { name: 'eventsource', athena: 'eventsource', description: 'Service that was called' };
export const ACTION: QueryColumn = { name: 'eventname', athena: 'eventname', description: 'What was called' };
export const REGION: QueryColumn = { name: 'awsregion', athena: 'awsregion', description: 'Region that was called' };
export const ADDRESS: QueryColumn = { name: 'sourceipaddress', athena: 'sourceipaddress', description: 'Address of the caller, or the AWS service' };
export const USER_AGENT: QueryColumn = { name: 'useragent', athena: 'useragent', description: 'Tool of the caller' };
export const ERROR: QueryColumn = { name: 'errorcode', athena: 'errorcode', description: 'Why it failed; empty when it succeeded' };
export const REQUEST: QueryColumn = { name: 'requestparameters', athena: 'requestparameters', description: 'Parameters of the request, as JSON' };
const EVENT_ID: QueryColumn = { name: 'eventid', athena: 'eventid', description: 'ID of the event, to find the whole record' };

const TIMES: QueryColumn = { name: 'times', athena: 'count(DISTINCT eventid)', description: 'Number of events' };
const FIRST: QueryColumn = { name: 'firsttime', athena: 'min(eventtime)', description: 'First time, in UTC' };
const LAST: QueryColumn = { name: 'lasttime', athena: 'max(eventtime)', description: 'Last time, in UTC' };

type Answer = Pick<TrailQuery, 'columns' | 'cost' | 'athena'>;

/** One row an event. A delivery may be doubled, so the same event counts once. */
export function listing(columns: readonly QueryColumn[], ...conditions: string[]): Answer {
  const all = [WHEN, ...columns, EVENT_ID];
  return {
    columns: all,
    cost: COST_OF_DAYS,
    athena: (scope) => statement('SELECT DISTINCT', all, scope, [lastDays(scope.days), ...conditions], ['ORDER BY eventtime DESC']),
  };
}

/** One row for each combination of the columns, with how often, the first and the last time. */
export function summary(columns: readonly QueryColumn[], ...conditions: string[]): Answer {
  const all = [...columns, TIMES, FIRST, LAST];
  const groups = columns.map((_, index) => index + 1).join(', ');
  return {
    columns: all,
    cost: COST_OF_DAYS,
    athena: (scope) => statement('SELECT', all, scope, [lastDays(scope.days), ...conditions], [`GROUP BY ${groups}`, 'ORDER BY times DESC, lasttime DESC']),
  };
}

/** One row per event, for the given number of minutes before and after a moment. */
export function aroundMoment(columns: readonly QueryColumn[], minutes: number): Answer {
  const all = [WHEN, ...columns, EVENT_ID];
  const moment = 'from_iso8601_timestamp(?)';
  const day = (shift: string) => `date_format(${moment} ${shift} interval '1' day, '%Y/%m/%d')`;
  const conditions = [
    // Only constants prune, and placeholders have no names, so the moment is given three times.
    `day BETWEEN ${day('-')} AND ${day('+')}`,
    `abs(date_diff('second', ${moment}, from_iso8601_timestamp(eventtime))) <= ${minutes * 60}`,
  ];
  return { columns: all, cost: COST_OF_A_MOMENT, athena: (scope) => statement('SELECT DISTINCT', all, scope, conditions, ['ORDER BY eventtime']) };
}

/** Compares in the format of the partitions: any other format finds nothing, and says nothing. */
export function lastDays(days: string): string {
  return `day >= date_format(current_date - interval '${days}' day, '%Y/%m/%d')`;
}

function statement(select: string, columns: readonly QueryColumn[], scope: AthenaScope, conditions: string[], tail: string[]): string {
  return [
    select,
    columns.map(({ name, athena }) => athena === name ? `  ${name}` : `  ${athena} AS ${name}`).join(',\n'),
    `FROM ${scope.table}`,
    `WHERE ${[...(scope.needsAccount ? ['account = ?'] : []), ...conditions].join('\n  AND ')}`,
    ...tail,
  ].join('\n');
}
