import type { Random } from './random';
import { identity, logRecord } from './record';
import type { LogRecord } from './record';

/** What goes on all day in any account and answers no question but "who did what". */
const CALLS: readonly [source: string, name: string, readOnly: boolean, request: Record<string, unknown> | null][] = [
  ['sts.amazonaws.com', 'GetCallerIdentity', true, null],
  ['ec2.amazonaws.com', 'DescribeInstances', true, { instancesSet: {}, filterSet: {} }],
  ['ec2.amazonaws.com', 'DescribeSecurityGroups', true, { securityGroupSet: {} }],
  ['ec2.amazonaws.com', 'CreateTags', false, { resourcesSet: { items: [{ resourceId: 'i-0123456789abcdef0' }] }, tagSet: { items: [{ key: 'env', value: 'prod' }] } }],
  ['s3.amazonaws.com', 'ListBuckets', true, { Host: 's3.eu-west-1.amazonaws.com' }],
  ['s3.amazonaws.com', 'GetBucketAcl', true, { bucketName: 'app-assets', acl: '' }],
  ['kms.amazonaws.com', 'Decrypt', true, { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' }],
  ['kms.amazonaws.com', 'GenerateDataKey', true, { keySpec: 'AES_256' }],
  ['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', false, { functionName: 'orders', publish: true, dryRun: false }],
  ['dynamodb.amazonaws.com', 'DescribeTable', true, { tableName: 'orders' }],
  ['logs.amazonaws.com', 'CreateLogStream', false, { logGroupName: '/aws/lambda/orders', logStreamName: '2026/[$LATEST]abc' }],
  ['iam.amazonaws.com', 'ListRoles', true, { maxItems: 100 }],
  ['cloudtrail.amazonaws.com', 'DescribeTrails', true, { includeShadowTrails: true }],
  ['monitoring.amazonaws.com', 'PutMetricAlarm', false, { alarmName: 'orders-5xx' }],
];

const ADDRESSES = ['203.0.113.10', '203.0.113.24', '203.0.113.99', 'autoscaling.amazonaws.com'];
const ROLES = ['Orders', 'Reporting', 'Monitoring'];

export function noise(random: Random, accountId: string, awsRegion: string, eventTime: string): LogRecord {
  const [eventSource, eventName, readOnly, requestParameters] = random.pick(CALLS);
  const address = random.pick(ADDRESSES);
  const role = random.pick(ROLES);
  const userIdentity = address.endsWith('.amazonaws.com') ? identity.service(address) : identity.session(accountId, role, `${role.toLowerCase()}-${random.below(5)}`);
  const record = logRecord({
    userIdentity,
    eventTime,
    eventSource,
    eventName,
    awsRegion,
    readOnly,
    requestParameters,
    sourceIPAddress: address,
    eventID: random.uuid(),
    recipientAccountId: accountId,
  });
  // Calls that a service makes itself carry no TLS details.
  return userIdentity.type === 'AWSService' ? { ...record, tlsDetails: undefined } : record;
}
