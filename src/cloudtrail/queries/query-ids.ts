/**
 * The saved queries, in the order in which they are shown, with the title under which the consoles of Athena and CloudWatch Logs list them.
 *
 * Each query language has all of them: a missing query does not compile.
 */
export const QUERY_TITLES = {
  'who-did-what': 'Who did what',
  'by-principal': 'What a principal did',
  'by-access-key': 'What an access key did',
  'by-role-session': 'What a role session did',
  'by-source-identity': 'What a source identity did',
  'by-sign-in-session': 'What a sign-in session did',
  'by-resource': 'What happened to a resource',
  'by-source-address': 'What came from a source address',
  'cross-account': 'Use from other accounts',
  'delegated-access': 'Use by product providers',
  'around-a-moment': 'What happened around a moment',
  'root-use': 'Use of the root user',
  'privileged-root-sessions': 'Privileged sessions of root users',
  'console-without-mfa': 'Console sign-in without MFA',
  'failed-sign-ins': 'Failed console sign-ins',
  'oauth-access': 'OAuth access of applications',
  'denied-calls': 'Denied calls',
  'console-writes': 'Changes made in the console',
  'old-tls': 'Calls over old TLS',
  'trail-changes': 'Changes to trails',
  'key-changes': 'Changes to KMS keys',
  'iam-changes': 'Changes to IAM',
  'network-changes': 'Changes to the network',
  'model-use': 'Who asked which model',
  'agent-use': 'What agents did',
  'mcp-calls': 'Calls through MCP servers',
  'gateway-callers': 'Callers of agent gateways',
  'agent-credentials': 'Credentials that agents fetched',
  'ai-safeguard-changes': 'Changes to guardrails and gateways',
} as const;

/** The saved queries over what else a trail and its bucket leave behind: aggregated events, digest files and access logs. Athena only. */
export const FILE_QUERY_TITLES = {
  'data-activity': 'Data events by number',
  'broken-digests': 'Breaks in the chain of digest files',
  'log-file-digest': 'Digest of a log file',
  'log-readers': 'Who read log files',
  'log-bucket-changes': 'Changes to log files and their bucket',
} as const;

export type FileQueryId = keyof typeof FILE_QUERY_TITLES;

export const FILE_QUERY_IDS = Object.keys(FILE_QUERY_TITLES) as FileQueryId[];

export type QueryId = keyof typeof QUERY_TITLES;

export const QUERY_IDS = Object.keys(QUERY_TITLES) as QueryId[];

/** The id in the form of a construct id. */
export function pascalCase(id: QueryId | FileQueryId): string {
  return id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
