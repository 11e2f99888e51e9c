import { agnosticStack, changed, findings, stack, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailBucketAccessLoggingEnabled';
const to = (DestinationBucketName: unknown) => ({ 'Bucket.LoggingConfiguration': { DestinationBucketName } });
const AT = 'Bucket LoggingConfiguration.DestinationBucketName';
const WRITE = 'AccessLogsPolicy.PolicyDocument.Statement.1';
const EVERYWHERE = { [`${WRITE}.Resource`]: { 'Fn::Sub': '${AccessLogs.Arn}/*' } };
const ENCRYPTION = 'AccessLogs.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';

test.each<[string, Record<string, unknown>]>([
  ['another bucket', {}],
  ['another bucket without a prefix', { 'Bucket.LoggingConfiguration.LogFilePrefix': undefined, ...EVERYWHERE }],
  ['another bucket by its name', { 'AccessLogs.BucketName': 'access', ...to('access'), ...EVERYWHERE }],
  ['a bucket without encryption settings', { 'AccessLogs.BucketEncryption': undefined }],
  ['a bucket without Object Lock', { 'AccessLogs.ObjectLockEnabled': 'false' }],
  ['another bucket in either case', { ...to(either({ Ref: 'AccessLogs' }, { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': 'AccessLogs.Arn' }] }] })), ...EVERYWHERE }],
])('logging to %s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change, withUnknowns))).toEqual([]);
  const ofAnyAccount = { [`${WRITE}.Condition.StringEquals`]: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
  expect(verdicts(rule, [agnosticStack(changed(ofAnyAccount, change, withUnknowns))])).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['nowhere', { 'Bucket.LoggingConfiguration': undefined }],
  ['a prefix only, which is the bucket itself', { 'Bucket.LoggingConfiguration': { LogFilePrefix: 'access/' } }],
  ['an empty name', to('')],
  ['itself', to({ Ref: 'Bucket' })],
  ['itself by name', { 'Bucket.BucketName': 'logs', ...to('logs') }],
  ['itself or nowhere', to(either({ Ref: 'Bucket' }, { Ref: 'AWS::NoValue' }))],
])('logging to %s is not', (_, change) => {
  expect(verdicts(rule, changed(change, withUnknowns))).toEqual([`non-compliant ${AT}`]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['KMS', { [`${ENCRYPTION}.SSEAlgorithm`]: 'aws:kms' }, 'which encrypts with KMS by default'],
  ['KMS in two layers', { [`${ENCRYPTION}.SSEAlgorithm`]: 'aws:kms:dsse' }, 'which encrypts with KMS by default'],
  ['Object Lock', { 'AccessLogs.ObjectLockEnabled': true }, 'which has Object Lock'],
  ['an Object Lock configuration', { 'AccessLogs.ObjectLockConfiguration': { ObjectLockEnabled: 'Enabled' } }, 'which has Object Lock'],
])('logging to a bucket with %s is not', (_, change, why) => {
  expect(findings(rule, changed(change))).toMatchObject([{
    answer: 'non-compliant', logicalId: 'Bucket', findingId: 'Destination', detail: `S3 cannot deliver access logs to AccessLogs, ${why}.`,
  }]);
});

test.each<[string, Record<string, unknown>]>([
  ['a parameter', to(PARAMETER)],
  ['a bucket of another app', to('elsewhere')],
  ['an import', to({ 'Fn::ImportValue': 'AccessLogs' })],
  ['what is not a name', to(['access'])],
  ['a bucket whose algorithm is a parameter', { [`${ENCRYPTION}.SSEAlgorithm`]: PARAMETER }],
  ['a bucket with Object Lock under a condition', { 'AccessLogs.ObjectLockEnabled': either(true, false) }],
])('whether %s can take access logs cannot be told', (_, change) => {
  expect(verdicts(rule, changed(change, withUnknowns))).toEqual([`cannot-tell ${AT} [Destination]`]);
});

test('logging under a condition cannot be told', () => {
  const template = changed({ 'Bucket.LoggingConfiguration': either({ DestinationBucketName: { Ref: 'AccessLogs' } }, { Ref: 'AWS::NoValue' }) }, EVERYWHERE, withUnknowns);
  expect(verdicts(rule, template)).toEqual([`cannot-tell ${AT}`]);
});

test.each<[string, Partial<{ account: string; region: string }>, string[]]>([
  ['the same environment', {}, []],
  ['another account', { account: '999999999999' }, [`non-compliant ${AT} [Destination]`]],
  ['another Region', { region: 'us-east-1' }, [`non-compliant ${AT} [Destination]`]],
  ['an environment that only the deployment knows', { account: undefined }, [`cannot-tell ${AT} [Destination]`]],
])('a bucket in a stack of %s', (_, environment, expected) => {
  const acl = { AccessControl: 'LogDeliveryWrite', OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } };
  const logs: TestTemplate = { Resources: { Target: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'access', ...acl } } } };
  expect(verdicts(rule, [stack(changed(to('access'))), stack(logs, { stackPath: 'Logs', ...environment })])).toEqual(expected);
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, (t) => {
    delete t.Resources.BucketPolicy;
  }))).toEqual(['cannot-tell Trail S3BucketName']);
});
