/**
 * What a trail costs a month, computed from the prices and from what the constructs create: the tables of README.md and docs/retention-and-cost.md,
 * which `npx projen docs` writes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AlertTopic, CisAlarms, DeliveryHealth, TamperDetection, TrailAnalysis, WellArchitectedTrail,
} from '../../src';
import { KEY_USD_BY_YEAR, PRICES } from '../../src/cloudtrail/pricing';
import { fillIn, markdownTable } from '../lib/table';

const ROOT = join(__dirname, '..', '..');
export const README = join(ROOT, 'README.md');
export const RETENTION = join(ROOT, 'docs', 'retention-and-cost.md');

/** How busy an account is. */
interface Account {
  readonly name: string;
  readonly eventsADay: number;
  /** Regions with a log file every five minutes; the others have one an hour. */
  readonly busyRegions: number;
}

export const ACCOUNTS: readonly Account[] = [
  { name: 'small', eventsADay: 10_000, busyRegions: 1 },
  { name: 'middle', eventsADay: 100_000, busyRegions: 4 },
  { name: 'large', eventsADay: 1_000_000, busyRegions: 17 },
];

const DAYS_A_MONTH = 30, DAYS_KEPT = 365, REGIONS = 17;
const FILES_A_BUSY_DAY = 288, FILES_A_QUIET_DAY = 24, DIGESTS_A_DAY = 24;
/** Of an event in a compressed log file, as in docs/analysis-cost.md; and as it is ingested, by AWS's sample guide on the cost of ingestion. */
const COMPRESSED = 200, INGESTED = 1_500;
/** Those that S3 publishes where objects are only written: all, PUT, errors (2), bytes and latencies (2). */
const REQUEST_METRICS = 7;

/** What is charged by the piece. */
export interface Pieces {
  readonly keys: number;
  readonly customMetrics: number;
  readonly alarmMetrics: number;
}

/** Counted in the template of a stack. */
export function pieces(add: (stack: Stack) => void): Pieces {
  const stack = new Stack(new App(), 'Cost');
  add(stack);
  const resources: { Type: string; Properties?: any }[] = Object.values(Template.fromStack(stack).toJSON().Resources);
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const metricsOf = ({ Metrics: metrics }: any): number => metrics?.filter(({ MetricStat: stat }: any) => stat !== undefined).length ?? 1;
  const withRequestMetrics = ofType('AWS::S3::Bucket').filter(({ MetricsConfigurations: metrics }) => metrics !== undefined);
  return {
    keys: ofType('AWS::KMS::Key').length,
    customMetrics: ofType('AWS::Logs::MetricFilter').length + withRequestMetrics.length * REQUEST_METRICS,
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0),
  };
}

const TRAIL = pieces((stack) => new WellArchitectedTrail(stack, 'Trail'));
const MONITORED = pieces((stack) => {
  const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
  const alerts = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
  new CisAlarms(stack, 'Alarms', { trail, alerts });
  new TamperDetection(stack, 'Tampering', { trail, alerts });
  new DeliveryHealth(stack, 'Health', { trail, alerts });
});
const ANALYSIS = pieces((stack) => new TrailAnalysis(stack, 'Analysis', { trail: new WellArchitectedTrail(stack, 'Trail') }));

const gigabytes = (account: Account, bytes: number, days: number) => account.eventsADay * bytes * days / 1e9;

/** What stays the same, whatever the year. */
function written({ busyRegions }: Account): number {
  const files = busyRegions * FILES_A_BUSY_DAY + (REGIONS - busyRegions) * FILES_A_QUIET_DAY + REGIONS * DIGESTS_A_DAY;
  return files * DAYS_A_MONTH / 1_000 * PRICES.putRequests.usd;
}

/** In the given year, of which the last month counts: a key has been rotated once a year, and versions of expired files are kept as long as the files. */
function trailAlone(account: Account, year: number): number {
  const days = Math.min(year, 2) * DAYS_KEPT;
  return TRAIL.keys * keyPrice(year) + gigabytes(account, COMPRESSED, days) * PRICES.storage.usd + written(account);
}

function monitoring(account: Account, year: number): number {
  return (MONITORED.keys - TRAIL.keys) * keyPrice(year)
    + MONITORED.customMetrics * PRICES.customMetric.usd + MONITORED.alarmMetrics * PRICES.alarm.usd
    + gigabytes(account, INGESTED, DAYS_A_MONTH) * PRICES.logGroupIngestion.usd
    + gigabytes(account, COMPRESSED, DAYS_KEPT) * PRICES.logGroupStorage.usd;
}

const analysis = (_: Account, year: number): number => (ANALYSIS.keys - TRAIL.keys) * keyPrice(year);

const keyPrice = (year: number) => KEY_USD_BY_YEAR[Math.min(year, KEY_USD_BY_YEAR.length) - 1];

export const PARTS = { trail: trailAlone, monitoring, analysis };

const money = (usd: number) => usd >= 10 ? String(Math.round(usd)) : usd.toFixed(2);
const range = (part: (account: Account, year: number) => number, account: Account) => `${money(part(account, 1))} to ${money(part(account, 3))}`;

/** The table, in USD: at the end of the first year, and from the third year on. */
export function monthlyTable(): string {
  return markdownTable(['Account', 'Events a day', 'The trail', '+ alarms', '+ saved queries'], ACCOUNTS.map((account) => [
    account.name, account.eventsADay.toLocaleString('en'), range(trailAlone, account), range(monitoring, account), range(analysis, account),
  ]));
}

/** What the table assumes, as a list. */
export function assumptions(): string {
  const regions = ACCOUNTS.map(({ name, busyRegions }) => `${busyRegions} in the ${name} account`).join(', ');
  return [
    '- The first figure is for the last month of the first year, the second from the third year on: keys have been rotated, and versions of expired log files are kept.',
    '- One copy of management events, which is free; no data events, Insights or discounts; retention of a year, without Object Lock.',
    `- ${COMPRESSED} bytes an event in a log file, ${INGESTED.toLocaleString('en')} as it is ingested into CloudWatch Logs. `
      + `${REGIONS} Regions, of which some have a log file every five minutes (${regions}) and the others one an hour; a digest file an hour in each.`,
    `- *+ alarms* is \`cloudWatchLogs: {}\`, \`AlertTopic\`, \`CisAlarms\`, \`TamperDetection\` and \`DeliveryHealth\`: ${MONITORED.customMetrics} custom metrics `
      + `(${REQUEST_METRICS} of them request metrics of S3), ${MONITORED.alarmMetrics} metrics in alarms, ${MONITORED.keys - TRAIL.keys} key. *+ saved queries* is \`TrailAnalysis\`: `
      + 'a key; [what a query costs](analysis-cost.md).',
    '- Access logs and requests of readers are left out: cents. So are free tiers, of which the alarms of one account use a good part.',
  ].join('\n');
}

/** The README with the table as it is computed now. */
export const withMonthlyTable = (readme: string): string => readme.replace(/\| Account \| Events a day [\s\S]*?(?=\n\n)/, monthlyTable());

/** The guide with the table and its assumptions. */
export const withMonthlyCost = (guide: string): string => fillIn(guide, 'monthly cost', `${monthlyTable()}\n\n${assumptions()}`);

if (require.main === module) {
  writeFileSync(README, withMonthlyTable(readFileSync(README, 'utf8')));
  writeFileSync(RETENTION, withMonthlyCost(readFileSync(RETENTION, 'utf8')));
  console.log(monthlyTable());
  console.log(assumptions());
}
