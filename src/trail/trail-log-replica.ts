import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TrailAccessLogsOptions } from './options';
import { IS_REPLICA } from './private/acknowledgements';
import { DescribedReplica } from './private/described-replica';
import { grantReadLogs } from './private/grants';
import { checkLogStorage } from './private/log-storage';
import { checkNamed, createNamedStorage } from './private/named-storage';
import { Removal } from './private/removal';
import { admittedRole, writeReplicaPolicies } from './private/replicas';
import { ACCESS_LOGS, ARCHIVE_SOURCE, objectLock, removalPolicy, REPLICATION_SOURCE } from './private/shapes';
import type { TrailArchiveSourceOptions } from './trail-log-archive-options';
import type { ITrailLogReplica, ReplicationSourceOptions, TrailLogReplicaAttributes } from './trail-log-replica-options';
import { replicaStatements } from '../cloudtrail/replication-statements';
import { checkSame } from '../private/environments';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { anything, ofShape, type Shape, shaped, text } from '../private/shape';
import type { LogRetention } from '../retention/log-retention';
import { type ITrailSource, TrailSource } from '../trail-source';

const TRAIL_LOG_REPLICA: Shape<TrailLogReplicaProps> = {
  bucketName: text, retention: anything, objectLock, accessLogs: ofShape(ACCESS_LOGS), removalPolicy,
};

/**
 * Properties of a `TrailLogReplica`.
 */
export interface TrailLogReplicaProps {
  /**
   * Name of the new bucket: 3 to 63 lowercase letters, digits, periods and hyphens. A name that ends with
   * `-${Aws.ACCOUNT_ID}-${Aws.REGION}-an` is in the account-regional namespace of S3, which some organizations require.
   *
   * Changing the name replaces the bucket; the previous bucket is retained with its replicas, and S3 does not copy them to the new one.
   * Throws if S3 would not accept the name.
   *
   * @default - derived from the stack name, the construct path and `objectLock`, in the account-regional namespace, where no
   * other account can take it. me-south-1 and me-central-1 have no such namespace; there the name is global, with a warning
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
   */
  readonly bucketName?: string;

  /**
   * How long the replicas are kept, from the creation of the log file. S3 does not replicate the expiration of log files. Throws if it is
   * shorter than `objectLock`. Less than 365 days, or less than the log files themselves are kept, emits a warning.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;

  /**
   * S3 Object Lock: prevents every replica from being deleted for a period. It must be set if the source has Object Lock. A log file that is
   * locked at the source has the same lock in the replica; others get this one.
   *
   * CloudFormation enables it for new buckets only. Enabling or disabling it later therefore creates a bucket with another derived name
   * and retains the previous bucket with its replicas. If `bucketName` is set, change it in the same deployment; otherwise
   * CloudFormation rejects the update.
   *
   * @default - no Object Lock; because of versioning, a deletion can be undone
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
   */
  readonly objectLock?: ObjectLockRetention;

  /**
   * Options for the S3 server access logs, which record who accessed the replicas.
   *
   * @default - a new bucket that keeps access logs for 365 days
   */
  readonly accessLogs?: TrailAccessLogsOptions;

  /**
   * Removal policy of the buckets and the key.
   *
   * `RemovalPolicy.DESTROY` deletes them with their contents and emits a warning. Throws if it is combined with
   * `objectLock`, and for `RemovalPolicy.SNAPSHOT`.
   *
   * @default - retained, except that a rollback of the first deployment deletes what is empty; a key is always retained
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A second copy of log files: the bucket, access-log bucket and key in another Region or account to which S3 replicates them.
 *
 * Create it in a stack of that Region or account, and set it as `replica` of a `WellArchitectedTrail` or a `TrailLogArchive`. Its policies
 * admit the replication roles of these and nobody else, and it is deployed before them, so that `cdk deploy --all` deploys everything in one
 * pass, without exports between accounts or Regions. Several sources can use one replica. The bucket name and key alias are derived from the
 * stack, account and Region: throws if the stack does not set both in `env`.
 *
 * The copy is independent of the original: deletions are not replicated, and the key, the retention and the lock are its own.
 *
 * @example
 * declare const stack: Stack;
 * declare const replicaStack: Stack;
 *
 * const replica = new TrailLogReplica(replicaStack, 'Replica');
 * new WellArchitectedTrail(stack, 'Trail', { replica: { destination: replica } });
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class TrailLogReplica extends Construct implements ITrailLogReplica {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TrailLogReplica';

  /**
   * Describes a replica of another app or stage, such as `replica.replicaAttributes` of that app, or an existing bucket and key. Nothing is
   * created, changed or looked up.
   *
   * What replicates to it emits a warning with the call of `admitSource` that the app of the replica needs, and with the statements.
   *
   * Throws if an attribute is not valid.
   */
  public static fromTrailLogReplicaAttributes(scope: Construct, id: string, attributes: TrailLogReplicaAttributes): ITrailLogReplica {
    return new DescribedReplica(scope, id, attributes);
  }

