import { changed, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailBucketEncryptionKMS';
const RULE = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';
const encryption = (SSEAlgorithm: unknown, KMSMasterKeyID?: unknown) => changed({ [`Bucket.${RULE}`]: { SSEAlgorithm, KMSMasterKeyID } }, withUnknowns);
const ALGORITHM = `Bucket ${RULE}.SSEAlgorithm`;
const KEY = `Bucket ${RULE}.KMSMasterKeyID [Key]`;

test.each<[string, unknown, unknown]>([
  ['a key of the app', 'aws:kms', { 'Fn::GetAtt': ['Key', 'Arn'] }],
  ['two layers', 'aws:kms:dsse', { Ref: 'Key' }],
  ['a key of somebody else', 'aws:kms', 'arn:aws:kms:eu-west-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  ['an alias', 'aws:kms', 'alias/audit'],
  ['one layer or two', either('aws:kms', 'aws:kms:dsse'), { Ref: 'Key' }],
])('%s is compliant', (_, algorithm, key) => {
  expect(verdicts(rule, encryption(algorithm, key))).toEqual([]);
});

test.each<[string, unknown, unknown, string]>([
  ['S3 keys', 'AES256', undefined, ALGORITHM],
  ['S3 keys beside a KMS key', 'AES256', { Ref: 'Key' }, ALGORITHM],
  ['no algorithm', undefined, { Ref: 'Key' }, ALGORITHM],
  ['the key of S3', 'aws:kms', undefined, KEY],
  ['an empty key', 'aws:kms', '', KEY],
  ['the alias of the key of S3', 'aws:kms', 'alias/aws/s3', KEY],
  ['the ARN of that alias', 'aws:kms:dsse', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3', KEY],
])('%s is not', (_, algorithm, key, expected) => {
  expect(verdicts(rule, encryption(algorithm, key))).toEqual([`non-compliant ${expected}`]);
});

test.each([[undefined], [{}], [{ ServerSideEncryptionConfiguration: [] }], [{ ServerSideEncryptionConfiguration: 'aws:kms' }]])('%j is no encryption by default', (value) => {
  expect(verdicts(rule, changed({ 'Bucket.BucketEncryption': value }))).toEqual([`non-compliant ${ALGORITHM}`]);
});

test.each<[string, unknown, unknown, string[]]>([
  ['a parameter as algorithm', PARAMETER, { Ref: 'Key' }, [ALGORITHM]],
  ['a parameter as key', 'aws:kms', PARAMETER, [KEY]],
  ['S3 or KMS', either('aws:kms', 'AES256'), { Ref: 'Key' }, [ALGORITHM]],
  ['a key under a condition', 'aws:kms', either({ Ref: 'Key' }, { Ref: 'AWS::NoValue' }), [KEY]],
])('%s cannot be told', (_, algorithm, key, expected) => {
  expect(verdicts(rule, encryption(algorithm, key))).toEqual(expected.map((each) => `cannot-tell ${each}`));
});

test('an alias of the app is compliant, whatever its name', () => {
  const template = encryption('aws:kms', { Ref: 'Alias' });
  template.Resources.Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: { 'Fn::Sub': 'alias/${Given}' }, TargetKeyId: { Ref: 'Key' } } };
  expect(verdicts(rule, template)).toEqual([]);
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': { 'Fn::ImportValue': 'Name' } }))).toContain('cannot-tell Trail S3BucketName');
});
