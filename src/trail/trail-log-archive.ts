import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Grant, IGrantable, IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TrailAccessLogsOptions } from './options';
import type {
  AdmittedTrailOptions, ITrailLogArchive, MemberTrailsOptions, TrailArchiveSourceOptions, TrailLogArchiveAttributes,
} from './trail-log-archive-options';
import { bucketDelivery, keyForMembers, keyForMemberTrails, keyForTrail, memberRead, memberTrailDelivery, type Statement } from '../cloudtrail/statements';
import { checkSame } from '../private/environments';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { anything, ofShape, type Shape, shaped, text } from '../private/shape';
import type { LogRetention } from '../retention/log-retention';
import { type ITrailSource, TrailSource } from '../trail-source';
import { admittedTrail, checkMemberTrails, markArchive } from './private/archives';
import { DescribedArchive } from './private/described-archive';
import { grantReadLogs } from './private/grants';
import { checkLogStorage } from './private/log-storage';
import { checkNamed, createNamedStorage } from './private/named-storage';
import { toPolicyStatements, withDistinctSids, writePolicy } from './private/policies';
import { Removal } from './private/removal';
import { admitRole } from './private/replicas';
import type { Replication } from './private/replication';
import { ACCESS_LOGS, ADMITTED_TRAIL, ARCHIVE_SOURCE, MEMBER_TRAILS, objectLock, removalPolicy, REPLICA } from './private/shapes';
import type { TrailReplicaOptions } from './trail-log-replica-options';

const TRAIL_LOG_ARCHIVE: Shape<TrailLogArchiveProps> = {
  bucketName: text,
  retention: anything,
  objectLock,
  accessLogs: ofShape(ACCESS_LOGS),
  removalPolicy,
  replica: ofShape(REPLICA),
  memberTrails: ofShape(MEMBER_TRAILS),
};

/**
 * Properties of a `TrailLogArchive`.
 */
export interface TrailLogArchiveProps {
  /**
   * Name of the new bucket: 3 to 63 lowercase letters, digits, periods and hyphens. A name that ends with
   * `-${Aws.ACCOUNT_ID}-${Aws.REGION}-an` is in the account-regional namespace of S3, which some organizations require.
   *
   * Changing the name replaces the bucket; the previous bucket is retained with its log files. If its name was set here, S3 no
   * longer records access to it: add its ARN to the policy of `accessLogBucket`. Throws if S3 would not accept
   * the name.
   *
   * @default - derived from the stack name, the construct path and `objectLock`, in the account-regional namespace, where no
   * other account can take it. me-south-1 and me-central-1 have no such namespace; there the name is global, with a warning
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
   */
  readonly bucketName?: string;

  /**
   * How long the archive keeps log files. Throws if it is shorter than `objectLock`. Less than 365 days emits a warning.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;

  /**
   * S3 Object Lock: prevents every log file from being deleted for a period. In compliance mode nobody can shorten the
   * period, including the root user.
   *
   * CloudFormation enables it for new buckets only. Enabling or disabling it later therefore creates a bucket with another derived name
   * and retains the previous bucket with its log files. If `bucketName` is set, change it in the same deployment; otherwise
   * CloudFormation rejects the update.
   *
   * @default - no Object Lock; because of versioning, a deletion can be undone
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLock?: ObjectLockRetention;

  /**
   * Options for the S3 server access logs, which record who accessed the log files.
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

  /**
   * A second copy of the log files in another Region or account, which S3 makes of every file that is delivered from now on.
   *
   * @default - no second copy; S3 keeps every file in at least three Availability Zones of one Region
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
   */
  readonly replica?: TrailReplicaOptions;

  /**
   * Admits every trail of one name in the accounts of an organization, with `aws:SourceOrgID` instead of the ARN of each trail.
   * Each trail can write to the path of its own account only.
   *
   * A bucket policy has room for about 25 trails that are named one by one; this has no limit. Everybody who can create a trail
   * of that name in an account of the organization can write log files of that account to the archive.
   *
   * Throws if an option is not valid.
   *
   * @default - only trails that are named by their ARN: those of this app that use the bucket and key, and those of `admitTrail`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
   */
  readonly memberTrails?: MemberTrailsOptions;
}

/**
 * A log archive: the bucket, access-log bucket and key in one account to which trails in other accounts deliver.
 *
 * Several trails can use its bucket and key. Each trail adds its statements to the policies of the archive and depends on
 * them, so that `cdk deploy --all` deploys everything in one pass, without exports between accounts. The bucket name and
 * key alias are derived from the stack, account and Region: throws if the stack does not set both in `env`.
 *
 * @example
 * declare const archiveStack: Stack;
 * declare const managementStack: Stack;
 *
 * const archive = new TrailLogArchive(archiveStack, 'Archive');
 * new WellArchitectedTrail(managementStack, 'Trail', {
 *   bucket: archive.bucket,
 *   encryptionKey: archive.encryptionKey,
 *   organization: { organizationId: 'o-a1b2c3d4e5' },
 * });
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
 */
export class TrailLogArchive extends Construct implements ITrailLogArchive {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TrailLogArchive';

  /**
   * Describes an archive of another app or stage, such as `archive.archiveAttributes` of that app. Nothing is created, changed or
   * looked up.
   *
   * A trail that uses its bucket and key emits a warning with the call of `admitTrail` that the app of the archive needs.
   *
   * Throws if an attribute is not valid.
   */
  public static fromTrailLogArchiveAttributes(scope: Construct, id: string, attributes: TrailLogArchiveAttributes): ITrailLogArchive {
    return new DescribedArchive(scope, id, attributes);
  }

  /**
   * The bucket that receives the log files, with a name that other accounts can refer to.
   */
  public readonly bucket: IBucket;

