import { ACCOUNT, agnosticStack, changed, findings, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailBucketRetention';
const KEEP = { Status: 'Enabled', ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 400 } };
const unlocked = { 'Bucket.ObjectLockEnabled': undefined, 'Bucket.ObjectLockConfiguration': undefined };
/** The right template without Object Lock and with these lifecycle rules. */
const rules = (...Rules: unknown[]) => changed(unlocked, { 'Bucket.LifecycleConfiguration': { Rules } }, withUnknowns);
/** A rule that keeps long enough, and another one. */
const beside = (other: Record<string, unknown>) => rules(KEEP, { Status: 'Enabled', ...other });
const at = (path: string, finding: string, answer = 'non-compliant') => `${answer} Bucket LifecycleConfiguration${path && `.Rules.${path}`} [${finding}]`;
const FOR_EVER = at('', 'KeptForEver');

describe('days', () => {
  test.each([[365], [366], ['365'], [3650], [either(365, 400)]])('%j are enough', (days) => {
    expect(verdicts(rule, rules({ Status: 'Enabled', ExpirationInDays: days, NoncurrentVersionExpiration: { NoncurrentDays: days } }))).toEqual([]);
    expect(verdicts(rule, rules({ Status: 'Enabled', ExpirationInDays: days, NoncurrentVersionExpirationInDays: days }))).toEqual([]);
  });

  test.each([[364], [1], ['364'], [0], [either(30, 90)]])('%j are not', (days) => {
    expect(verdicts(rule, rules({ ...KEEP, ExpirationInDays: days }))).toEqual([at('0.ExpirationInDays', 'Expiration')]);
    expect(verdicts(rule, rules({ ...KEEP, NoncurrentVersionExpiration: { NoncurrentDays: days, NewerNoncurrentVersions: 3 } })))
      .toEqual([at('0.NoncurrentVersionExpiration.NoncurrentDays', 'NoncurrentExpiration')]);
    expect(verdicts(rule, rules({ Status: 'Enabled', ExpirationInDays: 400, NoncurrentVersionExpirationInDays: days })))
      .toEqual([at('0.NoncurrentVersionExpirationInDays', 'NoncurrentExpiration')]);
  });

  test.each<[number, string[]]>([[400, []], [401, [at('0.ExpirationInDays', 'Expiration'), at('0.NoncurrentVersionExpiration.NoncurrentDays', 'NoncurrentExpiration')]]])(
    'of which %d are required', (requiredRetentionDays, expected) => {
      expect(verdicts(rule, rules(KEEP), { requiredRetentionDays })).toEqual(expected);
    });

  test('the required number is in the text', () => {
    expect(findings(rule, rules({ ...KEEP, ExpirationInDays: 30 }), { requiredRetentionDays: 90 }))
      .toMatchObject([{ detail: 'A lifecycle rule deletes log files before 90 days are over.' }]);
  });

  test('a date deletes what was written the day before', () => {
    expect(verdicts(rule, rules({ Status: 'Enabled', ExpirationDate: '2099-01-01T00:00:00Z' }))).toEqual([at('0.ExpirationDate', 'Expiration')]);
  });

  test.each<[string, unknown]>([['a parameter', PARAMETER], ['what is no number', 'many'], ['enough or not', either(365, 364)]])('%s cannot be told', (_, days) => {
    expect(verdicts(rule, rules({ ...KEEP, ExpirationInDays: days }))).toEqual([at('0.ExpirationInDays', 'Expiration', 'cannot-tell')]);
  });

  test('one early rule decides, whatever another one is', () => {
    expect(verdicts(rule, rules({ ...KEEP, ExpirationInDays: PARAMETER }, { ...KEEP, ExpirationInDays: 30 }))).toEqual([at('1.ExpirationInDays', 'Expiration')]);
  });
});

