import { oneOf } from '../../../../src/cloudtrail/logic/alternatives';
import { type Answer, isUnknown, not, Unknown } from '../../../../src/cloudtrail/logic/answer';
import { AtomTable } from '../../../../src/nag/engine/cloudformation/atoms';
import { arnMatches, type Context } from '../../../../src/nag/engine/cloudformation/conditions';
import { type Value } from '../../../../src/nag/engine/cloudformation/json';
import { allows, denies, permits, type PolicyKind, readPolicy } from '../../../../src/nag/engine/cloudformation/policy';
import { asWritten, forgottenReference, hasVariable, readVariables } from '../../../../src/nag/engine/cloudformation/policy-text';
import { accountOfPrincipal, ANYBODY, awsPrincipal, CLOUDTRAIL, includes, type Principal, service } from '../../../../src/nag/engine/cloudformation/principals';
import { type Request, type Statement } from '../../../../src/nag/engine/cloudformation/statement';

const table = new AtomTable();
const OWNER = { partition: 'aws', account: '111122223333' };
const HOLE = table.hole('p', 'the parameter P');
const BUCKET = 'arn:aws:s3:::b';
const PUT: Request = { principal: CLOUDTRAIL, action: 's3:PutObject', resource: `${BUCKET}/x`, context: {} };
const base = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Resource: `${BUCKET}/*` };

function policy(statement: unknown, kind: PolicyKind = 'resource') {
  return readPolicy({ Version: '2012-10-17', Statement: statement } as Value, 'PolicyDocument', kind, OWNER);
}

function only(more: object, kind: PolicyKind = 'resource'): Statement {
  const { statements, gaps } = policy([JSON.parse(JSON.stringify({ ...base, ...more }))], kind);
  expect(gaps).toEqual([]);
  return statements[0];
}

function word(answer: Answer): unknown {
  return isUnknown(answer) ? table.render(answer.why) : answer;
}

