import { eventProperties, type EventsProps } from '../../src/events/event-properties';
import { InsightEventCategory, ReadWriteEvents, TrailEvents, TrailInsights } from 'cdk-well-architected-trail';

const CONTEXT = { partition: 'aws', logBucketNames: ['logs', 'access-logs'] };
const { MANAGEMENT, DATA } = InsightEventCategory;
const topics = TrailEvents.data('AWS::SNS::Topic');
const properties = (props: EventsProps) => eventProperties(props, CONTEXT).properties;

describe('Insights', () => {
  test.each<[string, TrailInsights, unknown]>([
    ['calls to management events by default', TrailInsights.apiCallRate(), { insightType: 'ApiCallRateInsight', eventCategories: ['Management'] }],
    ['errors of management events by default', TrailInsights.apiErrorRate(), { insightType: 'ApiErrorRateInsight', eventCategories: ['Management'] }],
    ['data events', TrailInsights.apiCallRate({ eventCategories: [DATA] }), { insightType: 'ApiCallRateInsight', eventCategories: ['Data'] }],
    ['both, each once', TrailInsights.apiErrorRate({ eventCategories: [MANAGEMENT, DATA, DATA] }), { insightType: 'ApiErrorRateInsight', eventCategories: ['Management', 'Data'] }],
  ])('%s', (_, insights, expected) => {
    expect(properties({ events: [topics], insights: [insights] }).insightSelectors).toEqual([expected]);
  });

  test.each<[string, EventsProps, string]>([
    [
      'calls without management events that write',
      { events: [TrailEvents.management({ readWrite: ReadWriteEvents.READ_ONLY })], insights: [TrailInsights.apiCallRate()] },
      "`insights` of type ApiCallRateInsight on management events needs a trail that logs write management events, got: 'Management'",
    ],
    [
      'errors without management events',
      { events: [TrailEvents.withoutManagementEvents(), topics], insights: [TrailInsights.apiErrorRate()] },
      "`insights` of type ApiErrorRateInsight on management events needs a trail that logs management events, got: 'Management'",
    ],
    [
      'data events that are not logged',
      { insights: [TrailInsights.apiErrorRate({ eventCategories: [DATA] })] },
      "`insights` of type ApiErrorRateInsight on data events needs a trail that logs data events, got: 'Data'",
    ],
    [
      'calls of data events that are not logged',
      { insights: [TrailInsights.apiCallRate({ eventCategories: [MANAGEMENT, DATA] })] },
      "`insights` of type ApiCallRateInsight on data events needs a trail that logs data events, got: 'Data'",
    ],
    [
      'a type twice',
      { events: [topics], insights: [TrailInsights.apiCallRate(), TrailInsights.apiCallRate({ eventCategories: [DATA] })] },
      "`insights` must name each type of Insights once, got: 'ApiCallRateInsight'",
    ],
  ])('need the events that they look at: %s', (_, props, message) => {
    expect(() => properties(props)).toThrow(message);
  });

  test('look at events that write, or at errors of events that read', () => {
    const only = (readWrite: ReadWriteEvents) => [TrailEvents.management({ readWrite })];
    expect(() => properties({ events: only(ReadWriteEvents.WRITE_ONLY), insights: [TrailInsights.apiCallRate()] })).not.toThrow();
    expect(() => properties({ events: only(ReadWriteEvents.READ_ONLY), insights: [TrailInsights.apiErrorRate()] })).not.toThrow();
  });

  test.each([ReadWriteEvents.READ_ONLY, ReadWriteEvents.WRITE_ONLY])('look at the calls of data events of which only %s are logged', (readWrite) => {
    const events = [TrailEvents.s3Objects({ readWrite })];
    expect(() => properties({ events, insights: [TrailInsights.apiCallRate({ eventCategories: [DATA] })] })).not.toThrow();
  });

  test.each([
    [[TrailInsights.apiCallRate()], 'about 0.35 USD for each 100,000 management events ('],
    [[TrailInsights.apiCallRate({ eventCategories: [DATA] })], 'about 0.03 USD for each 100,000 data events ('],
    [[TrailInsights.apiCallRate(), TrailInsights.apiErrorRate({ eventCategories: [DATA] })], '0.35 USD for each 100,000 management events and 0.03 USD for each 100,000 data events ('],
  ])('warn of what they cost: %#', (insights, price) => {
    const warnings = eventProperties({ events: [TrailEvents.lambdaFunctions()], insights }, CONTEXT).warnings.filter(({ id }) => id === 'insightsCost');
    expect(warnings).toHaveLength(1);
    expect(warnings[0].message).toContain(price);
  });
});

test.each<[EventsProps]>([[{}], [{ insights: [], aggregation: [] }]])('nothing is set without Insights and aggregation: %j', (props) => {
  const none = { insightSelectors: undefined, aggregationConfigurations: undefined };
  expect(eventProperties(props, CONTEXT)).toMatchObject({ properties: none, warnings: [] });
});
