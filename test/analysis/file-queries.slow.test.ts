import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type LogFiles, scenario, writeLogFiles } from '../fixtures/log-files';
import {
  ACCESS_LOG_PREFIX, accessLogs, aggregatedEvents, ANALYST, digestFiles, INTRUDER, LOG_FILE, MISSING_HOUR, STARTED_AGAIN,
} from '../fixtures/log-files/delivered-beside';
import { analysisOf, LOG_BUCKET, tablesOf } from '../helpers/analysis-stack';
import { type AthenaAnswer, findPython, runAthena } from '../oracles/athena';
import { AnalysisAccounts, TrailQuestion } from 'cdk-well-architected-trail';

const python = findPython();
const describeQueries = python ? describe : describe.skip;

describeQueries('the questions about what else is delivered', () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'beside-'));
  const files: LogFiles = new Map();
  [aggregatedEvents, digestFiles, accessLogs].forEach((put) => put(files));
  writeLogFiles(root, files);
  const props = { accounts: AnalysisAccounts.of([scenario.ACCOUNT, scenario.OTHER_ACCOUNT]), regions: scenario.REGIONS };
  const { analysis, stack } = analysisOf({}, { ...props, aggregatedEventsTable: true, digestTable: true });
  const again = analysisOf({}, {
    ...props,
    accessLogs: { bucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', LOG_BUCKET), prefix: ACCESS_LOG_PREFIX },
  });
  const tables = { ...tablesOf(stack), ...tablesOf(again.stack) };
  const ask = (question: TrailQuestion, change = (sql: string) => sql, ...parameters: string[]): AthenaAnswer =>
    runAthena(python!, {
      root, bucket: LOG_BUCKET, today: scenario.TODAY, tables, queries: [{ sql: change(analysis.queryString(question)), parameters }],
    })[0];

  afterAll(() => fs.rmSync(root, { recursive: true }));

  test('aggregated events: the numbers of each call and resource, of windows that count once', () => {
    const { error, rows, columns, prunedBy } = ask(TrailQuestion.DATA_ACTIVITY);

    expect(error).toBeUndefined();
    expect(columns).toEqual(TrailQuestion.DATA_ACTIVITY.columnNames);
    expect(prunedBy).toEqual(['day']);
    expect(rows.map(({ dimension, name, account, times }) => [dimension, name, account, Number(times)])).toEqual([
      ['eventName', 'GetObject', scenario.ACCOUNT, 37],
      ['resourceARN', 'arn:aws:s3:::customer-data/a', scenario.ACCOUNT, 20],
      ['eventName', 'PutObject', scenario.ACCOUNT, 5],
      ['eventName', 'GetObject', scenario.OTHER_ACCOUNT, 1],
    ]);
    expect([rows[0].firsttime, rows[0].lasttime]).toEqual([`${scenario.dayBefore(2)} 10:00:00`, `${scenario.dayBefore(1)} 10:05:00`]);
  });

  test('digest files: the missing one and the new beginning, of one trail only', () => {
    const { error, rows, columns } = ask(TrailQuestion.BROKEN_DIGESTS);

    expect(error).toBeUndefined();
    expect(columns).toEqual(TrailQuestion.BROKEN_DIGESTS.columnNames);
    expect(rows.map((row) => [row.trail, row.previousend, row.digeststarttime, row.previousdigests3object === null])).toEqual([
      ['audit', STARTED_AGAIN, STARTED_AGAIN, true],
      ['audit', MISSING_HOUR, scenario.shift(MISSING_HOUR, 3600), false],
    ]);
  });

  test('digest files: the hash of a log file that CloudTrail delivered, and nothing about one that it did not', () => {
    const { error, rows, columns } = ask(TrailQuestion.LOG_FILE_DIGEST, undefined, `'${LOG_FILE}'`);

    expect(error).toBeUndefined();
    expect(columns).toEqual(TrailQuestion.LOG_FILE_DIGEST.columnNames);
    expect(rows.map(({ hashvalue, hashalgorithm }) => [hashvalue, hashalgorithm])).toEqual([['hash-of-b', 'SHA-256'], ['hash-of-b', 'SHA-256']]);
    expect(ask(TrailQuestion.LOG_FILE_DIGEST, undefined, `'${LOG_FILE}2'`).rows).toEqual([]);
  });

  test('access logs: who read log files, each request once, whatever client and referrer say', () => {
    const { error, rows, columns, files: read } = ask(TrailQuestion.LOG_READERS);

    expect(error).toBeUndefined();
    expect(columns).toEqual(TrailQuestion.LOG_READERS.columnNames);
    expect(rows.map(({ requester, operation, times }) => [requester, operation, times]).sort()).toEqual([
      [INTRUDER, 'REST.COPY.OBJECT_GET', 1], [INTRUDER, 'REST.GET.OBJECT', 1], [ANALYST, 'REST.GET.OBJECT', 3],
    ]);
    expect(read).toHaveLength(2);
  });

  test('access logs: who deleted log files or changed the bucket, or tried to', () => {
    const { error, rows, columns } = ask(TrailQuestion.LOG_BUCKET_CHANGES);

    expect(error).toBeUndefined();
    expect(columns).toEqual(TrailQuestion.LOG_BUCKET_CHANGES.columnNames);
    expect(rows.map(({ requester, operation, key, httpstatus }) => [requester, operation, key, httpstatus]).sort()).toEqual([
      [INTRUDER, 'BATCH.DELETE.OBJECT', LOG_FILE, '200'], [INTRUDER, 'REST.DELETE.OBJECT', LOG_FILE, '403'], [INTRUDER, 'REST.PUT.LIFECYCLE', '-', '200'],
    ]);
  });

  const questions = TrailQuestion.ofOtherTables().map((question) => [question.questionId, question] as const);

  test.each(questions)('%s: without any one condition, the answer is another', (_, question) => {
    const parameters = question.parameterNames.map(() => `'${LOG_FILE}'`);
    const conditions = analysis.queryString(question).split('\n').filter((line) => /^(WHERE|  AND) /.test(line));
    const rows = JSON.stringify(ask(question, undefined, ...parameters).rows);
    // Digest files of other days change nothing about one hour.
    const telling = conditions.filter((line) => !(question.tableName === 'digests' && line.includes('day >=')));

    for (const condition of telling) {
      const without = (sql: string) => sql.replace(condition, () => condition.replace(/^(WHERE|  AND) .*/, '$1 true'));
      const { error, rows: others } = ask(question, without, ...(condition.includes('?') ? [] : parameters));

      expect(error).toBeUndefined();
      expect([condition, JSON.stringify(others) === rows]).toEqual([condition, false]);
    }
    expect(telling.length).toBeGreaterThan(0);
  });
});
