import { Lazy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, ENV } from '../fixtures/accounts';
import { newStack, newTrail, propertiesOf, sidsOf, templateOf, templateOfTwoTrails, warningsOf } from '../helpers/trails';
import { centralCfnKey } from '../policies/requests/shared-scenarios';
import { TrailLogArchive, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const dependenciesOf = (template: Template): string[] => Object.values(template.findResources('AWS::CloudTrail::Trail'))[0].DependsOn;

describe('a new key', () => {
  const template = templateOf();
  const trail = propertiesOf(template, 'AWS::CloudTrail::Trail');

  test('has a key that rotates, is deleted after 30 days, and is retained', () => {
    template.hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true, PendingWindowInDays: 30, KeySpec: Match.absent(), KeyUsage: Match.absent(), Enabled: Match.absent() },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('names the key by an alias', () => {
    expect(propertiesOf(template, 'AWS::KMS::Alias')).toEqual({ AliasName: `alias/${trail.TrailName}`, TargetKeyId: trail.KMSKeyId });
  });
});

describe('an existing key', () => {
  test('whose policy cannot be read is left as it is, and its owner is told what to add', () => {
    const stack = newStack();
    const policy = { Version: '2012-10-17', Statement: [{ Sid: 'Own', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }] };
    newTrail({ encryptionKey: new kms.CfnKey(stack, 'Existing', { keyPolicy: Lazy.any({ produce: () => policy }) }) }, stack);

    expect(propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy).toEqual(policy);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:encryptionKeyPolicyNotWritten']);
  });

  test('a key policy that only CloudFormation can read stays as it is', () => {
    const stack = newStack();
    const keyPolicy = { Version: '2012-10-17', Statement: [{ 'Fn::If': ['Strict', {}, {}] }] };
    newTrail({ encryptionKey: new kms.CfnKey(stack, 'Key', { keyPolicy }) }, stack);
    expect(propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy).toEqual(keyPolicy);
  });

  test('that is an L1 serves two trails', () => {
    const stack = newStack();
    const encryptionKey = new kms.CfnKey(stack, 'Existing', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
    const trails = ['One', 'Two'].map((id) => new WellArchitectedTrail(stack, id, { encryptionKey }));

    const { Statement: statements } = propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy;
    expect(statements).toHaveLength(7);
    for (const trail of trails) {
      expect(JSON.stringify(statements)).toContain(`:trail/${trail.trailName}"`);
    }
  });

  test.each<[string, (stack: Stack) => kms.IKeyRef]>([
    ['with a policy', centralCfnKey],
    ['without a policy, which keeps what KMS gives it by default', (stack) => new kms.CfnKey(stack, 'Key')],
  ])('extend the policy of an L1 key %s', (_, key) => {
    const template = templateOfTwoTrails((stack) => ({ encryptionKey: key(stack) }));
    const { KeyPolicy } = propertiesOf(template, 'AWS::KMS::Key');
    const ofOne = ['AllowCloudTrailEncrypt', 'AllowCloudTrailDecrypt', 'AllowCloudTrailDescribeKey'];
    expect(sidsOf(KeyPolicy)).toEqual([undefined, ...ofOne, 'AllowCloudWatchLogsForTrails', ...ofOne]);
    expect(KeyPolicy.Statement[0]).toMatchObject({ Effect: 'Allow', Action: 'kms:*', Resource: '*' });
  });

  test.each<[string, (stack: Stack) => kms.IKeyRef]>([
    ['L2', (stack) => new kms.Key(stack, 'Existing')],
    ['L1', (stack) => new kms.CfnKey(stack, 'Existing', { keyPolicy: { Version: '2012-10-17', Statement: [] } })],
  ])('of the same stack gets the statements: %s', (_, existing) => {
    const stack = newStack();
    const key = existing(stack);
    const trail = newTrail({ encryptionKey: key }, stack);
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::CloudTrail::Trail', { KMSKeyId: stack.resolve(key.keyRef.keyArn) });
    expect(propertiesOf(template, 'AWS::KMS::Key').KeyPolicy.Statement)
      .toEqual(expect.arrayContaining(trail.keyPolicyStatements.map((statement) => stack.resolve(statement.toStatementJson()))));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is imported keeps its policy, and its owner is told what to add', () => {
    const stack = newStack({ env: ENV });
    const trail = newTrail({ encryptionKey: kms.Key.fromKeyArn(stack, 'Existing', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`) }, stack);

    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:encryptionKeyPolicyNotWritten']);
    expect(sidsOf({ Statement: trail.keyPolicyStatements.map((statement) => statement.toStatementJson()) })).toEqual([
      'AllowCloudTrailEncrypt', 'AllowCloudTrailDecrypt', 'AllowCloudTrailDescribeKey', 'AllowCloudWatchLogsForTrails',
    ]);
  });

  test('of another Region than the bucket is refused', () => {
    const stack = newStack({ env: ENV });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Existing', `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`);
    expect(() => newTrail({ encryptionKey }, stack)).toThrow("`encryptionKey` must be a key in the Region of the bucket (eu-west-1), got: 'us-east-1'");
  });

  test('is needed where the bucket is in another Region', () => {
    const stack = newStack({ env: ENV });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', region: 'us-east-1' });
    expect(() => newTrail({ bucket }, stack)).toThrow("`encryptionKey` must be a key in the Region of the bucket (us-east-1), got: 'eu-west-1'");
  });
});

describe('a key that is known by an alias', () => {
  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['addAlias', (stack) => new kms.Key(stack, 'Key').addAlias('audit')],
    ['new Alias', (stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/audit', targetKey: new kms.Key(stack, 'Key') })],
    ['fromAliasAttributes', (stack) => kms.Alias.fromAliasAttributes(stack, 'Alias', { aliasName: 'alias/audit', aliasTargetKey: new kms.Key(stack, 'Key', { alias: 'audit' }) })],
  ])('the trail is created after the alias and the key: %s', (_, key) => {
    const stack = newStack({ env: ENV });
    newTrail({ encryptionKey: key(stack) }, stack);
    const template = Template.fromStack(stack);

    expect(dependenciesOf(template)).toEqual(expect.arrayContaining(Object.keys(template.findResources('AWS::KMS::Alias', { Properties: { AliasName: 'alias/audit' } }))));
    expect(dependenciesOf(template)).toEqual(expect.arrayContaining(Object.keys(template.findResources('AWS::KMS::Key'))));
  });

  test('the trail is created after the alias of an archive in its stack', () => {
    const stack = newStack({ env: ENV });
    const { bucket, encryptionKey } = new TrailLogArchive(stack, 'Archive');
    newTrail({ bucket, encryptionKey }, stack);
    const template = Template.fromStack(stack);

    expect(dependenciesOf(template)).toEqual(expect.arrayContaining(Object.keys(template.findResources('AWS::KMS::Alias'))));
  });

  test('readers may decrypt with what an imported alias stands for, and its owner is told the rest', () => {
    const stack = newStack({ env: ENV });
    const encryptionKey = kms.Alias.fromAliasName(stack, 'Alias', 'alias/audit');
    const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    newTrail({ encryptionKey }, stack).grantRead(reader).assertSuccess();

    expect(propertiesOf(Template.fromStack(stack), 'AWS::IAM::Policy').PolicyDocument.Statement).toContainEqual(expect.objectContaining({
      Action: 'kms:Decrypt',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:eu-west-1:111122223333:key/*']] },
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/audit' } },
    }));
    expect(warningsOf(stack)).toContain('cdk-well-architected-trail:aliasKeyPolicyNotWritten');
  });

  test('a key of the stack is a dependency by its reference alone', () => {
    const stack = newStack({ env: ENV });
    newTrail({ encryptionKey: new kms.Key(stack, 'Key') }, stack);
    Template.fromStack(stack).hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.not(Match.arrayWith([Match.stringLikeRegexp('^Key')])) });
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
    expect(sidsOf(propertiesOf(template, 'AWS::KMS::Key').KeyPolicy).filter(Boolean))
      .toEqual(['AllowCloudTrailEncrypt', 'AllowCloudTrailDecrypt', 'AllowCloudTrailDescribeKey', 'AllowCloudWatchLogsForTrails', 'AllowCloudTrailPublishEncrypted']);
    expect(propertiesOf(template, 'AWS::Logs::LogGroup').KmsKeyId).toEqual(stack.resolve(encryptionKey.aliasTargetKey.keyArn));
  });

  test('admits CloudWatch Logs and CloudTrail for the topic, and nobody for log files', () => {
    const stack = newStack({ env: ENV });
    newTrail({ cloudWatchLogs: {}, notifications: {}, ...storage(imported('us-east-1')(stack), stack) }, stack);
    expect(sidsOf(propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy)).toEqual([undefined, 'AllowCloudWatchLogs', 'AllowCloudTrailPublishEncrypted']);
  });

  test('beside a bucket of another Region leaves the log group and the topic to a second key', () => {
    const stack = newStack({ env: ENV });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', region: 'us-east-1' });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Existing', `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`);
    const trail = newTrail({ bucket, encryptionKey, cloudWatchLogs: {}, notifications: {} }, stack);
    const template = Template.fromStack(stack);

    expect(trail.regionalKey).not.toBe(trail.encryptionKey);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(trail.regionalKey!.keyArn) });
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: stack.resolve(trail.regionalKey!.keyArn) });
    const sids = propertiesOf(template, 'AWS::KMS::Key').KeyPolicy.Statement.flatMap(({ Sid }: { Sid?: string }) => Sid ?? []);
    expect(sids).toEqual(['AllowCloudWatchLogs', 'AllowCloudTrailPublishEncrypted']);
  });

  test('is the only one where it serves everything', () => {
    const stack = newStack();
    const trail = newTrail({ cloudWatchLogs: {}, notifications: {} }, stack);
    expect(trail.regionalKey).toBe(trail.encryptionKey);
    expect(newTrail().regionalKey).toBeUndefined();
  });
});
