import { App, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CIS_CONTROLS, cisPattern } from '../../src/cloudtrail/cis/cis-controls';
import { CIS_VERSIONS, type CisSource } from '../../src/cloudtrail/cis/cis-patterns';
import { ENV } from '../fixtures/accounts';
import { AlertTopic, CisAlarms, type CisAlarmsProps, CisControl, CisFoundationsVersion, CisProfile, TrailSource, type ITrailSource } from 'cdk-well-architected-trail';

const action: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: 'arn:aws:ssm:eu-west-1:111122223333:opsitem:1' }) };

function setup(props: Partial<CisAlarmsProps> = {}, env?: typeof ENV) {
  const stack = new Stack(new App(), 'Security', { env });
  const alarms = new CisAlarms(stack, 'Alarms', { trail: trailOf(stack), ...props });
  return { stack, alarms, template: Template.fromStack(stack) };
}

function trailOf(stack: Stack): ITrailSource {
  return TrailSource.fromTrailAttributes({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'LogGroup', '/audit/trail') });
}

const patterns = (template: Template) => Object.values(template.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => Properties.FilterPattern);

describe('metric filters', () => {
  test.each<[CisProfile, CisSource, string]>([
    [CisProfile.securityHub(), 'securityHub', 'CISBenchmark/SecurityHub'],
    [CisProfile.lowNoise(), 'lowNoise', 'CISBenchmark/LowNoise'],
    ...Object.values(CisFoundationsVersion).map((version): [CisProfile, CisSource, string] => [CisProfile.cis(version), version, `CISBenchmark/CIS-${version}`]),
  ])('%j has the texts of its source', (profile, source, namespace) => {
    const { template } = setup({ profile });

    expect(patterns(template)).toEqual(CIS_CONTROLS.map((control) => cisPattern(control, source)));
    expect(Object.values(CisControl).map((control) => profile.filterPattern(control))).toEqual(patterns(template));
    template.allResourcesProperties('AWS::Logs::MetricFilter', { LogGroupName: '/audit/trail', MetricTransformations: [Match.objectLike({ MetricNamespace: namespace })] });
  });

  test('Security Hub\'s are the default', () => {
    expect(patterns(setup().template)).toEqual(CIS_CONTROLS.map((control) => cisPattern(control, 'securityHub')));
  });

  test('count one an event and nothing otherwise', () => {
    setup().template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}',
      MetricTransformations: [{ MetricNamespace: 'CISBenchmark/SecurityHub', MetricName: 'KeyDisabledOrDeleted', MetricValue: '1', DefaultValue: 0 }],
    });
  });

  test('put metrics into a namespace of choice', () => {
    setup({ metricNamespace: 'Audit/Production' }).template.allResourcesProperties('AWS::CloudWatch::Alarm', { Namespace: 'Audit/Production' });
  });
});

describe('alarms', () => {
  test('trigger at the first event in five minutes, and not for lack of events', () => {
    const { template } = setup({ alarmActions: [action] });

    template.resourceCountIs('AWS::CloudWatch::Alarm', 15);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      Statistic: 'Sum',
      Period: 300,
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: ['arn:aws:ssm:eu-west-1:111122223333:opsitem:1'],
    });
  });

  test('use the metric of their own filter', () => {
    const { template } = setup();
    const metrics = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => {
      const { MetricNamespace, Namespace, MetricName } = { ...Properties, ...Properties.MetricTransformations?.[0] };
      return `${MetricNamespace ?? Namespace}/${MetricName}`;
    });

    expect(metrics('AWS::CloudWatch::Alarm')).toEqual(metrics('AWS::Logs::MetricFilter'));
    expect(new Set(metrics('AWS::CloudWatch::Alarm')).size).toBe(15);
  });

  test('say what happened and what to do, within what CloudWatch takes', () => {
    const { template } = setup();

    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Security-Alarms-03-RootUserUsage',
      AlarmDescription: 'Root user usage (CIS 4.3, 5.3 since 6.0; Security Hub CloudWatch.1). '
        + 'The root user, which no policy of the account limits, signed in or called an API. '
        + 'What to do first: Run the saved query "Use of the root user". '
        + 'If the use was not announced, reset the root password and MFA, delete root access keys, and contact AWS Support.',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmDescription: Match.stringLikeRegexp('^AWS Organizations changes \\(CIS 4\\.15, 5\\.15 since 6\\.0\\)\\.') });
    for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect(Properties.AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(Properties.AlarmName.length).toBeLessThanOrEqual(255);
    }
  });

  test('have names that begin as wanted', () => {
    setup({ alarmNamePrefix: 'prod' }).template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'prod-01-UnauthorizedApiCalls' });
  });

  test('go to the topic and to further actions', () => {
    const stack = new Stack(new App(), 'Security');
    const alerts = new AlertTopic(stack, 'Alerts');
    new CisAlarms(stack, 'Alarms', { trail: trailOf(stack), alerts, alarmActions: [action] });

    Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [stack.resolve(alerts.topic.topicArn), 'arn:aws:ssm:eu-west-1:111122223333:opsitem:1'],
    });
  });

  test('are there to be used, in the order of the controls', () => {
    const { alarms, stack } = setup();

    expect(alarms.alarms).toHaveLength(15);
    expect(alarms.alarm(CisControl.UNAUTHORIZED_API_CALLS)).toBe(alarms.alarms[0]);
    expect(stack.resolve(alarms.alarms[14].alarmRef.alarmName)).toEqual({ Ref: expect.stringMatching(/OrganizationsChangesAlarm/) });
  });
});

