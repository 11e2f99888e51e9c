import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge, FRAMEWORK_PACKS } from '../../private/acknowledge';
import { flatten } from '../../private/readable';

/** The rule pack of this package. */
const OWN_PACK = ['WellArchitectedTrail'];

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
  acknowledge(trail, [...FRAMEWORK_PACKS, ...OWN_PACK], 'CloudTrailCloudWatchLogsEnabled',
    'Delivery to CloudWatch Logs was not asked for. The record is complete in the S3 bucket; the option `cloudWatchLogs` adds the delivery.');
}

/** Only that there are no alarms at all: alarms that leave something out are still found. */
export function acknowledgeNoAlarms(trail: IConstruct): void {
  acknowledge(trail, OWN_PACK, 'CloudTrailAlarmsConfigured[None]',
    'Who is alarmed, and where, is for the app or the account that watches to decide. The construct `CisAlarms` makes the alarms.');
}

/** @param resources the resources with a wildcard, as they stand in the policy */
export function acknowledgeLogStreams(policy: IConstruct, resources: string[]): void {
  for (const resource of Stack.of(policy).resolve(resources).map(flatten)) {
    acknowledge(policy, ['AwsSolutions'], `IAM5[Resource::${resource}]`,
      'CloudTrail makes up the end of the log stream\'s name. The wildcard covers the streams of this trail and nothing else.');
  }
}
