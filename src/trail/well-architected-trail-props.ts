import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { TrailAccessLogsOptions, TrailCloudWatchLogsOptions, TrailNotificationsOptions, TrailOrganizationOptions } from './options';
import type { TrailAggregationTemplate } from '../events/trail-aggregation';
import type { TrailEvents } from '../events/trail-events';
import type { TrailInsights } from '../events/trail-insights';
import type { LogRetention } from '../retention/log-retention';

/**
 * Properties of a `WellArchitectedTrail`.
 */
export interface WellArchitectedTrailProps {
  /**
   * Name of the trail: 3 to 128 letters, digits, periods, underscores and hyphens. Throws when CloudTrail would refuse it.
   *
   * A trail that gets another name is replaced: logging goes on without a gap, and the chain of digest files starts anew.
   *
   * @default - made from the name of the stack and the path of the construct
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
   */
  readonly trailName?: string;

  /**
   * An existing bucket for the log files: L1, L2 or imported, in this or another stack, account or Region.
   *
   * CloudTrail is allowed to write by statements in the bucket's policy. Where that policy cannot be written, because the
   * bucket is imported, a warning holds the statements, which `bucketPolicyStatements` has too.
   *
   * @default - a new bucket: encrypted, versioned, not public, TLS 1.2 only, retained, its access logged
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
   */
  readonly bucket?: IBucketRef;

  /**
   * Key prefix in front of `AWSLogs/` in the bucket, without a slash at either end: 1 to 200 characters. Throws when
   * CloudTrail would refuse it.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * An existing symmetric KMS key for the log files, in the Region of the bucket: L1, L2 or imported.
   *
   * CloudTrail is allowed to use it by statements in the key's policy. Where that policy cannot be written, because the key
   * is imported, a warning holds the statements, which `keyPolicyStatements` has too.
   *
   * @default - a new key with yearly rotation, an alias and a deletion window of 30 days, which costs about 1 USD a month
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * How long the new bucket keeps the log files. Throws when it is shorter than `objectLock`, and together with `bucket`,
   * whose lifecycle is its owner's. Less than 365 days is accepted with a warning.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;

  /**
   * Locks every log file in the new bucket against deletion for a time. Nobody can shorten the compliance mode, the root
   * user included, so try the governance mode first. Throws together with `bucket`, whose lock is its owner's.
   *
   * Switching it on or off later replaces the bucket.
   *
   * @default - no Object Lock; versioning lets a deletion be undone
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLock?: ObjectLockRetention;

  /**
   * Where S3 records who accessed the log files. Throws together with `bucket`, whose access logging is its owner's.
   *
   * @default - a new bucket that keeps access logs for 365 days
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7
   */
  readonly accessLogs?: TrailAccessLogsOptions;

  /**
   * Delivers the events to CloudWatch Logs too, where alarms and queries see them within minutes. `{}` is enough; the role
   * that CloudTrail assumes may write the log streams of this trail and nothing else.
   *
   * @default - no delivery to CloudWatch Logs
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
   */
  readonly cloudWatchLogs?: TrailCloudWatchLogsOptions;

  /**
   * Which events the trail logs, beside all management events. Data events and network activity events cost by their number,
   * of which warnings tell. The bucket of the trail and its access-log bucket are left out of S3 data events. Throws when
   * CloudTrail would refuse the selection.
   *
   * @default - all management events, read and write, of which the first copy in each Region is free
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-events.html
   */
  readonly events?: TrailEvents[];

  /**
   * Unusual activity that CloudTrail looks for. Costs by the number of events analysed, of which a warning tells. Throws when
   * the trail does not log the events that an Insight needs.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
   */
  readonly insights?: TrailInsights[];

  /**
   * Summaries of data events, of every five minutes, beside the events themselves. Throws when the trail logs no data events.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/aggregating-data-events.html
   */
  readonly aggregation?: TrailAggregationTemplate[];

  /**
   * Records every account of an organization. The stack of the trail must be in the management account.
   *
   * @default - records the account of the stack
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  readonly organization?: TrailOrganizationOptions;

  /**
   * Announces every delivered log file on an SNS topic. `{}` is enough.
   *
   * @default - no notices
   */
  readonly notifications?: TrailNotificationsOptions;

  /**
   * What becomes of everything that was made here when it is removed from the stack, or the stack is deleted.
   *
   * `RemovalPolicy.DESTROY` deletes buckets with all that is in them, key and log group, for test environments, and warns.
   * Throws together with `objectLock`, and for `RemovalPolicy.SNAPSHOT`, which none of them knows.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
