import type { ILogGroupRef, LogGroupClass, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import type { LogRetention } from '../retention/log-retention';

/**
 * Options for the S3 server access logs of the trail's bucket, which record who accessed the log files.
 */
export interface TrailAccessLogsOptions {
  /**
   * An existing bucket for the access logs. It must be in the account and Region of the trail's bucket, encrypted with
   * S3 managed keys, and without Object Lock: S3 writes access logs to no other bucket.
   *
   * The construct adds a statement to the bucket policy that allows S3 to write. If the bucket is imported, it emits a
   * warning with the statement to add.
   *
   * @default - a new bucket, hardened like the bucket of the trail
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  readonly bucket?: IBucketRef;

  /**
   * Name of the new bucket: 3 to 63 lowercase letters, digits, periods and hyphens. Changing the name replaces the bucket;
   * the previous bucket is retained. Throws if S3 would not accept the name, or if it is combined with `bucket`.
   *
   * @default - derived from the stack name and the construct path, in the account-regional namespace of S3
   */
  readonly bucketName?: string;

  /**
   * Key prefix of the access logs. Throws if it contains a wildcard or a policy variable.
   *
   * @default - no prefix in a new bucket; the name of the trail and a slash in an existing bucket
   */
  readonly prefix?: string;

  /**
   * How long the new bucket keeps the access logs.
   *
   * Throws if it is combined with `bucket`; configure the lifecycle on that bucket instead.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;
}

/**
 * Options for the delivery of events to CloudWatch Logs, where alarms and queries can use them within minutes.
 *
 * CloudWatch Logs charges for every gigabyte ingested. For a busy trail this is the largest part of its cost.
 */
export interface TrailCloudWatchLogsOptions {
  /**
   * An existing log group that receives the events. Its encryption, retention and deletion protection are not changed.
   *
   * Throws if it is known to be in another account or Region than the trail, which CloudTrail does not support, or if it
   * is combined with another option: the other options configure a new log group.
   *
   * @default - a new log group, encrypted with the key of the trail
   */
  readonly logGroup?: ILogGroupRef;

  /**
   * How long CloudWatch Logs keeps the events. The log files in S3 have a separate retention.
   *
   * Less than a year emits a warning.
   *
   * @default RetentionDays.ONE_YEAR
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
   */
  readonly retention?: RetentionDays;

  /**
   * Name of the new log group: 1 to 512 letters, digits and the characters _ - / . #. Throws if it is not valid.
   *
   * Changing the name replaces the log group; the previous one is retained with its events and stays readable.
   *
   * @default - `/aws/cloudtrail/` and the name of the trail
   */
  readonly logGroupName?: string;

  /**
   * Class of the new log group. `INFREQUENT_ACCESS` halves the ingestion price but does not support metric filters, so no
   * alarm can monitor the events; it emits a warning. Throws for `DELIVERY`, which does not keep events.
   *
   * @default LogGroupClass.STANDARD
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
   */
  readonly logGroupClass?: LogGroupClass;

  /**
   * Whether the new log group has deletion protection: it cannot be deleted until the protection is disabled.
   *
   * Enable it after the first deployment has succeeded: if that one fails, CloudFormation cannot delete a protected log group,
   * and the log group blocks the next deployment.
   *
   * @default false - the log group is retained when it leaves the stack
   */
  readonly deletionProtectionEnabled?: boolean;
}

/**
 * Options for SNS notifications: one for every log file, about every five minutes for each account and Region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export interface TrailNotificationsOptions {
  /**
   * An existing topic that receives the notifications.
   *
   * The construct adds a statement to the topic policy that allows CloudTrail to publish. If the topic is imported, it
   * emits a warning with the statement to add. If the topic is encrypted, its key policy must allow CloudTrail to use the
   * key.
   *
   * @default - a new topic, encrypted with the key of the trail, that requires TLS
   */
  readonly topic?: ITopicRef;
}

/**
 * Options for an organization trail, which records every account of an organization in AWS Organizations.
 *
 * The organization must have all features and trusted access for CloudTrail enabled, which CloudFormation cannot do:
 * `aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export interface TrailOrganizationOptions {
  /**
   * ID of the organization, such as `o-a1b2c3d4e5`. Throws if it is not an organization ID.
   */
  readonly organizationId: string;

  /**
   * ID of the management account, as a safeguard: throws if the stack of the trail is known to be in another account.
   *
   * CloudFormation can create an organization trail in the management account only. In the account of a delegated
   * administrator, it creates the trail and then fails to start it. Create the trail in the management account, and the
   * bucket and key in another account with `TrailLogArchive`.
   *
   * @default - not checked
   * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1932
   */
  readonly managementAccountId?: string;

  /**
   * Whether every member account can read and decrypt its own log files. The permission is given to the account; its
   * administrators decide which roles have it.
   *
   * @default false
   */
  readonly allowMemberRead?: boolean;
}
