import { either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, changed, findings, stack, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailKeyRotationEnabled';
const rotation = (value: unknown) => ({ 'Key.EnableKeyRotation': value });
const WRONG = ['non-compliant Key EnableKeyRotation'];

test.each([[true], ['true']])('EnableKeyRotation %j is compliant', (value) => {
  expect(verdicts(rule, changed(rotation(value)))).toEqual([]);
});

test.each([[false], ['false'], [undefined], [''], [null], ['yes'], [[true]]])('EnableKeyRotation %j is not', (value) => {
  expect(verdicts(rule, changed(rotation(value)))).toEqual(WRONG);
});

test('days of rotation do not switch it on', () => {
  expect(verdicts(rule, changed(rotation(undefined), { 'Key.RotationPeriodInDays': 90 }))).toEqual(WRONG);
});

test.each(['RSA_4096', 'ECC_NIST_P256', 'HMAC_256'])('a key of %s cannot rotate, so it need not', (KeySpec) => {
  expect(verdicts(rule, changed(rotation(undefined), { 'Key.KeySpec': KeySpec }))).toEqual([]);
});

test.each<[string, string[]]>([['EXTERNAL', []], ['AWS_CLOUDHSM', []], ['AWS_KMS', WRONG]])('key material of %s rotates where KMS made it', (Origin, expected) => {
  expect(verdicts(rule, changed(rotation(false), { 'Key.Origin': Origin }))).toEqual(expected);
});

test('a key that says that it is symmetric must rotate', () => {
  expect(verdicts(rule, changed(rotation(false), { 'Key.KeySpec': 'SYMMETRIC_DEFAULT' }))).toEqual(WRONG);
});

test.each<[string, Record<string, unknown>]>([
  ['rotation that is a parameter', rotation(GIVEN)],
  ['rotation under one outcome of a condition', rotation(either(true, { Ref: 'AWS::NoValue' }))],
  ['an origin that is a parameter', { ...rotation(false), 'Key.Origin': GIVEN }],
  ['a kind of key that is a parameter', { ...rotation(false), 'Key.KeySpec': GIVEN }],
])('%s cannot be told', (_, change) => {
  expect(verdicts(rule, withUnknowns(change))).toEqual(['cannot-tell Key EnableKeyRotation']);
});

test('rotation that is off under every outcome is non-compliant', () => {
  expect(verdicts(rule, withUnknowns(rotation(either(false, 'false'))))).toEqual(WRONG);
});

test('a key of another app cannot be told', () => {
  expect(findings(rule, changed({ 'Trail.KMSKeyId': `arn:aws:kms:eu-west-1:${ACCOUNT}:key/elsewhere` }))).toMatchObject([{
    answer: 'cannot-tell', logicalId: 'Trail', detail: 'Cannot see the key elsewhere, which is not in this app',
  }]);
});

test('a key in another stack is followed', () => {
  const keys: TestTemplate = {
    Resources: { Key: changed().Resources.Key },
    Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'KeyArn' } } },
  };
  const use = changed({ 'Trail.KMSKeyId': { 'Fn::ImportValue': 'KeyArn' } }, without('Key'));
  expect(verdicts(rule, [stack(keys, { stackPath: 'Keys' }), stack(use)])).toEqual([]);
  keys.Resources.Key.Properties.EnableKeyRotation = false;
  expect(findings(rule, [stack(keys, { stackPath: 'Keys' }), stack(use)])).toMatchObject([{ stackPath: 'Keys', logicalId: 'Key' }]);
});

test('a replica rotates with its primary key', () => {
  const replica = (t: TestTemplate) => {
    t.Resources.Replica = { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
    t.Resources.Trail.Properties.KMSKeyId = { 'Fn::GetAtt': ['Replica', 'Arn'] };
  };
  expect(verdicts(rule, changed(replica))).toEqual([]);
  expect(verdicts(rule, changed(replica, rotation(false)))).toEqual(WRONG);
  expect(verdicts(rule, changed(replica, { 'Replica.PrimaryKeyArn': 'arn:aws:kms:us-east-1:111122223333:key/mrk-1' }))).toEqual([
    'cannot-tell Replica PrimaryKeyArn',
  ]);
});
