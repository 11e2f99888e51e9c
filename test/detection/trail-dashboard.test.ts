import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CisAlarms, DeliveryHealth, TrailSource, TrailDashboard, type TrailDashboardProps } from 'cdk-well-architected-trail';

function setup(props: (stack: Stack, trail: TrailSource) => Partial<TrailDashboardProps> = () => ({})) {
  const stack = new Stack(new App(), 'Security');
  const trail = TrailSource.fromTrailAttributes({
    logGroup: logs.LogGroup.fromLogGroupName(stack, 'LogGroup', '/audit/trail'),
    bucket: new s3.Bucket(stack, 'Bucket'),
  });
  new TrailDashboard(stack, 'Dashboard', { trail, ...props(stack, trail) });
  const [{ Properties: properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  return { properties, body: JSON.parse(text(properties.DashboardBody)) as { start: string; widgets: Widget[] } };
}

/** The text with the names of what it refers to. */
const text = (joined: { 'Fn::Join': [string, (string | Record<string, string | string[]>)[]] }) => joined['Fn::Join'][1]
  .map((part) => typeof part === 'string' ? part : [Object.values(part)[0]].flat()[0]).join('');

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { title?: string; query?: string; region?: string; alarms?: string[]; view?: string; metrics?: unknown[] };
}

const titles = (widgets: Widget[]) => widgets.map(({ properties }) => properties.title);

test('shows sign-ins, denied calls, root, changes and health of the trail, of the last day', () => {
  const { body } = setup();

  expect(body.start).toBe('-P1D');
  expect(titles(body.widgets)).toEqual([
    undefined, 'Console sign-ins', 'Sign-ins without MFA', 'Failed sign-ins', 'Denied calls', 'Who was denied what', 'Root user', 'Changes to trails', 'Changes by service',
    'Latest changes', 'Events delivered to the log group', 'Bytes delivered to the log group',
  ]);
});

test('queries the log group of the trail', () => {
  const queries = setup().body.widgets.filter(({ type }) => type === 'log');

  expect(queries).toHaveLength(9);
  for (const { properties } of queries) {
    expect(properties.query).toMatch(/^SOURCE '\/audit\/trail' \| (?:fields|filter)/);
    expect(properties.region).toBe('AWS::Region');
  }
});

test('fills every row of the grid and overlaps nowhere', () => {
  const { body } = setup((stack, trail) => ({ cisAlarms: new CisAlarms(stack, 'Alarms', { trail }), deliveryHealth: new DeliveryHealth(stack, 'Health', { trail }) }));
  const cells = body.widgets.flatMap(({ x, y, width, height }) => Array.from({ length: width * height }, (_, cell) => `${x + cell % width},${y + Math.floor(cell / width)}`));
  const bottom = Math.max(...body.widgets.map(({ y, height }) => y + height));

  expect(new Set(cells).size).toBe(cells.length);
  expect(cells.length).toBe(24 * bottom);
});

describe('alarm states', () => {
  test('of both kinds stand side by side', () => {
    const { body } = setup((stack, trail) => ({ cisAlarms: new CisAlarms(stack, 'Alarms', { trail }), deliveryHealth: new DeliveryHealth(stack, 'Health', { trail }) }));
    const alarms = body.widgets.filter(({ type }) => type === 'alarm');

    expect(alarms.map(({ properties, width }) => [properties.title, properties.alarms!.length, width])).toEqual([['CIS alarms', 15, 18], ['Deliveries', 2, 6]]);
  });

  test.each<[string, (stack: Stack, trail: TrailSource) => Partial<TrailDashboardProps>, string, number]>([
    ['the CIS alarms', (stack, trail) => ({ cisAlarms: new CisAlarms(stack, 'Alarms', { trail }) }), 'CIS alarms', 15],
    ['deliveries', (stack, trail) => ({ deliveryHealth: new DeliveryHealth(stack, 'Health', { trail, watchBucket: false }) }), 'Deliveries', 1],
  ])('of %s alone fill the row', (_what, props, title, count) => {
    const alarms = setup(props).body.widgets.filter(({ type }) => type === 'alarm');

    expect(alarms.map(({ properties, width }) => [properties.title, properties.alarms!.length, width])).toEqual([[title, count, 24]]);
  });
});

test('has the name that is wanted', () => {
  expect(setup(() => ({ dashboardName: 'audit' })).properties.DashboardName).toBe('audit');
});

test('fails without a log group', () => {
  expect(() => setup(() => ({ trail: TrailSource.fromTrailAttributes({}) }))).toThrow(
    new Error('`trail.trailAttributes.logGroup` must be known, because the widgets query it, got: undefined'),
  );
});
