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
  'by-resource': 'What happened to a resource',
  'by-source-address': 'What came from a source address',
  'cross-account': 'Use from other accounts',
  'around-a-moment': 'What happened around a moment',
  'root-use': 'Use of the root user',
  'console-without-mfa': 'Console sign-in without MFA',
  'failed-sign-ins': 'Failed console sign-ins',
  'denied-calls': 'Denied calls',
  'console-writes': 'Changes made in the console',
  'old-tls': 'Calls over old TLS',
  'trail-changes': 'Changes to trails',
  'key-changes': 'Changes to KMS keys',
  'iam-changes': 'Changes to IAM',
  'network-changes': 'Changes to the network',
} as const;

export type QueryId = keyof typeof QUERY_TITLES;

export const QUERY_IDS = Object.keys(QUERY_TITLES) as QueryId[];

/** The id in the form of a construct id. */
export function pascalCase(id: QueryId): string {
  return id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
