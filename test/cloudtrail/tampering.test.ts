import { CIS_CONTROLS, cisPattern } from '../../src/cloudtrail/cis/cis-controls';
import { tamperActions, tamperEvents, TAMPERING, type TamperTable, type TamperTarget } from '../../src/cloudtrail/tampering';

const targets = Object.entries(TAMPERING) as [TamperTarget, TamperTable][];
const calls = targets.flatMap(([target, { service, actionPrefix = service, calls: rows }]) => rows.map((call) => [`${target}: ${call.eventName}`, actionPrefix, call] as const));

test.each(targets)('each call against the %s is listed once', (_target, table) => {
  expect(new Set(table.calls.map(({ eventName }) => eventName)).size).toBe(table.calls.length);
});

describe.each(calls)('%s', (_name, service, call) => {
  test('has IAM actions of its service', () => {
    expect(call.actions.length).toBeGreaterThan(0);
    expect(call.actions.filter((action) => !new RegExp(`^${service}:[A-Z][A-Za-z]+$`).test(action))).toEqual([]);
  });

  test('says what it does, where an event names the target, and which page says so', () => {
    expect(call.effect).toMatch(/^[a-z].*[a-z]$/);
    expect(call.fields.every(({ field, forms }) => /^(requestParameters|resources)\.\w+$/.test(field) && forms.length > 0)).toBe(true);
    expect(call.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.*\.html$/);
  });
});

test('IAM names changes to a bucket differently from the events', () => {
  expect(tamperActions('bucket')).toEqual([
    's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPublicAccessBlock', 's3:PutBucketOwnershipControls',
    's3:PutBucketVersioning', 's3:PutBucketObjectLockConfiguration', 's3:PutLifecycleConfiguration', 's3:PutEncryptionConfiguration', 's3:PutBucketLogging',
    's3:PutReplicationConfiguration', 's3:PutBucketRequestPayment', 's3:PutMetricsConfiguration', 's3:PutBucketNotification', 's3:PutInventoryConfiguration',
    's3:PutBucketAbac', 's3:PutBucketTagging',
  ]);
});

test('the low-noise filter of CIS has every call against a trail', () => {
  const control = CIS_CONTROLS.find(({ id }) => id === 'CloudTrailChanges')!;
  const pattern = cisPattern(control, 'lowNoise');

  expect(tamperEvents('trail').filter((name) => !pattern.includes(`($.eventName = ${name})`))).toEqual([]);
});
