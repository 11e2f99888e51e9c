import { App, Duration, NestedStack, RemovalPolicy, Stack, type StackProps, Stage } from 'aws-cdk-lib';
import { Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { places, synth } from './helpers/support';
import { everythingOn } from '../../examples/everything-on';
import { logArchive } from '../../examples/log-archive';
import { WellArchitectedTrailChecks } from '../../src/nag';
import { ENV } from '../fixtures/accounts';
import {
  AlertTopic, CisAlarms, LogRetention, TrailLogArchive, type TrailLogArchiveProps, TrailLogReplica,
  WellArchitectedTrail, type WellArchitectedTrailProps,
} from 'cdk-well-architected-trail';

const ORGANIZATION = { organizationId: 'o-a1b2c3d4e5' };

/** A trail, or an archive with a trail of another account, whose files are copied to another Region of that or a third account. */
function replicated(account: string, inArchive = false): App {
  const app = new App();
  const destination = new TrailLogReplica(new Stack(app, 'Copy', { env: { account, region: 'eu-central-1' } }), 'Replica');
  const replica = { destination };
  if (inArchive) {
    const { bucket, encryptionKey } = new TrailLogArchive(new Stack(app, 'Logs', { env: { account: '444455556666', region: 'eu-west-1' } }), 'Archive', { replica });
    new WellArchitectedTrail(new Stack(app, 'Audit', { env: ENV }), 'Trail', { bucket, encryptionKey });
  } else {
    new WellArchitectedTrail(new Stack(app, 'Audit', { env: ENV }), 'Trail', { replica });
  }
  return app;
}

function audit(props: WellArchitectedTrailProps | ((stack: Stack) => WellArchitectedTrailProps) = {}, stackProps: StackProps = {}): App {
  const stack = new Stack(new App(), 'Audit', stackProps);
  new WellArchitectedTrail(stack, 'Trail', typeof props === 'function' ? props(stack) : props);
  return stack.node.root as App;
}

function archived(props: WellArchitectedTrailProps, archiveProps?: TrailLogArchiveProps): App {
  const app = new App();
  const { bucket, encryptionKey } = new TrailLogArchive(new Stack(app, 'Logs', { env: { account: '444455556666', region: 'eu-west-1' } }), 'Archive', archiveProps);
  new WellArchitectedTrail(new Stack(app, 'Audit', { env: ENV }), 'Trail', { bucket, encryptionKey, ...props });
  return app;
}

/** What is not advice, as `validate` sees the app after a synth and as `validateScope` sees it without one. */
function loud(app: App): string[] {
  const checks = () => new WellArchitectedTrailChecks(undefined, { requireTrail: true });
  const without = places(checks().validateScope(app).violations);
  const { violations, failed } = synth(app, checks());
  expect(places(violations)).toEqual(without);
  const found = without.filter((place) => !place.startsWith('info '));
  expect(failed).toBe(found.some((place) => place.startsWith('error ')));
  return found.map((place) => place.replace(/WellArchitectedTrail-CloudTrail/, ''));
}

const region = (name: string) => ({ env: { account: '111122223333', region: name } });

const accessLogs = (stack: Stack) => new Bucket(stack, 'AccessLogs', { encryption: BucketEncryption.S3_MANAGED, enforceSSL: true });

/** A bucket that leaves nothing to wish for. */
const goodBucket = (stack: Stack) => new Bucket(stack, 'Bucket', {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.KMS,
  encryptionKey: new Key(stack, 'BucketKey', { enableKeyRotation: true }),
  enforceSSL: true,
  lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(400) }],
  removalPolicy: RemovalPolicy.RETAIN,
  serverAccessLogsBucket: accessLogs(stack),
  versioned: true,
});

/** An L1 bucket does not tell the bucket that takes its access logs. */
function deliverable(bucket: Bucket): Bucket {
  bucket.addToResourcePolicy(new PolicyStatement({
    principals: [new ServicePrincipal('logging.s3.amazonaws.com')], actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')],
  }));
  return bucket;
}

function goodL1Bucket(stack: Stack): CfnBucket {
  const bucket = new CfnBucket(stack, 'Bucket', {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: goodL1Key(stack).attrArn } }],
    },
    lifecycleConfiguration: { rules: [{ status: 'Enabled', expirationInDays: 400 }] },
    loggingConfiguration: { destinationBucketName: deliverable(accessLogs(stack)).bucketName },
    publicAccessBlockConfiguration: BlockPublicAccess.BLOCK_ALL,
    versioningConfiguration: { status: 'Enabled' },
  });
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
  new CfnBucketPolicy(stack, 'Policy', {
    bucket: bucket.ref,
    policyDocument: {
      Statement: [{
        Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucket.attrArn, `${bucket.attrArn}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }],
    },
  });
  return bucket;
}

function goodL1Key(stack: Stack): CfnKey {
  const key = new CfnKey(stack, 'Key', {
    enableKeyRotation: true,
    keyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${stack.account}:root` }, Action: 'kms:*', Resource: '*' }] },
  });
  key.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return key;
}

