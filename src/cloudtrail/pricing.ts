/**
 * List prices, and how soon things arrive: the numbers that warnings and guides state, each with where it was read.
 *
 * Prices are those of US East, in USD. Other Regions and agreements differ.
 */

/** When prices were last compared with their page. */
const READ = '2026-11-26';

/** What something costs. */
export interface Price {
  readonly usd: number;
  /** What is charged for, such as `100,000 events`. */
  readonly per: string;
  readonly source: string;
  /** When it was compared with the source; not set where that was not possible. */
  readonly read?: string;
}

const CLOUDTRAIL = 'https://aws.amazon.com/cloudtrail/pricing/';

export const PRICES = {
  /** Of every copy but the first in each account and Region, which is free. */
  managementEvents: { usd: 2, per: '100,000 events', source: CLOUDTRAIL, read: READ },
  /** Of every copy. */
  dataEvents: { usd: 0.1, per: '100,000 events', source: CLOUDTRAIL, read: READ },
  /** Of every copy. */
  networkActivityEvents: { usd: 0.1, per: '100,000 events', source: CLOUDTRAIL },
  /** Analyzed, for each type of Insights. */
  insightsOnManagementEvents: { usd: 0.35, per: '100,000 management events', source: CLOUDTRAIL },
  /** Analyzed, for each type of Insights. */
  insightsOnDataEvents: { usd: 0.03, per: '100,000 data events', source: CLOUDTRAIL },
  /** Of a key, whatever it is used for; rotations add to it. */
  kmsKey: { usd: 1, per: 'month', source: 'https://aws.amazon.com/kms/pricing/' },
  /** Ingested into a log group of the class STANDARD. */
  logGroupIngestion: { usd: 0.5, per: 'GB', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  /** Read by queries. */
  athenaScan: { usd: 5, per: 'TB', source: 'https://aws.amazon.com/athena/pricing/' },
  /** To S3 Standard. */
  getRequests: { usd: 0.0004, per: '1,000 GET requests', source: 'https://aws.amazon.com/s3/pricing/' },
  /** To S3 Standard. */
  listRequests: { usd: 0.005, per: '1,000 LIST requests', source: 'https://aws.amazon.com/s3/pricing/' },
  /** To KMS, of symmetric keys. */
  kmsRequests: { usd: 0.03, per: '10,000 requests', source: 'https://aws.amazon.com/kms/pricing/' },
  /** Stored in S3 Standard. */
  storage: { usd: 0.023, per: 'GB and month', source: 'https://aws.amazon.com/s3/pricing/' },
} as const satisfies { readonly [what: string]: Price };

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
  },
  /** In the log group, for which AWS states no time. */
  logGroup: {
    text: 'within minutes',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  },
  /** At a rule of EventBridge, for which AWS states no time. */
  rule: {
    text: 'usually within minutes',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html',
  },
} as const;
