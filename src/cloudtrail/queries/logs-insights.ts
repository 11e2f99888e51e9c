import { CREDENTIAL_TYPES, MODEL_CALLS, SAFEGUARD_CALLS } from './ai';
import { NETWORK_CALLS } from './changes';
import type { QueryId } from './query-ids';

/** A value to fill in when the query is run; in the text as `{{name}}`. */
export interface LogsInsightsParameter {
  readonly name: string;
  readonly description: string;
  readonly defaultValue: string;
}

/** A query in the language of CloudWatch Logs Insights. The time range is chosen when it is run. */
export interface LogsInsightsQuery {
  readonly parameters: readonly LogsInsightsParameter[];
  /** One command a line. */
  readonly lines: readonly string[];
}

const CALL = 'recipientAccountId, eventSource, eventName, awsRegion';
const WHO = 'coalesce(userIdentity.arn, userIdentity.invokedBy, userIdentity.principalId) as principal';
/** In the text of the event: how the language compares a JSON boolean is not documented. */
const WRITES = '@message like /"readOnly":\\s*false/';

/** One row an event, the newest first. */
function listing(fields: string, ...conditions: string[]): readonly string[] {
  return [`fields @timestamp, ${fields}, eventID, @message`, ...conditions.map((condition) => `filter ${condition}`), 'sort @timestamp desc', 'limit 1000'];
}

/** One row for each combination, with how often, the first and the last time. */
function summary(fields: string, ...conditions: string[]): readonly string[] {
  return summaryWith(WHO, fields, ...conditions);
}

function summaryWith(computed: string, fields: string, ...conditions: string[]): readonly string[] {
  return [
    `fields ${computed}`,
    ...conditions.map((condition) => `filter ${condition}`),
    `stats count(*) as times, min(@timestamp) as firstTime, max(@timestamp) as lastTime by ${fields}`,
    'sort times desc',
    'limit 1000',
  ];
}

const plain = (lines: readonly string[]): LogsInsightsQuery => ({ parameters: [], lines });
const parameterized = (name: string, description: string, defaultValue: string, lines: readonly string[]): LogsInsightsQuery => (
  { parameters: [{ name, description, defaultValue }], lines }
);

const SIGN_IN = 'eventName = "ConsoleLogin"';
/** As CloudTrail spells them. */
const DENIED = '(errorCode like /^AccessDenied/ or errorCode like /UnauthorizedOperation$/)';

