import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { newStack, newTrail, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { evaluate } from '../oracles/policy-evaluator';
import { AlertTopic, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const ENV = { account: '111122223333', region: 'eu-west-1' };

/** Whether CloudTrail may do something with a key, for a trail and in an encryption context. */
function mayUse(stack: Stack, keyId: string, action: string, context: Record<string, string>, trail = 'Trail'): boolean {
  const deployment = Deployment.of(stack, { ...ENV, partition: 'aws' });
  const key = deployment.resources('AWS::KMS::Key').find(({ logicalId }) => logicalId.startsWith(keyId))!;
  const { TrailName: name } = deployment.resources('AWS::CloudTrail::Trail').find(({ logicalId }) => logicalId.startsWith(trail))!.properties;
  return evaluate(key.properties.KeyPolicy, {
    principal: { service: 'cloudtrail.amazonaws.com' },
    action,
    resource: key.arn!,
    context: { 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ENV.account}:trail/${name}`, ...context },
  }) === 'allow';
}

const forTopic = { 'kms:EncryptionContext:aws:sns:topicArn': 'arn:aws:sns:eu-west-1:111122223333:notices' };

describe('an existing topic with a key', () => {
  test.each<[string, (stack: Stack) => sns.ITopicRef]>([
    ['L2', (stack) => new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'NoticeKey') })],
    ['L2 by an alias', (stack) => new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'NoticeKey').addAlias('notices') })],
    ['L1', (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: new kms.Key(stack, 'NoticeKey').keyId })],
    ['L1 with an L1 key', (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: new kms.CfnKey(stack, 'NoticeKey').ref })],
    ['of an AlertTopic', (stack) => new AlertTopic(stack, 'Notice', { emails: ['security@example.com'] }).topic],
  ])('lets CloudTrail publish with it: %s', (_, topicIn) => {
    const stack = newStack({ env: ENV });
    newTrail({ notifications: { topic: topicIn(stack) } }, stack);

    expect(mayUse(stack, 'Notice', 'kms:GenerateDataKey', forTopic)).toBe(true);
    expect(mayUse(stack, 'Notice', 'kms:Decrypt', forTopic)).toBe(true);
    expect(mayUse(stack, 'Notice', 'kms:Encrypt', forTopic)).toBe(false);
    expect(mayUse(stack, 'Notice', 'kms:GenerateDataKey', { ...forTopic, 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ENV.account}:trail/other` })).toBe(false);
    const template = Template.fromStack(stack);
    const [key] = Object.keys(template.findResources('AWS::KMS::Key')).filter((id) => id.startsWith('Notice'));
    expect(Object.values(template.findResources('AWS::CloudTrail::Trail'))[0].DependsOn).toContain(key);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('which is the key of the trail serves both', () => {
    const stack = newStack({ env: ENV });
    const encryptionKey = new kms.Key(stack, 'Key');
    newTrail({ encryptionKey, notifications: { topic: new sns.Topic(stack, 'Topic', { masterKey: encryptionKey }) } }, stack);

    expect(mayUse(stack, 'Key', 'kms:GenerateDataKey', forTopic)).toBe(true);
  });

  test('serves two trails, each by a statement of its own', () => {
    const stack = newStack({ env: ENV });
    const topic = new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'NoticeKey') });
    newTrail({ notifications: { topic } }, stack);
    newTrail({ notifications: { topic } }, stack, 'Second');

    expect(mayUse(stack, 'Notice', 'kms:GenerateDataKey', forTopic)).toBe(true);
    expect(mayUse(stack, 'Notice', 'kms:GenerateDataKey', forTopic, 'Second')).toBe(true);
  });

  test.each<[string, (stack: Stack) => sns.ITopicRef]>([
    ['an imported key', (stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Key.fromKeyArn(stack, 'NoticeKey', 'arn:aws:kms:eu-west-1:111122223333:key/1') })],
    ['an imported alias', (stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'NoticeKey', 'alias/notices') })],
    ['an ID', (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' })],
    ['a parameter', (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: new CfnParameter(stack, 'KeyId').valueAsString })],
    ['an alias by its name', (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/notices' })],
  ])('that cannot be changed here is written into a warning: %s', (_, topicIn) => {
    const stack = newStack({ env: ENV });
    newTrail({ notifications: { topic: topicIn(stack) } }, stack);

    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:notificationsTopicMasterKeyPolicyNotWritten']);
  });

  test.each<[string, (stack: Stack) => sns.ITopicRef]>([
    ['L2', (stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'Managed', 'alias/aws/sns') })],
    ['L1', (stack) => new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/aws/sns' })],
  ])('that AWS manages is an error: %s', (_, topicIn) => {
    const stack = newStack({ env: ENV });
    expect(() => newTrail({ notifications: { topic: topicIn(stack) } }, stack)).toThrow('`notifications.topic` must not be encrypted with a key that AWS manages');
  });
});

