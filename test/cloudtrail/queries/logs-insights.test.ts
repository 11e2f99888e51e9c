import { TRAIL_QUERIES } from '../../../src/cloudtrail/queries';
import { DASHBOARD_QUERIES, LOGS_INSIGHTS_QUERIES, logsInsightsText } from '../../../src/cloudtrail/queries/logs-insights';
import { ACTORS, call, signIn } from '../../fixtures/cloudtrail-events';

const queries = Object.entries(LOGS_INSIGHTS_QUERIES);
const everyText = [...queries.map(([id, { lines }]) => [id, lines] as const), ...Object.entries(DASHBOARD_QUERIES)] as [string, readonly string[]][];

/** Fields of CloudTrail records that the queries may name, beside those of the fixtures. */
const MORE_FIELDS = [
  'errorCode', 'errorMessage', 'sessionCredentialFromConsole', 'userIdentity.invokedBy', 'requestParameters.accessKeyId', 'responseElements.accessKey.accessKeyId',
  'responseElements.credentials.accessKeyId', 'responseElements.assumedRoleUser.arn',
  'userIdentity.credentialId', 'userIdentity.invokedByDelegate.accountId', 'userIdentity.inScopeOf.credentialsIssuedTo', 'eventCategory',
  'userIdentity.sessionContext.sourceIdentity', 'userIdentity.sessionContext.signInSessionArn', 'requestParameters.sourceIdentity',
  'additionalEventData.signInSessionArn', 'additionalEventData.success', 'requestParameters.client_id', 'requestParameters.resource',
  'requestParameters.modelId', 'requestParameters.model', 'requestParameters.method', 'requestParameters.params.name', 'requestParameters.body.method',
  'mcpEventDetails.mcpServerName', 'mcpEventDetails.sessionId', 'additionalEventData.jwt.claims.sub', 'additionalEventData.jwt.claims.iss',
  'responseElements.statusCode', 'resources.0.ARN',
];

const paths = (value: object, prefix = ''): string[] => Object.entries(value).flatMap(([name, inner]) => (
  inner !== null && typeof inner === 'object' ? paths(inner, `${prefix}${name}.`) : [`${prefix}${name}`]
));
const FIELDS = new Set([
  ...Object.values(ACTORS).flatMap((userIdentity) => paths(call('iam', 'GetUser', { userIdentity }))),
  ...paths(signIn(ACTORS.user, 'Success', 'No')),
  ...MORE_FIELDS,
]);
const WORDS = [
  'fields', 'filter', 'sort', 'limit', 'stats', 'as', 'by', 'and', 'or', 'not', 'in', 'like', 'desc', 'asc', 'count', 'min', 'max', 'coalesce', 'ispresent', 'strcontains', 'bin', 'h',
];
const NAMES_OF_ANSWERS = ['principal', 'user', 'times', 'firstTime', 'lastTime', 'signIns', 'denied', 'changes', 'model', 'tool'];

test('there is one query for each of Athena', () => {
  expect(queries.map(([id]) => id)).toEqual(TRAIL_QUERIES.map(({ id }) => id));
});

describe.each(queries)('%s', (_id, { lines, parameters }) => {
  test('has exactly the parameters that it uses', () => {
    const used = [...logsInsightsText(lines).matchAll(/\{\{([A-Za-z_][A-Za-z0-9_]*)\}\}/g)].map(([, name]) => name);

    expect([...new Set(used)]).toEqual(parameters.map(({ name }) => name));
  });

  test('shows an example within what CloudWatch Logs takes', () => {
    for (const { description, defaultValue } of parameters) {
      expect(description.length).toBeGreaterThan(0);
      expect(description.length).toBeLessThanOrEqual(512);
      expect(defaultValue.length).toBeLessThanOrEqual(1024);
    }
  });
});

describe.each(everyText)('the text of %s', (_id, lines) => {
  test('has one known command a line', () => {
    expect(lines.map((line) => line.split(' ')[0]).filter((command) => !['fields', 'filter', 'sort', 'limit', 'stats'].includes(command))).toEqual([]);
  });

  test('names only fields of CloudTrail records, and nothing that is not a word of the language', () => {
    const bare = lines.join(' ').replace(/"[^"]*"|'[^']*'|\/[^/]*\//g, ' ');
    const names = bare.match(/[@A-Za-z_][\w.@]*/g) ?? [];

    expect(names.filter((name) => !WORDS.includes(name) && !NAMES_OF_ANSWERS.includes(name) && !name.startsWith('@') && !FIELDS.has(name))).toEqual([]);
  });

  test('is bounded', () => {
    expect(logsInsightsText(lines).length).toBeLessThanOrEqual(10_000);
    expect(lines.some((line) => line.startsWith('limit') || line.includes('bin(') || line.startsWith('stats'))).toBe(true);
  });
});

test('lines are joined by pipes', () => {
  expect(logsInsightsText(['fields a', 'sort a', 'limit 1'])).toBe('fields a\n| sort a\n| limit 1');
});
