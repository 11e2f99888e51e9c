import { Stack, Token } from 'aws-cdk-lib';
import { Alias, CfnKey, type IAlias, type IKeyRef, Key } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, type IBucketRef } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, type ITopicRef } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { referenced } from './references';

/** Whether the key is known by an alias, whose ARN is not the ARN of the key. */
export function isAlias(key: IKeyRef): key is IAlias {
  return 'aliasName' in key;
}

/** The key itself, or the key of an alias. Undefined for an imported alias, of which only the name is known. */
export function keyBehind(key: IKeyRef): IKeyRef | undefined {
  if (!isAlias(key)) return key;
  try {
    return key.aliasTargetKey;
  } catch {
    return undefined;
  }
}

/** Whether AWS manages the key: its policy cannot be changed, and no other service can use it. */
export function isAwsManaged(key: IKeyRef): boolean {
  return /(^|:)alias\/aws\//.test(isAlias(key) ? key.aliasName : key.keyRef.keyArn);
}

/**
 * What a resource that uses the key must depend on. CloudFormation sees a reference to a key, but an alias is written as a literal ARN.
 * A key construct can create the alias itself, and can be one for an L1 that is not its child.
 */
export function keyDependencies(key: IKeyRef): IConstruct[] {
  if (!isAlias(key)) return [];
  const target = keyBehind(key);
  return target ? [key, target, lowLevelKey(target) ?? target] : [key];
}

/** The L1 resource of a key, if this app creates it. */
export function lowLevelKey(key: IKeyRef): CfnKey | undefined {
  return [key, key.node.scope, key.node.defaultChild].find((one): one is CfnKey => CfnKey.isCfnKey(one));
}

/** Whether two constructs stand for one key, as far as this app knows. */
export function isSameKey(one: IKeyRef, other: IKeyRef): boolean {
  const [a, b] = [keyBehind(one) ?? one, keyBehind(other) ?? other];
  return a === b || a.keyRef.keyArn === b.keyRef.keyArn || lowLevelKey(a) !== undefined && lowLevelKey(a) === lowLevelKey(b);
}

/** The key that a property contains as a reference, ID, ARN, alias name or alias ARN. Undefined if it is known at deployment only. */
export function keyNamed(owner: Construct, id: string, text: string): IKeyRef | undefined {
  const key = referenced(text);
  if (CfnKey.isCfnKey(key)) return key;
  if (Token.isUnresolved(text) && !text.startsWith('arn:')) return undefined;
  const made = owner.node.tryFindChild(id) as IKeyRef & IConstruct | undefined;
  if (made) return made;
  const alias = /(?:^|:)(alias\/.+)$/.exec(text)?.[1];
  if (alias) return Alias.fromAliasName(owner, id, alias);
  return Key.fromKeyArn(owner, id, text.startsWith('arn:') ? text : Stack.of(owner).formatArn({ service: 'kms', resource: 'key', resourceName: text }));
}

/** The key that encrypts the messages of a topic, as far as this app knows. */
export function keyOfTopic(topic: ITopicRef): IKeyRef | undefined {
  const resource = [topic, topic.node.scope].find((one): one is CfnTopic => CfnTopic.isCfnTopic(one));
  if (!resource) return (topic as { readonly masterKey?: IKeyRef }).masterKey;
  return resource.kmsMasterKeyId === undefined ? undefined : namedOrUnknown(resource, resource.kmsMasterKeyId);
}

/** The default encryption key of a bucket, as far as this app knows. */
export function keyOfBucket(bucket: IBucketRef): IKeyRef | undefined {
  const { encryptionKey } = bucket as { readonly encryptionKey?: IKeyRef };
  if (encryptionKey) return encryptionKey;
  const resource = lowLevelBucket(bucket);
  const { sseAlgorithm, kmsMasterKeyId } = resource ? defaultEncryption(resource) : {};
  if (!resource || !sseAlgorithm?.startsWith('aws:kms')) return undefined;
  // Without a key, S3 uses the AWS managed key.
  return namedOrUnknown(resource, kmsMasterKeyId ?? 'alias/aws/s3');
}

/** The L1 resource of a bucket, if this app creates it. */
export function lowLevelBucket(bucket: IBucketRef): CfnBucket | undefined {
  return [bucket, bucket.node.defaultChild].find((one): one is CfnBucket => CfnBucket.isCfnBucket(one));
}

/** The default encryption of a bucket, unless it is an intrinsic function. */
export function defaultEncryption({ bucketEncryption }: CfnBucket): Partial<CfnBucket.ServerSideEncryptionByDefaultProperty> {
  const { serverSideEncryptionConfiguration: rules } = (bucketEncryption ?? {}) as Partial<CfnBucket.BucketEncryptionProperty>;
  const [rule] = (Array.isArray(rules) ? rules : []) as CfnBucket.ServerSideEncryptionRuleProperty[];
  return (rule?.serverSideEncryptionByDefault ?? {}) as Partial<CfnBucket.ServerSideEncryptionByDefaultProperty>;
}

/** A key that only the deployment knows is a key whose policy cannot be changed here. */
function namedOrUnknown(resource: Construct, text: string): IKeyRef {
  return keyNamed(resource, 'NamedKey', text) ?? (resource.node.tryFindChild('UnknownKey') as IKeyRef & IConstruct | undefined)
    ?? Key.fromKeyArn(resource, 'UnknownKey', text);
}
