import * as fc from 'fast-check';
import { aggregationProblems, insightProblems } from '../../../src/cloudtrail/selectors/insight-problems';
import { selectorProblems } from '../../../src/cloudtrail/selectors/selector-problems';
import { readSelection, type SelectorProperties } from '../../../src/cloudtrail/selectors/selectors';
import { runs } from '../../helpers/runs';

const PARAMETER = { Ref: 'Parameter' };
const X = '\u{100000}';

type Fields = Record<string, Record<string, unknown>>;
const MANAGEMENT: Fields = { eventCategory: { Equals: ['Management'] } };
const S3: Fields = { 'eventCategory': { Equals: ['Data'] }, 'resources.type': { Equals: ['AWS::S3::Object'] } };
const NETWORK: Fields = { eventCategory: { Equals: ['NetworkActivity'] }, eventSource: { Equals: ['kms.amazonaws.com'] } };

function advanced(...selectors: Fields[]): SelectorProperties {
  return {
    AdvancedEventSelectors: selectors.map((fields) => ({
      FieldSelectors: Object.entries(fields).map(([Field, operators]) => ({ Field, ...operators })),
    })),
  };
}
const basic = (...selectors: unknown[]): SelectorProperties => ({ EventSelectors: selectors });
const distinct = (count: number) => Array.from({ length: count }, (_, i) => `arn:aws:s3:::bucket-${i}/`);
const texts = (properties: SelectorProperties) => selectorProblems(properties).map(({ path, rule }) => `${path} ${rule}`);

test.each<[string, SelectorProperties]>([
  ['no selectors', {}],
  ['all management events', advanced(MANAGEMENT)],
  ['read-only management events without KMS and the Data API', advanced({
    ...MANAGEMENT, readOnly: { Equals: ['true'] }, eventSource: { NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
  })],
  ['every field of data events', advanced({
    ...S3,
    'eventName': { StartsWith: ['Put'], NotEquals: ['PutObjectAcl'] },
    'eventSource': { EndsWith: ['.amazonaws.com'] },
    'eventType': { NotEquals: ['AwsServiceEvent'] },
    'readOnly': { Equals: ['false'] },
    'resources.ARN': { NotStartsWith: ['arn:aws:s3:::b/'], NotEndsWith: ['.tmp'] },
    'sessionCredentialFromConsole': { NotEquals: ['true'] },
    'userIdentity.arn': { NotStartsWith: ['arn:aws:sts::111122223333:assumed-role/scanner'] },
  })],
  ['every field of network activity', advanced({
    ...NETWORK,
    'errorCode': { Equals: ['VpceAccessDenied'] },
    'eventName': { EndsWith: ['Key'] },
    'userIdentity.arn': { StartsWith: ['arn:'] },
    'vpcEndpointId': { NotEquals: ['vpce-0123456789abcdef0'] },
  })],
  ['five basic selectors', basic(...['All', 'ReadOnly', 'WriteOnly'].map((ReadWriteType) => ({ ReadWriteType })), {}, { IncludeManagementEvents: false })],
  ['every basic field', basic({
    IncludeManagementEvents: 'True',
    ReadWriteType: 'All',
    ExcludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
    DataResources: [
      { Type: 'AWS::S3::Object', Values: ['arn:aws:s3', 'arn:aws-cn:s3:::b/prefix'] },
      { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda', 'arn:aws:lambda:eu-west-1:111122223333:function:f'] },
      { Type: 'AWS::DynamoDB::Table', Values: ['arn:aws:dynamodb'] },
    ],
  })],
  ['250 data resources', basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: distinct(200) }] }, { DataResources: [{ Type: 'AWS::S3::Object', Values: distinct(50) }] })],
  ['250 data resources and all of another type', basic({
    DataResources: [{ Type: 'AWS::S3::Object', Values: distinct(250) }, { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }],
  })],
  ['500 values', advanced({ ...S3, 'resources.ARN': { StartsWith: distinct(498) } })],
  ['500 values in two selectors', advanced({ ...S3, 'resources.ARN': { StartsWith: distinct(248) } }, { ...S3, 'resources.ARN': { NotStartsWith: distinct(248) } })],
  ['a value of 2048 characters', advanced({ ...S3, eventName: { Equals: ['x'.repeat(2048)] } })],
  ['a value of one character', advanced({ ...S3, eventName: { Equals: ['x'] } })],
  ['a name of 1000 characters', { AdvancedEventSelectors: [{ Name: 'x'.repeat(1000), FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] }],
])('accepts %s', (_, properties) => {
  expect(selectorProblems(properties)).toEqual([]);
});

