import { changed, findings, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailEventSelectorsValid';
const selectors = (EventSelectors: unknown, AdvancedEventSelectors?: unknown) => changed({
  'Trail.EventSelectors': EventSelectors, 'Trail.AdvancedEventSelectors': AdvancedEventSelectors,
}, withUnknowns);
const of = (...FieldSelectors: unknown[]) => ({ FieldSelectors });
const field = (Field: unknown, ...Equals: unknown[]) => ({ Field, Equals });
const MANAGEMENT = field('eventCategory', 'Management');
const DATA = field('eventCategory', 'Data');
const OBJECTS = field('resources.type', 'AWS::S3::Object');
const arns = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-${index}/`);

test.each<[string, unknown]>([
  ['none', undefined],
  ['all events', [{ ReadWriteType: 'All', IncludeManagementEvents: true }]],
  ['five', [1, 2, 3, 4, 5].map((n) => ({ DataResources: [{ Type: 'AWS::S3::Object', Values: arns(n) }] }))],
  ['250 resources', [{ DataResources: [{ Type: 'AWS::S3::Object', Values: arns(250) }] }]],
  ['all functions', [{ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }] }]],
  ['a bucket of the app', [{ DataResources: [{ Type: 'AWS::S3::Object', Values: [{ 'Fn::Sub': '${AccessLogs.Arn}/' }] }] }]],
  ['a bucket that is a parameter', [{ DataResources: [{ Type: 'AWS::S3::Object', Values: [PARAMETER] }] }]],
  ['one or another', [either({ ReadWriteType: 'All' }, { ReadWriteType: 'ReadOnly' })]],
])('basic selectors: %s is compliant', (_, basic) => {
  expect(verdicts(rule, selectors(basic))).toEqual([]);
});

test.each<[string, unknown[]]>([
  ['management events', [of(MANAGEMENT)]],
  ['objects of a bucket of the app', [of(DATA, OBJECTS, { Field: 'resources.ARN', StartsWith: [{ 'Fn::Sub': '${AccessLogs.Arn}/' }] })]],
  ['objects of a bucket that is a parameter', [of(DATA, OBJECTS, { Field: 'resources.ARN', NotStartsWith: [PARAMETER] })]],
  ['network activity', [of(field('eventCategory', 'NetworkActivity'), field('eventSource', 's3.amazonaws.com'))]],
  ['500 values', [of(DATA, OBJECTS, field('resources.ARN', ...arns(498)))]],
  ['no KMS', [of(MANAGEMENT, { Field: 'eventSource', NotEquals: 'kms.amazonaws.com' })]],
])('advanced selectors: %s is compliant', (_, advanced) => {
  expect(verdicts(rule, selectors(undefined, advanced))).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['a type that there is not', [{ ReadWriteType: 'Most' }], 'EventSelectors.0.ReadWriteType'],
  ['six', [1, 2, 3, 4, 5, 6].map((n) => ({ DataResources: [{ Type: 'AWS::S3::Object', Values: arns(n) }] })), 'EventSelectors'],
  ['twice the same', [{ ReadWriteType: 'All' }, { ReadWriteType: 'All' }], 'EventSelectors'],
  ['251 resources', [{ DataResources: [{ Type: 'AWS::S3::Object', Values: arns(251) }] }], 'EventSelectors'],
  ['a resource type of advanced selectors', [{ DataResources: [{ Type: 'AWS::SNS::Topic', Values: ['arn:aws:sns'] }] }], 'EventSelectors.0.DataResources.0.Type'],
  ['an ARN with a wildcard', [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::*'] }] }], 'EventSelectors.0.DataResources.0.Values.0'],
  ['a source that cannot be excluded', [{ ExcludeManagementEventSources: ['s3.amazonaws.com'] }], 'EventSelectors.0.ExcludeManagementEventSources.0'],
])('basic selectors: %s is not', (_, basic, property) => {
  expect(verdicts(rule, selectors(basic))).toEqual([`non-compliant Trail ${property}`]);
});

test.each<[string, unknown[], string]>([
  ['no category', [of(OBJECTS)], 'AdvancedEventSelectors.0.FieldSelectors'],
  ['no fields', [of()], 'AdvancedEventSelectors.0.FieldSelectors'],
  ['data events of no resource type', [of(DATA)], 'AdvancedEventSelectors.0.FieldSelectors'],
  ['network activity of no source', [of(field('eventCategory', 'NetworkActivity'))], 'AdvancedEventSelectors.0.FieldSelectors'],
  ['two resource types', [of(DATA, field('resources.type', 'AWS::S3::Object', 'AWS::Lambda::Function'))], 'AdvancedEventSelectors.0.FieldSelectors.1.Equals'],
  ['a field of another category', [of(MANAGEMENT, field('resources.ARN', 'arn:aws:s3:::x/'))], 'AdvancedEventSelectors.0.FieldSelectors.1.Field'],
  ['an operator that the field does not take', [of(MANAGEMENT, { Field: 'readOnly', NotEquals: ['true'] })], 'AdvancedEventSelectors.0.FieldSelectors.1.NotEquals'],
  ['501 values', [of(DATA, OBJECTS, field('resources.ARN', ...arns(499)))], 'AdvancedEventSelectors'],
])('advanced selectors: %s is not', (_, advanced, property) => {
  expect(verdicts(rule, selectors(undefined, advanced))).toEqual([`non-compliant Trail ${property}`]);
});

test('both kinds are not', () => {
  expect(verdicts(rule, selectors([{ ReadWriteType: 'All' }], [of(MANAGEMENT)]))).toEqual(['non-compliant Trail AdvancedEventSelectors']);
});

test('everything that is wrong is said', () => {
  expect(findings(rule, selectors([{ ReadWriteType: 'Most', ExcludeManagementEventSources: ['s3.amazonaws.com'] }]))).toMatchObject([{
    answer: 'non-compliant',
    detail: 'CloudTrail refuses the selectors: EventSelectors[0].ReadWriteType must be one of All, ReadOnly, WriteOnly; '
      + 'EventSelectors[0].ExcludeManagementEventSources[0] must be one of kms.amazonaws.com, rdsdata.amazonaws.com.',
  }]);
});

test.each<[string, unknown, unknown]>([
  ['all basic selectors', PARAMETER, undefined],
  ['a basic selector', [PARAMETER], undefined],
  ['a type', [{ ReadWriteType: PARAMETER }], undefined],
  ['data resources', [{ DataResources: PARAMETER }], undefined],
  ['basic selectors beside advanced ones', PARAMETER, [of(MANAGEMENT)]],
  ['all advanced selectors', undefined, PARAMETER],
  ['fields', undefined, [of(PARAMETER)]],
  ['a category', undefined, [of(field('eventCategory', PARAMETER))]],
  ['the name of a field', undefined, [of(MANAGEMENT, field(PARAMETER, 'true'))]],
])('a parameter as %s cannot be told', (_, basic, advanced) => {
  expect(findings(rule, selectors(basic, advanced))).toMatchObject([{ answer: 'cannot-tell', logicalId: 'Trail', detail: 'Cannot see the parameter Given' }]);
});

test('a selector that is wrong under a condition cannot be told', () => {
  expect(verdicts(rule, selectors([{ ReadWriteType: either('All', 'Most') }]))).toEqual(['cannot-tell Trail EventSelectors.0.ReadWriteType']);
});
