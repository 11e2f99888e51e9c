import { App, Duration, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logArchive } from '../../examples/log-archive';
import { circlesOf, crossStackReferences } from '../helpers/resource-graph';
import { LOG_BUCKET, propertiesOf, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { logGroupCases } from '../policies/requests/optional-requests';
import { factsOf, keyNamed } from '../policies/requests/shared-storage';
import { decide } from '../policies/requests/trail-requests';
import { LogRetention, TrailLogArchive, type TrailLogArchiveProps, WellArchitectedTrail } from 'cdk-well-architected-trail';

const ARCHIVE = { account: '222233334444', region: 'eu-west-1' };
const WORKLOAD = { account: '333344445555', region: 'us-east-1' };

function newArchive(props?: TrailLogArchiveProps, app = new App()) {
  const stack = new Stack(app, 'LogArchive', { env: ARCHIVE });
  const archive = new TrailLogArchive(stack, 'Archive', props);
  return { app, stack, archive, storage: { bucket: archive.bucket, encryptionKey: archive.encryptionKey } };
}

const templateOf = (props?: TrailLogArchiveProps) => Template.fromStack(newArchive(props).stack);

describe('a log archive', () => {
  test('makes buckets, policies, key and alias, and nothing else', () => {
    const types = Object.values<any>(templateOf().toJSON().Resources).map(({ Type }) => Type).sort();
    expect(types).toEqual(['AWS::KMS::Alias', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::S3::BucketPolicy']);
  });

  test('encrypts with its key, by way of a bucket key', () => {
    const template = templateOf();
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).BucketEncryption.ServerSideEncryptionConfiguration)
      .toEqual([{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [key, 'Arn'] } } }]);
  });

  test('takes retention, Object Lock and access logs', () => {
    const stack = new Stack(new App(), 'LogArchive', { env: ARCHIVE });
    const bucket = new s3.Bucket(stack, 'Existing');
    const archive = new TrailLogArchive(stack, 'Archive', {
      retention: LogRetention.pciDss(), objectLock: s3.ObjectLockRetention.compliance(Duration.days(100)), accessLogs: { bucket },
    });
    expect(archive.accessLogBucket).toBe(bucket);
    expect(propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', LOG_BUCKET)).toMatchObject({
      ObjectLockEnabled: true,
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: LogRetention.pciDss().expiration!.toDays() }, {}] },
      LoggingConfiguration: { DestinationBucketName: stack.resolve(bucket.bucketName), LogFilePrefix: expect.stringMatching(/^logarchive-archive-.*\/$/) },
    });
  });

  test.each<[TrailLogArchiveProps, string[]]>([
    [{}, []],
    [{ retention: LogRetention.days(30) }, ['cdk-well-architected-trail:shortRetention']],
    [{ removalPolicy: RemovalPolicy.DESTROY }, ['cdk-well-architected-trail:evidenceDestroyed']],
  ])('%j warns: %j', (props, warnings) => {
    expect(warningsOf(newArchive(props).stack)).toEqual(warnings);
  });

  test.each<[TrailLogArchiveProps, string]>([
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, "`removalPolicy` must be RETAIN or DESTROY: buckets, keys and log groups do not support snapshots, got: 'snapshot'"],
    [{ removalPolicy: RemovalPolicy.DESTROY, objectLock: s3.ObjectLockRetention.governance(Duration.days(1)) },
      "`removalPolicy` cannot be DESTROY when `objectLock` is set: locked objects prevent the bucket from being emptied, got: 'destroy'"],
    [{ objectLock: s3.ObjectLockRetention.governance(Duration.days(366)) },
      "`retention` must be at least as long as `objectLock` (366 days), because locked files cannot expire earlier, got: '365 days'"],
    [{ accessLogs: { bucket: s3.Bucket.fromBucketName(new Stack(), 'Bucket', 'access-logs'), retention: LogRetention.days(400) } },
      '`accessLogs.retention` cannot be combined with `accessLogs.bucket`, got: LogRetention'],
  ])('refuses %#, before anything is created', (props, message) => {
    const stack = new Stack(new App(), 'LogArchive', { env: ARCHIVE });
    expect(() => new TrailLogArchive(stack, 'Archive', props)).toThrow(message);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

});

