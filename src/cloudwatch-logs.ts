import type { ILogGroupRef, LogGroupClass, RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * How events reach CloudWatch Logs, where alarms and queries can see them within minutes.
 *
 * CloudWatch Logs charges for every gigabyte that comes in, which for a busy trail is the largest part of its bill.
 */
export interface CloudWatchLogsOptions {
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
  readonly deletionProtection?: boolean;
}
