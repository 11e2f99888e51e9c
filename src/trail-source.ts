import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';

/**
 * What is known of a trail and of the resources that it delivers to.
 */
export interface TrailAttributes {
  /**
   * ARN of the trail, in its home Region and account.
   *
   * @default - not known
   */
  readonly trailArn?: string;

  /**
   * The S3 bucket that receives the log files.
   *
   * @default - not known
   */
  readonly bucket?: IBucketRef;

  /**
   * Key prefix in front of `AWSLogs/` in the bucket.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * The KMS key that encrypts the log files.
   *
   * @default - the log files are encrypted with S3 managed keys, or the key is not known
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * The CloudWatch Logs group that receives the events.
   *
   * @default - the trail does not deliver to CloudWatch Logs, or the log group is not known
   */
  readonly logGroup?: ILogGroupRef;

  /**
   * ID of the organization whose trail this is, such as `o-a1b2c3d4e5`.
   *
   * @default - not an organization trail
   */
  readonly organizationId?: string;
}

/**
 * Anything that stands for a CloudTrail trail: one made by `WellArchitectedTrail`, or one that exists already.
 */
export interface ITrail {
  /**
   * What is known of the trail and of the resources that it delivers to.
   */
  readonly trailAttributes: TrailAttributes;
}

/**
 * A trail that exists already, such as the one that AWS Control Tower makes.
 *
 * @example
 * const trail = ExistingTrail.fromAttributes({
 *   trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/aws-controltower-BaselineCloudTrail',
 * });
 */
export class ExistingTrail implements ITrail {
  /**
   * Describes a trail by what is known of it. Nothing is created, changed or looked up.
   *
   * A construct that is given the trail throws when it needs an attribute that is not there.
   */
  public static fromAttributes(attributes: TrailAttributes): ExistingTrail {
    return new ExistingTrail(attributes);
  }

  /**
   * What is known of the trail and of the resources that it delivers to.
   */
  public readonly trailAttributes: TrailAttributes;

  private constructor(attributes: TrailAttributes) {
    this.trailAttributes = attributes;
  }
}
