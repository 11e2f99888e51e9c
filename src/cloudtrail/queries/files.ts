import { COST_OF_DAYS, lastDays } from './athena';
import type { AthenaScope, QueryColumn, QueryParameter, TrailQuery } from './query';
import type { FileQueryId } from './query-ids';

/** Access logs are not split by day: every query reads all of them. */
const COST_OF_ACCESS_LOGS = 'Reads every access log under the prefix, however old: neither a condition nor LIMIT makes it less.';

/** As S3 writes the time. */
const REQUEST_TIME = 'date_parse(requestdatetime, \'%d/%b/%Y:%H:%i:%s +0000\')';

/** The name of the trail, from the name of the digest file: account, folder, Region, trail, home Region and time. */
const TRAIL = 'regexp_extract(digests3object, \'_CloudTrail-Digest_[^_]+_(.+)_[^_]+_[0-9TZ]+[.]json[.]gz$\', 1)';

const column = (name: string, description: string, athena = name): QueryColumn => ({ name, athena, description });
const listed = (columns: readonly QueryColumn[]) => columns.map(({ name, athena }) => athena === name ? name : `${athena} AS ${name}`).join(', ');
const accountOf = ({ needsAccount }: AthenaScope) => needsAccount ? 'account = ?\n  AND ' : '';

const ACCOUNT = column('account', 'Account whose trail delivered the file');
const REGION = column('region', 'Region of the file');

const ACTIVITY = [ACCOUNT, column('awsregion', 'Region that was called'), column('eventsource', 'Service that was called')];

/** One row for each name, over windows that count once: a file can be delivered twice. */
function dataActivity(scope: AthenaScope): string {
  const names = ACTIVITY.map(({ name }) => name).join(', ');
  return [
    `SELECT dimension, name, ${names}, sum(value) AS times, min(windowstart) AS firsttime, max(windowend) AS lasttime`,
    'FROM (',
    `SELECT DISTINCT eventid, ${names}, timewindow.windowstart AS windowstart, timewindow.windowend AS windowend,`,
    '  summary.primarydimension.dimension AS dimension, counted.name AS name, counted.value AS value',
    `FROM ${scope.table}`,
    'CROSS JOIN UNNEST(summary.primarydimension.statistics) AS counted (name, value)',
    `WHERE ${accountOf(scope)}${lastDays(scope.days)}`,
    ')',
    `GROUP BY dimension, name, ${names}`,
    'ORDER BY times DESC, name',
  ].join('\n');
}

/** Each digest file names the one before it, so a digest file is missing wherever the one before it in the bucket is another. */
function brokenDigests(scope: AthenaScope): string {
  return [
    'SELECT account, region, trail, previousdigests3object, found, previousend, digeststarttime, digests3object',
    'FROM (',
    `SELECT account, region, digeststarttime, digests3object, previousdigests3object, ${TRAIL} AS trail,`,
    `  lag(digests3object) OVER (PARTITION BY account, region, ${TRAIL} ORDER BY digestendtime) AS found,`,
    `  lag(digestendtime) OVER (PARTITION BY account, region, ${TRAIL} ORDER BY digestendtime) AS previousend`,
    `FROM ${scope.table}`,
    `WHERE ${accountOf(scope)}${lastDays(scope.days)}`,
    ')',
    // Of the first, nothing precedes it, and what is unknown is not different.
    'WHERE coalesce(previousdigests3object, \'none\') <> found',
    'ORDER BY digeststarttime DESC',
  ].join('\n');
}

const DIGEST_COLUMNS = [
  ACCOUNT, REGION, column('digests3object', 'Key of the digest file'), column('digestendtime', 'End of the hour that the digest file covers'),
  column('hashalgorithm', 'Algorithm of the hash', 'logfile.hashalgorithm'), column('hashvalue', 'Hash of the log file, uncompressed', 'logfile.hashvalue'),
  column('oldesteventtime', 'Oldest event of the log file', 'logfile.oldesteventtime'),
  column('newesteventtime', 'Newest event of the log file', 'logfile.newesteventtime'),
];

function logFileDigest(scope: AthenaScope): string {
  return [
    `SELECT DISTINCT ${listed(DIGEST_COLUMNS)}`,
    `FROM ${scope.table}`,
    'CROSS JOIN UNNEST(logfiles) AS logfile (s3bucket, s3object, hashvalue, hashalgorithm, newesteventtime, oldesteventtime)',
    `WHERE ${accountOf(scope)}${lastDays(scope.days)}`,
    '  AND logfile.s3object = ?',
    'ORDER BY digestendtime',
  ].join('\n');
}

