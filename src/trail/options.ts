import type { ILogGroupRef, LogGroupClass, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import type { LogRetention } from '../retention/log-retention';

/**
 * Where S3 records who accessed the log files.
 */
export interface TrailAccessLogsOptions {
  /**
   * An existing bucket for the access logs. It must be in the account and Region of the trail's bucket, encrypted with
   * S3 managed keys, and without Object Lock: S3 writes access logs to no other bucket.
   *
   * S3 is allowed to write by a statement in the bucket's policy. Where that policy cannot be written, because the bucket
   * is imported, a warning holds the statement to add.
   *
   * @default - a new bucket, hardened like the bucket of the trail
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  readonly bucket?: IBucketRef;

  /**
   * Key prefix of the access logs. Throws when it has a wildcard or a policy variable.
   *
   * @default - no prefix in a new bucket; the name of the trail and a slash in an existing one
   */
  readonly prefix?: string;

  /**
   * How long the new bucket keeps the access logs. Throws together with `bucket`, whose lifecycle is its owner's.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;
}

/**
 * How events reach CloudWatch Logs, where alarms and queries can see them within minutes.
 *
 * CloudWatch Logs charges for every gigabyte that comes in, which for a busy trail is the largest part of its bill.
 */
export interface TrailCloudWatchLogsOptions {
  /**
   * The log group that receives the events. Its encryption, retention and deletion protection stay as they are.
   *
   * Throws when it is known to be in another account or Region than the trail, which CloudTrail does not support, and
   * when one of the other options is given too, since those describe a new log group.
   *
   * @default - a new log group, encrypted with the key of the trail
   */
  readonly logGroup?: ILogGroupRef;

  /**
   * How long CloudWatch Logs keeps the events. The log files in S3 have a retention of their own.
   *
   * Less than a year is accepted with a warning.
   *
   * @default RetentionDays.ONE_YEAR
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
   */
  readonly retention?: RetentionDays;

  /**
   * Name of the new log group: 1 to 512 letters, digits and the characters _ - / . #
   *
   * @default - `/aws/cloudtrail/` and the name of the trail
   */
  readonly logGroupName?: string;

  /**
   * Class of the new log group. `INFREQUENT_ACCESS` halves the price of what comes in and has no metric filters, so
   * that no alarm can watch the events; it is accepted with a warning. `DELIVERY` keeps nothing and throws.
   *
   * @default LogGroupClass.STANDARD
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
   */
  readonly logGroupClass?: LogGroupClass;

  /**
   * Whether CloudWatch Logs refuses to delete the new log group until the protection is switched off.
   *
   * @default true - false when `removalPolicy` is `RemovalPolicy.DESTROY`
   */
  readonly deletionProtectionEnabled?: boolean;
}

/**
 * A notice for every log file that CloudTrail delivers, about every five minutes for each account and Region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export interface TrailNotificationsOptions {
  /**
   * The topic that receives the notices. CloudTrail is allowed to publish by a statement in the topic's policy. Where
   * that policy cannot be written, because the topic is imported, a warning holds the statement to add. If the topic is
   * encrypted, its key must admit CloudTrail.
   *
   * @default - a new topic, encrypted with the key of the trail, for requests over TLS only
   */
  readonly topic?: ITopicRef;
}

/**
 * A trail for every account of an organization in AWS Organizations.
 *
 * The organization must have all features on and trusted access for CloudTrail enabled, which CloudFormation cannot do:
 * `aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export interface TrailOrganizationOptions {
  /**
   * ID of the organization, such as `o-a1b2c3d4e5`. Throws when it is not one.
   */
  readonly organizationId: string;

  /**
   * ID of the management account, as a guard: throws when the stack of the trail is known to be in another account.
   *
   * CloudFormation can create an organization trail in the management account only. In the account of a delegated
   * administrator it creates the trail and then fails to start it. Keep the trail in the management account, and put
   * bucket and key into another account with `TrailLogArchive`.
   *
   * @default - not checked
   * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1932
   */
  readonly managementAccountId?: string;

  /**
   * Whether every member account may read and decrypt the log files about itself. The permission goes to the account:
   * its administrators decide which of their roles get it.
   *
   * @default false
   */
  readonly allowMemberRead?: boolean;
}
