import { adding, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, agnosticStack, changed, TRAIL_ARN, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailKeyPolicyAllowsDelivery';
const ENCRYPT = 'Key.KeyPolicy.Statement.1';
const DESCRIBE = 'Key.KeyPolicy.Statement.2';
const at = (id: string, answer = 'non-compliant') => `${answer} Key KeyPolicy [${id}]`;
const context = (value: string) => ({ StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': value } });

test('the documented policy is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['data keys by name', { [`${ENCRYPT}.Action`]: 'kms:GenerateDataKey' }],
  ['no conditions', { [`${ENCRYPT}.Condition`]: undefined, [`${DESCRIBE}.Condition`]: undefined }],
  ['the context of the trail', { [`${ENCRYPT}.Condition`]: context(TRAIL_ARN) }],
  ['the account as the source', { [`${DESCRIBE}.Condition`]: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }],
  ['the key by its ARN', { [`${ENCRYPT}.Resource`]: { 'Fn::Sub': 'arn:aws:kms:eu-west-1:111122223333:key/*' } }],
  ['everything', { [`${ENCRYPT}.Action`]: 'kms:*', [`${DESCRIBE}.Action`]: 'kms:D*' }],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['no data keys', { [`${ENCRYPT}.Action`]: 'kms:Decrypt' }, 'Encrypt'],
  ['data keys for another trail', { [`${ENCRYPT}.Condition.StringEquals`]: { 'aws:SourceArn': `${TRAIL_ARN}2` } }, 'Encrypt'],
  ['data keys in the context of another account', { [`${ENCRYPT}.Condition`]: context('arn:aws:cloudtrail:*:999999999999:trail/*') }, 'Encrypt'],
  ['data keys for another service', { [`${ENCRYPT}.Principal`]: { Service: 'logs.amazonaws.com' } }, 'Encrypt'],
  ['no look at the key', { [`${DESCRIBE}.Action`]: 'kms:Decrypt' }, 'Describe'],
  ['a look at the key in a context, which such a call has not', { [`${DESCRIBE}.Condition`]: context('arn:aws:cloudtrail:*:*:trail/*') }, 'Describe'],
])('%s is not', (_, change, id) => {
  expect(verdicts(rule, changed(change))).toEqual([at(id)]);
});

test.each<[string, unknown]>([
  ['no policy', undefined],
  ['the default policy', { Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }] }],
])('%s is not', (_, policy) => {
  const place = policy === undefined ? 'Key' : 'Key KeyPolicy';
  expect(verdicts(rule, changed({ 'Key.KeyPolicy': policy }))).toEqual([`non-compliant ${place} [Describe]`, `non-compliant ${place} [Encrypt]`]);
});

test('a denial of everybody outside of the organization stops delivery, unless it spares services', () => {
  const deny = (more: object) => adding('Key', {
    Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' }, ...more },
  });
  expect(verdicts(rule, changed(deny({})))).toEqual(['Describe', 'Encrypt'].map((id) => `non-compliant Key KeyPolicy.Statement.5 [${id}]`));
  expect(verdicts(rule, changed(deny({ BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } })))).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['an action that is a parameter', { [`${ENCRYPT}.Action`]: GIVEN }],
  ['a source that is a parameter', { [`${ENCRYPT}.Condition.StringEquals`]: { 'aws:SourceArn': GIVEN } }],
  ['an action under one outcome of a condition', { [`${ENCRYPT}.Action`]: either('kms:GenerateDataKey*', 'kms:Decrypt') }],
  ['a condition on a key that nobody knows', { [`${ENCRYPT}.Condition`]: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }],
])('%s cannot be told', (_, change) => {
  expect(verdicts(rule, withUnknowns(change))).toEqual([at('Encrypt', 'cannot-tell')]);
});

test('a key of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': 'alias/elsewhere' }))).toEqual(['cannot-tell Trail KMSKeyId']);
});

test('a key by its alias is found', () => {
  const alias = (t: { Resources: Record<string, unknown> }) => {
    t.Resources.Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/trail', TargetKeyId: { Ref: 'Key' } } };
  };
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': 'alias/trail', [`${ENCRYPT}.Action`]: 'kms:Decrypt' }, alias))).toEqual([at('Encrypt')]);
});

test('in a stack without an environment pseudo parameters meet', () => {
  const arn = { 'Fn::Sub': 'arn:aws:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/audit' };
  const template = changed({ [`${ENCRYPT}.Condition`]: { StringEquals: { 'aws:SourceArn': arn } }, [`${DESCRIBE}.Condition.StringEquals`]: { 'aws:SourceArn': arn } });
  expect(verdicts(rule, [agnosticStack(template)])).toEqual([]);
});

test('a key for the trail of another app has no trail to deliver for', () => {
  expect(verdicts(rule, changed(without('Trail')))).toEqual([]);
});
