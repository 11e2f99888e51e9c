/** What CloudTrail tries when a trail is created or updated, and needs for every delivery. */
import { identityPolicies } from './iam';
import { keyOf, mayUseKey } from './kms';
import { logGroupOf } from './logs';
import { type Check, Refusal } from '../report';
import { bucketOf } from './s3';
import { isAwsManaged, topicOf } from './sns';
import { ORGANIZATION } from '../../fixtures/accounts';
import type { RequestContext } from '../../oracles/policy-conditions';
import { authorize, evaluate, type PolicyDocument } from '../../oracles/policy-evaluator';
import type { Physical, World } from '../world';

const TRAILS_A_REGION = 5;
const CLOUDTRAIL = { service: 'cloudtrail.amazonaws.com' };

export interface Flaw {
  readonly check: Check;
  readonly message: string;
}

export function checkTrail(trail: Physical, world: World): void {
  const { account, region } = trail.environment;
  const trails = world.all('AWS::CloudTrail::Trail').filter(({ environment }) => environment.account === account && environment.region === region);
  if (trails.length > TRAILS_A_REGION) throw new Refusal('trail-limit', `${trails.length} trails; a Region takes ${TRAILS_A_REGION}`);
  const [flaw] = deliveryFlaws(trail, world);
  if (flaw) throw new Refusal(flaw.check, flaw.message);
}

/** Why the trail cannot deliver as things are now. */
export function deliveryFlaws(trail: Physical, world: World): Flaw[] {
  return [...bucketFlaws(trail, world), ...keyFlaws(trail, world), ...topicFlaws(trail, world), ...logsFlaws(trail, world)];
}

/** Two objects of a trail: what it writes for its own account, and for another account of the organization. */
export function objectsOf(trail: Physical): string[] {
  const prefix = trail.properties.S3KeyPrefix ? `${trail.properties.S3KeyPrefix}/` : '';
  const { account, region } = trail.environment;
  const file = (owner: string) => `${prefix}AWSLogs/${owner}/CloudTrail/${region}/2026/01/31/log.json.gz`;
  return [file(account), ...(trail.properties.IsOrganizationTrail ? [file(`${ORGANIZATION}/999900001111`)] : [])];
}

function requestContext(trail: Physical): RequestContext {
  return {
    'aws:SourceArn': trail.arn!, 'aws:SourceAccount': trail.environment.account, 'aws:SourceOrgID': ORGANIZATION, 'aws:SecureTransport': 'true',
  };
}

function bucketFlaws(trail: Physical, world: World): Flaw[] {
  const bucket = bucketOf(world, trail.properties.S3BucketName);
  const flaw = (message: string) => [{ check: 'trail-bucket' as const, message }];
  if (!bucket) return flaw(`the bucket ${trail.properties.S3BucketName} does not exist`);
  if (!bucket.policy) return flaw(`the bucket ${bucket.name} has no policy`);
  const context = { ...requestContext(trail), 's3:x-amz-acl': 'bucket-owner-full-control', 's3:TlsVersion': '1.3' };
  const allowed = (action: string, resource: string) => evaluate(bucket.policy!, { principal: CLOUDTRAIL, action, resource, context }) === 'allow';
  const refused = [
    ...(allowed('s3:GetBucketAcl', bucket.arn!) ? [] : ['s3:GetBucketAcl']),
    ...objectsOf(trail).filter((object) => !allowed('s3:PutObject', `${bucket.arn}/${object}`)).map((object) => `s3:PutObject on ${object}`),
  ];
  return refused.length > 0 ? flaw(`the policy of ${bucket.name} does not allow ${trail.name} ${refused.join(' and ')}`) : [];
}

