import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge, acknowledgeWildcards, FRAMEWORK_PACKS } from '../../private/acknowledge';

const NO_REPLICATION = 'S3 keeps every object in at least three Availability Zones, and versioning, retention and the removal policy guard against deletion. '
  + 'Whether to replicate to a second Region depends on the recovery objectives of the workload; set `replica` for a second copy.';

/** @param reason why the bucket is not replicated, if it is not for the usual reason */
export function acknowledgeLogBucket(bucket: IConstruct, reason = NO_REPLICATION): void {
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketReplicationEnabled', reason);
}

export const IS_REPLICA = 'The bucket is itself the second copy of log files, which S3 replicates from another Region or account.';

/** CDK has the size in a lifecycle rule as a number, which its own validation finds wrong, and acknowledges that for the largest size only. */
export function acknowledgeObjectSize(bucket: IConstruct): void {
  Validations.of(bucket).acknowledge({ id: 'CloudFormation-Validate::W9003', reason: 'CDK writes the object size of a lifecycle rule as a number, which CloudFormation accepts.' });
}

export function acknowledgeAccessLogBucket(bucket: IConstruct): void {
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3BucketReplicationEnabled', NO_REPLICATION);
  acknowledge(bucket, FRAMEWORK_PACKS, 'S3DefaultEncryptionKMS',
    'S3 delivers server access logs only to buckets that are encrypted with S3 managed keys (SSE-S3), which this one is.');
}

export function acknowledgeNoCloudWatchLogs(trail: IConstruct): void {
  acknowledge(trail, FRAMEWORK_PACKS, 'CloudTrailCloudWatchLogsEnabled',
    'The trail does not deliver to CloudWatch Logs. The S3 bucket holds the complete record; set `cloudWatchLogs` to deliver events to CloudWatch Logs too.');
}

/** The log files in a bucket, and where only an alias is known, the keys that it may stand for. */
export function acknowledgeReplicationWildcards(policy: IConstruct, resources: string[]): void {
  acknowledgeWildcards(policy, resources,
    'S3 replicates every file of one bucket to one other bucket. Keys are limited to requests of S3 for these buckets by `kms:ViaService` and the encryption context.');
}

/** @param resources the resources with a wildcard, as they stand in the policy */
export function acknowledgeLogStreams(policy: IConstruct, resources: string[]): void {
  acknowledgeWildcards(policy, resources,
    'CloudTrail generates the end of the log stream\'s name. The wildcard covers the streams of this trail and nothing else.');
}
