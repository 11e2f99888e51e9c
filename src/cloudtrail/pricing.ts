/**
 * List prices, and how soon things arrive: the numbers that warnings and guides state, each with where it was read.
 *
 * Prices are those of US East, in USD. Other Regions and agreements differ.
 */

/** When facts were last compared with their source. */
const READ = '2026-11-26';

/** What something costs. */
export interface Price {
  readonly usd: number;
  /** What is charged for, such as `100,000 events`. */
  readonly per: string;
  /** The page that has the price in force. */
  readonly source: string;
  /** When it was compared with the source, or with what `note` names; not set where that was not possible. */
  readonly read?: string;
  /** What it was compared with, where the pricing page itself could not be read. */
  readonly note?: string;
}

const CLOUDTRAIL = 'https://aws.amazon.com/cloudtrail/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';

const PRICE_LIST = 'AWS Price List, extract of 2025-10-28';
const SAMPLES = 'AWS sample guide "Estimating cost: moving from CloudTrail trails to CloudWatch Logs ingestion"';

export const PRICES = {
  /** Of every copy but the first in each account and Region, which is free. */
  managementEvents: { usd: 2, per: '100,000 events', source: CLOUDTRAIL, read: READ, note: PRICE_LIST },
  /** Of every copy. */
  dataEvents: { usd: 0.1, per: '100,000 events', source: CLOUDTRAIL, read: READ, note: PRICE_LIST },
  /** Of every copy. */
  networkActivityEvents: { usd: 0.1, per: '100,000 events', source: CLOUDTRAIL, read: READ, note: PRICE_LIST },
  /** Analyzed, for each type of Insights. */
  insightsOnManagementEvents: { usd: 0.35, per: '100,000 management events', source: CLOUDTRAIL, read: READ, note: PRICE_LIST },
  /** Analyzed, for each type of Insights. */
  insightsOnDataEvents: { usd: 0.03, per: '100,000 data events', source: CLOUDTRAIL, read: READ, note: 'quotations of the AWS Price List' },
  /** Of a key, whatever it is used for. */
  kmsKey: { usd: 1, per: 'month', source: KMS, read: READ, note: 'quotations of the page' },
  /** Added by the first rotation of a key, and again by the second; later rotations add nothing. */
  kmsKeyRotation: { usd: 1, per: 'month', source: KMS, read: READ, note: 'AWS KMS Developer Guide, "Rotate AWS KMS keys", for the rule; quotations of the page for the price' },
  /** Ingested into a log group of the class STANDARD. */
  logGroupIngestion: { usd: 0.5, per: 'GB', source: CLOUDWATCH, read: READ, note: SAMPLES },
  /** Kept in a log group, after compression. */
  logGroupStorage: { usd: 0.03, per: 'GB and month', source: CLOUDWATCH, read: READ, note: PRICE_LIST },
  /** Of the first 10,000: what metric filters, and request and replication metrics of S3 publish. */
  customMetric: { usd: 0.3, per: 'metric and month', source: CLOUDWATCH, read: READ, note: PRICE_LIST },
  /** Of standard resolution, for each metric that it looks at. */
  alarm: { usd: 0.1, per: 'metric and month', source: CLOUDWATCH, read: READ, note: PRICE_LIST },
  /** Read by queries of Logs Insights, those of log alarms too. */
  logsInsightsScan: { usd: 0.005, per: 'GB scanned by queries', source: CLOUDWATCH, read: READ, note: 'quotations of the page' },
  /** Added to the ingestion of events that CloudTrail delivers to CloudWatch without a trail. */
  telemetryDelivery: { usd: 0.25, per: 'GB', source: CLOUDWATCH, read: READ, note: SAMPLES },
  /** Read by queries. */
  athenaScan: { usd: 5, per: 'TB', source: 'https://aws.amazon.com/athena/pricing/' },
  /** To S3 Standard. */
  getRequests: { usd: 0.0004, per: '1,000 GET requests', source: 'https://aws.amazon.com/s3/pricing/' },
  /** To S3 Standard. */
  putRequests: { usd: 0.005, per: '1,000 PUT requests', source: 'https://aws.amazon.com/s3/pricing/' },
  /** To S3 Standard. */
  listRequests: { usd: 0.005, per: '1,000 LIST requests', source: 'https://aws.amazon.com/s3/pricing/' },
  /** To KMS, of symmetric keys. */
  kmsRequests: { usd: 0.03, per: '10,000 requests', source: KMS, read: READ, note: 'quotations of the page' },
  /** From a bucket of US East (N. Virginia) to one in another Region; less to US East (Ohio). */
  transferToRegion: { usd: 0.02, per: 'GB to another Region', source: 'https://aws.amazon.com/s3/pricing/' },
  /** Replicated with S3 Replication Time Control, in addition to the transfer. */
  replicationTimeControl: { usd: 0.015, per: 'GB replicated with time control', source: 'https://aws.amazon.com/s3/pricing/' },
  /** Stored in S3 Standard. */
  storage: { usd: 0.023, per: 'GB and month', source: 'https://aws.amazon.com/s3/pricing/' },
  /** Of a Lambda function, on x86 processors. */
  functionTime: { usd: 0.00001667, per: 'GB-second', source: 'https://aws.amazon.com/lambda/pricing/', read: READ, note: 'AWS whitepaper "How AWS Pricing Works"' },
} as const satisfies { readonly [what: string]: Price };

/**
 * What a key with yearly rotation costs a month in its first, second and third year, from which on it stays the same.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export const KEY_USD_BY_YEAR = [0, 1, 2].map((rotations) => PRICES.kmsKey.usd + rotations * PRICES.kmsKeyRotation.usd);

/** The price of a key with yearly rotation in a sentence. */
export function keyPriceText(): string {
  const [first, second, third] = KEY_USD_BY_YEAR;
  return `${first} USD a month, ${second} USD after the first yearly rotation and ${third} USD from the second on`;
}

/** A price in a sentence: `0.10 USD for each 100,000 events`. */
export function priceText({ usd, per }: Price): string {
  return `${usd.toFixed(2)} USD for each ${per}`;
}

/** How soon an event is where it can be seen, after the call that it records. AWS calls it typical or best effort, and guarantees none. */
export const LATENCIES = {
  /** In the bucket, where every account and Region gets a file about as often. */
  logFile: {
    text: 'about five minutes',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html',
    read: READ,
  },
  /** In the log group, for which AWS states no time. */
  logGroup: {
    text: 'within minutes',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
    read: READ,
  },
  /** At a rule of EventBridge, for which AWS states no time. */
  rule: {
    text: 'usually within minutes',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html',
    read: READ,
  },
} as const;

/** What CloudTrail Insights compare activity with. AWS states two periods, and the cost page calls the first one the baseline too. */
export const BASELINES = {
  /** Of history, which are analyzed at the start and every day after that, free of charge. */
  history: { days: 28, source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/insights-events-costs.html', read: READ },
  /** Before an Insights event, of which the record states the average. */
  record: { days: 7, source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html', read: READ },
} as const;
