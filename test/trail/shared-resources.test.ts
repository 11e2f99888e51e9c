import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { newStack, newTrail, propertiesOf, warningsOf } from '../helpers/trails';
import { centralCfnBucket, centralCfnKey } from '../policies/requests/shared-scenarios';
import { WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const sidsOf = (document: any): string[] => document.Statement.map(({ Sid }: { Sid?: string }) => Sid?.replace(/[0-9a-f]{8}$/, ''));
const OF_ONE_TRAIL = ['AWSCloudTrailAclCheck', 'AWSCloudTrailWrite'];

describe('two trails on the same resources', () => {
  const twoTrails = (props: (stack: Stack) => WellArchitectedTrailProps) => {
    const stack = newStack();
    const same = props(stack);
    for (const id of ['Trail', 'Second']) {
      new WellArchitectedTrail(stack, id, same);
    }
    return Template.fromStack(stack);
  };

  test('have one policy of the bucket, which CDK makes for an L1', () => {
    const template = twoTrails((stack) => ({ bucket: new s3.CfnBucket(stack, 'Bucket'), encryptionKey: new kms.Key(stack, 'Key') }));
    expect(sidsOf(propertiesOf(template, 'AWS::S3::BucketPolicy').PolicyDocument)).toEqual([...OF_ONE_TRAIL, ...OF_ONE_TRAIL]);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('extend the policy that an L1 bucket has already, and wait for it', () => {
    const template = twoTrails((stack) => ({ bucket: centralCfnBucket(stack).bucket }));
    const { Statement } = propertiesOf(template, 'AWS::S3::BucketPolicy').PolicyDocument;
    expect(Statement.map(({ Effect }: any) => Effect)).toEqual(['Deny', 'Deny', 'Allow', 'Allow', 'Allow', 'Allow']);
    for (const { DependsOn } of Object.values<any>(template.findResources('AWS::CloudTrail::Trail'))) {
      expect(DependsOn).toContain('CentralPolicy');
    }
  });

  test('extend the policy that an L1 topic has already', () => {
    const template = twoTrails((stack) => {
      const topic = new sns.CfnTopic(stack, 'Topic');
      const Statement = [{ Sid: 'Own', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topic.ref }];
      new sns.CfnTopicPolicy(stack, 'TopicPolicy', { topics: [topic.ref], policyDocument: { Version: '2012-10-17', Statement } });
      return { notifications: { topic } };
    });
    expect(sidsOf(propertiesOf(template, 'AWS::SNS::TopicPolicy').PolicyDocument)).toEqual(['Own', 'AWSCloudTrailSNSPolicy', 'AWSCloudTrailSNSPolicy']);
  });

  test('have one policy of an L1 topic that had none', () => {
    const template = twoTrails((stack) => ({ notifications: { topic: new sns.CfnTopic(stack, 'Topic') } }));
    expect(sidsOf(propertiesOf(template, 'AWS::SNS::TopicPolicy').PolicyDocument)).toEqual(['AWSCloudTrailSNSPolicy', 'AWSCloudTrailSNSPolicy']);
  });

  test('extend the L2 policy of an L1 topic, in another stack, and wait for it', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Audit'), new Stack(app, 'Other')];
    const topic = new sns.CfnTopic(other, 'Topic');
    new sns.TopicPolicy(other, 'Policy', { topics: [sns.Topic.fromTopicArn(other, 'Imported', topic.ref)] });
    for (const id of ['Trail', 'Second']) {
      new WellArchitectedTrail(stack, id, { notifications: { topic } });
    }

    expect(sidsOf(propertiesOf(Template.fromStack(other), 'AWS::SNS::TopicPolicy').PolicyDocument)).toEqual(['AWSCloudTrailSNSPolicy', 'AWSCloudTrailSNSPolicy']);
    expect(stack.dependencies).toEqual([other]);
  });

  test('leave a policy of a topic alone that only CloudFormation can read, and say what is missing', () => {
    const stack = newStack();
    const topic = new sns.CfnTopic(stack, 'Topic');
    const policyDocument = { 'Fn::Transform': 'TopicPolicy' };
    new sns.CfnTopicPolicy(stack, 'TopicPolicy', { topics: [topic.ref], policyDocument: Lazy.any({ produce: () => policyDocument }) });
    newTrail({ notifications: { topic } }, stack);
    expect(propertiesOf(Template.fromStack(stack), 'AWS::SNS::TopicPolicy').PolicyDocument).toEqual(policyDocument);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:notificationsTopicPolicyNotWritten']);
  });

  test.each<[string, (stack: Stack) => kms.IKeyRef]>([
    ['with a policy', centralCfnKey],
    ['without a policy, which keeps what KMS gives it by default', (stack) => new kms.CfnKey(stack, 'Key')],
  ])('extend the policy of an L1 key %s', (_, key) => {
    const template = twoTrails((stack) => ({ encryptionKey: key(stack) }));
    const { KeyPolicy } = propertiesOf(template, 'AWS::KMS::Key');
    const ofOne = ['AllowCloudTrailEncrypt', 'AllowCloudTrailDecrypt', 'AllowCloudTrailDescribeKey'];
    expect(sidsOf(KeyPolicy)).toEqual([undefined, ...ofOne, ...ofOne]);
    expect(KeyPolicy.Statement[0]).toMatchObject({ Effect: 'Allow', Action: 'kms:*', Resource: '*' });
  });
});

describe('grantRead', () => {
  const reader = (stack: Stack) => new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
  const policiesIn = (stack: Stack) => Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties.PolicyDocument);

  test.each([true, false])('to another account adds to the one policy of an L1 bucket (which has one already: %s)', (has) => {
    const stack = newStack({ env: ENV });
    const bucket = has ? centralCfnBucket(stack).bucket : new s3.CfnBucket(stack, 'Central');
    newTrail({ bucket }, stack).grantRead(new iam.AccountPrincipal('444455556666'));
    const { Statement } = propertiesOf(Template.fromStack(stack), 'AWS::S3::BucketPolicy').PolicyDocument;
    expect(Statement).toHaveLength(has ? 6 : 4);
    expect(JSON.stringify(Statement)).toContain(':iam::444455556666:root');
  });

  test('to a role beside the bucket: the key, whose stack waits for both, names the role', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Audit'), new Stack(app, 'Other')];
    new WellArchitectedTrail(stack, 'Trail', { bucket: new s3.Bucket(other, 'Bucket') }).grantRead(reader(other)).assertSuccess();

    expect(JSON.stringify(policiesIn(other))).not.toContain('kms:');
    expect(propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy.Statement).toContainEqual({
      Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: { 'Fn::ImportValue': expect.stringContaining('Reader') } },
    });
  });

  test('to a role in a third stack leaves the policies of bucket and key alone', () => {
    const app = new App();
    const [stack, other, third] = ['Audit', 'Other', 'Third'].map((id) => new Stack(app, id));
    const trail = new WellArchitectedTrail(stack, 'Trail', { bucket: new s3.Bucket(other, 'Bucket') });
    trail.grantRead(reader(third)).assertSuccess();

    expect(JSON.stringify(policiesIn(third))).toContain('kms:Decrypt');
    expect(JSON.stringify([Template.fromStack(stack), Template.fromStack(other)].map((template) => template.toJSON()))).not.toContain('Reader');
  });

  test('to a role of another stack: an L1 key leaves it to the policies of the account, and the role has one', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Audit'), new Stack(app, 'Other')];
    new WellArchitectedTrail(stack, 'Trail', { encryptionKey: centralCfnKey(stack) }).grantRead(reader(other)).assertSuccess();

    expect(JSON.stringify(policiesIn(other))).toContain('kms:Decrypt');
    const { Statement } = propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy;
    expect(Statement.filter(({ Action, Principal }: any) => Action === 'kms:Decrypt' && Principal.AWS)).toEqual([
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } } },
    ]);
  });

  test('of an L1 bucket that an L2 key encrypts', () => {
    const stack = newStack();
    const serverSideEncryptionByDefault = { sseAlgorithm: 'aws:kms', kmsMasterKeyId: new kms.Key(stack, 'Key').keyArn };
    const bucket = new s3.CfnBucket(stack, 'Bucket', { bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault }] } });
    const [first, second] = ['Trail', 'Second'].map((id) => new WellArchitectedTrail(stack, id, { bucket }));
    first.grantRead(reader(stack)).assertSuccess();

    expect(first.bucket).toBe(second.bucket);
    expect(JSON.stringify(policiesIn(stack))).toContain('"Fn::GetAtt":["Bucket","Arn"]');
  });
});

