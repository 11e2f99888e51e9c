import { type App, Duration, type Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { cisLogQuery } from '../../src/cloudtrail/cis/log-queries';
import { ENV } from '../fixtures/accounts';
import { runNagPacks } from '../helpers/nag';
import { newStack, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { type AccessRequest, authorize, evaluate } from '../oracles/policy-evaluator';
import {
  AlertTopic, CisControl, CisLogAlarms, type CisLogAlarmsProps, TrailDashboard, TrailSource, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

type Props = Partial<CisLogAlarmsProps>;

function alarmed(props: Props = {}, stack = newStack()) {
  const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
  return { stack, trail, alarms: new CisLogAlarms(stack, 'LogAlarms', { trail, ...props }) };
}

const alarmsIn = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::LogAlarm')).map(({ Properties }) => Properties);
const ONE: Props = { controls: [CisControl.ROOT_USER_USAGE] };
const action = (alarmActionArn: string): IAlarmAction => ({ bind: () => ({ alarmActionArn }) });

describe('the alarms', () => {
  test('are one for each control, in their order, and run the query of that control', () => {
    const { stack, alarms } = alarmed();
    const all = alarmsIn(stack);
    expect(all).toHaveLength(15);
    expect(alarms.alarms).toHaveLength(15);
    for (const { AlarmName: name, ScheduledQueryConfiguration: query } of all) {
      const control = /-\d\d-(\w+)$/.exec(name)![1] as CisControl;
      expect(query.QueryString).toBe(cisLogQuery(control).join('\n| '));
      expect(query.AggregationExpression).toBe('count(*)');
    }
    expect(new Set(all.map(({ AlarmName }) => AlarmName)).size).toBe(15);
  });

  test('trigger at the first event that a query finds, and send five events', () => {
    const { stack } = alarmed(ONE);
    const [alarm] = alarmsIn(stack);
    expect(alarm).toMatchObject({
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      QueryResultsToEvaluate: 1,
      QueryResultsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      ActionLogLineCount: 5,
    });
    expect(alarm.AlarmDescription).toContain('What to do first: Run the saved query');
  });

  test('query the log group of the trail, every five minutes, three times as far back', () => {
    const { stack } = alarmed(ONE);
    const { LogGroupIdentifiers: groups, ScheduleConfiguration: schedule } = alarmsIn(stack)[0].ScheduledQueryConfiguration;
    expect(groups).toEqual([{ Ref: expect.stringMatching(/^TrailLogGroup/) }]);
    expect(schedule).toEqual({ ScheduleExpression: 'rate(5 minutes)', StartTimeOffset: 900 });
  });

  test.each<[string, Props, object]>([
    ['one minute', { frequency: Duration.minutes(1) }, { ScheduleExpression: 'rate(1 minute)', StartTimeOffset: 180 }],
    ['an hour, and a day back', { frequency: Duration.hours(1), lookback: Duration.days(1) }, { ScheduleExpression: 'rate(60 minutes)', StartTimeOffset: 86400 }],
    ['as far back as the frequency', { lookback: Duration.minutes(5) }, { ScheduleExpression: 'rate(5 minutes)', StartTimeOffset: 300 }],
  ])('run every %s if asked', (_, props, expected) => {
    const { stack } = alarmed({ ...ONE, ...props });
    expect(alarmsIn(stack)[0].ScheduledQueryConfiguration.ScheduleConfiguration).toEqual(expected);
  });

  test('take times that are known at deployment', () => {
    const token = Token.asNumber({ Ref: 'Number' });
    const { stack } = alarmed({ ...ONE, frequency: Duration.minutes(token), lookback: Duration.seconds(token), logLines: token });
    expect(alarmsIn(stack)[0]).toMatchObject({
      ActionLogLineCount: { Ref: 'Number' },
      ScheduledQueryConfiguration: {
        ScheduleConfiguration: { ScheduleExpression: { 'Fn::Join': ['', ['rate(', { Ref: 'Number' }, ' minutes)']] }, StartTimeOffset: { Ref: 'Number' } },
      },
    });
  });

  test('are those of the controls that are chosen, whatever their order', () => {
    const { stack, alarms } = alarmed({ controls: [CisControl.KEY_DISABLED_OR_DELETED, CisControl.ROOT_USER_USAGE], alarmNamePrefix: 'corp' });
    expect(alarmsIn(stack).map(({ AlarmName }) => AlarmName)).toEqual(['corp-03-RootUserUsage', 'corp-07-KeyDisabledOrDeleted']);
    expect(alarms.alarm(CisControl.ROOT_USER_USAGE)).toBe(alarms.alarms[0]);
    expect(alarms.alarm(CisControl.VPC_CHANGES)).toBeUndefined();
  });

  test('send no events if asked, and then need no role for it', () => {
    const { stack, alarms } = alarmed({ ...ONE, logLines: 0 });
    expect(alarmsIn(stack)[0]).toMatchObject({ ActionLogLineCount: 0 });
    expect(alarmsIn(stack)[0]).not.toHaveProperty('ActionLogLineRoleArn');
    expect(alarms.logLineRole).toBeUndefined();
  });

  test('are shown on a dashboard', () => {
    const { stack, trail, alarms } = alarmed(ONE, newStack({ env: ENV }));
    new TrailDashboard(stack, 'Dashboard', { trail, alarms: [{ title: 'Log alarms', alarms: alarms.alarms }] });
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'))).toContain(':alarm:Audit-LogAlarms-03-RootUserUsage');
  });
});

describe('actions', () => {
  test('are those of the destination and the further ones', () => {
    const stack = newStack();
    const topic = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
    alarmed({ ...ONE, alerts: topic, alarmActions: [action('arn:aws:lambda:eu-west-1:111122223333:function:page')] }, stack);
    expect(alarmsIn(stack)[0].AlarmActions).toEqual([stack.resolve(topic.topic.topicArn), 'arn:aws:lambda:eu-west-1:111122223333:function:page']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may reach the alert topic: its policy admits the ARN of a log alarm', () => {
    const stack = newStack({ env: ENV });
    alarmed({ ...ONE, alerts: new AlertTopic(stack, 'Alerts') }, stack);
    const deployment = Deployment.of(stack);
    const publish: AccessRequest = {
      principal: { service: 'cloudwatch.amazonaws.com' },
      action: 'sns:Publish',
      resource: deployment.resource('AWS::SNS::Topic').ref,
      context: {
        'aws:SourceAccount': ENV.account,
        'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${deployment.resource('AWS::CloudWatch::LogAlarm').properties.AlarmName}`,
        'aws:SecureTransport': 'true',
      },
    };
    expect(evaluate(deployment.resource('AWS::SNS::TopicPolicy').properties.PolicyDocument, publish)).toBe('allow');
  });

  test.each([
    ['arn:aws:sns:eu-west-1:111122223333:alerts', false], ['arn:aws:ssm:eu-west-1:111122223333:opsitem:1', false], [Token.asString({ Ref: 'Action' }), false],
    ['arn:aws:ssm-incidents::111122223333:response-plan/audit', true], ['arn:aws:automate:eu-west-1:ec2:stop', true],
  ])('warn if CloudWatch ignores them: %s', (arn, ignored) => {
    const { stack } = alarmed({ ...ONE, alarmActions: [action(arn)] });
    expect(warningsOf(stack)).toEqual(ignored ? ['cdk-well-architected-trail:logAlarmActionIgnored'] : []);
  });

  test('that are missing emit a warning', () => {
    expect(warningsOf(alarmed(ONE).stack)).toEqual(['cdk-well-architected-trail:cisLogAlarmsWithoutActions']);
  });
});

describe('the roles', () => {
  const env = { account: '111122223333', region: 'cn-north-1' };
  const deployment = (() => {
    const { stack } = alarmed(ONE, newStack({ env }));
    return Deployment.of(stack);
  })();
  const alarm = deployment.resource('AWS::CloudWatch::LogAlarm').properties;
  const role = (arn: string) => deployment.resources('AWS::IAM::Role').find((one) => one.arn === arn)!;
  const query = role(alarm.ScheduledQueryConfiguration.ScheduledQueryRoleARN);
  const line = role(alarm.ActionLogLineRoleArn);
  const permissions = ({ properties, arn }: typeof query, request: Pick<AccessRequest, 'action' | 'resource'>) => authorize({
    resourceAccount: env.account,
    identityPolicies: deployment.resources('AWS::IAM::ManagedPolicy').filter(({ ref }) => properties.ManagedPolicyArns.includes(ref)).map((policy) => policy.properties.PolicyDocument),
  }, { principal: { arn: arn! }, ...request });
  const trust = ({ properties, arn }: typeof query, service: string, context: Record<string, string>) => evaluate(
    properties.AssumeRolePolicyDocument, { principal: { service }, action: 'sts:AssumeRole', resource: arn!, context });
  const group = 'arn:aws-cn:logs:cn-north-1:111122223333:log-group:/aws/cloudtrail/Audit-Trail-74094c26';
  const forQuery = { 'aws:SourceAccount': env.account, 'aws:SourceArn': 'arn:aws-cn:logs:cn-north-1:111122223333:scheduled-query:x' };
  const forAlarm = { 'aws:SourceAccount': env.account, 'aws:SourceArn': 'arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:x' };

  test('are two, each for one service', () => {
    expect(query.arn).not.toBe(line.arn);
  });

  test.each<['query' | 'line', string, string, string]>([
    ['query', 'logs:StartQuery', `${group}:*`, 'allow'],
    ['query', 'logs:GetQueryResults', '*', 'allow'],
    ['query', 'logs:StartQuery', group.replace('Audit', 'Other'), 'implicit deny'],
    ['query', 'logs:GetLogEvents', `${group}:*`, 'implicit deny'],
    ['query', 'logs:DeleteLogGroup', group, 'implicit deny'],
    ['line', 'logs:GetQueryResults', '*', 'allow'],
    ['line', 'logs:StartQuery', `${group}:*`, 'implicit deny'],
    ['line', 'logs:FilterLogEvents', `${group}:*`, 'implicit deny'],
  ])('the %s role may %s on %s: %s', (which, requested, resource, expected) => {
    expect(permissions(which === 'query' ? query : line, { action: requested, resource })).toBe(expected);
  });

  test.each<['query' | 'line', string, Record<string, string>, string]>([
    ['query', 'logs.amazonaws.com', forQuery, 'allow'],
    ['query', 'logs.amazonaws.com', { ...forQuery, 'aws:SourceAccount': '999988887777' }, 'implicit deny'],
    ['query', 'logs.amazonaws.com', forAlarm, 'implicit deny'],
    ['query', 'logs.amazonaws.com', {}, 'implicit deny'],
    ['query', 'cloudwatch.amazonaws.com', forQuery, 'implicit deny'],
    ['line', 'cloudwatch.amazonaws.com', forAlarm, 'allow'],
    ['line', 'cloudwatch.amazonaws.com', { ...forAlarm, 'aws:SourceArn': forAlarm['aws:SourceArn'].replace('1111', '9999') }, 'implicit deny'],
    ['line', 'logs.amazonaws.com', forAlarm, 'implicit deny'],
  ])('the %s role is assumed by %s for %j: %s', (which, service, context, expected) => {
    expect(trust(which === 'query' ? query : line, service, context)).toBe(expected);
  });

  test('leave cdk-nag nothing to find', () => {
    const { stack } = alarmed({ alerts: undefined });
    const { remaining } = runNagPacks(stack.node.root as App);
    expect(remaining).toEqual([]);
  });
});

describe('bad input', () => {
  test.each<[string, Props, string]>([
    ['no controls', { controls: [] }, '`controls` must contain at least one control, got: []'],
    ['a control twice', { controls: [CisControl.VPC_CHANGES, CisControl.VPC_CHANGES] }, "`controls` must contain each control once, got: 'VpcChanges'"],
    ['no control', { controls: ['Nothing' as never] }, '`controls` must be a value of `CisControl`'],
    ['too many lines', { logLines: 51 }, '`logLines` must be a whole number from 0 to 50, got: 51'],
    ['half a line', { logLines: 0.5 }, '`logLines` must be a whole number from 0 to 50, got: 0.5'],
    ['less than no lines', { logLines: -1 }, '`logLines` must be a whole number from 0 to 50, got: -1'],
    ['half a minute', { frequency: Duration.seconds(30) }, '`frequency` must be a whole number of minutes, at most a day, got: 30 seconds'],
    ['two days', { lookback: Duration.days(2) }, '`lookback` must be a whole number of minutes, at most a day, got: 2 days'],
    ['no time', { frequency: Duration.minutes(0) }, '`frequency` must be a whole number of minutes'],
    ['a gap between the queries', { frequency: Duration.minutes(10), lookback: Duration.minutes(5) }, '`lookback` must be at least `frequency` (10 minutes), or no query sees the events in between, got: 5 minutes'],
    ['an unknown frequency alone', { frequency: Duration.minutes(Token.asNumber({ Ref: 'Number' })) }, '`lookback` must be set where `frequency` is known at deployment only'],
    ['an empty prefix', { alarmNamePrefix: '' }, '`alarmNamePrefix` must have 1 to'],
  ])('throws for %s', (_, props, message) => {
    expect(() => alarmed(props)).toThrow(message);
  });

  test('throws without a log group, and for one elsewhere', () => {
    const stack = newStack({ env: ENV });
    expect(() => new CisLogAlarms(stack, 'One', { trail: new WellArchitectedTrail(stack, 'Trail') })).toThrow('`trail.trailAttributes.logGroup` is required because the queries read it');
    const logGroup = logs.LogGroup.fromLogGroupArn(stack, 'Group', 'arn:aws:logs:us-east-1:111122223333:log-group:audit');
    expect(() => new CisLogAlarms(stack, 'Two', { trail: TrailSource.fromTrailAttributes({ logGroup }) })).toThrow('must be in the account and Region of the stack');
  });

  test('throws for what is no control', () => {
    expect(() => alarmed(ONE).alarms.alarm('Nothing' as never)).toThrow('`control` must be a value of `CisControl`');
  });
});

test('two instances have alarms of different names', () => {
  const { stack, trail } = alarmed(ONE);
  new CisLogAlarms(stack, 'Second', { trail, ...ONE });
  expect(new Set(alarmsIn(stack).map(({ AlarmName }) => AlarmName)).size).toBe(2);
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
});
