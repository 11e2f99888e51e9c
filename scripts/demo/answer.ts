/**
 * A saved query on generated log files, without AWS, Athena or Python: the folders come from the table of the template, as Athena
 * would compute them; the condition of the query is repeated here in TypeScript. `npm test` runs the text of the query itself.
 */
import { App, Stack } from 'aws-cdk-lib';
import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { generateLogFiles, scenario } from '../../test/fixtures/log-files';
import type { LogRecord } from '../../test/fixtures/log-files';
import { dim, heading, say, table, title } from '../lib/screen';
import { AnalysisAccounts, TrailSource, TrailAnalysis, TrailQuestion } from 'cdk-well-architected-trail';

export interface Answer {
  readonly question: TrailQuestion;
  readonly sql: string;
  readonly value: string;
  /** Log files and everything else in the bucket. */
  readonly objects: number;
  /** Log files that were read. */
  readonly read: number;
  readonly events: number;
  readonly rows: LogRecord[];
}

/** What was done with the leaked access key, from where, and who made it? */
export function askOfTheLeakedKey(): Answer {
  const { ACCOUNT, OTHER_ACCOUNT, LEAKED_KEY, REGIONS } = scenario;
  const { files } = generateLogFiles();
  const question = TrailQuestion.BY_ACCESS_KEY;

  const stack = new Stack(new App(), 'Answer', { env: { account: ACCOUNT, region: REGIONS[0] } });
  const analysis = new TrailAnalysis(stack, 'Analysis', {
    trail: TrailSource.fromTrailAttributes({ bucket: Bucket.fromBucketName(stack, 'Logs', 'logs') }),
    accounts: AnalysisAccounts.of([ACCOUNT, OTHER_ACCOUNT]),
    regions: REGIONS,
    databaseName: 'trail',
  });

  const folders = projectedFolders(stack.resolve((analysis.eventsTable as CfnTable).tableInput).parameters, 7);
  const read = [...files].filter(([key]) => folders.has(key.slice(0, key.lastIndexOf('/'))));
  const events = new Map(read.flatMap(([, file]) => (file as { Records: LogRecord[] }).Records.map((record) => [record.eventID, record])));
  const rows = [...events.values()].filter((record) => concernsKey(record, LEAKED_KEY)).sort((a, b) => b.eventTime.localeCompare(a.eventTime));
  return { question, sql: analysis.queryString(question), value: LEAKED_KEY, objects: files.size, read: read.length, events: events.size, rows };
}

/** The folders of the last days in the bucket `logs`, by the projection of the table. */
function projectedFolders(parameters: Record<string, string>, lastDays: number): Set<string> {
  const values = (column: string) => parameters[`projection.${column}.values`].split(',');
  const days = Array.from({ length: lastDays + 1 }, (_, back) => scenario.dayBefore(back).replace(/-/g, '/'));
  const folder = (account: string, region: string, day: string) => parameters['storage.location.template']
    .replace('s3://logs/', '').replace('${account}', account).replace('${region}', region).replace('${day}', day);
  const ofAccount = (account: string) => values('region').flatMap((region) => days.map((day) => folder(account, region, day)));
  return new Set(values('account').flatMap(ofAccount));
}

/** The condition of the query. */
function concernsKey({ userIdentity, requestParameters, responseElements }: LogRecord, key: string): boolean {
  const response = responseElements as { accessKey?: { accessKeyId?: string }; credentials?: { accessKeyId?: string } } | null;
  const made = [response?.accessKey?.accessKeyId, response?.credentials?.accessKeyId];
  return [userIdentity.accessKeyId, requestParameters?.accessKeyId, ...made].includes(key);
}

/** Name of whoever called, without the ARN around it. */
export function callerOf({ userIdentity }: LogRecord): string {
  return String(userIdentity.arn).replace(/^.*:(assumed-role|user)\//, '');
}

/** Shows the query and its answer. */
export function showAnswer(): void {
  const { question, sql, value, objects, read, events, rows } = askOfTheLeakedKey();
  title(question.text);
  say(dim(`The saved query "${question.title}" of TrailAnalysis, with ${value} for its placeholder:`));
  console.log(sql.split('\n').map((line) => `    ${dim(line)}`).join('\n'));
  heading('Answer');
  table(rows.map((row) => [row.eventTime, callerOf(row), row.eventName, row.sourceIPAddress, row.errorCode ?? 'done']));
  say('');
  say(`Read ${read} of ${objects} objects in the bucket, ${events} events: the folders that the table projects for the last seven days, and no others.`);
  say(dim('The events are generated, and a few lines of TypeScript stood in for Athena (scripts/demo/answer.ts). '
    + 'The tests run the SQL text itself on the same log files, parsed in Athena\'s dialect and executed by DuckDB.'));
}

/** Shows the question and its answer, without the text of the query. */
export function showAnswerInShort(): void {
  const { question, value, objects, read, rows } = askOfTheLeakedKey();
  title(question.text);
  table(rows.map((row) => [row.eventTime.slice(0, 16).replace('T', ' '), callerOf(row), row.eventName, row.sourceIPAddress, row.errorCode ?? 'done']));
  say(dim(`${question.title}, ${value}: ${read} of ${objects} generated objects read, by a stand-in for Athena.`));
}

if (require.main === module) showAnswer();
