import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { TAMPERING } from '../../src/cloudtrail/tampering';
import { call, type CloudTrailEvent, refused } from '../fixtures/cloudtrail-events';
import { Deployment } from '../oracles/concrete';
import { EventRuler } from '../oracles/event-ruler';
import { TrailSource, TamperDetection } from 'cdk-well-architected-trail';

const ARN = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/audit';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const LOG_GROUP = 'arn:aws:logs:us-east-1:111122223333:log-group:/audit/trail';

/** The patterns as they are deployed, by resource. */
function deploy(): { patterns: Record<string, unknown>; nameOfLastRule: string } {
  const stack = new Stack(new App(), 'Security', { env: { account: '111122223333', region: 'us-east-1' } });
  new TamperDetection(stack, 'TamperDetection', {
    trail: TrailSource.fromTrailAttributes({
      trailArn: ARN,
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'audit-logs'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY),
      accessLogBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'audit-access-logs'),
      logGroup: logs.LogGroup.fromLogGroupArn(stack, 'LogGroup', LOG_GROUP),
      logsRole: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/audit-logs-role'),
      replicationRole: iam.Role.fromRoleArn(stack, 'ReplicationRole', 'arn:aws:iam::111122223333:role/audit-replica-role'),
      organizationId: 'o-a1b2c3d4e5',
    }),
    monitoring: {
      topics: [sns.Topic.fromTopicArn(stack, 'Topic', TOPIC)],
      alarms: [cloudwatch.Alarm.fromAlarmArn(stack, 'Alarm', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:root-user')],
      rules: [events.Rule.fromEventRuleArn(stack, 'Other', 'arn:aws:events:us-east-1:111122223333:rule/another-rule')],
    },
  });
  const rules = Deployment.of(stack).resources('AWS::Events::Rule');
  return {
    patterns: Object.fromEntries(rules.map(({ logicalId, properties }) => [/TamperDetection(\w+)Rule/.exec(logicalId)![1], properties.EventPattern])),
    nameOfLastRule: rules.find(({ logicalId }) => logicalId.includes('RulesRule'))!.properties.Name,
  };
}

const deployed = deploy();

/** A record as it arrives on the event bus. */
const onBus = (record: CloudTrailEvent) => ({
  'version': '0',
  'id': record.eventID,
  'detail-type': 'AWS API Call via CloudTrail',
  'source': `aws.${record.eventSource.split('.')[0]}`,
  'account': '111122223333',
  'time': record.eventTime,
  'region': record.awsRegion,
  'resources': [],
  'detail': record,
});

const onTrail = (eventName: string, requestParameters: object) => call('cloudtrail', eventName, { requestParameters });
const onBucket = (eventName: string, bucketName = 'audit-logs') => call('s3', eventName, { requestParameters: { bucketName, Host: `${bucketName}.s3.us-east-1.amazonaws.com` } });
const onKey = (eventName: string, keyId: string, arn = KEY) => call('kms', eventName, {
  requestParameters: { keyId }, resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: arn }],
});
const onLogGroup = (eventName: string, requestParameters: object) => call('logs', eventName, { requestParameters });

/** A call that names its target in one request parameter. */
const naming = (service: string, eventName: string, parameter: string, value: unknown) => (
  call(service, eventName, { requestParameters: { [parameter]: value } })
);