describe('reading', () => {
  test('a single statement and single values are lists of one', () => {
    const { statements } = policy({ ...base, Sid: 'One' });
    expect(statements).toMatchObject([{
      path: 'PolicyDocument.Statement',
      sid: 'One',
      effect: 'Allow',
      principals: { except: false, items: [{ kind: 'service', value: 'cloudtrail.amazonaws.com' }] },
      actions: { except: false, items: ['s3:putobject'] },
      resources: { except: false, items: [`${BUCKET}/*`] },
      conditions: [],
    }]);
  });

  test('statements know where they stand', () => {
    expect(policy([base, base]).statements.map(({ path }) => path)).toEqual(['PolicyDocument.Statement.0', 'PolicyDocument.Statement.1']);
  });

  test('a policy may be a text of JSON, with unknown parts', () => {
    const { statements, gaps } = readPolicy(JSON.stringify({ Statement: { ...base, Resource: `arn:aws:s3:::${HOLE}/*` } }), 'P', 'resource', OWNER);
    expect(gaps).toEqual([]);
    expect(statements[0].resources?.items).toEqual([`arn:aws:s3:::${HOLE}/*`]);
  });

  test.each<[string, Value | undefined, string]>([
    ['nothing', undefined, 'P, which is not a policy document'],
    ['a number', 5, 'P, which is not a policy document'],
    ['a text that is no JSON', 'x', 'P, which is not a policy document'],
    ['a parameter', HOLE, 'the parameter P'],
    ['a document without statements', {}, 'P, which has no statements'],
    ['unknown statements', { Statement: HOLE }, 'the parameter P'],
    ['a statement that is a list', { Statement: [[]] }, 'P.Statement.0, which is not a statement'],
    ['an unknown effect', { Statement: { ...base, Effect: HOLE } }, 'the parameter P'],
    ['an action of the wrong type', { Statement: { ...base, Action: [5] } }, 'the actions of P.Statement'],
    ['a principal that is a number', { Statement: { ...base, Principal: 5 } }, 'the principals of P.Statement'],
    ['a principal of the wrong type', { Statement: { ...base, Principal: 5 } }, 'the principals of P.Statement'],
    ['a resource of the wrong type', { Statement: { ...base, Resource: { Ref: 'x' } } }, 'the resources of P.Statement'],
  ])('%s is a gap that makes every answer unknown, as far as its effect is', (_, document, why) => {
    const read = readPolicy(document, 'P', 'resource', OWNER);
    expect(read.gaps.map((gap) => table.render(gap.why))).toEqual([why]);
    expect([allows, permits].map((ask) => word(ask(read, PUT)))).toEqual([why, why]);
    expect(word(denies(read, PUT))).toBe(read.gaps[0].effect === 'Allow' ? false : why);
  });

  test('what certainly allows denies nothing, and the other way round, whatever of it cannot be read', () => {
    const [allowing, denying] = ['Allow', 'Deny'].map((Effect) => policy([{ ...base, Effect, Resource: { Ref: 'x' } }]));
    const why = 'the resources of PolicyDocument.Statement.0';
    expect([allows(allowing, PUT), denies(allowing, PUT)].map(word)).toEqual([why, false]);
    expect([allows(denying, PUT), denies(denying, PUT)].map(word)).toEqual([false, why]);
  });

  test.each<[string, object, PolicyKind, string[]]>([
    ['the policy of a resource without Resource', { Resource: undefined }, 'resource', ['has no Resource']],
    ['the policy of an identity without Resource', { Principal: undefined, Resource: undefined }, 'identity', ['has no Resource']],
    ['a trust policy with one', {}, 'trust', ['has a Resource, which a trust policy must not have']],
    ['a trust policy without', { Resource: undefined }, 'trust', []],
    ['an effect that is none', { Effect: 'allow' }, 'resource', ['has an Effect that is neither Allow nor Deny']],
    ['no effect', { Effect: undefined }, 'resource', ['has an Effect that is neither Allow nor Deny']],
    ['no action', { Action: undefined }, 'resource', ['has no Action']],
    ['no action of an identity', { Action: undefined, Principal: undefined }, 'identity', ['has no Action']],
    ['nobody in the policy of a resource', { Principal: undefined }, 'resource', ['has no Principal']],
    ['nobody in a trust policy', { Principal: undefined, Resource: undefined }, 'trust', ['has no Principal']],
    ['somebody in the policy of an identity', {}, 'identity', ['has a Principal, which only the policy of a resource has']],
    ['nobody in the policy of an identity', { Principal: undefined }, 'identity', []],
    ['no actions in a list', { Action: [] }, 'resource', ['has an empty Action']],
    ['an action that is an empty text', { Action: undefined, NotAction: ['s3:*', ''] }, 'resource', ['has an empty NotAction']],
    ['no resources in a list', { Resource: [] }, 'resource', ['has an empty Resource']],
    ['a resource that is an empty text', { Resource: undefined, NotResource: '' }, 'resource', ['has an empty NotResource']],
    ['an action and its opposite', { NotAction: 'x' }, 'resource', ['has an element together with its opposite, such as Action and NotAction']],
    ['a principal and its opposite', { NotPrincipal: '*' }, 'resource', ['has an element together with its opposite, such as Action and NotAction']],
    ['an element and its opposite', { NotResource: 'x' }, 'resource', ['has an element together with its opposite, such as Action and NotAction']],
    ['nothing of the kind', {}, 'resource', []],
  ])('%s: what AWS refuses', (_, more, kind, expected) => {
    const { refusals } = policy([JSON.parse(JSON.stringify({ ...base, ...more }))], kind);
    expect(refusals.map(({ why }) => why)).toEqual(expected);
    expect(refusals.every(({ path }) => path === 'PolicyDocument.Statement.0')).toBe(true);
  });

  test('a statement that lacks its Action still says whom it is meant for', () => {
    const { statements: [{ principals, actions }], gaps } = policy([JSON.parse(JSON.stringify({ ...base, Action: undefined }))]);
    expect([principals!.items, actions.items, gaps]).toEqual([[{ kind: 'service', value: 'cloudtrail.amazonaws.com' }], [], []]);
  });

  test.each(['Effect', 'Principal'])('a statement that lacks its %s means nothing, and hides nothing', (name) => {
    const { statements, gaps } = policy([JSON.parse(JSON.stringify({ ...base, [name]: undefined }))]);
    expect([statements, gaps]).toEqual([[], []]);
  });

  test('a statement that lacks its Resource is about none', () => {
    const { Resource: _, ...statement } = base;
    expect([allows(policy([statement]), PUT), denies(policy([{ ...statement, Effect: 'Deny' }]), PUT)]).toEqual([false, false]);
  });

  test.each([{ Action: [{}] }, { NotAction: { AWS: 'x' } }])('of a statement with the actions %j it is still known whom it is about', (actions) => {
    const { statements, gaps } = policy([{ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, ...actions }]);
    expect(gaps).toEqual([{ why: 'the actions of PolicyDocument.Statement.0', effect: 'Allow' }]);
    expect(statements.map((statement) => [statement.concerns(ANYBODY), statement.touchesAction('*')])).toEqual([[true, false]]);
    for (const who of [{}, { Principal: '*' }]) {
      const ofIdentity = policy([{ Effect: 'Allow', Resource: '*', ...who, ...actions }], 'identity');
      expect([ofIdentity.statements, ofIdentity.gaps]).toEqual([[], [{ why: 'the actions of PolicyDocument.Statement.0', effect: 'Allow' }]]);
    }
    expect(policy([{ Effect: 'Deny', Principal: 5, Resource: '*', ...actions }]).gaps).toEqual([{ why: 'the actions of PolicyDocument.Statement.0', effect: 'Deny' }]);
  });

  test('an empty list of statements says nothing, certainly', () => {
    expect(word(permits(policy([]), PUT))).toBe(false);
  });

  test('what can be read decides in spite of a gap', () => {
    expect(word(allows(policy([base, HOLE]), PUT))).toBe(true);
    expect(word(permits(policy([base, HOLE]), PUT))).toBe('the parameter P');
    expect(word(permits(policy([{ ...base, Effect: 'Deny' }, HOLE]), PUT))).toBe(false);
  });

  test('the policy of an identity has no principal, and none that is wrong', () => {
    const { Principal: _, ...statement } = base;
    expect(word(allows(policy([statement], 'identity'), PUT))).toBe(true);
    for (const who of [{ NotPrincipal: 5 }, { Principal: 5 }]) {
      expect(policy([{ ...statement, ...who }], 'identity').gaps).toEqual([{ why: 'the principals of PolicyDocument.Statement.0', effect: 'Allow' }]);
    }
  });
});

