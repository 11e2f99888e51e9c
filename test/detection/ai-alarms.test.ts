import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AI_ALARMS, type AiAlarmId } from '../../src/cloudtrail/ai-alarms';
import { TRAIL_QUERIES } from '../../src/cloudtrail/queries';
import { runNagPacks } from '../helpers/nag';
import { validateTemplate } from '../oracles/cfn-validation';
import { evaluateFilterPattern } from '../oracles/filter-pattern';
import { AiAlarm, AiAlarms, type AiAlarmsProps, TrailEvents, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

const action: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: 'arn:aws:ssm:eu-west-1:111122223333:opsitem:1' }) };

function setup(props: Partial<AiAlarmsProps> = {}) {
  const stack = new Stack(new App(), 'Security');
  const trail = TrailSource.fromTrailAttributes({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'LogGroup', '/audit/trail') });
  const alarms = new AiAlarms(stack, 'AiAlarms', { trail, alarmActions: [action], ...props });
  return { stack, alarms, template: Template.fromStack(stack) };
}

const bedrock = 'bedrock.amazonaws.com', mantle = 'bedrock-mantle.amazonaws.com', agentCore = 'bedrock-agentcore.amazonaws.com';
const call = (eventSource: string, eventName: string, more: object = {}) => ({
  eventVersion: '1.11', userIdentity: { type: 'AssumedRole' }, eventSource, eventName, readOnly: false, responseElements: null, ...more,
});
const gateway = (statusCode: number, source = agentCore, name = 'InvokeGateway') => call(source, name, { responseElements: { statusCode } });
const on = (type: string, source = agentCore) => call(source, 'GetResourceOauth2Token', { resources: [{ type, ARN: 'arn' }] });

/** What each alarm is for, and what looks like it. */
const EVENTS: Record<AiAlarmId, { matching: object[]; nearMisses: object[] }> = {
  DeniedAiCalls: {
    matching: [
      call(bedrock, 'InvokeModel', { errorCode: 'AccessDenied' }), call(bedrock, 'Converse', { errorCode: 'AccessDeniedException' }),
      call(mantle, 'CreateInference', { errorCode: 'AccessDenied' }), call(agentCore, 'InvokeAgentRuntime', { errorCode: 'Client.UnauthorizedOperation' }),
    ],
    nearMisses: [
      call(bedrock, 'InvokeModel'), call(bedrock, 'InvokeModel', { errorCode: 'ThrottlingException' }), call('s3.amazonaws.com', 'GetObject', { errorCode: 'AccessDenied' }),
      call(bedrock, 'InvokeModel', { errorCode: 'NotAccessDenied' }),
    ],
  },
  GuardrailChanges: {
    matching: ['CreateGuardrail', 'UpdateGuardrail', 'DeleteGuardrail', 'DeleteGuardrailVersion', 'DeleteEnforcedGuardrailConfiguration'].map((name) => call(bedrock, name)),
    nearMisses: [call(bedrock, 'ApplyGuardrail'), call(bedrock, 'GetGuardrail'), call(bedrock, 'ListEnforcedGuardrailsConfiguration'), call(agentCore, 'DeleteGuardrail')],
  },
  InvocationLoggingChanges: {
    matching: [call(bedrock, 'PutModelInvocationLoggingConfiguration'), call(bedrock, 'DeleteModelInvocationLoggingConfiguration')],
    nearMisses: [call(bedrock, 'GetModelInvocationLoggingConfiguration'), call('logs.amazonaws.com', 'DeleteModelInvocationLoggingConfiguration')],
  },
  ReasoningPolicyChanges: {
    matching: ['CreateAutomatedReasoningPolicy', 'UpdateAutomatedReasoningPolicyAnnotations', 'DeleteAutomatedReasoningPolicyTestCase'].map((name) => call(bedrock, name)),
    nearMisses: [call(bedrock, 'GetAutomatedReasoningPolicy'), call(bedrock, 'StartAutomatedReasoningPolicyTestWorkflow'), call(mantle, 'CreateAutomatedReasoningPolicy')],
  },
  GatewayChanges: {
    matching: ['CreateGateway', 'UpdateGateway', 'DeleteGateway', 'CreateGatewayTarget', 'DeleteGatewayTarget'].map((name) => call(agentCore, name)),
    nearMisses: [gateway(200), call(agentCore, 'ListGateways'), call('ec2.amazonaws.com', 'CreateGateway')],
  },
  GatewayRefusals: {
    matching: [gateway(401), gateway(403)],
    nearMisses: [gateway(200), gateway(404), call(agentCore, 'InvokeGateway'), gateway(403, bedrock), gateway(403, agentCore, 'InvokeAgentRuntime')],
  },
  CredentialAccess: {
    matching: ['TokenVault', 'OAuth2CredentialProvider', 'APIKeyCredentialProvider'].map((name) => on(`AWS::BedrockAgentCore::${name}`)),
    nearMisses: [on('AWS::BedrockAgentCore::Memory'), on('AWS::BedrockAgentCore::TokenVault', bedrock), call(agentCore, 'GetResourceOauth2Token')],
  },
};

