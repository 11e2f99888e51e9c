import { Duration, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ENV } from '../fixtures/accounts';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, newStack, newTrail, propertiesOf, sidsOf, templateOf, templateOfTwoTrails, warningsOf } from '../helpers/trails';
import { centralCfnBucket } from '../policies/requests/shared-scenarios';
import { LogRetention, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

describe('a new bucket', () => {
  describe.each([['log bucket', LOG_BUCKET], ['access log bucket', ACCESS_LOG_BUCKET]])('the %s', (_, having) => {
    const template = templateOf();
    const bucket = propertiesOf(template, 'AWS::S3::Bucket', having);

    test('is closed to the public', () => {
      expect(bucket.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      });
    });

    test('has ACLs switched off', () => {
      expect(bucket.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
      expect(bucket).not.toHaveProperty('AccessControl');
    });

    test('is versioned', () => {
      expect(bucket.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    });

    test('keeps objects for a year, and everything that is deleted for another one', () => {
      expect(bucket.LifecycleConfiguration.Rules).toEqual([
        { Id: 'Expire', Status: 'Enabled', ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 365 } },
        { Id: 'CleanUp', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, ExpiredObjectDeleteMarker: true },
      ]);
    });
  });

  test('all buckets and their policies are retained, unless the first deployment fails', () => {
    const template = templateOf();
    for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy']) {
      template.allResources(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('the log bucket is encrypted with the key of the trail, by way of a bucket key', () => {
    const template = templateOf();
    expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: propertiesOf(template, 'AWS::CloudTrail::Trail').KMSKeyId },
    }]);
  });
});

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
  ])('that is imported %s keeps its policy, and its owner is told what to add', (_, imported) => {
    const stack = newStack({ env: ENV });
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

  test.each<[string, WellArchitectedTrailProps]>([
    ['retention', { retention: LogRetention.days(400) }],
    ['objectLock', { objectLock: s3.ObjectLockRetention.governance(Duration.days(1)) }],
    ['accessLogs', { accessLogs: {} }],
  ])('a bucket has its own %s', (prop, props) => {
    const stack = newStack();
    expect(() => newTrail({ ...props, bucket: new s3.Bucket(stack, 'Brought') }, stack))
      .toThrow(`\`${prop}\` cannot be combined with \`bucket\`, got: `);
  });

  test('serves two trails, each with its own statements', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Logs');
    const trails = ['One', 'Two'].map((id) => new WellArchitectedTrail(stack, id, { bucket, bucketKeyPrefix: id }));
    const { Statement: statements } = propertiesOf(Template.fromStack(stack), 'AWS::S3::BucketPolicy').PolicyDocument;

    expect(statements).toHaveLength(4);
    expect(new Set(statements.map(({ Sid }: { Sid: string }) => Sid)).size).toBe(4);
    for (const trail of trails) {
      expect(JSON.stringify(statements)).toContain(`:trail/${trail.trailName}"`);
    }
  });

  test('have one policy of the bucket, which CDK makes for an L1', () => {
    const template = templateOfTwoTrails((stack) => ({ bucket: new s3.CfnBucket(stack, 'Bucket'), encryptionKey: new kms.Key(stack, 'Key') }));
    expect(sidsOf(propertiesOf(template, 'AWS::S3::BucketPolicy').PolicyDocument)).toEqual(['AWSCloudTrailAclCheck', 'AWSCloudTrailWrite', 'AWSCloudTrailAclCheck', 'AWSCloudTrailWrite']);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('extend the policy that an L1 bucket has already, and wait for it', () => {
    const template = templateOfTwoTrails((stack) => ({ bucket: centralCfnBucket(stack).bucket }));
    const { Statement } = propertiesOf(template, 'AWS::S3::BucketPolicy').PolicyDocument;
    expect(Statement.map(({ Effect }: any) => Effect)).toEqual(['Deny', 'Deny', 'Allow', 'Allow', 'Allow', 'Allow']);
    for (const { DependsOn } of Object.values<any>(template.findResources('AWS::CloudTrail::Trail'))) {
      expect(DependsOn).toContain('CentralPolicy');
    }
  });

  test('a bucket must be in the same partition', () => {
    const stack = newStack({ env: ENV });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', region: 'cn-north-1' });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws-cn:kms:cn-north-1:444455556666:key/k');
    expect(() => newTrail({ bucket, encryptionKey }, stack)).toThrow("`bucket` must be in the partition of the trail (aws), got: 'cn-north-1'");
  });
});