function keyFlaws(trail: Physical, world: World): Flaw[] {
  const flaw = (message: string): Flaw => ({ check: 'trail-key', message });
  const { KMSKeyId: reference, S3BucketName } = trail.properties;
  const context = { ...requestContext(trail), 'kms:EncryptionContext:aws:cloudtrail:arn': trail.arn! };
  const flaws: Flaw[] = [];
  const bucket = bucketOf(world, S3BucketName);
  const key = keyOf(world, reference, trail.environment);
  if (reference) {
    if (!key) return [flaw(`the key ${reference} does not exist`)];
    if (bucket && bucket.environment.region !== key.environment.region) flaws.push(flaw('the key is in another Region than the bucket'));
    if (!mayUseKey(key, CLOUDTRAIL, ['kms:GenerateDataKey', 'kms:DescribeKey'], context)) flaws.push(flaw(`the policy of the key does not let ${trail.name} use it`));
  }
  const own = bucketKeyOf(world, bucket);
  if (bucket && own && own !== key) {
    // No page says which encryption context comes with the test of a bucket: either will do.
    const viaS3 = { ...requestContext(trail), 'kms:EncryptionContext:aws:s3:arn': bucket.arn!, 'kms:ViaService': `s3.${bucket.environment.region}.amazonaws.com` };
    const use = ['kms:GenerateDataKey', 'kms:DescribeKey'];
    if (!mayUseKey(own, CLOUDTRAIL, use, viaS3) && !mayUseKey(own, CLOUDTRAIL, use, context)) {
      flaws.push(flaw(`the key of the bucket ${bucket.name} does not let ${trail.name} use it, which a bucket with a bucket key needs`));
    }
  }
  return flaws;
}

/** The key of the default encryption, of a bucket that has an S3 Bucket Key. */
export function bucketKeyOf(world: World, bucket: Physical | undefined): Physical | undefined {
  const [rule] = bucket?.properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  return rule?.BucketKeyEnabled === true ? keyOf(world, rule.ServerSideEncryptionByDefault?.KMSMasterKeyID, bucket!.environment) : undefined;
}

function topicFlaws(trail: Physical, world: World): Flaw[] {
  const { SnsTopicName: reference } = trail.properties;
  const flaw = (message: string) => [{ check: 'trail-topic' as const, message }];
  if (!reference) return [];
  const topic = topicOf(world, reference, trail);
  if (!topic) return flaw(`the topic ${reference} does not exist`);
  const context = requestContext(trail);
  if (!topic.policy || evaluate(topic.policy, { principal: CLOUDTRAIL, action: 'sns:Publish', resource: topic.arn!, context }) !== 'allow') {
    return flaw(`the policy of ${topic.name} does not let ${trail.name} publish`);
  }
  const { KmsMasterKeyId: keyReference } = topic.properties;
  if (!keyReference) return [];
  if (isAwsManaged(keyReference)) return flaw(`${topic.name} is encrypted with ${keyReference}, which CloudTrail may not use`);
  const key = keyOf(world, keyReference, topic.environment);
  if (!key) return flaw(`the key of ${topic.name} does not exist`);
  const withTopic = { ...context, 'kms:EncryptionContext:aws:sns:topicArn': topic.arn! };
  return mayUseKey(key, CLOUDTRAIL, ['kms:GenerateDataKey', 'kms:Decrypt'], withTopic) ? [] : flaw(`the key of ${topic.name} does not let ${trail.name} use it`);
}

function logsFlaws(trail: Physical, world: World): Flaw[] {
  const { CloudWatchLogsLogGroupArn: groupArn, CloudWatchLogsRoleArn: roleArn } = trail.properties;
  const flaw = (message: string) => [{ check: 'trail-logs' as const, message }];
  if (!groupArn && !roleArn) return [];
  const group = logGroupOf(world, groupArn ?? '');
  const role = world.byArn(roleArn);
  if (!group) return flaw(`the log group ${groupArn} does not exist`);
  if (!role) return flaw(`the role ${roleArn} does not exist`);
  const { account, region } = trail.environment;
  // CloudTrail sends no aws:SourceArn and no aws:SourceAccount here.
  const assumed = { principal: CLOUDTRAIL, action: 'sts:AssumeRole', resource: role.arn!, context: {} };
  if (evaluate(role.properties.AssumeRolePolicyDocument as PolicyDocument, assumed) !== 'allow') return flaw(`CloudTrail may not assume ${role.name}`);
  const streams = [`${account}_CloudTrail_${region}`, ...(trail.properties.IsOrganizationTrail ? [`${ORGANIZATION}_999900001111_CloudTrail_${region}`] : [])];
  const refused = streams.flatMap((stream) => ['logs:CreateLogStream', 'logs:PutLogEvents'].filter((action) => authorize(
    { resourceAccount: account, identityPolicies: identityPolicies(world, role) },
    { principal: { arn: role.arn! }, action, resource: `${group.arn!.replace(/:\*$/, '')}:log-stream:${stream}` },
  ) !== 'allow').map((action) => `${action} on ${stream}`));
  return refused.length > 0 ? flaw(`${role.name} may not ${refused.join(', ')}`) : [];
}
