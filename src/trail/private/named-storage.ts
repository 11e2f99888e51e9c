import { Stack, Token } from 'aws-cdk-lib';
import type { CfnAlias, IAlias } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { createLogStorage, type LogStorage } from './log-storage';
import type { Removal } from './removal';
import { createKey } from './trail-key';
import { knownPartition } from '../../private/environments';
import { invalid, words } from '../../private/invalid';
import { stableName } from '../../private/names';
import type { LogRetention } from '../../retention/log-retention';
import type { TrailAccessLogsOptions } from '../options';
import type { TrailReplicaOptions } from '../trail-log-replica-options';

export interface NamedStorageOptions {
  readonly bucketName?: string;
  readonly retention: LogRetention;
  readonly objectLock?: ObjectLockRetention;
  readonly accessLogs?: TrailAccessLogsOptions;
  readonly removal: Removal;
  readonly replica?: TrailReplicaOptions;
  /** Why the bucket is not replicated, if it is not for the usual reason. */
  readonly notReplicated?: string;
}

/** A bucket and a key that others refer to by names, which are known before deployment. */
export interface NamedStorage extends LogStorage {
  readonly alias: IAlias;
  readonly bucketName: string;
  readonly aliasArn: string;
}

/** Throws if the names of bucket and key would be known at deployment only. */
export function checkNamed(scope: Construct, className: string): void {
  const { account, region } = Stack.of(scope);
  if (!Token.isUnresolved(account) && !Token.isUnresolved(region)) return;
  throw invalid('env', `of the stack of a \`${className}\` must set the account and Region, because the names of its bucket and key are derived from them`,
    words('an environment-agnostic stack'), { scope, wayOut: "Set `env: { account: '…', region: '…' }` on the stack" });
}

export function createNamedStorage(scope: Construct, options: NamedStorageOptions): NamedStorage {
  const { account, region, partition } = Stack.of(scope);
  const name = `${stableName(scope, 63 - `-${account}-${region}`.length)}-${account}-${region}`.toLowerCase();
  const { key, alias } = createKey(scope, name, options.removal);
  const storage = createLogStorage(scope, { ...options, encryptionKey: key, name });
  return {
    ...storage,
    alias,
    bucketName: (storage.bucket.node.defaultChild as CfnBucket).bucketName!,
    aliasArn: `arn:${knownPartition(region) ?? partition}:kms:${region}:${account}:${(alias.node.defaultChild as CfnAlias).aliasName}`,
  };
}
