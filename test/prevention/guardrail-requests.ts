import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV } from '../fixtures/accounts';
import { type AccessRequest, authorize, type Decision, type PolicyDocument } from '../oracles/policy-evaluator';
import { TrailGuardrails, type TrailGuardrailsProps, TrailSource } from 'cdk-well-architected-trail';

export const ORGANIZATION = 'o-a1b2c3d4e5';
export const TARGETS = ['ou-ab12-34567890', ENV.account];
export const MANAGEMENT = { account: '999988887777', region: 'us-east-1' };
export const DEPLOYMENT = TrailGuardrails.cloudFormationExecutionRole(ENV);
const BREAK_GLASS = `arn:aws:iam::${ENV.account}:user/break-glass/anna`;
const ADMINISTRATOR = `arn:aws:iam::${ENV.account}:role/Administrator`;

/** A trail and its guardrails in the management account, everything known by ARN. */
export function guardrails(props: Partial<TrailGuardrailsProps> = {}, env: typeof ENV = MANAGEMENT) {
  const stack = new Stack(new App(), 'Guardrails', { env });
  const partition = env.region.startsWith('cn-') ? 'aws-cn' : env.region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${ENV.region}:${ENV.account}:${resource}`;
  const resources = {
    trail: arn('cloudtrail', 'trail/audit'),
    bucket: `arn:${partition}:s3:::audit-logs`,
    accessLogs: `arn:${partition}:s3:::audit-access-logs`,
    key: arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab'),
    logGroup: arn('logs', 'log-group:/aws/cloudtrail/audit'),
    role: `arn:${partition}:iam::${ENV.account}:role/audit-logs-role`,
    replicationRole: `arn:${partition}:iam::${ENV.account}:role/audit-replica-role`,
    topic: arn('sns', 'alerts'),
    rule: arn('events', 'rule/tampering'),
    bus: arn('events', 'event-bus/default'),
    alarm: arn('cloudwatch', 'alarm:root-user'),
  };
  const trail = TrailSource.fromTrailAttributes({
    trailArn: resources.trail,
    bucket: s3.Bucket.fromBucketArn(stack, 'Bucket', resources.bucket),
    accessLogBucket: s3.Bucket.fromBucketArn(stack, 'AccessLogs', resources.accessLogs),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', resources.key),
    logGroup: logs.LogGroup.fromLogGroupArn(stack, 'LogGroup', resources.logGroup),
    logsRole: iam.Role.fromRoleArn(stack, 'Role', resources.role),
    replicationRole: iam.Role.fromRoleArn(stack, 'ReplicationRole', resources.replicationRole),
  });
  const made = new TrailGuardrails(stack, 'TrailGuardrails', {
    trail,
    organizationId: ORGANIZATION,
    exemptPrincipals: [DEPLOYMENT, 'arn:aws:iam::111122223333:user/break-glass/*'],
    targets: TARGETS,
    monitoring: {
      topics: [sns.Topic.fromTopicArn(stack, 'Topic', resources.topic)],
      rules: [events.Rule.fromEventRuleArn(stack, 'Rule', resources.rule)],
      alarms: [cloudwatch.Alarm.fromAlarmArn(stack, 'Alarm', resources.alarm)],
    },
    ...props,
  });
  return { stack, made, resources };
}

/** Its documents, with the partition of the stack in place of the pseudo parameter. */
export function documents({ stack, made }: ReturnType<typeof guardrails>, partition = 'aws') {
  const parsed = (texts: string[]): PolicyDocument[] => texts.map((text) => {
    const resolved = stack.resolve(text);
    const joined = typeof resolved === 'string' ? resolved : (resolved['Fn::Join'][1] as any[]).map((part) => (typeof part === 'string' ? part : partition)).join('');
    return JSON.parse(joined);
  });
  return { service: parsed(made.serviceControlPolicyDocuments), resource: parsed(made.resourceControlPolicyDocuments) };
}

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const EVERYBODY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/** What a principal of a member account, whose own policies allow everything, can do under service control policies. */
export const underService = (policies: PolicyDocument[], request: AccessRequest): Decision => authorize({
  resourceAccount: ENV.account, identityPolicies: [EVERYTHING, ...policies],
}, request);

/** What anybody can do with a resource whose own policy allows everybody everything, under resource control policies. */
export const underResource = (policies: PolicyDocument[], request: AccessRequest): Decision => authorize({
  resourceAccount: ENV.account,
  resourcePolicy: { ...EVERYBODY, Statement: [...EVERYBODY.Statement, ...policies.flatMap(({ Statement }) => Statement as object[])] },
  identityPolicies: [EVERYTHING],
}, request);

export type Cases = readonly (readonly [why: string, expected: Decision, request: AccessRequest])[];

export const { resources } = guardrails();
export const by = (arn: string, action: string, resource: string, context?: AccessRequest['context']): AccessRequest => ({ principal: { arn }, action, resource, context });
export const administrator = (action: string, resource: string, context?: AccessRequest['context']) => by(ADMINISTRATOR, action, resource, context);


const HARMFUL: readonly (readonly [action: string, resource: string])[] = [
  ['cloudtrail:StopLogging', resources.trail], ['cloudtrail:DeleteTrail', resources.trail], ['cloudtrail:UpdateTrail', resources.trail],
  ['cloudtrail:PutEventSelectors', resources.trail], ['cloudtrail:PutInsightSelectors', resources.trail], ['cloudtrail:PutEventConfiguration', resources.trail],
  ...['DeleteBucket', 'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock', 'PutBucketOwnershipControls', 'PutBucketVersioning',
    'PutBucketObjectLockConfiguration', 'PutLifecycleConfiguration', 'PutEncryptionConfiguration', 'PutBucketLogging', 'PutReplicationConfiguration', 'PutBucketRequestPayment',
    'PutMetricsConfiguration', 'PutBucketNotification', 'PutInventoryConfiguration', 'PutBucketAbac', 'PutBucketTagging'].flatMap((name) => [[`s3:${name}`, resources.bucket], [`s3:${name}`, resources.accessLogs]] as const),
  ...['PutObject', 'DeleteObject', 'DeleteObjectVersion', 'PutObjectAcl', 'PutObjectVersionAcl', 'PutObjectTagging', 'PutObjectVersionTagging', 'DeleteObjectTagging',
    'DeleteObjectVersionTagging', 'ReplicateObject', 'ReplicateDelete', 'BypassGovernanceRetention'].flatMap((name) => [[`s3:${name}`, `${resources.bucket}/AWSLogs/a.json.gz`], [`s3:${name}`, `${resources.accessLogs}/log`]] as const),
  ...['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKeyRotation', 'CreateGrant', 'DeleteImportedKeyMaterial', 'ImportKeyMaterial', 'ReplicateKey', 'UpdatePrimaryRegion']
    .map((name) => [`kms:${name}`, resources.key] as const),
  ...['DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DisassociateKmsKey', 'AssociateKmsKey', 'DeleteMetricFilter', 'PutMetricFilter', 'DeleteSubscriptionFilter',
    'PutSubscriptionFilter', 'CreateExportTask', 'PutTransformer', 'DeleteTransformer', 'PutDataProtectionPolicy', 'DeleteDataProtectionPolicy', 'PutLogGroupDeletionProtection', 'PutBearerTokenAuthentication'].flatMap((name) => [[`logs:${name}`, resources.logGroup], [`logs:${name}`, `${resources.logGroup}:log-stream:a`]] as const),
  ...['DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'PutRolePolicy', 'AttachRolePolicy', 'PutRolePermissionsBoundary', 'UpdateAssumeRolePolicy']
    .flatMap((name) => [[`iam:${name}`, resources.role], [`iam:${name}`, resources.replicationRole]] as const),
  ...['DeleteTopic', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'Unsubscribe', 'SetSubscriptionAttributes', 'PutDataProtectionPolicy'].map((name) => [`sns:${name}`, resources.topic] as const),
  ...['DisableRule', 'DeleteRule', 'PutRule', 'RemoveTargets', 'PutTargets'].map((name) => [`events:${name}`, resources.rule] as const),
  ['events:UpdateEventBus', resources.bus],
  ...['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'PutCompositeAlarm', 'PutLogAlarm', 'SetAlarmState', 'PutAlarmMuteRule']
    .map((name) => [`cloudwatch:${name}`, resources.alarm] as const),
];

export const SERVICE_CASES: Cases = [
  ...HARMFUL.flatMap(([action, resource]): Cases => [
    [`an administrator may not ${action} on ${resource}`, 'explicit deny', administrator(action, resource)],
    [`the deployment may ${action} on ${resource}`, 'allow', by(DEPLOYMENT, action, resource)],
    [`a break-glass user may ${action} on ${resource}`, 'allow', by(BREAK_GLASS, action, resource)],
  ]),
  ['a user of that name in another path may not', 'explicit deny', by(`arn:aws:iam::${ENV.account}:user/anna`, 'cloudtrail:StopLogging', resources.trail)],
  ['the deployment of another account may not', 'explicit deny', by(DEPLOYMENT.replaceAll(ENV.account, '444455556666'), 'cloudtrail:StopLogging', resources.trail)],
  ['the root user may not', 'explicit deny', by(`arn:aws:iam::${ENV.account}:root`, 'cloudtrail:StopLogging', resources.trail)],
  ['another trail may be stopped', 'allow', administrator('cloudtrail:StopLogging', resources.trail.replace('audit', 'other'))],
  ['a trail of that name in another Region may be stopped', 'allow', administrator('cloudtrail:StopLogging', resources.trail.replace(ENV.region, 'us-west-2'))],
  ...[['cloudtrail:StopLogging', resources.trail], ['kms:DisableKey', resources.key], ['logs:DeleteLogGroup', resources.logGroup], ['logs:DeleteLogStream', `${resources.logGroup}:log-stream:a`],
    ['sns:DeleteTopic', resources.topic], ['events:DisableRule', resources.rule], ['events:UpdateEventBus', resources.bus], ['cloudwatch:DeleteAlarms', resources.alarm]].flatMap(([action, resource]): Cases => [
    [`${action} in another Region`, 'allow', administrator(action, resource.replace(ENV.region, 'us-west-2'))],
    [`${action} in another account`, 'allow', administrator(action, resource.replace(ENV.account, '444455556666'))],
    [`${action} in another partition`, 'allow', administrator(action, resource.replace('arn:aws:', 'arn:aws-cn:'))],
  ]),
  ['streams of another log group may be deleted', 'allow', administrator('logs:DeleteLogStream', `${resources.logGroup}-2:log-stream:a`)],
  ['the bucket may be listed', 'allow', administrator('s3:ListBucket', resources.bucket)],
  ['the access-log bucket may be listed', 'allow', administrator('s3:ListBucket', resources.accessLogs)],
  ['log files with that legal hold may be read', 'allow', administrator('s3:GetObject', `${resources.bucket}/AWSLogs/a.json.gz`, { 's3:object-lock-legal-hold': 'OFF' })],
  ['the trail may be read', 'allow', administrator('cloudtrail:GetTrailStatus', resources.trail)],
  ['logging may be started', 'allow', administrator('cloudtrail:StartLogging', resources.trail)],
  ['log files may be read', 'allow', administrator('s3:GetObject', `${resources.bucket}/AWSLogs/a.json.gz`)],
  ['log files may be restored from an archive', 'allow', administrator('s3:RestoreObject', `${resources.bucket}/AWSLogs/a.json.gz`)],
  ['log files may be locked for longer', 'allow', administrator('s3:PutObjectRetention', `${resources.bucket}/AWSLogs/a.json.gz`)],
  ['a legal hold may be placed', 'allow', administrator('s3:PutObjectLegalHold', `${resources.bucket}/AWSLogs/a.json.gz`, { 's3:object-lock-legal-hold': 'ON' })],
  ['a legal hold may not be removed', 'explicit deny', administrator('s3:PutObjectLegalHold', `${resources.bucket}/AWSLogs/a.json.gz`, { 's3:object-lock-legal-hold': 'OFF' })],
  ['the deployment may remove a legal hold', 'allow', by(DEPLOYMENT, 's3:PutObjectLegalHold', `${resources.bucket}/AWSLogs/a.json.gz`, { 's3:object-lock-legal-hold': 'OFF' })],
  ['a break-glass user may remove a legal hold', 'allow', by(BREAK_GLASS, 's3:PutObjectLegalHold', `${resources.bucket}/AWSLogs/a.json.gz`, { 's3:object-lock-legal-hold': 'OFF' })],
  ['a legal hold on access logs may not be removed', 'explicit deny', administrator('s3:PutObjectLegalHold', `${resources.accessLogs}/log`, { 's3:object-lock-legal-hold': 'OFF' })],
  ['a bucket whose name begins alike may be deleted', 'allow', administrator('s3:DeleteBucket', `${resources.bucket}-2`)],
  ['objects of a bucket whose name begins alike may be deleted', 'allow', administrator('s3:DeleteObject', `${resources.bucket}-2/AWSLogs/a.json.gz`)],
  ['a role whose name begins alike may be deleted', 'allow', administrator('iam:DeleteRole', `${resources.role}-2`)],
  ['a role of that name in another account may be deleted', 'allow', administrator('iam:DeleteRole', resources.role.replace(ENV.account, '444455556666'))],
  ['a role of that name in another partition may be deleted', 'allow', administrator('iam:DeleteRole', resources.role.replace('arn:aws:', 'arn:aws-cn:'))],
  ['a role whose name begins like that of the replication may be deleted', 'allow', administrator('iam:DeleteRole', `${resources.replicationRole}-2`)],
  ['the role of the replication in another account may be deleted', 'allow', administrator('iam:DeleteRole', resources.replicationRole.replace(ENV.account, '444455556666'))],
  ['the role of the replication in another partition may be deleted', 'allow', administrator('iam:DeleteRole', resources.replicationRole.replace('arn:aws:', 'arn:aws-cn:'))],
  ['the role of the replication may be read', 'allow', administrator('iam:GetRole', resources.replicationRole)],
  ['the role may be read', 'allow', administrator('iam:GetRole', resources.role)],
  ['log files may be decrypted', 'allow', administrator('kms:Decrypt', resources.key)],
  ['another key may be disabled', 'allow', administrator('kms:DisableKey', resources.key.replace('1234abcd', '5678efab'))],
  ['a log group whose name begins alike may be deleted', 'allow', administrator('logs:DeleteLogGroup', `${resources.logGroup}-2`)],
  ['the log group may be queried', 'allow', administrator('logs:StartQuery', resources.logGroup)],
  ['another topic may be deleted', 'allow', administrator('sns:DeleteTopic', `${resources.topic}-2`)],
  ['another rule may be disabled', 'allow', administrator('events:DisableRule', `${resources.rule}-2`)],
  ['a rule may be enabled', 'allow', administrator('events:EnableRule', resources.rule)],
  ['another event bus may be changed', 'allow', administrator('events:UpdateEventBus', `${resources.bus}-2`)],
  ['events may be sent to the event bus', 'allow', administrator('events:PutEvents', resources.bus)],
  ['another alarm may be deleted', 'allow', administrator('cloudwatch:DeleteAlarms', `${resources.alarm}-2`)],
  ['another alarm may be muted', 'allow', administrator('cloudwatch:PutAlarmMuteRule', `${resources.alarm}-2`)],
  ['an alarm may be enabled', 'allow', administrator('cloudwatch:EnableAlarmActions', resources.alarm)],
  ['alerts may be subscribed to', 'allow', administrator('sns:Subscribe', resources.topic)],
  ['a legal hold in another bucket may be removed', 'allow', administrator('s3:PutObjectLegalHold', `${resources.bucket}-2/a`, { 's3:object-lock-legal-hold': 'OFF' })],
  ['the account may not leave the organization', 'explicit deny', administrator('organizations:LeaveOrganization', '*')],
  ['not even the deployment makes it leave', 'explicit deny', by(DEPLOYMENT, 'organizations:LeaveOrganization', '*')],
  ['the organization may be described', 'allow', administrator('organizations:DescribeOrganization', '*')],
];

const insider = { 'aws:PrincipalOrgID': ORGANIZATION };
export const outsider = (action: string, resource: string, context: AccessRequest['context'] = { 'aws:PrincipalOrgID': 'o-somebodyelse' }): AccessRequest => (
  { principal: { arn: 'arn:aws:iam::666677778888:role/Outsider' }, action, resource, context: { 'aws:PrincipalIsAWSService': 'false', ...context } }
);
const service = (name: string, action: string, resource: string, context: AccessRequest['context'] = {}): AccessRequest => (
  { principal: { service: `${name}.amazonaws.com` }, action, resource, context: { 'aws:PrincipalIsAWSService': 'true', ...context } }
);
const forUs = { 'aws:SourceAccount': ENV.account, 'aws:SourceOrgID': ORGANIZATION };
const forOthers = { 'aws:SourceAccount': '666677778888', 'aws:SourceOrgID': 'o-somebodyelse' };

export const RESOURCE_CASES: Cases = [
  [resources.bucket, 's3:ListBucket'], [`${resources.bucket}/AWSLogs/a.json.gz`, 's3:GetObject'], [resources.accessLogs, 's3:ListBucket'], [`${resources.accessLogs}/log`, 's3:GetObject'],
  [resources.key, 'kms:Decrypt'],
].flatMap(([resource, action]): Cases => [
  [`${action} on ${resource} for a principal of the organization`, 'allow', by(ADMINISTRATOR, action, resource, { ...insider, 'aws:PrincipalIsAWSService': 'false' })],
  [`${action} on ${resource} for another organization`, 'explicit deny', outsider(action, resource)],
  [`${action} on ${resource} for an account without organization`, 'explicit deny', outsider(action, resource, {})],
  [`${action} on ${resource} for nobody known`, 'explicit deny', { principal: 'anonymous', action, resource, context: {} }],
  [`${action} on ${resource} for a service that works for us`, 'allow', service('cloudtrail', action, resource, forUs)],
  [`${action} on ${resource} for a service that works for others`, 'explicit deny', service('cloudtrail', action, resource, forOthers)],
  [`${action} on ${resource} for a service that works for an account without organization`, 'explicit deny', service('cloudtrail', action, resource, { 'aws:SourceAccount': '666677778888' })],
  [`${action} on ${resource} for a service that does not say for whom it works`, 'allow', service('logs', action, resource)],
  [`${action} on ${resource} for a principal of the organization whose request names another account`, 'allow', by(ADMINISTRATOR, action, resource, { ...insider, ...forOthers, 'aws:PrincipalIsAWSService': 'false' })],
]).concat([
  ['s3:GetObject', `${resources.bucket}-2/a`], ['s3:ListBucket', `${resources.bucket}-2`], ['kms:Decrypt', resources.key.replace('1234abcd', '5678efab')],
  ...[[ENV.region, 'us-west-2'], [ENV.account, '444455556666'], ['arn:aws:', 'arn:aws-cn:']].map(([from, to]) => ['kms:Decrypt', resources.key.replace(from, to)]),
].flatMap(([action, resource]): Cases => [
  [`${action} on ${resource}, another one, for another organization`, 'allow', outsider(action, resource)],
  [`${action} on ${resource}, another one, for a service that works for others`, 'allow', service('cloudtrail', action, resource, forOthers)],
]));
