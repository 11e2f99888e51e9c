import { Stack, Stage, Token, Validations } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { archiveOf } from './archives';
import { withDistinctSids, writePolicy } from './policies';
import { counted } from '../../cloudtrail/logic/counted';
import type { ReplicaStatements, ReplicationRole } from '../../cloudtrail/replication-statements';
import { checkRequiredText } from '../../private/checks';
import { knownLess } from '../../private/days';
import { checkBothKnown, knownDifferent, knownPartition } from '../../private/environments';
import { invalid, words } from '../../private/invalid';
import { readableJson, withReplacements } from '../../private/readable';
import { isInApp, StackOrder } from '../../private/stack-order';
import { dependsOn, topLevelStack } from '../../private/stacks';
import type { LogRetention } from '../../retention/log-retention';
import type { ITrailLogReplica, TrailReplicaOptions } from '../trail-log-replica-options';

/** Where a key is, by its ARN. Nothing is known of an ARN that is a token. */
export function placeOfKey(arn: string): { readonly account: string; readonly region: string; readonly isAlias: boolean } {
  const [, region, account, kind] = /^arn:[^:]+:kms:([^:]+):([^:]+):(key|alias)\/.+$/.exec(arn) ?? [];
  return kind === undefined ? { account: '*', region: '*', isAlias: true } : { account, region, isAlias: kind === 'alias' };
}

/** What is replicated, as far as it is known before it is created. */
export interface Replicated {
  readonly replica?: TrailReplicaOptions;
  readonly bucket?: IBucketRef;
  readonly bucketName?: string;
  readonly encryptionKey?: IKeyRef;
  readonly objectLock?: ObjectLockRetention;
}

/** Throws if S3 could not replicate to the destination, or if that would be no second copy. Emits warnings about what cannot be seen. */
export function checkReplica(scope: Construct, props: Replicated, retention: LogRetention): void {
  const { replica, bucketName, encryptionKey } = props;
  if (!replica) return;
  const { destination, metricsEnabled, replicationTimeControl } = replica;
  if (replicationTimeControl && metricsEnabled === false) {
    throw invalid('replica.metricsEnabled', 'cannot be false with `replica.replicationTimeControl`, which includes the metrics', metricsEnabled, {
      scope, wayOut: 'Leave it out',
    });
  }
  if (encryptionKey && archiveOf(encryptionKey)?.described) {
    throw invalid('encryptionKey', 'cannot be the key of a log archive of another app when `replica` is set, because that archive admits CloudTrail only', encryptionKey, {
      scope, wayOut: 'Leave it out for a new key, or set `replica` on the archive',
    });
  }
  const { bucketName: name } = destination.replicaAttributes;
  if (bucketName !== undefined && bucketName === name) {
    throw invalid('replica.destination', 'must not be the bucket of the log files itself', bucketName, { scope, wayOut: WAY_OUT });
  }
  if (isInApp(destination.bucket)) checkStacks(scope, destination);
  checkPlace(scope, destination);
  checkLock(scope, destination, props.objectLock);
  warnAboutShorterRetention(scope, destination, retention);
}

const WAY_OUT = 'Create a `TrailLogReplica` in a stack of another Region or account';

/** The replica is deployed first, and its policies name the role of the source. */
function checkStacks(scope: Construct, destination: ITrailLogReplica): void {
  if (Stage.of(destination) !== Stage.of(scope)) {
    throw invalid('replica.destination', 'must be in the stage of the log files, because stages are deployed apart from each other', destination, {
      scope,
      wayOut: 'Describe it with `TrailLogReplica.fromTrailLogReplicaAttributes` and its `replicaAttributes`, and admit the source with its `admitSource`',
    });
  }
  checkBothKnown('replica.destination', scope, Stack.of(destination));
  const [own, theirs] = [topLevelStack(scope), topLevelStack(destination)];
  if (own !== theirs && (dependsOn(theirs, own) || StackOrder.of(scope).wouldCycle(scope, destination.bucket))) {
    throw invalid('replica.destination', `must not be in a stack that depends on the stack of the log files (${own.node.path}), because it is deployed first`, theirs.node.path, {
      scope, wayOut: 'Create the replica in a stack of its own',
    });
  }
}

function checkPlace(scope: Construct, { replicaAttributes: { encryptionKeyArn } }: ITrailLogReplica): void {
  const here = Stack.of(scope);
  const there = placeOfKey(encryptionKeyArn);
  const [own, theirs] = [knownPartition(here.region), knownPartition(there.region)];
  if (own && theirs && own !== theirs) {
    throw invalid('replica.destination', `must be in the partition of the log files (${own})`, there.region, { scope, wayOut: 'S3 replicates within a partition only' });
  }
  if (knownDifferent(here.account, there.account) || knownDifferent(here.region, there.region)) return;
  if (here.account === there.account && here.region === there.region) {
    throw invalid('replica.destination', `must be in another Region or account than the log files (${here.account}, ${here.region})`, words(`${there.account}, ${there.region}`), {
      scope, wayOut: WAY_OUT,
    });
  }
  Validations.of(scope).addWarning('cdk-well-architected-trail:replicaPlaceUnknown',
    `The account or Region of the log files or of their replica (${there.account}, ${there.region}) is known at deployment only. If both are the same, the replica is lost together with the log files: set \`env\` on the stack.`);
}