describe('regionalKey', () => {
  const alias = (stack: Stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/central', targetKey: new kms.Key(stack, 'Key') });
  const importedAlias = (stack: Stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/central');
  const imported = (region = ENV.region, account = ENV.account) => (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${region}:${account}:key/1234`);
  const storage = (encryptionKey: kms.IKey, stack: Stack) => ({
    encryptionKey, bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'logs', region: encryptionKey.env.region }),
  });

  test.each<[string, WellArchitectedTrailProps, (stack: Stack) => kms.IKey, 'none' | 'same' | 'second']>([
    ['nothing to encrypt', {}, alias, 'none'],
    ['a log group that exists already', { cloudWatchLogs: { logGroup: logs.LogGroup.fromLogGroupName(newStack({ env: ENV }), 'Group', 'events') } }, alias, 'none'],
    ['a key of the same account and Region', { cloudWatchLogs: {} }, imported(), 'same'],
    ['a key known by an imported alias', { cloudWatchLogs: {} }, importedAlias, 'second'],
    ['a key known by an imported alias, for a topic', { notifications: {} }, importedAlias, 'second'],
    ['a key of another Region', { cloudWatchLogs: {} }, imported('us-east-1'), 'second'],
    ['a key of another account', { cloudWatchLogs: {}, notifications: {} }, imported(undefined, '444455556666'), 'second'],
  ])('%s', (_, props, key, expected) => {
    const stack = newStack({ env: ENV });
    const trail = newTrail({ ...props, ...storage(key(stack), stack) }, stack);
    const template = Template.fromStack(stack);

    expect(trail.regionalKey).toBe(expected === 'none' ? undefined : expected === 'same' ? trail.encryptionKey : trail.regionalKey);
    expect(trail.regionalKey === trail.encryptionKey).toBe(expected === 'same');
    const local = template.findResources('AWS::KMS::Alias', { Properties: { AliasName: `alias/${trail.trailName}-local` } });
    expect(Object.keys(local)).toHaveLength(expected === 'second' ? 1 : 0);
    for (const { Properties } of Object.values<any>(template.findResources('AWS::Logs::LogGroup'))) {
      expect(Properties.KmsKeyId).toEqual(stack.resolve(trail.regionalKey!.keyArn));
    }
  });

  test('is the key behind an alias of the app', () => {
    const stack = newStack({ env: ENV });
    const encryptionKey = alias(stack);
    const trail = newTrail({ ...storage(encryptionKey, stack), cloudWatchLogs: {}, notifications: {} }, stack);
    const template = Template.fromStack(stack);

    expect(trail.regionalKey).toBe(encryptionKey.aliasTargetKey);
    expect(sidsOf(propertiesOf(template, 'AWS::KMS::Key').KeyPolicy).filter(Boolean).map((sid) => sid!.replace(/[0-9a-f]{8}$/, '')))
      .toEqual(['AllowCloudTrailEncrypt', 'AllowCloudTrailDecrypt', 'AllowCloudTrailDescribeKey', 'AllowCloudWatchLogs', 'AllowCloudTrailPublishEncrypted']);
    expect(propertiesOf(template, 'AWS::Logs::LogGroup').KmsKeyId).toEqual(stack.resolve(encryptionKey.aliasTargetKey.keyArn));
  });

  test('admits CloudWatch Logs and CloudTrail for the topic, and nobody for log files', () => {
    const stack = newStack({ env: ENV });
    newTrail({ cloudWatchLogs: {}, notifications: {}, ...storage(imported('us-east-1')(stack), stack) }, stack);
    expect(sidsOf(propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy)).toEqual([undefined, 'AllowCloudWatchLogs', 'AllowCloudTrailPublishEncrypted']);
  });
});
