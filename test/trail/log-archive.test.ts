import { App, Duration, RemovalPolicy, Stack, type StackProps, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logArchive } from '../../examples/log-archive';
import { ENV, REGION } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { circlesOf, crossStackReferences } from '../helpers/resource-graph';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, propertiesOf, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { logGroupCases } from '../policies/requests/log-group-requests';
import { factsOf, keyNamed } from '../policies/requests/shared-storage';
import { decide } from '../policies/requests/trail-requests';
import { LogRetention, TrailLogArchive, type TrailLogArchiveProps, WellArchitectedTrail } from 'cdk-well-architected-trail';

const ARCHIVE = { account: '222233334444', region: REGION };
const WORKLOAD = { account: '333344445555', region: 'us-east-1' };

function newArchive(props?: TrailLogArchiveProps, stackProps: StackProps = { env: ARCHIVE }) {
  const app = new App();
  const stack = new Stack(app, 'LogArchive', stackProps);
  const archive = new TrailLogArchive(stack, 'Archive', props);
  return { app, stack, archive, storage: { bucket: archive.bucket, encryptionKey: archive.encryptionKey } };
}

/** A text in which the partition may be a reference or written out. */
const textOf = (value: any): string => typeof value === 'string' ? value : value['Fn::Join'][1].map((part: unknown) => typeof part === 'string' ? part : 'aws').join('');
const templateOf = (props?: TrailLogArchiveProps) => Template.fromStack(newArchive(props).stack);

