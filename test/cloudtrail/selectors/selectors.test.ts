import * as fc from 'fast-check';
import { isUnknown } from '../../../src/cloudtrail/logic/answer';
import * as meaning from '../../../src/cloudtrail/selectors/selectors';
import { runs } from '../../helpers/runs';

const { dataResourceTypes, networkEventSources, readSelection } = meaning;
type SelectorProperties = meaning.SelectorProperties;

/** What is not known is undefined. */
const known = <T>(value: T) => (isUnknown(value) ? undefined : value);
const knownIn = (object: object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, known(value)]));
const logged = (...of: Parameters<typeof meaning.logged>) => knownIn(meaning.logged(...of));
const managementEvents = (...of: Parameters<typeof meaning.managementEvents>) => knownIn(meaning.managementEvents(...of));
const logsEvent = (...of: Parameters<typeof meaning.logsEvent>) => known(meaning.logsEvent(...of));
const logsDeliveriesTo = (...of: Parameters<typeof meaning.logsDeliveriesTo>) => known(meaning.logsDeliveriesTo(...of));

const PARAMETER = { Ref: 'Parameter' };
const X = '\u{100000}';
const Y = '\u{100001}';
const NAME = '\u{F0000}';

function advanced(...selectors: Record<string, Record<string, unknown>>[]): SelectorProperties {
  return {
    AdvancedEventSelectors: selectors.map((fields) => ({
      FieldSelectors: Object.entries(fields).map(([Field, operators]) => ({ Field, ...operators })),
    })),
  };
}

const MANAGEMENT = { eventCategory: { Equals: ['Management'] } };
const S3 = { 'eventCategory': { Equals: ['Data'] }, 'resources.type': { Equals: ['AWS::S3::Object'] } };
const basic = (...selectors: unknown[]): SelectorProperties => ({ EventSelectors: selectors });

