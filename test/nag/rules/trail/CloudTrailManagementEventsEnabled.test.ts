import { agnosticStack, changed, findings, stack, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailManagementEventsEnabled';
const basic = (...EventSelectors: unknown[]) => changed({ 'Trail.EventSelectors': EventSelectors }, withUnknowns);
const advanced = (...selectors: unknown[][]) => changed({
  'Trail.EventSelectors': undefined,
  'Trail.AdvancedEventSelectors': selectors.map((FieldSelectors) => ({ FieldSelectors })),
}, withUnknowns);
const field = (Field: string, ...Equals: unknown[]) => ({ Field, Equals });
const MANAGEMENT = field('eventCategory', 'Management');
const BASIC = 'Trail EventSelectors';
const ADVANCED = 'Trail AdvancedEventSelectors';
/** What is added where no management events are selected at all. */
const DATA_ONLY = '. If the trail is for other events only, let another trail of the account in this app log all management events';

test.each<[string, unknown]>([
  ['no selectors', undefined],
  ['an empty list', []],
  ['a selector that says nothing', [{}]],
  ['all events', [{ ReadWriteType: 'All', IncludeManagementEvents: 'true' }]],
  ['reads here and writes there', [{ ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' }]],
  ['an empty list of excluded sources', [{ ExcludeManagementEventSources: [] }]],
  ['a source that another selector adds', [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }, { ReadWriteType: 'All' }]],
  ['data events as well', [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }]],
  ['data events apart', [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }, {}]],
])('%s is compliant', (_, selectors) => {
  expect(verdicts(rule, changed({ 'Trail.EventSelectors': selectors }))).toEqual([]);
});

test.each<[string, unknown[][]]>([
  ['the category', [[MANAGEMENT]]],
  ['reads here and writes there', [[MANAGEMENT, field('readOnly', 'true')], [MANAGEMENT, field('readOnly', 'false')]]],
  ['data events apart', [[MANAGEMENT], [field('eventCategory', 'Data'), field('resources.type', 'AWS::S3::Object')]]],
  ['an excluded source that another selector adds', [[MANAGEMENT, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }], [MANAGEMENT]]],
])('advanced selectors with %s are compliant', (_, selectors) => {
  expect(verdicts(rule, advanced(...selectors))).toEqual([]);
});

test.each<[string, unknown[], string]>([
  ['no management events', [{ IncludeManagementEvents: false }], `read events, write events are left out${DATA_ONLY}`],
  ['none as a text', [{ IncludeManagementEvents: 'false' }], `read events, write events are left out${DATA_ONLY}`],
  ['reads', [{ ReadWriteType: 'ReadOnly' }], 'write events are left out'],
  ['writes', [{ ReadWriteType: 'WriteOnly' }], 'read events are left out'],
  ['writes in any case', [either({ ReadWriteType: 'WriteOnly' }, { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true })], 'read events are left out'],
  ['all but KMS', [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }], 'all events of kms.amazonaws.com are left out'],
  ['all but a source that is a parameter', [{ ExcludeManagementEventSources: [PARAMETER] }], 'some are left out'],
  ['nothing that can be read', ['All'], `read events, write events are left out${DATA_ONLY}`],
  ['all but KMS, of a type nobody can see', [{ ReadWriteType: PARAMETER, ExcludeManagementEventSources: ['kms.amazonaws.com'] }], 'some are left out'],
])('%s is not', (_, selectors, why) => {
  expect(findings(rule, basic(...selectors))).toMatchObject([{
    answer: 'non-compliant', logicalId: 'Trail', property: 'EventSelectors', detail: `The trail does not log all management events: ${why}.`,
  }]);
});

test.each<[string, unknown[][], string]>([
  ['data events', [[field('eventCategory', 'Data'), field('resources.type', 'AWS::S3::Object')]], `read events, write events are left out${DATA_ONLY}`],
  ['writes', [[MANAGEMENT, field('readOnly', 'false')]], 'read events are left out'],
  ['all but two sources', [[MANAGEMENT, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }]],
    'all events of kms.amazonaws.com, all events of rdsdata.amazonaws.com are left out'],
  ['writes of all but KMS', [[MANAGEMENT, field('readOnly', 'false'), { Field: 'eventSource', NotEquals: 'kms.amazonaws.com' }]],
    'read events, all events of kms.amazonaws.com are left out'],
])('advanced selectors of %s are not', (_, selectors, why) => {
  expect(findings(rule, advanced(...selectors))).toMatchObject([{
    answer: 'non-compliant', property: 'AdvancedEventSelectors', detail: `The trail does not log all management events: ${why}.`,
  }]);
});

test('advanced selectors decide beside basic ones', () => {
  const template = advanced([MANAGEMENT]);
  template.Resources.Trail.Properties.EventSelectors = [{ IncludeManagementEvents: false }];
  expect(verdicts(rule, template)).toEqual([]);
});

test.each<[string, unknown[], string]>([
  ['a parameter as type', [{ ReadWriteType: PARAMETER }], 'Cannot see the parameter Given'],
  ['a parameter as selector', [PARAMETER], 'Cannot see the parameter Given'],
  ['sources that are a parameter', [{ ExcludeManagementEventSources: PARAMETER }], 'Cannot see the parameter Given'],
  ['a type that there is not', [{ ReadWriteType: 'Most' }], 'Cannot see what EventSelectors selects'],
  ['reads or all', [{ ReadWriteType: either('ReadOnly', 'All') }],
    'Cannot see whether this holds, because it depends on Prod: The trail does not log all management events: write events are left out.'],
])('%s cannot be told', (_, selectors, detail) => {
  expect(findings(rule, basic(...selectors))).toMatchObject([{ answer: 'cannot-tell', logicalId: 'Trail', property: 'EventSelectors', detail }]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['basic selectors', { 'Trail.EventSelectors': PARAMETER }, BASIC],
  ['advanced selectors', { 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': PARAMETER }, ADVANCED],
])('a parameter as %s cannot be told', (_, change, expected) => {
  expect(verdicts(rule, changed(change, withUnknowns))).toEqual([`cannot-tell ${expected}`]);
});

test.each<[string, typeof stack, typeof stack, string[]]>([
  ['in the same account', stack, stack, []],
  ['in another account', stack, (template, more) => stack(template, { ...more, account: '999999999999' }), [`non-compliant ${BASIC}`]],
  ['in an account that nobody knows', stack, agnosticStack, [`cannot-tell ${BASIC}`]],
  ['in a known account, where its own is not', agnosticStack, stack, [`cannot-tell ${BASIC}`]],
])('a trail for data events needs another one for the others: %s', (_, own, other, expected) => {
  const data = changed({ 'Trail.EventSelectors': [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] });
  expect(verdicts(rule, [own(data), other(changed(), { stackPath: 'Other' })])).toEqual(expected);
});

test('a bucket for the trails of other apps is nothing for this rule', () => {
  expect(verdicts(rule, changed((t) => {
    delete t.Resources.Trail;
  }))).toEqual([]);
});
