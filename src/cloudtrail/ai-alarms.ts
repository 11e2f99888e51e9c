/** What is known of an alarm about models and agents. */
export interface AiAlarmFacts {
  readonly title: string;
  readonly meaning: string;
  readonly firstSteps: string;
  /** Number of events in five minutes. */
  readonly threshold: number;
  /** Resource types whose data events the trail has to log; none for management events. */
  readonly dataEvents: readonly string[];
  readonly pattern: string;
}

const BEDROCK = '($.eventSource = "bedrock.amazonaws.com")';
const AGENT_CORE = '($.eventSource = "bedrock-agentcore.amazonaws.com")';
/** The third source is the endpoint that speaks the APIs of OpenAI and Anthropic: filters for Bedrock alone do not see it. */
const ALL = '($.eventSource = "bedrock.amazonaws.com" || $.eventSource = "bedrock-mantle.amazonaws.com" || $.eventSource = "bedrock-agentcore.amazonaws.com")';

const anyOf = (selector: string, values: readonly string[]) => `(${values.map((value) => `${selector} = "${value}"`).join(' || ')})`;
const both = (...conditions: string[]) => `{ ${conditions.join(' && ')} }`;
const calls = (...names: string[]) => anyOf('$.eventName', names);

/**
 * Alarms about models and agents, after the metric filters and thresholds of AWS's guide "Monitoring and Auditing AI Workloads on AWS"
 * (github.com/aws-samples/cloud-operations-best-practices, 2026-05-05; read 2026-11-26).
 *
 * Where a filter differs, it finds more: denials under every spelling of the error and of every endpoint, guardrails that are enforced for an account, and
 * changes to automated reasoning policies instead of all of their use.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-cloudtrail-mantle.html
 */
export const AI_ALARMS = {
  DeniedAiCalls: {
    title: 'Denied calls of models and agents',
    meaning: 'A principal called models or agents without permission more than a few times: a broken deployment, an agent beyond its scope, or stolen credentials.',
    firstSteps: 'Run the saved query "Denied calls". If one principal tries many models or agents, revoke its sessions.',
    threshold: 6,
    dataEvents: [],
    pattern: both(ALL, '($.errorCode = "AccessDenied*" || $.errorCode = "*UnauthorizedOperation")'),
  },
  GuardrailChanges: {
    title: 'Changes to guardrails',
    meaning: 'A guardrail was created, changed or deleted, or one is no longer enforced in the account: models may answer what they should not.',
    firstSteps: 'Run the saved query "Changes to guardrails and gateways". Restore the guardrail if no deployment explains the change.',
    threshold: 1,
    dataEvents: [],
    pattern: both(BEDROCK, calls(
      'CreateGuardrail', 'UpdateGuardrail', 'DeleteGuardrail', 'DeleteGuardrailVersion', 'PutEnforcedGuardrailConfiguration', 'DeleteEnforcedGuardrailConfiguration',
    )),
  },
  InvocationLoggingChanges: {
    title: 'Changes to the logging of model calls',
    meaning: 'The logging of prompts and answers was changed or turned off: what models are asked from now on may not be recorded.',
    firstSteps: 'Turn the logging on again before you investigate. Then run the saved query "Who asked which model" for the same time.',
    threshold: 1,
    dataEvents: [],
    pattern: both(BEDROCK, calls('PutModelInvocationLoggingConfiguration', 'DeleteModelInvocationLoggingConfiguration')),
  },
  ReasoningPolicyChanges: {
    title: 'Changes to automated reasoning policies',
    meaning: 'A policy that answers are checked against was created, changed or deleted.',
    firstSteps: 'Run the saved query "Changes to guardrails and gateways" and compare with the deployments of that time.',
    threshold: 1,
    dataEvents: ['AWS::Bedrock::AutomatedReasoningPolicy', 'AWS::Bedrock::AutomatedReasoningPolicyVersion'],
    pattern: both(BEDROCK, calls('CreateAutomatedReasoningPolicy*', 'UpdateAutomatedReasoningPolicy*', 'DeleteAutomatedReasoningPolicy*')),
  },
  GatewayChanges: {
    title: 'Changes to gateways of agents',
    meaning: 'A gateway or one of its targets was created, changed or deleted: others may reach agents, or agents may reach something else.',
    firstSteps: 'Run the saved query "Changes to guardrails and gateways". Delete gateways and targets that no deployment explains.',
    threshold: 1,
    dataEvents: [],
    pattern: both(AGENT_CORE, calls('CreateGateway*', 'UpdateGateway*', 'DeleteGateway*')),
  },
  GatewayRefusals: {
    title: 'Callers that gateways of agents turned away',
    meaning: 'Several requests to gateways had no valid token or no permission: a client with an old configuration, or an attempt to get in.',
    firstSteps: 'Run the saved query "Callers of agent gateways". Many subjects or addresses: restrict who can reach the gateway.',
    threshold: 6,
    dataEvents: ['AWS::BedrockAgentCore::Gateway'],
    pattern: both(AGENT_CORE, '($.eventName = "InvokeGateway")', '($.responseElements.statusCode = 401 || $.responseElements.statusCode = 403)'),
  },
  CredentialAccess: {
    title: 'Unusually many credentials fetched by agents',
    meaning: 'Agents fetched tokens and keys for other services more often than fifty times in five minutes: an agent in a loop, or one that is misused.',
    firstSteps: 'Run the saved query "Credentials that agents fetched". Stop the agent, and revoke the tokens at the service that they are for.',
    threshold: 51,
    dataEvents: ['AWS::BedrockAgentCore::TokenVault', 'AWS::BedrockAgentCore::OAuth2CredentialProvider', 'AWS::BedrockAgentCore::APIKeyCredentialProvider'],
    pattern: both(AGENT_CORE, anyOf('$.resources[0].type', [
      'AWS::BedrockAgentCore::TokenVault', 'AWS::BedrockAgentCore::OAuth2CredentialProvider', 'AWS::BedrockAgentCore::APIKeyCredentialProvider',
    ])),
  },
} as const satisfies Record<string, AiAlarmFacts>;

export type AiAlarmId = keyof typeof AI_ALARMS;
