import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { trailQuery, TRAIL_QUERIES } from '../../src/cloudtrail/queries';
import { ASKED, generateLogFiles, scenario, writeLogFiles } from '../fixtures/log-files';
import type { AskedQuestion, BucketLayout, GeneratedLogFiles } from '../fixtures/log-files';
import { INSIGHT_ID, NETWORK_ID } from '../fixtures/log-files/beside';
import { analysisOf, LOG_BUCKET, tablesOf } from '../helpers/analysis-stack';
import { findPython, runAthena } from '../oracles/athena';
import type { AthenaAnswer } from '../oracles/athena';
import type { TrailAnalysis, TrailAnalysisProps, TrailAttributes } from 'cdk-well-architected-trail';
import { AnalysisAccounts, TrailQuestion } from 'cdk-well-architected-trail';

const { ACCOUNT, OTHER_ACCOUNT, ORGANIZATION, REGIONS, STRANGE_ACCOUNT, TODAY } = scenario;
const python = findPython();
const describeQueries = python ? describe : describe.skip;

/** A bucket on disk and the analysis of it. */
class Bench {
  public readonly generated: GeneratedLogFiles;
  private readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'trail-'));
  private readonly tables: Record<string, any>;
  private readonly analysis: TrailAnalysis;

  constructor(layout: BucketLayout, props: Partial<TrailAnalysisProps>) {
    this.generated = generateLogFiles({ layout });
    writeLogFiles(this.root, this.generated.files);
    const attributes: TrailAttributes = { bucketKeyPrefix: layout.prefix, organizationId: layout.organizationId };
    const { analysis, stack } = analysisOf(attributes, { regions: REGIONS, insightsTable: true, networkActivityTable: true, ...props });
    this.tables = tablesOf(stack);
    this.analysis = analysis;
  }

  public textOf({ id }: AskedQuestion): string {
    return this.analysis.queryString(TrailQuestion.all().find(({ questionId }) => questionId === id)!);
  }

  public ask(questions: readonly AskedQuestion[], account?: string): AthenaAnswer[] {
    const first = account ? [`'${account}'`] : [];
    return this.run(questions.map((question) => ({ sql: this.textOf(question), parameters: [...first, ...question.parameters] })));
  }

  public run(queries: { sql: string; parameters?: readonly string[] }[]): AthenaAnswer[] {
    return runAthena(python!, { root: this.root, bucket: LOG_BUCKET, today: TODAY, tables: this.tables, queries });
  }

  public remove(): void {
    fs.rmSync(this.root, { recursive: true });
  }
}

/** The conditions of a text, one a line. */
function conditionsOf(sql: string): string[] {
  return sql.split('\n').filter((line) => /^(WHERE|  AND) /.test(line));
}

