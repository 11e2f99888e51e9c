import { adding, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, changed, TRAIL_ARN, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailKeyPolicySourceArn';
const ENCRYPT = 'Key.KeyPolicy.Statement.1';
const condition = (value: unknown) => ({ [`${ENCRYPT}.Condition`]: value });
const context = (value: unknown) => ({ StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': value } });
const OPEN = ['non-compliant Key KeyPolicy.Statement.1 [AnyTrail]'];

test('the documented policy is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, unknown]>([
  ['the source alone', { StringEquals: { 'aws:SourceArn': TRAIL_ARN } }],
  ['the encryption context alone', context(`arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`)],
  ['a context of several accounts', context([`arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`, 'arn:aws:cloudtrail:*:999999999999:trail/*'])],
  ['the account', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }],
  ['a narrow context beside a wide source', { ...context(TRAIL_ARN), ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' } }],
])('a limit by %s is compliant', (_, value) => {
  expect(verdicts(rule, changed(condition(value)))).toEqual([]);
});

test.each<[string, unknown]>([
  ['no condition', undefined],
  ['a context of all accounts', context('arn:aws:cloudtrail:*:*:trail/*')],
  ['a context that must only exist', { Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'false' } }],
  ['the context of another service', { StringLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:*:${ACCOUNT}:*` } }],
  ['a service that is gone through', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }],
])('%s is not', (_, value) => {
  expect(verdicts(rule, changed(condition(value)))).toEqual(OPEN);
});

test('a denial of other sources limits a statement for the same key', () => {
  const deny = (Resource: string) => adding('Key', {
    Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource, Condition: { StringNotEquals: { 'aws:SourceArn': TRAIL_ARN }, Bool: { 'aws:PrincipalIsAWSService': 'true' } },
  });
  const open = { ...condition(undefined), [`${ENCRYPT}.Resource`]: '*' };
  expect(verdicts(rule, changed(open, deny('*')))).toEqual([]);
  expect(verdicts(rule, changed(open, deny('arn:aws:kms:eu-west-1:111122223333:key/other')))).toEqual(OPEN);
});

test('one open statement among right ones is found', () => {
  const statement = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' };
  expect(verdicts(rule, changed(adding('Key', statement)))).toEqual(['non-compliant Key KeyPolicy.Statement.5 [AnyTrail]']);
});

test.each<[string, unknown]>([
  ['a context that is a parameter', context(GIVEN)],
  ['a limit under one outcome of a condition', either({ StringEquals: { 'aws:SourceArn': TRAIL_ARN } }, { Ref: 'AWS::NoValue' })],
])('%s cannot be told', (_, value) => {
  expect(verdicts(rule, withUnknowns(condition(value)))).toEqual(['cannot-tell Key KeyPolicy.Statement.1 [AnyTrail]']);
});

test('a key of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': 'arn:aws:kms:eu-west-1:999999999999:key/1' }))).toEqual(['cannot-tell Trail KMSKeyId']);
});

test('a trail without a key has nothing to judge', () => {
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': undefined }, without('Key')))).toEqual([]);
});
