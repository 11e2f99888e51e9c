/**
 * The policy statements by which S3 replicates a bucket of log files, as they appear in IAM policies.
 */
import type { Statement } from './statements';

/** The role that S3 assumes to replicate. Its name is known before it exists, because the policies of the replica contain it. */
export interface ReplicationRole {
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
}

/** A bucket at either end of a replication. */
export interface ReplicatedBucket {
  readonly arn: string;
  readonly region: string;
}

/**
 * S3 can assume the role. AWS does not document whether S3 sends `aws:SourceAccount` when it does so, and a condition that requires it could
 * stop the replication: so it must be the account of the role if it is there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export const replicationTrustCondition = (account: string) => ({ StringEqualsIfExists: { 'aws:SourceAccount': account } });

export interface ReplicationPermissions {
  readonly source: ReplicatedBucket;
  /** The key of the source, or a pattern for the keys of its account and Region where only an alias is known. */
  readonly sourceKeyArn: string;
  readonly destination: ReplicatedBucket;
  readonly destinationKeyArn: string;
  /** Whether the source has Object Lock. */
  readonly locked: boolean;
  /** Whether the destination may be in another account, whose log files it then owns. */
  readonly changesOwner: boolean;
}

/**
 * What the role can do: read versions of log files for replication and nothing else, and write replicas. It cannot replicate deletions, and
 * uses both keys by way of S3 and for its two buckets only.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function replicationPermissions(permissions: ReplicationPermissions): Statement[] {
  const { source, sourceKeyArn, destination, destinationKeyArn, locked, changesOwner } = permissions;
  return [
    { Sid: 'ReadReplicationConfiguration', Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: source.arn },
    {
      Sid: 'ReadLogFilesForReplication',
      Effect: 'Allow',
      Action: [
        's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
        ...(locked ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'] : []),
      ],
      Resource: `${source.arn}/*`,
    },
    { Sid: 'WriteReplicas', Effect: 'Allow', Action: replicaActions(changesOwner), Resource: `${destination.arn}/*` },
    { Sid: 'DecryptLogFilesForReplication', Effect: 'Allow', Action: 'kms:Decrypt', Resource: sourceKeyArn, Condition: byS3For(source) },
    { Sid: 'EncryptReplicas', Effect: 'Allow', Action: REPLICA_KEY_ACTIONS, Resource: destinationKeyArn, Condition: byS3For(destination) },
  ];
}

/** In the policy of the bucket for the replicas: the role can write replicas, and do nothing else. */
function replicaDelivery(role: ReplicationRole, bucketArn: string): Statement {
  return {
    Sid: 'AllowReplication',
    Effect: 'Allow',
    Principal: accountOf(role),
    Action: replicaActions(true),
    Resource: `${bucketArn}/*`,
    Condition: { ArnEquals: { 'aws:PrincipalArn': role.arn } },
  };
}

/** In the policy of the key for the replicas: the role can encrypt replicas in this bucket. */
function keyForReplicas(role: ReplicationRole, destination: ReplicatedBucket): Statement {
  return forRole('AllowReplicationEncrypt', role, REPLICA_KEY_ACTIONS, destination);
}

/** In the policy of the key for the log files: the role can decrypt what is in this bucket. */
export function keyForReplication(role: ReplicationRole, source: ReplicatedBucket): Statement {
  return forRole('AllowReplicationDecrypt', role, 'kms:Decrypt', source);
}

/** What the policies of a replica must contain for the role. */
export interface ReplicaStatements {
  readonly replicaBucket: Statement[];
  readonly replicaKey: Statement[];
}

export function replicaStatements(role: ReplicationRole, replica: ReplicatedBucket): ReplicaStatements {
  return { replicaBucket: [replicaDelivery(role, replica.arn)], replicaKey: [keyForReplicas(role, replica)] };
}

function forRole(sid: string, role: ReplicationRole, actions: string | string[], bucket: ReplicatedBucket): Statement {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: accountOf(role),
    Action: actions,
    Resource: '*',
    Condition: { ...byS3For(bucket), ArnEquals: { 'aws:PrincipalArn': role.arn } },
  };
}

/** `Encrypt` for a replica, `Decrypt` for the S3 Bucket Key, `GenerateDataKey` for the replica of a file that has no KMS encryption. */
const REPLICA_KEY_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'];

function replicaActions(changesOwner: boolean): string[] {
  return ['s3:ReplicateObject', 's3:ReplicateTags', ...(changesOwner ? ['s3:ObjectOwnerOverrideToBucketOwner'] : [])];
}

/** A policy can name a role only if it exists, but an account with a condition also before. */
function accountOf({ account, partition }: ReplicationRole): { readonly AWS: string } {
  return { AWS: `arn:${partition}:iam::${account}:root` };
}

/**
 * By way of S3, for this bucket: an S3 Bucket Key has the ARN of the bucket as encryption context, and a file without one has its own.
 *
 * The DNS suffix after the Region depends on the partition, and AWS does not document the value that KMS uses in each of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
function byS3For({ arn, region }: ReplicatedBucket) {
  return { StringLike: { 'kms:ViaService': `s3.${region}.*`, 'kms:EncryptionContext:aws:s3:arn': [arn, `${arn}/*`] } };
}
