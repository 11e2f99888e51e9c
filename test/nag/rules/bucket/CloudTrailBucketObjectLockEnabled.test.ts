import { changed, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailBucketObjectLockEnabled';
const lock = (ObjectLockEnabled: unknown, DefaultRetention?: unknown, configured: unknown = 'Enabled') => changed({
  'Bucket.ObjectLockEnabled': ObjectLockEnabled,
  'Bucket.ObjectLockConfiguration': { ObjectLockEnabled: configured, Rule: { DefaultRetention } },
}, withUnknowns);
const RETENTION = 'Bucket ObjectLockConfiguration.Rule.DefaultRetention [DefaultRetention]';

test.each<[string, unknown, unknown]>([
  ['days', true, { Mode: 'GOVERNANCE', Days: 365 }],
  ['one day', true, { Mode: 'COMPLIANCE', Days: 1 }],
  ['days as a text', 'true', { Mode: 'GOVERNANCE', Days: '30' }],
  ['years', true, { Mode: 'COMPLIANCE', Years: 7 }],
  ['days of a bucket that had no lock when it was created', undefined, { Mode: 'GOVERNANCE', Days: 365 }],
  ['days or years', true, either({ Mode: 'GOVERNANCE', Days: 365 }, { Mode: 'GOVERNANCE', Years: 1 })],
])('%s are compliant', (_, enabled, retention) => {
  expect(verdicts(rule, lock(enabled, retention))).toEqual([]);
});

test.each<[string, unknown]>([['nothing', undefined], ['false', false], ['the text false', 'false']])('%s is no Object Lock', (_, enabled) => {
  expect(verdicts(rule, changed({ 'Bucket.ObjectLockEnabled': enabled, 'Bucket.ObjectLockConfiguration': undefined })))
    .toEqual(['non-compliant Bucket ObjectLockEnabled']);
});

test.each<[string, unknown]>([['nothing', undefined], ['no time', { Mode: 'GOVERNANCE' }], ['zero days', { Mode: 'GOVERNANCE', Days: 0 }]])('%s is no default retention', (_, retention) => {
  expect(verdicts(rule, lock(true, retention))).toEqual([`non-compliant ${RETENTION}`]);
});

test.each<[string, unknown, unknown, string]>([
  ['a parameter as switch', PARAMETER, { Mode: 'GOVERNANCE', Days: 1 }, 'Bucket ObjectLockEnabled'],
  ['a switch under a condition', either(true, false), { Mode: 'GOVERNANCE', Days: 1 }, 'Bucket ObjectLockEnabled'],
  ['a parameter as days', true, { Mode: 'GOVERNANCE', Days: PARAMETER }, RETENTION],
  ['what is no number', true, { Mode: 'GOVERNANCE', Days: 'many' }, RETENTION],
])('%s cannot be told', (_, enabled, retention, expected) => {
  expect(verdicts(rule, lock(enabled, retention, null))).toEqual([`cannot-tell ${expected}`]);
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, (t) => {
    delete t.Resources.BucketPolicy;
  }))).toEqual(['cannot-tell Trail S3BucketName']);
});
