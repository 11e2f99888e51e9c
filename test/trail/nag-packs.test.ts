import { App, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { runNagPacks } from '../helpers/nag';
import { LogRetention, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const EVERYTHING: WellArchitectedTrailProps = {
  bucketKeyPrefix: 'audit',
  retention: LogRetention.sox(),
  objectLock: s3.ObjectLockRetention.compliance(Duration.days(365)),
  accessLogs: { prefix: 'access/', retention: LogRetention.sox() },
  cloudWatchLogs: {},
  organization: { organizationId: 'o-a1b2c3d4e5', allowMemberRead: true },
  notifications: {},
};

function findings(props: WellArchitectedTrailProps = {}, stackProps: StackProps = {}) {
  const app = new App();
  new WellArchitectedTrail(new Stack(app, 'Audit', stackProps), 'Trail', props);
  return runNagPacks(app);
}

describe.each<[string, WellArchitectedTrailProps, StackProps]>([
  ['default', {}, {}],
  ['with CloudWatch Logs', { cloudWatchLogs: {} }, {}],
  ['with everything on', EVERYTHING, {}],
  ['with everything on, in a known environment', EVERYTHING, { env: { account: '111122223333', region: 'eu-west-1' } }],
  ['with everything on, in China', EVERYTHING, { env: { account: '111122223333', region: 'cn-north-1' } }],
])('a trail %s', (_, props, stackProps) => {
  const { remaining, acknowledged } = findings(props, stackProps);

  test('has no finding left in any of the four packs', () => {
    expect(remaining).toEqual([]);
  });

  test('has its acknowledgements on the exact resource, with a reason to read', () => {
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { construct, reason } of acknowledged) {
      expect(construct).toMatch(/^Audit\/Trail\/\w+(\/Resource)?$/);
      expect(reason).toMatch(/^[A-Z].{60,}\.$/);
    }
  });
});

test('what is acknowledged for the default trail is this and nothing else', () => {
  const rules = findings().acknowledged.map(({ rule, construct }) => `${rule.replace(/^(HIPAA\.Security|NIST\.800\.53\.R5|PCI\.DSS\.321)-/, '')} ${construct}`);
  expect([...new Set(rules)].sort()).toEqual([
    'CloudTrailCloudWatchLogsEnabled Audit/Trail/Resource',
    'S3BucketReplicationEnabled Audit/Trail/AccessLogs/Resource',
    'S3BucketReplicationEnabled Audit/Trail/Bucket/Resource',
    'S3DefaultEncryptionKMS Audit/Trail/AccessLogs/Resource',
  ]);
});

test('a trail that is there to be destroyed has findings about nothing but the function that empties its buckets', () => {
  const { remaining } = findings({ removalPolicy: RemovalPolicy.DESTROY });
  expect(remaining.filter(({ construct }) => construct.startsWith('Audit/Trail/'))).toEqual([]);
});

test('acknowledgements do not reach beyond the trail', () => {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  new WellArchitectedTrail(stack, 'Trail');
  new s3.CfnBucket(stack, 'Other');

  const { remaining } = runNagPacks(app);
  expect(remaining).toContainEqual({ pack: 'NIST.800.53.R5', rule: 'NIST.800.53.R5-S3BucketReplicationEnabled', construct: 'Audit/Other' });
  expect(remaining.filter(({ construct }) => construct !== 'Audit/Other')).toEqual([]);
});
