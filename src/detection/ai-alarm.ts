/**
 * An alarm about models and agents.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
 */
export enum AiAlarm {
  /** Six denied calls of models, agents or gateways in five minutes. */
  DENIED_AI_CALLS = 'DeniedAiCalls',

  /** A change to a guardrail, or to the guardrails that are enforced in the account. */
  GUARDRAIL_CHANGES = 'GuardrailChanges',

  /** A change to the logging of prompts and answers. */
  INVOCATION_LOGGING_CHANGES = 'InvocationLoggingChanges',

  /** A change to an automated reasoning policy. The trail has to log data events of such policies. */
  REASONING_POLICY_CHANGES = 'ReasoningPolicyChanges',

  /** A change to a gateway of AgentCore or one of its targets. */
  GATEWAY_CHANGES = 'GatewayChanges',

  /** Six requests in five minutes that a gateway turned away. The trail has to log data events of gateways. */
  GATEWAY_REFUSALS = 'GatewayRefusals',

  /** More than fifty tokens and keys that agents fetched in five minutes. The trail has to log data events of token vaults and credential providers. */
  CREDENTIAL_ACCESS = 'CredentialAccess',
}

/**
 * What differs from the defaults in one alarm about models and agents.
 */
export interface AiAlarmTuning {
  /**
   * The alarm that is tuned.
   */
  readonly alarm: AiAlarm;

  /**
   * Whether there are a filter and an alarm.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Number of events in five minutes that trigger the alarm. Throws when it is not a whole number of at least 1.
   *
   * @default - 1 for changes, 6 for denied calls and refused callers, 51 for credentials
   */
  readonly threshold?: number;
}
