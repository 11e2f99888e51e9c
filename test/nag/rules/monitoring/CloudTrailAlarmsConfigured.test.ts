import { CIS_CONTROLS, cisPattern } from '../../../../src/cloudtrail/cis/cis-controls';
import { CIS_VERSIONS, type CisSource } from '../../../../src/cloudtrail/cis/cis-patterns';
import { either, GIVEN, withUnknowns } from '../../helpers/changes';
import { changed, findings, setProperty, stack, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailAlarmsConfigured';
const IDS = CIS_CONTROLS.map(({ id }) => id);
const missing = (id: string, answer = 'non-compliant') => `${answer} Trail CloudWatchLogsLogGroupArn [${id}]`;
const NOTHING = ['non-compliant Trail CloudWatchLogsLogGroupArn [None]'];

/** Filter and alarm of every control, on the log group of the trail. */
function alarms(source: CisSource = 'securityHub'): (t: TestTemplate) => void {
  return (t) => {
    for (const control of CIS_CONTROLS) {
      t.Resources[`${control.id}Filter`] = {
        Type: 'AWS::Logs::MetricFilter',
        Properties: {
          LogGroupName: { Ref: 'LogGroup' },
          FilterPattern: cisPattern(control, source),
          MetricTransformations: [{ MetricNamespace: 'CIS', MetricName: control.id, MetricValue: '1' }],
        },
      };
      t.Resources[`${control.id}Alarm`] = {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { Namespace: 'CIS', MetricName: control.id, Statistic: 'Sum', Period: 300, Threshold: 1, EvaluationPeriods: 1, AlarmActions: [{ Ref: 'Topic' }] },
      };
    }
  };
}

const textOf = (id: string) => cisPattern(CIS_CONTROLS.find((control) => control.id === id)!, '7.0');
const pattern = (id: string, value: unknown) => (t: TestTemplate) => setProperty(t, `${id}Filter.FilterPattern`, value);
const remove = (...logicalIds: string[]) => (t: TestTemplate) => {
  for (const each of logicalIds) delete t.Resources[each];
};
const set = (path: string, value: unknown) => (t: TestTemplate) => setProperty(t, path, value);

test.each<[CisSource]>([['securityHub'], ['lowNoise'], ...CIS_VERSIONS.map((version): [CisSource] => [version])])('the texts of %s are compliant', (source) => {
  expect(verdicts(rule, changed(alarms(source)))).toEqual([]);
});

test.each<[string, string, string]>([
  ['other blanks, quotes and order', 'KeyDisabledOrDeleted',
    '{(($.eventName = "ScheduleKeyDeletion") || $.eventName=DisableKey) && $.eventSource = "kms.amazonaws.com"}'],
  ['more event names', 'CloudTrailChanges',
    '{ $.eventName = "*Trail" || $.eventName = StartLogging || $.eventName = StopLogging || $.eventName = PutEventSelectors }'],
  ['fewer exclusions', 'RootUserUsage', '{ $.userIdentity.type = "Root" }'],
  ['the short form', 'ConsoleSignInWithoutMfa', '{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed != Yes) }'],
  ['a wildcard', 'ConfigChanges', '{ $.eventSource = "config.*" }'],
])('a pattern with %s is compliant', (_, id, text) => {
  expect(verdicts(rule, changed(alarms(), pattern(id, text)))).toEqual([]);
});

test.each<[string, string, unknown]>([
  ['with an event name less', 'CloudTrailChanges',
    '{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StopLogging) }'],
  ['with an exclusion more', 'RootUserUsage',
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" && $.awsRegion = "us-east-1" }'],
  ['of another service', 'KeyDisabledOrDeleted',
    '{ ($.eventSource = s3.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }'],
  ['that is a word', 'VpcChanges', 'CreateVpc'],
  ['that is empty', 'VpcChanges', ''],
  ['that is a list', 'VpcChanges', [textOf('VpcChanges')]],
  ['behind a word', 'VpcChanges', `ERROR ${textOf('VpcChanges')}`],
])('a pattern %s is not', (_, id, value) => {
  expect(verdicts(rule, changed(alarms(), pattern(id, value)))).toEqual([missing(id)]);
});

test('the finding names the control', () => {
  expect(findings(rule, changed(alarms(), remove('RootUserUsageFilter')))).toMatchObject([{
    findingId: 'RootUserUsage', detail: 'No metric filter with an alarm that can trigger and notifies anybody watches for: Root user usage (CIS 3).',
  }]);
});

test('a log group without filters is one finding', () => {
  expect(verdicts(rule, changed())).toEqual(NOTHING);
});

test.each<[string, (t: TestTemplate) => void]>([
  ['no alarm', remove('VpcChangesAlarm')],
  ['an alarm on another metric', set('VpcChangesAlarm.MetricName', 'Other')],
  ['an alarm on another namespace', set('VpcChangesAlarm.Namespace', 'Other')],
  ['an alarm without actions', set('VpcChangesAlarm.AlarmActions', undefined)],
  ['an alarm with an empty list of actions', set('VpcChangesAlarm.AlarmActions', [])],
  ['an alarm with an empty action', set('VpcChangesAlarm.AlarmActions', [''])],
  ['an alarm whose actions are disabled', set('VpcChangesAlarm.ActionsEnabled', 'false')],
  ['an alarm that only tells when it is over', (t) => {
    setProperty(t, 'VpcChangesAlarm.OKActions', [{ Ref: 'Topic' }]);
    setProperty(t, 'VpcChangesAlarm.AlarmActions', undefined);
  }],
  ['a filter on another log group', set('VpcChangesFilter.LogGroupName', 'other')],
  ['a filter without a metric', set('VpcChangesFilter.MetricTransformations', undefined)],
  ['a filter that is never created', (t) => {
    t.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    t.Resources.VpcChangesFilter.Condition = 'Never';
  }],
])('a control with %s is not watched', (_, change) => {
  expect(verdicts(rule, changed(alarms(), change))).toEqual([missing('VpcChanges')]);
});

test.each<[string, (t: TestTemplate) => void]>([
  ['an alarm by metric math', (t) => {
    t.Resources.VpcChangesAlarm.Properties = {
      Metrics: [{ Id: 'm', MetricStat: { Metric: { Namespace: 'CIS', MetricName: 'VpcChanges' }, Stat: 'Sum', Period: 60 } }],
      AlarmActions: [{ Ref: 'Topic' }],
    };
  }],
  ['a second alarm that does something', (t) => {
    t.Resources.Second = JSON.parse(JSON.stringify(t.Resources.VpcChangesAlarm));
    setProperty(t, 'VpcChangesAlarm.ActionsEnabled', false);
  }],
  ['an action that is not a topic', set('VpcChangesAlarm.AlarmActions', ['arn:aws:ssm:eu-west-1:111122223333:opsitem:1'])],
  ['a single action', set('VpcChangesAlarm.AlarmActions', { Ref: 'Topic' })],
  ['actions that are enabled', set('VpcChangesAlarm.ActionsEnabled', 'true')],
])('a control with %s is watched', (_, change) => {
  expect(verdicts(rule, changed(alarms(), change))).toEqual([]);
});

test('one filter may watch for several controls', () => {
  const texts = ['CloudTrailChanges', 'VpcChanges'].map((id) => textOf(id).replace(/^\{|\}$/g, ''));
  const both = pattern('CloudTrailChanges', `{ (${texts[0]}) || (${texts[1]}) }`);
  expect(verdicts(rule, changed(alarms(), both, remove('VpcChangesFilter', 'VpcChangesAlarm')))).toEqual([]);
});

test.each<[string, (t: TestTemplate) => void]>([
  ['a pattern that is a parameter', pattern('VpcChanges', GIVEN)],
  ['a pattern of which a part is a parameter', pattern('VpcChanges', { 'Fn::Sub': '{ $.eventName = "${Given}" }' })],
  ['a pattern that nobody understands', pattern('VpcChanges', '{ $.requestParameters.items[*].name ~ "x" }')],
])('%s cannot be told', (_, change) => {
  // Whatever it means, it does not hide that the others are watched.
  expect(verdicts(rule, withUnknowns(alarms(), change))).toEqual([missing('VpcChanges', 'cannot-tell')]);
});

test('a pattern is read up to a length that CloudWatch Logs never takes', () => {
  const padded = (length: number) => textOf('VpcChanges').replace('{', `{${' '.repeat(length - textOf('VpcChanges').length)}`);
  const said = (length: number) => findings(rule, changed(alarms(), pattern('VpcChanges', padded(length)))).map(({ detail }) => detail);
  expect(said(4096)).toEqual([]);
  expect(said(4097)).toEqual(['Cannot see the meaning of a filter pattern that is too long']);
});

test.each<[string, (t: TestTemplate) => void]>([
  ['actions that are a parameter', set('VpcChangesAlarm.AlarmActions', GIVEN)],
  ['an alarm on a metric that is a parameter', set('VpcChangesAlarm.MetricName', GIVEN)],
  ['a filter on a log group that is a parameter', set('VpcChangesFilter.LogGroupName', GIVEN)],
  ['actions that are enabled by a parameter', set('VpcChangesAlarm.ActionsEnabled', GIVEN)],
  ['actions under one outcome of a condition', set('VpcChangesAlarm.AlarmActions', either([{ Ref: 'Topic' }], { Ref: 'AWS::NoValue' }))],
  ['an alarm under one outcome of a condition', (t) => {
    t.Resources.VpcChangesAlarm.Condition = 'Prod';
  }],
])('%s cannot be told', (_, change) => {
  expect(verdicts(rule, withUnknowns(alarms(), change))).toEqual([missing('VpcChanges', 'cannot-tell')]);
});

describe('the log group of another app', () => {
  const elsewhere = set('Trail.CloudWatchLogsLogGroupArn', 'arn:aws:logs:eu-west-1:111122223333:log-group:elsewhere:*');

  test('may have filters that cannot be seen', () => {
    expect(verdicts(rule, changed(elsewhere))).toEqual(['cannot-tell Trail CloudWatchLogsLogGroupArn [None]']);
  });

  test('is compliant with the filters that can', () => {
    const filters = (t: TestTemplate) => {
      for (const id of IDS) setProperty(t, `${id}Filter.LogGroupName`, 'elsewhere');
    };
    expect(verdicts(rule, changed(alarms(), elsewhere, filters))).toEqual([]);
    expect(verdicts(rule, changed(alarms(), elsewhere, filters, remove('VpcChangesFilter')))).toEqual([missing('VpcChanges', 'cannot-tell')]);
  });
});

test('filters and alarms in another stack count', () => {
  const watch: TestTemplate = { Resources: {} };
  alarms()(watch);
  for (const id of IDS) {
    setProperty(watch, `${id}Filter.LogGroupName`, { 'Fn::ImportValue': 'Group' });
    setProperty(watch, `${id}Alarm.AlarmActions`, ['arn:aws:sns:eu-west-1:111122223333:alerts']);
  }
  const trail = changed((t) => {
    t.Outputs = { Group: { Value: { Ref: 'LogGroup' }, Export: { Name: 'Group' } } };
  });
  expect(verdicts(rule, [stack(trail), stack(watch, { stackPath: 'Watch' })])).toEqual([]);
});

test('an alarm on a metric that is a parameter may watch for whatever has no alarm', () => {
  const change = [set('VpcChangesAlarm.MetricName', GIVEN), remove('RootUserUsageAlarm')];
  expect(verdicts(rule, withUnknowns(alarms(), ...change))).toEqual(['RootUserUsage', 'VpcChanges'].map((id) => missing(id, 'cannot-tell')));
});

test('of more alarms than can be followed, one may be on the metric', () => {
  const others = (count: number) => (t: TestTemplate) => {
    setProperty(t, 'VpcChangesAlarm.MetricName', { 'Fn::Sub': '${Given}Other' });
    for (let i = 1; i < count; i++) t.Resources[`Other${i}`] = t.Resources.VpcChangesAlarm;
  };
  expect(verdicts(rule, withUnknowns(alarms(), others(100)))).toEqual([missing('VpcChanges')]);
  expect(verdicts(rule, withUnknowns(alarms(), others(101)))).toEqual([missing('VpcChanges', 'cannot-tell')]);
});

test.each<[string, unknown, unknown, string[]]>([
  ['the same', [{ Name: 'Region', Value: 'eu-west-1' }], [{ Key: 'Region', Value: '$.awsRegion' }], []],
  ['none here and null there', undefined, null, []],
  ['a parameter here', GIVEN, [{ Key: 'Region', Value: '$.awsRegion' }], []],
  ['a parameter there', undefined, GIVEN, []],
  ['others', [{ Name: 'Region', Value: 'eu-west-1' }], undefined, [missing('VpcChanges')]],
])('an alarm sees a metric if its dimensions are those of the filter: %s', (_, watched, written, expected) => {
  const dimensions = [set('VpcChangesAlarm.Dimensions', watched), set('VpcChangesFilter.MetricTransformations.0.Dimensions', written)];
  expect(verdicts(rule, withUnknowns(alarms(), ...dimensions))).toEqual(expected);
});

describe('an alarm by an expression over several metrics', () => {
  const byMath = (t: TestTemplate) => {
    t.Resources.VpcChangesAlarm.Properties = {
      Metrics: [{ Id: 'all', Expression: 'events * 100' }, { Id: 'events', MetricStat: { Metric: { Namespace: 'CIS', MetricName: 'VpcChanges' }, Stat: 'Maximum', Period: 60 } }],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 50,
      AlarmActions: [{ Ref: 'Topic' }],
    };
  };

  test('may trigger where the metric alone would not', () => {
    expect(verdicts(rule, changed(alarms(), byMath))).toEqual([]);
    const alone = { Namespace: 'CIS', MetricName: 'VpcChanges', Statistic: 'Maximum', ComparisonOperator: 'GreaterThanThreshold', Threshold: 50, AlarmActions: [{ Ref: 'Topic' }] };
    expect(verdicts(rule, changed(alarms(), (t) => {
      t.Resources.VpcChangesAlarm.Properties = alone;
    }))).toEqual([missing('VpcChanges')]);
  });

  test('may see a metric with dimensions', () => {
    expect(verdicts(rule, changed(alarms(), byMath, set('VpcChangesFilter.MetricTransformations.0.Dimensions', [{ Key: 'Region', Value: '$.awsRegion' }])))).toEqual([]);
  });
});

test('an alarm that one metric of a filter triggers is triggered, whatever another one does', () => {
  const dimensions = [{ Key: 'Region', Value: '$.awsRegion' }];
  const transformations = (...more: object[]) => set('VpcChangesFilter.MetricTransformations', more.map((each) => ({ MetricNamespace: 'CIS', MetricName: 'VpcChanges', MetricValue: '1', ...each })));
  expect(verdicts(rule, changed(alarms(), transformations({ Dimensions: dimensions }, {})))).toEqual([]);
  expect(verdicts(rule, changed(alarms(), transformations({}, { Dimensions: dimensions })))).toEqual([]);
  expect(verdicts(rule, changed(alarms(), transformations({ Dimensions: dimensions })))).toEqual([missing('VpcChanges')]);
});

test('a trail without a log group has nothing to watch', () => {
  expect(verdicts(rule, changed({ 'Trail.CloudWatchLogsLogGroupArn': undefined }))).toEqual([]);
});

test.each<[unknown, string[]]>([
  ['STANDARD', []], [undefined, []], ['INFREQUENT_ACCESS', NOTHING], ['DELIVERY', NOTHING],
])('the class %s of the log group', (value, expected) => {
  expect(verdicts(rule, changed(alarms(), set('LogGroup.LogGroupClass', value)))).toEqual(expected);
});

test('alarms on other events, such as calls of models, are none of the benchmark: one finding instead of one for each control', () => {
  const others = changed(alarms(), ...IDS.map((id) => pattern(id, '{ $.eventName = InvokeModel }')));
  expect(verdicts(rule, others)).toEqual(NOTHING);
  expect(verdicts(rule, changed(alarms(), ...IDS.slice(1).map((id) => pattern(id, '{ $.eventName = InvokeModel }'))))).toEqual(IDS.slice(1).map((id) => missing(id)).sort());
});
