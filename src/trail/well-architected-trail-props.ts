import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { TrailAccessLogsOptions, TrailCloudWatchLogsOptions, TrailNotificationsOptions, TrailOrganizationOptions } from './options';
import type { TrailReplicaOptions } from './trail-log-replica-options';
import type { TrailAggregationTemplate } from '../events/trail-aggregation';
import type { TrailEvents } from '../events/trail-events';
import type { TrailInsights } from '../events/trail-insights';
import type { LogRetention } from '../retention/log-retention';

/**
 * Properties of a `WellArchitectedTrail`.
 */
export interface WellArchitectedTrailProps {
  /**
   * Name of the trail: 3 to 128 letters, digits, periods, underscores and hyphens. Throws if it is not valid.
   *
   * Changing the name replaces the trail and begins a new chain of digest files. CloudFormation deletes the previous trail with
   * the events that it has not delivered yet, usually those of the last minutes. To lose none, add a second trail first, and
   * remove the previous one an hour later.
   *
   * @default - derived from the name of the stack and the path of the construct
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
   */
  readonly trailName?: string;

  /**
   * An existing bucket for the log files: L1, L2 or imported, in this or another stack, account or Region.
   *
   * The construct adds statements to the bucket policy that allow CloudTrail to write. If the bucket is imported, it emits
   * a warning with the statements to add; they are also available as `bucketPolicyStatements`.
   *
   * @default - a new bucket: encrypted, versioned, not public, retained, with access logs, TLS 1.2 or later
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
   */
  readonly bucket?: IBucketRef;

  /**
   * Name of the new bucket: 3 to 63 lowercase letters, digits, periods and hyphens. A name that ends with
   * `-${Aws.ACCOUNT_ID}-${Aws.REGION}-an` is in the account-regional namespace of S3, which some organizations require.
   *
   * Changing the name replaces the bucket; the previous bucket is retained with its log files. If its name was set here, S3 no
   * longer records access to it: add its ARN to the policy of `accessLogBucket`. Throws if S3 would not accept
   * the name, or if it is combined with `bucket`.
   *
   * @default - derived from the stack name, the construct path and `objectLock`, in the account-regional namespace, where no
   * other account can take it. me-south-1 and me-central-1 have no such namespace; there the name is global, with a warning
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
   */
  readonly bucketName?: string;

  /**
   * Key prefix in front of `AWSLogs/` in the bucket: 1 to 200 characters, without a slash at either end. Throws if it is
   * not valid.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * An existing symmetric KMS key for the log files, in the Region of the bucket: L1, L2 or imported.
   *
   * The construct adds statements to the key policy that allow CloudTrail to use the key. If the key is imported, it emits
   * a warning with the statements to add; they are also available as `keyPolicyStatements`.
   *
   * Throws for a key that is known to be asymmetric, disabled or managed by AWS. If an existing `bucket` or topic has another key, the
   * construct lets CloudTrail use that key too.
   *
   * A new key costs 1 USD a month, 2 USD after the first yearly rotation and 3 USD from the second on; later rotations add nothing.
   *
   * @default - the key of the existing `bucket`; otherwise a new key with yearly rotation, an alias and a 30-day deletion window
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Keys that the trail used before, such as the previous `encryptionKey`: L1, L2 or imported. What they have encrypted stays readable:
   * `grantRead` grants decryption with them, and their policies allow CloudWatch Logs to use them for former log groups.
   *
   * If a key is imported, the construct emits a warning with the statement that its policy must contain.
   *
   * @default - none; log files that an earlier key has encrypted need a grant of their own
   */
  readonly formerEncryptionKeys?: IKeyRef[];

  /**
   * How long the new bucket keeps the log files. Less than 365 days emits a warning.
   *
   * Throws if it is shorter than `objectLock`, or combined with `bucket`; configure the lifecycle on that bucket instead.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;

  /**
   * S3 Object Lock: prevents every log file in the new bucket from being deleted for a period. In compliance mode nobody
   * can shorten the period, including the root user, so test with governance mode first.
   *
   * CloudFormation enables it for new buckets only. Enabling or disabling it later therefore creates a bucket with another derived name
   * and retains the previous bucket with its log files. If `bucketName` is set, change it in the same deployment; otherwise
   * CloudFormation rejects the update.
   *
   * Throws if it is combined with `bucket`; configure Object Lock on that bucket instead.
   *
   * @default - no Object Lock; because of versioning, a deletion can be undone
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLock?: ObjectLockRetention;

  /**
   * Options for the S3 server access logs, which record who accessed the log files.
   *
   * Throws if it is combined with `bucket`; configure access logging on that bucket instead.
   *
   * @default - a new bucket that keeps access logs for 365 days
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7
   */
  readonly accessLogs?: TrailAccessLogsOptions;

  /**
   * Delivers the events to CloudWatch Logs as well, where alarms and queries can use them within minutes. `{}` is enough.
   *
   * CloudWatch Logs charges for every gigabyte ingested. The role that CloudTrail assumes can write to the log streams of
   * this trail only.
   *
   * Removing the prop does not end the delivery: CloudFormation keeps the log group and the role in the settings of the trail.
   * Both are retained, so that nothing breaks. End it with `aws cloudtrail update-trail --name <name>
   * --cloud-watch-logs-log-group-arn "" --cloud-watch-logs-role-arn ""`, and then delete the role.
   *
   * @default - no delivery to CloudWatch Logs
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
   */
  readonly cloudWatchLogs?: TrailCloudWatchLogsOptions;

  /**
   * Events that the trail logs, in addition to all management events. Data events and network activity events are charged
   * per event; where all events of a kind are selected, a warning states the price.
   *
   * The trail's bucket and its access-log bucket are excluded from S3 data events. Throws if CloudTrail would not accept
   * the selection.
   *
   * @default - all management events, read and write; the first copy in each Region is free
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-events.html
   */
  readonly events?: TrailEvents[];

  /**
   * CloudTrail Insights: unusual activity that CloudTrail detects. Charged per event analyzed; a warning states the price.
   *
   * Throws if the trail does not log the events that are analyzed.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
   */
  readonly insights?: TrailInsights[];

  /**
   * Summaries of data events, for every five minutes, in addition to the events themselves. A warning says that they are
   * charged for.
   *
   * Throws if the trail logs no data events.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/aggregating-data-events.html
   */
  readonly aggregation?: TrailAggregationTemplate[];

  /**
   * Creates an organization trail, which records every account of the organization. The stack must be in the management
   * account.
   *
   * @default - the trail records the account of the stack
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  readonly organization?: TrailOrganizationOptions;

  /**
   * Sends an SNS notification for every delivered log file. `{}` is enough.
   *
   * @default - no notifications
   */
  readonly notifications?: TrailNotificationsOptions;

  /**
   * A second copy of the log files in another Region or account, which S3 makes of every file that is delivered from now on.
   *
   * Throws if it is combined with `bucket`; configure replication on that bucket instead, or set `replica` of the `TrailLogArchive`.
   *
   * @default - no second copy; S3 keeps every file in at least three Availability Zones of one Region
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
   */
  readonly replica?: TrailReplicaOptions;

  /**
   * Removal policy of the buckets, the key and the log group that this construct creates.
   *
   * `RemovalPolicy.DESTROY` deletes them with their contents and emits a warning; it is meant for test environments. Throws
   * if it is combined with `objectLock`, and for `RemovalPolicy.SNAPSHOT`, which they do not support.
   *
   * @default - retained, except that a rollback of the first deployment deletes what is empty; a key is always retained
   */
  readonly removalPolicy?: RemovalPolicy;
}