describe('a second, shorter rule', () => {
  test.each<[string, Record<string, unknown>]>([
    ['that is disabled', { Status: 'Disabled', ExpirationInDays: 1 }],
    ['without a status', { Status: undefined, ExpirationInDays: 1 }],
    ['for another prefix', { Prefix: 'tmp/', ExpirationInDays: 1 }],
    ['for a prefix that only looks alike', { Prefix: 'AWSLogsOld/', ExpirationInDays: 1 }],
    ['for the log files of another account', { Prefix: 'AWSLogs/999999999999/', ExpirationInDays: 1 }],
    ['for tagged objects', { TagFilters: [{ Key: 'temporary', Value: 'true' }], ExpirationInDays: 1 }],
    ['for larger objects than CloudTrail writes', { ObjectSizeGreaterThan: String(50 * 1024 * 1024), ExpirationInDays: 1 }],
    ['for delete markers', { ExpiredObjectDeleteMarker: true }],
    ['for multipart uploads', { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
  ])('%s does not count', (_, other) => {
    expect(verdicts(rule, beside(other))).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['for everything', { ExpirationInDays: 1 }],
    ['for an empty prefix', { Prefix: '', ExpirationInDays: 1 }],
    ['for the log folder', { Prefix: 'AWSLogs/', ExpirationInDays: 1 }],
    ['for a beginning of the log folder', { Prefix: 'AWS', ExpirationInDays: 1 }],
    ['for the account', { Prefix: { 'Fn::Sub': 'AWSLogs/${AWS::AccountId}/' }, ExpirationInDays: 1 }],
    ['for the digest files', { Prefix: `AWSLogs/${ACCOUNT}/CloudTrail-Digest/`, ExpirationInDays: 1 }],
    ['with an empty list of tags', { TagFilters: [], ExpirationInDays: 1 }],
    ['for larger objects, as CloudTrail writes too', { ObjectSizeGreaterThan: 50 * 1024 * 1024 - 1, ExpirationInDays: 1 }],
    ['for small objects', { ObjectSizeLessThan: 131072, ExpirationInDays: 1 }],
  ])('%s counts', (_, other) => {
    expect(verdicts(rule, beside(other))).toEqual([at('1.ExpirationInDays', 'Expiration')]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a status', { Status: PARAMETER }],
    ['a prefix', { Prefix: PARAMETER }],
    ['tags', { TagFilters: PARAMETER }],
    ['a size', { ObjectSizeGreaterThan: PARAMETER }],
  ])('with a parameter as %s cannot be told', (_, other) => {
    expect(verdicts(rule, beside({ ExpirationInDays: 1, ...other }))).toEqual([at('1.ExpirationInDays', 'Expiration', 'cannot-tell')]);
  });

  test.each<[string | undefined, string, boolean]>([
    ['audit', 'audit/', true],
    ['audit', 'audit/AWSLogs/', true],
    ['audit', 'AWSLogs/', false],
    ['audit', 'auditors/', false],
    ['a/b', 'a/', true],
    ['', 'AWSLogs/', true],
  ])('where the trail writes below %j, and the rule is for %j', (S3KeyPrefix, Prefix, counts) => {
    const template = changed(unlocked, { 'Trail.S3KeyPrefix': S3KeyPrefix, 'Bucket.LifecycleConfiguration': { Rules: [KEEP, { Status: 'Enabled', Prefix, ExpirationInDays: 1 }] } });
    expect(verdicts(rule, template)).toEqual(counts ? [at('1.ExpirationInDays', 'Expiration')] : []);
  });

  test('for any account counts where the trail is one of an organization', () => {
    const template = beside({ Prefix: 'AWSLogs/o-abcdefghij/', ExpirationInDays: 1 });
    expect(verdicts(rule, template)).toEqual([]);
    template.Resources.Trail.Properties.IsOrganizationTrail = 'true';
    expect(verdicts(rule, template)).toEqual([at('1.ExpirationInDays', 'Expiration')]);
  });

  test('for one account, in a stack of an account that only the deployment knows, cannot be told', () => {
    const template = beside({ Prefix: 'AWSLogs/999999999999/', ExpirationInDays: 1 });
    expect(verdicts(rule, [agnosticStack(template)])).toEqual([at('1.ExpirationInDays', 'Expiration', 'cannot-tell')]);
  });
});

describe('Object Lock', () => {
  const locked = (lock: Record<string, unknown>, days: Record<string, unknown>) => changed(
    { 'Bucket.ObjectLockConfiguration.Rule.DefaultRetention': lock, 'Bucket.LifecycleConfiguration': { Rules: [{ ...KEEP, ...days }] } }, withUnknowns,
  );
  const noncurrent = { NoncurrentVersionExpiration: { NoncurrentDays: 1 } };
  const EARLY = '0.NoncurrentVersionExpiration.NoncurrentDays';

  test.each([[{ Days: 365 }], [{ Days: '400' }], [{ Years: 1 }]])('of %j makes early noncurrent expiry harmless', (lock) => {
    expect(verdicts(rule, locked({ Mode: 'GOVERNANCE', ...lock }, noncurrent))).toEqual([]);
  });

  test.each([[{ Days: 364 }], [{}]])('of %j does not', (lock) => {
    expect(verdicts(rule, locked({ Mode: 'GOVERNANCE', ...lock }, noncurrent))).toEqual([at(EARLY, 'NoncurrentExpiration')]);
  });

  test('of a year does not where more is required', () => {
    expect(verdicts(rule, locked({ Mode: 'GOVERNANCE', Years: 1 }, noncurrent), { requiredRetentionDays: 366 })).toEqual([at(EARLY, 'NoncurrentExpiration')]);
  });

  test('of a parameter cannot be told', () => {
    expect(verdicts(rule, locked({ Mode: 'GOVERNANCE', Days: PARAMETER }, noncurrent))).toEqual([at(EARLY, 'NoncurrentExpiration', 'cannot-tell')]);
  });

  test('does not keep current versions in sight', () => {
    expect(verdicts(rule, locked({ Mode: 'GOVERNANCE', Days: 365 }, { ExpirationInDays: 1 }))).toEqual([at('0.ExpirationInDays', 'Expiration')]);
  });
});

describe('log files that are kept for ever', () => {
  test.each<[string, unknown]>([
    ['no lifecycle', undefined],
    ['no rules', { Rules: [] }],
    ['a rule that is disabled', { Rules: [{ ...KEEP, Status: 'Disabled' }] }],
    ['a rule for another prefix', { Rules: [{ ...KEEP, Prefix: 'tmp/' }] }],
    ['noncurrent versions only', { Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 400 } }] }],
    ['a class that is no archive', { Rules: [{ Status: 'Enabled', Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }] }] }],
  ])('%s', (_, lifecycle) => {
    expect(verdicts(rule, changed({ 'Bucket.LifecycleConfiguration': lifecycle }))).toEqual([FOR_EVER]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a transition', { Transition: { StorageClass: 'GLACIER', TransitionInDays: 90 } }],
    ['transitions', { Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }, { StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 90 }] }],
    ['a transition of larger files', { ObjectSizeGreaterThan: 131071, Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }] }],
  ])('%s to an archive is enough', (_, archive) => {
    expect(verdicts(rule, rules({ Status: 'Enabled', ...archive }))).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['transitions', { Transitions: PARAMETER }],
    ['a storage class', { Transition: { StorageClass: PARAMETER, TransitionInDays: 90 } }],
  ])('with a parameter as %s cannot be told', (_, archive) => {
    expect(verdicts(rule, rules({ Status: 'Enabled', ...archive }))).toEqual([at('', 'KeptForEver', 'cannot-tell')]);
  });

  test('under a condition cannot be told', () => {
    expect(verdicts(rule, changed({ 'Bucket.LifecycleConfiguration': either({ Rules: [KEEP] }, { Ref: 'AWS::NoValue' }) }, withUnknowns)))
      .toEqual([at('', 'KeptForEver', 'cannot-tell')]);
  });
});

