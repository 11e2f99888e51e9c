import { RULES } from '../../../../src/nag/rules';
import { agnosticStack, changed, findings, stack, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailDataEventsNoFeedbackLoop';
const objects = (...Values: unknown[]) => ({ 'Trail.EventSelectors': [{ DataResources: [{ Type: 'AWS::S3::Object', Values }] }] });
const advanced = (...more: unknown[]) => ({
  'Trail.EventSelectors': undefined,
  'Trail.AdvancedEventSelectors': [{
    FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }, ...more],
  }],
});
const arn = (operator: string, ...values: unknown[]) => ({ Field: 'resources.ARN', [operator]: values });
const LOGS = { 'Fn::Sub': '${Bucket.Arn}/' };
const BASIC = 'Trail EventSelectors';
const ADVANCED = 'Trail AdvancedEventSelectors';

test.each<[string, Record<string, unknown>]>([
  ['no data events', {}],
  ['another bucket of the app', objects({ 'Fn::Sub': '${AccessLogs.Arn}/' })],
  ['a bucket with a name', objects('arn:aws:s3:::data/')],
  ['another prefix of the log bucket', objects({ 'Fn::Sub': '${Bucket.Arn}/other/' })],
  ['functions', { 'Trail.EventSelectors': [{ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }] }] }],
  ['reads of all buckets', { 'Trail.EventSelectors': [{ ReadWriteType: 'ReadOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] }],
  ['all buckets but the log bucket', advanced(arn('NotStartsWith', LOGS))],
  ['all objects but the log files', advanced(arn('NotStartsWith', { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/' }))],
  ['another bucket', advanced(arn('StartsWith', 'arn:aws:s3:::data/'))],
  ['reads', advanced({ Field: 'readOnly', Equals: ['true'] })],
  ['deletions', advanced({ Field: 'eventName', Equals: ['DeleteObject'] })],
  ['topics', { 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::SNS::Topic'] }] }] }],
  ['log files below a prefix, where the trail writes below another', { 'Trail.S3KeyPrefix': 'audit', ...objects({ 'Fn::Sub': '${Bucket.Arn}/AWSLogs/' }) }],
  ['a bucket whose name begins like that of the log bucket', { 'Bucket.BucketName': 'logs', ...objects('arn:aws:s3:::logs-of-others/') }],
  ['no trail bucket at all', { 'Trail.S3BucketName': undefined, ...objects('arn:aws:s3') }],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
  expect(verdicts(rule, [agnosticStack(changed(change))])).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['all buckets', objects('arn:aws:s3'), BASIC],
  ['all buckets by a longer text', objects('arn:aws:s3:::'), BASIC],
  ['the log bucket', objects(LOGS), BASIC],
  ['the log bucket by its name', { 'Bucket.BucketName': 'logs', ...objects('arn:aws:s3:::logs/') }, BASIC],
  ['writes', { 'Trail.EventSelectors': [{ ReadWriteType: 'WriteOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] }, BASIC],
  ['log files below the prefix of the trail', { 'Trail.S3KeyPrefix': 'audit', ...objects({ 'Fn::Sub': '${Bucket.Arn}/audit/' }) }, BASIC],
  ['all objects', advanced(), ADVANCED],
  ['all objects of all buckets but another one', advanced(arn('NotStartsWith', { 'Fn::Sub': '${AccessLogs.Arn}/' })), ADVANCED],
  ['all objects but one', advanced(arn('NotEquals', LOGS)), ADVANCED],
  ['writes of advanced selectors', advanced({ Field: 'readOnly', Equals: ['false'] }), ADVANCED],
  ['new objects', advanced({ Field: 'eventName', StartsWith: ['Put'] }), ADVANCED],
  ['all buckets in any case', objects('arn:aws:s3', either('arn:aws:s3:::data/', { Ref: 'AWS::NoValue' })), BASIC],
])('%s is not', (_, change, expected) => {
  expect(verdicts(rule, changed(change, withUnknowns))).toEqual([`non-compliant ${expected}`]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a parameter as bucket to log', objects(PARAMETER), 'Cannot see the parameter Given'],
  ['a parameter as bucket to leave out', advanced(arn('NotStartsWith', { 'Fn::Sub': 'arn:aws:s3:::${Given}/' })), 'Cannot see the parameter Given'],
  ['a log bucket that is a parameter', { 'Trail.S3BucketName': PARAMETER, ...objects('arn:aws:s3:::data/') }, 'Cannot see the parameter Given'],
  ['a log bucket that is imported', { 'Trail.S3BucketName': { 'Fn::ImportValue': 'Logs' }, ...objects('arn:aws:s3:::data/') }, 'Cannot see the import Logs'],
  ['selectors that cannot be read', { 'Trail.EventSelectors': [{ DataResources: [{ Type: 'AWS::S3::Object' }] }] }, 'Cannot see what EventSelectors selects'],
  ['all buckets under a condition', objects(either('arn:aws:s3', 'arn:aws:s3:::data/')),
    'Cannot see whether this holds, because it depends on Prod: The trail logs the data events of its own log bucket.'],
])('%s cannot be told', (_, change, detail) => {
  expect(findings(rule, changed(change, withUnknowns))).toMatchObject([{ answer: 'cannot-tell', logicalId: 'Trail', detail }]);
});

describe('data events of CloudWatch Logs', () => {
  const ofLogs = (...more: unknown[]) => ({
    'Trail.EventSelectors': undefined,
    'Trail.AdvancedEventSelectors': [{
      FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::Logs::LogGroupAuthorization'] }, ...more],
    }],
  });

  test('of a trail that delivers to a log group are advice', () => {
    expect(verdicts(rule, changed(ofLogs()))).toEqual([`non-compliant ${ADVANCED} [LogGroup]`]);
    expect(RULES.CloudTrailDataEventsNoFeedbackLoop.advice).toEqual(['LogGroup']);
  });

  test.each<[string, Record<string, unknown>]>([
    ['without a log group', { 'Trail.CloudWatchLogsLogGroupArn': undefined, ...ofLogs() }],
    ['without PutLogEvents', ofLogs({ Field: 'eventName', NotEquals: ['PutLogEvents'] })],
    ['that cannot be known', ofLogs({ Field: 'eventName', Equals: [PARAMETER] })],
  ])('%s are not', (_, change) => {
    expect(verdicts(rule, changed(change, withUnknowns))).toEqual([]);
  });
});

test('all buckets do not reach into another account, except with a trail of an organization', () => {
  const archive: TestTemplate = { Resources: { Logs: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs' } } } };
  const app = (account: string | undefined, more: Record<string, unknown> = {}) => [
    stack(changed({ 'Trail.S3BucketName': 'logs', ...objects('arn:aws:s3'), ...more })),
    stack(archive, { stackPath: 'Archive', account }),
  ];
  expect(verdicts(rule, app('999999999999'))).toEqual([]);
  expect(verdicts(rule, app('111122223333'))).toEqual([`non-compliant ${BASIC}`]);
  expect(verdicts(rule, app('999999999999', { 'Trail.IsOrganizationTrail': true }))).toEqual([`non-compliant ${BASIC}`]);
  expect(verdicts(rule, app(undefined))).toEqual([`cannot-tell ${BASIC}`]);
});

test('a bucket for the trails of other apps is nothing for this rule', () => {
  expect(verdicts(rule, changed((t) => {
    delete t.Resources.Trail;
  }))).toEqual([]);
});

test.each<[string, Parameters<typeof changed>[0]]>([
  ['by name', { 'Trail.S3BucketName': 'elsewhere', ...objects('arn:aws:s3:::data/', 'arn:aws:s3:::elsewhere/') }],
  ['with all others', { 'Trail.S3BucketName': 'elsewhere', ...objects('arn:aws:s3:::') }],
  ['by parameter', { 'Trail.S3BucketName': PARAMETER, ...objects('arn:aws:s3') }],
])('a log bucket that is not in the app may be of another account, which selectors do not reach: %s', (_, change) => {
  expect(verdicts(rule, changed(change, withUnknowns))).toEqual([`cannot-tell ${BASIC}`]);
});
