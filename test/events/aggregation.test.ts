import { eventProperties, type EventsProps } from '../../src/events/event-properties';
import { newStack, newTrail } from '../helpers/trails';
import { TrailAggregationTemplate, TrailEvents } from 'cdk-well-architected-trail';

const CONTEXT = { partition: 'aws', logBucketNames: ['logs', 'access-logs'] };

const topics = TrailEvents.data('AWS::SNS::Topic');
const properties = (props: EventsProps) => eventProperties(props, CONTEXT).properties;

describe('aggregation', () => {
  const { API_ACTIVITY, RESOURCE_ACCESS, USER_ACTIONS } = TrailAggregationTemplate;

  test('of data events, with a warning', () => {
    const aggregation = [API_ACTIVITY, RESOURCE_ACCESS, USER_ACTIONS];
    const { properties: rendered, warnings } = eventProperties({ events: [topics], aggregation }, CONTEXT);
    expect(rendered.aggregationConfigurations).toEqual([{ eventCategory: 'Data', templates: ['API_ACTIVITY', 'RESOURCE_ACCESS', 'USER_ACTIONS'] }]);
    expect(warnings.map(({ id }) => id)).toContain('aggregationCost');
  });

  test.each<[string, EventsProps, string]>([
    ['without data events', { aggregation: [API_ACTIVITY] }, '`aggregation` needs a trail that logs data events, got: [\'API_ACTIVITY\']'],
    ['with a template twice', { events: [topics], aggregation: [API_ACTIVITY, API_ACTIVITY] }, "`aggregation` must name each template once, got: 'API_ACTIVITY'"],
  ])('is an error %s', (_, props, message) => {
    expect(() => properties(props)).toThrow(message);
  });

  test('of a template without a name is refused', () => {
    expect(() => TrailAggregationTemplate.of('')).toThrow("`name` must not be empty, got: ''");
  });

  test('without data events is refused before anything is created', () => {
    const stack = newStack();
    expect(() => newTrail({ aggregation: [API_ACTIVITY] }, stack)).toThrow('`aggregation` needs a trail that logs data events');
    expect(stack.node.findAll()).toHaveLength(2);
  });
});