describe('tuning', () => {
  test('changes the alarm of one control only', () => {
    const { template } = setup({
      alarmActions: [action],
      tuning: [{ control: CisControl.CONSOLE_SIGN_IN_FAILURES, threshold: 5, period: Duration.minutes(10), evaluationPeriods: 2, alarmActions: [] }],
    });

    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Threshold: 1, Period: 300, EvaluationPeriods: 1, AlarmActions: Match.anyValue() }, 14);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ConsoleSignInFailures', Threshold: 5, Period: 600, EvaluationPeriods: 2, AlarmActions: Match.absent(),
    });
  });

  test('switches off filter and alarm of a control', () => {
    const { template, alarms } = setup({ tuning: [{ control: CisControl.ORGANIZATIONS_CHANGES, enabled: false }] });

    template.resourceCountIs('AWS::CloudWatch::Alarm', 14);
    template.resourceCountIs('AWS::Logs::MetricFilter', 14);
    expect(alarms.alarm(CisControl.ORGANIZATIONS_CHANGES)).toBeUndefined();
  });

  test.each([
    [Duration.minutes(5), 288], [Duration.hours(1), 168], [Duration.minutes(5), Lazy.number({ produce: () => 2 })],
  ])('may look back %s, %j times', (period, evaluationPeriods) => {
    const { template } = setup({ tuning: [{ control: CisControl.VPC_CHANGES, period, evaluationPeriods }] });

    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { EvaluationPeriods: 1 }, 14);
  });

  test('takes tokens as they are', () => {
    const threshold = Lazy.number({ produce: () => 7 });

    setup({ tuning: [{ control: CisControl.VPC_CHANGES, threshold }], metricNamespace: Lazy.string({ produce: () => 'Later' }) })
      .template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'Later', Threshold: 7 });
  });
});

