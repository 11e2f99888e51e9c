import { Aws, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { renderEvents } from '../../src/events/private/events';
import { newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { validateTemplate } from '../oracles/cfn-validation';
import { EventFilter, type EventFilterConditions, InsightEventCategory, ReadWriteEvents, TrailAggregationTemplate, TrailEvents, TrailInsights, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const CONTEXT = { partition: 'aws', logBucketNames: ['logs', 'access-logs'] };
const OWN = ['arn:aws:s3:::logs/', 'arn:aws:s3:::access-logs/'];
const MANAGEMENT = { name: 'Management events selector', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] };

function render(...events: TrailEvents[]) {
  const { advancedEventSelectors, warnings } = renderEvents(events, CONTEXT);
  return { selectors: new Stack().resolve(advancedEventSelectors), warnings: warnings.map(({ id }) => id) };
}

/** The fields of the one selector beside that of the management events. */
function fieldsOf(events: TrailEvents) {
  const { selectors: [management, { fieldSelectors: [category, ...fields] }], warnings } = render(events);
  expect(management).toEqual(MANAGEMENT);
  return { category: category.equalTo[0], fields, warnings };
}

describe('management events', () => {
  test.each<[string, TrailEvents[] | undefined]>([
    ['no list', undefined],
    ['an empty list', []],
    ['the factory without options', [TrailEvents.management()]],
    ['options that change nothing', [TrailEvents.management({ readWrite: ReadWriteEvents.ALL, excludeKms: false, excludeRdsDataApi: false })]],
  ])('all of them: %s', (_, events) => {
    expect(renderEvents(events, CONTEXT)).toMatchObject({ advancedEventSelectors: [MANAGEMENT], warnings: [] });
    expect(renderEvents(events, CONTEXT).advancedEventSelectors[0].fieldSelectors).toHaveLength(1);
  });

  test.each([
    [{ readWrite: ReadWriteEvents.READ_ONLY }, [{ field: 'readOnly', equalTo: ['true'] }], ['managementWriteEventsOff']],
    [{ readWrite: ReadWriteEvents.WRITE_ONLY }, [{ field: 'readOnly', equalTo: ['false'] }], ['managementReadEventsOff']],
    [{ excludeKms: true }, [{ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }], ['kmsEventsExcluded']],
    [{ excludeRdsDataApi: true }, [{ field: 'eventSource', notEquals: ['rdsdata.amazonaws.com'] }], ['rdsDataEventsExcluded']],
    [
      { excludeKms: true, excludeRdsDataApi: true },
      [{ field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }],
      ['kmsEventsExcluded', 'rdsDataEventsExcluded'],
    ],
  ])('fewer, with a warning: %j', (options, fields, warnings) => {
    expect(render(TrailEvents.management(options))).toEqual({
      selectors: [{ ...MANAGEMENT, fieldSelectors: [...MANAGEMENT.fieldSelectors, ...fields] }],
      warnings,
    });
  });

  test('stay on beside other events, first in the list', () => {
    expect(render(TrailEvents.lambdaFunctions()).selectors.map(({ name }: { name: string }) => name))
      .toEqual(['Management events selector', 'AWS::Lambda::Function data events']);
  });

  test('are off only when that is said, with a warning', () => {
    const { selectors, warnings } = render(TrailEvents.data('AWS::SNS::Topic'), TrailEvents.withoutManagementEvents());
    expect(selectors.map(({ name }: { name: string }) => name)).toEqual(['AWS::SNS::Topic data events']);
    expect(warnings).toContain('managementEventsOff');
  });

  test('cannot be all that is off', () => {
    expect(() => render(TrailEvents.withoutManagementEvents()))
      .toThrow('`events` must select other events when there are no management events, got: `[TrailEvents.withoutManagementEvents()]`');
  });

  test.each([
    [[TrailEvents.management(), TrailEvents.management({ excludeKms: true })]],
    [[TrailEvents.management(), TrailEvents.withoutManagementEvents()]],
  ])('are said once', (events) => {
    expect(() => render(...events)).toThrow('`events` must select management events once, got: 2 times');
  });
});

describe('S3 objects', () => {
  test('of all buckets but the own ones', () => {
    expect(fieldsOf(TrailEvents.s3Objects())).toEqual({
      category: 'Data',
      fields: [{ field: 'resources.type', equalTo: ['AWS::S3::Object'] }, { field: 'resources.ARN', notStartsWith: OWN }],
      warnings: ['allDataEvents'],
    });
  });

  test.each<[string, EventFilterConditions, unknown]>([
    ['other buckets only', { startsWith: ['arn:aws:s3:::data/'] }, { startsWith: ['arn:aws:s3:::data/'] }],
    ['a name that begins like the own one', { startsWith: ['arn:aws:s3:::logs-of-others/'] }, { startsWith: ['arn:aws:s3:::logs-of-others/'] }],
    ['a prefix of one own bucket', { startsWith: ['arn:aws:s3:::lo'] }, { startsWith: ['arn:aws:s3:::lo'], notStartsWith: [OWN[0]] }],
    ['one own bucket among others', { startsWith: ['arn:aws:s3:::data/', OWN[1]] }, { startsWith: ['arn:aws:s3:::data/', OWN[1]], notStartsWith: [OWN[1]] }],
    ['an object of another bucket', { equalTo: ['arn:aws:s3:::data/key'] }, { equalTo: ['arn:aws:s3:::data/key'] }],
    ['by suffix', { endsWith: ['.pdf'] }, { endsWith: ['.pdf'], notStartsWith: OWN }],
    ['with an exclusion', { notStartsWith: ['arn:aws:s3:::cache/'], notEndsWith: ['.tmp'] }, { notStartsWith: ['arn:aws:s3:::cache/', ...OWN], notEndsWith: ['.tmp'] }],
    ['with the exclusion that is needed', { notStartsWith: [...OWN] }, { notStartsWith: OWN }],
  ])('%s', (_, conditions, expected) => {
    const { fields } = fieldsOf(TrailEvents.s3Objects({ filters: [EventFilter.resourceArn(conditions)] }));
    expect(fields).toContainEqual({ field: 'resources.ARN', ...expected as object });
  });

  test.each<[string, EventFilterConditions]>([
    ['the own bucket', { startsWith: [OWN[0]] }],
    ['objects of the own buckets', { startsWith: [`${OWN[0]}AWSLogs/`], equalTo: [`${OWN[1]}key`] }],
  ])('nothing but %s is an error', (_, conditions) => {
    expect(() => render(TrailEvents.s3Objects({ filters: [EventFilter.resourceArn(conditions)] })))
      .toThrow(/^`events` must set `includeLogBuckets` to select objects of the bucket that receives the log files, got: 'arn:aws:s3:::logs\//);
  });

  test('a suffix cannot be all in the own bucket', () => {
    expect(() => render(TrailEvents.s3Objects({ filters: [EventFilter.resourceArn({ startsWith: [OWN[0]], endsWith: ['.gz'] })] }))).not.toThrow();
  });

  test('of the own buckets too when asked for, with a warning', () => {
    expect(fieldsOf(TrailEvents.s3Objects({ includeLogBuckets: true }))).toEqual({
      category: 'Data',
      fields: [{ field: 'resources.type', equalTo: ['AWS::S3::Object'] }],
      warnings: ['allDataEvents', 'logBucketEventsIncluded'],
    });
  });

  test.each([
    [{ readWrite: ReadWriteEvents.READ_ONLY }],
    [{ filters: [EventFilter.eventName({ equalTo: ['DeleteObject'] })] }],
    [{ filters: [EventFilter.resourceArn({ startsWith: ['arn:aws:s3:::data/'] })] }],
  ])('asked for without what CloudTrail delivers there is no loop to warn about: %#', (options) => {
    expect(fieldsOf(TrailEvents.s3Objects({ includeLogBuckets: true, ...options })).warnings).not.toContain('logBucketEventsIncluded');
  });

  test('of buckets by reference', () => {
    const stack = new Stack();
    const buckets = [new Bucket(stack, 'L2'), new CfnBucket(stack, 'L1'), Bucket.fromBucketName(stack, 'Imported', 'data')];
    const own = stack.resolve(buckets[0].bucketRef.bucketName);
    const { advancedEventSelectors, warnings } = renderEvents([TrailEvents.s3Objects({ buckets })], { partition: Aws.PARTITION, logBucketNames: ['logs'] });
    const arn = (...name: unknown[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...name]] });
    expect(stack.resolve(advancedEventSelectors[1].fieldSelectors)).toContainEqual({
      field: 'resources.ARN',
      startsWith: [arn(':s3:::', own, '/'), arn(':s3:::', { Ref: 'L1' }, '/'), arn(':s3:::data/')],
      // The other two may be called so.
      notStartsWith: [arn(':s3:::logs/')],
    });
    expect(warnings).toEqual([]);
  });

  test('of the own bucket by reference is an error, however it is named', () => {
    const stack = new Stack();
    const bucket = new Bucket(stack, 'Bucket');
    const context = { partition: stack.partition, logBucketNames: [bucket.bucketName] };
    expect(() => renderEvents([TrailEvents.s3Objects({ buckets: [bucket] })], context)).toThrow(/^`events` must set `includeLogBuckets`/);
  });

  test('an unresolved bucket among the filters does not stop the exclusion', () => {
    const token = Token.asString({ Ref: 'Other' });
    const { fields } = fieldsOf(TrailEvents.s3Objects({ filters: [EventFilter.resourceArn({ startsWith: [`arn:aws:s3:::${token}/`] })] }));
    expect(fields[1]).toMatchObject({ notStartsWith: OWN });
  });

  test('a list to leave out that is a token', () => {
    const notStartsWith = Fn.split('|', Token.asString({ Ref: 'List' }));
    const { fields } = fieldsOf(TrailEvents.s3Objects({ filters: [EventFilter.resourceArn({ notStartsWith })] }));
    expect(fields[1].notStartsWith).toEqual({
      'Fn::Split': [',', { 'Fn::Join': [',', [{ 'Fn::Join': [',', { 'Fn::Split': ['|', { Ref: 'List' }] }] }, OWN.join(',')]] }],
    });
  });

  test('a list to admit that is a token', () => {
    const startsWith = Lazy.list({ produce: () => ['arn:aws:s3:::data/'] });
    const { fields } = fieldsOf(TrailEvents.s3Objects({ filters: [EventFilter.resourceArn({ startsWith })] }));
    expect(fields[1]).toEqual({ field: 'resources.ARN', startsWith: ['arn:aws:s3:::data/'], notStartsWith: OWN });
  });

  test('the general factory leaves the own buckets out as well', () => {
    expect(fieldsOf(TrailEvents.data('AWS::S3::Object')).fields).toContainEqual({ field: 'resources.ARN', notStartsWith: OWN });
    expect(fieldsOf(TrailEvents.data(Token.asString({ Ref: 'Type' }))).fields).toContainEqual({ field: 'resources.ARN', notStartsWith: OWN });
  });
});

describe('data events', () => {
  test.each([
    [ReadWriteEvents.READ_ONLY, 'true'],
    [ReadWriteEvents.WRITE_ONLY, 'false'],
  ])('%s', (readWrite, value) => {
    expect(fieldsOf(TrailEvents.data('AWS::SNS::Topic', { readWrite }))).toEqual({
      category: 'Data',
      fields: [{ field: 'resources.type', equalTo: ['AWS::SNS::Topic'] }, { field: 'readOnly', equalTo: [value] }],
      warnings: ['allDataEvents'],
    });
  });

  test('with a filter on each field', () => {
    const filters = [
      EventFilter.eventName({ equalTo: ['Publish'], startsWith: undefined }),
      EventFilter.eventSource({ endsWith: ['.amazonaws.com'] }),
      EventFilter.eventType({ notEqualTo: ['AwsServiceEvent'] }),
      EventFilter.resourceArn({ startsWith: ['arn:aws:sns:eu-west-1:'] }),
      EventFilter.userIdentityArn({ notStartsWith: ['arn:aws:sts::111122223333:assumed-role/scanner'] }),
      EventFilter.excludeConsole(),
    ];
    expect(fieldsOf(TrailEvents.data('AWS::SNS::Topic', { filters }))).toEqual({
      category: 'Data',
      fields: [
        { field: 'resources.type', equalTo: ['AWS::SNS::Topic'] },
        { field: 'eventName', equalTo: ['Publish'] },
        { field: 'eventSource', endsWith: ['.amazonaws.com'] },
        { field: 'eventType', notEquals: ['AwsServiceEvent'] },
        { field: 'userIdentity.arn', notStartsWith: ['arn:aws:sts::111122223333:assumed-role/scanner'] },
        { field: 'sessionCredentialFromConsole', notEquals: ['true'] },
        { field: 'resources.ARN', startsWith: ['arn:aws:sns:eu-west-1:'] },
      ],
      warnings: [],
    });
  });

  test('of the console only', () => {
    expect(fieldsOf(TrailEvents.data('AWS::SNS::Topic', { filters: [EventFilter.consoleOnly()] })).fields)
      .toContainEqual({ field: 'sessionCredentialFromConsole', equalTo: ['true'] });
  });

  test('of Lambda functions and DynamoDB tables by reference', () => {
    const stack = new Stack();
    const functions = [Function.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-west-1:111122223333:function:f')];
    const tables = [Table.fromTableArn(stack, 'Table', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t')];
    expect(fieldsOf(TrailEvents.lambdaFunctions({ functions })).fields).toEqual([
      { field: 'resources.type', equalTo: ['AWS::Lambda::Function'] },
      { field: 'resources.ARN', equalTo: ['arn:aws:lambda:eu-west-1:111122223333:function:f'] },
    ]);
    expect(fieldsOf(TrailEvents.dynamoDbTables({ tables, filters: [EventFilter.resourceArn({ notEndsWith: ['x'] })] })).fields).toEqual([
      { field: 'resources.type', equalTo: ['AWS::DynamoDB::Table'] },
      { field: 'resources.ARN', equalTo: ['arn:aws:dynamodb:eu-west-1:111122223333:table/t'], notEndsWith: ['x'] },
    ]);
    expect(fieldsOf(TrailEvents.dynamoDbTables()).warnings).toEqual(['allDataEvents']);
  });

  test.each<[string, () => TrailEvents, string]>([
    ['buckets', () => TrailEvents.s3Objects({ buckets: [] }), '`buckets` must name at least one resource, got: []'],
    ['functions', () => TrailEvents.lambdaFunctions({ functions: [] }), '`functions` must name at least one resource, got: []'],
    ['tables', () => TrailEvents.dynamoDbTables({ tables: [] }), '`tables` must name at least one resource, got: []'],
  ])('an empty list of %s is an error', (_, factory, message) => {
    expect(factory).toThrow(message);
  });

  test('other ARNs to admit beside the resources are an error', () => {
    const buckets = [Bucket.fromBucketName(new Stack(), 'Bucket', 'data')];
    expect(() => TrailEvents.s3Objects({ buckets, filters: [EventFilter.resourceArn({ endsWith: ['.pdf'] })] }))
      .toThrow("`filters` cannot include resource ARNs in addition to those of `buckets`, got: { endsWith: ['.pdf'] }");
  });

  test.each(['S3', 'AWS::S3', 's3.amazonaws.com', ''])('%j is no resource type', (type) => {
    expect(() => TrailEvents.data(type)).toThrow(`\`resourceType\` must be a resource type that has data events, such as AWS::SNS::Topic, got: '${type}'`);
  });

  test.each<[string, EventFilter]>([
    ['onlyVpcEndpointDenied', EventFilter.onlyVpcEndpointDenied()],
    ['vpcEndpointId', EventFilter.vpcEndpointId({ equalTo: ['vpce-1'] })],
  ])('cannot be filtered by %s', (factory, filter) => {
    expect(() => TrailEvents.data('AWS::SNS::Topic', { filters: [filter] })).toThrow(
      '`filters` of data events must be made with `EventFilter.eventName`, `EventFilter.eventSource`, `EventFilter.eventType`, `EventFilter.resourceArn`, '
      + '`EventFilter.consoleOnly`, `EventFilter.excludeConsole`, `EventFilter.userIdentityArn`, '
      + `got: EventFilter.${factory}(). Use it in \`TrailEvents.networkActivity()\`.`);
  });

  test('two filters on a field that include events are an error, because CloudTrail would log what either of them includes', () => {
    const filters = [EventFilter.eventName({ startsWith: ['Put'] }), EventFilter.eventName({ endsWith: ['Object'] })];
    expect(() => TrailEvents.s3Objects({ filters })).toThrow('`filters` must have at most one filter for each field that includes events, got: two with EventFilter.eventName()');
  });

  test('filters on a field that exclude events are one list of conditions', () => {
    const filters = [
      EventFilter.eventName({ startsWith: ['Put'], notEqualTo: ['PutObjectAcl'] }),
      EventFilter.eventName({ notEqualTo: ['PutObjectAcl', 'PutObjectTagging'], notEndsWith: ['Retention'] }),
    ];
    expect(fieldsOf(TrailEvents.data('AWS::SNS::Topic', { filters })).fields[1]).toEqual({
      field: 'eventName', startsWith: ['Put'], notEquals: ['PutObjectAcl', 'PutObjectTagging'], notEndsWith: ['Retention'],
    });
  });

  test('a list to exclude that is a token is joined with the other one', () => {
    const filters = [EventFilter.eventName({ notEndsWith: Fn.split('|', Token.asString({ Ref: 'List' })) }), EventFilter.eventName({ notEndsWith: ['Acl'] })];
    expect(fieldsOf(TrailEvents.data('AWS::SNS::Topic', { filters })).fields[1].notEndsWith).toEqual({
      'Fn::Split': [',', { 'Fn::Join': [',', [{ 'Fn::Join': [',', { 'Fn::Split': ['|', { Ref: 'List' }] }] }, 'Acl']] }],
    });
  });

  test('a wildcard is warned about once for each value', () => {
    const filters = [EventFilter.resourceArn({ startsWith: ['arn:aws:sns:*:1', 'arn:aws:sns:eu-west-1:1', Token.asString({ Ref: 'P' })], notEndsWith: ['*'] })];
    expect(fieldsOf(TrailEvents.data('AWS::SNS::Topic', { filters })).warnings).toEqual(['wildcardInEventFilter', 'wildcardInEventFilter']);
  });
});

describe('network activity events', () => {
  test('of one service', () => {
    expect(fieldsOf(TrailEvents.networkActivity('kms.amazonaws.com'))).toEqual({
      category: 'NetworkActivity', fields: [{ field: 'eventSource', equalTo: ['kms.amazonaws.com'] }], warnings: ['allNetworkActivity'],
    });
  });

  test('with a filter on each field', () => {
    const filters = [
      EventFilter.onlyVpcEndpointDenied(), EventFilter.vpcEndpointId({ equalTo: ['vpce-1'] }), EventFilter.eventName({ startsWith: ['De'] }),
      EventFilter.userIdentityArn({ notEqualTo: ['arn:aws:iam::111122223333:user/u'] }),
    ];
    expect(fieldsOf(TrailEvents.networkActivity('kms.amazonaws.com', { filters }))).toEqual({
      category: 'NetworkActivity',
      fields: [
        { field: 'eventSource', equalTo: ['kms.amazonaws.com'] },
        { field: 'errorCode', equalTo: ['VpceAccessDenied'] },
        { field: 'vpcEndpointId', equalTo: ['vpce-1'] },
        { field: 'eventName', startsWith: ['De'] },
        { field: 'userIdentity.arn', notEquals: ['arn:aws:iam::111122223333:user/u'] },
      ],
      warnings: [],
    });
  });

  test('of two services in two selectors', () => {
    expect(render(TrailEvents.networkActivity('kms.amazonaws.com'), TrailEvents.networkActivity('s3.amazonaws.com')).selectors).toHaveLength(3);
  });

  test('of a service twice is an error', () => {
    expect(() => render(
      TrailEvents.networkActivity('kms.amazonaws.com'), TrailEvents.networkActivity('kms.amazonaws.com', { filters: [EventFilter.onlyVpcEndpointDenied()] }),
    )).toThrow("`events` must select the network activity of a service once, got: 'kms.amazonaws.com'");
  });

  test.each(['kms', 'KMS.amazonaws.com', ''])('%j is no event source', (source) => {
    expect(() => TrailEvents.networkActivity(source))
      .toThrow(`\`eventSource\` must be a service that has network activity events, such as kms.amazonaws.com, got: '${source}'`);
  });

  test('a source that is a token is accepted', () => {
    expect(fieldsOf(TrailEvents.networkActivity(Token.asString({ Ref: 'Source' }))).fields).toEqual([{ field: 'eventSource', equalTo: [{ Ref: 'Source' }] }]);
  });

  test('cannot be filtered by resource', () => {
    expect(() => TrailEvents.networkActivity('kms.amazonaws.com', { filters: [EventFilter.resourceArn({ equalTo: ['x'] })] }))
      .toThrow('`filters` of network activity events must be made with `EventFilter.onlyVpcEndpointDenied`, `EventFilter.eventName`, `EventFilter.userIdentityArn`, '
        + '`EventFilter.vpcEndpointId`, got: EventFilter.resourceArn(). Use it in data events, such as `TrailEvents.s3Objects()`.');
  });
});

describe('limits', () => {
  const arns = (count: number) => Array.from({ length: count }, (_, i) => `arn:aws:sns:eu-west-1:111122223333:topic-${i}`);
  const topics = (count: number) => TrailEvents.data('AWS::SNS::Topic', { filters: [EventFilter.resourceArn({ equalTo: arns(count) })] });

  // One for the management events, two for category and type.
  test.each([497, 100])('%d values', (count) => {
    expect(() => render(topics(count))).not.toThrow();
  });

  test.each([
    [498, 501],
    [600, 603],
  ])('%d values are too many', (count, all) => {
    expect(() => render(topics(count))).toThrow(`\`events\` must have at most 500 values in all selectors and fields together, got: ${all}`);
  });

  test('the values that leave out the own buckets count', () => {
    const filters = [EventFilter.resourceArn({ endsWith: arns(496) })];
    expect(() => render(TrailEvents.s3Objects({ filters }))).toThrow('`events` must have at most 500 values in all selectors and fields together, got: 501');
  });

  test.each(['x', 'x'.repeat(1000)])('a name of 1 to 1000 characters', (name) => {
    expect(render(TrailEvents.data('AWS::SNS::Topic', { name })).selectors[1].name).toBe(name);
    expect(render(TrailEvents.networkActivity('kms.amazonaws.com', { name })).selectors[1].name).toBe(name);
  });

  test.each(['', 'x'.repeat(1001)])('a name that is too short or long', (name) => {
    const message = `\`name\` must have 1 to 1000 characters, got: '${name.slice(0, 120)}`;
    expect(() => TrailEvents.data('AWS::SNS::Topic', { name })).toThrow(message);
    expect(() => TrailEvents.networkActivity('kms.amazonaws.com', { name })).toThrow(message);
  });

  test('a name that is a token', () => {
    expect(render(TrailEvents.data('AWS::SNS::Topic', { name: Aws.STACK_NAME })).selectors[1].name).toEqual({ Ref: 'AWS::StackName' });
  });

  test('the same events twice, whatever their names', () => {
    expect(() => render(TrailEvents.lambdaFunctions(), TrailEvents.lambdaFunctions({ name: 'again' })))
      .toThrow("`events` must not select the same events twice, got: 'again'");
  });
});

describe('filter values', () => {
  test.each(['x', 'x'.repeat(2048), Token.asString({ Ref: 'P' }), Token.asString({ Ref: 'P' }).repeat(200)])('of 1 to 2048 characters: %#', (value) => {
    expect(() => EventFilter.eventName({ notEndsWith: [value] })).not.toThrow();
  });

  test('repeated', () => {
    expect(() => EventFilter.eventName({ equalTo: ['Put', 'Get', 'Put'] })).toThrow("`equalTo` must contain each value once, got: 'Put'");
  });

  test.each(['', 'x'.repeat(2049)])('too short or long: %#', (value) => {
    expect(() => EventFilter.eventName({ equalTo: ['Put', value] })).toThrow(`\`equalTo\` must contain values of 1 to 2048 characters, got: '${value.slice(0, 120)}`);
  });

  test('none', () => {
    expect(() => EventFilter.eventName({ startsWith: [] })).toThrow('`startsWith` must be a list of at least one value, such as `[\'PutObject\']`, got: []');
    expect(() => EventFilter.eventName({ startsWith: undefined })).toThrow('`conditions` of `EventFilter.eventName` must have an operator, got: { startsWith: undefined }');
  });
});

test.each([
  [TrailEvents.s3Objects(), '0.10 USD for each 100,000 events'],
  [TrailEvents.networkActivity('kms.amazonaws.com'), '0.10 USD for each 100,000 events'],
  [TrailEvents.management({ excludeKms: true }), 'DisableKey and ScheduleKeyDeletion'],
  [TrailEvents.management({ excludeRdsDataApi: true }), 'RDS Data API'],
  [TrailEvents.management({ readWrite: ReadWriteEvents.READ_ONLY }), 'who changed what'],
  [TrailEvents.management({ readWrite: ReadWriteEvents.WRITE_ONLY }), 'CloudTrail.1'],
])('a warning says what it costs: %#', (events, text) => {
  expect(renderEvents([events], CONTEXT).warnings[0].message).toContain(text);
});

describe('on a trail', () => {
  test('events, Insights and aggregation reach the trail, and CloudFormation takes them', () => {
    const template = templateOf({
      events: [TrailEvents.management(), TrailEvents.s3Objects()],
      insights: [TrailInsights.apiCallRate({ eventCategories: [InsightEventCategory.MANAGEMENT] })],
      aggregation: [TrailAggregationTemplate.API_ACTIVITY],
    });
    const trail = propertiesOf(template, 'AWS::CloudTrail::Trail');

    expect(trail.AdvancedEventSelectors).toHaveLength(2);
    expect(trail.InsightSelectors).toEqual([expect.objectContaining({ InsightType: 'ApiCallRateInsight' })]);
    expect(trail.AggregationConfigurations).toHaveLength(1);
    expect(trail).not.toHaveProperty('EventSelectors');
    expect(validateTemplate(template).errors).toEqual([]);
  });

  test('the log bucket and its access logs are left out of S3 data events', () => {
    const template = templateOf({ events: [TrailEvents.management(), TrailEvents.s3Objects()] });
    const excluded = propertiesOf(template, 'AWS::CloudTrail::Trail').AdvancedEventSelectors
      .flatMap(({ FieldSelectors }: any) => FieldSelectors.flatMap(({ NotStartsWith }: any) => NotStartsWith ?? []));

    expect(excluded.map((arn: unknown) => JSON.stringify(arn).replace(/^.*:s3:::",\{"Ref":"(\w+)"\},"\/".*$/, '$1')).sort())
      .toEqual(Object.keys(template.findResources('AWS::S3::Bucket')).sort());
  });

  test('what costs or hides something warns, under the ids of the library', () => {
    const stack = newStack();
    newTrail({ events: [TrailEvents.management({ excludeKms: true }), TrailEvents.s3Objects()], insights: [TrailInsights.apiCallRate()] }, stack);

    expect(warningsOf(stack).sort()).toEqual([
      'cdk-well-architected-trail:allDataEvents', 'cdk-well-architected-trail:insightsCost', 'cdk-well-architected-trail:kmsEventsExcluded',
    ]);
  });

  test.each<[string, (stack: Stack) => WellArchitectedTrailProps, string]>([
    ['no events at all', () => ({ events: [TrailEvents.withoutManagementEvents()] }), '`events` must select other events'],
    ['the objects of its own bucket', (stack) => {
      const bucket = new Bucket(stack, 'Logs');
      return { bucket, events: [TrailEvents.s3Objects({ buckets: [bucket] })] };
    }, '`events` must set `includeLogBuckets`'],
    ['the objects of its own access-log bucket', (stack) => {
      const bucket = new Bucket(stack, 'Access', { encryption: BucketEncryption.S3_MANAGED });
      return { accessLogs: { bucket }, events: [TrailEvents.s3Objects({ buckets: [bucket] })] };
    }, '`events` must set `includeLogBuckets`'],
  ])('%s is refused before anything is created', (_, propsOf, message) => {
    const stack = newStack();
    const props = propsOf(stack);
    const before = stack.node.findAll().length;

    expect(() => newTrail(props, stack)).toThrow(message);
    expect(stack.node.findAll()).toHaveLength(before + 1);
  });

  test('what can be logged is not refused, whatever the buckets will be called', () => {
    const events = [TrailEvents.s3Objects(), TrailEvents.data('AWS::SNS::Topic')];
    const insights = [TrailInsights.apiCallRate({ eventCategories: [InsightEventCategory.DATA] })];

    expect(() => templateOf({ events, insights })).not.toThrow();
  });
});
