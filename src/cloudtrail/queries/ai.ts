import { ACCOUNT, ACTION, ADDRESS, ERROR, listing, REGION, REQUEST, SERVICE, summary, USER_AGENT, WHO } from './athena';
import type { QueryBodies, QueryColumn } from './query';

const BEDROCK = '\'bedrock.amazonaws.com\'';
/** The endpoint that speaks the APIs of OpenAI and Anthropic: another source, and its calls of models are data events. */
const MANTLE = '\'bedrock-mantle.amazonaws.com\'';
const AGENT_CORE = '\'bedrock-agentcore.amazonaws.com\'';

/** Calls that reach a model. */
export const MODEL_CALLS = [
  'InvokeModel', 'InvokeModelWithResponseStream', 'InvokeModelWithBidirectionalStream', 'Converse', 'ConverseStream', 'StartAsyncInvoke', 'CreateInference',
];

/** Names of calls that change what protects models and agents, as a regular expression. */
export const SAFEGUARD_CALLS = '^(Create|Update|Delete|Put|Set).*(Guardrail|ModelInvocationLogging|Policy|Gateway|CredentialProvider|TokenVault|WorkloadIdentity)';

/** Resource types behind which agents keep credentials, as a regular expression. */
export const CREDENTIAL_TYPES = 'BedrockAgentCore::(TokenVault|OAuth2CredentialProvider|APIKeyCredentialProvider|WorkloadIdentity)';

const text = (name: string, athena: string, description: string): QueryColumn => ({ name, athena, description });
const request = (path: string) => `json_extract_scalar(requestparameters, '$.${path}')`;
const more = (path: string) => `json_extract_scalar(additionaleventdata, '$.${path}')`;
const resources = (field: string) => `array_join(transform(resources, r -> r.${field}), ' ')`;

const MODEL = text('model', `coalesce(${request('modelId')}, ${request('model')})`, 'Model, inference profile or endpoint, as the caller named it');
const BEARER_TOKEN = text(
  'bearertoken', `coalesce(${request('callWithBearerToken')}, ${more('callWithBearerToken')})`, '`true` for a call with an API key instead of a signature',
);
const RESOURCES = text('resources', resources('arn'), 'ARNs of the resources');
const ISSUED_TO = text('credentialsissuedto', 'useridentity.inscopeof.credentialsissuedto', 'Function or task that the credentials were issued to');
const DENIED = 'Denied calls are among them, with their error.';

/** Who used models, agents and the servers between them. */
export const AI_QUERIES = {
  'model-use': {
    text: 'Who asked which model, how often and from where?',
    description: 'Calls of models, aggregated by caller and model, with the function that the credentials were issued to. Prompts and answers are not in '
      + `the events. The calls through \`bedrock-mantle\`, bidirectional streams and asynchronous calls are data events. ${DENIED}`,
    parameters: [],
    ...summary(
      [WHO, ISSUED_TO, ACCOUNT, MODEL, SERVICE, ACTION, REGION, ADDRESS, BEARER_TOKEN, ERROR],
      `eventsource IN (${BEDROCK}, ${MANTLE})`,
      `eventname IN (${MODEL_CALLS.map((name) => `'${name}'`).join(', ')})`,
    ),
  },
  'agent-use': {
    text: 'Which agents, knowledge bases, tools and gateways were used, and by whom?',
    description: `Data events of Amazon Bedrock and AgentCore, aggregated by caller and resource. Only the resource types that the trail logs. ${DENIED}`,
    parameters: [],
    ...summary([WHO, ISSUED_TO, ACCOUNT, SERVICE, ACTION, RESOURCES, REGION, ERROR], `eventsource IN (${BEDROCK}, ${AGENT_CORE})`, 'eventcategory = \'Data\''),
  },
  'mcp-calls': {
    text: 'What was called through an MCP server of AWS, with which tool and in which session?',
    description: 'The calls of tools that the servers record, and the calls that AWS services received through them.',
    parameters: [],
    ...listing(
      [
        WHO, ACCOUNT, SERVICE, ACTION, REGION, ADDRESS,
        text('tool', `coalesce(${request('params.name')}, ${request('method')})`, 'Tool, or method of the protocol; without the prefix that clients show'),
        text('mcpserver', 'mcpeventdetails.mcpservername', 'MCP server'),
        text('mcpsession', 'mcpeventdetails.sessionid', 'Session with the MCP server'),
        text('signinsession', 'useridentity.sessioncontext.signinsessionarn', 'ARN of the sign-in session'),
        ERROR,
      ],
      '(eventtype = \'AwsMcpEvent\' OR useridentity.invokedby LIKE \'%mcp.amazonaws.com\')',
    ),
  },
  'gateway-callers': {
    text: 'Who called the gateways of agents from outside, and who was turned away?',
    description: 'Requests to AgentCore gateways, aggregated by the subject of the token. Who called is in the claims of the token, and an error in the status.',
    parameters: [],
    ...summary(
      [
        text('subject', more('jwt.claims.sub'), 'Subject of the token'),
        text('issuer', more('jwt.claims.iss'), 'Issuer of the token'),
        WHO, ACCOUNT, ADDRESS, RESOURCES,
        text('method', request('body.method'), 'Method of the Model Context Protocol'),
        text('status', 'json_extract_scalar(responseelements, \'$.statusCode\')', 'HTTP status: 401 and 403 for callers that were turned away'),
      ],
      `eventsource = ${AGENT_CORE}`,
      'eventname = \'InvokeGateway\'',
    ),
  },
  'agent-credentials': {
    text: 'Which credentials and tokens did agents fetch, and who changed where they are kept?',
    description: 'Events of token vaults, credential providers and workload identities of AgentCore.',
    parameters: [],
    ...listing([WHO, ISSUED_TO, ACCOUNT, ACTION, RESOURCES, REGION, ADDRESS, ERROR], `regexp_like(${resources('type')}, '${CREDENTIAL_TYPES}')`),
  },
  'ai-safeguard-changes': {
    text: 'Who changed guardrails, the logging of model calls, gateways or policies of agents, or tried to?',
    description: 'Calls of Amazon Bedrock and AgentCore that change what protects models and agents, attempts that failed included.',
    parameters: [],
    ...listing(
      [WHO, ACCOUNT, SERVICE, ACTION, REGION, ADDRESS, USER_AGENT, ERROR, REQUEST],
      `eventsource IN (${BEDROCK}, ${AGENT_CORE})`,
      `regexp_like(eventname, '${SAFEGUARD_CALLS}')`,
    ),
  },
} as const satisfies QueryBodies;