describe('fails', () => {
  test.each<[string, Partial<CisAlarmsProps>, string]>([
    ['on two entries for a control', { tuning: [{ control: CisControl.VPC_CHANGES }, { control: CisControl.VPC_CHANGES }] },
      '`tuning` must have at most one entry per control, got: \'VpcChanges\''],
    ['on a threshold of nothing', { tuning: [{ control: CisControl.VPC_CHANGES, threshold: 0 }] }, '`tuning.threshold` must be a whole number of at least 1, got: 0'],
    ['on half an event', { tuning: [{ control: CisControl.VPC_CHANGES, threshold: 1.5 }] }, '`tuning.threshold` must be a whole number of at least 1, got: 1.5'],
    ['on no period', { tuning: [{ control: CisControl.VPC_CHANGES, evaluationPeriods: 0 }] }, '`tuning.evaluationPeriods` must be a whole number of at least 1, got: 0'],
    ['on looking back more than a day', { tuning: [{ control: CisControl.VPC_CHANGES, evaluationPeriods: 289 }] },
      '`tuning` must evaluate at most 1 day with periods of 5 minutes, got: 1 day 5 minutes [Security/Alarms]. Set fewer `evaluationPeriods`.'],
    ['on looking back more than a week', { tuning: [{ control: CisControl.VPC_CHANGES, period: Duration.hours(1), evaluationPeriods: 169 }] },
      '`tuning` must evaluate at most 7 days with periods of 1 hour, got: 7 days 1 hour [Security/Alarms]. Set fewer `evaluationPeriods`.'],
    ['when no alarm is left', { tuning: Object.values(CisControl).map((control) => ({ control, enabled: false })) }, '`tuning` must leave at least one alarm enabled, got: all 15 disabled'],
    ['on a namespace of AWS', { metricNamespace: 'AWS/CloudTrail' },
      '`metricNamespace` must have 1 to 255 characters of A-Z, a-z, 0-9 and ._-/#: and must not start with AWS/, got: \'AWS/CloudTrail\''],
    ['on an empty namespace', { metricNamespace: '' }, '`metricNamespace` must have 1 to 255 characters of A-Z, a-z, 0-9 and ._-/#: and must not start with AWS/, got: \'\''],
    ['without a log group', { trail: TrailSource.fromTrailAttributes({}) },
      '`trail.trailAttributes.logGroup` is required because the metric filters are created in it, got: undefined [Security/Alarms]. Set `cloudWatchLogs: {}` on the `WellArchitectedTrail`'],
  ])('%s', (_when, props, message) => {
    const stack = new Stack(new App(), 'Security');

    expect(() => new CisAlarms(stack, 'Alarms', { trail: trailOf(stack), ...props })).toThrow(message);
    expect(stack.node.tryFindChild('Alarms')?.node.children ?? []).toEqual([]);
  });

  test.each([
    ['Region eu-central-1', 'arn:aws:logs:eu-central-1:111122223333:log-group:trail'],
    ['account 999988887777', 'arn:aws:logs:eu-west-1:999988887777:log-group:trail'],
    ['account 999988887777 and Region eu-central-1', 'arn:aws:logs:eu-central-1:999988887777:log-group:trail'],
  ])('on a log group in %s', (away, arn) => {
    const stack = new Stack(new App(), 'Security', { env: ENV });
    const trail = TrailSource.fromTrailAttributes({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'LogGroup', arn) });

    expect(() => new CisAlarms(stack, 'Alarms', { trail })).toThrow(
      `\`trail.trailAttributes.logGroup\` must be in the account and Region of the stack because the metric filters are created in it, got: '${away}' [Security/Alarms]. Create this construct in a stack there.`,
    );
  });

  test.each([
    ['an L2', (stack: Stack) => new logs.LogGroup(stack, 'LogGroup', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS })],
    ['an L1', (stack: Stack) => new logs.CfnLogGroup(stack, 'LogGroup', { logGroupClass: 'INFREQUENT_ACCESS' })],
  ])('on %s of a class without metric filters', (_what, logGroup) => {
    const stack = new Stack(new App(), 'Security');

    expect(() => new CisAlarms(stack, 'Alarms', { trail: TrailSource.fromTrailAttributes({ logGroup: logGroup(stack) }) })).toThrow(
      '`trail.trailAttributes.logGroup` must be of the class STANDARD because no other class has metric filters, got: \'INFREQUENT_ACCESS\'',
    );
  });

  test.each([
    ['an L2', (stack: Stack) => new logs.LogGroup(stack, 'LogGroup')],
    ['of the standard class', (stack: Stack) => new logs.CfnLogGroup(stack, 'LogGroup', { logGroupClass: 'STANDARD' })],
    ['of a class known only later', (stack: Stack) => (
      new logs.CfnLogGroup(stack, 'LogGroup', { logGroupClass: Lazy.string({ produce: () => 'STANDARD' }) })
    )],
  ])('not on a log group that is %s', (_what, logGroup) => {
    const stack = new Stack(new App(), 'Security');

    expect(() => new CisAlarms(stack, 'Alarms', { trail: TrailSource.fromTrailAttributes({ logGroup: logGroup(stack) }) })).not.toThrow();
  });

  test('not where either place is known only later', () => {
    const stack = new Stack(new App(), 'Security');
    const trail = TrailSource.fromTrailAttributes({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'LogGroup', 'arn:aws:logs:eu-central-1:111122223333:log-group:trail') });

    expect(() => new CisAlarms(stack, 'Alarms', { trail })).not.toThrow();
  });
});

describe('warns', () => {
  test('that nobody is notified', () => {
    Annotations.fromStack(setup().stack).hasWarning('/Security/Alarms', Match.stringLikeRegexp('The CIS alarms have no actions: nobody is notified. Set `alerts` or `alarmActions`'));
    Annotations.fromStack(setup({ alarmActions: [action] }).stack).hasNoWarning('*', Match.anyValue());
  });

  test('that a filter matches everything', () => {
    const profile = CisProfile.cis(CisFoundationsVersion.V1_4);
    const off = [{ control: CisControl.UNAUTHORIZED_API_CALLS, enabled: false }];

    Annotations.fromStack(setup({ profile, alarmActions: [action] }).stack)
      .hasWarning('/Security/Alarms', Match.stringLikeRegexp('The filter of CIS 1\\.4 for unauthorized API calls matches every event'));
    Annotations.fromStack(setup({ profile, alarmActions: [action], tuning: off }).stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('can be created', () => {
  test('twice in a stack', () => {
    const stack = new Stack(new App(), 'Security');
    new CisAlarms(stack, 'Exact', { trail: trailOf(stack) });
    new CisAlarms(stack, 'Quiet', { trail: TrailSource.fromTrailAttributes({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Again', '/audit/trail') }), profile: CisProfile.lowNoise() });

    const names = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmName);
    expect(new Set(names).size).toBe(30);
  });

  test('in a stage, whose name is in the alarm names', () => {
    const stack = new Stack(new Stage(new App(), 'Prod'), 'Security');
    new CisAlarms(stack, 'Alarms', { trail: trailOf(stack) });

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'Prod-Security-Alarms-14-VpcChanges' });
  });
});

test('the enums have what the catalog has', () => {
  expect(Object.values(CisControl)).toEqual(CIS_CONTROLS.map(({ id }) => id));
  expect(Object.values(CisFoundationsVersion)).toEqual([...CIS_VERSIONS]);
});
