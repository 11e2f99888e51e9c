/** What a query costs, calculated, and the table of docs/analysis-cost.md: `npm run docs` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Price, PRICES } from '../../src/cloudtrail/pricing';
import { fillIn, markdownTable } from '../lib/table';

/** An organization, and how busy it is. */
export interface Organization {
  readonly accounts: number;
  /** Regions of an account that have log files all day. */
  readonly busyRegions: number;
  /** Regions of an account with a log file an hour. */
  readonly quietRegions: number;
  /** Regions that the table lists; those without log files cost a listing. */
  readonly listedRegions: number;
  readonly eventsPerAccountAndDay: number;
  /** Of an event in a compressed log file. */
  readonly bytesPerEvent: number;
}

export const EXAMPLE: Organization = {
  accounts: 500, busyRegions: 4, quietRegions: 13, listedRegions: 17, eventsPerAccountAndDay: 100_000, bytesPerEvent: 200,
};

const FILES_A_BUSY_DAY = 288, FILES_A_QUIET_DAY = 24;

export interface Cost {
  readonly gigabytes: number;
  readonly objects: number;
  readonly partitions: number;
  readonly scan: number;
  readonly gets: number;
  readonly lists: number;
  readonly total: number;
  /** What KMS would add without an S3 Bucket Key. */
  readonly withoutBucketKey: number;
}

export function costOfQuery(organization: Organization, accounts: number, days: number): Cost {
  const { busyRegions, quietRegions, listedRegions, eventsPerAccountAndDay, bytesPerEvent } = organization;
  const gigabytes = accounts * days * eventsPerAccountAndDay * bytesPerEvent / 1e9;
  const objects = accounts * days * (busyRegions * FILES_A_BUSY_DAY + quietRegions * FILES_A_QUIET_DAY);
  const partitions = accounts * days * listedRegions;
  const scan = gigabytes / 1000 * PRICES.athenaScan.usd;
  const gets = objects / 1000 * PRICES.getRequests.usd;
  const lists = partitions / 1000 * PRICES.listRequests.usd;
  const withoutBucketKey = objects / 10_000 * PRICES.kmsRequests.usd;
  return { gigabytes, objects, partitions, scan, gets, lists, total: scan + gets + lists, withoutBucketKey };
}

/** The prices as a sentence of the page. */
export function pricesText(): string {
  const { athenaScan, getRequests, listRequests, kmsRequests } = PRICES;
  const text = (service: string, price: Price) => `${service} ${price.usd} USD for each ${price.per}`;
  return `${[text('Athena', athenaScan), text('S3', getRequests), text('S3', listRequests), text('KMS', kmsRequests)].join(', ')}`;
}

function costTable(): string {
  const rows = [1, 50, EXAMPLE.accounts].flatMap((accounts) => [1, 7, 30, 365].map((days) => {
    const cost = costOfQuery(EXAMPLE, accounts, days);
    return [
      accounts, days, figure(cost.gigabytes), cost.objects.toLocaleString('en'), cost.partitions.toLocaleString('en'),
      usd(cost.scan), usd(cost.gets), usd(cost.lists), `**${usd(cost.total)}**`, usd(cost.withoutBucketKey),
    ];
  }));
  const head = ['Accounts', 'Days', 'GB read', 'Log files', 'Folders listed', 'Athena', 'S3 GET', 'S3 LIST', 'Query', 'KMS without bucket key'];
  return markdownTable(head, rows, 'right');
}

/** The page with the calculated table. */
export const withCosts = (page: string): string => fillIn(page, 'costs', costTable());

function usd(amount: number): string {
  return amount < 0.01 ? '< 0.01' : amount.toFixed(2);
}

function figure(amount: number): string {
  return amount < 10 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en');
}

if (require.main === module) {
  const page = join(__dirname, '..', '..', 'docs', 'analysis-cost.md');
  writeFileSync(page, withCosts(readFileSync(page, 'utf8')));
}
