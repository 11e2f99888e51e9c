import { App, Stack } from 'aws-cdk-lib';
import { ONLY, pack, synth } from './helpers/support';
import { LogRetention, WellArchitectedTrail } from '../../src';
import { WellArchitectedTrailChecks } from '../../src/nag';

const RETENTION = 'WellArchitectedTrail-CloudTrailBucketRetention';

function appWith(retention: LogRetention): App {
  const app = new App();
  new WellArchitectedTrail(new Stack(app, 'Logs', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Trail', { retention });
  return app;
}

test('log files that are kept for ever are advice of a rule that is an error otherwise', () => {
  const { failed, violations } = synth(appWith(LogRetention.forever()), pack('CloudTrailBucketRetention'));
  expect(failed).toBe(false);
  expect(violations).toMatchObject([{ ruleName: `${RETENTION}[KeptForEver]`, severity: 'info' }]);
});

test('log files that are deleted early are an error', () => {
  const { failed, violations } = synth(appWith(LogRetention.days(30)), pack('CloudTrailBucketRetention'));
  expect(failed).toBe(true);
  expect(violations).toMatchObject([
    { ruleName: `${RETENTION}[Expiration]`, severity: 'error' },
    { ruleName: `${RETENTION}[NoncurrentExpiration]`, severity: 'error' },
  ]);
});

test.each<[string, LogRetention, number]>([
  ['that keeps log files for ever is the one that is required', LogRetention.forever(), 0],
  ['that deletes them early is not', LogRetention.days(30), 1],
])('a trail %s', (_, retention, expected) => {
  const { violations } = synth(appWith(retention), new WellArchitectedTrailChecks(undefined, {
    requireTrail: true, ruleLevels: ONLY('CloudTrailBucketRetention', 'CloudTrailTrailPresent'),
  }));
  expect(violations.filter(({ ruleName }) => ruleName === 'WellArchitectedTrail-CloudTrailTrailPresent')).toHaveLength(expected);
});
