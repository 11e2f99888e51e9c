import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CisAlarms, type DashboardAlarms, DeliveryHealth, TrailDashboard, type TrailDashboardProps, TrailSource } from 'cdk-well-architected-trail';

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

const cisAlarms = (stack: Stack, trail: TrailSource) => ({ title: 'CIS alarms', alarms: new CisAlarms(stack, 'Alarms', { trail }).alarms });
const deliveries = (stack: Stack, trail: TrailSource) => ({ title: 'Deliveries', alarms: new DeliveryHealth(stack, 'Health', { trail }).alarms });
const imported = (stack: Stack, id: string) => ({ title: id, alarms: [Alarm.fromAlarmName(stack, id, id)] });

test.each<[string, (stack: Stack, trail: TrailSource) => DashboardAlarms[]]>([
  ['no groups', () => []],
  ['two groups', (stack, trail) => [cisAlarms(stack, trail), deliveries(stack, trail)]],
  ['five groups', (stack) => ['One', 'Two', 'Three', 'Four', 'Five'].map((id) => imported(stack, id))],
])('fills every row of the grid and overlaps nowhere, with %s of alarms', (_what, alarmsOf) => {
  const { body } = setup((stack, trail) => ({ alarms: alarmsOf(stack, trail) }));
  const cells = body.widgets.flatMap(({ x, y, width, height }) => Array.from({ length: width * height }, (_, cell) => `${x + cell % width},${y + Math.floor(cell / width)}`));
  const bottom = Math.max(...body.widgets.map(({ y, height }) => y + height));

  expect(new Set(cells).size).toBe(cells.length);
  expect(cells.length).toBe(24 * bottom);
});

describe('alarm states', () => {
  const shown = (alarmsOf: (stack: Stack, trail: TrailSource) => DashboardAlarms[]) => {
    const { widgets } = setup((stack, trail) => ({ alarms: alarmsOf(stack, trail) })).body;
    return widgets.filter(({ type }) => type === 'alarm').map(({ properties, width, y }) => [properties.title, properties.alarms!.length, width, y]);
  };

  test('of several groups stand side by side, and the largest group gets the room', () => {
    expect(shown((stack, trail) => [cisAlarms(stack, trail), deliveries(stack, trail)])).toEqual([['CIS alarms', 15, 18, 2], ['Deliveries', 2, 6, 2]]);
    expect(shown((stack, trail) => [deliveries(stack, trail), cisAlarms(stack, trail)])).toEqual([['Deliveries', 2, 6, 2], ['CIS alarms', 15, 18, 2]]);
  });

  test('of one group fill the row', () => {
    expect(shown((stack, trail) => [deliveries(stack, trail)])).toEqual([['Deliveries', 2, 24, 2]]);
  });

  test('of more than four groups take another row', () => {
    expect(shown((stack) => ['One', 'Two', 'Three', 'Four', 'Five'].map((id) => imported(stack, id))))
      .toEqual([['One', 1, 6, 2], ['Two', 1, 6, 2], ['Three', 1, 6, 2], ['Four', 1, 6, 2], ['Five', 1, 24, 7]]);
  });

  test('of a group without alarms are left out', () => {
    expect(shown((stack, trail) => [{ title: 'Empty', alarms: [] }, deliveries(stack, trail)])).toEqual([['Deliveries', 2, 24, 2]]);
  });
});

test('has the name that is wanted', () => {
  expect(setup(() => ({ dashboardName: 'audit' })).properties.DashboardName).toBe('audit');
});

test('fails without a log group', () => {
  expect(() => setup(() => ({ trail: TrailSource.fromTrailAttributes({}) }))).toThrow(
    '`trail.trailAttributes.logGroup` is required because the widgets query it, got: undefined [Security/Dashboard]. Set `cloudWatchLogs: {}` on the `WellArchitectedTrail`',
  );
});
