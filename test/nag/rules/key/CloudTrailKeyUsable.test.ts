import { either, GIVEN, withUnknowns } from '../../helpers/changes';
import { changed, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailKeyUsable';

test.each<[Record<string, unknown>]>([
  [{}],
  [{ 'Key.Enabled': true }],
  [{ 'Key.Enabled': 'true' }],
  [{ 'Key.KeySpec': 'SYMMETRIC_DEFAULT', 'Key.KeyUsage': 'ENCRYPT_DECRYPT' }],
  [{ 'Key.MultiRegion': true }],
])('%j is compliant', (change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each<[string, unknown]>([
  ['Enabled', false],
  ['Enabled', 'false'],
  ['KeySpec', 'RSA_2048'],
  ['KeySpec', 'ECC_NIST_P256'],
  ['KeySpec', 'HMAC_256'],
  ['KeyUsage', 'SIGN_VERIFY'],
  ['KeyUsage', 'GENERATE_VERIFY_MAC'],
  ['KeyUsage', ['ENCRYPT_DECRYPT']],
])('%s %j is not', (property, value) => {
  expect(verdicts(rule, changed({ [`Key.${property}`]: value }))).toEqual([`non-compliant Key ${property} [${property}]`]);
});

test('everything that is wrong is said', () => {
  expect(verdicts(rule, changed({ 'Key.Enabled': false, 'Key.KeySpec': 'RSA_2048', 'Key.KeyUsage': 'SIGN_VERIFY' }))).toHaveLength(3);
});

test.each(['Enabled', 'KeySpec', 'KeyUsage'])('%s that is a parameter cannot be told', (property) => {
  expect(verdicts(rule, withUnknowns({ [`Key.${property}`]: GIVEN }))).toEqual([`cannot-tell Key ${property} [${property}]`]);
});

test('a key that is disabled under one outcome of a condition cannot be told', () => {
  expect(verdicts(rule, withUnknowns({ 'Key.Enabled': either(false, { Ref: 'AWS::NoValue' }) }))).toEqual(['cannot-tell Key Enabled [Enabled]']);
});

test('a key of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': 'alias/elsewhere' }))).toEqual(['cannot-tell Trail KMSKeyId']);
});

test('a replica may be disabled as well', () => {
  const replica = (t: TestTemplate) => {
    t.Resources.Replica = { Type: 'AWS::KMS::ReplicaKey', Properties: { Enabled: false } };
    t.Resources.Trail.Properties.KMSKeyId = { Ref: 'Replica' };
  };
  expect(verdicts(rule, changed(replica))).toEqual(['non-compliant Replica Enabled [Enabled]']);
});

test('a disabled key that no trail uses is nobody\'s business', () => {
  const other = (t: TestTemplate) => {
    t.Resources.Other = { Type: 'AWS::KMS::Key', Properties: { Enabled: false } };
  };
  expect(verdicts(rule, changed(other))).toEqual([]);
});
