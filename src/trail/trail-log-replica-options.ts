import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { TrailArchiveSourceOptions } from './trail-log-archive-options';
import type { LogRetention } from '../retention/log-retention';
import type { ITrailSource } from '../trail-source';

/**
 * Options for the second copy of the log files, which S3 makes of every new file.
 *
 * S3 replicates what is delivered from now on. Log files that are there already, and those whose replication failed, are copied with
 * S3 Batch Replication. Deletions are not replicated: neither delete markers nor the deletion of versions.
 *
 * Charged: storage and a PUT request for each replica, data transfer to another Region, and the key of the replica.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export interface TrailReplicaOptions {
  /**
   * Where the copies go: a `TrailLogReplica` of this app, in another Region or account, or one of another app or stage that is described
   * with `TrailLogReplica.fromTrailLogReplicaAttributes`.
   *
   * Throws if it is known to be in the Region and account of the log files, in another partition or in another stage, or if it has no
   * Object Lock and the log files do.
   */
  readonly destination: ITrailLogReplica;

  /**
   * S3 Replication Time Control: S3 replicates 99.99 percent of the files within 15 minutes, by a service level agreement. Charged for every
   * GB replicated, in addition to the transfer. It includes the metrics.
   *
   * @default false - S3 replicates most files within 15 minutes too, without an agreement
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
   */
  readonly replicationTimeControl?: boolean;

  /**
   * Whether S3 publishes the replication metrics that `ReplicationHealth` monitors. They are billed as custom CloudWatch metrics: four of them.
   *
   * Throws for `false` together with `replicationTimeControl`, which includes them.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
   */
  readonly metricsEnabled?: boolean;
}

/**
 * The source of a replication, in another app or stage, that a `TrailLogReplica` admits.
 */
export interface ReplicationSourceOptions {
  /**
   * ARN of the role that S3 assumes to replicate, such as `arn:aws:iam::111122223333:role/Audit-Trail-1a2b3c4d-replica-eu-west-1`: that of
   * `replicationRole` of a `WellArchitectedTrail` or `TrailLogArchive`.
   *
   * Throws if it is not the ARN of a role, or if its account or name is known only at deployment.
   */
  readonly replicationRoleArn: string;
}

/**
 * Attributes that describe a `TrailLogReplica` to another app or stage, or an existing bucket and key for replicas. All of them are known before
 * the replica is deployed.
 */
export interface TrailLogReplicaAttributes {
  /**
   * Name of the bucket that receives the replicas. It must have versioning enabled, and ACLs disabled. Throws if it is not the name of a bucket.
   */
  readonly bucketName: string;

  /**
   * ARN of the key that encrypts the replicas, or of its alias, such as `arn:aws:kms:eu-central-1:222233334444:alias/log-replica`. Throws if it is
   * neither, or if the bucket is known to be in another Region or account.
   *
   * The account and Region in it are those of the replica.
   */
  readonly encryptionKeyArn: string;

  /**
   * How long the replicas are kept.
   *
   * @default - not known
   */
  readonly retention?: LogRetention;

  /**
   * Whether the bucket has Object Lock enabled.
   *
   * @default - not known
   */
  readonly objectLockEnabled?: boolean;
}

/**
 * A second copy of log files: a `TrailLogReplica`, or one of another app or stage that is described by its attributes.
 */
export interface ITrailLogReplica extends IConstruct {
  /**
   * The bucket that receives the replicas.
   */
  readonly bucket: IBucket;

  /**
   * The key that encrypts the replicas, or its alias.
   */
  readonly encryptionKey: IKey;

  /**
   * Attributes that describe the replica to another app or stage.
   */
  readonly replicaAttributes: TrailLogReplicaAttributes;

  /**
   * Describes the trails whose log files are replicated, for the constructs that analyze or monitor the copy.
   *
   * Throws if an option is not valid.
   */
  trailSource(options?: TrailArchiveSourceOptions): ITrailSource;

  /**
   * Grants permission to read the replicas: to list, get and decrypt them, including noncurrent versions.
   */
  grantRead(grantee: IGrantable): Grant;
}
