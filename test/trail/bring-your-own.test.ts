import { App, Duration, Lazy, Stack, type StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { newStack, newTrail, propertiesOf, warningsOf } from '../helpers/trails';
import { LogRetention, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const policyOf = (document: unknown) => JSON.stringify(document);

describe('an existing bucket', () => {
  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['L2', (stack) => new s3.Bucket(stack, 'Logs')],
    ['L1', (stack) => new s3.CfnBucket(stack, 'Logs')],
  ])('of the same stack gets the statements, and the trail waits for them: %s', (_, existing) => {
    const stack = newStack();
    const bucket = existing(stack);
    const trail = newTrail({ bucket }, stack);
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::S3::Bucket', 1);
    expect(trail.accessLogBucket).toBeUndefined();
    expect(stack.resolve(trail.bucket.bucketName)).toEqual(stack.resolve(bucket.bucketRef.bucketName));
    const [[policyId, policy]] = Object.entries(template.findResources('AWS::S3::BucketPolicy'));
    expect(policy.Properties.PolicyDocument.Statement)
      .toEqual(expect.arrayContaining(trail.bucketPolicyStatements.map((statement) => stack.resolve(statement.toStatementJson()))));
    template.hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.arrayWith([policyId]) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['by name', (stack) => s3.Bucket.fromBucketName(stack, 'Logs', 'central-logs')],
    ['by ARN', (stack) => s3.Bucket.fromBucketArn(stack, 'Logs', 'arn:aws:s3:::central-logs')],
    ['by attributes, of another account', (stack) => s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'central-logs', account: '444455556666', region: 'eu-west-1' })],
  ])('that is imported %s belongs to somebody else, who is told what to add', (_, imported) => {
    const stack = newStack({ env: HERE });
    const trail = newTrail({ bucket: imported(stack), trailName: 'audit' }, stack);
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::S3::BucketPolicy', 0);
    template.hasResourceProperties('AWS::CloudTrail::Trail', { S3BucketName: 'central-logs' });
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:bucketPolicyNotWritten']);
    expect(trail.bucketPolicyStatements.map((statement) => stack.resolve(statement.toStatementJson()))).toEqual([
      expect.objectContaining({ Action: 's3:GetBucketAcl' }),
      expect.objectContaining({ Action: 's3:PutObject' }),
    ]);
  });

  test('takes no settings of a new one', () => {
    const settings: Partial<WellArchitectedTrailProps> = {
      retention: LogRetention.days(400), objectLock: s3.ObjectLockRetention.governance(Duration.days(1)), accessLogs: {},
    };
    for (const [prop, value] of Object.entries(settings)) {
      const stack = newStack();
      expect(() => newTrail({ bucket: new s3.Bucket(stack, 'Logs'), [prop]: value }, stack))
        .toThrow(`\`${prop}\` cannot be combined with \`bucket\`, got: `);
    }
  });

  test('serves two trails, each with its own statements', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Logs');
    const trails = ['One', 'Two'].map((id) => new WellArchitectedTrail(stack, id, { bucket, bucketKeyPrefix: id }));
    const { Statement: statements } = propertiesOf(Template.fromStack(stack), 'AWS::S3::BucketPolicy').PolicyDocument;

    expect(statements).toHaveLength(4);
    expect(new Set(statements.map(({ Sid }: { Sid: string }) => Sid)).size).toBe(4);
    for (const trail of trails) {
      expect(policyOf(statements)).toContain(`:trail/${trail.trailName}"`);
    }
  });
});

