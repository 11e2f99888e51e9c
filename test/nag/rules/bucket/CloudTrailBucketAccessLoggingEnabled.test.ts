import { RULES } from '../../../../src/nag/rules';
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

describe('access logs that CloudWatch Logs delivers', () => {
  const SOURCE = { Name: 'access-logs', ResourceArn: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, LogType: 'S3_SERVER_ACCESS_LOGS' };
  const withDelivery = (source: object = {}, delivery: object = {}, more: object = {}) => changed({ 'Bucket.LoggingConfiguration': undefined, ...more }, (template) => {
    template.Resources.Source = { Type: 'AWS::Logs::DeliverySource', Properties: { ...SOURCE, ...source } };
    template.Resources.Delivery = {
      Type: 'AWS::Logs::Delivery', Properties: { DeliverySourceName: { Ref: 'Source' }, DeliveryDestinationArn: 'arn:aws:logs:eu-west-1:111122223333:delivery-destination:d', ...delivery },
    };
  }, withUnknowns);

  test.each<[string, TestTemplate]>([
    ['by reference', withDelivery()],
    ['by name', withDelivery({}, { DeliverySourceName: 'access-logs' })],
    ['of a bucket by its ARN', withDelivery({ ResourceArn: 'arn:aws:s3:::logs' }, {}, { 'Bucket.BucketName': 'logs' })],
  ])('are advice, because controls do not see them: %s', (_, template) => {
    expect(verdicts(rule, template)).toEqual([`non-compliant ${AT} [Delivery]`]);
    expect(RULES[rule].advice).toEqual(['Delivery']);
  });

  test.each<[string, TestTemplate, string]>([
    ['another type of log', withDelivery({ LogType: 'EVENTS' }), 'The bucket of the trail does not log the requests that it gets to another bucket.'],
    ['another bucket', withDelivery({ ResourceArn: { 'Fn::GetAtt': ['AccessLogs', 'Arn'] } }), 'The bucket of the trail does not log the requests that it gets to another bucket.'],
    ['a source without a delivery', withDelivery({}, { DeliverySourceName: 'another' }),
      'The bucket of the trail does not log the requests that it gets to another bucket. Source is a source of its access logs, and has no AWS::Logs::Delivery.'],
  ])('%s does not count', (_, template, detail) => {
    const [finding, ...others] = findings(rule, template);
    expect(finding).toMatchObject({ answer: 'non-compliant', detail });
    expect(finding.findingId).toBeUndefined();
    expect(others).toEqual([]);
  });

  test.each<[string, TestTemplate]>([
    ['the type', withDelivery({ LogType: PARAMETER })],
    ['the source of the delivery', withDelivery({}, { DeliverySourceName: PARAMETER })],
    ['the bucket', withDelivery({ ResourceArn: PARAMETER })],
  ])('cannot be told where %s is a parameter', (_, template) => {
    expect(verdicts(rule, template)).toEqual([`cannot-tell ${AT}`]);
  });
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, (t) => {
    delete t.Resources.BucketPolicy;
  }))).toEqual(['cannot-tell Trail S3BucketName']);
});
