import { described } from '../../../src/nag/reporting/described';
import { activeRules } from '../../../src/nag/reporting/levels';
import { shown } from '../../../src/nag/reporting/shown';
import { slugOf, unseenThing } from '../../../src/nag/reporting/unseen';
import { adding, GIVEN, withUnknowns } from '../helpers/changes';
import { ACCOUNT, changed, findings, type TestTemplate, verdicts } from '../helpers/templates';

const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const named = (rule: string, ...changes: Parameters<typeof changed>) => verdicts(rule, changed(...changes));
const either = (a: unknown, b: unknown) => ({ 'Fn::If': ['Prod', a, b] });

test('what several statements deny is said of all of them', () => {
  const deny = adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' });
  expect(findings('CloudTrailBucketPolicyAllowsDelivery', changed(deny, deny)).map(({ detail }) => detail))
    .toEqual([`Statements 3 and 4 deny CloudTrail to write objects to AWSLogs/${ACCOUNT}/* that are encrypted with AES256.`]);
});

test('a policy with one statement that is no list, and one with very many', () => {
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const detail = (Statement: unknown) => findings('CloudTrailBucketPolicyLeastPrivilege', changed({ 'BucketPolicy.PolicyDocument.Statement': Statement }))[0].detail;
  expect(detail(open)).toBe('Statement lets anybody use the bucket.');
  expect(detail(Array.from({ length: 12 }, () => open))).toBe('Statements 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more let anybody use the bucket.');
});

test('an escaped wildcard is shown as it was written', () => {
  const excess = adding('LogsPolicy', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/${*}' });
  const inVersion = { 'LogsPolicy.PolicyDocument.Version': '2012-10-17' };
  expect(findings('CloudTrailLogsRoleLeastPrivilege', changed(inVersion, excess))[0].detail).toMatch(/on "arn:aws:s3:::x\/\$\{\*\}"\.$/);
});

test.each<[string, object, string]>([
  ['actions by exclusion', { NotAction: ['logs:PutLogEvents'], Resource: '*' }, 'every action but "logs:putlogevents"'],
  ['resources by exclusion', { Action: 's3:GetObject', NotResource: 'arn:aws:s3:::x' }, '"s3:getobject" on every resource but some'],
  ['another action in the log group', { Action: 'logs:DeleteLogGroup', Resource: { 'Fn::GetAtt': ['LogGroup', 'Arn'] } }, '"logs:deleteloggroup"'],
  ['another group', { Action: 'logs:PutLogEvents', Resource: 'arn:aws:logs:*:*:*' }, '"logs:putlogevents" on "arn:aws:logs:*:*:*"'],
])('too much by %s is said', (_, statement, expected) => {
  expect(findings('CloudTrailLogsRoleLeastPrivilege', changed(adding('LogsPolicy', { Effect: 'Allow', ...statement })))[0].detail)
    .toBe(`Statement 1 lets the role do more than deliver to the log group of the trail: ${expected}.`);
});

test.each<[string, unknown, string[]]>([
  ['one account or another, outside', { AWS: either('999988887777', '999988886666') }, ['non-compliant']],
  ['this account or another', { AWS: either(ACCOUNT, '999988887777') }, ['cannot-tell']],
  ['a parameter', { AWS: GIVEN }, ['cannot-tell', 'cannot-tell']],
  ['a canonical user', { CanonicalUser: 'abc' }, ['non-compliant']],
])('the key may be administered by %s: %j', (_, Principal, expected) => {
  const found = verdicts('CloudTrailKeyPolicyLeastPrivilege', withUnknowns(adding('Key', { Effect: 'Allow', Principal, Action: 'kms:PutKeyPolicy', Resource: '*' })));
  expect(found.map((verdict) => verdict.split(' ')[0])).toEqual(expected);
});

test.each<[string, unknown, boolean]>([
  ['one address', '192.0.2.1', true],
  ['one new address', '2001:db8::1', true],
  ['no network', '192.0.2.0/x', false],
])('%s is a few: %j', (_, range, expected) => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition: { IpAddress: { 'aws:SourceIp': range } } };
  expect(named('CloudTrailBucketPublicAccessBlocked', adding('BucketPolicy', statement)).length === 0).toBe(expected);
});

test.each<[string, unknown, string[]]>([
  ['a part of an organization that is a parameter', { StringLike: { 'aws:PrincipalOrgPaths': { 'Fn::Sub': '${Given}/*' } } }, ['cannot-tell']],
  ['the organization of the resource', { StringLike: { 'aws:PrincipalOrgPaths': '${aws:ResourceOrgID}/*' } }, []],
])('everybody in %s: %j', (_, Condition, expected) => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition };
  expect(verdicts('CloudTrailBucketPolicyLeastPrivilege', withUnknowns(adding('BucketPolicy', statement))).map((verdict) => verdict.split(' ')[0])).toEqual(expected);
});

test.each<[string, unknown, string[]]>([
  ['a parameter as the organization', { StringLike: { 'aws:SourceOrgID': { 'Fn::Sub': '${Given}' } } }, ['cannot-tell']],
  ['an operator that nobody knows', undefined, ['cannot-tell']],
])('a source limited by %s: %j', (_, Condition, expected) => {
  const change = { 'BucketPolicy.PolicyDocument.Statement.2.Condition': Condition };
  const deny = adding('BucketPolicy', {
    Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { NumericLessThan: { 'aws:SourceAccount': '5' } },
  });
  const found = verdicts('CloudTrailBucketPolicySourceArn', Condition ? withUnknowns(change) : changed(change, deny));
  expect(found.map((verdict) => verdict.split(' ')[0])).toEqual(expected);
});

test('a trail beside one whose account nobody knows cannot be told from it', () => {
  const second = (t: TestTemplate) => {
    t.Resources.Data = { Type: 'AWS::CloudTrail::Trail', Properties: { ...t.Resources.Trail.Properties, TrailName: 'data', EventSelectors: [{ IncludeManagementEvents: false }] } };
    t.Resources.Trail.Properties.IsLogging = GIVEN;
  };
  expect(verdicts('CloudTrailManagementEventsEnabled', withUnknowns(second))).toContain('cannot-tell Data EventSelectors');
});

test.each<[string, string]>([
  ['a\nb', 'a\\u{a}b'], ['a\u202eb', 'a\\u{202e}b'], ['\u001b[2J', '\\u{1b}[2J'], ['\ud800', '\\u{d800}'], ['\ufffd', '\ufffd'], ['é ✔ <x>', 'é ✔ <x>'],
  ['x'.repeat(2000), `${'x'.repeat(1200)}…`], ['\u200b', '\\u{200b}'],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each<[string, string | undefined, string | undefined]>([
  ['Cannot see the bucket logs, which is not in this app', 'the bucket logs, which is not in this app', 'bucket-logs'],
  ['Cannot see the import a::b c', 'the import a::b c', 'import-a:b-c'],
  ['Cannot see whether this holds, because it depends on Prod: x', undefined, undefined],
  ['The trail is off', undefined, undefined],
])('what "%s" could not see: %j', (detail, thing, slug) => {
  const finding = { rule: 'CloudTrailLoggingEnabled', answer: 'cannot-tell' as const, stackPath: '', templatePath: '', logicalId: '', detail };
  expect(unseenThing(finding)).toBe(thing);
  if (thing !== undefined) expect(slugOf(thing)).toBe(slug);
  expect(described(finding, {}, activeRules([], {})).names.some((name) => name.includes('CannotSee'))).toBe(thing !== undefined);
});
