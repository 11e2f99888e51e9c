import { App, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, propertiesOf, warningsOf } from '../helpers/trails';
import { LogRetention, TrailLogArchive, type TrailLogArchiveProps, WellArchitectedTrail } from 'cdk-well-architected-trail';

const ARCHIVE = { account: '444455556666', region: 'eu-west-1' };
const MEMBER = { account: '111122223333', region: 'eu-west-1' };

function newArchive(props?: TrailLogArchiveProps, stackProps: StackProps = { env: ARCHIVE }, app = new App()) {
  const stack = new Stack(app, 'Logs', stackProps);
  return { app, stack, archive: new TrailLogArchive(stack, 'Archive', props) };
}

describe('the default archive', () => {
  const { stack, archive } = newArchive();
  const template = Template.fromStack(stack);
  const bucket = propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET);

  test('has a bucket under a name that says whose it is', () => {
    expect(bucket.BucketName).toMatch(/^logs-archive-[0-9a-f]{8}-444455556666-eu-west-1$/);
    expect(archive.accessLogBucket.node.path).toBe('Logs/Archive/AccessLogs');
  });

  test('has a key that others know by its alias', () => {
    expect(propertiesOf(template, 'AWS::KMS::Alias').AliasName).toBe(`alias/${bucket.BucketName}`);
    expect(stack.resolve(archive.encryptionKey.keyArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-west-1:444455556666:alias/${bucket.BucketName}`]],
    });
  });

  test('keeps log files for a year, and everything when the stack is deleted', () => {
    expect(bucket.LifecycleConfiguration.Rules[0]).toMatchObject({ ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 365 } });
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::S3::BucketPolicy']) {
      template.allResources(type, { DeletionPolicy: 'Retain' });
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
    "`env` of the stack of a `TrailLogArchive` must name account and Region, from which other accounts know the names of bucket and key, got: 'an environment-agnostic stack'",
  );
});

test('bad options are refused as those of a trail', () => {
  const objectLock = s3.ObjectLockRetention.governance(Duration.days(400));
  expect(() => newArchive({ objectLock })).toThrow(
    "`retention` must be at least as long as `objectLock` (400 days), because locked files cannot expire earlier, got: '365 days'",
  );
  expect(() => newArchive({ objectLock, retention: LogRetention.forever(), removalPolicy: RemovalPolicy.DESTROY }))
    .toThrow("`removalPolicy` cannot be DESTROY when `objectLock` is set: locked objects prevent the bucket from being emptied, got: 'destroy'");
});

describe('trails of other accounts', () => {
  const { app, stack, archive } = newArchive();
  const member = new Stack(app, 'Member', { env: MEMBER });
  const trail = new WellArchitectedTrail(member, 'Trail', { bucket: archive.bucket, encryptionKey: archive.encryptionKey });
  const read = archive.grantRead(iam.Role.fromRoleArn(member, 'Reader', 'arn:aws:iam::111122223333:role/reader'));
  const template = Template.fromStack(member);
  const { BucketName: bucketName } = propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', LOG_BUCKET);

  test('deliver by names alone, without exports', () => {
    expect(propertiesOf(template, 'AWS::CloudTrail::Trail')).toMatchObject({
      S3BucketName: bucketName,
      KMSKeyId: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-west-1:444455556666:alias/${bucketName}`]] },
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('Fn::ImportValue');
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

test('too many trails for one bucket policy stop the synthesis', () => {
  const deploy = (trails: number) => {
    const { app, archive } = newArchive();
    for (let i = 0; i < trails; i++) {
      const member = new Stack(app, `Member${i}`, { env: { account: String(200000000000 + i), region: 'eu-west-1' } });
      new WellArchitectedTrail(member, 'Trail', { bucket: archive.bucket, encryptionKey: archive.encryptionKey });
    }
    return () => app.synth();
  };

  expect(deploy(20)).not.toThrow();
  expect(deploy(60)).toThrow(/the bucket policy has \d+ characters, but S3 accepts at most 20480: too many trails deliver to this archive/);
});
