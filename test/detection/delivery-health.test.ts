import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ENV } from '../fixtures/accounts';
import { AlertTopic, DeliveryHealth, type DeliveryHealthProps, TrailSource, type TrailAttributes, WellArchitectedTrail } from 'cdk-well-architected-trail';

const alarmActions: cloudwatch.IAlarmAction[] = [{ bind: () => ({ alarmActionArn: 'arn:aws:ssm:eu-west-1:111122223333:opsitem:1' }) }];

function setup(attributes: (stack: Stack) => TrailAttributes, props: Partial<DeliveryHealthProps> = {}, env?: typeof ENV) {
  const stack = new Stack(new App(), 'Security', { env });
  const health = new DeliveryHealth(stack, 'DeliveryHealth', { trail: TrailSource.fromTrailAttributes(attributes(stack)), alarmActions, ...props });
  return { stack, health, template: Template.fromStack(stack) };
}

const logGroup = (stack: Stack) => ({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'LogGroup', '/audit/trail') });
const bucket = (stack: Stack) => ({ bucket: new s3.Bucket(stack, 'Bucket') });
const importedBucket = (stack: Stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'audit-logs') });

describe('the log group', () => {
  test('is missed after an hour without an event', () => {
    const { template, health } = setup(logGroup);

    expect(health.bucketAlarm).toBeUndefined();
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Logs',
      MetricName: 'IncomingLogEvents',
      Dimensions: [{ Name: 'LogGroupName', Value: '/audit/trail' }],
      Statistic: 'Sum',
      Period: 900,
      EvaluationPeriods: 4,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: ['arn:aws:ssm:eu-west-1:111122223333:opsitem:1'],
    });
  });

  test.each([[Duration.minutes(15), 1], [Duration.minutes(90), 6], [Duration.days(1), 96]])('is missed after %s', (maxLogGroupSilence, EvaluationPeriods) => {
    setup(logGroup, { maxLogGroupSilence }).template.hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods });
  });
});

describe('the bucket', () => {
  test('is missed after three hours without a file that S3 accepted', () => {
    const { template, stack, health } = setup(bucket);
    const [{ Properties }] = Object.values(template.findResources('AWS::S3::Bucket'));
    const [{ Id }] = Properties.MetricsConfigurations;
    const metric = (MetricName: string) => ({
      Metric: { Namespace: 'AWS/S3', MetricName, Dimensions: [{ Name: 'BucketName', Value: Match.anyValue() }, { Name: 'FilterId', Value: Id }] }, Period: 3600, Stat: 'Sum',
    });

    expect(health.logGroupAlarm).toBeUndefined();
    expect(stack.resolve(health.bucketAlarm!.alarmName)).toEqual({ Ref: expect.stringMatching(/^DeliveryHealthBucketAlarm/) });
    expect(Properties.MetricsConfigurations).toEqual([{ Id: expect.stringMatching(/^[A-Za-z0-9.-]{1,64}$/), Prefix: 'AWSLogs/' }]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: [
        { Expression: 'FILL(puts, 0) - FILL(refused, 0)', Id: Match.anyValue(), Label: 'Accepted deliveries' },
        { Id: 'puts', MetricStat: metric('PutRequests'), ReturnData: false },
        { Id: 'refused', MetricStat: metric('4xxErrors'), ReturnData: false },
      ],
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: ['arn:aws:ssm:eu-west-1:111122223333:opsitem:1'],
    });
  });

  test('is monitored under the prefix of the trail', () => {
    setup((stack) => ({ ...bucket(stack), bucketKeyPrefix: 'org' })).template
      .hasResourceProperties('AWS::S3::Bucket', { MetricsConfigurations: [Match.objectLike({ Prefix: 'org/AWSLogs/' })] });
  });

  test('may be an L1, whose other metrics stay', () => {
    const { template } = setup((stack) => ({ bucket: new s3.CfnBucket(stack, 'Bucket', { metricsConfigurations: [{ id: 'All' }] }) }));

    template.hasResourceProperties('AWS::S3::Bucket', { MetricsConfigurations: [{ Id: 'All' }, Match.objectLike({ Prefix: 'AWSLogs/' })] });
  });

  test('may be an L1 without metrics', () => {
    setup((stack) => ({ bucket: new s3.CfnBucket(stack, 'Bucket') })).template
      .hasResourceProperties('AWS::S3::Bucket', { MetricsConfigurations: [Match.objectLike({ Prefix: 'AWSLogs/' })] });
  });

  test('may have metrics already', () => {
    const { template, stack } = setup(importedBucket, { requestMetricsId: 'Deliveries' });

    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([Match.objectLike({
        MetricStat: Match.objectLike({ Metric: Match.objectLike({ Dimensions: [{ Name: 'BucketName', Value: 'audit-logs' }, { Name: 'FilterId', Value: 'Deliveries' }] }) }),
      })]),
    });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test.each([
    ['imported', importedBucket],
    ['an L1 whose metrics are known only later', (stack: Stack) => ({ bucket: new s3.CfnBucket(stack, 'Bucket', { metricsConfigurations: Lazy.any({ produce: () => [] }) }) })],
  ])('cannot be monitored when it is %s, and a warning says what to do', (_what, attributes) => {
    const { template, stack, health } = setup(attributes);

    expect(health.bucketAlarm).toBeUndefined();
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    Annotations.fromStack(stack).hasWarning('/Security/DeliveryHealth', Match.stringLikeRegexp(
      'its deliveries are not monitored. Add a request metrics configuration for the prefix \'AWSLogs/\' to it and set `requestMetricsId` to its ID',
    ));
  });

  test('is not monitored when that is disabled', () => {
    const { template, stack } = setup(bucket, { bucketAlarmEnabled: false });

    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.hasResourceProperties('AWS::S3::Bucket', { MetricsConfigurations: Match.absent() });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test.each([[Duration.hours(1), 1], [Duration.days(7), 168]])('is missed after %s', (maxBucketSilence, EvaluationPeriods) => {
    setup(bucket, { maxBucketSilence }).template.hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods });
  });
});

