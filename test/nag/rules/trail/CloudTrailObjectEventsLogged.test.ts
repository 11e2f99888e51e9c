import { PRICES, priceText } from '../../../../src/cloudtrail/pricing';
import { RULES } from '../../../../src/nag/rules';
import { ACCOUNT, changed, findings, stack, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailObjectEventsLogged';
const AT = 'Trail AdvancedEventSelectors';
const BASIC = 'Trail EventSelectors';
const BOTH = [`${AT} [Read]`, `${AT} [Write]`];

const field = (Field: string, operator: string, ...values: unknown[]) => ({ Field, [operator]: values });
/** A selector for S3 objects. */
const objects = (...more: object[]) => ({ FieldSelectors: [field('eventCategory', 'Equals', 'Data'), field('resources.type', 'Equals', 'AWS::S3::Object'), ...more] });
const advanced = (...AdvancedEventSelectors: object[]) => ({ 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': AdvancedEventSelectors });
const reads = field('readOnly', 'Equals', 'true');
const writes = field('readOnly', 'Equals', 'false');
const notLogs = field('resources.ARN', 'NotStartsWith', { 'Fn::Sub': '${Bucket.Arn}/' }, { 'Fn::Sub': '${AccessLogs.Arn}/' });

/** Another trail beside that of the template. */
const another = (properties: object) => (template: TestTemplate) => {
  template.Resources.Other = { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: 'elsewhere', IsLogging: true, IsMultiRegionTrail: true, ...properties } };
};
const basic = (ReadWriteType: string, ...Values: unknown[]) => ({ EventSelectors: [{ ReadWriteType, DataResources: [{ Type: 'AWS::S3::Object', Values }] }] });

test.each<[string, TestTemplate]>([
  ['all of one trail', changed(advanced(objects(notLogs)))],
  ['all of them with those of the log bucket', changed(advanced(objects()))],
  ['all in basic selectors', changed({ 'Trail.EventSelectors': [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] })],
  ['reads and writes in two selectors', changed(advanced(objects(notLogs, reads), objects(notLogs, writes)))],
  ['reads in another trail', changed(advanced(objects(notLogs, writes)), another(basic('ReadOnly', 'arn:aws:s3:::')))],
  ['one bucket in another trail', changed(advanced(objects(notLogs, field('resources.ARN', 'NotStartsWith', 'arn:aws:s3:::busy/'))), another(basic('All', 'arn:aws:s3:::busy/')))],
  ['deletions in another selector', changed(advanced(objects(notLogs, field('eventName', 'NotEquals', 'DeleteObject')), objects(notLogs, field('eventName', 'Equals', 'DeleteObject'))))],
  ['without what S3 Lifecycle does', changed(advanced(objects(notLogs, field('eventSource', 'NotEquals', 's3lifecycle.amazonaws.com'))))],
])('%s: nothing is missing', (_, template) => {
  expect(verdicts(rule, template)).toEqual([]);
});

test.each<[string, TestTemplate, string[]]>([
  ['no data events', changed(), [`${BASIC} [Read]`, `${BASIC} [Write]`]],
  ['writes only', changed(advanced(objects(notLogs, writes))), [`${AT} [Read]`]],
  ['reads only', changed(advanced(objects(notLogs, reads))), [`${AT} [Write]`]],
  ['one bucket', changed(advanced(objects(field('resources.ARN', 'StartsWith', 'arn:aws:s3:::data/')))), BOTH],
  ['two buckets in two selectors', changed(advanced(
    objects(field('resources.ARN', 'StartsWith', 'arn:aws:s3:::data/')), objects(field('resources.ARN', 'StartsWith', 'arn:aws:s3:::more/')),
  )), BOTH],
  ['all but another bucket', changed(advanced(objects(field('resources.ARN', 'NotStartsWith', 'arn:aws:s3:::busy/')))), BOTH],
  ['all but a bucket whose name begins like that of the log bucket', changed({ 'Bucket.BucketName': 'logs' },
    advanced(objects(field('resources.ARN', 'NotStartsWith', 'arn:aws:s3:::logs-2/')))), BOTH],
  ['all but some names', changed(advanced(objects(notLogs, field('eventName', 'NotStartsWith', 'Put')))), BOTH],
  ['all but names that begin and end so', changed(advanced(
    objects(notLogs, field('eventName', 'NotStartsWith', 'Put')), objects(notLogs, { ...field('eventName', 'StartsWith', 'Put'), NotEndsWith: ['Acl'] }),
  )), BOTH],
  ['all but some callers', changed(advanced(objects(notLogs, field('userIdentity.arn', 'NotEquals', 'arn:aws:iam::111122223333:user/u')))), BOTH],
  ['functions', changed(advanced({ FieldSelectors: [field('eventCategory', 'Equals', 'Data'), field('resources.type', 'Equals', 'AWS::Lambda::Function')] })), BOTH],
  ['a trail that is off', changed({ 'Trail.IsLogging': false }, advanced(objects(notLogs))), BOTH],
  ['a trail of one Region', changed({ 'Trail.IsMultiRegionTrail': false }, advanced(objects(notLogs))), BOTH],
  ['reads in another trail that is off', changed(advanced(objects(notLogs, writes)), another({ ...basic('ReadOnly', 'arn:aws:s3'), IsLogging: false })), [`${AT} [Read]`]],
])('%s: advice about what is missing', (_, template, expected) => {
  expect(verdicts(rule, template)).toEqual(expected.map((each) => `non-compliant ${each}`));
});

test.each<[string, TestTemplate]>([
  ['selectors', changed({ 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': PARAMETER }, withUnknowns)],
  ['whether the trail is on', changed({ 'Trail.IsLogging': PARAMETER }, advanced(objects(notLogs)), withUnknowns)],
  ['a bucket that is excluded', changed(advanced(objects(field('resources.ARN', 'NotStartsWith', { 'Fn::Sub': 'arn:aws:s3:::${Given}/' }))), withUnknowns)],
  ['Regions under a condition', changed({ 'Trail.IsMultiRegionTrail': either(true, false) }, advanced(objects(notLogs)), withUnknowns)],
])('%s may not be known', (_, template) => {
  expect(findings(rule, template).map(({ answer, findingId }) => [answer, findingId])).toEqual([['cannot-tell', 'Read'], ['cannot-tell', 'Write']]);
});

test('callers in two selectors may be all of them together', () => {
  const by = (operator: string) => objects(notLogs, field('userIdentity.arn', operator, 'arn:aws:iam::111122223333:user/u'));
  expect(findings(rule, changed(advanced(by('Equals'), by('NotEquals'))))).toMatchObject([
    { answer: 'cannot-tell', detail: 'Cannot see which events the trails select together' }, { answer: 'cannot-tell' },
  ]);
});

/** A stack with a trail and nothing else. */
const trailAlone = (properties: object): TestTemplate => ({
  Resources: { Other: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: 'elsewhere', IsLogging: true, IsMultiRegionTrail: true, ...properties } } },
});

test('trails of another stack count, and those of another account do not', () => {
  const judged = (account: string) =>
    verdicts(rule, [stack(changed()), stack(trailAlone(basic('All', 'arn:aws:s3')), { stackPath: 'Other', account })]).filter((each) => each.includes('Trail'));
  expect(judged(ACCOUNT)).toEqual([]);
  expect(judged('999999999999')).toEqual([`non-compliant ${BASIC} [Read]`, `non-compliant ${BASIC} [Write]`]);
});

test('an account is told once, at its first trail', () => {
  expect(verdicts(rule, [stack(changed()), stack(trailAlone({}), { stackPath: 'Other' })])).toEqual([`non-compliant ${BASIC} [Read]`, `non-compliant ${BASIC} [Write]`]);
});

test('it is advice, is off unless asked for, and says what it costs', () => {
  const { level, optIn, why } = RULES[rule];
  expect({ level, optIn }).toEqual({ level: 'info', optIn: true });
  expect(why).toContain(priceText(PRICES.dataEvents));
});
