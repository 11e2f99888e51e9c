import { isUnknown } from '../../../../src/cloudtrail/logic/answer';
import { arnMatches, type Context } from '../../../../src/nag/engine/cloudformation/conditions';
import { readPolicy } from '../../../../src/nag/engine/cloudformation/policy';

const OWNER = { partition: 'aws', account: '111122223333' };

/** Whether the condition of a statement holds for a request, or why nobody can tell. */
function holds(Condition: object, context: Context): unknown {
  const { statements: [statement] } = readPolicy({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*', Condition: JSON.parse(JSON.stringify(Condition)) }],
  }, 'P', 'resource', OWNER);
  const answer = statement.holds(context);
  return isUnknown(answer) ? answer.why : answer;
}

const ROLE = 'arn:aws:iam::111122223333:role/audit';

test.each<[string, object, Context, unknown]>([
  ['without case, the value of the request may be written in capitals', { StringEqualsIgnoreCase: { k: 'abc' } }, { k: 'ABC' }, true],
  ['a truth value may be written in capitals', { Bool: { k: 'true' } }, { k: 'TRUE' }, true],
  ['a difference without case', { StringNotEqualsIgnoreCase: { k: 'ABC' } }, { k: 'abc' }, false],
  ['a difference without case that is one', { StringNotEqualsIgnoreCase: { k: 'ABC' } }, { k: 'abd' }, true],
  ['an ARN that differs', { ArnNotEquals: { k: 'arn:aws:iam::111122223333:role/*' } }, { k: 'arn:aws:iam::111122223333:user/audit' }, true],
  ['an ARN that does not differ', { ArnNotEquals: { k: 'arn:aws:iam::111122223333:role/*' } }, { k: ROLE }, false],
  ['a blank is no number', { NumericEquals: { k: ' ' } }, { k: '0' }, 'a number in  '],
  ['a key that is written like nothing', { StringEquals: { '': 'x' } }, { '': 'x' }, true],
  ['Null with a truth value in capitals', { Null: { k: 'TRUE' } }, { k: null }, true],
])('%s', (_, condition, context, expected) => {
  expect(holds(condition, context)).toBe(expected);
});

describe('a family of keys', () => {
  const tagged = { StringEquals: { 'aws:PrincipalTag/team': 'audit' } };

  test.each<[string, Context, unknown]>([
    ['decides each of its keys', { 'aws:PrincipalTag/*': 'audit' }, true],
    ['may be absent', { 'aws:PrincipalTag/*': null }, false],
    ['leaves a key of its own to that key', { 'aws:PrincipalTag/*': null, 'aws:PrincipalTag/team': 'audit' }, true],
    ['says nothing of another family', { 'aws:RequestTag/*': 'audit' }, 'the condition key aws:principaltag/team of a request'],
    ['is not the key without its end', { 'aws:PrincipalTag': 'audit' }, 'the condition key aws:principaltag/team of a request'],
  ])('%s', (_, context, expected) => {
    expect(holds(tagged, context)).toBe(expected);
  });
});

describe('variables in the values of a condition', () => {
  const context = { 'aws:PrincipalAccount': '111122223333', 'aws:SourceAccount': null };

  test.each<[string, object, unknown]>([
    ['are replaced in an ARN', { ArnLike: { k: 'arn:aws:iam::${aws:PrincipalAccount}:role/*' } }, true],
    ['are replaced beside a value without one', { StringLike: { k: ['x', 'arn:aws:iam::${aws:PrincipalAccount}:*'] } }, true],
    ['match nothing where they have no value', { StringLike: { k: ['x', 'arn:aws:iam::${aws:SourceAccount}*:*'] } }, false],
    ['that have no value leave the other values', { StringLike: { k: ['arn:aws:iam::${aws:SourceAccount}*:*', 'arn:*'] } }, true],
  ])('%s', (_, condition, expected) => {
    expect(holds(condition, { ...context, k: ROLE })).toBe(expected);
  });
});

test.each<[string, string, boolean]>([
  ['arn:aws:cloudtrail:e:1:trail/a', 'arn:aws:cloudtrail:e:1:trail/a:b', false],
  ['arn:aws:logs:*:1:log-group:*:z', 'arn:aws:logs:e:1:log-group:a:z', true],
  ['arn:aws:logs:*:1:log-group:*:z', 'arn:aws:logs:e:1:log-group:az', false],
  ['arn:aws:logs:e:1:log-group:a:z', 'arn:aws:logs:e:1:log-groupa:z', false],
  ['arn:aws:logs:e:1:a:*', 'arn:aws:logs:e:1:a', false],
  ['arn:aws:logs:e:1:*', 'arn:aws:logs:e:1:log-group:a:*', true],
  ['arn:aws:logs:e:*:a', 'arn:aws:logs:e:1:log-group:a', false],
])('the parts behind the account are one: %s matches %s: %j', (pattern, arn, expected) => {
  expect(arnMatches(pattern, arn)).toBe(expected);
});