const REQUESTER = column('requester', 'ARN of the caller; an ID for a service of AWS or another account, `-` without credentials');
const BUCKET = column('bucket_name', 'Bucket');
const OPERATION = column('operation', 'What was requested, as S3 names it');
const ADDRESS = column('remoteip', 'Address of the caller');
const USER_AGENT = column('useragent', 'Tool of the caller');
const STATUS = column('httpstatus', 'HTTP status of the answer');
const TIMES = column('times', 'Number of requests', 'count(DISTINCT requestid)');
const FIRST = column('firsttime', 'First time, in UTC', `min(${REQUEST_TIME})`);
const LAST = column('lasttime', 'Last time, in UTC', `max(${REQUEST_TIME})`);

/** Access logs have no partitions: the condition on the time limits the answer, not what is read. */
function overAccessLogs(columns: readonly QueryColumn[], ...conditions: string[]): Pick<TrailQuery, 'table' | 'columns' | 'cost' | 'athena'> {
  const all = [...columns, TIMES, FIRST, LAST];
  return {
    table: 'access_logs',
    columns: all,
    cost: COST_OF_ACCESS_LOGS,
    athena: ({ table, days }) => [
      `SELECT ${listed(all)}`,
      `FROM ${table}`,
      `WHERE ${REQUEST_TIME} >= current_date - interval '${days}' day`,
      ...conditions.map((condition) => `  AND ${condition}`),
      `GROUP BY ${columns.map(({ name }) => name).join(', ')}`,
      'ORDER BY times DESC, lasttime DESC',
    ].join('\n'),
  };
}

const LOG_FILE: QueryParameter = {
  name: 'log file', description: 'Key of the log file', example: '\'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/name.json.gz\'',
};

/** Queries over what lies beside the events. Athena only: none of it is in a log group. */
export const FILE_QUERIES: Readonly<Record<FileQueryId, Omit<TrailQuery, 'id' | 'title'>>> = {
  'data-activity': {
    table: 'aggregated_events',
    text: 'Which calls, resources or callers do the aggregated data events count most?',
    description: 'The main dimension of each template: calls for API activity, resources for resource access, callers for user actions. '
      + 'The templates count the same events, so their numbers do not add up.',
    parameters: [],
    columns: [
      column('dimension', 'What is counted'), column('name', 'Call, resource or caller'), ...ACTIVITY,
      column('times', 'Number of events'), column('firsttime', 'Start of the first window'), column('lasttime', 'End of the last window'),
    ],
    cost: COST_OF_DAYS,
    athena: dataActivity,
  },
  'broken-digests': {
    table: 'digests',
    text: 'Are digest files missing, or was the trail stopped in between?',
    description: 'Digest files whose predecessor in the bucket is not the one that they name, or that name none because logging had been stopped. '
      + 'The first and the last digest file of the days are not judged. It checks no signature: `aws cloudtrail validate-logs` does.',
    parameters: [],
    columns: [
      ACCOUNT, REGION, column('trail', 'Name of the trail'), column('previousdigests3object', 'Digest file that it names; empty after logging was stopped'),
      column('found', 'Digest file that precedes it in the bucket'), column('previousend', 'End of the hour of that one'),
      column('digeststarttime', 'Start of the hour of the digest file'), column('digests3object', 'Key of the digest file'),
    ],
    cost: COST_OF_DAYS,
    athena: brokenDigests,
  },
  'log-file-digest': {
    table: 'digests',
    text: 'Did CloudTrail deliver this log file, and what is its hash?',
    description: 'The digest files that name the log file. Without any, CloudTrail did not deliver it in these days, or its hour has no digest file yet.',
    parameters: [LOG_FILE],
    columns: DIGEST_COLUMNS,
    cost: COST_OF_DAYS,
    athena: logFileDigest,
  },
  'log-readers': {
    text: 'Who read the log files?',
    description: 'Successful downloads and copies of log files and digest files, aggregated by caller. S3 delivers access logs on a best-effort basis.',
    parameters: [],
    ...overAccessLogs(
      [REQUESTER, BUCKET, OPERATION, ADDRESS, USER_AGENT, STATUS],
      'operation IN (\'REST.GET.OBJECT\', \'REST.COPY.OBJECT_GET\', \'REST.COPY.PART_GET\', \'REST.SELECT.OBJECT\')',
      'httpstatus LIKE \'2%\'',
      'strpos(key, \'AWSLogs/\') > 0',
    ),
  },
  'log-bucket-changes': {
    text: 'Who deleted log files or changed the bucket, or tried to?',
    description: 'Requests that delete or change anything except objects that are written, attempts that failed included. S3 Lifecycle does not count.',
    parameters: [],
    ...overAccessLogs(
      [REQUESTER, BUCKET, OPERATION, column('key', 'Key of the object; `-` for the bucket'), ADDRESS, USER_AGENT, STATUS],
      'regexp_like(operation, \'^(REST|BATCH)[.](DELETE|PUT|POST)[.]\')',
      'operation NOT IN (\'REST.PUT.OBJECT\', \'REST.PUT.PART\', \'REST.POST.UPLOAD\', \'REST.POST.UPLOADS\')',
    ),
  },
};