/**
 * The saved queries by id.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export const LOGS_INSIGHTS_QUERIES: Readonly<Record<QueryId, LogsInsightsQuery>> = {
  'who-did-what': plain(summary(`principal, ${CALL}, sourceIPAddress, errorCode`)),
  'by-principal': parameterized(
    'principal', 'ARN of a user, a role or a role session', 'arn:aws:iam::111122223333:role/Deploy',
    listing(`${WHO}, ${CALL}, sourceIPAddress, userAgent, errorCode`, 'userIdentity.arn = "{{principal}}" or userIdentity.sessionContext.sessionIssuer.arn = "{{principal}}"'),
  ),
  'by-access-key': parameterized(
    'access_key', 'ID of the access key, or of the credential of a bearer token', 'ACCESS-KEY-ID',
    listing(
      `${WHO}, ${CALL}, sourceIPAddress, userAgent, errorCode`,
      'userIdentity.accessKeyId = "{{access_key}}" or userIdentity.credentialId = "{{access_key}}" or requestParameters.accessKeyId = "{{access_key}}"'
      + ' or responseElements.accessKey.accessKeyId = "{{access_key}}" or responseElements.credentials.accessKeyId = "{{access_key}}"',
    ),
  ),
  'by-role-session': parameterized(
    'role_session', 'ARN of the session', 'arn:aws:sts::111122223333:assumed-role/Deploy/alice',
    listing(
      `${WHO}, ${CALL}, sourceIPAddress, userAgent, errorCode`,
      'userIdentity.arn = "{{role_session}}" or responseElements.assumedRoleUser.arn = "{{role_session}}"',
    ),
  ),
  'by-source-identity': parameterized(
    'source_identity', 'The source identity, as it was set', 'alice@example.com',
    listing(
      `${WHO}, ${CALL}, sourceIPAddress, userAgent, errorCode`,
      'userIdentity.sessionContext.sourceIdentity = "{{source_identity}}" or requestParameters.sourceIdentity = "{{source_identity}}"',
    ),
  ),
  'by-sign-in-session': parameterized(
    'sign_in_session', 'ARN of the session', 'arn:aws:signin:us-east-1:111122223333:session/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111',
    listing(
      `${WHO}, ${CALL}, sourceIPAddress, userAgent, errorCode`,
      'userIdentity.sessionContext.signInSessionArn = "{{sign_in_session}}" or additionalEventData.signInSessionArn = "{{sign_in_session}}"',
    ),
  ),
  // Which field names a resource differs by service, so the whole event is searched for the name in quotes.
  'by-resource': parameterized(
    'resource', 'ARN, name or ID of the resource', 'amzn-s3-demo-bucket',
    listing(`${WHO}, ${CALL}, sourceIPAddress, errorCode`, 'strcontains(@message, \'"{{resource}}"\')'),
  ),
  'by-source-address': parameterized(
    'address', 'IPv4 or IPv6 address, or service name', '198.51.100.7',
    listing(`${WHO}, ${CALL}, userAgent, errorCode`, 'sourceIPAddress = "{{address}}"'),
  ),
  'cross-account': plain(summary('userIdentity.accountId, principal, recipientAccountId, eventSource, eventName, errorCode', 'userIdentity.accountId != recipientAccountId')),
  'delegated-access': plain(summary(
    `userIdentity.invokedByDelegate.accountId, principal, ${CALL}, errorCode`, 'ispresent(userIdentity.invokedByDelegate.accountId)',
  )),
  'around-a-moment': plain([`fields @timestamp, ${WHO}, ${CALL}, sourceIPAddress, errorCode, eventID`, 'sort @timestamp asc', 'limit 10000']),
  'root-use': plain(listing(
    `${CALL}, sourceIPAddress, userAgent, errorCode`,
    'userIdentity.type = "Root"', 'not ispresent(userIdentity.invokedBy)', 'eventType != "AwsServiceEvent"',
  )),
  'privileged-root-sessions': plain(listing(
    `${WHO}, ${CALL}, sourceIPAddress, errorCode`,
    '@message like /"assumedRoot":\\s*"?true/ or (eventSource = "sts.amazonaws.com" and eventName = "AssumeRoot")',
  )),
  'console-without-mfa': plain(listing(
    'coalesce(userIdentity.userName, userIdentity.type) as user, recipientAccountId, awsRegion, sourceIPAddress, userAgent',
    SIGN_IN, 'userIdentity.type in ["IAMUser", "Root"]', 'additionalEventData.MFAUsed = "No"', 'responseElements.ConsoleLogin = "Success"',
  )),
  'failed-sign-ins': plain(summary(
    'userIdentity.type, userIdentity.userName, recipientAccountId, sourceIPAddress, errorMessage', SIGN_IN, 'responseElements.ConsoleLogin = "Failure"',
  )),
  'oauth-access': plain(summary(
    'principal, recipientAccountId, eventName, requestParameters.client_id, requestParameters.resource, sourceIPAddress, additionalEventData.success, errorCode',
    'eventSource = "signin.amazonaws.com"', 'eventName in ["AuthorizeOAuth2Access", "CreateOAuth2Token", "CreateOAuth2TokenWithIAM"]',
  )),
  'denied-calls': plain(summary(`principal, ${CALL}, sourceIPAddress, errorCode`, DENIED)),
  'console-writes': plain(listing(`${WHO}, ${CALL}, sourceIPAddress, errorCode`, 'sessionCredentialFromConsole = "true"', WRITES)),
  'old-tls': plain(summary(
    'tlsDetails.tlsVersion, tlsDetails.cipherSuite, principal, recipientAccountId, eventSource, userAgent',
    'ispresent(tlsDetails.tlsVersion)', 'tlsDetails.tlsVersion not in ["TLSv1.2", "TLSv1.3"]',
  )),
  'trail-changes': plain(listing(`${WHO}, ${CALL}, sourceIPAddress, errorCode`, 'eventSource = "cloudtrail.amazonaws.com"', WRITES)),
  'key-changes': plain(listing(`${WHO}, ${CALL}, sourceIPAddress, errorCode`, 'eventSource = "kms.amazonaws.com"', WRITES)),
  'iam-changes': plain(listing(`${WHO}, ${CALL}, sourceIPAddress`, 'eventSource = "iam.amazonaws.com"', WRITES, 'not ispresent(errorCode)')),
  'network-changes': plain(listing(
    `${WHO}, ${CALL}, sourceIPAddress`, 'eventSource = "ec2.amazonaws.com"', WRITES, 'not ispresent(errorCode)', `eventName like /${NETWORK_CALLS}/`,
  )),
  'model-use': plain(summaryWith(
    `${WHO}, coalesce(requestParameters.modelId, requestParameters.model) as model`,
    'principal, userIdentity.inScopeOf.credentialsIssuedTo, recipientAccountId, model, eventSource, eventName, awsRegion, sourceIPAddress, errorCode',
    'eventSource in ["bedrock.amazonaws.com", "bedrock-mantle.amazonaws.com"]',
    `eventName in [${MODEL_CALLS.map((name) => `"${name}"`).join(', ')}]`,
  )),
  'agent-use': plain(summary(
    'principal, userIdentity.inScopeOf.credentialsIssuedTo, recipientAccountId, eventSource, eventName, resources.0.ARN, awsRegion, errorCode',
    'eventSource in ["bedrock.amazonaws.com", "bedrock-agentcore.amazonaws.com"]', 'eventCategory = "Data"',
  )),
  'mcp-calls': plain(listing(
    `${WHO}, ${CALL}, sourceIPAddress, coalesce(requestParameters.params.name, requestParameters.method) as tool, mcpEventDetails.mcpServerName,`
    + ' mcpEventDetails.sessionId, userIdentity.sessionContext.signInSessionArn, errorCode',
    'eventType = "AwsMcpEvent" or userIdentity.invokedBy like /mcp\\.amazonaws\\.com$/',
  )),
  'gateway-callers': plain(summary(
    'additionalEventData.jwt.claims.sub, additionalEventData.jwt.claims.iss, principal, recipientAccountId, sourceIPAddress, resources.0.ARN,'
    + ' requestParameters.body.method, responseElements.statusCode',
    'eventSource = "bedrock-agentcore.amazonaws.com"', 'eventName = "InvokeGateway"',
  )),
  'agent-credentials': plain(listing(
    `${WHO}, userIdentity.inScopeOf.credentialsIssuedTo, ${CALL}, resources.0.ARN, sourceIPAddress, errorCode`,
    `@message like /${CREDENTIAL_TYPES}/`,
  )),
  'ai-safeguard-changes': plain(listing(
    `${WHO}, ${CALL}, sourceIPAddress, userAgent, errorCode`,
    'eventSource in ["bedrock.amazonaws.com", "bedrock-agentcore.amazonaws.com"]', `eventName like /${SAFEGUARD_CALLS}/`,
  )),
};

/** What the dashboard shows beside the saved queries. */
export const DASHBOARD_QUERIES = {
  signIns: [`filter ${SIGN_IN}`, 'stats count(*) as signIns by responseElements.ConsoleLogin, bin(1h)'],
  deniedOverTime: [`filter ${DENIED}`, 'stats count(*) as denied by bin(1h)'],
  deniedByPrincipal: [`fields ${WHO}`, `filter ${DENIED}`, 'stats count(*) as denied by principal, eventSource, eventName', 'sort denied desc', 'limit 20'],
  changesByService: [`filter ${WRITES}`, 'filter not ispresent(errorCode)', 'stats count(*) as changes by eventSource', 'sort changes desc', 'limit 15'],
  latestChanges: [
    `fields @timestamp, ${WHO}, eventSource, eventName, awsRegion, sourceIPAddress`, `filter ${WRITES}`, 'filter not ispresent(errorCode)', 'sort @timestamp desc', 'limit 50',
  ],
} as const;

/** The text of a query: every command but the first behind a pipe on a line of its own. */
export function logsInsightsText(lines: readonly string[]): string {
  return lines.join('\n| ');
}
