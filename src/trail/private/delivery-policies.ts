import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IDependable } from 'constructs';
import { archiveOf, isMemberTrail } from './archives';
import { existingKeys } from './existing-keys';
import { newLogGroupName } from './log-group';
import { type ResourcePolicy, withDistinctSids, writePolicy } from './policies';
import type { Replication } from './replication';
import { usableHere } from './trail-key';
import { trailArn, type TrailIdentity } from '../../cloudtrail/names';
import { bucketDelivery, keyForBucketTest, keyForLogGroups, keyForMembers, keyForTopic, keyForTrail, memberRead, type Statement, topicDelivery } from '../../cloudtrail/statements';
import { keyDependencies, lowLevelKey } from '../../private/keys';
import { readableOptions } from '../../private/readable';
import { asKey, logGroupArn } from '../../private/resources';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** The resources whose policies are written. */
export interface Delivery {
  readonly bucket: IBucket;
  readonly encryptionKey: IKey;
  /** Encrypts log group and topic; may be the same key. */
  readonly regionalKey?: IKey;
  readonly topic?: ITopic;
  /** May have encrypted former log groups. */
  readonly formerKeys: readonly IKey[];
  /** Set if S3 replicates the bucket. */
  readonly replication?: Replication;
}

/** The policies of bucket, key and topic that CloudTrail relies on, with what this trail adds to each. */
export interface DeliveryPolicies {
  readonly bucket: ResourcePolicy;
  readonly encryptionKey: ResourcePolicy;
  /** Set when log group and topic have a key of their own. */
  readonly regionalKey?: ResourcePolicy;
  readonly topic?: ResourcePolicy;
  /** Set when the existing bucket encrypts with another key than the trail. */
  readonly bucketKey?: ResourcePolicy;
  /** Set when the existing topic has a key. */
  readonly topicKey?: ResourcePolicy;
  readonly formerKeys: readonly ResourcePolicy[];
}

export function deliveryPolicies(scope: Construct, props: WellArchitectedTrailProps, trail: TrailIdentity, delivery: Delivery): DeliveryPolicies {
  const { bucket, encryptionKey, regionalKey, topic, formerKeys, replication } = delivery;
  const oneKey = usableHere(scope, encryptionKey) !== undefined;
  const logGroupName = newLogGroupName(props.cloudWatchLogs, trail);
  const { region, urlSuffix } = Stack.of(scope);
  const members = props.organization?.allowMemberRead ? props.organization.organizationId : undefined;
  // All log groups of the account: the trail does not know the names of those that it had before, which are retained with their events.
  const logGroups = { arnPattern: logGroupArn(scope, '*'), region, urlSuffix };
  const forLogGroups = keyForLogGroups(logGroups, oneKey && Boolean(props.encryptionKey));
  const logGroupUse = logGroupName ? [forLogGroups] : [];
  const topicUse = topic && !props.notifications?.topic ? [keyForTopic(trail)] : [];
  const keys = existingKeys(props);
  const admission = `archive.admitTrail(${admissionOf(scope, trail, props)})`;
  const policy = (prop: string, resource: ResourcePolicy['resource'], existing: unknown, statements: Statement[], former: Statement[] = []): ResourcePolicy => ({
    prop,
    resource,
    statements: existing ? withDistinctSids(scope.node.path, statements) : statements,
    former: existing ? withDistinctSids(scope.node.path, former) : former,
    admission,
  });

  return {
    bucket: policy('bucket', props.bucket ?? bucket, props.bucket, [
      ...(isMemberTrail(archiveOf(bucket), trail, props.bucketKeyPrefix) ? [] : bucketDelivery(trail, bucket.bucketArn, props.bucketKeyPrefix)),
      ...(members ? memberRead(members, bucket.bucketArn, props.bucketKeyPrefix) : []),
    ]),
    encryptionKey: policy('encryptionKey', encryptionKey, props.encryptionKey, [
      ...(isMemberTrail(archiveOf(encryptionKey), trail, props.bucketKeyPrefix) ? [] : keyForTrail(trail)),
      ...(oneKey ? [...logGroupUse, ...topicUse] : []),
      ...(members ? [keyForMembers(trail, members, bucket.env.region)] : []),
      // A new key leaves it to the policies of roles in its account.
      ...(props.encryptionKey ? replication?.statements.sourceKey ?? [] : []),
    ], oneKey && !logGroupName ? [forLogGroups] : []),
    regionalKey: regionalKey && !oneKey ? policy('regionalKey', regionalKey, undefined, [forLogGroups, ...topicUse]) : undefined,
    // It is the key of the trail where `encryptionKey` is not set, and so may have encrypted a log group before.
    bucketKey: keys.bucket && policy('bucket.encryptionKey', asKey(new Construct(scope, 'BucketKey'), keys.bucket), true, keyForBucketTest(trail),
      usableHere(scope, keys.bucket as IKey) ? [keyForLogGroups(logGroups, true)] : []),
    topicKey: keys.topic && policy('notifications.topic.masterKey', asKey(new Construct(scope, 'TopicKey'), keys.topic), true, [keyForTopic(trail)]),
    formerKeys: formerKeys.filter((key) => usableHere(scope, key))
      .map((key) => policy('formerEncryptionKeys', key, true, [keyForLogGroups(logGroups, true)])),
    topic: topic && policy('notifications.topic', props.notifications?.topic ?? topic, props.notifications?.topic, [topicDelivery(trail, topic.topicArn)]),
  };
}

/** The options by which an archive of another app admits the trail. */
function admissionOf(scope: Construct, trail: TrailIdentity, { bucketKeyPrefix, organization }: WellArchitectedTrailProps): string {
  return readableOptions(scope, {
    trailArn: trailArn(trail), bucketKeyPrefix, organizationId: trail.organizationId, allowMemberRead: organization?.allowMemberRead,
  });
}

/** Writes the policies, and returns what the trail must depend on: CloudTrail checks the policies when the trail is created. */
export function writePolicies(scope: Construct, key: IKey, policies: DeliveryPolicies): IDependable[] {
  const { bucket, encryptionKey, regionalKey, topic, bucketKey, topicKey, formerKeys } = policies;
  const existing = [bucketKey, topicKey].filter((policy) => policy !== undefined);
  [encryptionKey, ...(regionalKey ? [regionalKey] : []), ...existing, ...formerKeys].forEach((policy) => writePolicy(scope, policy));
  return [
    ...writePolicy(scope, bucket),
    // The policy of an archive may admit the trail already.
    ...((bucket.resource as IBucket).policy ? [(bucket.resource as IBucket).policy!] : []),
    ...(topic ? writePolicy(scope, topic) : []),
    // The policy of a key is part of the key. The trail refers to the key, but uses a literal name for an alias or for a key of another stack.
    ...(Stack.of(key) === Stack.of(scope) ? keyDependencies(key) : [key]),
    // The trail does not refer to the keys of existing resources.
    ...existing.flatMap(({ resource }) => [lowLevelKey(resource as IKey) ?? resource, ...keyDependencies(resource as IKey)]),
  ];
}