  /**
   * The bucket that records who accessed the log files.
   */
  public readonly accessLogBucket: IBucket;

  /**
   * The key that encrypts the log files, referred to by an alias that other accounts can use.
   */
  public readonly encryptionKey: IKey;

  /**
   * How long the archive keeps the log files.
   */
  public readonly retention: LogRetention;

  /**
   * Name of the bucket and ARN of the key alias, known before deployment: pass them to `fromTrailLogArchiveAttributes` in another
   * stage of this app, or copy them to another app.
   */
  public readonly archiveAttributes: TrailLogArchiveAttributes;

  /**
   * The role that S3 assumes to replicate the log files; set if `replica` is set.
   */
  public readonly replicationRole?: IRole;

  private readonly replication?: Replication;

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TrailLogArchiveProps = {}) {
    super(scope, id);
    props = shaped(injected(this, TrailLogArchive.PROPERTY_INJECTION_ID, props), TRAIL_LOG_ARCHIVE, { scope: this });
    guardReferences(this, props, 'grantee');
    const removal = new Removal(this, props.removalPolicy);
    checkMemberTrails(this, props.memberTrails);
    const retention = checkLogStorage(this, props, removal);
    checkSame('accessLogs.bucket', props.accessLogs?.bucket, Stack.of(this), 'archive', { scope: this });
    checkNamed(this, 'TrailLogArchive');

    const storage = createNamedStorage(this, { ...props, retention, removal });
    this.bucket = storage.bucket;
    this.accessLogBucket = storage.accessLogBucket;
    this.encryptionKey = storage.alias;
    this.retention = retention;
    this.archiveAttributes = {
      bucketName: storage.bucketName,
      encryptionKeyArn: storage.aliasArn,
      retention,
      memberTrails: props.memberTrails,
    };
    for (const resource of [this.bucket, this.encryptionKey]) markArchive(resource, { described: false, memberTrails: props.memberTrails });
    if (props.memberTrails) this.admitMembers(props.memberTrails);
    this.replication = storage.replication;
    this.replicationRole = this.replication?.role;
    if (this.replication) admitRole(this, props.replica!.destination, this.replication);

    removal.warn();
  }

  /**
   * Statements that the replication needs in the policy of the bucket that receives the replicas, if `replica` is set. They are added,
   * unless that bucket is not in this app: then its owner must add them.
   */
  public get replicaBucketPolicyStatements(): PolicyStatement[] {
    return toPolicyStatements(this.replication?.statements.replicaBucket ?? []);
  }

  /**
   * Statements that the replication needs in the policy of the key that encrypts the replicas, if `replica` is set. They are added,
   * unless that key is not in this app: then its owner must add them.
   */
  public get replicaKeyPolicyStatements(): PolicyStatement[] {
    return toPolicyStatements(this.replication?.statements.replicaKey ?? []);
  }

  /**
   * Admits a trail of another app or stage, in any account: adds the statements to the policies of the bucket and the key that a
   * trail of this app would add itself. The trail must be deployed after the archive.
   *
   * Throws if an option is not valid.
   *
   * @example
   * declare const archive: TrailLogArchive;
   *
   * archive.admitTrail({ trailArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/audit', organizationId: 'o-a1b2c3d4e5' });
   */
  public admitTrail(options: AdmittedTrailOptions): void {
    options = shaped(options, ADMITTED_TRAIL, { scope: this });
    const trail = admittedTrail(this, options);
    const { bucketKeyPrefix, organizationId, allowMemberRead } = options;
    const members = allowMemberRead ? organizationId : undefined;
    this.write([trail.region, trail.account, trail.name, bucketKeyPrefix, organizationId, allowMemberRead].join(' '), [
      ...bucketDelivery(trail, this.bucket.bucketArn, bucketKeyPrefix),
      ...(members ? memberRead(members, this.bucket.bucketArn, bucketKeyPrefix) : []),
    ], [
      ...keyForTrail(trail),
      ...(members ? [keyForMembers(trail, members, Stack.of(this).region)] : []),
    ]);
  }

  /**
   * Describes the trails that deliver to this archive, for the constructs that analyze their log files.
   *
   * Throws if an option is not valid.
   */
  public trailSource(options: TrailArchiveSourceOptions = {}): ITrailSource {
    return TrailSource.fromTrailAttributes({
      ...shaped(options, ARCHIVE_SOURCE, { scope: this }),
      bucket: this.bucket,
      encryptionKey: this.encryptionKey,
      retention: this.retention,
      replication: this.replication?.attributes,
      replicationRole: this.replicationRole,
    });
  }

  /**
   * Grants permission to read the log files of all trails in the archive: to list, get and decrypt them, including noncurrent
   * versions.
   *
   * For a principal in another account, the bucket policy and the key policy allow access too; the principal's own account
   * must also allow it.
   */
  public grantRead(grantee: IGrantable): Grant {
    return grantReadLogs(grantee, this.bucket, [this.encryptionKey]);
  }

  private admitMembers({ organizationId, trailName: name, homeRegion, bucketKeyPrefix }: MemberTrailsOptions): void {
    const trails = { partition: Stack.of(this).partition, organizationId, name, region: homeRegion };
    this.write('memberTrails', memberTrailDelivery(trails, this.bucket.bucketArn, bucketKeyPrefix), keyForMemberTrails(trails));
  }

  /** Statements for one trail, or for the trails of all members. */
  private write(user: string, forBucket: Statement[], forKey: Statement[]): void {
    const counted = { user };
    writePolicy(this, { prop: 'bucket', resource: this.bucket, statements: withDistinctSids(user, forBucket), user: counted });
    writePolicy(this, { prop: 'encryptionKey', resource: this.encryptionKey, statements: withDistinctSids(user, forKey), user: counted });
  }
}