function checkLock(scope: Construct, { replicaAttributes }: ITrailLogReplica, objectLock: ObjectLockRetention | undefined): void {
  const { objectLockEnabled } = replicaAttributes;
  if (!objectLock || objectLockEnabled) return;
  if (objectLockEnabled === false) {
    throw invalid('replica.destination', 'must have Object Lock when `objectLock` is set, because S3 replicates locked files to no other bucket', words('a replica without Object Lock'), {
      scope, wayOut: 'Set `objectLock` on the `TrailLogReplica` as well',
    });
  }
  Validations.of(scope).addWarning('cdk-well-architected-trail:replicaObjectLockUnknown',
    'The log files have Object Lock, and it is not known whether the bucket of `replica.destination` has: S3 replicates locked files to no other bucket. Set `objectLockEnabled` of its attributes.');
}

function warnAboutShorterRetention(scope: Construct, { replicaAttributes }: ITrailLogReplica, { _days: days }: LogRetention): void {
  const { retention: theirs } = replicaAttributes;
  if (theirs?._days === undefined || !knownLess(theirs._days, days ?? Infinity)) return;
  Validations.of(scope).addWarning('cdk-well-architected-trail:replicaRetentionShorter',
    `The replica keeps log files for ${counted(theirs._days!, 'day')}, and the bucket keeps them ${days === undefined ? 'indefinitely' : `for ${days}`}: after that, there is no second copy. Set \`retention\` of the replica.`);
}

/** Admits the role at the replica, or says what its owner must do. */
export function admitRole(
  scope: Construct, destination: ITrailLogReplica, { roleArn, statements }: { readonly roleArn: string; readonly statements: ReplicaStatements },
): void {
  if (!isInApp(destination.bucket)) return warnOwner(scope, roleArn, statements);
  topLevelStack(scope).addStackDependency(topLevelStack(destination), 'it has the replica of the log files');
  StackOrder.of(scope).note(scope, destination.bucket);
  writeReplicaPolicies(destination, roleArn, statements);
}

/** Statements for the role of one source. In the account of the replica, the permissions of the role are enough. */
export function writeReplicaPolicies({ bucket, encryptionKey }: ITrailLogReplica, roleArn: string, statements: ReplicaStatements): void {
  if (!knownDifferent(accountOf(roleArn), bucket.env.account)) return;
  const user = { roleArn };
  writePolicy(bucket, { prop: 'bucket', resource: bucket, statements: withDistinctSids(roleArn, statements.replicaBucket), user });
  writePolicy(bucket, { prop: 'encryptionKey', resource: encryptionKey, statements: withDistinctSids(roleArn, statements.replicaKey), user });
}

function accountOf(roleArn: string): string {
  return roleArn.split(':')[4];
}

function warnOwner(scope: Construct, replicationRoleArn: string, { replicaBucket, replicaKey }: ReplicaStatements): void {
  const json = (value: unknown) => readableJson(scope, value, 2);
  Validations.of(scope).addWarning('cdk-well-architected-trail:replicaMustAdmitSource', withReplacements(scope,
    'The replica is not in this app. Before the bucket is replicated, its app must be deployed with: '
    + `replica.admitSource(${readableJson(scope, { replicationRoleArn })}). If it is no \`TrailLogReplica\`, its bucket must have versioning enabled and ACLs disabled, `
    + `the bucket policy must contain\n${json(replicaBucket)}\nand the key policy\n${json(replicaKey)}`));
}

/** The role of a source of another app, which a replica is to admit. */
export function admittedRole(scope: Construct, arn: string): ReplicationRole {
  checkRequiredText('replicationRoleArn', arn, (text) => (
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text) ? undefined : "must be the ARN of a role, such as 'arn:aws:iam::111122223333:role/replication'"), { scope });
  const [, partition, account] = /^arn:([^:]+):iam::([^:]+):role\/./.exec(arn) ?? [];
  if (account === undefined || Token.isUnresolved(arn)) {
    throw invalid('replicationRoleArn', 'must contain the account and name of the role, because the policies of the replica name them', words('values that are known at deployment only'), {
      scope, wayOut: 'Set the account and Region of the source in the `env` of its stack',
    });
  }
  const own = Stack.of(scope).partition;
  if (knownDifferent(partition, own)) throw invalid('replicationRoleArn', `must be a role in the partition of the replica (${own})`, arn, { scope });
  return { arn, account, partition };
}