describe('trails of other accounts', () => {
  const { app, stack, storage } = newArchive();
  const workload = new Stack(app, 'Workload', { env: WORKLOAD });
  const trail = new WellArchitectedTrail(workload, 'Trail', { ...storage, cloudWatchLogs: {}, notifications: {} });
  const deployment = Deployment.of(app);
  const written = propertiesOf(Template.fromStack(workload), 'AWS::CloudTrail::Trail');

  test('know bucket and key by names, and make neither', () => {
    const { BucketName } = propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', LOG_BUCKET);
    expect(written.S3BucketName).toBe(BucketName);
    expect(written.KMSKeyId).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-west-1:222233334444:alias/${BucketName}`]] });
    Template.fromStack(workload).resourceCountIs('AWS::S3::Bucket', 0);
    expect(trail.accessLogBucket).toBeUndefined();
  });

  test('take nothing from the other stack that is not known beforehand', () => {
    expect(crossStackReferences(app)).toEqual([]);
    expect(circlesOf(app)).toEqual([]);
  });

  test('are deployed after the archive', () => {
    expect(workload.dependencies).toEqual([stack]);
    expect(stack.dependencies).toEqual([]);
  });

  test('have a key of their own for log group and topic, whose policy answers as it should', () => {
    const [resource] = deployment.resources('AWS::CloudTrail::Trail');
    const [logGroup] = deployment.resources('AWS::Logs::LogGroup');
    const [role] = deployment.resources('AWS::IAM::Role');
    const key = keyNamed(deployment, logGroup.properties.KmsKeyId);
    const cases = logGroupCases({ ...factsOf(deployment, resource), key, regionalKey: key, logGroup, role });
    const documents = {
      'key': key.properties.KeyPolicy,
      'role trust': role.properties.AssumeRolePolicyDocument,
      'role permissions': deployment.resource('AWS::IAM::ManagedPolicy').properties.PolicyDocument,
    };

    expect(key.stack).toBe('Workload');
    expect(cases.length).toBeGreaterThan(50);
    expect(cases.filter((request) => decide(documents, request) !== request.expected)).toEqual([]);
  });
});

test('the example takes nothing from other stacks, and deploys the archive first', () => {
  const app = logArchive();
  expect(crossStackReferences(app)).toEqual([]);
  const stacks = app.synth().stacks.map(({ stackName, dependencies }) => [stackName, dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets'))]);
  expect(Object.fromEntries(stacks)).toEqual({ LogArchive: [], Management: ['LogArchive'], Workload: ['LogArchive'] });
});

test('an archive and a trail of two stages cannot be ordered, which CDK says', () => {
  const app = new App();
  const { bucket, encryptionKey } = new TrailLogArchive(new Stack(new Stage(app, 'Central'), 'LogArchive', { env: ARCHIVE }), 'Archive');
  expect(() => new WellArchitectedTrail(new Stack(new Stage(app, 'Prod'), 'Workload', { env: WORKLOAD }), 'Trail', { bucket, encryptionKey }) && app.synth())
    .toThrow('dependency cannot cross stage boundaries');
});

describe('the room in the policy of the bucket', () => {
  const synthesizeWith = (trails: number) => {
    const { app, storage } = newArchive();
    for (let i = 0; i < trails; i++) {
      new WellArchitectedTrail(new Stack(app, `Workload${i}`, { env: { account: String(300000000000 + i), region: 'us-east-1' } }), 'Trail', storage);
    }
    return () => app.synth();
  };

  test('is enough for thirty trails', () => {
    expect(synthesizeWith(30)).not.toThrow();
  });

  test('is counted in a Region that CDK does not know, too', () => {
    const app = new App();
    new TrailLogArchive(new Stack(app, 'LogArchive', { env: { account: '222233334444', region: 'xx-nowhere-1' } }), 'Archive');
    expect(() => app.synth()).not.toThrow();
  });

  test('is not enough for forty', () => {
    expect(synthesizeWith(40)).toThrow(new RegExp('\\[LogArchive/Archive\\] the bucket policy has \\d+ characters, but S3 accepts at most 20480: '
      + 'too many trails deliver to this archive. Use one organization trail for all accounts$'));
  });
});

describe('grantRead', () => {
  test.each([
    ['the account of the archive', ARCHIVE, false],
    ['another account', WORKLOAD, true],
  ])('to a role of %s', (_, env, named) => {
    const { app, stack, archive } = newArchive();
    const role = new iam.Role(new Stack(app, 'Readers', { env }), 'Role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() });
    expect(archive.grantRead(role).success).toBe(true);

    expect(JSON.stringify(propertiesOf(Template.fromStack(Stack.of(role)), 'AWS::IAM::Policy'))).toMatch(/s3:GetObject.*kms:Decrypt/);
    const template = Template.fromStack(stack);
    for (const type of ['AWS::S3::BucketPolicy', 'AWS::KMS::Key']) {
      expect(JSON.stringify(template.findResources(type)).includes('role/reader')).toBe(named);
    }
  });
});
