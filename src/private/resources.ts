import { Token } from 'aws-cdk-lib';
import { CfnKey, type IKey, type IKeyRef, Key } from 'aws-cdk-lib/aws-kms';
import { type ILogGroup, type ILogGroupRef, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, CfnBucket, type IBucket, type IBucketRef } from 'aws-cdk-lib/aws-s3';
import { type ITopic, type ITopicRef, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/*
 * Resources that are brought along may be L1, L2 or imported. The public members of the construct are L2 all the same,
 * so that grants and metrics work on them. Nothing is added to the template for that.
 */

export function asBucket(scope: Construct, bucket: IBucketRef): IBucket {
  if ('grantRead' in bucket) return bucket as IBucket;
  return CfnBucket.isCfnBucket(bucket) ? Bucket.fromCfnBucket(bucket) : Bucket.fromBucketArn(scope, 'ImportedBucket', bucket.bucketRef.bucketArn);
}

export function asKey(scope: Construct, key: IKeyRef): IKey {
  if ('grantDecrypt' in key) return key as IKey;
  return CfnKey.isCfnKey(key) && hasReadablePolicy(key) ? Key.fromCfnKey(key) : Key.fromKeyArn(scope, 'ImportedKey', key.keyRef.keyArn);
}

/** CDK would replace a policy that only CloudFormation can read. Its own, after it was read once, is of that kind too. */
function hasReadablePolicy(key: CfnKey): boolean {
  return !Token.isUnresolved(key.keyPolicy) || key.node.tryFindChild('@FromCfnKey') !== undefined;
}

export function asLogGroup(scope: Construct, logGroup: ILogGroupRef): ILogGroup {
  if ('grantRead' in logGroup) return logGroup as unknown as ILogGroup;
  return LogGroup.fromLogGroupName(scope, 'ImportedLogGroup', logGroup.logGroupRef.logGroupName);
}

export function asTopic(scope: Construct, topic: ITopicRef): ITopic {
  return 'grantPublish' in topic ? topic as ITopic : Topic.fromTopicArn(scope, 'ImportedTopic', topic.topicRef.topicArn);
}
