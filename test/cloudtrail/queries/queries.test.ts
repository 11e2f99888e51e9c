import { parametersOf, TRAIL_FILE_QUERIES, TRAIL_QUERIES } from '../../../src/cloudtrail/queries';
import { TrailQuestion } from 'cdk-well-architected-trail';

const SCOPE = { table: '"trail"."events"', days: '7', needsAccount: false };
const queries = TRAIL_QUERIES.map((query) => [query.id, query] as const);
const all = [...TRAIL_QUERIES, ...TRAIL_FILE_QUERIES];

test('the catalog has these questions, whose ids other texts share', () => {
  expect(TRAIL_QUERIES.map(({ id }) => id).sort()).toEqual([
    'agent-credentials', 'agent-use', 'ai-safeguard-changes', 'around-a-moment', 'by-access-key', 'by-principal', 'by-resource', 'by-role-session',
    'by-sign-in-session', 'by-source-address', 'by-source-identity', 'console-without-mfa', 'console-writes', 'cross-account', 'delegated-access',
    'denied-calls', 'failed-sign-ins', 'gateway-callers', 'iam-changes', 'key-changes', 'mcp-calls', 'model-use', 'network-changes', 'oauth-access', 'old-tls',
    'privileged-root-sessions', 'root-use', 'trail-changes', 'who-did-what',
  ]);
});

test('titles differ, because they name the saved queries', () => {
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
});

describe.each(all.map((query) => [query.id, query] as const))('%s', (_, query) => {
  test('answers a question, and says what it includes and what it costs', () => {
    expect(query.text).toMatch(/^[A-Z].*\?$/);
    expect(query.description).toMatch(/\.$/);
    expect(query.cost).toMatch(/^Reads .*\.$/);
    expect(query.title.length).toBeLessThanOrEqual(128);
  });

  test.each([false, true])('has a placeholder for each parameter and no other question mark (account to be named: %s)', (needed) => {
    const needsAccount = needed && query.table !== 'access_logs';

    expect(query.athena({ ...SCOPE, needsAccount }).split('?')).toHaveLength(parametersOf(query, needsAccount).length + 1);
  });

  test('describes each of its columns once', () => {
    expect(new Set(query.columns.map(({ name }) => name)).size).toBe(query.columns.length);
    expect(query.columns.filter(({ description }) => description === '')).toEqual([]);
  });
});

test.each(TRAIL_FILE_QUERIES.map((query) => [query.id, query] as const))('%s: is told the account where its table needs one', (_, query) => {
  const text = query.athena({ ...SCOPE, needsAccount: true });

  expect(text.includes('WHERE account = ?\n  AND day >=')).toBe(query.table !== 'access_logs');
  expect(text).toMatch(/^SELECT\s/);
});

describe.each(queries)('%s', (_, query) => {
  test('takes the account first, in all places where a question mark may stand', () => {
    const text = query.athena({ ...SCOPE, needsAccount: true });

    expect(parametersOf(query, true)[0].name).toBe('account');
    expect(text.slice(0, text.indexOf('?'))).toMatch(/\nWHERE account = $/);
    expect(text.slice(0, text.indexOf('\nWHERE'))).not.toContain('?');
  });

  test('is a single SELECT over the given table that compares days', () => {
    const text = query.athena(SCOPE);

    expect(text).toMatch(/^SELECT\s/);
    expect(text).not.toContain(';');
    expect(text).toContain('\nFROM "trail"."events"\nWHERE day ');
  });

  test('has examples for its parameters that are SQL text', () => {
    expect(query.parameters.filter(({ example }) => !/^'[^']+'$/.test(example))).toEqual([]);
  });
});

test('the days of a question are those that it is told', () => {
  const texts = TRAIL_QUERIES.filter(({ id }) => id !== 'around-a-moment').map((query) => query.athena({ ...SCOPE, days: '30' }));

  expect(texts.filter((text) => !text.includes('WHERE day >= date_format(current_date - interval \'30\' day, \'%Y/%m/%d\')'))).toEqual([]);
});

/** The calls that sections 5.10 to 5.14 of the CIS AWS Foundations Benchmark v7.0 watch. */
test.each([
  'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup',
  'DeleteSecurityGroup', 'ModifySecurityGroupRules', 'CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry',
  'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation', 'CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway',
  'CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway', 'CreateRoute', 'CreateRouteTable', 'ReplaceRoute',
  'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable', 'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute',
  'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc',
  'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink',
])('%s is a change to the network', (eventName) => {
  const text = TRAIL_QUERIES.find(({ id }) => id === 'network-changes')!.athena(SCOPE);
  const pattern = /regexp_like\(eventname, '(.*)'\)/.exec(text)![1];

  expect(eventName).toMatch(new RegExp(pattern));
});

/** The calls of the guide "Monitoring and Auditing AI Workloads on AWS", and calls with similar names. */
test.each([
  ['CreateGuardrail', true], ['UpdateGuardrail', true], ['DeleteGuardrail', true], ['DeleteGuardrailVersion', true],
  ['PutModelInvocationLoggingConfiguration', true], ['DeleteModelInvocationLoggingConfiguration', true], ['CreateGateway', true], ['UpdateGateway', true],
  ['DeleteGateway', true], ['CreateGatewayTarget', true], ['UpdateGatewayTarget', true], ['DeleteGatewayTarget', true],
  ['UpdateAutomatedReasoningPolicy', true], ['DeletePolicyEngine', true], ['CreateOauth2CredentialProvider', true], ['SetTokenVaultCMK', true],
  ['GetGuardrail', false], ['ApplyGuardrail', false], ['InvokeGateway', false], ['ListGateways', false], ['CreateAgent', false],
])('%s changes a safeguard: %s', (eventName, changes) => {
  const text = TRAIL_QUERIES.find(({ id }) => id === 'ai-safeguard-changes')!.athena(SCOPE);
  const pattern = /regexp_like\(eventname, '(.*)'\)/.exec(text)![1];

  expect(new RegExp(pattern).test(eventName)).toBe(changes);
});

describe('TrailQuestion', () => {
  test('has a constant for every question of the catalog, and nothing else', () => {
    const constants = Object.values(TrailQuestion).filter((value) => value instanceof TrailQuestion);

    expect(constants.map(({ questionId }) => questionId)).toEqual(all.map(({ id }) => id));
  });

  test('gives the constants, so that a list can leave one out', () => {
    expect(TrailQuestion.all().map(({ questionId }) => questionId)).toEqual(TRAIL_QUERIES.map(({ id }) => id));
    expect(TrailQuestion.ofOtherTables().map(({ questionId, tableName }) => [questionId, tableName])).toEqual([
      ['data-activity', 'aggregated_events'], ['broken-digests', 'digests'], ['log-file-digest', 'digests'], ['log-readers', 'access_logs'],
      ['log-bucket-changes', 'access_logs'],
    ]);
    expect(TrailQuestion.all().filter((question) => question !== TrailQuestion.OLD_TLS)).toHaveLength(28);
  });

  test('says what the catalog says', () => {
    const question = TrailQuestion.BY_ACCESS_KEY;

    expect(question.title).toBe('What an access key did');
    expect(question.text).toBe('What was done with this access key, from where, and who created it?');
    expect(question.description).toMatch(/^Every event signed with the key/);
    expect(question.cost).toMatch(/^Reads every log file/);
    expect(question.parameterNames).toEqual(['access key']);
    expect(question.columnNames).toContain('sourceipaddress');
  });
});