test.each<[string, SelectorProperties]>([
  ['basic selectors', { EventSelectors: PARAMETER }],
  ['one basic selector', basic(PARAMETER, {})],
  ['both kinds, where one may be absent', { EventSelectors: { 'Fn::If': ['C', [{}], { Ref: 'AWS::NoValue' }] }, ...advanced(MANAGEMENT) }],
  ['six basic selectors of which some may be absent', basic({}, { ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' }, PARAMETER, PARAMETER, PARAMETER)],
  ['everything in a basic selector', basic({
    IncludeManagementEvents: PARAMETER,
    ReadWriteType: X,
    ExcludeManagementEventSources: [X, PARAMETER],
    DataResources: [PARAMETER, { Type: X, Values: [X] }],
  })],
  ['lists in a basic selector', basic({ ExcludeManagementEventSources: PARAMETER, DataResources: PARAMETER })],
  ['the values of data resources', basic({ DataResources: [{ Type: PARAMETER, Values: PARAMETER }, { Type: 'AWS::S3::Object', Values: [`${X}/`, PARAMETER] }] })],
  ['advanced selectors', { AdvancedEventSelectors: PARAMETER }],
  ['an advanced selector', { AdvancedEventSelectors: [PARAMETER] }],
  ['its name and fields', { AdvancedEventSelectors: [{ Name: PARAMETER, FieldSelectors: PARAMETER }] }],
  ['a long name with an unresolved part', { AdvancedEventSelectors: [{ Name: X.repeat(1001), FieldSelectors: [PARAMETER] }] }],
  ['one of the fields', { AdvancedEventSelectors: [{ FieldSelectors: [PARAMETER, { Field: PARAMETER, Equals: ['Data'] }, { Field: X, Equals: ['Data'] }] }] }],
  ['values', advanced({ 'eventCategory': { Equals: [X] }, 'resources.type': { Equals: PARAMETER }, 'readOnly': { Equals: [PARAMETER] } })],
  ['501 values of which one may be absent', advanced({ ...S3, 'resources.ARN': { StartsWith: [...distinct(498), PARAMETER] } })],
  ['a long value with an unresolved part', advanced({ ...S3, eventName: { Equals: [X.repeat(2049)] } })],
])('does not reject what cannot be known: %s', (_, properties) => {
  expect(selectorProblems(properties)).toEqual([]);
});

const AT = 'AdvancedEventSelectors[0].FieldSelectors';
test.each<[string, SelectorProperties, string]>([
  ['both kinds', { ...basic({}), ...advanced(MANAGEMENT) }, 'AdvancedEventSelectors cannot be combined with EventSelectors'],
  ['six basic selectors', basic(...distinct(6).map((arn) => ({ DataResources: [{ Type: 'AWS::S3::Object', Values: [arn] }] }))), 'EventSelectors must have at most 5 selectors'],
  ['the same basic selector twice', basic({ ReadWriteType: 'All' }, { ReadWriteType: 'All' }), 'EventSelectors must not contain the same selector twice'],
  ['251 data resources', basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: distinct(251) }] }), 'EventSelectors must name at most 250 data resources in all'],
  ['251 data resources in two selectors', basic(
    { DataResources: [{ Type: 'AWS::S3::Object', Values: distinct(250) }] },
    { DataResources: [{ Type: 'AWS::DynamoDB::Table', Values: ['arn:aws:dynamodb:eu-west-1:111122223333:table/t'] }] },
  ), 'EventSelectors must name at most 250 data resources in all'],
  ['ReadWriteType', basic({ ReadWriteType: 'None' }), 'EventSelectors[0].ReadWriteType must be one of All, ReadOnly, WriteOnly'],
  ['IncludeManagementEvents', basic({ IncludeManagementEvents: 'yes' }), 'EventSelectors[0].IncludeManagementEvents must be one of true, false'],
  ['excluded source', basic({ ExcludeManagementEventSources: ['kms.amazonaws.com', 'ec2.amazonaws.com'] }),
    'EventSelectors[0].ExcludeManagementEventSources[1] must be one of kms.amazonaws.com, rdsdata.amazonaws.com'],
  ['a type of advanced selectors', basic({ DataResources: [{ Type: 'AWS::SNS::Topic', Values: ['arn:aws:sns'] }] }),
    'EventSelectors[0].DataResources[0].Type must be one of AWS::S3::Object, AWS::Lambda::Function, AWS::DynamoDB::Table'],
  ['no type', basic({ DataResources: [{ Values: ['arn:aws:s3'] }] }),
    'EventSelectors[0].DataResources[0].Type must be one of AWS::S3::Object, AWS::Lambda::Function, AWS::DynamoDB::Table'],
  ['a wildcard', basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3', 'arn:aws:s3:::*'] }] }),
    'EventSelectors[0].DataResources[0].Values[1] must be an ARN that begins with arn:PARTITION:s3, without wildcards'],
  ['an ARN of another service', basic({ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:s3'] }] }),
    'EventSelectors[0].DataResources[0].Values[0] must be an ARN that begins with arn:PARTITION:lambda, without wildcards'],
  ['no fields', { AdvancedEventSelectors: [{ Name: 'empty' }] }, `${AT} must have at least one field`],
  ['an empty list of fields', { AdvancedEventSelectors: [{ FieldSelectors: [] }] }, `${AT} must have at least one field`],
  ['a name of 1001 characters', { AdvancedEventSelectors: [{ Name: 'x'.repeat(1001), FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] },
    'AdvancedEventSelectors[0].Name must have at most 1000 characters'],
  ['no category', advanced({ readOnly: { Equals: ['true'] } }), `${AT} must contain eventCategory`],
  ['another category', advanced({ eventCategory: { Equals: ['Insight'] } }), `${AT}[0].Equals[0] must be one of Management, Data, NetworkActivity`],
  ['two categories in one field', advanced({ eventCategory: { Equals: ['Management', 'Data'] } }),
    `${AT}[0].Equals must have one value; add a selector for each other eventCategory`],
  ['the category twice', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, { Field: 'eventCategory', Equals: ['Management'] }] }] },
    `${AT} must name each of eventCategory and resources.type once`],
  ['the category by another operator', advanced({ eventCategory: { StartsWith: ['Management'] } }), `${AT}[0].StartsWith is not a valid operator for eventCategory, which accepts Equals`],
  ['data events without a type', advanced({ eventCategory: { Equals: ['Data'] } }), `${AT} of category Data must contain resources.type`],
  ['two types', advanced({ ...S3, 'resources.type': { Equals: ['AWS::S3::Object', 'AWS::SNS::Topic'] } }),
    `${AT}[1].Equals must have one value; add a selector for each other resources.type`],
  ['a type by prefix', advanced({ ...S3, 'resources.type': { StartsWith: ['AWS::S3'] } }), `${AT}[1].StartsWith is not a valid operator for resources.type, which accepts Equals`],
  ['network activity without a source', advanced({ eventCategory: { Equals: ['NetworkActivity'] } }), `${AT} of category NetworkActivity must contain eventSource`],
  ['network activity of two sources', advanced({ ...NETWORK, eventSource: { Equals: ['kms.amazonaws.com', 's3.amazonaws.com'] } }),
    `${AT}[1].Equals must have one value; add a selector for each other eventSource`],
  ['network activity of all sources but one', advanced({ ...NETWORK, eventSource: { NotEquals: ['kms.amazonaws.com'] } }),
    `${AT}[1].NotEquals is not a valid operator for eventSource, which accepts Equals`],
  ['another error code', advanced({ ...NETWORK, errorCode: { Equals: ['AccessDenied'] } }), `${AT}[2].Equals[0] must be one of VpceAccessDenied`],
  ['not an error code', advanced({ ...NETWORK, errorCode: { NotEquals: ['VpceAccessDenied'] } }), `${AT}[2].NotEquals is not a valid operator for errorCode, which accepts Equals`],
  ['management events of one source', advanced({ ...MANAGEMENT, eventSource: { Equals: ['kms.amazonaws.com'] } }), `${AT}[1].Equals is not a valid operator for eventSource, which accepts NotEquals`],
  ['management events without another source', advanced({ ...MANAGEMENT, eventSource: { NotEquals: ['ec2.amazonaws.com'] } }),
    `${AT}[1].NotEquals[0] must be one of kms.amazonaws.com, rdsdata.amazonaws.com`],
  ['management events by name', advanced({ ...MANAGEMENT, eventName: { Equals: ['CreateTrail'] } }),
    `${AT}[1].Field must be one of eventCategory, eventSource, readOnly in category Management`],
  ['network activity by readOnly', advanced({ ...NETWORK, readOnly: { Equals: ['true'] } }),
    `${AT}[2].Field must be one of errorCode, eventCategory, eventName, eventSource, userIdentity.arn, vpcEndpointId in category NetworkActivity`],
  ['data events by error code', advanced({ ...S3, errorCode: { Equals: ['VpceAccessDenied'] } }),
    `${AT}[2].Field must be one of eventCategory, eventName, eventSource, eventType, readOnly, resources.ARN, resources.type, `
    + 'sessionCredentialFromConsole, userIdentity.arn in category Data'],
  ['a field of no category', advanced({ eventCategory: { Equals: [X] }, awsRegion: { Equals: ['eu-west-1'] } }),
    `${AT}[1].Field must be one of errorCode, eventCategory, eventName, eventSource, eventType, readOnly, resources.ARN, resources.type, `
    + 'sessionCredentialFromConsole, userIdentity.arn, vpcEndpointId'],
  ['readOnly of both', advanced({ ...MANAGEMENT, readOnly: { Equals: ['true', 'false'] } }), `${AT}[1].Equals must have one value; add a selector for each other readOnly`],
  ['readOnly of neither', advanced({ ...MANAGEMENT, readOnly: { Equals: ['All'] } }), `${AT}[1].Equals[0] must be one of true, false`],
  ['not readOnly', advanced({ ...MANAGEMENT, readOnly: { NotEquals: ['true'] } }), `${AT}[1].NotEquals is not a valid operator for readOnly, which accepts Equals`],
  ['console sessions by prefix', advanced({ ...S3, sessionCredentialFromConsole: { StartsWith: ['t'] } }),
    `${AT}[2].StartsWith is not a valid operator for sessionCredentialFromConsole, which accepts Equals, NotEquals`],
  ['the operator of an L1', advanced({ ...S3, eventName: { equalTo: ['PutObject'] } }),
    `${AT}[2].equalTo is not a valid operator for eventName, which accepts Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith`],
  ['no operator', advanced({ ...S3, eventName: {} }), `${AT}[2] must have an operator`],
  ['no value', advanced({ ...S3, eventName: { Equals: [] } }), `${AT}[2].Equals must have a value`],
  ['an empty text for a list', advanced({ ...S3, eventName: { Equals: '' } }), `${AT}[2].Equals must have a value`],
  ['an empty value', advanced({ ...S3, eventName: { Equals: ['PutObject', ''] } }), `${AT}[2].Equals[1] must not be empty`],
  ['a value of 2049 characters', advanced({ ...S3, eventName: { Equals: ['x'.repeat(2049)] } }), `${AT}[2].Equals[0] must have at most 2048 characters`],
  ['a field without a name', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, { Equals: ['x'] }] }] }, `${AT}[1].Field must be set`],
  ['501 values', advanced({ ...S3, 'resources.ARN': { StartsWith: distinct(499) } }), 'AdvancedEventSelectors must have at most 500 values in all selectors and fields together'],
  ['501 values in two selectors', advanced(
    { ...S3, 'resources.ARN': { StartsWith: distinct(248), NotEndsWith: ['.tmp'] } }, { ...S3, 'resources.ARN': { NotStartsWith: distinct(248) } },
  ), 'AdvancedEventSelectors must have at most 500 values in all selectors and fields together'],
])('rejects %s', (_, properties, problem) => {
  expect(texts(properties)).toEqual([problem]);
});