test.each<[string, () => App]>([
  ['by default', () => audit()],
  ['in a known account and Region', () => audit({}, { env: ENV })],
  ['with everything switched on', () => everythingOn()],
  ['with CloudWatch Logs', () => audit({ cloudWatchLogs: {} })],
  ['with CIS alarms', () => {
    const stack = new Stack(new App(), 'Audit');
    const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
    new CisAlarms(stack, 'Alarms', { trail, alerts: new AlertTopic(stack, 'Alerts') });
    return stack.node.root as App;
  }],
  ['with notifications', () => audit({ notifications: {} })],
  ['with prefixes', () => audit({ bucketKeyPrefix: 'audit/logs', accessLogs: { prefix: 'access/' } })],
  ['that is kept for ever', () => audit({ retention: LogRetention.forever() })],
  ['of an organization', () => audit({ organization: ORGANIZATION, cloudWatchLogs: {} }, { env: ENV })],
  ['of an organization whose members read', () => audit({ organization: { ...ORGANIZATION, allowMemberRead: true }, bucketKeyPrefix: 'audit' })],
  ['in a log archive of another account', () => archived({ bucketKeyPrefix: 'audit' })],
  ['of an organization, in a log archive', () => archived({ organization: ORGANIZATION, cloudWatchLogs: {} })],
  ['of an organization and of a workload, in one log archive', () => logArchive()],
  ['that a log archive admits by its name', () => archived({ trailName: 'audit' }, { memberTrails: { ...ORGANIZATION, trailName: 'audit' } })],
  ['that a log archive admits by its name and home Region', () => archived({ trailName: 'audit' }, { memberTrails: { ...ORGANIZATION, trailName: 'audit', homeRegion: ENV.region } })],
  ['with a second copy in another Region', () => replicated(ENV.account)],
  ['with a second copy in another account', () => replicated('777788889999')],
  ['in a log archive with a second copy', () => replicated('444455556666', true)],
  ['in a log archive with a second copy in a third account', () => replicated('777788889999', true)],
  ['in China', () => audit({ cloudWatchLogs: {}, notifications: {} }, region('cn-north-1'))],
  ['in GovCloud', () => audit({ cloudWatchLogs: {}, notifications: {} }, region('us-gov-west-1'))],
  ['with a good bucket', () => audit((stack) => ({ bucket: goodBucket(stack) }))],
  ['with a good key', () => audit((stack) => ({ encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }) }))],
  ['with a good L1 bucket', () => audit((stack) => ({ bucket: goodL1Bucket(stack) }))],
  ['with a good L1 key', () => audit((stack) => ({ encryptionKey: goodL1Key(stack) }))],
  ['with a good bucket in another stack', () => {
    const app = new App();
    const bucket = goodBucket(new Stack(app, 'Logs'));
    new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { bucket });
    return app;
  }],
  ['in a nested stack', () => {
    const app = new App();
    new WellArchitectedTrail(new NestedStack(new Stack(app, 'Audit'), 'Nested'), 'Trail', { cloudWatchLogs: {}, notifications: {} });
    return app;
  }],
  ['in a stage', () => {
    const app = new App();
    new WellArchitectedTrail(new Stack(new Stage(app, 'Prod', { env: ENV }), 'Audit'), 'Trail', { cloudWatchLogs: {} });
    return app;
  }],
])('a trail %s gets nothing but advice', (_, build) => {
  expect(loud(build())).toEqual([]);
});

test('of two trails in a stack, the second is said to pay for another copy', () => {
  const stack = new Stack(new App(), 'Audit');
  new WellArchitectedTrail(stack, 'A');
  new WellArchitectedTrail(stack, 'B');
  expect(loud(stack.node.root as App)).toEqual(['warning ManagementEventsNotDuplicated Audit/B/Resource']);
});

test('what is wrong with a bucket that was brought along is found at the bucket', () => {
  const found = loud(audit((stack) => ({ bucket: new Bucket(stack, 'Weak') })));
  expect(found.filter((place) => !place.includes('Audit/Weak/'))).toEqual(['error TrailPresent ']);
  expect(found.map((place) => place.split(' ')[1])).toEqual(expect.arrayContaining([
    'BucketVersioningEnabled', 'BucketEncryptionKMS', 'BucketAccessLoggingEnabled', 'BucketSSLRequestsOnly',
  ]));
});