/** Conditions that change what is read or how fast, not what is found. */
const SPARING = [/^WHERE day BETWEEN date_format\(from_iso8601/, /^ {2}AND eventname = 'ConsoleLogin'$/];

/** The text without a condition, and the values without those that the condition asked for. */
function without(sql: string, condition: string, parameters: readonly string[]): { sql: string; parameters: string[] } {
  const before = sql.slice(0, sql.indexOf(condition)).split('?').length - 1;
  const count = condition.split('?').length - 1;
  return {
    sql: sql.replace(condition, () => condition.replace(/^(WHERE|  AND) .*/, '$1 true')),
    parameters: [...parameters.slice(0, before), ...parameters.slice(before + count)],
  };
}

const questions = Object.values(ASKED);

describeQueries('the questions, asked of generated log files', () => {
  const bench = new Bench({}, { accounts: AnalysisAccounts.of([ACCOUNT, OTHER_ACCOUNT]) });
  const answers = new Map<AskedQuestion, AthenaAnswer>();
  const planted = (question: AskedQuestion) =>
    bench.generated.planted.filter((event) => event.answers.includes(question)).map(({ record }) => record);

  beforeAll(() => bench.ask(questions).forEach((answer, index) => answers.set(questions[index], answer)));
  afterAll(() => bench.remove());

  const named = Object.entries(ASKED).map(([name, question]) => [name, question] as const);
  const listings = named.filter(([, { id }]) => trailQuery(id).columns.some(({ name }) => name === 'eventid'));
  const summaries = named.filter((entry) => !listings.includes(entry));

  test('every question has planted answers', () => {
    const asked = new Set([...questions.map(({ id }) => id), 'who-did-what']);

    expect(TRAIL_QUERIES.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
    expect(named.filter(([, question]) => planted(question).length === 0)).toEqual([]);
  });

  test.each(listings)('%s: exactly the planted events, each once', (_, question) => {
    const answer = answers.get(question)!;

    expect(answer.error).toBeUndefined();
    expect(answer.rows.map(({ eventid }) => eventid).sort()).toEqual(planted(question).map(({ eventID }) => eventID).sort());
  });

  test.each(summaries)('%s: exactly the planted events, counted once', (_, question) => {
    const answer = answers.get(question)!;
    const times = planted(question).map(({ eventTime }) => eventTime).sort();

    expect(answer.error).toBeUndefined();
    expect(answer.rows.reduce((sum, { times: count }) => sum + Number(count), 0)).toBe(times.length);
    expect(answer.rows.map(({ firsttime }) => firsttime).sort()[0]).toBe(times[0]);
    expect(answer.rows.map(({ lasttime }) => lasttime).sort().pop()).toBe(times[times.length - 1]);
  });

  test('summaries keep apart what differs', () => {
    expect(answers.get(ASKED.failedSignIns)!.rows.map(({ username, times, errormessage }) => [username, times, errormessage])).toEqual([
      ['bob', 2, 'Failed authentication'],
      ['Root', 1, 'Failed authentication'],
      ['HIDDEN_DUE_TO_SECURITY_REASONS', 1, 'No username found in supplied account'],
    ]);
    expect(answers.get(ASKED.oldTls)!.rows.map(({ tlsversion, times }) => [tlsversion, times])).toEqual([['TLSv1.1', 2], ['TLSv1', 1]]);
    const crossAccount = answers.get(ASKED.crossAccount)!.rows;
    expect(crossAccount.map(({ calleraccount, eventname, times, errorcode }) => [calleraccount, eventname, times, errorcode])).toEqual([[STRANGE_ACCOUNT, 'AssumeRole', 2, null], [STRANGE_ACCOUNT, 'ListObjects', 1, 'AccessDenied']]);
  });

  test('who did what: every event of the days, summed up', () => {
    const [answer] = bench.ask([{ id: 'who-did-what', parameters: [] }]);
    const first = `${scenario.dayBefore(7).replace(/-/g, '/')}`;
    const delivered = [...bench.generated.files].filter(([key]) => answer.files.includes(key)).flatMap(([, file]) => (file as any).Records);
    const events = new Map<string, any>(delivered.map((record) => [record.eventID, record]));
    const groups = new Map<string, number>();
    for (const { userIdentity, recipientAccountId, eventSource, eventName, awsRegion, sourceIPAddress, errorCode } of events.values()) {
      const principal = userIdentity.arn ?? userIdentity.invokedBy;
      const group = [principal, recipientAccountId, eventSource, eventName, awsRegion, sourceIPAddress, errorCode ?? null];
      groups.set(JSON.stringify(group), (groups.get(JSON.stringify(group)) ?? 0) + 1);
    }
    const found = answer.rows.map((row) => [JSON.stringify(answer.columns.slice(0, 7).map((name) => row[name])), row.times] as const);

    expect(answer.files.every((key) => key.split('/').slice(-4, -1).join('/') >= first)).toBe(true);
    expect(events.size).toBeGreaterThan(600);
    expect(new Map(found)).toEqual(groups);
  });

  test('there is a near miss for every condition: without any one of them, the answer is another', () => {
    const weakened = named.flatMap(([name, question]) => conditionsOf(bench.textOf(question))
      .filter((condition) => !SPARING.some((pattern) => pattern.test(condition))).map((condition) => ({ name, question, condition })));
    const weaker = bench.run(weakened.map(({ question, condition }) => without(bench.textOf(question), condition, question.parameters)));
    const same = weakened.filter(({ question }, index) => {
      expect(weaker[index].error).toBeUndefined();
      return JSON.stringify(weaker[index].rows) === JSON.stringify(answers.get(question)!.rows);
    });

    expect(weakened.length).toBeGreaterThan(40);
    expect(same.map(({ name, condition }) => `${name}: ${condition}`)).toEqual([]);
  });

  test.each(named)('%s: returns the columns of the catalog', (_, question) => {
    expect(answers.get(question)!.columns).toEqual(trailQuery(question.id).columns.map(({ name }) => name));
  });

  test.each(named)('%s: reads the days that it asks for and no others', (_, question) => {
    const days = question.id === 'around-a-moment' ? [4, 3, 2] : [7, 6, 5, 4, 3, 2, 1, 0];
    const { prunedBy, partitions, files } = answers.get(question)!;

    expect(prunedBy).toEqual(['day']);
    expect(partitions).toBe(2 * REGIONS.length * days.length);
    expect([...new Set(files.map((key) => key.split('/').slice(-4, -1).join('-')))].sort()).toEqual(days.map(scenario.dayBefore));
  });
});

describeQueries('the layouts of the bucket', () => {
  const layouts: [string, BucketLayout, Partial<TrailAnalysisProps>][] = [
    ['an account', {}, {}],
    ['an account, with prefix', { prefix: 'logs/trail' }, {}],
    ['an organization', { organizationId: ORGANIZATION }, {}],
    ['an organization, with prefix', { organizationId: ORGANIZATION, prefix: 'logs/trail' }, {}],
    ['an organization, with listed accounts', { organizationId: ORGANIZATION }, { accounts: AnalysisAccounts.of([ACCOUNT, OTHER_ACCOUNT]) }],
  ];

  test.each(layouts)('%s: reads every log file of the account, and nothing else in the bucket', (_, layout, props) => {
    const bench = new Bench(layout, props);
    const injected = layout.organizationId !== undefined && props.accounts === undefined;
    const where = injected ? ` WHERE account = '${ACCOUNT}'` : '';
    const all = (table: string) => ({ sql: `SELECT account, region, day, eventid FROM "trail"."${table}"${where}` });
    const [events, insights, network] = bench.run([all('events'), all('insights'), all('network_activity')]);
    const accounts = props.accounts ? [ACCOUNT, OTHER_ACCOUNT] : [ACCOUNT];
    const expected = bench.generated.records.filter(({ recipientAccountId }) => accounts.includes(recipientAccountId));
    const root = [layout.prefix, 'AWSLogs', layout.organizationId].filter(Boolean).join('/');

    expect(events.error).toBeUndefined();
    expect(new Set(events.rows.map(({ eventid }) => eventid))).toEqual(new Set(expected.map(({ eventID }) => eventID)));
    expect(events.rows.every(({ account, region, day }) =>
      events.files.some((key) => key.startsWith(`${root}/${account}/CloudTrail/${region}/${day}/`)))).toBe(true);
    expect(insights.rows.map(({ eventid }) => eventid)).toEqual([INSIGHT_ID]);
    expect(network.rows.map(({ eventid }) => eventid)).toEqual([NETWORK_ID]);
    bench.remove();
  });

  test('of an organization, every question asks for the account and reads that account only', () => {
    const bench = new Bench({ organizationId: ORGANIZATION }, {});
    const answers = bench.ask(questions, ACCOUNT);
    const [withoutAccount] = bench.run([{ sql: 'SELECT count(*) FROM "trail"."events"' }]);

    expect(answers.filter(({ error }) => error)).toEqual([]);
    expect(answers.every(({ prunedBy, files }) => prunedBy.join() === 'account,day' && files.every((key) => key.includes(`/${ACCOUNT}/CloudTrail/`)))).toBe(true);
    questions.forEach((question, index) => {
      const planted = bench.generated.planted.filter(({ answers: of, record }) => of.includes(question) && record.recipientAccountId === ACCOUNT);
      const found = answers[index].rows.map(({ times }) => Number(times ?? 1)).reduce((sum, times) => sum + times, 0);
      expect([question.id, found]).toEqual([question.id, planted.length]);
    });
    expect(withoutAccount.error).toBe('ValueError: injected projected partition column account has no condition');
    bench.remove();
  });

  test('insights keep their details', () => {
    const bench = new Bench({}, {});
    const [answer] = bench.run([{
      sql: 'SELECT insightdetails.eventname AS name, insightdetails.insightcontext.statistics.insight.average AS average FROM "trail"."insights"',
    }]);

    expect(answer.rows).toEqual([{ name: 'RunInstances', average: 4.2 }]);
    bench.remove();
  });
});
