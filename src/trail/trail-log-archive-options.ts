import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { LogRetention } from '../retention/log-retention';
import type { ITrailSource } from '../trail-source';

/**
 * Trails of the same name in the accounts of an organization, each of which delivers to the archive under the path of its own
 * account.
 */
export interface MemberTrailsOptions {
  /**
   * ID of the organization, such as `o-a1b2c3d4e5`. Throws if it is not an organization ID.
   */
  readonly organizationId: string;

  /**
   * Name of the trail in every account. Throws if it is not a valid name.
   */
  readonly trailName: string;

  /**
   * Home Region of the trails, such as `eu-west-1`.
   *
   * @default - trails of any home Region
   */
  readonly homeRegion?: string;

  /**
   * Key prefix of the trails, in front of `AWSLogs/`. Throws if it is not valid.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;
}

/**
 * A trail of another app or stage that delivers to a `TrailLogArchive`.
 */
export interface AdmittedTrailOptions {
  /**
   * ARN of the trail in its home Region, such as `arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit`. `trailArn` of a
   * `WellArchitectedTrail` has it if the stack of the trail sets its account and Region.
   *
   * Throws if it is not the ARN of a trail, or if the account, Region or name is known only at deployment.
   */
  readonly trailArn: string;

  /**
   * Key prefix of the trail, in front of `AWSLogs/`. Throws if it is not valid.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * ID of the organization if it is an organization trail, such as `o-a1b2c3d4e5`. Throws if it is not an organization ID.
   *
   * @default - the trail of a single account
   */
  readonly organizationId?: string;

  /**
   * Whether every member account of the organization can read and decrypt its own log files.
   *
   * Throws if it is set without `organizationId`.
   *
   * @default false
   */
  readonly allowMemberRead?: boolean;
}

/**
 * Attributes that describe a `TrailLogArchive` to another app or stage. All of them are known before the archive is deployed.
 */
export interface TrailLogArchiveAttributes {
  /**
   * Name of the bucket that receives the log files. Throws if it is not the name of a bucket.
   */
  readonly bucketName: string;

  /**
   * ARN of the key, or of its alias, such as `arn:aws:kms:eu-west-1:222233334444:alias/log-archive`. Throws if it is neither.
   *
   * The account and Region in it are those of the archive.
   */
  readonly encryptionKeyArn: string;

  /**
   * How long the archive keeps log files.
   *
   * @default - not known
   */
  readonly retention?: LogRetention;

  /**
   * The trails that the archive admits by name in all accounts of an organization.
   *
   * @default - none; the archive admits each trail with `admitTrail`
   */
  readonly memberTrails?: MemberTrailsOptions;
}

/**
 * Describes the trails that deliver to a `TrailLogArchive`.
 */
export interface TrailArchiveSourceOptions {
  /**
   * ID of the organization if an organization trail delivers to the archive, such as `o-a1b2c3d4e5`.
   *
   * @default - trails of single accounts
   */
  readonly organizationId?: string;

  /**
   * Key prefix of the trails, in front of `AWSLogs/`.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * ARN of the trail, if a single trail delivers to the archive.
   *
   * @default - not known
   */
  readonly trailArn?: string;

  /**
   * Whether the trails log Insights events.
   *
   * @default - not known
   */
  readonly insights?: boolean;

  /**
   * Whether the trails log network activity events.
   *
   * @default - not known
   */
  readonly networkActivity?: boolean;
}

/**
 * A log archive: a `TrailLogArchive`, or one of another app or stage that is described by its attributes.
 */
export interface ITrailLogArchive extends IConstruct {
  /**
   * The bucket that receives the log files.
   */
  readonly bucket: IBucket;

  /**
   * The key that encrypts the log files, or its alias.
   */
  readonly encryptionKey: IKey;

  /**
   * Attributes that describe the archive to another app or stage.
   */
  readonly archiveAttributes: TrailLogArchiveAttributes;

  /**
   * Describes the trails that deliver to this archive, for the constructs that analyze their log files.
   *
   * Throws if an option is not valid.
   */
  trailSource(options?: TrailArchiveSourceOptions): ITrailSource;

  /**
   * Grants permission to read the log files of all trails in the archive: to list, get and decrypt them, including noncurrent
   * versions.
   */
  grantRead(grantee: IGrantable): Grant;
}