describe('the default archive', () => {
  const { stack, archive } = newArchive();
  const template = Template.fromStack(stack);
  const bucket = propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET);

  test('has a bucket under a name that says whose it is', () => {
    expect(bucket.BucketName).toMatch(/^logarchive-archive-[0-9a-f]{8}-222233334444-eu-west-1-an$/);
    expect(archive.accessLogBucket.node.path).toBe('LogArchive/Archive/AccessLogs');
  });

  test('has a key that others know by its alias', () => {
    expect(propertiesOf(template, 'AWS::KMS::Alias').AliasName).toBe(`alias/${bucket.BucketName.replace(/-an$/, '')}`);
    expect(stack.resolve(archive.encryptionKey.keyArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-west-1:222233334444:alias/${bucket.BucketName.replace(/-an$/, '')}`]],
    });
  });

  test('keeps log files for a year, and everything when the stack is deleted', () => {
    expect(bucket.LifecycleConfiguration.Rules[0]).toMatchObject({ ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 365 } });
    for (const [type, deletion] of [['AWS::S3::Bucket', 'RetainExceptOnCreate'], ['AWS::KMS::Key', 'Retain'], ['AWS::S3::BucketPolicy', 'RetainExceptOnCreate']]) {
      template.allResources(type, { DeletionPolicy: deletion, UpdateReplacePolicy: 'Retain' });
    }
    expect(warningsOf(stack)).toEqual([]);
  });

  test('lets no trail deliver yet', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('cloudtrail.amazonaws.com');
  });

  test('describes the trails that deliver to it, which is all that they share and what is given', () => {
    const shared = { bucket: archive.bucket, encryptionKey: archive.encryptionKey, retention: archive.retention };
    const options = {
      organizationId: 'o-a1b2c3d4e5', bucketKeyPrefix: 'audit', trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit', insights: true, networkActivity: false,
    };
    expect(archive.trailSource().trailAttributes).toEqual(shared);
    expect(archive.trailSource(options).trailAttributes).toEqual({ ...shared, ...options });
    expect(archive.retention.expiration?.toDays()).toBe(365);
  });

  test('refuses to describe a trail that cannot be', () => {
    expect(() => archive.trailSource({ bucketKeyPrefix: '*' })).toThrow('`bucketKeyPrefix` must not contain wildcards');
  });
});

test('options reach bucket and access logs', () => {
  const { stack } = newArchive({
    retention: LogRetention.hipaa(), objectLock: s3.ObjectLockRetention.compliance(Duration.days(365)), accessLogs: { prefix: 'access/', retention: LogRetention.days(30) },
  });
  const template = Template.fromStack(stack);

  template.hasResourceProperties('AWS::S3::Bucket', {
    LoggingConfiguration: { LogFilePrefix: 'access/' }, ObjectLockEnabled: true, LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 2192 })]) },
  });
  expect(propertiesOf(template, 'AWS::S3::Bucket', ACCESS_LOG_BUCKET).LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(30);
});

test('a bucket name stays within 63 characters, and differs between long paths', () => {
  const stack = new Stack(new App(), `Logs${'x'.repeat(100)}`, { env: ARCHIVE });
  for (const id of ['One', 'Two']) {
    new TrailLogArchive(stack, id);
  }
  const names = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket', { Properties: LOG_BUCKET }))
    .map(({ Properties }) => Properties.BucketName);
  for (const name of names) {
    expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
  }
  expect(new Set(names).size).toBe(2);
});

test('destruction empties and deletes, and warns', () => {
  const { stack } = newArchive({ removalPolicy: RemovalPolicy.DESTROY });
  Template.fromStack(stack).allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:evidenceDestroyed']);
});

test.each<[StackProps]>([[{}], [{ env: { account: ARCHIVE.account } }], [{ env: { region: ARCHIVE.region } }]])('a stack with %j is refused', (stackProps) => {
  expect(() => newArchive({}, stackProps)).toThrow(
    '`env` of the stack of a `TrailLogArchive` must set the account and Region, because the names of its bucket and key are derived from them, got: an environment-agnostic stack',
  );
});

test('bad options are refused as those of a trail', () => {
  const objectLock = s3.ObjectLockRetention.governance(Duration.days(400));
  expect(() => newArchive({ objectLock })).toThrow(
    '`retention` must be at least as long as `objectLock` (400 days), because locked files cannot expire earlier, got: 365 days',
  );
  expect(() => newArchive({ objectLock, retention: LogRetention.forever(), removalPolicy: RemovalPolicy.DESTROY }))
    .toThrow("`removalPolicy` cannot be DESTROY when `objectLock` is set: locked objects prevent the bucket from being emptied, got: 'destroy'");
});

describe('the options of an archive', () => {
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
      '`retention` must be at least as long as `objectLock` (366 days), because locked files cannot expire earlier, got: 365 days'],
    [{ accessLogs: { bucket: s3.Bucket.fromBucketName(new Stack(), 'Bucket', 'access-logs'), retention: LogRetention.days(400) } },
      '`accessLogs.retention` cannot be combined with `accessLogs.bucket`, got: LogRetention'],
  ])('refuses %#, before anything is created', (props, message) => {
    const stack = new Stack(new App(), 'LogArchive', { env: ARCHIVE });
    expect(() => new TrailLogArchive(stack, 'Archive', props)).toThrow(message);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });
});

inEveryStrength(() => {
  describe('trails of other accounts', () => {
    const { app, stack, archive, storage } = newArchive();
    const member = new Stack(app, 'Member', { env: ENV });
    const trail = new WellArchitectedTrail(member, 'Trail', storage);
    const read = archive.grantRead(iam.Role.fromRoleArn(member, 'Reader', 'arn:aws:iam::111122223333:role/reader'));
    const template = Template.fromStack(member);
    const { BucketName: bucketName } = propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', LOG_BUCKET);

    test('deliver by names alone, without exports', () => {
      const { S3BucketName, KMSKeyId } = propertiesOf(template, 'AWS::CloudTrail::Trail');
      expect(S3BucketName).toBe(bucketName);
      expect(textOf(KMSKeyId)).toBe(`arn:aws:kms:eu-west-1:222233334444:alias/${bucketName.replace(/-an$/, '')}`);
      expect(crossStackReferences(app)).toEqual([]);
      expect(Template.fromStack(stack).toJSON().Outputs).toBeUndefined();
    });

    test('are deployed after the archive, whose policies name them', () => {
      expect(member.dependencies).toEqual([stack]);
      for (const type of ['AWS::S3::BucketPolicy', 'AWS::KMS::Key']) {
        expect(JSON.stringify(Template.fromStack(stack).findResources(type))).toContain(`:cloudtrail:eu-west-1:111122223333:trail/${trail.trailName}`);
      }
      expect(warningsOf(member)).toEqual([]);
    });

    test('give their readers the archive to read', () => {
      expect(read.success).toBe(true);
      expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))).toContain('role/reader');
    });
  });

  describe('trails of another account and Region, with a log group and a topic', () => {
    const { app, stack, storage } = newArchive();
    const workload = new Stack(app, 'Workload', { env: WORKLOAD });
    const trail = new WellArchitectedTrail(workload, 'Trail', { ...storage, cloudWatchLogs: {}, notifications: {} });
    const deployment = Deployment.of(app);
    const written = propertiesOf(Template.fromStack(workload), 'AWS::CloudTrail::Trail');

    test('know bucket and key by names, and make neither', () => {
      const { BucketName } = propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', LOG_BUCKET);
      expect(written.S3BucketName).toBe(BucketName);
      expect(textOf(written.KMSKeyId)).toBe(`arn:aws:kms:eu-west-1:222233334444:alias/${BucketName.replace(/-an$/, '')}`);
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

  test('an archive of another stage has to be described, which an error says', () => {
    const app = new App();
    const { bucket, encryptionKey } = new TrailLogArchive(new Stack(new Stage(app, 'Central'), 'LogArchive', { env: ARCHIVE }), 'Archive');
    expect(() => new WellArchitectedTrail(new Stack(new Stage(app, 'Prod'), 'Workload', { env: WORKLOAD }), 'Trail', { bucket, encryptionKey }))
      .toThrow(/^`bucket` must be in the stage of the trail, because .* \[Prod\/Workload\/Trail\]\. Describe the archive with `TrailLogArchive\.fromTrailLogArchiveAttributes`/);
  });

  describe('the room in the policy of the bucket', () => {
    const synthesizeWith = (trails: number, region: string) => {
      const { app, storage } = newArchive();
      for (let i = 0; i < trails; i++) {
        new WellArchitectedTrail(new Stack(app, `Workload${i}`, { env: { account: String(300000000000 + i), region } }), 'Trail', storage);
      }
      return () => app.synth();
    };

    test.each([[20, 'eu-west-1'], [27, 'us-east-1']])('is enough for %d trails in %s', (trails, region) => {
      expect(synthesizeWith(trails, region)).not.toThrow();
    });

    test('is counted in a Region that CDK does not know, too', () => {
      const app = new App();
      new TrailLogArchive(new Stack(app, 'LogArchive', { env: { account: '222233334444', region: 'xx-nowhere-1' } }), 'Archive');
      expect(() => app.synth()).not.toThrow();
    });

    test.each([[28, 'us-east-1'], [60, 'eu-west-1']])('is not enough for %d trails in %s', (trails, region) => {
      expect(synthesizeWith(trails, region)).toThrow(new RegExp(`^\`bucket\` must have a bucket policy of at most 20480 bytes; 27 of the ${trails} trails that extend it fit, `
        + 'got: \\d+ bytes, \\d+ statements \\[LogArchive/Archive\\]. Use one organization trail for all accounts, or `memberTrails` of a `TrailLogArchive`'));
    });
  });

  describe('grantRead of an archive', () => {
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
});

describe('the environment of an archive', () => {
  test('takes trails of stacks whose environment is known', () => {
    const app = new App();
    const { bucket, encryptionKey } = new TrailLogArchive(new Stack(app, 'LogArchive', { env: ARCHIVE }), 'Archive');
    expect(() => new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { bucket, encryptionKey })).toThrow(
      '`bucket` is in another stack, and only one of the two stacks names its account, got: account of the trail unknown',
    );
  });

  test.each([
    ['account', { account: '111122223333' }, '222233334444', '111122223333'],
    ['Region', { region: 'us-east-1' }, 'eu-west-1', 'us-east-1'],
  ])('has its access logs in its own %s', (what, elsewhere, own, theirs) => {
    const stack = new Stack(new App(), 'LogArchive', { env: ARCHIVE });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Imported', { bucketName: 'access-logs', ...elsewhere });
    expect(() => new TrailLogArchive(stack, 'Archive', { accessLogs: { bucket } }))
      .toThrow(`\`accessLogs.bucket\` must be in the ${what} of the archive (${own}), got: '${theirs}'`);
  });
});
