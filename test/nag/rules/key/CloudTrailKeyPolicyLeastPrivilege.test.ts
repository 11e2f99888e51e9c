import { adding, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, changed, findings, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailKeyPolicyLeastPrivilege';
const allow = (more: object) => adding('Key', { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', ...more });
const ANYBODY = ['non-compliant Key KeyPolicy.Statement.5 [AnyPrincipal]'];
const SERVICE = ['non-compliant Key KeyPolicy.Statement.5 [Service]'];

test('the root of the account, CloudTrail and other services with what they need are compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, object]>([
  ['readers of the organization by way of S3', {
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij', 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
    },
  }],
  ['callers of the account', { Principal: { AWS: '*' }, Condition: { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } } }],
  ['an administrator', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` }, Action: 'kms:*' }],
  ['a service with a wildcard that holds no administration',
    { Principal: { Service: 's3.amazonaws.com' }, Action: ['kms:GenerateDataKey*', 'kms:Describe*', 'kms:List*'] }],
  ['a denial', { Effect: 'Deny', Action: 'kms:*' }],
])('%s is compliant', (_, more) => {
  expect(verdicts(rule, changed(allow(more)))).toEqual([]);
});

test.each<[string, object, string[]]>([
  ['anybody', {}, ANYBODY],
  ['anybody in AWS, beside the root', { Principal: { AWS: ['*', ACCOUNT] }, Action: 'kms:*' }, ANYBODY],
  ['anybody by way of S3', { Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }, ANYBODY],
  ['anybody with an encryption context', { Condition: { Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'false' } } }, ANYBODY],
  ['everybody but one', { Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }, ANYBODY],
  ['a service with kms:*', { Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'kms:*' }, SERVICE],
  ['a service with everything', { Principal: { Service: 'logs.eu-west-1.amazonaws.com' }, Action: '*' }, SERVICE],
  ['a service with everything but one', { Principal: { Service: 's3.amazonaws.com' }, Action: undefined, NotAction: 'kms:Decrypt' }, SERVICE],
  ['a service that writes the policy', { Principal: { Service: 's3.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:Put*'] }, SERVICE],
])('%s is not', (_, more, expected) => {
  expect(verdicts(rule, changed(allow(more)))).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ['a role of the account', `arn:aws:iam::${ACCOUNT}:role/admin`, []],
  ['a role of theirs', 'arn:aws:iam::999999999999:role/admin', ['non-compliant Key KeyPolicy.Statement.5 [Outsiders]']],
  ['what is no ARN', 'admin', ['non-compliant Key KeyPolicy.Statement.5 [Outsiders]']],
])('another account that administers the key is limited by a condition to %s', (_, arn, expected) => {
  const statement = allow({ Principal: { AWS: '999999999999' }, Action: 'kms:*', Condition: { StringEquals: { 'aws:PrincipalArn': arn } } });
  expect(verdicts(rule, changed(statement))).toEqual(expected);
});

test('the finding names the service', () => {
  expect(findings(rule, changed(allow({ Principal: { Service: 's3.amazonaws.com' }, Action: 'kms:*' })))).toMatchObject([{
    detail: 'Statement 5 lets "s3.amazonaws.com" administer the key: kms:PutKeyPolicy, kms:ScheduleKeyDeletion, kms:DisableKey and 11 more.',
  }]);
});

test.each<[string, object, string]>([
  ['an action that is a parameter', { Principal: { Service: 's3.amazonaws.com' }, Action: GIVEN }, 'Service'],
  ['a principal that is a parameter', { Principal: { AWS: GIVEN } }, 'AnyPrincipal'],
  ['a condition that is a parameter', { Condition: GIVEN }, 'AnyPrincipal'],
  ['a principal under one outcome of a condition', { Principal: either('*', { AWS: ACCOUNT }) }, 'AnyPrincipal'],
])('%s cannot be told', (_, more, id) => {
  expect(verdicts(rule, withUnknowns(allow(more)))).toEqual([`cannot-tell Key KeyPolicy.Statement.5 [${id}]`]);
});

test('a policy that is a text cannot be told', () => {
  expect(verdicts(rule, changed({ 'Key.KeyPolicy': 'allow all' }))).toEqual(['cannot-tell Key KeyPolicy [AnyPrincipal]']);
});

test('a key of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': { 'Fn::ImportValue': 'KeyArn' } }))).toEqual(['cannot-tell Trail KMSKeyId']);
});

test.each([
  ['a key that the bucket encrypts with is judged as well', {}, ['non-compliant Key KeyPolicy.Statement [AnyPrincipal]']],
  ['a key that no log file is encrypted with is not', { 'Bucket.BucketEncryption': undefined }, []],
])('%s', (_, change, expected) => {
  const open = { 'Trail.KMSKeyId': undefined, 'Key.KeyPolicy': { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } } };
  expect(verdicts(rule, changed(open, change, without('BucketPolicy')))).toEqual(expected);
});