test('both ends of a trail of this app are monitored', () => {
  const stack = new Stack(new App(), 'Security');
  const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {}, bucketKeyPrefix: 'audit' });
  const alerts = new AlertTopic(stack, 'Alerts');
  new DeliveryHealth(stack, 'DeliveryHealth', { trail, alerts });

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [stack.resolve(alerts.topic.topicArn)] });
  template.resourcePropertiesCountIs('AWS::S3::Bucket', { MetricsConfigurations: [Match.objectLike({ Prefix: 'audit/AWSLogs/' })] }, 1);
});

describe('what is elsewhere', () => {
  test.each([
    ['The log group is in Region us-east-1', (stack: Stack) => ({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'L', 'arn:aws:logs:us-east-1:111122223333:log-group:audit') })],
    ['The bucket is in account 999988887777', (stack: Stack) => ({ bucket: s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'logs', account: '999988887777' }) })],
  ])('%s: no alarm, and a warning', (message, attributes) => {
    const { template, stack } = setup(attributes, {}, ENV);

    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    Annotations.fromStack(stack).hasWarning('/Security/DeliveryHealth', Match.stringLikeRegexp(`${message}: no alarm of this stack receives its metrics. Create another DeliveryHealth`));
  });
});

test.each([['log group', logGroup], ['bucket', bucket]])('warns that nobody is notified of the alarm of the %s', (_what, attributes) => {
  Annotations.fromStack(setup(attributes, { alarmActions: [] }).stack).hasWarning('/Security/DeliveryHealth', Match.stringLikeRegexp('The alarms for deliveries have no actions: nobody is notified. Set `alerts` or `alarmActions`'));
});

describe('fails', () => {
  test.each<[Partial<DeliveryHealthProps>, string]>([
    [{ maxLogGroupSilence: Duration.minutes(20) }, '`maxLogGroupSilence` must be a multiple of 15 minutes, at most 1 day, got: 20 minutes'],
    [{ maxLogGroupSilence: Duration.seconds(0) }, '`maxLogGroupSilence` must be a multiple of 15 minutes, at most 1 day, got: 0 seconds'],
    [{ maxLogGroupSilence: Duration.hours(25) }, '`maxLogGroupSilence` must be a multiple of 15 minutes, at most 1 day, got: 1 day 1 hour'],
    [{ maxBucketSilence: Duration.minutes(90) }, '`maxBucketSilence` must be a multiple of 1 hour, at most 7 days, got: 1 hour 30 minutes'],
    [{ maxBucketSilence: Duration.days(8) }, '`maxBucketSilence` must be a multiple of 1 hour, at most 7 days, got: 8 days'],
  ])('on %j', (props, message) => {
    expect(() => setup(logGroup, props)).toThrow(message);
  });

  test('when there is nothing to monitor', () => {
    expect(() => setup(() => ({}))).toThrow('`trail.trailAttributes` must contain a log group or a bucket, got: neither [Security/DeliveryHealth]. Set one of them in `TrailSource.fromTrailAttributes`.');
  });

  test('not on a time that is known only later', () => {
    setup(logGroup, { maxLogGroupSilence: Duration.minutes(Lazy.number({ produce: () => 30 })) }).template
      .hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: 1 });
  });
});

test('can be created twice in a stack', () => {
  const stack = new Stack(new App(), 'Security');
  const trail = TrailSource.fromTrailAttributes(bucket(stack));
  new DeliveryHealth(stack, 'One', { trail, alarmActions });
  new DeliveryHealth(stack, 'Two', { trail, alarmActions });

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
  expect(new Set(Properties.MetricsConfigurations.map(({ Id }: { Id: string }) => Id)).size).toBe(2);
});
