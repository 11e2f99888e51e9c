import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { type IRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { acknowledgeReplicationWildcards } from './acknowledgements';
import { toPolicyStatements } from './policies';
import { placeOfKey } from './replicas';
import {
  keyForReplication, replicaStatements, type ReplicaStatements, type ReplicatedBucket, replicationPermissions, type ReplicationRole,
  replicationTrustCondition,
} from '../../cloudtrail/replication-statements';
import type { Statement } from '../../cloudtrail/statements';
import { knownDifferent } from '../../private/environments';
import { keyBehind } from '../../private/keys';
import { stableName } from '../../private/names';
import { isInApp } from '../../private/stack-order';
import type { TrailReplicationAttributes } from '../../trail-source';
import type { TrailReplicaOptions } from '../trail-log-replica-options';

/** How a bucket is replicated, with the statements that the policies of others need. */
export interface Replication {
  readonly role: IRole;
  /** The ARN of the role by its name, which the policies contain. */
  readonly roleArn: string;
  readonly configuration: CfnBucket.ReplicationConfigurationProperty;
  readonly attributes: TrailReplicationAttributes;
  /** For the policies that the role depends on, beside its own. */
  readonly statements: ReplicaStatements & { readonly sourceKey: Statement[] };
}

export interface ReplicationSource {
  readonly bucketName: string;
  readonly encryptionKey: IKey;
  /** Whether it has Object Lock. */
  readonly locked: boolean;
}

/** ID of the replication rule, which is a dimension of its metrics. */
const RULE_ID = 'SecondCopy';

/** Leaves room for the longest Region code: an account has each role name once, in all Regions. */
const ROLE_NAME = 64 - '-replica-us-isof-south-1'.length;

/** The minutes of S3 Replication Time Control; S3 accepts no other number. */
const FIFTEEN_MINUTES = { minutes: 15 };

/** Creates the role, before the bucket that refers to it. Its policies name everything, and refer to no more than the key. */
export function createReplication(scope: Construct, options: TrailReplicaOptions, source: ReplicationSource): Replication {
  const { account, region, partition } = Stack.of(scope);
  const { bucketName, encryptionKeyArn } = options.destination.replicaAttributes;
  const place = placeOfKey(encryptionKeyArn);
  const from: ReplicatedBucket = { arn: `arn:${partition}:s3:::${source.bucketName}`, region };
  const to: ReplicatedBucket = { arn: `arn:${partition}:s3:::${bucketName}`, region: place.region };
  const changesOwner = !Token.isUnresolved(encryptionKeyArn) && Token.compareStrings(account, place.account) !== TokenComparison.SAME;
  const roleName = `${stableName(scope, ROLE_NAME)}-replica-${region}`;
  const identity: ReplicationRole = { arn: `arn:${partition}:iam::${account}:role/${roleName}`, account, partition };
  const role = createRole(scope, roleName, replicationPermissions({
    source: from,
    sourceKeyArn: keyArn(scope, source.encryptionKey),
    destination: to,
    destinationKeyArn: place.isAlias ? `arn:${partition}:kms:${place.region}:${place.account}:key/*` : encryptionKeyArn,
    locked: source.locked,
    changesOwner,
  }));
  const metricsEnabled = options.metricsEnabled ?? true;
  return {
    role,
    roleArn: identity.arn,
    configuration: {
      role: role.roleArn,
      rules: [{
        id: RULE_ID,
        status: 'Enabled',
        priority: 1,
        // With a filter, the rule is of the version that does not replicate deletions unless told to.
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: {
          bucket: to.arn,
          ...(changesOwner ? { account: place.account, accessControlTranslation: { owner: 'Destination' } } : {}),
          encryptionConfiguration: { replicaKmsKeyId: encryptionKeyArn },
          ...(metricsEnabled ? { metrics: { status: 'Enabled', ...(options.replicationTimeControl ? { eventThreshold: FIFTEEN_MINUTES } : {}) } } : {}),
          ...(options.replicationTimeControl ? { replicationTime: { status: 'Enabled', time: FIFTEEN_MINUTES } } : {}),
        },
      }],
    },
    attributes: { destinationBucketName: bucketName, destinationRegion: place.region === '*' ? undefined : place.region, ruleId: RULE_ID, metricsEnabled },
    statements: { sourceKey: [keyForReplication(identity, from)], ...replicaStatements(identity, to) },
  };
}

/** For an alias, and for a key of another account or Region, whose ARN is not known here: all keys there. The key's policy names the bucket too. */
function keyArn(scope: Construct, key: IKey): string {
  const { account, region, partition } = Stack.of(scope);
  const target = keyBehind(key) as IKey | undefined;
  const isApart = knownDifferent(account, key.env.account) || knownDifferent(region, key.env.region);
  if (target && !(isApart && isInApp(target))) return target.keyArn;
  return `arn:${partition}:kms:${key.env.region}:${key.env.account}:key/*`;
}

function createRole(scope: Construct, roleName: string, statements: Statement[]): Role {
  // The role depends on the managed policy, so a bucket that refers to the role depends on both.
  const policy = new ManagedPolicy(scope, 'ReplicationPolicy', {
    description: 'Lets S3 copy log files to their replica',
    statements: toPolicyStatements(statements),
  });
  acknowledgeReplicationWildcards(policy, statements.map(({ Resource }) => String(Resource)).filter((resource) => resource.endsWith('*')));
  return new Role(scope, 'ReplicationRole', {
    roleName,
    description: 'Assumed by S3 to copy log files to their replica',
    assumedBy: new ServicePrincipal('s3.amazonaws.com', { conditions: replicationTrustCondition(Stack.of(scope).account) }),
    managedPolicies: [policy],
  });
}
