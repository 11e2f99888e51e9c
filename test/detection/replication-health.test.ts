import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ENV } from '../fixtures/accounts';
import { runNagPacks } from '../helpers/nag';
import { crossStackReferences } from '../helpers/resource-graph';
import { propertiesOf, warningsOf } from '../helpers/trails';
import {
  AlertTopic, ReplicationHealth, type ReplicationHealthProps, TrailLogArchive, TrailLogReplica, type TrailReplicaOptions, TrailSource,
  WellArchitectedTrail,
} from 'cdk-well-architected-trail';

const ELSEWHERE = { account: ENV.account, region: 'eu-central-1' };

function newApp(options: Partial<TrailReplicaOptions> = {}, there = ELSEWHERE) {
  const app = new App();
  const stack = new Stack(app, 'Audit', { env: ENV });
  const copy = new Stack(app, 'Copy', { env: there });
  const destination = new TrailLogReplica(copy, 'Replica');
  return { app, stack, copy, destination, trail: new WellArchitectedTrail(stack, 'Trail', { replica: { destination, ...options } }) };
}

const health = (scope: Stack, props: ReplicationHealthProps) => new ReplicationHealth(scope, 'Health', props);
const alarmOf = (stack: Stack) => propertiesOf(Template.fromStack(stack), 'AWS::CloudWatch::Alarm');

interface Dimension {
  readonly Name: string;
  readonly Value: unknown;
}

const dimensions = (alarm: Record<string, any>) => Object.fromEntries(alarm.Dimensions.map(({ Name, Value }: Dimension) => [Name, Value]));

describe('in the Region of the log files', () => {
  test('an alarm triggers at the first file that is not replicated', () => {
    const { stack, trail, destination } = newApp();
    const { failureAlarm, delayAlarm, alarms } = health(stack, { trail, alerts: new AlertTopic(stack, 'Alerts') });
    const alarm = alarmOf(stack);
    expect(alarm).toMatchObject({
      Namespace: 'AWS/S3',
      MetricName: 'OperationsFailedReplication',
      Statistic: 'Sum',
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
      AlarmActions: [expect.anything()],
    });
    expect(dimensions(alarm)).toMatchObject({ DestinationBucket: destination.replicaAttributes.bucketName, RuleId: 'SecondCopy' });
    expect(Object.keys(dimensions(alarm)).sort()).toEqual(['DestinationBucket', 'RuleId', 'SourceBucket']);
    expect([failureAlarm !== undefined, delayAlarm, alarms.length]).toEqual([true, undefined, 1]);
  });

  test('it watches the rule that the bucket has', () => {
    const { stack, trail } = newApp();
    health(stack, { trail });
    const bucket = propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', { ReplicationConfiguration: Match.anyValue() });
    const [rule] = bucket.ReplicationConfiguration.Rules;
    expect(dimensions(alarmOf(stack)).RuleId).toBe(rule.Id);
    expect(rule.Destination.Metrics.Status).toBe('Enabled');
  });

  test('it watches an archive as well', () => {
    const app = new App();
    const stack = new Stack(app, 'Archive', { env: ENV });
    const destination = new TrailLogReplica(new Stack(app, 'Copy', { env: ELSEWHERE }), 'Replica');
    health(stack, { trail: new TrailLogArchive(stack, 'Archive', { replica: { destination } }).trailSource() });
    expect(alarmOf(stack).MetricName).toBe('OperationsFailedReplication');
  });

  test('it warns if nobody is notified', () => {
    const { stack, trail } = newApp();
    health(stack, { trail });
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:replicationHealthWithoutActions']);
  });
});

describe('in the Region of the replica', () => {
  test.each([[undefined, 3600, '1 hour'], [Duration.minutes(15), 900, '15 minutes']])('an alarm triggers if it is too far behind: %s', (maxDelay, seconds, text) => {
    const { app, trail } = newApp();
    const watching = new Stack(app, 'Watching', { env: ELSEWHERE });
    const { failureAlarm, delayAlarm } = health(watching, { trail, maxDelay, alerts: new AlertTopic(watching, 'Alerts') });
    const alarm = alarmOf(watching);
    expect(alarm).toMatchObject({ MetricName: 'ReplicationLatency', Statistic: 'Maximum', Threshold: seconds, TreatMissingData: 'ignore' });
    expect(alarm.AlarmDescription).toContain(`is ${text} or more behind`);
    expect(dimensions(alarm).SourceBucket).toMatch(/^audit-trail-[0-9a-f]{8}-111122223333-eu-west-1-an$/);
    expect([failureAlarm, delayAlarm !== undefined]).toEqual([undefined, true]);
    expect(crossStackReferences(app)).toEqual([]);
  });

  test('there are both alarms if it is the Region of the log files too', () => {
    const { stack, trail } = newApp({}, { account: '222233334444', region: ENV.region });
    expect(health(stack, { trail }).alarms).toHaveLength(2);
  });
});

test('a token is a delay', () => {
  const { app, trail } = newApp();
  const watching = new Stack(app, 'Watching', { env: ELSEWHERE });
  health(watching, { trail, maxDelay: Duration.seconds(Token.asNumber({ Ref: 'Delay' })) });
  expect(alarmOf(watching).Threshold).toEqual({ Ref: 'Delay' });
});

test('cdk-nag has no finding left', () => {
  const { app, stack, trail } = newApp();
  health(stack, { trail, alerts: new AlertTopic(stack, 'Alerts') });
  expect(runNagPacks(app).remaining).toEqual([]);
});

describe('bad input', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['no replication', () => {
      const stack = new Stack(new App(), 'Audit');
      return health(stack, { trail: new WellArchitectedTrail(stack, 'Trail') });
    }, /`trail\.trailAttributes\.replication` must be known[^]*Set `replica` on the trail or on its archive/],
    ['no bucket', () => health(new Stack(new App(), 'Audit'), { trail: TrailSource.fromTrailAttributes({ trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' }) }),
      /`trail\.trailAttributes\.bucket` must be known/],
    ['no metrics', () => {
      const { stack, trail } = newApp({ metricsEnabled: false });
      return health(stack, { trail });
    }, /`trail\.trailAttributes\.replication\.metricsEnabled` must be true, because S3 publishes no metrics otherwise, got: false/],
    ['another Region', () => {
      const { app, trail } = newApp();
      return health(new Stack(app, 'Third', { env: { account: ENV.account, region: 'us-east-1' } }), { trail });
    }, /`trail` must have its bucket or its replica in the Region of the alarms \(us-east-1\), got: eu-west-1, eu-central-1/],
    ['a Region that nobody knows', () => {
      const { app, trail } = newApp();
      const { bucket } = trail;
      const source = TrailSource.fromTrailAttributes({ bucket, replication: { destinationBucketName: 'copies', ruleId: 'Copy' } });
      return health(new Stack(app, 'Third', { env: { account: ENV.account, region: 'us-east-1' } }), { trail: source });
    }, /got: eu-west-1, unknown/],
    ['another account', () => {
      const { copy, trail } = newApp({}, { account: '222233334444', region: ENV.region });
      return health(copy, { trail });
    }, /`trail` must have its bucket in the account of the alarms \(222233334444\), got: '111122223333'/],
    ['half a minute', () => health(newApp().stack, { trail: newApp().trail, maxDelay: Duration.seconds(90) }), /`maxDelay` must be a whole number of minutes, at most a day, got: '1 minute 30 seconds'/],
    ['two days', () => health(newApp().stack, { trail: newApp().trail, maxDelay: Duration.days(2) }), /`maxDelay` must be a whole number of minutes, at most a day/],
  ])('throws for %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
