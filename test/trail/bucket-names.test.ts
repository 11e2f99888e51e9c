import { App, Aws, CfnParameter, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { inEveryStrength } from '../fixtures/cross-stack';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { TrailAnalysis, TrailLogArchive, WellArchitectedTrail } from 'cdk-well-architected-trail';

const HOME = { account: '111122223333', region: 'eu-west-1' };
const OTHER = { account: '444455556666', region: 'us-east-1' };
const objectLock = s3.ObjectLockRetention.governance(Duration.days(30));
const nameOf = (template: Template, which = LOG_BUCKET) => propertiesOf(template, 'AWS::S3::Bucket', which).BucketName;
const namesOf = (app: App) => Deployment.of(app, HOME).resources('AWS::S3::Bucket').map(({ properties }) => properties.BucketName).sort();

/** Everything that makes buckets. */
function everything(stack: Stack): void {
  const trail = newTrail({}, stack);
  new TrailAnalysis(stack, 'Analysis', { trail });
  new TrailLogArchive(new Stack(stack.node.root, 'Archives', { env: { ...HOME, region: stack.region } }), 'Archive');
}

describe('derived names', () => {
  const regions = RegionInfo.regions.map(({ name }) => name).filter((region) => !['me-south-1', 'me-central-1'].includes(region));

  test.each(regions)('are in the namespace of the account and %s', (region) => {
    const stack = newStack({ env: { ...HOME, region } });
    everything(stack);
    const buckets = Deployment.of(stack.node.root as App).resources('AWS::S3::Bucket');

    expect(buckets).toHaveLength(5);
    for (const { properties } of buckets) {
      expect(properties.BucketName).toMatch(new RegExp(`^[a-z][a-z0-9-]+[a-z0-9]-111122223333-${region}-an$`));
      expect(properties.BucketName.length).toBeLessThanOrEqual(63);
      expect(properties.BucketNamespace).toBe('account-regional');
    }
    expect(new Set(buckets.map(({ properties }) => properties.BucketName)).size).toBe(5);
  });

  test.each(['me-south-1', 'me-central-1'])('are global in %s, with a warning', (region) => {
    const stack = newStack({ env: { ...HOME, region } });
    everything(stack);

    expect(namesOf(stack.node.root as App).every((name) => name.endsWith(`-111122223333-${region}`))).toBe(true);
    expect(Template.fromStack(stack).findResources('AWS::S3::Bucket', { Properties: { BucketNamespace: 'account-regional' } })).toEqual({});
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:globalBucketName', 'cdk-well-architected-trail:globalBucketName']);
  });

  test('need no warning in a Region without the namespace when both are given', () => {
    const stack = newStack({ env: { ...HOME, region: 'me-south-1' } });
    newTrail({ bucketName: 'corp-audit-7f3a', accessLogs: { bucketName: 'corp-access-7f3a' } }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('are the same whether or not the stack names account and Region', () => {
    const [open, known] = [newStack(), newStack({ env: HOME })];
    [open, known].forEach((stack) => newTrail({}, stack));
    expect(namesOf(open.node.root as App)).toEqual(namesOf(known.node.root as App));
  });

  test.each<[string, (stack: Stack, props: object) => unknown]>([
    ['a trail', (stack, props) => newTrail(props, stack)],
    ['an archive', (stack, props) => new TrailLogArchive(stack, 'Archive', props)],
  ])('of %s change with Object Lock, and not with its mode or length', (_, make) => {
    const [none, month, year] = [undefined, objectLock, s3.ObjectLockRetention.compliance(Duration.days(365))].map((lock) => {
      const stack = newStack({ env: HOME });
      make(stack, { objectLock: lock });
      return nameOf(Template.fromStack(stack));
    });
    expect(month).not.toBe(none);
    expect(year).toBe(month);
  });

  test('of the bucket of before Object Lock go on being logged', () => {
    const [before, after] = [undefined, objectLock].map((lock) => {
      const stack = newStack({ env: HOME });
      newTrail({ objectLock: lock }, stack);
      const deployment = Deployment.of(stack.node.root as App);
      const policies = deployment.resources('AWS::S3::BucketPolicy').flatMap(({ properties }) => properties.PolicyDocument.Statement);
      const sources: string[] = policies.find(({ Sid }: { Sid?: string }) => Sid === 'S3ServerAccessLogsPolicy').Condition.ArnLike['aws:SourceArn'];
      return { own: `arn:aws:s3:::${nameOf(Template.fromStack(stack))}`, sources };
    });
    expect(after.own).not.toBe(before.own);
    expect([...after.sources].sort()).toEqual([after.own, before.own].sort());
    expect([...before.sources].sort()).toEqual([after.own, before.own].sort());
  });

  test('avoid a beginning that S3 reserves', () => {
    const stack = new Stack(new App(), 'Sthree', { env: HOME });
    expect(nameOf(templateOf({}, stack))).toMatch(/^sthreetrail-/);
  });
});

describe('given names', () => {
  test('are those of the buckets, in the global namespace', () => {
    const template = templateOf({ bucketName: 'corp-audit', accessLogs: { bucketName: 'corp.access' } });
    expect(nameOf(template)).toBe('corp-audit');
    expect(nameOf(template, ACCESS_LOG_BUCKET)).toBe('corp.access');
    expect(template.findResources('AWS::S3::Bucket', { Properties: { BucketNamespace: 'account-regional' } })).toEqual({});
  });

  test.each([
    ['literal', 'corp-111122223333-eu-west-1-an', { env: HOME }],
    ['of pseudo parameters', `corp-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`, { env: HOME }],
    ['of pseudo parameters', `corp-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`, {}],
    ['literal', 'corp-111122223333-eu-west-1-an', {}],
  ])('that end as those of the namespace do are in it: %s, %s', (_, bucketName, props) => {
    const stack = newStack(props);
    newTrail({ bucketName }, stack);
    const bucket = Deployment.of(stack.node.root as App, HOME).resources('AWS::S3::Bucket').find(({ properties }) => properties.LoggingConfiguration)!;
    expect(bucket.properties).toMatchObject({ BucketName: 'corp-111122223333-eu-west-1-an', BucketNamespace: 'account-regional' });
  });

  test('may be known only when they are deployed', () => {
    const stack = newStack();
    const bucketName = new CfnParameter(stack, 'Name').valueAsString;
    expect(nameOf(templateOf({ bucketName, accessLogs: { bucketName: `${bucketName}-access` } }, stack))).toEqual({ Ref: 'Name' });
  });

  const FOREIGN = 'must not end with `-an` unless the account and Region of the stack precede it';
  test.each([
    ['ab', 'must be 3 to 63 characters long'],
    ['a'.repeat(64), 'must be 3 to 63 characters long'],
    ['', 'must be 3 to 63 characters long'],
    ['Corp-audit', 'must contain only lowercase letters'],
    ['corp_audit', 'must contain only lowercase letters'],
    ['corp-audit-', 'must contain only lowercase letters'],
    ['.corp', 'must contain only lowercase letters'],
    ['corp..audit', 'must not contain a period next to'],
    ['corp.-audit', 'must not contain a period next to'],
    ['corp-.audit', 'must not contain a period next to'],
    ['10.0.0.1', 'must not look like an IP address'],
    ['xn--corp', 'must not start with'],
    ['sthree-corp', 'must not start with'],
    ['amzn-s3-demo-corp', 'must not start with'],
    ['corp-s3alias', 'must not end with'],
    ['corp--ol-s3', 'must not end with'],
    ['corp.mrap', 'must not end with'],
    ['corp--x-s3', 'must not end with'],
    ['corp--table-s3', 'must not end with'],
    ['corp-an', FOREIGN],
    ['corp-444455556666-eu-west-1-an', FOREIGN],
    ['corp-111122223333-us-east-1-an', FOREIGN],
  ])('refuses %j', (bucketName, message) => {
    const stack = newStack({ env: HOME });
    for (const [prop, make] of [
      ['bucketName', () => newTrail({ bucketName }, stack)],
      ['accessLogs.bucketName', () => newTrail({ accessLogs: { bucketName } }, stack)],
      ['bucketName', () => new TrailLogArchive(stack, 'Trail', { bucketName })],
    ] as const) {
      expect(make).toThrow(`\`${prop}\` ${message}`);
      stack.node.tryRemoveChild('Trail');
    }
  });

  test('refuses a name of the namespace where there is none', () => {
    expect(() => newTrail({ bucketName: 'corp-111122223333-me-south-1-an' }, newStack({ env: { ...HOME, region: 'me-south-1' } })))
      .toThrow('`bucketName` must not end with `-an` in me-south-1, where S3 has no account-regional namespace');
  });

  test.each([
    ['bucketName', '`bucket`', { bucketName: 'corp-audit' }],
    ['accessLogs', '`bucket`', { accessLogs: { bucketName: 'corp-audit' } }],
  ])('refuses %s together with %s', (prop, other, props) => {
    const stack = newStack();
    expect(() => newTrail({ ...props, bucket: new s3.Bucket(stack, 'Logs') }, stack)).toThrow(`\`${prop}\` cannot be combined with ${other}`);
  });

  test('refuses accessLogs.bucketName together with accessLogs.bucket', () => {
    const stack = newStack();
    expect(() => newTrail({ accessLogs: { bucket: new s3.Bucket(stack, 'Access'), bucketName: 'corp-access' } }, stack))
      .toThrow('`accessLogs.bucketName` cannot be combined with `accessLogs.bucket`');
  });

  test('refuses one name for both buckets', () => {
    expect(() => newTrail({ bucketName: 'corp', accessLogs: { bucketName: 'corp' } })).toThrow('`accessLogs.bucketName` must not be the name of the bucket itself');
  });
});

inEveryStrength(() => {
  describe('names', () => {
    test.each<[string, (trail: WellArchitectedTrail, other: Stack) => unknown]>([
      ['a reader', (trail, other) => trail.grantRead(new iam.Role(other, 'Reader', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() }))],
      ['an analysis', (trail, other) => new TrailAnalysis(other, 'Analysis', { trail })],
      ['a second trail', (trail, other) => new WellArchitectedTrail(other, 'Second', { bucket: trail.bucket, encryptionKey: trail.encryptionKey })],
    ])('stay when %s of another account comes', (_, add) => {
      const [before, after] = [false, true].map((added) => {
        const stack = newStack({ env: HOME });
        const trail = newTrail({}, stack);
        if (added) add(trail, new Stack(stack.node.root, 'Other', { env: { ...OTHER, region: HOME.region } }));
        return [LOG_BUCKET, ACCESS_LOG_BUCKET].map((which) => nameOf(Template.fromStack(stack), which));
      });
      expect(after).toEqual(before);
    });

    test('have no token in a nested stack that is read from another account', () => {
      const stack = newStack({ env: HOME });
      const trail = new WellArchitectedTrail(new NestedStack(stack, 'Nested'), 'Trail');
      trail.grantRead(new iam.Role(new Stack(stack.node.root, 'Readers', { env: OTHER }), 'R', { roleName: 'siem', assumedBy: new iam.AccountRootPrincipal() }));
      expect(nameOf(Template.fromStack(Stack.of(trail)))).toMatch(/^audit-nested-trail-[0-9a-f]{8}-111122223333-eu-west-1-an$/);
    });

    test('that are given to an archive are known to trails of other accounts', () => {
      const app = new App();
      const archive = new TrailLogArchive(new Stack(app, 'Archive', { env: HOME }), 'Archive', { bucketName: 'corp-audit' });
      const member = new Stack(app, 'Member', { env: { ...OTHER, region: HOME.region } });
      new WellArchitectedTrail(member, 'Trail', { bucket: archive.bucket, encryptionKey: archive.encryptionKey });
      expect(propertiesOf(Template.fromStack(member), 'AWS::CloudTrail::Trail').S3BucketName).toBe('corp-audit');
    });
  });
});