test('a problem holds the value', () => {
  expect(selectorProblems(basic({ ReadWriteType: 'None' }))).toEqual([
    { path: 'EventSelectors[0].ReadWriteType', rule: 'must be one of All, ReadOnly, WriteOnly', value: 'None' },
  ]);
});

describe('Insights', () => {
  const write = advanced({ ...MANAGEMENT, readOnly: { Equals: ['false'] } });
  const read = advanced({ ...MANAGEMENT, readOnly: { Equals: ['true'] } });
  const readData = advanced({ ...S3, readOnly: { Equals: ['true'] } });
  const rate = 'ApiCallRateInsight';
  const error = 'ApiErrorRateInsight';
  const needs = (type: string, of: string, events: string) =>
    [`InsightSelectors[0] of type ${type} on ${of} events needs a trail that logs ${events} events`];

  test.each<[string, unknown, SelectorProperties, string[]]>([
    ['none', undefined, {}, []],
    ['both types on management events', [{ InsightType: rate }, { InsightType: error }], {}, []],
    ['call rate with write events', [{ InsightType: rate }], write, []],
    ['call rate without write events', [{ InsightType: rate }], read, needs(rate, 'management', 'write management')],
    ['error rate with read events', [{ InsightType: error }], read, []],
    ['error rate with write events', [{ InsightType: error }], write, []],
    ['error rate without management events', [{ InsightType: error }], advanced(S3), needs(error, 'management', 'management')],
    ['data without data events', [{ InsightType: error, EventCategories: ['Management', 'Data'] }], {}, needs(error, 'data', 'data')],
    ['data with data events', [{ InsightType: rate, EventCategories: ['Data'] }], advanced(S3), []],
    ['call rate of data with read events', [{ InsightType: rate, EventCategories: ['Data'] }], readData, []],
    ['call rate of data without data events', [{ InsightType: rate, EventCategories: ['Data'] }], read, needs(rate, 'data', 'data')],
    ['error rate of data without write events', [{ InsightType: error, EventCategories: ['Data'] }], readData, []],
    ['data with basic selectors', [{ InsightType: rate, EventCategories: ['Data'] }], basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }), []],
    ['selectors that cannot be known', [{ InsightType: rate, EventCategories: ['Data'] }], { AdvancedEventSelectors: PARAMETER }, []],
    ['Insights that cannot be known', PARAMETER, advanced(S3), []],
    ['an Insight that cannot be known', [PARAMETER, { InsightType: X, EventCategories: [X] }, { InsightType: rate, EventCategories: PARAMETER }], advanced(S3), []],
    ['another type', [{ InsightType: 'Cost' }], {}, ['InsightSelectors[0].InsightType must be one of ApiCallRateInsight, ApiErrorRateInsight']],
    ['no type', [{}], {}, ['InsightSelectors[0].InsightType must be one of ApiCallRateInsight, ApiErrorRateInsight']],
    ['another category', [{ InsightType: rate, EventCategories: ['NetworkActivity'] }], {}, ['InsightSelectors[0].EventCategories[0] must be one of Management, Data']],
    ['a type twice', [{ InsightType: rate }, { InsightType: rate }], {}, ['InsightSelectors must name each type of Insights once']],
  ])('%s', (_, insights, properties, expected) => {
    expect(insightProblems(insights, readSelection(properties)).map(({ path, rule }) => `${path} ${rule}`)).toEqual(expected);
  });
});