  /**
   * The bucket that receives the replicas, with a name that other accounts and Regions can refer to.
   */
  public readonly bucket: IBucket;

  /**
   * The bucket that records who accessed the replicas.
   */
  public readonly accessLogBucket: IBucket;

  /**
   * The key that encrypts the replicas, referred to by an alias that other accounts can use.
   */
  public readonly encryptionKey: IKey;

  /**
   * How long the replicas are kept.
   */
  public readonly retention: LogRetention;

  /**
   * Name of the bucket and ARN of the key alias, known before deployment: pass them to `fromTrailLogReplicaAttributes` in another
   * stage of this app, or copy them to another app.
   */
  public readonly replicaAttributes: TrailLogReplicaAttributes;

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TrailLogReplicaProps = {}) {
    super(scope, id);
    props = shaped(injected(this, TrailLogReplica.PROPERTY_INJECTION_ID, props), TRAIL_LOG_REPLICA, { scope: this });
    guardReferences(this, props, 'grantee');
    const removal = new Removal(this, props.removalPolicy);
    const retention = checkLogStorage(this, props, removal);
    checkSame('accessLogs.bucket', props.accessLogs?.bucket, Stack.of(this), 'replica', { scope: this });
    checkNamed(this, 'TrailLogReplica');

    const storage = createNamedStorage(this, { ...props, retention, removal, notReplicated: IS_REPLICA });
    this.bucket = storage.bucket;
    this.accessLogBucket = storage.accessLogBucket;
    this.encryptionKey = storage.alias;
    this.retention = retention;
    this.replicaAttributes = {
      bucketName: storage.bucketName, encryptionKeyArn: storage.aliasArn, retention, objectLockEnabled: props.objectLock !== undefined,
    };
    removal.warn();
  }

  /**
   * Admits a source of another app or stage, in any account: adds the statements to the policies of the bucket and the key that a source of
   * this app would add itself. Nothing is added for a source in the account of the replica, where the permissions of the role are enough.
   * Deploy this before the source.
   *
   * Throws if an option is not valid.
   *
   * @example
   * declare const replica: TrailLogReplica;
   *
   * replica.admitSource({ replicationRoleArn: 'arn:aws:iam::111122223333:role/Audit-Trail-1a2b3c4d-replica-eu-west-1' });
   */
  public admitSource(options: ReplicationSourceOptions): void {
    options = shaped(options, REPLICATION_SOURCE, { scope: this });
    const role = admittedRole(this, options.replicationRoleArn);
    const { partition, region } = Stack.of(this);
    // By its name: the bucket refers to the key, whose policy must not refer to the bucket.
    const arn = `arn:${partition}:s3:::${this.replicaAttributes.bucketName}`;
    writeReplicaPolicies(this, role.arn, replicaStatements(role, { arn, region }));
  }

  /**
   * Describes the trails whose log files are replicated, for the constructs that analyze or monitor the copy.
   *
   * Throws if an option is not valid.
   */
  public trailSource(options: TrailArchiveSourceOptions = {}): ITrailSource {
    return TrailSource.fromTrailAttributes({
      ...shaped(options, ARCHIVE_SOURCE, { scope: this }),
      bucket: this.bucket,
      accessLogBucket: this.accessLogBucket,
      encryptionKey: this.encryptionKey,
      retention: this.retention,
    });
  }

  /**
   * Grants permission to read the replicas: to list, get and decrypt them, including noncurrent versions.
   *
   * For a principal in another account, the bucket policy and the key policy allow access too; the principal's own account
   * must also allow it.
   */
  public grantRead(grantee: IGrantable): Grant {
    return grantReadLogs(grantee, this.bucket, [this.encryptionKey]);
  }
}