const CASES: readonly [why: string, record: CloudTrailEvent, rule: string | undefined][] = [
  ...['StopLogging', 'DeleteTrail', 'UpdateTrail'].flatMap((name): typeof CASES[number][] => [
    [`${name} by name`, onTrail(name, { name: 'audit' }), 'Trail'],
    [`${name} by ARN`, onTrail(name, { name: ARN }), 'Trail'],
    [`${name} of another trail`, onTrail(name, { name: 'other' }), undefined],
    [`${name} of a trail whose name begins alike`, onTrail(name, { name: 'audit-2' }), undefined],
    [`${name} of a trail whose name ends alike`, onTrail(name, { name: 'my-audit' }), undefined],
    [`${name} of the trail of that name of another account`, onTrail(name, { name: ARN.replace('111122223333', '999988887777') }), undefined],
  ]),
  ...['PutEventSelectors', 'PutInsightSelectors', 'PutEventConfiguration'].flatMap((name): typeof CASES[number][] => [
    [`${name} by name`, onTrail(name, { trailName: 'audit' }), 'Trail'],
    [`${name} by ARN`, onTrail(name, { trailName: ARN }), 'Trail'],
    [`${name} of another trail`, onTrail(name, { trailName: 'audit.2' }), undefined],
  ]),
  ['a refused attempt', refused('cloudtrail', 'StopLogging', 'AccessDenied', { requestParameters: { name: 'audit' } }), 'Trail'],
  ['StartLogging', onTrail('StartLogging', { name: 'audit' }), undefined],
  ['reading the trail', onTrail('GetTrailStatus', { name: 'audit' }), undefined],
  ['the same call of another service', call('example', 'StopLogging', { requestParameters: { name: 'audit' } }), undefined],
  ...[
    'DeleteBucket', 'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutBucketOwnershipControls',
    'DeleteBucketOwnershipControls', 'PutBucketVersioning', 'PutBucketObjectLockConfiguration', 'PutBucketLifecycle', 'DeleteBucketLifecycle', 'PutBucketEncryption',
    'DeleteBucketEncryption', 'PutBucketLogging', 'PutBucketReplication', 'DeleteBucketReplication',
  ].flatMap((name): typeof CASES[number][] => [
    [`${name} of the bucket`, onBucket(name), 'Bucket'],
    [`${name} of a bucket whose name begins alike`, onBucket(name, 'audit-logs-2'), undefined],
  ]),
  ['reading the bucket', onBucket('GetBucketPolicy'), undefined],
  ['a new object', onBucket('PutObject'), undefined],
  ['tags of an object', onBucket('PutObjectTagging'), undefined],
  ...['PutBucketRequestPayment', 'PutBucketMetricsConfiguration', 'DeleteBucketMetricsConfiguration', 'PutBucketNotification', 'PutBucketInventoryConfiguration', 'PutBucketAbac',
    'PutBucketTagging', 'DeleteBucketTagging', 'PutBucketPolicy', 'PutBucketLifecycle'].flatMap((name): typeof CASES[number][] => [
    [`${name} of the bucket`, onBucket(name), 'Bucket'],
    [`${name} of the access-log bucket`, onBucket(name, 'audit-access-logs'), 'AccessLogBucket'],
    [`${name} of another bucket`, onBucket(name, 'logs'), undefined],
  ]),
  ...['PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock'].map((name): typeof CASES[number] => [name, call('s3', name, { requestParameters: { accountId: '111122223333' } }), 'PublicAccess']),
  ['reading the settings of the account', call('s3', 'GetAccountPublicAccessBlock', {}), undefined],
  ...['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKeyRotation', 'CreateGrant', 'DeleteImportedKeyMaterial', 'ImportKeyMaterial', 'ReplicateKey', 'UpdatePrimaryRegion'].flatMap((name): typeof CASES[number][] => [
    [`${name} by ID`, onKey(name, '1234abcd-12ab-34cd-56ef-1234567890ab'), 'Key'],
    [`${name} by ARN`, onKey(name, KEY), 'Key'],
    [`${name} refused, by ID and without resources`, refused('kms', name, 'AccessDenied', { requestParameters: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' } }), 'Key'],
    [`${name} refused, by ARN and without resources`, refused('kms', name, 'AccessDenied', { requestParameters: { keyId: KEY } }), 'Key'],
    [`${name} of another key`, onKey(name, 'other', KEY.replace('1234abcd', '5678abcd')), undefined],
  ]),
  ['use of the key', onKey('GenerateDataKey', KEY), undefined],
  ['reading the key', onKey('DescribeKey', KEY), undefined],
  ['cancelling the deletion', onKey('CancelKeyDeletion', KEY), undefined],
  ...[
    'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DisassociateKmsKey', 'AssociateKmsKey', 'DeleteMetricFilter', 'PutMetricFilter',
    'DeleteSubscriptionFilter', 'PutSubscriptionFilter', 'CreateExportTask',
  ].flatMap((name): typeof CASES[number][] => [
    [`${name} of the log group`, onLogGroup(name, { logGroupName: '/audit/trail' }), 'LogGroup'],
    [`${name} of a log group whose name begins alike`, onLogGroup(name, { logGroupName: '/audit/trail/2' }), undefined],
  ]),
  ...['PutTransformer', 'DeleteTransformer', 'PutDataProtectionPolicy', 'DeleteDataProtectionPolicy', 'PutBearerTokenAuthentication'].flatMap((name): typeof CASES[number][] => [
    [`${name} by name`, onLogGroup(name, { logGroupIdentifier: '/audit/trail' }), 'LogGroup'],
    [`${name} by ARN`, onLogGroup(name, { logGroupIdentifier: LOG_GROUP }), 'LogGroup'],
    [`${name} of another log group`, onLogGroup(name, { logGroupIdentifier: `${LOG_GROUP}/2` }), undefined],
  ]),
  ...['PutAccountPolicy', 'DeleteAccountPolicy'].map((name): typeof CASES[number] => [name, onLogGroup(name, { policyName: 'mask', policyType: 'DATA_PROTECTION_POLICY' }), 'LogsOfAccount']),
  ...['DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'PutRolePolicy', 'AttachRolePolicy', 'PutRolePermissionsBoundary', 'UpdateAssumeRolePolicy'].flatMap((name): typeof CASES[number][] => [
    [`${name} of the role`, naming('iam', name, 'roleName', 'audit-logs-role'), 'LogsRole'],
    [`${name} of the role of the replication`, naming('iam', name, 'roleName', 'audit-replica-role'), 'ReplicationRole'],
    [`${name} of another role`, naming('iam', name, 'roleName', 'audit-logs-role-2'), undefined],
  ]),
  ...['DisableAWSServiceAccess', 'DeregisterDelegatedAdministrator', 'RegisterDelegatedAdministrator'].flatMap((name): typeof CASES[number][] => [
    [`${name} of CloudTrail`, naming('organizations', name, 'servicePrincipal', 'cloudtrail.amazonaws.com'), 'Organization'],
    [`${name} of another service`, naming('organizations', name, 'servicePrincipal', 'config.amazonaws.com'), undefined],
  ]),
  ...['RegisterOrganizationDelegatedAdmin', 'DeregisterOrganizationDelegatedAdmin'].map((name): typeof CASES[number] => [name, call('cloudtrail', name, { requestParameters: {} }), 'Administrators']),
  ...['DeleteTopic', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'].flatMap((name): typeof CASES[number][] => [
    [`${name} of the topic`, naming('sns', name, 'topicArn', TOPIC), 'Topic'],
    [`${name} of a topic whose name begins alike`, naming('sns', name, 'topicArn', `${TOPIC}-2`), undefined],
  ]),
  ...['Unsubscribe', 'SetSubscriptionAttributes'].flatMap((name): typeof CASES[number][] => [
    [`${name} from the topic`, naming('sns', name, 'subscriptionArn', `${TOPIC}:0b1c2d3e`), 'Topic'],
    [`${name} from a topic whose name begins alike`, naming('sns', name, 'subscriptionArn', `${TOPIC}-2:0b1c2d3e`), undefined],
  ]),
  ['data protection of the topic', naming('sns', 'PutDataProtectionPolicy', 'resourceArn', TOPIC), 'Topic'],
  ['a new subscription', naming('sns', 'Subscribe', 'topicArn', TOPIC), undefined],
  ...['DisableRule', 'DeleteRule', 'PutRule'].flatMap((name): typeof CASES[number][] => [
    [`${name} of a rule`, naming('events', name, 'name', 'another-rule'), 'Rules'],
    [`${name} of the rule about rules`, naming('events', name, 'name', deployed.nameOfLastRule), 'Rules'],
    [`${name} of a rule of something else`, naming('events', name, 'name', 'another'), undefined],
  ]),
  ...['RemoveTargets', 'PutTargets'].flatMap((name): typeof CASES[number][] => [
    [`${name} of a rule`, naming('events', name, 'rule', 'another-rule'), 'Rules'],
    [`${name} of a rule of something else`, naming('events', name, 'rule', 'another'), undefined],
  ]),
  ['the event bus by name', naming('events', 'UpdateEventBus', 'name', 'default'), 'EventBus'],
  ['the event bus by ARN', naming('events', 'UpdateEventBus', 'name', 'arn:aws:events:us-east-1:111122223333:event-bus/default'), 'EventBus'],
  ['another event bus', naming('events', 'UpdateEventBus', 'name', 'orders'), undefined],
  ['the default event bus of another account', naming('events', 'UpdateEventBus', 'name', 'arn:aws:events:us-east-1:999988887777:event-bus/default'), undefined],
  ...['DeleteAlarms', 'DisableAlarmActions'].flatMap((name): typeof CASES[number][] => [
    [`${name} with the alarm among others`, naming('monitoring', name, 'alarmNames', ['other', 'root-user']), 'Alarms'],
    [`${name} of others`, naming('monitoring', name, 'alarmNames', ['other', 'root-user-2']), undefined],
  ]),
  ...['PutMetricAlarm', 'PutCompositeAlarm', 'PutLogAlarm', 'SetAlarmState'].flatMap((name): typeof CASES[number][] => [
    [`${name} of the alarm`, naming('monitoring', name, 'alarmName', 'root-user'), 'Alarms'],
    [`${name} of another`, naming('monitoring', name, 'alarmName', 'other'), undefined],
  ]),
  ['a mute rule', naming('monitoring', 'PutAlarmMuteRule', 'name', 'maintenance'), 'MuteRules'],
  ['reading alarms', naming('monitoring', 'DescribeAlarms', 'alarmNames', ['root-user']), undefined],
  ['deletion protection by name', onLogGroup('PutLogGroupDeletionProtection', { logGroupIdentifier: '/audit/trail', deletionProtectionEnabled: false }), 'LogGroup'],
  ['deletion protection by ARN', onLogGroup('PutLogGroupDeletionProtection', { logGroupIdentifier: LOG_GROUP }), 'LogGroup'],
  ['deletion protection of another group', onLogGroup('PutLogGroupDeletionProtection', { logGroupIdentifier: `${LOG_GROUP}/2` }), undefined],
  ['the key of the log group by ARN', onLogGroup('DisassociateKmsKey', { resourceIdentifier: LOG_GROUP }), 'LogGroup'],
  ['the key of query results', onLogGroup('DisassociateKmsKey', { resourceIdentifier: 'arn:aws:logs:us-east-1:111122223333:query-result:*' }), undefined],
  ['a new log stream', onLogGroup('CreateLogStream', { logGroupName: '/audit/trail' }), undefined],
  ['reading the log group', onLogGroup('StartQuery', { logGroupName: '/audit/trail' }), undefined],
];

const ruler = EventRuler.find();
const judged = typeof ruler === 'string' ? undefined : ruler.match(deployed.patterns, CASES.map(([, record]) => onBus(record)));
const describeWithTools = judged ? describe : describe.skip;

test('EventBridge\'s own engine is at hand wherever tools are required', () => {
  if (typeof ruler === 'string') {
    process.stderr.write(`Event patterns are not judged by EventBridge's engine, because ${ruler}.\n`);
  }
  expect(process.env.REQUIRE_TOOLS === '1' ? ruler : undefined).not.toEqual(expect.any(String));
});

describeWithTools('as EventBridge\'s own engine judges', () => {
  test.each(CASES.map(([why, , rule], index) => [why, rule ? [rule] : [], index] as const))('%s: %j', (_why, rules, index) => {
    expect(judged![index]).toEqual(rules);
  });

  test('every call of the table is judged', () => {
    const judgedCalls = new Set(CASES.filter(([, , rule]) => rule).map(([, { eventSource, eventName }]) => `${eventSource} ${eventName}`));
    const calls = Object.entries(TAMPERING).filter(([target]) => target !== 'alias')
      .flatMap(([, { service, calls: rows }]) => rows.map(({ eventName }) => `${service}.amazonaws.com ${eventName}`));

    expect(calls.filter((each) => !judgedCalls.has(each))).toEqual([]);
  });

  test('every rule is judged by at least three events that match and three that nearly do', () => {
    const source = { Trail: 'cloudtrail', Bucket: 's3', Key: 'kms', LogGroup: 'logs', LogsRole: 'iam', ReplicationRole: 'iam', Topic: 'sns', Rules: 'events', Alarms: 'monitoring' };
    for (const [rule, service] of Object.entries(source)) {
      expect(CASES.filter(([, , matching]) => matching === rule).length).toBeGreaterThanOrEqual(3);
      expect(CASES.filter(([, record, matching]) => matching === undefined && record.eventSource === `${service}.amazonaws.com`).length).toBeGreaterThanOrEqual(3);
    }
  });
});