describe('principals', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/r';
  const cases: Array<[string, unknown, Principal, unknown]> = [
    ['everybody', '*', CLOUDTRAIL, true],
    ['everybody in AWS', { AWS: ['*'] }, CLOUDTRAIL, true],
    ['everybody', '*', ANYBODY, true],
    ['a service', { Service: ['config.amazonaws.com', 'cloudtrail.amazonaws.com'] }, CLOUDTRAIL, true],
    ['another service', { Service: 'config.amazonaws.com' }, CLOUDTRAIL, false],
    ['every service', { Service: '*' }, CLOUDTRAIL, true],
    ['an unknown service', { Service: HOLE }, CLOUDTRAIL, 'the parameter P'],
    ['an unknown principal', HOLE, CLOUDTRAIL, 'the parameter P'],
    ['an ARN that may be everybody', { AWS: HOLE }, CLOUDTRAIL, 'the parameter P'],
    ['an ARN that may be everybody', { AWS: HOLE }, ANYBODY, 'the parameter P'],
    ['an ARN of which a part is unknown', { AWS: `arn:aws:iam::${HOLE}:root` }, ANYBODY, false],
    ['an ARN of any account', { AWS: 'arn:aws:iam::*:root' }, ANYBODY, true],
    ['a text that holds an ARN of any account', { AWS: 'xarn:aws:iam::*:root' }, ANYBODY, false],
    ['an ARN of roles of one account', { AWS: 'arn:aws:iam::111122223333:role/*' }, ANYBODY, false],
    ['a text with a wildcard', 'arn:aws:iam::*', ANYBODY, true],
    ['a role', { AWS: ROLE }, CLOUDTRAIL, false],
    ['an account', { AWS: '111122223333' }, awsPrincipal('arn:aws:iam::111122223333:root'), true],
    ['an account that is a number', { AWS: 111122223333 }, awsPrincipal('arn:aws:iam::111122223333:root'), true],
    ['another role', { AWS: ROLE }, awsPrincipal(`${ROLE}2`), false],
    ['a canonical user', { CanonicalUser: 'abc' }, ANYBODY, false],
    ['a canonical user', { CanonicalUser: 'abc' }, { kind: 'canonicaluser', value: 'abc' }, true],
    ['another canonical user', { CanonicalUser: 'abc' }, { kind: 'canonicaluser', value: 'abd' }, false],
    ['an identity provider', { Federated: 'arn:aws:iam::111122223333:saml-provider/p' }, { kind: 'federated', value: 'arn:aws:iam::111122223333:saml-provider/q' }, false],
    ['what is called like the root of an account', { Federated: 'arn:aws:iam::111122223333:root' }, { kind: 'federated', value: 'arn:aws:iam::111122223333:saml-provider/q' }, false],
    ['an identity provider', { Federated: 'x' }, CLOUDTRAIL, false],
    ['a kind that nobody knows', { Alien: 'x' }, CLOUDTRAIL, 'alien'],
    ['a name of the wrong type', { AWS: [5] }, CLOUDTRAIL, 'AWS'],
  ];

  test.each(cases)('%s: %j concerns %j: %j', (_, who, asking, expected) => {
    const statement = only({ Principal: who });
    expect(word(statement.concerns(asking))).toBe(expected);
    const opposite = typeof expected === 'boolean' ? !expected : expected;
    expect(word(only({ Principal: undefined, NotPrincipal: who }).concerns(asking))).toBe(opposite);
  });

  test('NotPrincipal leaves a role out only together with its account', () => {
    const excepted = (...AWS: string[]) => not(only({ Principal: undefined, NotPrincipal: { AWS } }).concerns(awsPrincipal(ROLE)));
    expect([excepted(ROLE), excepted('111122223333'), excepted(ROLE, '444455556666'), excepted(ROLE, '111122223333')]).toEqual([false, false, false, true]);
    expect([excepted('*'), excepted(ROLE, '*'), excepted('*', '444455556666')]).toEqual([true, true, true]);
    expect(only({ Principal: { AWS: ROLE } }).concerns(awsPrincipal(ROLE))).toBe(true);
    // Of what is named by an id the account is not known, so that the id has to do.
    const ID = 'AIDACKCEVSQ6C2EXAMPLE';
    expect(only({ Principal: undefined, NotPrincipal: { AWS: ID } }).concerns(awsPrincipal(ID))).toBe(false);
  });

  test('an account is everybody in it', () => {
    const account = only({ Principal: { AWS: '111122223333' } });
    expect([ROLE, ROLE.replace('111122223333', '444455556666')].map((arn) => account.concerns(awsPrincipal(arn)))).toEqual([true, false]);
  });

  test.each<[string, string, unknown]>([
    ['logs.amazonaws.com', 'logs.eu-west-1.amazonaws.com', true],
    ['logs.eu-west-1.amazonaws.com', 'logs.eu-west-1.amazonaws.com', true],
    ['logs.us-east-1.amazonaws.com', 'logs.eu-west-1.amazonaws.com', false],
    ['logs.cn-north-1.amazonaws.com.cn', 'logs.cn-north-1.amazonaws.com', true],
    ['cloudtrail.eu-west-1.amazonaws.com', 'cloudtrail.amazonaws.com', true],
    ['delivery.logs.amazonaws.com', 'logs.amazonaws.com', false],
    ['logs.amazonaws.com', `logs.${HOLE}.amazonaws.com`, true],
    [`logs.${HOLE}.amazonaws.com`, 'logs.amazonaws.com', true],
    ['logs.us-east-1.amazonaws.com', `logs.${HOLE}.amazonaws.com`, 'the parameter P'],
    [`logs.${HOLE}.amazonaws.com`, 'config.amazonaws.com', false],
    ['config.amazonaws.com', `logs.${HOLE}.amazonaws.com`, false],
    [`${HOLE}.amazonaws.com`, 'logs.amazonaws.com', 'the parameter P'],
    ['logs.amazonaws.com', `${HOLE}.amazonaws.com`, 'the parameter P'],
    [`logs.${HOLE}.amazonaws.com`, `logs.${table.hole('q', 'the parameter Q')}.amazonaws.com`, 'the parameter P'],
    [`logs.${HOLE}`, 'logs.amazonaws.com', 'the parameter P'],
    [`logs.${HOLE}.example.com`, 'logs.amazonaws.com', false],
    ['logs.example.com', 'logs.amazonaws.com', false],
    ['logs.amazonaws.com.example.com', 'logs.amazonaws.com', false],
    ['logs.amazonaws.com', 'logs.amazonaws.com.example.com', false],
    [`logs.${HOLE}.amazonaws.com.example.com`, 'logs.amazonaws.com', false],
    [`undefined.${HOLE}.amazonaws.com`, 'logs.example.com', false],
    ['logs.example.com', `undefined.${HOLE}.amazonaws.com`, false],
    [`${'s'.repeat(175)}.eu-west-1.amazonaws.com`, `${'s'.repeat(175)}.amazonaws.com`, true],
    [`${'s'.repeat(176)}.eu-west-1.amazonaws.com`, `${'s'.repeat(176)}.amazonaws.com`, false],
    ['my\nlogs.amazonaws.com', 'logs.amazonaws.com', false],
    ['s.'.repeat(200), 'logs.amazonaws.com', false],
  ])('the service %s admits %s: %j', (named, asking, expected) => {
    expect(word(only({ Principal: { Service: named } }).concerns(service(asking)))).toBe(expected);
  });

  test.each<[object, unknown]>([
    [{ Principal: '*' }, true],
    [{ Principal: { AWS: '*' } }, true],
    [{ Principal: { AWS: ROLE } }, false],
    [{ Principal: HOLE }, 'the parameter P'],
    [{ Principal: undefined, NotPrincipal: { AWS: ROLE } }, false],
  ])('%j concerns everybody: %j', (more, expected) => {
    expect(word(only(more).concernsEverybody)).toBe(expected);
  });

  test('the policy of an identity concerns it, not everybody', () => {
    const statement = only({ Principal: undefined }, 'identity');
    expect(statement.concernsEverybody).toBe(false);
    expect(statement.concerns(service('x'))).toBe(true);
  });
});