describe('management events', () => {
  test.each<[string, SelectorProperties, unknown]>([
    ['no selectors', {}, { read: true, write: true, excludedSources: [], all: true }],
    ['empty lists', { EventSelectors: [], AdvancedEventSelectors: [] }, { read: true, write: true, excludedSources: [], all: true }],
    ['an empty basic selector', basic({}), { read: true, write: true, excludedSources: [], all: true }],
    ['read only', basic({ ReadWriteType: 'ReadOnly' }), { read: true, write: false, excludedSources: [], all: false }],
    ['write only', basic({ ReadWriteType: 'WriteOnly' }), { read: false, write: true, excludedSources: [], all: false }],
    ['read and write in two selectors', basic({ ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' }), { read: true, write: true, excludedSources: [], all: true }],
    ['switched off', basic({ IncludeManagementEvents: 'false' }), { read: false, write: false, excludedSources: [], all: false }],
    ['KMS excluded', basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }), { read: true, write: true, excludedSources: ['kms.amazonaws.com'], all: false }],
    [
      'KMS excluded by one selector and logged by another',
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }, { IncludeManagementEvents: true }),
      { read: true, write: true, excludedSources: [], all: true },
    ],
    [
      'different sources excluded by two selectors',
      advanced({ ...MANAGEMENT, eventSource: { NotEquals: ['kms.amazonaws.com'] } }, { ...MANAGEMENT, eventSource: { NotEquals: ['rdsdata.amazonaws.com'] } }),
      { read: true, write: true, excludedSources: [], all: true },
    ],
    ['advanced', advanced(MANAGEMENT), { read: true, write: true, excludedSources: [], all: true }],
    ['advanced, read only', advanced({ ...MANAGEMENT, readOnly: { Equals: ['true'] } }), { read: true, write: false, excludedSources: [], all: false }],
    ['advanced, readOnly as a boolean', advanced({ ...MANAGEMENT, readOnly: { Equals: [false] } }), { read: false, write: true, excludedSources: [], all: false }],
    [
      'KMS excluded of write events only',
      advanced({ ...MANAGEMENT, readOnly: { Equals: ['true'] } }, { ...MANAGEMENT, readOnly: { Equals: ['false'] }, eventSource: { NotEquals: 'kms.amazonaws.com' } }),
      { read: true, write: true, excludedSources: ['kms.amazonaws.com'], all: false },
    ],
    ['data events only', advanced(S3), { read: false, write: false, excludedSources: [], all: false }],
    ['advanced selectors replace basic ones', { ...basic({}), ...advanced(S3) }, { read: false, write: false, excludedSources: [], all: false }],
    ['only one source', advanced({ ...MANAGEMENT, eventSource: { Equals: ['ec2.amazonaws.com'] } }), { read: false, write: false, excludedSources: [], all: false }],
  ])('%s', (_, properties, expected) => {
    expect(managementEvents(readSelection(properties))).toEqual(expected);
  });

  test.each<[string, SelectorProperties, unknown]>([
    ['basic selectors', { EventSelectors: PARAMETER }, { read: undefined, write: undefined, all: undefined }],
    ['advanced selectors', { AdvancedEventSelectors: PARAMETER }, { read: undefined, write: undefined, all: undefined }],
    ['a list that is an unresolved text', { AdvancedEventSelectors: X }, { read: undefined, write: undefined, all: undefined }],
    ['one of the selectors', basic(PARAMETER), { read: undefined, write: undefined, all: undefined }],
    ['one selector beside one that logs all', basic({}, PARAMETER), { read: true, write: true, all: true }],
    ['a selector that is an unresolved text', basic(X), { read: undefined, write: undefined, all: undefined }],
    ['IncludeManagementEvents', basic({ IncludeManagementEvents: PARAMETER }), { read: undefined, write: undefined, all: undefined }],
    ['IncludeManagementEvents of a write selector', basic({ IncludeManagementEvents: X, ReadWriteType: 'WriteOnly' }), { read: false, write: undefined, all: false }],
    ['ReadWriteType', basic({ ReadWriteType: PARAMETER }), { read: undefined, write: undefined, all: undefined }],
    ['the excluded sources', basic({ ExcludeManagementEventSources: PARAMETER }), { read: undefined, write: undefined, all: undefined }],
    ['one excluded source', basic({ ExcludeManagementEventSources: ['kms.amazonaws.com', PARAMETER] }), { read: undefined, write: undefined, all: false }],
    ['field selectors', { AdvancedEventSelectors: [{ FieldSelectors: PARAMETER }] }, { read: undefined, write: undefined, all: undefined }],
    ['no field selectors', { AdvancedEventSelectors: [{}] }, { read: undefined, write: undefined, all: undefined }],
    ['a field selector', { AdvancedEventSelectors: [{ FieldSelectors: [PARAMETER] }] }, { read: undefined, write: undefined, all: undefined }],
    ['a field', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: PARAMETER, Equals: ['x'] }] }] }, { read: undefined, write: undefined, all: undefined }],
    ['the category', advanced({ eventCategory: { Equals: [PARAMETER] } }), { read: undefined, write: undefined, all: undefined }],
    ['no category', advanced({ readOnly: { Equals: ['true'] } }), { read: undefined, write: false, all: false }],
    ['the value of readOnly', advanced({ ...MANAGEMENT, readOnly: { Equals: PARAMETER } }), { read: undefined, write: undefined, all: undefined }],
  ])('cannot be known: %s', (_, properties, expected) => {
    expect(managementEvents(readSelection(properties))).toMatchObject(expected as object);
  });

  test('what is no structure selects nothing', () => {
    expect(managementEvents(readSelection(basic('nonsense', { ReadWriteType: 'ReadOnly', DataResources: ['nonsense'] })))).toMatchObject({ read: true, write: false });
  });
});

