import { type WellArchitectedTrailProps } from '../../src';
import { newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { type LoggedEvent, logs, type Selector } from '../oracles/selectors';
import { AgentCoreEventGroup, BedrockEventGroup, EventFilter, ReadWriteEvents, TrailEvents } from 'cdk-well-architected-trail';

function selectorsOf(...events: TrailEvents[]): Selector[] {
  const { AdvancedEventSelectors } = propertiesOf(templateOf({ events }), 'AWS::CloudTrail::Trail');
  return AdvancedEventSelectors;
}

/** An event of an object in some bucket, as CloudTrail records it. */
const object = (fields: LoggedEvent): LoggedEvent => ({
  'eventCategory': 'Data',
  'resources.type': 'AWS::S3::Object',
  'resources.ARN': 'arn:aws:s3:::data/report.pdf',
  'eventSource': 's3.amazonaws.com',
  'eventType': 'AwsApiCall',
  'readOnly': 'false',
  ...fields,
});

const EVENTS = {
  put: object({ eventName: 'PutObject' }),
  get: object({ eventName: 'GetObject', readOnly: 'true' }),
  delete: object({ eventName: 'DeleteObject' }),
  deleteMany: object({ 'eventName': 'DeleteObjects', 'resources.ARN': 'arn:aws:s3:::data' }),
  deletedByMany: object({ eventName: 'DeleteObject', eventType: 'AwsServiceEvent' }),
  expired: object({ eventName: 'ExpireObject', eventSource: 's3lifecycle.amazonaws.com', eventType: 'AwsServiceEvent' }),
  wrongSignature: object({ eventName: 'AuthenticateSignatureDoesNotMatch', eventSource: 's3-authn-errors.amazonaws.com' }),
  // Near misses: they only look like the ones above.
  lifecycleSetting: object({ 'eventName': 'PutObject', 'resources.ARN': 'arn:aws:s3:::s3lifecycle.amazonaws.com/x' }),
  otherService: object({ eventName: 'PutObject', eventSource: 's3express.amazonaws.com' }),
};
type Name = keyof typeof EVENTS;
const ALL = Object.keys(EVENTS) as Name[];
const without = (...names: Name[]) => ALL.filter((name) => !names.includes(name));

describe('data events of S3 objects', () => {
  test.each<[string, EventFilter[], Name[]]>([
    ['no filter', [], ALL],
    ['without lifecycle actions', [EventFilter.excludeS3LifecycleActions()], without('expired')],
    ['lifecycle actions only', [EventFilter.onlyS3LifecycleActions()], ['expired']],
    ['without authentication failures', [EventFilter.excludeS3AuthenticationFailures()], without('wrongSignature')],
    ['authentication failures only', [EventFilter.onlyS3AuthenticationFailures()], ['wrongSignature']],
    ['without both', [EventFilter.excludeS3LifecycleActions(), EventFilter.excludeS3AuthenticationFailures()], without('expired', 'wrongSignature')],
    ['without what services do', [EventFilter.excludeServiceEvents()], without('deletedByMany', 'expired')],
  ])('%s', (_, filters, expected) => {
    const selectors = selectorsOf(TrailEvents.s3Objects({ filters }));
    expect(ALL.filter((name) => logs(selectors, EVENTS[name]))).toEqual(expected);
  });

  test('the two selectors of the guide drop what one DeleteObjects call deletes, and keep the call and what lifecycle rules do', () => {
    const selectors = selectorsOf(
      TrailEvents.s3Objects({ filters: [EventFilter.eventName({ notEqualTo: ['DeleteObject'] })] }),
      TrailEvents.s3Objects({ name: 'Single deletions', filters: [EventFilter.eventName({ equalTo: ['DeleteObject'] }), EventFilter.excludeServiceEvents()] }),
    );
    expect(ALL.filter((name) => logs(selectors, EVENTS[name]))).toEqual(without('deletedByMany'));
  });

  test('an authentication failure and a lifecycle action include nothing together', () => {
    expect(() => TrailEvents.s3Objects({ filters: [EventFilter.onlyS3LifecycleActions(), EventFilter.onlyS3AuthenticationFailures()] }))
      .toThrow('`filters` must have at most one filter for each field that includes events, got: two with EventFilter.onlyS3AuthenticationFailures()');
  });
});

const data = (type: string, fields: LoggedEvent = {}): LoggedEvent => ({
  'eventCategory': 'Data',
  'resources.type': type,
  'eventSource': 'bedrock.amazonaws.com',
  'eventName': 'Call',
  'eventType': 'AwsApiCall',
  'readOnly': 'false',
  'resources.ARN': 'arn:aws:bedrock:eu-west-1:111122223333:thing/1',
  ...fields,
});

describe('data events of Bedrock', () => {
  const types = (...events: TrailEvents[]) => {
    const selectors = selectorsOf(...events);
    const all = [
      ...['AgentAlias', 'InlineAgent', 'FlowAlias', 'FlowExecution', 'Session', 'Model', 'AsyncInvoke', 'PromptVersion', 'AdvancedOptimizePromptJob', 'Guardrail',
        'AutomatedReasoningPolicy', 'AutomatedReasoningPolicyVersion', 'KnowledgeBase', 'Tool', 'DataAutomationProject', 'DataAutomationInvocation',
        'DataAutomationProfile', 'Blueprint'].map((name) => `AWS::Bedrock::${name}`),
      ...['Gateway', 'TokenVault', 'OAuth2CredentialProvider', 'APIKeyCredentialProvider', 'Runtime', 'RuntimeEndpoint', 'CodeInterpreter', 'CodeInterpreterCustom',
        'Browser', 'BrowserCustom', 'Memory', 'WorkloadIdentity', 'WorkloadIdentityDirectory', 'Evaluator'].map((name) => `AWS::BedrockAgentCore::${name}`),
      'AWS::BedrockMantle::Project', 'AWS::BedrockAgentCore::Payments', 'AWS::SageMaker::Endpoint', 'AWS::S3::Object',
    ];
    return all.filter((type) => logs(selectors, data(type))).map((type) => type.split('::').slice(1).join(' '));
  };

  test('are those of all eighteen types and of the mantle endpoint, and nothing of AgentCore', () => {
    const found = types(TrailEvents.bedrock());
    expect(found).toHaveLength(19);
    expect(found.filter((type) => !type.startsWith('Bedrock '))).toEqual(['BedrockMantle Project']);
  });

  test.each<[BedrockEventGroup, string[]]>([
    [BedrockEventGroup.AGENTS, ['AgentAlias', 'InlineAgent', 'FlowAlias', 'FlowExecution', 'Session']],
    [BedrockEventGroup.MODELS, ['Model', 'AsyncInvoke', 'PromptVersion', 'AdvancedOptimizePromptJob']],
    [BedrockEventGroup.SAFETY, ['Guardrail', 'AutomatedReasoningPolicy', 'AutomatedReasoningPolicyVersion']],
    [BedrockEventGroup.KNOWLEDGE, ['KnowledgeBase', 'Tool']],
    [BedrockEventGroup.DATA_AUTOMATION, ['DataAutomationProject', 'DataAutomationInvocation', 'DataAutomationProfile', 'Blueprint']],
  ])('of the group %s', (group, expected) => {
    expect(types(TrailEvents.bedrock({ groups: [group] }))).toEqual(expected.map((name) => `Bedrock ${name}`));
  });

  test('of the mantle endpoint', () => {
    expect(types(TrailEvents.bedrock({ groups: [BedrockEventGroup.MANTLE] }))).toEqual(['BedrockMantle Project']);
  });

  test('of AgentCore are those of all fourteen types', () => {
    expect(types(TrailEvents.bedrockAgentCore())).toHaveLength(14);
  });

  test.each<[AgentCoreEventGroup, string[]]>([
    [AgentCoreEventGroup.GATEWAYS_AND_CREDENTIALS, ['Gateway', 'TokenVault', 'OAuth2CredentialProvider', 'APIKeyCredentialProvider']],
    [AgentCoreEventGroup.RUNTIMES, ['Runtime', 'RuntimeEndpoint']],
    [AgentCoreEventGroup.TOOLS, ['CodeInterpreter', 'CodeInterpreterCustom', 'Browser', 'BrowserCustom']],
    [AgentCoreEventGroup.MEMORY_AND_IDENTITIES, ['Memory', 'WorkloadIdentity', 'WorkloadIdentityDirectory', 'Evaluator']],
  ])('of the AgentCore group %s', (group, expected) => {
    expect(types(TrailEvents.bedrockAgentCore({ groups: [group] }))).toEqual(expected.map((name) => `BedrockAgentCore ${name}`));
  });

  test('a group that is listed twice is one, and groups keep their order', () => {
    const { AGENTS, SAFETY } = BedrockEventGroup;
    const of = (...groups: BedrockEventGroup[]) => selectorsOf(TrailEvents.bedrock({ groups }));
    expect(of(SAFETY, AGENTS, SAFETY)).toEqual(of(AGENTS, SAFETY));
  });

  test('filters and read or write apply to each type', () => {
    const filters = [EventFilter.userIdentityArn({ startsWith: ['arn:aws:sts::111122223333:assumed-role/Agent/'] })];
    const selectors = selectorsOf(TrailEvents.bedrockAgentCore({ readWrite: ReadWriteEvents.WRITE_ONLY, filters }));
    const by = (role: string, readOnly = 'false') => data('AWS::BedrockAgentCore::Memory', { 'userIdentity.arn': `arn:aws:sts::111122223333:assumed-role/${role}/s`, readOnly });
    expect([by('Agent'), by('Agent-2'), by('Agent', 'true')].map((event) => logs(selectors, event))).toEqual([true, false, false]);
  });

  test.each<[string, () => TrailEvents, string]>([
    ['no group', () => TrailEvents.bedrock({ groups: [] }), '`groups` must be a list of at least one `BedrockEventGroup`, got: []'],
    ['another group', () => TrailEvents.bedrockAgentCore({ groups: ['ALL' as AgentCoreEventGroup] }), "`groups` must be a list of at least one `AgentCoreEventGroup`, got: ['ALL']"],
    ['a filter on another field', () => TrailEvents.bedrock({ filters: [EventFilter.vpcEndpointId({ equalTo: ['vpce-1'] })] }), 'got: EventFilter.vpcEndpointId()'],
  ])('%s is an error', (_, factory, message) => {
    expect(factory).toThrow(message);
  });

  test.each<[string, TrailEvents, string[]]>([
    ['every event', TrailEvents.bedrock(), ['allDataEvents']],
    ['some callers', TrailEvents.bedrock({ filters: [EventFilter.userIdentityArn({ startsWith: ['arn:aws:sts::1*'] })] }), ['wildcardInEventFilter']],
  ])('one warning about what %s costs, and not one for each type', (_, events, expected) => {
    const stack = newStack();
    newTrail({ events: [events] }, stack);
    expect(warningsOf(stack)).toEqual(expected.map((id) => `cdk-well-architected-trail:${id}`));
  });
});

describe('the loop through the log group', () => {
  const authorization = (...filters: EventFilter[]) => TrailEvents.data('AWS::Logs::LogGroupAuthorization', { filters });
  const warned = (props: WellArchitectedTrailProps) => {
    const stack = newStack();
    newTrail(props, stack);
    return warningsOf(stack).includes('cdk-well-architected-trail:logGroupEventsIncluded');
  };

  test.each<[string, WellArchitectedTrailProps, boolean]>([
    ['data events of CloudWatch Logs in a trail with a log group', { events: [authorization()], cloudWatchLogs: {} }, true],
    ['the same without a log group', { events: [authorization()] }, false],
    ['without the deliveries', { events: [authorization(EventFilter.eventName({ notEqualTo: ['PutLogEvents'] }))], cloudWatchLogs: {} }, false],
    ['of calls in the console only', { events: [authorization(EventFilter.consoleOnly())], cloudWatchLogs: {} }, false],
    ['of another service', { events: [TrailEvents.data('AWS::SNS::Topic')], cloudWatchLogs: {} }, false],
  ])('%s', (_, props, expected) => {
    expect(warned(props)).toBe(expected);
  });
});