const viaS3 = { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::logs' };
const forFiles = { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:eu-west-1:${ENV.account}:trail/x` };
const encryption = s3.BucketEncryption.KMS;
const rules = (sseAlgorithm: string, kmsMasterKeyId?: string) => ({
  bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }] },
});

describe('an existing bucket with a key', () => {
  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['L2', (stack) => new s3.Bucket(stack, 'Bucket', { encryption, encryptionKey: new kms.Key(stack, 'OwnKey') })],
    ['L1', (stack) => new s3.CfnBucket(stack, 'Bucket', rules('aws:kms', new kms.Key(stack, 'OwnKey').keyArn))],
    ['L2 by an alias', (stack) => new s3.Bucket(stack, 'Bucket', { encryption, encryptionKey: new kms.Key(stack, 'OwnKey').addAlias('own') })],
  ])('lends it to the trail, so that there is no second key: %s', (_, bucketIn) => {
    const stack = newStack({ env: ENV });
    newTrail({ bucket: bucketIn(stack) }, stack);

    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
    expect(mayUse(stack, 'OwnKey', 'kms:GenerateDataKey', forFiles)).toBe(true);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is admitted beside another key of the trail', () => {
    const stack = newStack({ env: ENV });
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption, encryptionKey: new kms.Key(stack, 'OwnKey') });
    newTrail({ bucket, encryptionKey: new kms.Key(stack, 'TrailKey') }, stack);

    for (const action of ['kms:GenerateDataKey', 'kms:DescribeKey', 'kms:Decrypt']) expect(mayUse(stack, 'OwnKey', action, viaS3)).toBe(true);
    expect(mayUse(stack, 'OwnKey', 'kms:Encrypt', viaS3)).toBe(false);
    expect(mayUse(stack, 'TrailKey', 'kms:GenerateDataKey', viaS3)).toBe(false);
  });

  test.each<[string, (key: kms.Key) => [kms.IKey, kms.IKeyRef]]>([
    ['the same construct', (key) => [key, key]],
    ['its L1', (key) => [key, key.node.defaultChild as kms.CfnKey]],
    ['an alias of it', (key) => [key, key.addAlias('own')]],
    ['an imported alias, twice', (key) => [kms.Alias.fromAliasName(key, 'One', 'alias/own'), kms.Alias.fromAliasName(key, 'Two', 'alias/own')]],
  ])('which is the key of the trail gets one set of statements: %s', (_, keysOf) => {
    const stack = newStack({ env: ENV });
    const key = new kms.Key(stack, 'OwnKey');
    const [ofBucket, ofTrail] = keysOf(key);
    newTrail({ bucket: new s3.Bucket(stack, 'Bucket', { encryption, encryptionKey: ofBucket }), encryptionKey: ofTrail }, stack);

    const isImported = ofBucket !== key;
    expect(mayUse(stack, 'OwnKey', 'kms:GenerateDataKey', forFiles)).toBe(!isImported);
    expect(mayUse(stack, 'OwnKey', 'kms:GenerateDataKey', viaS3)).toBe(false);
    expect(warningsOf(stack)).toEqual(isImported ? ['cdk-well-architected-trail:encryptionKeyPolicyNotWritten'] : []);
  });

  test('of which only the ARN is known is a matter of its owner', () => {
    const stack = newStack({ env: ENV });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'OwnKey', 'arn:aws:kms:eu-west-1:111122223333:key/1');
    newTrail({ bucket: new s3.Bucket(stack, 'Bucket', { encryption, encryptionKey }), encryptionKey: new kms.Key(stack, 'TrailKey') }, stack);

    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:bucketEncryptionKeyPolicyNotWritten']);
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['L2', (stack) => new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS_MANAGED })],
    ['L1', (stack) => new s3.CfnBucket(stack, 'Bucket', rules('aws:kms'))],
  ])('that AWS manages is warned of, and the trail has its own: %s', (_, bucketIn) => {
    const stack = newStack({ env: ENV });
    newTrail({ bucket: bucketIn(stack) }, stack);

    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:bucketKeyManagedByAws']);
  });
});

describe('what is known not to work is an error', () => {
  test.each<[string, (stack: Stack) => WellArchitectedTrailProps, string]>([
    ['an asymmetric key', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_2048 }) }), '`encryptionKey` must be a symmetric key for encryption'],
    ['a key for signatures', (stack) => ({ encryptionKey: new kms.CfnKey(stack, 'Key', { keyUsage: 'GENERATE_VERIFY_MAC' }) }), '`encryptionKey` must be a symmetric key for encryption'],
    ['a disabled key', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key', { enabled: false }) }), '`encryptionKey` must be an enabled key'],
    ['a disabled key behind an alias', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key', { enabled: false }).addAlias('audit') }), '`encryptionKey` must be an enabled key'],
    ['a key that AWS manages', (stack) => ({ encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3') }), '`encryptionKey` must not be a key that AWS manages'],
    ['access logs under a KMS key', (stack) => ({ accessLogs: { bucket: new s3.Bucket(stack, 'Access', { encryption }) } }), '`accessLogs.bucket` must be encrypted with S3 managed keys'],
    ['locked access logs', (stack) => ({
      accessLogs: { bucket: new s3.CfnBucket(stack, 'Access', { objectLockEnabled: true, objectLockConfiguration: { rule: { defaultRetention: { days: 1, mode: 'GOVERNANCE' } } } }) },
    }), '`accessLogs.bucket` must not have a default retention of Object Lock'],
  ])('%s', (_, props, message) => {
    const stack = newStack({ env: ENV });
    expect(() => newTrail(props(stack), stack)).toThrow(message);
  });

  test('access logs in a bucket that could lock them are warned of', () => {
    const stack = newStack({ env: ENV });
    newTrail({ accessLogs: { bucket: new s3.Bucket(stack, 'Access', { objectLockEnabled: true }) } }, stack);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:accessLogsWithObjectLock']);
  });
});

test('the key of the bucket still serves log groups that it encrypted as the key of the trail', () => {
  const stack = newStack({ env: ENV });
  const own = new kms.Key(stack, 'Own');
  newTrail({ bucket: new s3.Bucket(stack, 'Bucket', { encryptionKey: own }), encryptionKey: new kms.Key(stack, 'Other') }, stack);
  const { properties, arn } = Deployment.of(stack).resources('AWS::KMS::Key').find(({ logicalId }) => logicalId.startsWith('Own'))!;
  const use = (logGroup: string) => evaluate(properties.KeyPolicy, {
    principal: { service: 'logs.eu-west-1.amazonaws.com' }, action: 'kms:Decrypt', resource: arn!, context: { 'kms:EncryptionContext:aws:logs:arn': logGroup },
  });

  expect(use('arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cloudtrail/former')).toBe('allow');
  expect(use('arn:aws:logs:eu-west-1:999988887777:log-group:/aws/cloudtrail/former')).toBe('implicit deny');
});

test('a key of another account serves no log group', () => {
  const stack = newStack({ env: ENV });
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', {
    bucketName: 'org-logs', account: '222233334444', encryptionKey: kms.Key.fromKeyArn(stack, 'Own', 'arn:aws:kms:eu-west-1:222233334444:key/1'),
  });
  newTrail({ bucket, encryptionKey: kms.Key.fromKeyArn(stack, 'Other', 'arn:aws:kms:eu-west-1:222233334444:key/2') }, stack);

  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('`bucket.encryptionKey` is not managed')).map(({ entry }) => String(entry.data)).join())
    .not.toContain('logs.eu-west-1.amazonaws.com');
});
