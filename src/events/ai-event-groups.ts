/**
 * Groups of Amazon Bedrock data events, as in the guide of AWS on auditing AI workloads.
 *
 * Calls of models through `InvokeModel` and `Converse`, streaming or not, are management events: a trail logs them without any of these groups.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
 */
export enum BedrockEventGroup {
  /** Agents, inline agents, flows and their executions, and sessions. */
  AGENTS = 'AGENTS',
  /** What is not a management event of models: bidirectional streams, asynchronous calls, prompts and their optimization. */
  MODELS = 'MODELS',
  /** Guardrails and automated reasoning policies. */
  SAFETY = 'SAFETY',
  /** Knowledge bases and tools. */
  KNOWLEDGE = 'KNOWLEDGE',
  /** Data automation projects, invocations, profiles and blueprints. */
  DATA_AUTOMATION = 'DATA_AUTOMATION',
  /** Every call of a model through the `bedrock-mantle` endpoint, which speaks the APIs of OpenAI and Anthropic: there, calls of models are data events. */
  MANTLE = 'MANTLE',
}

/**
 * Groups of Amazon Bedrock AgentCore data events, in the order in which the guide of AWS on auditing AI workloads enables them: the first has the highest
 * priority.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/
 */
export enum AgentCoreEventGroup {
  /** Requests to gateways, and access to token vaults and credential providers: who uses agents from outside, and which credentials they fetch. */
  GATEWAYS_AND_CREDENTIALS = 'GATEWAYS_AND_CREDENTIALS',
  /** Runtimes of agents and their endpoints. */
  RUNTIMES = 'RUNTIMES',
  /** Code interpreters and browsers, managed and custom. */
  TOOLS = 'TOOLS',
  /** Memory, workload identities and evaluators. */
  MEMORY_AND_IDENTITIES = 'MEMORY_AND_IDENTITIES',
}