describe('data and network activity events', () => {
  const arns = (conditions: Record<string, unknown>) => readSelection(advanced({ ...S3, 'resources.ARN': conditions }));
  const object = (arn: string) => ({ 'eventCategory': 'Data', 'resources.type': 'AWS::S3::Object', 'resources.ARN': arn });

  // The example of the user guide, page "Filtering data events by using advanced event selectors".
  test.each([
    ['object1', true],
    ['object2', true],
    ['object3', true],
    ['deselectObject4', false],
    ['object5', false],
    ['object6', false],
  ])('positive values admit, negative ones leave out: %s', (key, expected) => {
    const selection = arns({
      Equals: ['arn:aws:s3:::b/object1'],
      StartsWith: ['arn:aws:s3:::b/'],
      EndsWith: ['object3'],
      NotStartsWith: ['arn:aws:s3:::b/deselect'],
      NotEndsWith: ['object5'],
      NotEquals: ['arn:aws:s3:::b/object6'],
    });
    expect(logsEvent(selection, object(`arn:aws:s3:::b/${key}`))).toBe(expected);
    expect(logsEvent(selection, object('arn:aws:s3:::other/object3'))).toBe(true);
    expect(logsEvent(selection, object('arn:aws:s3:::other/object1'))).toBe(false);
  });

  test.each<[string, unknown, string, boolean | undefined]>([
    ['AWS::S3::Object', 'arn:aws:s3', 'arn:aws:s3:::b/k', true],
    ['AWS::S3::Object', 'arn:aws:s3:::', 'arn:aws:s3:::b/k', true],
    ['AWS::S3::Object', 'arn:aws:s3:::b/', 'arn:aws:s3:::b/k', true],
    ['AWS::S3::Object', 'arn:aws:s3:::b/', 'arn:aws:s3:::bb/k', false],
    ['AWS::Lambda::Function', 'arn:aws:lambda', 'arn:aws:lambda:eu-west-1:111122223333:function:f', true],
    ['AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:111122223333:function:f', 'arn:aws:lambda:eu-west-1:111122223333:function:f', true],
    ['AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:111122223333:function:f', 'arn:aws:lambda:eu-west-1:111122223333:function:f2', false],
    ['AWS::DynamoDB::Table', 'arn:aws:dynamodb', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t', true],
    ['AWS::DynamoDB::Table', PARAMETER, 'arn:aws:dynamodb:eu-west-1:111122223333:table/t', undefined],
  ])('basic selector of %s with %j: %s', (type, value, arn, expected) => {
    const selection = readSelection(basic({ IncludeManagementEvents: false, DataResources: [{ Type: type, Values: [value] }] }));
    expect(logsEvent(selection, { 'eventCategory': 'Data', 'resources.type': type, 'resources.ARN': arn })).toBe(expected);
    expect(logsEvent(selection, { 'eventCategory': 'Data', 'resources.type': 'AWS::SNS::Topic', 'resources.ARN': arn })).toBe(false);
    expect(logsEvent(selection, { eventCategory: 'Management' })).toBe(false);
  });

  test.each<[string, unknown]>([
    ['data resources', { DataResources: PARAMETER }],
    ['a data resource', { DataResources: [PARAMETER] }],
    ['the values', { DataResources: [{ Type: 'AWS::S3::Object', Values: PARAMETER }] }],
    ['no values', { DataResources: [{ Type: 'AWS::S3::Object' }] }],
    ['the type', { DataResources: [{ Type: PARAMETER, Values: ['arn:aws:s3:::b/k'] }] }],
  ])('cannot be known: %s', (_, selector) => {
    expect(logsEvent(readSelection(basic(selector)), object('arn:aws:s3:::b/k'))).toBeUndefined();
  });

  test('what several selectors log together is said to be what is not known', () => {
    const selection = readSelection(advanced({ ...MANAGEMENT, readOnly: { Equals: ['true'] } }, { ...MANAGEMENT, readOnly: { Equals: ['false'] } }));
    expect(meaning.logsEvent(selection, { eventCategory: 'Management' })).toMatchObject({ why: 'what several selectors select together' });
    const reads = readSelection(advanced({ ...MANAGEMENT, readOnly: { Equals: ['true'] } }));
    expect(meaning.logsEvent(reads, { eventCategory: 'Management' })).toMatchObject({ why: 'which of the events' });
  });

  test('an event is told by the fields that decide', () => {
    const selection = arns({ StartsWith: ['arn:aws:s3:::b/'] });
    expect(logsEvent(selection, { 'eventCategory': 'Data', 'resources.type': 'AWS::S3::Object' })).toBeUndefined();
    expect(logged(selection, { 'eventCategory': 'Data', 'resources.type': 'AWS::S3::Object' })).toEqual({ any: true, every: false });
    expect(logsEvent(selection, { eventCategory: 'NetworkActivity' })).toBe(false);
    // Two parts may be the whole.
    expect(logged(arns({ StartsWith: ['arn:a'], EndsWith: ['z'] }), { 'eventCategory': 'Data', 'resources.type': 'AWS::S3::Object' })).toEqual({ any: true, every: undefined });
  });

  test('a field that the event does not have meets no positive condition and every negative one', () => {
    const event = { ...object('arn:aws:s3:::b/k'), 'userIdentity.arn': null };
    expect(logsEvent(readSelection(advanced({ ...S3, 'userIdentity.arn': { StartsWith: ['arn:'] } })), event)).toBe(false);
    expect(logsEvent(readSelection(advanced({ ...S3, 'userIdentity.arn': { NotStartsWith: ['arn:'] } })), event)).toBe(true);
  });

  test('a field that is named twice has to meet both', () => {
    const selection = readSelection({
      AdvancedEventSelectors: [{
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] }, { Field: 'eventName', StartsWith: ['Put'] }, { Field: 'eventName', EndsWith: ['Object'] },
        ],
      }],
    });
    expect(logsEvent(selection, { eventCategory: 'Data', eventName: 'PutObject' })).toBe(true);
    expect(logsEvent(selection, { eventCategory: 'Data', eventName: 'PutItem' })).toBe(false);
    expect(logged(selection, { eventCategory: 'Data' }).any).toBeUndefined();
  });

  test('resource types and event sources are listed once', () => {
    const network = (source: string) => ({ eventCategory: { Equals: ['NetworkActivity'] }, eventSource: { Equals: [source] } });
    const selection = readSelection(advanced(S3, { ...S3, readOnly: { Equals: ['true'] } }, network('ec2.amazonaws.com'), network('kms.amazonaws.com')));
    expect(dataResourceTypes(selection)).toEqual(['AWS::S3::Object']);
    expect(networkEventSources(selection)).toEqual(['ec2.amazonaws.com', 'kms.amazonaws.com']);
    expect(dataResourceTypes(readSelection({}))).toEqual([]);
    expect(networkEventSources(readSelection({}))).toEqual([]);
  });
});

