import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, ENV, OTHER_ACCOUNT } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { newStack, newTrail, propertiesOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { type AccessRequest, authorize, type PolicyDocument } from '../oracles/policy-evaluator';
import { centralCfnBucket, centralCfnKey } from '../policies/requests/shared-scenarios';
import { TrailLogArchive, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** What a role may do with the log files of a trail after `grantRead`. */
function granted(account: string, props: WellArchitectedTrailProps = {}, env: object | undefined = ENV) {
  const app = new App();
  const stack = new Stack(app, 'Audit', { env });
  const trail = new WellArchitectedTrail(stack, 'Trail', props);
  const home = account === ACCOUNT ? stack : new Stack(app, 'Readers', { env: { account, region: 'eu-west-1' } });
  // The bucket policy of another account has to name the role before it exists.
  const role = new iam.Role(home, 'Role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() });
  const grant = trail.grantRead(role);

  const deployment = Deployment.of(app);
  const bucket = deployment.resources('AWS::S3::Bucket').find(({ properties }) => properties.LoggingConfiguration)!;
  const policies = {
    bucket: deployment.resources('AWS::S3::BucketPolicy').find(({ properties }) => properties.Bucket === bucket.ref)!.properties.PolicyDocument,
    key: deployment.resource('AWS::KMS::Key').properties.KeyPolicy,
    identity: deployment.resources('AWS::IAM::Policy').map(({ properties }) => properties.PolicyDocument as PolicyDocument),
  };
  const secure = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
  const ask = (request: Omit<AccessRequest, 'principal'>, principal = `arn:aws:iam::${account}:role/reader`) => authorize({
    resourceAccount: ACCOUNT,
    resourcePolicy: request.action.startsWith('kms:') ? policies.key : policies.bucket,
    identityPolicies: principal.endsWith('/reader') ? policies.identity : [],
    needsDelegation: request.action.startsWith('kms:'),
  }, { context: secure, ...request, principal: { arn: principal } });
  return { grant, ask, bucket: bucket.arn!, key: deployment.resource('AWS::KMS::Key').arn!, policies };
}

inEveryStrength(() => {
  describe.each([['the same account', ACCOUNT], ['another account', OTHER_ACCOUNT]])('grantRead to a role of %s', (_, account) => {
    const { grant, ask, bucket, key } = granted(account, { bucketKeyPrefix: 'audit' });
    const file = `${bucket}/audit/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/24/x.json.gz`;

    test.each([
      ['gets log files', 's3:GetObject', file],
      ['gets digest files', 's3:GetObject', file.replace('/CloudTrail/', '/CloudTrail-Digest/')],
      ['gets old versions', 's3:GetObjectVersion', file],
      ['lists them', 's3:ListBucket', bucket],
      ['lists old versions', 's3:ListBucketVersions', bucket],
      ['finds the Region', 's3:GetBucketLocation', bucket],
      ['decrypts', 'kms:Decrypt', key],
    ])('%s', (__, action, resource) => {
      expect(ask({ action, resource })).toBe('allow');
    });

    test.each([
      ['s3:PutObject', file],
      ['s3:DeleteObject', file],
      ['s3:DeleteObjectVersion', file],
      ['s3:BypassGovernanceRetention', file],
      ['s3:PutBucketPolicy', bucket],
      ['s3:PutLifecycleConfiguration', bucket],
      ['s3:GetObject', `${bucket}/elsewhere/x`],
      ['s3:GetObject', `${bucket}/AWSLogs/${ACCOUNT}/x`],
      ['s3:GetObject', file.replace(bucket, `${bucket}-2`)],
      ['kms:Encrypt', key],
      ['kms:GenerateDataKey', key],
      ['kms:ScheduleKeyDeletion', key],
    ])('does not allow %s on %s', (action, resource) => {
      expect(ask({ action, resource })).toBe('implicit deny');
    });

    test('does not allow anything to another role', () => {
      for (const [action, resource] of [['s3:GetObject', file], ['s3:ListBucket', bucket], ['kms:Decrypt', key]]) {
        expect(ask({ action, resource }, `arn:aws:iam::${account}:role/app`)).toBe('implicit deny');
      }
    });

    test('does not allow reading without TLS', () => {
      expect(ask({ action: 's3:GetObject', resource: file, context: { 'aws:SecureTransport': 'false', 's3:TlsVersion': '1.3' } })).toBe('explicit deny');
    });

    test('succeeds', () => {
      expect(grant.success).toBe(true);
      expect(() => grant.assertSuccess()).not.toThrow();
    });
  });

  test('within one account, the policies of bucket and key stay as they are', () => {
    const { policies } = granted(ACCOUNT);
    expect(JSON.stringify([policies.bucket, policies.key])).not.toContain('role/reader');
  });

  test('a role of another account is named in the policies of bucket and key', () => {
    const { policies } = granted(OTHER_ACCOUNT);
    for (const policy of [policies.bucket, policies.key]) {
      expect(JSON.stringify(policy)).toContain(`arn:aws:iam::${OTHER_ACCOUNT}:role/reader`);
    }
  });

  test('works in a stack without environment', () => {
    const { ask, bucket, key } = granted(ACCOUNT, {}, undefined);
    expect(ask({ action: 's3:GetObject', resource: `${bucket}/AWSLogs/${ACCOUNT}/x` })).toBe('allow');
    expect(ask({ action: 'kms:Decrypt', resource: key })).toBe('allow');
  });

  describe('grantRead to a role that exists already', () => {
    test.each([
      ['the same account', ACCOUNT, false],
      ['another account', OTHER_ACCOUNT, true],
    ])('in %s', (_, account, named) => {
      const stack = new Stack(new App(), 'Audit', { env: ENV });
      const trail = new WellArchitectedTrail(stack, 'Trail');
      const grant = trail.grantRead(iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${account}:role/reader`));
      const template = Template.fromStack(stack);

      expect(grant.success).toBe(true);
      expect(JSON.stringify(template.findResources('AWS::S3::BucketPolicy')).includes('role/reader')).toBe(named);
      expect(JSON.stringify(template.findResources('AWS::KMS::Key')).includes('role/reader')).toBe(named);
      template.resourceCountIs('AWS::IAM::Policy', named ? 0 : 1);
    });
  });

  test('grantRead to a whole account admits it by both policies', () => {
    const stack = new Stack(new App(), 'Audit', { env: ENV });
    new WellArchitectedTrail(stack, 'Trail').grantRead(new iam.AccountPrincipal(OTHER_ACCOUNT));

    for (const type of ['AWS::S3::BucketPolicy', 'AWS::KMS::Key']) {
      expect(JSON.stringify(Template.fromStack(stack).findResources(type))).toContain(`:iam::${OTHER_ACCOUNT}:root`);
    }
  });

  describe('readers of a trail that delivers to a log archive', () => {
    const ENV_OF_ARCHIVE = { account: OTHER_ACCOUNT, region: 'eu-west-1' };
    const READER = `arn:aws:iam::${ACCOUNT}:role/reader`;
    const created = (stack: Stack) => new iam.Role(stack, 'Role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() });
    const imported = (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', READER);

    test.each([['created', created], ['imported', imported]])('a role that is %s reads by names alone', (_, role) => {
      const app = new App();
      const archive = new TrailLogArchive(new Stack(app, 'Logs', { env: ENV_OF_ARCHIVE }), 'Archive');
      const stack = new Stack(app, 'Audit', { env: ENV });
      const trail = new WellArchitectedTrail(stack, 'Trail', { bucket: archive.bucket, encryptionKey: archive.encryptionKey });
      expect(trail.grantRead(role(stack)).success).toBe(true);

      expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/Fn::(ImportValue|GetStackOutput)/);
      const deployment = Deployment.of(app);
      const key = deployment.resource('AWS::KMS::Key');
      const identityPolicies = deployment.resources('AWS::IAM::Policy').map(({ properties }) => properties.PolicyDocument as PolicyDocument);
      const decrypt = (principal: string, resource = key.arn!) => authorize(
        { resourceAccount: OTHER_ACCOUNT, resourcePolicy: key.properties.KeyPolicy, identityPolicies, needsDelegation: true },
        { principal: { arn: principal }, action: 'kms:Decrypt', resource },
      );
      expect(decrypt(READER)).toBe('allow');
      expect(decrypt(`arn:aws:iam::${ACCOUNT}:role/app`)).toBe('implicit deny');
      expect(decrypt(READER, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/own`)).toBe('implicit deny');
    });

    test('a role of the account of the archive is given this key and no other', () => {
      const stack = new Stack(new App(), 'Logs', { env: ENV_OF_ARCHIVE });
      const archive = new TrailLogArchive(stack, 'Archive');
      archive.grantRead(created(stack));
      const deployment = Deployment.of(stack);

      const statements = deployment.resource('AWS::IAM::Policy').properties.PolicyDocument.Statement;
      expect(statements.find(({ Action }: { Action: string }) => Action === 'kms:Decrypt').Resource).toBe(deployment.resource('AWS::KMS::Key').arn);
    });
  });

  describe('grantRead where bucket, key and reader are in different stacks', () => {
    const reader = (stack: Stack) => new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    const policiesIn = (stack: Stack) => Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties.PolicyDocument);

    test.each([true, false])('to another account adds to the one policy of an L1 bucket (which has one already: %s)', (has) => {
      const stack = newStack({ env: ENV });
      const bucket = has ? centralCfnBucket(stack).bucket : new s3.CfnBucket(stack, 'Central');
      newTrail({ bucket }, stack).grantRead(new iam.AccountPrincipal(OTHER_ACCOUNT));
      const { Statement } = propertiesOf(Template.fromStack(stack), 'AWS::S3::BucketPolicy').PolicyDocument;
      expect(Statement).toHaveLength(has ? 6 : 4);
      expect(JSON.stringify(Statement)).toContain(`:iam::${OTHER_ACCOUNT}:root`);
    });

    test('to a role beside the bucket: the key, whose stack waits for both, names the role', () => {
      const app = new App();
      const [stack, other] = [new Stack(app, 'Audit'), new Stack(app, 'Other')];
      new WellArchitectedTrail(stack, 'Trail', { bucket: new s3.Bucket(other, 'Bucket') }).grantRead(reader(other)).assertSuccess();

      expect(JSON.stringify(policiesIn(other))).not.toContain('kms:');
      const { arn } = Deployment.of(app).resource('AWS::IAM::Role');
      expect(Deployment.of(app).resource('AWS::KMS::Key').properties.KeyPolicy.Statement).toContainEqual({
        Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: arn },
      });
    });

    test('to a role that is imported beside the bucket: the key names it by its ARN', () => {
      const app = new App();
      const [stack, other] = [new Stack(app, 'Audit'), new Stack(app, 'Other')];
      const arn = `arn:aws:iam::${ACCOUNT}:role/reader`;
      new WellArchitectedTrail(stack, 'Trail', { bucket: new s3.Bucket(other, 'Bucket') }).grantRead(iam.Role.fromRoleArn(other, 'Reader', arn)).assertSuccess();

      expect(JSON.stringify(policiesIn(other))).not.toContain('kms:');
      expect(propertiesOf(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy.Statement).toContainEqual({
        Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: arn },
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
});
