import { Token } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, type CfnBucket, type CfnBucketPolicy, type IBucketRef, type ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledgeAccessLogBucket, acknowledgeLogBucket, acknowledgeObjectSize } from './acknowledgements';
import { toPolicyStatements } from './policies';
import type { Removal } from './removal';
import { bucketTransport } from '../../cloudtrail/statements';
import { setNamespace } from '../../private/bucket-names';
import { checkPolicySize } from '../../private/policy-size';
import { lifecycleRules } from '../../retention/lifecycle';
import type { LogRetention } from '../../retention/log-retention';

export interface LogBucketOptions {
  readonly bucketName: string;
  readonly encryptionKey: IKey;
  readonly retention: LogRetention;
  readonly objectLock?: ObjectLockRetention;
  readonly accessLogs: { readonly bucket: IBucketRef; readonly prefix?: string };
  readonly removal: Removal;
  /** Not set for a bucket that is not replicated. */
  readonly replication?: CfnBucket.ReplicationConfigurationProperty;
  /** Why it is not replicated, if it is not for the usual reason. */
  readonly notReplicated?: string;
}

/** The bucket that CloudTrail writes to. */
export function createLogBucket(scope: Construct, options: LogBucketOptions): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    ...commonProps(options.removal),
    bucketName: options.bucketName,
    encryption: BucketEncryption.KMS,
    encryptionKey: options.encryptionKey,
    bucketKeyEnabled: true,
    lifecycleRules: lifecycleRules(options.retention, options.objectLock),
    objectLockEnabled: options.objectLock && true,
    objectLockDefaultRetention: options.objectLock,
  });
  const cfnBucket = bucket.node.defaultChild as CfnBucket;
  // Set on the L1: without a feature flag, the L2 gives the target an ACL that a bucket with ACLs switched off refuses.
  cfnBucket.loggingConfiguration = {
    destinationBucketName: options.accessLogs.bucket.bucketRef.bucketName,
    logFilePrefix: options.accessLogs.prefix,
  };
  // Set on the L1: the L2 would let its role replicate deletions.
  cfnBucket.replicationConfiguration = options.replication;
  setNamespace(bucket, options.bucketName);
  writeCommonPolicy(scope, 'bucket', bucket, options.removal);
  if (!options.replication) acknowledgeLogBucket(bucket, options.notReplicated);
  if (options.retention._archive) acknowledgeObjectSize(bucket);
  return bucket;
}

/** The bucket for access logs. S3 delivers them only to buckets that are encrypted with S3 managed keys. */
export function createAccessLogBucket(scope: Construct, bucketName: string, retention: LogRetention, removal: Removal): Bucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    ...commonProps(removal),
    bucketName,
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: lifecycleRules(retention),
  });
  setNamespace(bucket, bucketName);
  writeCommonPolicy(scope, 'accessLogs.bucket', bucket, removal);
  acknowledgeAccessLogBucket(bucket);
  if (retention._archive) acknowledgeObjectSize(bucket);
  return bucket;
}

function commonProps(removal: Removal): BucketProps {
  return {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    removalPolicy: removal.policy,
    autoDeleteObjects: removal.destroys,
  };
}

function writeCommonPolicy(scope: Construct, prop: string, bucket: Bucket, removal: Removal): void {
  toPolicyStatements(bucketTransport(bucket.bucketArn)).forEach((statement) => bucket.addToResourcePolicy(statement));
  checkPolicySize(scope, { prop, resource: bucket, policy: bucket.policy! });
  // A retained bucket must keep its policy.
  if (removal.destroys) return;
  bucket.policy!.applyRemovalPolicy(removal.policy);
  nameInPolicy(bucket);
}

/** A stack that comes back can adopt a retained policy only by a literal name of its bucket. */
function nameInPolicy(bucket: Bucket): void {
  const cfnBucket = bucket.node.defaultChild as CfnBucket;
  const { bucketName } = cfnBucket;
  if (Token.isUnresolved(bucketName)) return;
  const policy = bucket.policy!.node.defaultChild as CfnBucketPolicy;
  // Only in the template: tools that read the constructs compare the property with the resources of the statements.
  policy.addPropertyOverride('Bucket', bucketName);
  policy.addResourceDependency(cfnBucket);
}