test.each<[string, (stack: Stack) => WellArchitectedTrailProps, string, number]>([
  ['bucket', (stack) => ({ bucket: Bucket.fromBucketName(stack, 'Imported', 'central') }), 'bucket-central', 11],
  ['key', (stack) => ({ encryptionKey: Key.fromKeyArn(stack, 'Imported', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab') }),
    'key-1234abcd-12ab-34cd-56ef-1234567890ab', 6],
])('of an imported %s nothing can be told, which is said once', (_, props, thing, rules) => {
  const found = loud(audit(props, { env: ENV }));
  expect(found).toEqual([expect.stringMatching(`^warning WellArchitectedTrail-CannotSee\\[${thing}\\] `), expect.stringMatching(/^warning TrailPresent\[CannotTell\] /)]);
  const { violations } = new WellArchitectedTrailChecks().validateScope(audit(props, { env: ENV }));
  expect(violations.find(({ ruleName }) => ruleName.includes('CannotSee'))!.description).toMatch(new RegExp(`^CannotSee: ${rules} rules could not look at the `));
});

test.each<[string, WellArchitectedTrailProps, string, string]>([
  ['no log group', {}, 'CloudTrailCloudWatchLogsEnabled', '`cloudWatchLogs: {}`'],
  ['no alarms', { cloudWatchLogs: {} }, 'CloudTrailAlarmsConfigured[None]', '`new CisAlarms('],
])('a trail with %s is advised of it, in the words of the construct, and nothing of it is silenced', (_, props, rule, way) => {
  const { violations, suppressed } = synth(audit(props), new WellArchitectedTrailChecks());
  const advice = violations.filter(({ ruleName }: { ruleName: string }) => ruleName === `WellArchitectedTrail-${rule}`);
  expect(advice.map(({ severity, suggestedFix }: { severity: string; suggestedFix: string }) => [severity, suggestedFix])).toEqual([['info', expect.stringContaining(way)]]);
  expect(suppressed).toEqual([]);
});

describe('what is found on a construct of the package is said in its words', () => {
  type Build = (stack: Stack) => void;
  const found = (build: Build, rule: string) => {
    const stack = new Stack(new App(), 'Audit', { env: ENV });
    build(stack);
    const { violations } = new WellArchitectedTrailChecks().validateScope(stack);
    return violations.filter(({ ruleName }) => ruleName.startsWith(`WellArchitectedTrail-${rule}`));
  };

  test.each<[string, Build, string, string]>([
    ['a short retention', (stack) => new WellArchitectedTrail(stack, 'Trail', { retention: LogRetention.days(30) }), 'CloudTrailBucketRetention', 'Set `retention` on the `WellArchitectedTrail`'],
    ['one of an archive', (stack) => new TrailLogArchive(stack, 'Archive', { retention: LogRetention.days(30) }), 'CloudTrailBucketRetention', 'Set `retention` on the `TrailLogArchive`'],
    ['one of the log group', (stack) => new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: { retention: 30 } }), 'CloudTrailLogGroupRetention',
      'Set `cloudWatchLogs: { retention: RetentionDays.ONE_YEAR }` on the `WellArchitectedTrail`'],
    ['an override', (stack) => new WellArchitectedTrail(stack, 'Trail').cfnTrail.addPropertyOverride('EnableLogFileValidation', false), 'CloudTrailLogFileValidationEnabled',
      'The `WellArchitectedTrail` sets this itself (always on). Remove what changes it'],
  ])('%s', (_, build, rule, fix) => {
    const violations = found((stack) => {
      build(stack);
      // An archive is judged with a trail that delivers to it.
      const archive = stack.node.tryFindChild('Archive') as TrailLogArchive | undefined;
      if (archive) new WellArchitectedTrail(stack, 'Trail', { bucket: archive.bucket, encryptionKey: archive.encryptionKey });
    }, rule);
    expect(violations.length).toBeGreaterThan(0);
    for (const violation of violations) expect(violation.fix).toContain(fix);
  });

  test('of an L2 beside it in the words of the L2, although the finding is the same', () => {
    const violations = found((stack) => {
      new Trail(stack, 'L2');
      new WellArchitectedTrail(stack, 'Trail');
    }, 'CloudTrailInsightsEnabled');
    expect(violations.map(({ description }) => description)).toEqual(Array(2).fill('CloudTrailInsightsEnabled: The trail has no Insights selectors.'));
    expect(violations.map(({ fix, violatingResources: [{ constructPath }] }) => [constructPath, fix!.slice(0, 30)])).toEqual([
      ['Audit/L2/Resource', 'Set `insightTypes` on the `Tra'], ['Audit/Trail/Resource', 'Set `insights` on the `WellArc'],
    ]);
  });
});

test('findings begin with the name of the rule, and stand by level and place', () => {
  const app = new App();
  for (const id of ['B', 'A']) new Trail(new Stack(app, id, { env: { ...ENV, region: id === 'A' ? 'eu-west-1' : 'us-east-1' } }), 'Trail', { bucket: new Bucket(app.node.findChild(id), `Bucket${id}`, { bucketName: `logs-${id.toLowerCase()}` }) });
  const { violations } = new WellArchitectedTrailChecks().validateScope(app);
  const LEVELS = ['error', 'warning', 'info'];
  const keys = violations.map(({ severity, violatingResources: [{ constructPath }] }) => `${LEVELS.indexOf(severity!)} ${constructPath}`);

  expect(keys.length).toBeGreaterThan(5);
  expect(keys).toEqual([...keys].sort());
  for (const { ruleName, description } of violations) expect(description).toMatch(new RegExp(`^${ruleName.replace('WellArchitectedTrail-', '').replace(/\[.*/, '')}: [A-Z0-9]`));
});
