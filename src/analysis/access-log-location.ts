import type { IBucketRef } from 'aws-cdk-lib/aws-s3';

/**
 * Where the server access logs of the bucket of a trail are delivered.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export interface AccessLogLocation {
  /**
   * The bucket that receives the access logs, such as the `accessLogBucket` of a `WellArchitectedTrail`. It must be encrypted with S3 managed keys, as S3
   * requires for access logs.
   */
  readonly bucket: IBucketRef;

  /**
   * Prefix of the access logs. Athena reads folders only: throws if the prefix does not end with a slash.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}
