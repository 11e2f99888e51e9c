import { type RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TrailAccessLogsOptions } from './options';
import { checkSame } from '../private/environments';
import { invalid } from '../private/invalid';
import type { LogRetention } from '../retention/log-retention';
import { type ITrailSource, TrailSource } from '../trail-source';
import { grantReadLogs } from './private/grants';
import { checkLogStorage, createLogStorage } from './private/log-storage';
import { stableName } from '../private/names';
import { checkPolicySize } from './private/policy-size';
import { Removal } from './private/removal';
import { createKey } from './private/trail-key';

/**
 * Properties of a `TrailLogArchive`.
 */
export interface TrailLogArchiveProps {
  /**
   * How long the archive keeps log files. Throws when it is shorter than `objectLock`. Less than 365 days is accepted with
   * a warning.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;

  /**
   * Locks every log file against deletion for a time. Nobody can shorten the compliance mode, the root user included.
   *
   * @default - no Object Lock; versioning lets a deletion be undone
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLock?: ObjectLockRetention;

  /**
   * Where S3 records who accessed the log files.
   *
   * @default - a new bucket that keeps access logs for 365 days
   */
  readonly accessLogs?: TrailAccessLogsOptions;

  /**
   * What becomes of buckets and key when the archive is removed from the stack, or the stack is deleted.
   * `RemovalPolicy.DESTROY` deletes them with all that is in them, and warns. Throws together with `objectLock`.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Describes the trails that deliver to a `TrailLogArchive`.
 */
export interface TrailArchiveSourceOptions {
  /**
   * ID of the organization, where an organization trail delivers to the archive, such as `o-a1b2c3d4e5`.
   *
   * @default - trails of single accounts
   */
  readonly organizationId?: string;

  /**
   * Key prefix in front of `AWSLogs/` that the trails have.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * ARN of the trail, where it is one.
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
 * The place in a log archive account where trails of other accounts deliver to: bucket, access logs and key.
 *
 * Give its bucket and key to any number of trails. Each adds its own permissions to the policies here, and waits for them,
 * so that `cdk deploy --all` needs no order, no exports between accounts and no second pass. For that, the names of bucket
 * and key follow from stack, account and Region; the stack must name both in `env`.
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
export class TrailLogArchive extends Construct {
  /**
   * The bucket that receives the log files, under a name that other accounts know.
   */
  public readonly bucket: IBucket;

  /**
   * The bucket that records who accessed the log files.
   */
  public readonly accessLogBucket: IBucket;

  /**
   * The key that encrypts the log files, by an alias that other accounts know.
   */
  public readonly encryptionKey: IKey;

  /**
   * How long the archive keeps the log files.
   */
  public readonly retention: LogRetention;

  constructor(scope: Construct, id: string, props: TrailLogArchiveProps = {}) {
    super(scope, id);
    const removal = new Removal(this, props.removalPolicy);
    const retention = checkLogStorage(this, props, removal);
    checkSame('accessLogs.bucket', props.accessLogs?.bucket, Stack.of(this), 'archive', { scope: this });
    const { account, region } = Stack.of(this);
    if (Token.isUnresolved(account) || Token.isUnresolved(region)) {
      throw invalid('env', 'of the stack of a `TrailLogArchive` must name account and Region, from which other accounts know the names of bucket and key',
        'an environment-agnostic stack', { scope: this, wayOut: "Set `env: { account: '…', region: '…' }` on the stack" });
    }

    const bucketName = `${stableName(this, 63 - `-${account}-${region}`.length)}-${account}-${region}`.toLowerCase();
    const { key, alias } = createKey(this, bucketName, removal);
    const storage = createLogStorage(this, { ...props, encryptionKey: key, retention, removal, bucketName, name: bucketName });
    this.bucket = storage.bucket;
    this.accessLogBucket = storage.accessLogBucket;
    this.encryptionKey = alias;
    this.retention = retention;

    checkPolicySize(this, storage.bucket);
    removal.warn();
  }

  /**
   * Describes the trails that deliver to this archive, for the constructs that analyze their log files.
   *
   * Throws when an option is not valid.
   */
  public trailSource(options: TrailArchiveSourceOptions = {}): ITrailSource {
    return TrailSource.fromTrailAttributes({
      ...options, bucket: this.bucket, encryptionKey: this.encryptionKey, retention: this.retention,
    });
  }

  /**
   * Lets somebody read the log files of all trails that deliver here: find, get and decrypt them, old versions included.
   *
   * For a principal of another account, the policies of bucket and key say so too; its own account must allow it as well.
   */
  public grantRead(grantee: IGrantable): Grant {
    return grantReadLogs(grantee, this.bucket, this.encryptionKey);
  }
}
