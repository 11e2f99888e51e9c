import { type Stack } from 'aws-cdk-lib';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { validateTemplate } from '../oracles/cfn-validation';
import { TrailAggregationTemplate, InsightEventCategory, TrailEvents, TrailInsights, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

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
  ['aggregation without data events', () => ({ aggregation: [TrailAggregationTemplate.API_ACTIVITY] }), '`aggregation` needs a trail that logs data events'],
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
