import { changed, findings, stack, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailManagementEventsNotDuplicated';
const TRAIL = { IsLogging: true, IsMultiRegionTrail: true, S3BucketName: 'elsewhere' };
const trail = (properties: Record<string, unknown>, more: Record<string, unknown> = {}): TestTemplate => {
  const template: TestTemplate = { Resources: { Second: { Type: 'AWS::CloudTrail::Trail', ...more, Properties: { ...TRAIL, ...properties } } } };
  withUnknowns(template);
  return template;
};
const SECOND = 'Second EventSelectors';
const DATA_ONLY = [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }];

test('one trail is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['is switched off', { IsLogging: false }],
  ['logs data events', { EventSelectors: DATA_ONLY }],
  ['logs data events by advanced selectors', {
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }] }],
  }],
])('a second one that %s is compliant', (_, properties) => {
  expect(verdicts(rule, [changed(), trail(properties)])).toEqual([]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['the first is switched off', { 'Trail.IsLogging': false }, {}],
  ['the first logs data events', { 'Trail.EventSelectors': DATA_ONLY }, {}],
  ['one logs reads, the other writes', { 'Trail.EventSelectors': [{ ReadWriteType: 'ReadOnly' }] }, { EventSelectors: [{ ReadWriteType: 'WriteOnly' }] }],
])('two are compliant where %s', (_, first, second) => {
  expect(verdicts(rule, [changed(first), trail(second)])).toEqual([]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['all events', {}, {}],
  ['a part of them', {}, { EventSelectors: [{ ReadWriteType: 'WriteOnly', ExcludeManagementEventSources: ['kms.amazonaws.com'] }] }],
  ['those of one Region', {}, { IsMultiRegionTrail: false }],
  ['those of the same Region', { 'Trail.IsMultiRegionTrail': false }, { IsMultiRegionTrail: 'false' }],
  ['those of every Region beside those of one', { 'Trail.IsMultiRegionTrail': false }, {}],
])('a second one that logs %s is not', (_, first, second) => {
  expect(verdicts(rule, [changed(first), trail(second)])).toEqual([`non-compliant ${SECOND}`]);
});

test('every trail but the first is told of the first', () => {
  const app = [changed(), stack(trail({}), { stackPath: 'B' }), stack(trail({}), { stackPath: 'C' })];
  expect(findings(rule, app).map(({ stackPath, detail }) => [stackPath, detail])).toEqual([
    ['B', 'The trail Trail of the stack Stack logs management events of the same account already.'],
    ['C', 'The trail Trail of the stack Stack logs management events of the same account already.'],
  ]);
});

test('the selectors that decide are pointed to', () => {
  const AdvancedEventSelectors = [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }];
  expect(verdicts(rule, [changed(), trail({ AdvancedEventSelectors })])).toEqual(['non-compliant Second AdvancedEventSelectors']);
});

test.each<[string, Partial<{ account: string; region: string }>, boolean, string[]]>([
  ['another account', { account: '999999999999' }, true, []],
  ['another Region, for all of them', { region: 'us-east-1' }, true, [`non-compliant ${SECOND}`]],
  ['another Region, for that alone', { region: 'us-east-1' }, false, []],
  ['an account that only the deployment knows', { account: undefined }, true, [`cannot-tell ${SECOND}`]],
  ['a Region that only the deployment knows', { region: undefined }, false, [`cannot-tell ${SECOND}`]],
])('a second one in a stack of %s', (_, environment, IsMultiRegionTrail, expected) => {
  const app = [changed({ 'Trail.IsMultiRegionTrail': IsMultiRegionTrail }), stack(trail({ IsMultiRegionTrail }), { stackPath: 'B', ...environment })];
  expect(verdicts(rule, app)).toEqual(expected);
});

test('in stacks without an environment both are in the same account', () => {
  const nowhere = { account: undefined, region: undefined };
  const app = [stack(changed(), { ...nowhere }), stack(trail({}), { stackPath: 'B', ...nowhere })];
  expect(verdicts(rule, app)).toEqual([`non-compliant ${SECOND}`]);
});

test('what may be a copy does not hide what is one', () => {
  const app = [
    stack(trail({ IsLogging: PARAMETER }), { stackPath: 'A', account: undefined }),
    stack(trail({}), { stackPath: 'B', account: undefined }),
    stack(trail({}), { stackPath: 'C', account: undefined }),
    stack(trail({}, { Condition: 'Prod' }), { stackPath: 'Maybe' }),
    stack(trail({ EventSelectors: DATA_ONLY }), { stackPath: 'Known' }),
    stack(trail({}, { Condition: 'Prod' }), { stackPath: 'Under', account: undefined }),
  ];
  expect(findings(rule, app).map(({ stackPath, answer }) => [stackPath, answer])).toEqual([
    ['A', 'cannot-tell'], ['B', 'cannot-tell'], ['C', 'non-compliant'], ['Under', 'non-compliant'],
  ]);
});

test.each<[string, Record<string, unknown>]>([
  ['switch', { IsLogging: PARAMETER }],
  ['type of events', { EventSelectors: [{ ReadWriteType: PARAMETER, IncludeManagementEvents: PARAMETER }] }],
  ['outcome of a condition', { IsLogging: either(true, false) }],
])('a %s that is not known cannot be told', (_, properties) => {
  expect(verdicts(rule, [changed(), trail(properties)])).toEqual([`cannot-tell ${SECOND}`]);
});

test('a second trail that is only there under a condition is not compliant where it is there', () => {
  expect(verdicts(rule, [changed(), trail({}, { Condition: 'Prod' })])).toEqual([`non-compliant ${SECOND}`]);
});

test('a trail that depends on many conditions is followed through all of them', () => {
  const names = ['A', 'B', 'C', 'D'];
  const off = (logging: unknown) => names.reduce((inner, name) => ({ 'Fn::If': [name, inner, inner] }), logging);
  const first = (logging: unknown) => changed({ 'Trail.IsLogging': off(logging) }, (t) => {
    t.Parameters = Object.fromEntries(names.map((name) => [`${name}Value`, { Type: 'String' }]));
    t.Conditions = Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: `${name}Value` }, 'yes'] }]));
  });
  expect(verdicts(rule, [first(false), trail({})])).toEqual([]);
  expect(verdicts(rule, [first(true), trail({})])).toEqual([`non-compliant ${SECOND}`]);
});

test('a first trail under a condition cannot be told', () => {
  const first = changed(withUnknowns, (t) => {
    t.Resources.Trail.Condition = 'Prod';
  });
  expect(verdicts(rule, [first, trail({})])).toEqual([`cannot-tell ${SECOND}`]);
});

test('trails under opposite conditions are compliant', () => {
  const template = changed(withUnknowns, (t) => {
    t.Conditions = { ...t.Conditions, Other: { 'Fn::Not': [{ Condition: 'Prod' }] } };
    t.Resources.Trail.Condition = 'Prod';
    t.Resources.Second = { ...trail({}).Resources.Second, Condition: 'Other' };
  });
  expect(verdicts(rule, template)).toEqual([]);
});
