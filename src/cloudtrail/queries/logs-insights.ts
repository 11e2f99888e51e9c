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
  return [
    `fields ${WHO}`,
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
    'access_key', 'ID of the access key', 'ACCESS-KEY-ID',
    listing(
      `${WHO}, ${CALL}, sourceIPAddress, userAgent, errorCode`,
      'userIdentity.accessKeyId = "{{access_key}}" or requestParameters.accessKeyId = "{{access_key}}"'
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
  'around-a-moment': plain([`fields @timestamp, ${WHO}, ${CALL}, sourceIPAddress, errorCode, eventID`, 'sort @timestamp asc', 'limit 10000']),
  'root-use': plain(listing(
    `${CALL}, sourceIPAddress, userAgent, errorCode`,
    'userIdentity.type = "Root"', 'not ispresent(userIdentity.invokedBy)', 'eventType != "AwsServiceEvent"',
  )),
  'console-without-mfa': plain(listing(
    'coalesce(userIdentity.userName, userIdentity.type) as user, recipientAccountId, awsRegion, sourceIPAddress, userAgent',
    SIGN_IN, 'userIdentity.type in ["IAMUser", "Root"]', 'additionalEventData.MFAUsed = "No"', 'responseElements.ConsoleLogin = "Success"',
  )),
  'failed-sign-ins': plain(summary(
    'userIdentity.type, userIdentity.userName, recipientAccountId, sourceIPAddress, errorMessage', SIGN_IN, 'responseElements.ConsoleLogin = "Failure"',
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
