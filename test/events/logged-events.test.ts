import { newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { validateTemplate } from '../oracles/cfn-validation';
import { TrailAggregationTemplate, InsightEventCategory, TrailEvents, TrailInsights } from 'cdk-well-architected-trail';

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

test('what the trail cannot log is refused before anything is created', () => {
  const stack = newStack();
  expect(() => newTrail({ aggregation: [TrailAggregationTemplate.API_ACTIVITY] }, stack)).toThrow(/^`aggregation` /);
  expect(stack.node.findAll().filter((node) => node.node.defaultChild)).toEqual([]);
});