describe('a resource that is neither L1 nor L2', () => {
  /** All that an input of the library asks for. */
  class Reference extends Construct implements s3.IBucketRef, kms.IKeyRef {
    public readonly env = HERE;
    public readonly bucketRef = { bucketName: 'logs', bucketArn: 'arn:aws:s3:::logs' };
    public readonly keyRef = { keyId: 'k', keyArn: `arn:aws:kms:eu-west-1:${HERE.account}:key/k` };
  }

  test('serves, and its owner is told what to add', () => {
    const stack = newStack({ env: HERE });
    const reference = new Reference(stack, 'Reference');
    const trail = newTrail({ bucket: reference, encryptionKey: reference }, stack);

    Template.fromStack(stack).hasResourceProperties('AWS::CloudTrail::Trail', { S3BucketName: 'logs', KMSKeyId: reference.keyRef.keyArn });
    expect(trail.grantRead(new iam.AccountPrincipal(HERE.account))).toBeDefined();
    expect(warningsOf(stack).sort()).toEqual(['cdk-well-architected-trail:bucketPolicyNotWritten', 'cdk-well-architected-trail:encryptionKeyPolicyNotWritten']);
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

  test('that is an L1 serves two trails', () => {
    const stack = newStack();
    const encryptionKey = new kms.CfnKey(stack, 'Existing', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
    const trails = ['One', 'Two'].map((id) => new WellArchitectedTrail(stack, id, { encryptionKey }));

    const { Statement: statements } = propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy;
    expect(statements).toHaveLength(6);
    for (const trail of trails) {
      expect(policyOf(statements)).toContain(`:trail/${trail.trailName}"`);
    }
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

  test('that is imported belongs to somebody else, who is told what to add', () => {
    const stack = newStack({ env: HERE });
    const trail = newTrail({ encryptionKey: kms.Key.fromKeyArn(stack, 'Existing', `arn:aws:kms:eu-west-1:${HERE.account}:key/k`) }, stack);

    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:encryptionKeyPolicyNotWritten']);
    expect(trail.keyPolicyStatements).toHaveLength(3);
  });

  test('of another Region than the bucket is refused', () => {
    const stack = newStack({ env: HERE });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Existing', `arn:aws:kms:us-east-1:${HERE.account}:key/k`);
    expect(() => newTrail({ encryptionKey }, stack)).toThrow("`encryptionKey` must be a key in the Region of the bucket (eu-west-1), got: 'us-east-1'");
  });

  test('is needed where the bucket is in another Region', () => {
    const stack = newStack({ env: HERE });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', region: 'us-east-1' });
    expect(() => newTrail({ bucket }, stack)).toThrow("`encryptionKey` must be a key in the Region of the bucket (us-east-1), got: 'eu-west-1'");
  });

  test('beside a bucket of another Region leaves the log group and the topic to a second key', () => {
    const stack = newStack({ env: HERE });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', region: 'us-east-1' });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Existing', `arn:aws:kms:us-east-1:${HERE.account}:key/k`);
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

describe('resources of other stacks', () => {
  const inOtherStack = (here: StackProps, there: StackProps, props: (other: Stack) => WellArchitectedTrailProps) => {
    const app = new App();
    return () => newTrail(props(new Stack(app, 'Other', there)), new Stack(app, 'Audit', here));
  };

  test.each<[string, StackProps, StackProps]>([
    ['both without environment', {}, {}],
    ['both in the same one', { env: HERE }, { env: HERE }],
  ])('are fine: %s', (_, here, there) => {
    expect(inOtherStack(here, there, (other) => ({ bucket: new s3.Bucket(other, 'Logs'), encryptionKey: new kms.Key(other, 'Key') }))).not.toThrow();
  });

  test.each([
    ['bucket', { env: HERE }, {}, 'account', 'of the resource', (other: Stack) => ({ bucket: new s3.Bucket(other, 'R') })],
    ['encryptionKey', {}, { env: HERE }, 'account', 'of the trail', (other: Stack) => ({ encryptionKey: new kms.Key(other, 'R') })],
    ['accessLogs.bucket', { env: HERE }, { env: { account: HERE.account } }, 'Region', 'of the resource', (other: Stack) => ({ accessLogs: { bucket: new s3.Bucket(other, 'R') } })],
    ['notifications.topic', { env: HERE }, {}, 'account', 'of the resource', (other: Stack) => ({ notifications: { topic: new sns.Topic(other, 'R') } })],
  ] as const)('%s must not know more or less of its place than the trail', (prop, here, there, what, whose, props) => {
    expect(inOtherStack(here, there, props)).toThrow(
      `\`${prop}\` is in another stack, and only one of the two stacks names its ${what}, got: '${what} ${whose} unknown'`,
    );
  });

  test.each([
    ['account', { account: '444455556666', region: 'eu-west-1' }, HERE.account, '444455556666'],
    ['Region', { account: HERE.account, region: 'us-east-1' }, HERE.region, 'us-east-1'],
  ])('access logs must stay in the same %s', (what, env, own, theirs) => {
    expect(inOtherStack({ env: HERE }, { env }, (other) => ({ accessLogs: { bucket: new s3.Bucket(other, 'R', { bucketName: 'access' }) } })))
      .toThrow(`\`accessLogs.bucket\` must be in the ${what} of the trail (${own}), got: '${theirs}'`);
  });

  test('a bucket must be in the same partition', () => {
    const stack = newStack({ env: HERE });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', region: 'cn-north-1' });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws-cn:kms:cn-north-1:444455556666:key/k');
    expect(() => newTrail({ bucket, encryptionKey }, stack)).toThrow("`bucket` must be in the partition of the trail (aws), got: 'cn-north-1'");
  });
});