describe('deliveries to a bucket', () => {
  const B = 'arn:aws:s3:::logs';

  test.each<[string, SelectorProperties, boolean | undefined]>([
    ['no data events', {}, false],
    ['all objects', advanced(S3), true],
    ['all objects, basic', basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }), true],
    ['all objects, read only', advanced({ ...S3, readOnly: { Equals: ['true'] } }), false],
    ['all objects, basic, read only', basic({ ReadWriteType: 'ReadOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }), false],
    ['left out', advanced({ ...S3, 'resources.ARN': { NotStartsWith: [`${B}/`] } }), false],
    ['left out without the slash', advanced({ ...S3, 'resources.ARN': { NotStartsWith: [B] } }), false],
    ['left out by the wrong operator', advanced({ ...S3, 'resources.ARN': { NotEquals: [`${B}/`] } }), true],
    ['left out in one of two selectors', advanced({ ...S3, 'resources.ARN': { NotStartsWith: [`${B}/`] } }, S3), true],
    ['another bucket', advanced({ ...S3, 'resources.ARN': { StartsWith: ['arn:aws:s3:::other/'] } }), false],
    ['a bucket whose name goes on', advanced({ ...S3, 'resources.ARN': { StartsWith: [`${B}-2/`] } }), false],
    ['a prefix of the bucket', advanced({ ...S3, 'resources.ARN': { StartsWith: ['arn:aws:s3:::l'] } }), true],
    ['the keys of another use', advanced({ ...S3, 'resources.ARN': { StartsWith: [`${B}/documents/`] } }), false],
    ['some of the delivered keys', advanced({ ...S3, 'resources.ARN': { StartsWith: [`${B}/AWSLogs/111122223333/`] } }), true],
    ['some of the delivered keys left out', advanced({ ...S3, 'resources.ARN': { NotStartsWith: [`${B}/AWSLogs/111122223333/`] } }), true],
    ['some admitted, some left out', advanced({ ...S3, 'resources.ARN': { StartsWith: [`${B}/AWSLogs/1`], NotEndsWith: ['.gz'] } }), undefined],
    ['only deletions', advanced({ ...S3, eventName: { Equals: ['DeleteObject'] } }), false],
    ['not PutObject', advanced({ ...S3, eventName: { NotEquals: ['PutObject'] } }), false],
    ['one user', advanced({ ...S3, 'userIdentity.arn': { Equals: ['arn:aws:iam::111122223333:user/u'] } }), false],
    ['not one user', advanced({ ...S3, 'userIdentity.arn': { NotEquals: ['arn:aws:iam::111122223333:user/u'] } }), true],
    ['an unresolved exclusion', advanced({ ...S3, 'resources.ARN': { NotStartsWith: [`arn:aws:s3:::${X}/`] } }), undefined],
    ['an unresolved list of exclusions', advanced({ ...S3, 'resources.ARN': { NotStartsWith: PARAMETER } }), undefined],
    ['another type', advanced({ ...S3, 'resources.type': { Equals: ['AWS::SNS::Topic'] } }), false],
  ])('%s', (_, properties, expected) => {
    expect(logsDeliveriesTo(readSelection(properties), B, 'AWSLogs/')).toBe(expected);
  });

  test.each<[string, Record<string, unknown>, string, boolean | undefined]>([
    ['the same unknown bucket', { NotStartsWith: [`arn:aws:s3:::${X}/`] }, `arn:aws:s3:::${X}`, false],
    ['the same unknown bucket and partition', { NotStartsWith: [`arn:${Y}:s3:::${X}/`] }, `arn:${Y}:s3:::${X}`, false],
    ['an unknown partition against a written one', { NotStartsWith: [`arn:aws:s3:::${X}/`] }, `arn:${Y}:s3:::${X}`, false],
    ['a written partition against an unknown one', { NotStartsWith: [`arn:${Y}:s3:::${X}/`] }, `arn:aws-cn:s3:::${X}`, false],
    ['a partition that differs', { NotStartsWith: ['arn:aws-cn:s3:::logs/'] }, 'arn:aws:s3:::logs', true],
    ['another unknown bucket', { NotStartsWith: [`arn:aws:s3:::${X}/`] }, `arn:aws:s3:::${Y}`, undefined],
    ['a bucket whose ARN is unknown', { NotStartsWith: [`${X}/`] }, X, false],
    ['only another written bucket of the same partition', { StartsWith: [`arn:${Y}:s3:::other/`] }, 'arn:aws:s3:::logs', false],
    ['only one unknown bucket', { StartsWith: [`arn:aws:s3:::${X}/`] }, 'arn:aws:s3:::logs', undefined],
    ['keys of the unknown bucket', { StartsWith: [`arn:aws:s3:::${X}/2026/`] }, `arn:aws:s3:::${X}`, true],
    ['other suffix', { EndsWith: ['.txt'] }, `arn:aws:s3:::${X}`, true],
    ['only another bucket, of a bucket with a generated name', { StartsWith: ['arn:aws:s3:::other/'] }, `arn:aws:s3:::${NAME}`, false],
    ['buckets named like the stack, of a bucket with a generated name', { StartsWith: ['arn:aws:s3:::stack-'] }, `arn:aws:s3:::${NAME}`, undefined],
    ['another bucket left out, of a bucket with a generated name', { NotStartsWith: ['arn:aws:s3:::other/'] }, `arn:aws:s3:::${NAME}`, true],
    ['an unresolved suffix', { EndsWith: [X] }, 'arn:aws:s3:::logs', true],
    ['a name that cannot be reached', { Equals: [`arn:aws:s3:::other-${X}`] }, 'arn:aws:s3:::logs', false],
  ])('%s', (_, conditions, bucketArn, expected) => {
    expect(logsDeliveriesTo(readSelection(advanced({ ...S3, 'resources.ARN': conditions })), bucketArn)).toBe(expected);
  });
});

test('never throws, whatever the template holds', () => {
  const template = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(undefined, null, '', 'Data', 'Management', 'AWS::S3::Object', 'arn:aws:s3:::b/', X, 0, true, PARAMETER),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('Field', 'FieldSelectors', 'Equals', 'NotEquals', 'ReadWriteType', 'IncludeManagementEvents', 'DataResources', 'Type', 'Values'),
        tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(fc.property(template, template, (EventSelectors, AdvancedEventSelectors) => {
    const selection = readSelection({ EventSelectors, AdvancedEventSelectors });
    managementEvents(selection);
    dataResourceTypes(selection);
    logsDeliveriesTo(selection, 'arn:aws:s3:::b');
  }), runs(1000));
});

describe('more than CloudTrail takes is not read, so that it is unknown what it selects', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `s${index}.amazonaws.com`);
  const excluding = (values: readonly string[]) => readSelection(advanced({ ...MANAGEMENT, eventSource: { NotEquals: values } }));
  const selecting = (count: number) => {
    return readSelection(advanced(...many(count).map((source) => ({ ...MANAGEMENT, eventSource: { Equals: [source] } }))));
  };
  const ofSource = (eventSource: string) => ({ eventCategory: 'Management', eventSource, readOnly: 'true' });

  test('values of a field', () => {
    expect(logsEvent(excluding(many(500)), ofSource('other.amazonaws.com'))).toBe(true);
    expect(logsEvent(excluding(many(501)), ofSource('other.amazonaws.com'))).toBeUndefined();
    expect(logsEvent(excluding(many(501)), ofSource('s1.amazonaws.com'))).toBe(false);
  });

  test('selectors', () => {
    expect(logsEvent(selecting(500), ofSource('other.amazonaws.com'))).toBe(false);
    expect(logsEvent(selecting(501), ofSource('other.amazonaws.com'))).toBeUndefined();
    expect(logsEvent(selecting(501), ofSource('s1.amazonaws.com'))).toBe(true);
  });
});
