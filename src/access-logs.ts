import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { LogRetention } from './log-retention';

/**
 * Where S3 records who accessed the log files.
 */
export interface AccessLogsOptions {
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
