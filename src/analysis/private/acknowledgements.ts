import type { IConstruct } from 'constructs';
import { acknowledge, FRAMEWORK_PACKS } from '../../private/acknowledge';

export function acknowledgeManagedResults(workgroup: IConstruct): void {
  acknowledge(workgroup, ['AwsSolutions'], 'ATH1', 'Athena keeps the results of the queries and encrypts them with a key that AWS owns.');
}

export function acknowledgeResultsBucket(bucket: IConstruct): void {
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketReplicationEnabled', 'Query results expire after days, and the query can be run again.');
  const noAccessLogs = 'Query results repeat for days what the log bucket holds. To log access to them, set `resultsBucket` to a bucket with access logs.';
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketLoggingEnabled', noAccessLogs);
  acknowledge(bucket, ['AwsSolutions'], 'S1', noAccessLogs);
}
