import { ANYTHING, GENERATED_NAME } from '../../../../src/cloudtrail/logic/marks';
import { type Value } from '../../../../src/nag/engine/cloudformation/json';
import { type PolicyKind, readPolicy } from '../../../../src/nag/engine/cloudformation/policy';

const [HOLE, MADE_UP] = [ANYTHING, GENERATED_NAME].map(({ first }) => String.fromCodePoint(first));
const ALLOW = { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*' };
const long = (length: number) => 'x'.repeat(length);

/** Why AWS refuses a document, and where. */
function refusals(document: object, kind: PolicyKind = 'resource'): string[] {
  return readPolicy({ Version: '2012-10-17', Statement: ALLOW, ...document } as Value, 'P', kind, { partition: 'aws', account: '1' }).refusals.map(({ path, why }) => `${path} ${why}`);
}

test.each<[string, object, string[]]>([
  ['an Id', { Id: 'x' }, []],
  ['elements in another case', { VERSION: '2012-10-17', ID: 'x' }, []],
  ['the older version', { Version: '2008-10-17' }, []],
  ['no version', { Version: undefined }, []],
  ['a version that nobody knows', { Version: HOLE }, []],
  ['a version that AWS makes up', { Version: MADE_UP }, []],
  ['a version that there is not', { Version: '2012-10-18' }, ['P has the version "2012-10-18", and there are only 2012-10-17 and 2008-10-17']],
  ['an element that there is not', { Statements: [] }, ['P has an element that there is not, "Statements"']],
  ['what a macro makes', { 'Fn::Transform': { Name: 'x' } }, []],
])('a document with %s', (_, document, expected) => {
  expect(refusals(document)).toEqual(expected);
});

const NO_ARN = (text: string) => [`has a resource that is no ARN, "${text}"`];
const NO_SERVICE = (text: string) => [`has an action without a service, "${text}"`];
const NOBODY = (text: string) => [`has a principal that there cannot be, "${text}"`];

test.each<[string, object, string[]]>([
  ['elements in another case', { SID: 'x' }, []],
  ['an element that there is not', { Resources: 'x' }, ['has an element that there is not, "Resources"']],
  ['a name of a hundred characters, which is printed', { [long(100)]: 1 }, [`has an element that there is not, "${long(100)}"`]],
  ['a longer name, of which the beginning is', { [`y${long(100)}`]: 1 }, [`has an element that there is not, "y${long(99)}…"`]],
  ['all actions', { Action: '*' }, []],
  ['all actions, twice', { Action: '**' }, []],
  ['an action behind a star', { Action: ['s3:*', '*Object'] }, NO_SERVICE('*Object')],
  ['an action before a star', { Action: 'Put*' }, NO_SERVICE('Put*')],
  ['an action alone', { Action: undefined, NotAction: 'PutObject' }, NO_SERVICE('PutObject')],
  ['an action that nobody knows', { Action: HOLE }, []],
  ['an action that is known in part', { Action: `Put${HOLE}` }, []],
  ['a resource that is a name', { Resource: ['*', 'b'] }, NO_ARN('b')],
  ['a resource that is a name and something that nobody knows', { Resource: `bucket/${HOLE}` }, NO_ARN(`bucket/${HOLE}`)],
  ['a resource of one letter and something that nobody knows', { Resource: `b${HOLE}` }, NO_ARN(`b${HOLE}`)],
  ['a resource that nobody knows', { Resource: `${HOLE}/x` }, []],
  ['a resource that is the name of another one', { Resource: `${MADE_UP}/x` }, NO_ARN(`${MADE_UP}/x`)],
  ['a resource with a wildcard for its beginning', { Resource: ['?rn:x', 'a*', 'a?n:x', 'ar?:x', 'arn*'] }, []],
  ['a resource with a wildcard too late', { Resource: 'ab*' }, NO_ARN('ab*')],
  ['each kind of principal', { Principal: { AWS: '*', Service: 's3.amazonaws.com', Federated: 'x', CanonicalUser: 'x' } }, []],
  ['a kind of principal that there is not', { Principal: { Alien: 'x' } }, ['has a principal of a type that there is not, "Alien"']],
  ['no principal of a kind', { Principal: { Service: 's3.amazonaws.com', AWS: [] } }, ['has no principal of the type "AWS"']],
  ['a principal behind one that is right', { Principal: { Service: 's3.amazonaws.com', AWS: 'nobody' } }, NOBODY('nobody')],
  ['an account with a letter before it', { Principal: { AWS: 'x123456789012' } }, NOBODY('x123456789012')],
  ['an account with a letter behind it', { Principal: { AWS: '123456789012x' } }, NOBODY('123456789012x')],
  ['an ARN with a letter before it', { Principal: { AWS: 'xarn:aws:iam::1:root' } }, NOBODY('xarn:aws:iam::1:root')],
  ['an ARN with a wildcard', { Principal: { AWS: 'arn:aws:iam::1:role/*' } }, NOBODY('arn:aws:iam::1:role/*')],
  ['an id', { Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' } }, []],
  ['an id of small letters', { Principal: { AWS: 'aidackcevsq6c2example' } }, NOBODY('aidackcevsq6c2example')],
  ['a service without a dot', { Principal: { Service: 's3' } }, NOBODY('s3')],
  ['an account that nobody knows', { Principal: { AWS: HOLE } }, []],
  ['a list of conditions', { Condition: [] }, ['has a Condition that is a list']],
  ['a condition that is a text', { Condition: 'x' }, ['has a Condition that is no object']],
  ['a condition that is a number', { Condition: 5 }, ['has a Condition that is no object']],
  ['a condition that nobody knows', { Condition: HOLE }, []],
  ['operators of each kind', { Condition: { 'ForAllValues:StringNotEqualsIgnoreCase': {}, 'NullIfExists': {} } }, ['has a condition operator that there is not, "NullIfExists"']],
  ['operators that are right', { Condition: { 'Null': {}, 'boolIfExists': {}, 'ForAnyValue:ArnNotLike': {}, 'DateLessThanEquals': {}, 'NotIpAddress': {} } }, []],
])('a statement with %s', (_, more, expected) => {
  const statement = Object.fromEntries(Object.entries({ ...ALLOW, ...more }).filter(([, value]) => value !== undefined));
  expect(refusals({ Statement: [statement] })).toEqual(expected.map((why) => `P.Statement.0 ${why}`));
});
