import * as fc from 'fast-check';
import { isUnknown } from '../../../src/cloudtrail/logic/answer';
import type { Context } from '../../../src/nag/engine/cloudformation/conditions';
import type { Value } from '../../../src/nag/engine/cloudformation/json';
import { permits, readPolicy } from '../../../src/nag/engine/cloudformation/policy';
import { ANYBODY, awsPrincipal, service } from '../../../src/nag/engine/cloudformation/principals';
import { authorize, type PolicyDocument, type Principal } from '../../oracles/policy-evaluator';

/* Two evaluators that share no code answer whether a policy lets principals outside the account write, read and delete. A long run: POLICY_PAIRS=1000000. */

const OWN = '111122223333';
const OTHER = '999988887777';
const BUCKET = 'arn:aws:s3:::logs';
const PAIRS = Number(process.env.POLICY_PAIRS ?? 10_000);
const REQUESTS_PER_POLICY = 20;

const oneOf = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const oneOrMore = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));

const actions = oneOf(
  's3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:*', '*', 's3:Put*', 'S3:putobject', 's3:?etObject', 's3:*Object', 's3:Delete*', 's3:List*', 'kms:*',
);
const resources = oneOf(
  BUCKET, `${BUCKET}/*`, `${BUCKET}/a/*`, `${BUCKET}/a/?`, `${BUCKET}*`, 'arn:aws:s3:::*', '*', `${BUCKET}/\${aws:PrincipalAccount}/*`, `${BUCKET}/\${aws:username, 'a'}/*`,
  `${BUCKET}/\${aws:SourceAccount}/*`,
);
const accounts = oneOf(OWN, OTHER);
const principals = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: oneOrMore(oneOf('*', OWN, OTHER, `arn:aws:iam::${OTHER}:root`, `arn:aws:iam::${OTHER}:role/reader`, `arn:aws:iam::${OWN}:role/reader`)) }),
  fc.record({ Service: oneOrMore(oneOf('cloudtrail.amazonaws.com', 'config.amazonaws.com')) }),
);
const texts: { readonly [key: string]: fc.Arbitrary<string> } = {
  'aws:PrincipalAccount': oneOf(OWN, OTHER, '1*', '????????????', '${aws:ResourceAccount}', '${aws:PrincipalAccount}', '*'),
  'aws:PrincipalOrgID': oneOf('o-a1b2c3d4e5', 'o-*', 'O-A1B2C3D4E5', '${aws:PrincipalOrgID}', '*'),
  'aws:SourceAccount': oneOf(OWN, OTHER, '9*', '${aws:SourceAccount}'),
  's3:x-amz-acl': oneOf('bucket-owner-full-control', 'private', 'bucket*'),
};
const arns = oneOf(`arn:aws:iam::${OTHER}:role/*`, 'arn:aws:iam::*:role/reader', `arn:aws:iam::${OWN}:root`, 'arn:aws:iam::${aws:PrincipalAccount}:*', 'arn:*:iam::*:*');

const suffix = oneOf('', '', 'IfExists');
const set = oneOf('', '', '', 'ForAnyValue:', 'ForAllValues:');
const textOperator = oneOf('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase');
const condition: fc.Arbitrary<[string, string, unknown]> = fc.oneof(
  fc.tuple(set, textOperator, suffix, oneOf(...Object.keys(texts))).chain(([quantifier, operator, ifExists, key]) => {
    return oneOrMore(texts[key]).map((values): [string, string, unknown] => [`${quantifier}${operator}${ifExists}`, key, values]);
  }),
  fc.tuple(oneOf('ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals'), suffix, oneOrMore(arns))
    .map(([operator, ifExists, values]): [string, string, unknown] => [`${operator}${ifExists}`, 'AWS:PrincipalArn', values]),
  fc.tuple(oneOf('Bool', 'BoolIfExists'), oneOf<unknown>('true', 'false', true, false)).map(([operator, value]): [string, string, unknown] => [operator, 'aws:SecureTransport', value]),
  fc.tuple(oneOf(...Object.keys(texts)), oneOf('true', 'false')).map(([key, value]): [string, string, unknown] => ['Null', key, value]),
  fc.tuple(oneOf('NumericLessThan', 'NumericGreaterThanEquals', 'NumericNotEquals', 'NumericEqualsIfExists'), oneOf<unknown>('1.2', 1.3, '1'))
    .map(([operator, value]): [string, string, unknown] => [operator, 's3:TlsVersion', value]),
);
const conditions = fc.array(condition, { maxLength: 2 }).map((list) => {
  const found: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, value] of list) found[operator] = { ...found[operator], [key]: value };
  return found;
});