describe.each(Object.entries(EVENTS) as [AiAlarmId, (typeof EVENTS)[AiAlarmId]][])('%s', (id, { matching, nearMisses }) => {
  const matches = (event: object) => evaluateFilterPattern(AI_ALARMS[id].pattern, event);

  test('matches what it is for', () => {
    expect(matching.map(matches)).toEqual(matching.map(() => true));
  });

  test('matches nothing else', () => {
    expect(nearMisses.map(matches)).toEqual(nearMisses.map(() => false));
  });

  test('no other alarm is for the same events, except for denials', () => {
    const others = (Object.keys(AI_ALARMS) as AiAlarmId[]).filter((other) => other !== id);

    expect(others.filter((other) => matching.some((event) => evaluateFilterPattern(AI_ALARMS[other].pattern, event) !== false))).toEqual([]);
  });

  test('names a saved query that there is', () => {
    const [, title] = /saved query "([^"]+)"/.exec(AI_ALARMS[id].firstSteps)!;

    expect(TRAIL_QUERIES.map((query) => query.title)).toContain(title);
  });

  test('is triggered at its threshold in five minutes, and says what happened', () => {
    const { template, alarms } = setup();

    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `Security-AiAlarms-${id}`,
      Namespace: 'AIWorkloadMetrics',
      MetricName: id,
      Statistic: 'Sum',
      Period: 300,
      Threshold: AI_ALARMS[id].threshold,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: ['arn:aws:ssm:eu-west-1:111122223333:opsitem:1'],
      AlarmDescription: Match.stringLikeRegexp('What to do first: '),
    });
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName: '/audit/trail',
      FilterPattern: AI_ALARMS[id].pattern,
      MetricTransformations: [{ MetricNamespace: 'AIWorkloadMetrics', MetricName: id, MetricValue: '1', DefaultValue: 0 }],
    });
    expect(alarms.alarm(id as AiAlarm)).toBeDefined();
    expect(AI_ALARMS[id].pattern.length).toBeLessThanOrEqual(1024);
  });
});

test('there is an alarm for each member of the enumeration, and no other', () => {
  expect(Object.values(AiAlarm).sort()).toEqual(Object.keys(AI_ALARMS).sort());
  expect(setup().alarms.alarms).toHaveLength(Object.keys(AI_ALARMS).length);
});

test('the data events that alarms need are those that the factories log', () => {
  const stack = new Stack();
  new WellArchitectedTrail(stack, 'Trail', { events: [TrailEvents.bedrock(), TrailEvents.bedrockAgentCore()] });
  const template = JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudTrail::Trail'));
  const needed = Object.values(AI_ALARMS).flatMap(({ dataEvents }) => [...dataEvents]);

  expect(needed.length).toBeGreaterThan(0);
  expect(needed.filter((type) => !template.includes(`"${type}"`))).toEqual([]);
});

describe('tuning', () => {
  test('turns alarms off and changes thresholds', () => {
    const { alarms, template } = setup({
      tuning: [{ alarm: AiAlarm.GATEWAY_CHANGES, enabled: false }, { alarm: AiAlarm.CREDENTIAL_ACCESS, threshold: 500 }], metricNamespace: 'Audit/AI', alarmNamePrefix: 'ai',
    });

    expect(alarms.alarm(AiAlarm.GATEWAY_CHANGES)).toBeUndefined();
    expect(alarms.alarms).toHaveLength(Object.keys(AI_ALARMS).length - 1);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'ai-CredentialAccess', Namespace: 'Audit/AI', Threshold: 500 });
  });

  test.each<[string, Partial<AiAlarmsProps>, string]>([
    ['an alarm twice', { tuning: [{ alarm: AiAlarm.GATEWAY_CHANGES }, { alarm: AiAlarm.GATEWAY_CHANGES }] }, '`tuning` must have at most one entry per alarm, got: \'GatewayChanges\''],
    ['half an event', { tuning: [{ alarm: AiAlarm.GATEWAY_CHANGES, threshold: 0.5 }] }, '`tuning.threshold` must be a whole number of at least 1, got: 0.5'],
    ['no event', { tuning: [{ alarm: AiAlarm.GATEWAY_CHANGES, threshold: 0 }] }, '`tuning.threshold` must be a whole number of at least 1, got: 0'],
    ['no alarm', { tuning: Object.values(AiAlarm).map((alarm) => ({ alarm, enabled: false })) }, '`tuning` must leave at least one alarm enabled, got: all 7 disabled'],
    ['a namespace of AWS', { metricNamespace: 'AWS/Bedrock' }, '`metricNamespace` must have 1 to 255 characters'],
  ])('%s is refused', (_, props, message) => {
    expect(() => setup(props)).toThrow(message);
  });

  test('a threshold that is known when deployed is left for then', () => {
    expect(() => setup({ tuning: [{ alarm: AiAlarm.GATEWAY_CHANGES, threshold: Lazy.number({ produce: () => 2 }) }] })).not.toThrow();
  });
});

test('a log group is required', () => {
  expect(() => setup({ trail: TrailSource.fromTrailAttributes({}) })).toThrow('`trail.trailAttributes.logGroup` is required because the metric filters are created in it');
});

test('alarms without actions are warned of', () => {
  Annotations.fromStack(setup({ alarmActions: [] }).stack).hasWarning('*', Match.stringLikeRegexp('alarms about models and agents have no actions: nobody is notified'));
  Annotations.fromStack(setup().stack).hasNoWarning('*', Match.anyValue());
});

test('the packs of cdk-nag and the validation of CloudFormation find nothing', () => {
  const { stack, template } = setup();

  expect(validateTemplate(template).errors).toEqual([]);
  expect(runNagPacks(stack.node.root as App).remaining).toEqual([]);
});
