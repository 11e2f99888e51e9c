import { Stack, Token } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnKey, type IKey, type IKeyRef, Key } from 'aws-cdk-lib/aws-kms';
import { type ILogGroup, type ILogGroupRef, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, CfnBucket, type IBucket, type IBucketRef } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, type ITopic, type ITopicRef, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import type { Located } from './environments';
import { withOneBucketPolicy, withOneTopicPolicy } from './one-policy';

/*
 * Existing resources can be L1, L2 or imported. The public members of the constructs are always L2, so that grants and metrics work.
 * This adds nothing to the template.
 */

export function asBucket(scope: Construct, bucket: IBucketRef): IBucket {
  if ('grantRead' in bucket) return withOneBucketPolicy(bucket as IBucket);
  const { bucketArn } = bucket.bucketRef;
  if (!CfnBucket.isCfnBucket(bucket)) return Bucket.fromBucketArn(scope, 'ImportedBucket', bucketArn);
  return withOneBucketPolicy(
    ownerOf<IBucket>(bucket, 'grantRead') ?? attempt(() => Bucket.fromCfnBucket(bucket)) ?? below(bucket, (id) => Bucket.fromBucketArn(bucket, id, bucketArn)),
  );
}

export function asKey(scope: Construct, key: IKeyRef): IKey {
  if ('grantDecrypt' in key) return key as IKey;
  const { keyArn } = key.keyRef;
  if (!CfnKey.isCfnKey(key)) return Key.fromKeyArn(scope, 'ImportedKey', keyArn);
  return ownerOf<IKey>(key, 'grantDecrypt') ?? withPolicy(key) ?? below(key, (id) => Key.fromKeyArn(key, id, keyArn));
}

/** The L2 that made an L1 resource, and manages its policy. */
function ownerOf<T>(resource: IConstruct, method: string): T | undefined {
  const owner = resource.node.scope;
  return owner && method in owner && owner.node.defaultChild === resource ? owner as T : undefined;
}

/** The key as an L2 whose policy CDK can extend; undefined if the policy is an intrinsic function, which CDK would replace. */
function withPolicy(key: CfnKey): IKey | undefined {
  // After the first conversion, the policy of the L2 is a token as well.
  if (Token.isUnresolved(key.keyPolicy) && !key.node.tryFindChild('@FromCfnKey')) return undefined;
  // The default key policy of KMS, which gives the account control. Every key policy must have it.
  key.keyPolicy ??= new PolicyDocument({
    statements: [new PolicyStatement({ actions: ['kms:*'], principals: [new AccountRootPrincipal()], resources: ['*'] })],
  }).toJSON();
  return attempt(() => Key.fromCfnKey(key));
}

/** CDK throws if a key policy contains intrinsic functions; also for a bucket that is encrypted with such a key. */
function attempt<T>(convert: () => T): T | undefined {
  try {
    return convert();
  } catch {
    return undefined;
  }
}

/** Created once for each L1 resource, as its child, so that it is known to belong to this app. */
function below<T>(resource: IConstruct, make: (id: string) => T): T {
  return resource.node.tryFindChild('Imported') as T | undefined ?? make('Imported');
}

export function asLogGroup(scope: Construct, logGroup: ILogGroupRef): ILogGroup {
  if ('grantRead' in logGroup) return logGroup as unknown as ILogGroup;
  return LogGroup.fromLogGroupName(scope, 'ImportedLogGroup', logGroup.logGroupRef.logGroupName);
}

export function asTopic(scope: Construct, topic: ITopicRef): ITopic {
  if ('grantPublish' in topic) return withOneTopicPolicy(topic as ITopic);
  const { topicArn } = topic.topicRef;
  if (!CfnTopic.isCfnTopic(topic)) return Topic.fromTopicArn(scope, 'ImportedTopic', topicArn);
  return withOneTopicPolicy(ownerOf<ITopic>(topic, 'grantPublish') ?? below(topic, (id) => Topic.fromTopicArn(topic, id, topicArn)));
}

/** The ARN of a log group by its name, without the `:*` that CloudFormation appends. */
export function logGroupArn(scope: IConstruct, name: string, { account, region }: Located['env'] = Stack.of(scope)): string {
  const { partition } = Stack.of(scope);
  return `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
}
