import type { IConstruct } from 'constructs';
import { acknowledge, FRAMEWORK_PACKS } from '../../private/acknowledge';

export function acknowledgeResultsBucket(bucket: IConstruct): void {
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketReplicationEnabled', 'Results of queries expire after days, and can be had again by running the query.');
  const noAccessLogs = 'Results of queries repeat for days what the log bucket holds. A bucket that logs its access can be brought along as `resultsBucket`.';
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketLoggingEnabled', noAccessLogs);
  acknowledge(bucket, ['AwsSolutions'], 'S1', noAccessLogs);
}
