import * as fs from 'fs';
import * as path from 'path';
import { gzipSync } from 'zlib';
import type { LogRecord } from './record';

/** How a trail arranges its bucket. */
export interface BucketLayout {
  readonly prefix?: string;
  readonly organizationId?: string;
}

export type LogFiles = Map<string, object>;

/** The key prefix of log files of one folder, account, Region and day: `[prefix/]AWSLogs/[o-id/]account/folder/region/yyyy/MM/dd`. */
export function logFolder({ prefix, organizationId }: BucketLayout, accountId: string, folder: string, region: string, day: string): string {
  return [prefix, 'AWSLogs', organizationId, accountId, folder, region, day.replace(/-/g, '/')].filter(Boolean).join('/');
}

/** Puts a record into the log file in which CloudTrail would deliver it, some minutes after the event. */
export function deliver(files: LogFiles, layout: BucketLayout, record: LogRecord, copy = 0): void {
  const { recipientAccountId: accountId, awsRegion } = record;
  const delivered = new Date(Math.ceil((Date.parse(record.eventTime) / 60_000 + 3) / 5) * 300_000).toISOString();
  const stamp = `${delivered.slice(0, 16).replace(/[-:]/g, '')}Z`;
  const folder = logFolder(layout, accountId, 'CloudTrail', awsRegion, delivered.slice(0, 10));
  const key = `${folder}/${accountId}_CloudTrail_${awsRegion}_${stamp}_${'AbCdEf123456789'.slice(copy)}.json.gz`;
  const file = files.get(key) as { Records: LogRecord[] } | undefined;
  if (file) { file.Records.push(record); } else { files.set(key, { Records: [record] }); }
}

export function writeLogFiles(directory: string, files: LogFiles): void {
  for (const [key, content] of files) {
    const file = path.join(directory, key);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, gzipSync(JSON.stringify(content)));
  }
}