const statement = fc.record({
  Effect: oneOf('Allow', 'Allow', 'Deny'),
  principal: fc.tuple(oneOf('Principal', 'Principal', 'Principal', 'NotPrincipal'), principals),
  action: fc.tuple(oneOf('Action', 'Action', 'Action', 'NotAction'), oneOrMore(actions)),
  resource: fc.tuple(oneOf('Resource', 'Resource', 'Resource', 'NotResource'), oneOrMore(resources)),
  Condition: conditions,
}).map(({ Effect, principal: [who, whom], action: [does, what], resource: [on, where], Condition }) => ({
  Effect,
  // A policy cannot name everybody as an exception.
  [who === 'NotPrincipal' && JSON.stringify(whom).includes('*') ? 'Principal' : who]: whom,
  [does]: what,
  [on]: on === 'NotResource' ? JSON.parse(JSON.stringify(where).replace(/\$\{[^}]*\}/g, 'x')) : where,
  Condition,
}));

const requests = fc.record({
  who: oneOf<Principal>({ account: OTHER }, { arn: `arn:aws:iam::${OTHER}:role/reader` }, { arn: `arn:aws:iam::${OTHER}:role/writer` }, { service: 'config.amazonaws.com' }, 'anonymous'),
  action: oneOf('s3:PutObject', 's3:GetObject', 's3:DeleteObject'),
  resource: oneOf(`${BUCKET}/a/b`, `${BUCKET}/b`, `${BUCKET}/${OTHER}/x`, `${BUCKET}/a/bc`),
  context: fc.record({
    'aws:PrincipalOrgID': oneOf('o-a1b2c3d4e5', 'o-zzzzzzzzzz'),
    'aws:SourceAccount': accounts,
    's3:x-amz-acl': oneOf('bucket-owner-full-control', 'private'),
    's3:TlsVersion': oneOf('1.2', '1.3'),
  }, { requiredKeys: ['s3:TlsVersion'] }),
  tls: oneOf('true', 'false'),
});

/** The same request for both: what is not in the context is certainly not there. */
function ours(request: (typeof requests) extends fc.Arbitrary<infer R> ? R : never, document: unknown) {
  const { who, action, resource, context, tls } = request;
  const principal = who === 'anonymous' ? ANYBODY : 'service' in who ? service(who.service) : awsPrincipal('account' in who ? `arn:aws:iam::${who.account}:root` : who.arn);
  const isService = who !== 'anonymous' && 'service' in who;
  const known: Context = {
    ...Object.fromEntries([...Object.keys(texts), 'aws:username'].map((key) => [key, null])),
    ...context,
    'aws:PrincipalAccount': principal.kind === 'aws' ? OTHER : null,
    'aws:PrincipalArn': principal.kind === 'aws' ? principal.value : null,
    'aws:PrincipalIsAWSService': String(isService),
    'aws:PrincipalServiceName': isService ? principal.value : null,
    'aws:SecureTransport': tls,
  };
  return permits(readPolicy(document as Value, 'P', 'resource', { partition: 'aws', account: OWN }), { principal, action, resource, context: known });
}

/** Outside the account, a principal may do what the policy admits as long as its own policies allow it: here they do. */
function theirs({ who, action, resource, context, tls }: (typeof requests) extends fc.Arbitrary<infer R> ? R : never, document: unknown): boolean {
  const request = { principal: who, action, resource, context: { ...context, 'aws:ResourceAccount': OWN, 'aws:SecureTransport': tls } };
  const everything: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const identityPolicies = who !== 'anonymous' && 'arn' in who ? [everything] : [];
  return authorize({ resourceAccount: OWN, resourcePolicy: document as PolicyDocument, identityPolicies }, request) === 'allow';
}

test('a policy lets principals outside the account in, or does not, as an independent evaluator says', () => {
  let pairs = 0;
  const seen = new Set<boolean>();
  const policies = fc.array(statement, { minLength: 1, maxLength: 4 });
  const asks = fc.array(requests, { minLength: REQUESTS_PER_POLICY, maxLength: REQUESTS_PER_POLICY });
  fc.assert(fc.property(policies, asks, (Statement, asked) => {
    const document = { Version: '2012-10-17', Statement };
    for (const request of asked) {
      // What a negated operator makes of a variable without a value is documented nowhere: the oracle refuses to say.
      let expected: boolean;
      try {
        expected = theirs(request, document);
      } catch (error) {
        expect(String(error)).toMatch(/no value for the policy variable|needs a set operator/);
        continue;
      }
      pairs++;
      seen.add(expected);
      const answer = ours(request, document);
      expect({ request, document, answer: isUnknown(answer) ? answer.why : answer }).toEqual({ request, document, answer: expected });
    }
  }), { numRuns: Math.ceil(1.2 * PAIRS / REQUESTS_PER_POLICY), seed: 20_261_126 });
  expect(seen).toEqual(new Set([true, false]));
  expect(pairs).toBeGreaterThanOrEqual(PAIRS);
});