test.each([[PARAMETER], [{ Rules: PARAMETER }]])('the lifecycle %j cannot be told', (lifecycle) => {
  expect(verdicts(rule, changed({ 'Bucket.LifecycleConfiguration': lifecycle }, withUnknowns))).toEqual(['cannot-tell Bucket LifecycleConfiguration.Rules']);
});

describe('a bucket for trails of other apps', () => {
  const orphan = (change: Record<string, unknown>, ...others: unknown[]): TestTemplate => {
    const template = changed(unlocked, { 'Bucket.LifecycleConfiguration': { Rules: [KEEP, ...others] }, ...change }, withUnknowns);
    delete template.Resources.Trail;
    return template;
  };
  const short = (Prefix: unknown) => ({ Status: 'Enabled', Prefix, ExpirationInDays: 1 });

  test('is about what its policy lets CloudTrail write', () => {
    expect(verdicts(rule, orphan({}, short('tmp/'), short('AWSLogs/999999999999/')))).toEqual([]);
    expect(verdicts(rule, orphan({}, short('AWSLogs/')))).toEqual([at('1.ExpirationInDays', 'Expiration')]);
  });

  test('cannot be told where the policy does not say', () => {
    const Resource = { 'Fn::Sub': '${Bucket.Arn}/${Given}' };
    expect(verdicts(rule, orphan({ 'BucketPolicy.PolicyDocument.Statement.2.Resource': Resource }, short('tmp/'))))
      .toContain(at('1.ExpirationInDays', 'Expiration', 'cannot-tell'));
  });
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, (t) => {
    delete t.Resources.BucketPolicy;
  }))).toEqual(['cannot-tell Trail S3BucketName']);
});
