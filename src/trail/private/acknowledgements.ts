import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge, FRAMEWORK_PACKS } from '../../private/acknowledge';
import { flatten } from '../../private/readable';

const NO_REPLICATION = 'S3 keeps every object in at least three Availability Zones, and versioning, retention and the removal policy guard against deletion. '
  + 'A copy in a second Region is a decision of the workload\'s recovery objectives and can be added to this bucket.';

export function acknowledgeLogBucket(bucket: IConstruct): void {
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketReplicationEnabled', NO_REPLICATION);
}

export function acknowledgeAccessLogBucket(bucket: IConstruct): void {
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketReplicationEnabled', NO_REPLICATION);
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3DefaultEncryptionKMS',
    'S3 delivers server access logs only to buckets that are encrypted with S3 managed keys (SSE-S3), which this one is.');
}

export function acknowledgeNoCloudWatchLogs(trail: IConstruct): void {
  acknowledge(trail, FRAMEWORK_PACKS, 'CloudTrailCloudWatchLogsEnabled',
    'The trail is not set to deliver to CloudWatch Logs. The record is complete in the S3 bucket; the option `cloudWatchLogs` adds the delivery.');
}

/** @param resources the resources with a wildcard, as they stand in the policy */
export function acknowledgeLogStreams(policy: IConstruct, resources: string[]): void {
  for (const resource of Stack.of(policy).resolve(resources).map(flatten)) {
    acknowledge(policy, ['AwsSolutions'], `IAM5[Resource::${resource}]`,
      'CloudTrail generates the end of the log stream\'s name. The wildcard covers the streams of this trail and nothing else.');
  }
}