describe('actions and resources', () => {
  test.each<[object, string, boolean, boolean]>([
    [{ Action: 's3:PutObject' }, 'S3:putobject', true, true],
    [{ Action: 's3:Put*' }, 's3:*', false, true],
    [{ Action: 's3:*' }, 's3:Put*', true, true],
    [{ Action: '*' }, '*', true, true],
    [{ Action: 's3:Get*' }, 's3:PutObject', false, false],
    [{ Action: undefined, NotAction: 's3:Get*' }, 's3:PutObject', true, true],
    [{ Action: undefined, NotAction: 's3:Get*' }, 's3:*', false, true],
    [{ Action: undefined, NotAction: ['s3:*'] }, 's3:Put*', false, false],
  ])('%j covers and touches %s: %j, %j', (more, action, covers, touches) => {
    const statement = only(more);
    expect([statement.coversAction(action), statement.touchesAction(action)]).toEqual([covers, touches]);
  });

  test.each<[object, string, boolean, boolean]>([
    [{}, `${BUCKET}/AWSLogs/*`, true, true],
    [{}, BUCKET, false, false],
    [{}, 'arn:aws:s3:::*', false, true],
    [{ Resource: undefined, NotResource: `${BUCKET}/AWSLogs/*` }, `${BUCKET}/*`, false, true],
    [{ Resource: undefined, NotResource: `${BUCKET}/AWSLogs/*` }, `${BUCKET}/AWSLogs/1`, false, false],
  ])('%j covers and touches %s: %j, %j', (more, resource, covers, touches) => {
    const statement = only(more);
    expect([statement.coversResource(resource), statement.touchesResource(resource)]).toEqual([covers, touches]);
  });

  test('a policy variable may be anything', () => {
    const statement = only({ Resource: `${BUCKET}/\${aws:username}/*` });
    expect(word(statement.coversResource(`${BUCKET}/me/x`))).toBe('a policy variable');
    expect(statement.coversResource('arn:aws:s3:::c/me/x')).toBe(false);
    expect(only({ Resource: `${BUCKET}/\${$}/*` }).coversResource(`${BUCKET}/$/x`)).toBe(true);
  });

  test.each<[string, string, boolean, boolean]>([
    ['${*}', '*', false, true],
    ['${*}', 'x', false, false],
    ['${*}', '${x}', false, false],
    ['${?}', 'x', false, false],
    ['a${?}', 'a*', false, true],
    ['*${*}', '*', false, true],
    ['${$}{x}', '${x}', true, true],
    ['${Logs}/*', 'x/y', false, false],
    ['${AWS::AccountId}', '111122223333', false, false],
  ])('%s is what it says and no wildcard: asked for %s, covers %j, touches %j', (pattern, asked, covers, touches) => {
    const statement = only({ Resource: `${BUCKET}/${pattern}` });
    expect([statement.coversResource(`${BUCKET}/${asked}`), statement.touchesResource(`${BUCKET}/${asked}`)]).toEqual([covers, touches]);
  });

  test.each<[string, string | readonly string[] | null | undefined, unknown]>([
    ['AWSLogs/${aws:SourceAccount}/*', '111122223333', true],
    ['AWSLogs/${AWS:SOURCEACCOUNT}/*', '111122223333', true],
    ['AWSLogs/${aws:SourceAccount}/*', '444455556666', false],
    ['AWSLogs/${aws:SourceAccount}/*', null, false],
    ["AWSLogs/${aws:SourceAccount, '111122223333'}/*", null, true],
    ['AWSLogs/${aws:SourceAccount}/*', undefined, 'a policy variable'],
    ['AWSLogs/${aws:SourceAccount}/*', ['111122223333'], 'a policy variable'],
    ['AWSLogs/${aws:ResourceAccount}/*', undefined, true],
  ])('a request decides the variable of %s: %j', (pattern, account, expected) => {
    const statement = only({ Resource: `${BUCKET}/${pattern}` });
    const context: Context = account === undefined ? {} : { 'aws:SourceAccount': account };
    expect(word(statement.applies({ ...PUT, resource: `${BUCKET}/AWSLogs/111122223333/x`, context }))).toBe(expected);
  });

  test('the account of a resource is known in its own policy only', () => {
    const { Principal: _, ...statement } = { ...base, Resource: `${BUCKET}/\${aws:ResourceAccount}/*` };
    const covers = (one: Statement) => word(one.coversResource(`${BUCKET}/111122223333/x`));
    expect([covers(only(statement)), covers(policy([statement], 'identity').statements[0])]).toEqual([true, 'a policy variable']);
  });

  test.each<[object, string, boolean, boolean]>([
    [{ Action: 's3:Put*' }, 's3:*', false, true],
    [{ Action: 's3:*' }, 's3:Put*', true, true],
    [{ Action: undefined, NotAction: ['s3:Get*', 'kms:*'] }, 's3:Get*', false, false],
    [{ Action: undefined, NotAction: ['s3:Get*', 'kms:*'] }, 's3:*', false, true],
    [{ Action: undefined, NotAction: ['s3:Get*', 'kms:*'] }, 's3:Put*', true, true],
    [{ Resource: undefined, NotResource: [`${BUCKET}/*`, 'arn:aws:s3:::c/*'] }, 's3:PutObject', false, false],
    [{ Resource: undefined, NotResource: ['arn:aws:s3:::c/*', 'arn:aws:s3:::d/*'] }, 's3:PutObject', true, true],
  ])('%j allows all of %s: %j, and denies some of it: %j', (more, action, allowed, denied) => {
    const one = { ...base, ...more };
    const read = (Effect: string) => policy([JSON.parse(JSON.stringify({ ...one, Effect }))]);
    expect([allows(read('Allow'), { ...PUT, action }), denies(read('Deny'), { ...PUT, action })]).toEqual([allowed, denied]);
  });

  test('in NotResource, a variable without a value may be anything', () => {
    const statement = only({ Resource: undefined, NotResource: `${BUCKET}/\${aws:username}` });
    expect(word(statement.applies({ ...PUT, context: { 'aws:username': null } }))).toBe('a policy variable');
  });

  test('in NotResource, a variable is what the request says', () => {
    const statement = only({ Resource: undefined, NotResource: `${BUCKET}/\${aws:SourceAccount}/*` });
    const applies = (resource: string) => [statement.applies({ ...PUT, resource, context: { 'aws:SourceAccount': '1' } }), statement.touchesResource(resource, { 'aws:SourceAccount': '1' })];
    expect([applies(`${BUCKET}/1/x`), applies(`${BUCKET}/2/x`)]).toEqual([[false, false], [true, true]]);
  });

  test.each<[string, object, Context, unknown]>([
    ['no number', { NumericLessThan: { 's3:TlsVersion': '' } }, { 's3:TlsVersion': '1.2' }, 'a number in '],
    ['any value of none', { 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgPaths': 'x' } }, { 'aws:PrincipalOrgPaths': null }, false],
    ['any value of none, if it exists', { 'ForAnyValue:StringNotEqualsIfExists': { 'aws:PrincipalOrgPaths': 'x' } }, { 'aws:PrincipalOrgPaths': [] }, true],
    ['all values of none', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'x' } }, { 'aws:PrincipalOrgPaths': [] }, true],
    ['any value of several', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a/*' } }, { 'aws:PrincipalOrgPaths': ['o-b/', 'o-a/x'] }, true],
    ['all values of several', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a/*' } }, { 'aws:PrincipalOrgPaths': ['o-b/', 'o-a/x'] }, false],
    ['a variable that is another key', { StringEquals: { 'aws:PrincipalAccount': '${aws:SourceAccount}' } }, { 'aws:PrincipalAccount': '1', 'aws:SourceAccount': '1' }, true],
    ['a variable without a value', { StringEquals: { 'aws:PrincipalAccount': '${aws:SourceAccount}' } }, { 'aws:PrincipalAccount': '1', 'aws:SourceAccount': null }, false],
    ['the negation of one', { StringNotEquals: { 'aws:PrincipalAccount': '${aws:SourceAccount}' } }, { 'aws:PrincipalAccount': '1', 'aws:SourceAccount': null },
      'a policy variable of the condition on aws:principalaccount'],
    ['a variable where none is taken', { Bool: { 'aws:SecureTransport': '${aws:SecureTransport}' } }, { 'aws:SecureTransport': 'true' }, false],
  ])('%s: %j in %j holds: %j', (_, condition, context, expected) => {
    expect(word(only({ Condition: condition }).holds(context))).toBe(expected);
  });

  test('the older version of the language knows no variables', () => {
    for (const Version of [undefined, '2008-10-17']) {
      const [statement] = readPolicy({ ...(Version && { Version }), Statement: { ...base, Resource: `${BUCKET}/\${aws:username}` } } as Value, 'P', 'resource', OWNER).statements;
      expect([statement.coversResource(`${BUCKET}/me`), statement.coversResource(`${BUCKET}/\${aws:username}`)]).toEqual([false, true]);
    }
  });

  test('characters that stand for a variable here cannot be spelled in a template', () => {
    expect(only({ Resource: `${BUCKET}/\ufdd2aws:username\ufdd3` }).coversResource(`${BUCKET}/\ufffdaws:username\ufffd`)).toBe(true);
  });

  test('texts that begin like a variable and go on are read in one pass', () => {
    const text = `${BUCKET}/${'${'.repeat(50_000)}`;
    expect(only({ Resource: text }).coversResource(text)).toBe(true);
  });

  test('a deny of a part of a request denies the request', () => {
    const request = { ...PUT, resource: `${BUCKET}/*` };
    const document = policy([base, { ...base, Effect: 'Deny', Resource: `${BUCKET}/secret/*` }]);
    expect(permits(document, request)).toBe(false);
    expect(permits(document, { ...PUT, resource: `${BUCKET}/open` })).toBe(true);
  });

  test('one no ends the search in spite of what is unknown', () => {
    const statement = only({ Principal: HOLE, Resource: BUCKET });
    expect(statement.applies({ ...PUT })).toBe(false);
    expect(word(only({ Principal: HOLE }).applies({ principal: CLOUDTRAIL, action: 's3:PutObject', resource: `${BUCKET}/x` }))).toBe('the parameter P');
  });
});

describe('conditions', () => {
  const TRAIL = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit';
  test.each<[string, object, Context, unknown]>([
    ['equality', { StringEquals: { 'aws:SourceArn': [TRAIL, 'x'] } }, { 'AWS:sourcearn': TRAIL }, true],
    ['equality of no pattern', { StringEquals: { k: 'a*' } }, { k: 'ab' }, false],
    ['equality without case', { StringEqualsIgnoreCase: { k: 'ABC' } }, { k: 'abc' }, true],
    ['likeness', { StringLike: { k: 'a*' } }, { k: 'ab' }, true],
    ['an ARN pattern', { ArnLike: { k: 'arn:aws:cloudtrail:*:111122223333:trail/*' } }, { k: TRAIL }, true],
    ['an ARN pattern under ArnEquals', { ArnEquals: { k: 'arn:aws:cloudtrail:*:111122223333:trail/*' } }, { k: TRAIL }, true],
    ['a boolean', { Bool: { k: false } }, { k: 'false' }, true],
    ['a difference', { StringNotEquals: { k: ['a', 'b'] } }, { k: 'c' }, true],
    ['a difference that is none', { StringNotEquals: { k: ['a', 'b'] } }, { k: 'b' }, false],
    ['an unlikeness', { StringNotLike: { k: 'a*' } }, { k: 'ab' }, false],
    ['an ARN difference', { ArnNotLike: { k: 'arn:*' } }, { k: 'b' }, true],
    ['a number below', { NumericLessThan: { k: '1.2' } }, { k: '1.1' }, true],
    ['a number not below', { NumericLessThan: { k: 1.2 } }, { k: '1.2' }, false],
    ['a number at most', { NumericLessThanEquals: { k: '5' } }, { k: '5' }, true],
    ['a number above', { NumericGreaterThan: { k: '5' } }, { k: '5' }, false],
    ['a number at least', { NumericGreaterThanEquals: { k: '5' } }, { k: '5' }, true],
    ['an equal number', { NumericEquals: { k: '5' } }, { k: '5.0' }, true],
    ['a different number', { NumericNotEquals: { k: '5' } }, { k: '5.0' }, false],
    ['a number that is none', { NumericEquals: { k: 'x' } }, { k: '5' }, 'a number in x'],
    ['an absent key', { StringEquals: { k: 'a' } }, { k: null }, false],
    ['an absent key with IfExists', { StringEqualsIfExists: { k: 'a' } }, { k: null }, true],
    ['an absent key under a difference', { StringNotEquals: { k: 'a' } }, { k: null }, true],
    ['an absent key for all values', { 'ForAllValues:StringEquals': { k: 'a' } }, { k: null }, true],
    ['an absent key for any value', { 'ForAnyValue:StringEquals': { k: 'a' } }, { k: null }, false],
    ['Null that is', { Null: { k: true } }, { k: null }, true],
    ['Null that is not', { Null: { k: 'false' } }, { k: null }, false],
    ['Null of a key that is there', { Null: { k: 'false' } }, { k: 'x' }, true],
    ['all values', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'b'] }, true],
    ['all values but one', { 'ForAllValues:StringEquals': { k: ['a'] } }, { k: ['a', 'b'] }, false],
    ['any value', { 'ForAnyValue:StringEquals': { k: ['a'] } }, { k: ['a', 'b'] }, true],
    ['a key that nobody knows', { StringEquals: { k: 'a' } }, {}, 'the condition key k of a request'],
    ['an operator that nobody knows', { BinaryEquals: { k: 'QmluYXJ5' } }, { k: 'QmluYXJ5' }, 'the condition operator binaryequals'],
    ['an address', { IpAddress: { k: '10.0.0.0/8' } }, { k: '10.0.0.1' }, 'whether 10.0.0.0/8 holds 10.0.0.1'],
    ['an unknown value', { StringEquals: { k: HOLE } }, { k: 'a' }, 'the parameter P'],
    ['two operators', { StringEquals: { k: 'a' }, Bool: { b: 'true' } }, { k: 'a', b: 'false' }, false],
    ['an unknown operator block', { StringEquals: HOLE }, {}, 'the parameter P'],
    ['a block of the wrong type', { StringEquals: 5 }, {}, 'the condition StringEquals'],
  ])('%s', (_, Condition, context, expected) => {
    expect(word(only({ Condition }).holds(context))).toBe(expected);
  });

  test.each<[unknown, unknown]>([[HOLE, 'the parameter P'], [['x'], 'a condition that is not an object']])('a condition that is %j cannot be told', (Condition, why) => {
    expect(word(only({ Condition }).holds())).toBe(why);
    expect(word(only({ Condition }).holdsWhenever({}))).toBe(why);
    expect(word(only({ Condition }).limits('k', () => true))).toBe(why);
  });

  test('a condition on another key may not hold', () => {
    const Condition = { Bool: { a: 'true' }, StringEquals: { b: 'x' } };
    expect(only({ Condition }).holdsWhenever({ A: 'true' })).toBe(false);
    expect(only({ Condition }).holdsWhenever({ A: 'true', B: 'x' })).toBe(true);
  });

  test.each<[string, object, unknown]>([
    ['equality with accepted values', { StringEquals: { 'aws:SourceArn': 'ok' } }, true],
    ['a list of accepted values', { ArnLike: { 'AWS:SourceArn': ['ok', 'ok'] } }, true],
    ['one value that is not accepted', { StringLike: { 'aws:SourceArn': ['ok', 'no'] } }, false],
    ['any value of a list', { 'ForAnyValue:StringEquals': { 'aws:SourceArn': 'ok' } }, true],
    ['all values, which an absent key passes', { 'ForAllValues:StringEquals': { 'aws:SourceArn': 'ok' } }, false],
    ['IfExists, which an absent key passes', { StringEqualsIfExists: { 'aws:SourceArn': 'ok' } }, false],
    ['a difference', { StringNotEquals: { 'aws:SourceArn': 'ok' } }, false],
    ['a number', { NumericEquals: { 'aws:SourceArn': 'ok' } }, false],
    ['no value', { StringEquals: { 'aws:SourceArn': [] } }, false],
    ['another key', { StringEquals: { 'aws:SourceAccount': 'ok' } }, false],
    ['one of two operators', { StringLike: { 'aws:SourceArn': '*' }, StringEquals: { 'aws:SourceArn': 'ok' } }, true],
    ['no condition', {}, false],
  ])('a statement is limited by %s', (_, Condition, expected) => {
    expect(only({ Condition }).limits('aws:SourceArn', (value) => value === 'ok')).toBe(expected);
  });

  test('a forgotten reference lets nothing through, and says nothing about the other values', () => {
    const Condition = { StringEquals: { k: ['x', 'arn:aws:s3:::${Bucket}', 'y'] } };
    const limits = (answer: Answer) => word(only({ Condition }).limits('k', () => answer));
    expect([limits(true), limits(false), limits(new Unknown('the rest'))]).toEqual([true, false, 'the rest']);
  });

  test.each(['2012-10-17', '2008-10-17'])('a variable in the value is any text, also where version %s of the policy knows none', (Version) => {
    const Condition = { StringEquals: { 'aws:SourceArn': '${aws:PrincipalArn}' } };
    const { statements } = readPolicy({ Version, Statement: { ...base, Condition } } as Value, 'P', 'resource', OWNER);
    expect(statements[0].limits('aws:SourceArn', (value) => value !== '*')).toBe(false);
  });

  test('the account of the resource is known in a condition of its own policy only', () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } };
    const isOwner = (kind: PolicyKind) => {
      const { statements } = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*', ...(kind === 'resource' && { Principal: '*' }), Condition }, kind);
      return statements[0].limits('aws:SourceAccount', (value) => value === OWNER.account);
    };
    expect(isOwner('resource')).toBe(true);
    expect(isOwner('identity')).toBe(false);
  });

  test('who accepts values may ask for the operator', () => {
    const operators: string[] = [];
    only({ Condition: { StringLike: { k: 'x' } } }).limits('k', (_, operator) => operators.push(operator) > 0);
    only({ Condition: { StringEquals: { k: ['x', '${aws:username}'] } } }).limits('k', (_, operator) => operators.push(operator) > 0);
    // Where a variable stands the value is a pattern.
    expect(operators).toEqual(['stringlike', 'stringequals', 'stringlike']);
  });

  test.each<[string, string, boolean]>([
    ['arn:aws:cloudtrail:*:1:trail/*', 'arn:aws:cloudtrail:x:1:trail/a:b', true],
    ['arn:aws:cloudtrail:*:trail/*', 'arn:aws:cloudtrail:x:1:trail/a', true],
    ['arn:aws:*:*:*:trail/a', 'arn:aws:x:y:z:trail/a', true],
    ['arn:aws:c*:1:1:trail/a', 'arn:aws:c:x:1:1:trail/a', false],
    ['*', 'arn:aws:x:y:z:a', true],
  ])('the ARN pattern %s matches %s: %j', (pattern, arn, expected) => {
    expect(arnMatches(pattern, arn)).toBe(expected);
  });
});

test.each<[string, Principal]>([
  ['that of a role which is called root', awsPrincipal('arn:aws:iam::111122223333:role/a:root')],
  ['an ARN behind other text', awsPrincipal('xarn:aws:iam::111122223333:root')],
  ['an ARN before other text', awsPrincipal('arn:aws:iam::111122223333:root/r')],
  ['a service', CLOUDTRAIL],
  ['a canonical user', { kind: 'canonicaluser', value: 'arn:aws:iam::111122223333:root' }],
])('everybody of an account is not meant by %s', (_, principal) => {
  expect(includes(principal, awsPrincipal('arn:aws:iam::111122223333:role/r'))).toBe(false);
});

describe('the account of a principal', () => {
  const DECISION = table.decision('c', 'IsProd');
  const ROOT = awsPrincipal('arn:aws:iam::111122223333:root');

  test.each<[string, Principal, string | undefined]>([
    ['a role is in its ARN', awsPrincipal('arn:aws:iam::111122223333:role/r'), '111122223333'],
    ['one of two roles is what decides between them', awsPrincipal(oneOf(DECISION, ['arn:aws:iam::111122223333:role/r', 'arn:aws:iam::444455556666:role/r'])), DECISION],
    ['an identity provider is in its ARN', { kind: 'federated', value: 'arn:aws:iam::111122223333:saml-provider/p' }, '111122223333'],
    ['a service is none', CLOUDTRAIL, undefined],
    ['what is called like an ARN and is none', service('arn:aws:iam::111122223333:role/r'), undefined],
    ['what cannot be seen is not known', { kind: 'unknown', value: `arn:aws:iam::111122223333:role/${HOLE}` }, undefined],
    ['an ARN without one is not known', awsPrincipal('arn:aws:iam:::role/r'), undefined],
    ['a unique ID is not known', awsPrincipal('AIDACKCEVSQ6C2EXAMPLE'), undefined],
  ])('of %s', (_, principal, expected) => {
    expect(accountOfPrincipal(principal)).toBe(expected);
  });

  test.each<[string, Principal, unknown]>([
    ['a role of its own', awsPrincipal('arn:aws:iam::111122223333:role/r'), true],
    ['a role of another account', awsPrincipal('arn:aws:iam::444455556666:role/r'), false],
    ['a principal that a parameter names', awsPrincipal(HOLE), 'the parameter P'],
    ['a unique ID', awsPrincipal('AIDACKCEVSQ6C2EXAMPLE'), 'the account of AIDACKCEVSQ6C2EXAMPLE'],
    ['a service', CLOUDTRAIL, false],
    ['an identity provider', { kind: 'federated', value: 'arn:aws:iam::111122223333:saml-provider/p' }, false],
  ])('an account includes %s', (_, principal, expected) => {
    expect(word(includes(ROOT, principal))).toBe(expected);
  });
});

test.each([
  '${aws:username}', 'a/${Nobody}/b', 'a/${Nobody}/${aws:username}/${Nobody}', '${*}${?}', 'a/${aws:PrincipalTag/team}/b', 'plain', '${Nobody}', '${s3:prefix}-${sqs:x}',
])('%s is shown as it was written, in lower case', (text) => {
  expect(asWritten(readVariables(text))).toBe(text.replace(/\$\{[a-z0-9]+:[^}]+\}/g, (each) => each.toLowerCase()));
});

test('what stands behind an empty reference is read', () => {
  expect([hasVariable(readVariables('${}${aws:username}')), hasVariable(readVariables('${}'))]).toEqual([true, false]);
});

test('a statement is there when its case is, and one without a case always', () => {
  const when = new Unknown('the condition C');
  const read = (of?: Parameters<typeof readPolicy>[4]) => readPolicy({ Statement: base } as Value, 'P', 'resource', OWNER, of).statements.map(({ present }) => present);
  expect([read(), read((value) => [{ value, when: true }]), read((value) => [{ value, when }])]).toEqual([[undefined], [undefined], [when]]);
});

test('a trust policy is about its role, whatever that is called', () => {
  const statement = only({ Resource: undefined }, 'trust');
  expect([statement.coversResource('arn:aws:iam::1:role/r'), statement.touchesResource('*')]).toEqual([true, true]);
});

test('one resource with a variable among others is decided by the request', () => {
  const statement = only({ Resource: ['arn:aws:s3:::c', `${BUCKET}/\${aws:SourceAccount}/*`] });
  expect(statement.applies({ ...PUT, resource: `${BUCKET}/1/x`, context: { 'aws:SourceAccount': '1' } })).toBe(true);
});

test('a default and the organization of the owner are shown too', () => {
  expect(asWritten(readVariables("${aws:username, 'nobody'}"))).toBe('${aws:username, nobody}');
  expect(asWritten(readVariables('a/${aws:ResourceOrgID}', OWNER))).toBe('a/${aws:ResourceOrgID}');
});

test.each([
  ['arn:aws:s3:::${Bucket}/*', '${Bucket}'],
  ['arn:aws:s3:::${Bucket}/${Other}', '${Bucket}'],
  ['${Bucket.Arn}', '${Bucket.Arn}'],
  ['${Bucket-x}', undefined],
  ['${1x}', undefined],
  ['${}', undefined],
  ['arn:aws:s3:::b/${aws:username}/${AWS::AccountId}', '${AWS::AccountId}'],
  ['arn:aws:s3:::b/${aws:username}/${*}', undefined],
  ['arn:aws:s3:::b/${not closed', undefined],
])('%s holds what looks like a forgotten reference: %s', (text, expected) => {
  expect(forgottenReference(text)).toBe(expected);
});
