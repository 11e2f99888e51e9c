/**
 * Resource types of Amazon Bedrock and Amazon Bedrock AgentCore that have data events, in the groups of AWS's guide on auditing AI workloads.
 *
 * Read 2026-11-26: the guide "Monitoring and Auditing AI Workloads on AWS" of github.com/aws-samples/cloud-operations-best-practices (2026-05-05), compared
 * with the table of data events of the CloudTrail user guide.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html#logging-data-events
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-cloudtrail-mantle.html
 */

const bedrock = (...names: string[]): readonly string[] => names.map((name) => `AWS::Bedrock::${name}`);
const agentCore = (...names: string[]): readonly string[] => names.map((name) => `AWS::BedrockAgentCore::${name}`);

export const BEDROCK_TYPES = {
  AGENTS: bedrock('AgentAlias', 'InlineAgent', 'FlowAlias', 'FlowExecution', 'Session'),
  // An asynchronous call needs both of the first two.
  MODELS: bedrock('Model', 'AsyncInvoke', 'PromptVersion', 'AdvancedOptimizePromptJob'),
  SAFETY: bedrock('Guardrail', 'AutomatedReasoningPolicy', 'AutomatedReasoningPolicyVersion'),
  KNOWLEDGE: bedrock('KnowledgeBase', 'Tool'),
  DATA_AUTOMATION: bedrock('DataAutomationProject', 'DataAutomationInvocation', 'DataAutomationProfile', 'Blueprint'),
  // Not in the guide: the user guide of Bedrock describes the endpoint, whose calls of models are data events of this type.
  MANTLE: ['AWS::BedrockMantle::Project'],
} as const;

export const AGENT_CORE_TYPES = {
  GATEWAYS_AND_CREDENTIALS: agentCore('Gateway', 'TokenVault', 'OAuth2CredentialProvider', 'APIKeyCredentialProvider'),
  RUNTIMES: agentCore('Runtime', 'RuntimeEndpoint'),
  TOOLS: agentCore('CodeInterpreter', 'CodeInterpreterCustom', 'Browser', 'BrowserCustom'),
  MEMORY_AND_IDENTITIES: agentCore('Memory', 'WorkloadIdentity', 'WorkloadIdentityDirectory', 'Evaluator'),
} as const;