describe('aggregation', () => {
  const config = (...Templates: unknown[]) => [{ EventCategory: 'Data', Templates }];

  test.each<[string, unknown, SelectorProperties, string[]]>([
    ['none', undefined, {}, []],
    ['every template', config('API_ACTIVITY', 'RESOURCE_ACCESS', 'USER_ACTIONS'), advanced(S3), []],
    ['no data events', config('API_ACTIVITY'), {}, ['AggregationConfigurations needs a trail that logs data events']],
    ['selectors that cannot be known', config('API_ACTIVITY'), { AdvancedEventSelectors: PARAMETER }, []],
    ['another template', config('COST'), advanced(S3), ['AggregationConfigurations[0].Templates[0] must be one of API_ACTIVITY, RESOURCE_ACCESS, USER_ACTIONS']],
    ['a template twice', config('API_ACTIVITY', 'API_ACTIVITY'), advanced(S3), ['AggregationConfigurations[0].Templates must name each template once']],
    ['no template', config(), advanced(S3), ['AggregationConfigurations[0].Templates must have at least one template']],
    ['templates not set', [{ EventCategory: 'Data' }], advanced(S3), ['AggregationConfigurations[0].Templates must have at least one template']],
    ['management events', [{ EventCategory: 'Management', Templates: ['API_ACTIVITY'] }], advanced(S3), ['AggregationConfigurations[0].EventCategory must be one of Data']],
    ['no category', [{ Templates: ['API_ACTIVITY'] }], advanced(S3), ['AggregationConfigurations[0].EventCategory must be Data']],
    ['two configurations', [...config('API_ACTIVITY'), ...config('USER_ACTIONS')], advanced(S3), ['AggregationConfigurations must have at most 1 configuration']],
    ['what cannot be known', [{ EventCategory: X, Templates: PARAMETER }], advanced(S3), []],
  ])('%s', (_, configurations, properties, expected) => {
    expect(aggregationProblems(configurations, readSelection(properties)).map(({ path, rule }) => `${path} ${rule}`)).toEqual(expected);
  });
});

test('never throws, whatever the template holds', () => {
  const template = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(undefined, null, '', 'Data', 'Management', 'AWS::S3::Object', 'arn:aws:s3:::b/', X, 0, true, PARAMETER),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('Field', 'FieldSelectors', 'Equals', 'Name', 'ReadWriteType', 'DataResources', 'Type', 'Values', 'InsightType', 'Templates'),
        tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(fc.property(template, template, template, (EventSelectors, AdvancedEventSelectors, other) => {
    selectorProblems({ EventSelectors, AdvancedEventSelectors });
    insightProblems(other, readSelection({ AdvancedEventSelectors }));
    aggregationProblems(other, readSelection({ EventSelectors }));
  }), runs(1000));
});
