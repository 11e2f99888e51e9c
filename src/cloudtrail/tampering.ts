/**
 * The calls that stop, weaken or remove a trail or something that it depends on. One row a call: the name of its event, which is
 * what rules and filters match, and the IAM actions that allow it, which is what policies grant and deny. The two differ.
 */
import { MONITORING_CALLS } from './monitoring-calls';
import { accountCall, callOn, parameter, type TamperCall, type TamperTable, type TamperTarget, type TargetField } from './tamper-calls';

export type { TamperCall, TamperTable, TamperTarget, TargetField, TargetForm } from './tamper-calls';

const CLOUDTRAIL_API = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_';
const S3_EVENTS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html';
const KMS_EVENTS = 'https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html';
const ORGANIZATIONS_EVENTS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html';
const LOGS_EVENTS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html';
const LOGS_API = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_';
const IAM_EVENTS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html';

const trailCall = <Name extends string>(eventName: Name, field: 'name' | 'trailName', effect: string) => (
  callOn(eventName, `cloudtrail:${eventName}`, effect, [parameter(field, 'arn', 'name')], `${CLOUDTRAIL_API}${eventName}.html`)
);

/** S3 names events after the operation, and IAM actions after what they change. */
const bucketCall = <Name extends string>(eventName: Name, action: string, effect: string) => (
  callOn(eventName, `s3:${action}`, effect, [parameter('bucketName', 'name')], S3_EVENTS)
);

/**
 * The request names a key by ID or ARN. The resources of the event name it by ARN; AWS shows no event of a refused change, so the request
 * counts as well.
 */
const KEY_FIELDS: readonly TargetField[] = [{ field: 'resources.ARN', forms: ['arn'] }, parameter('keyId', 'arn', 'name')];
const keyCall = <Name extends string>(eventName: Name, effect: string) => callOn(eventName, `kms:${eventName}`, effect, KEY_FIELDS, KMS_EVENTS);

/** Which key an alias stands for. Only these calls name it. */
const aliasCall = <Name extends string>(eventName: Name, effect: string) => (
  callOn(eventName, `kms:${eventName}`, effect, [parameter('aliasName', 'name')], KMS_EVENTS)
);

/** What AWS Organizations lets a service do, by the principal of the service. */
const organizationCall = <Name extends string>(eventName: Name, effect: string) => (
  callOn(eventName, `organizations:${eventName}`, effect, [parameter('servicePrincipal', 'name')], ORGANIZATIONS_EVENTS)
);

const logGroupCall = <Name extends string>(eventName: Name, effect: string, ...more: TargetField[]) => (
  callOn(eventName, `logs:${eventName}`, effect, [parameter('logGroupName', 'name'), ...more], LOGS_EVENTS)
);

/** Newer operations name the log group, or what else they are about, in a field of their own. */
const RESOURCE_IDENTIFIER = parameter('resourceIdentifier', 'arn');
const LOG_GROUP_IDENTIFIER = parameter('logGroupIdentifier', 'name', 'arn');

const newerLogGroupCall = <Name extends string>(eventName: Name, effect: string, recorded?: TamperCall['recorded']) => (
  callOn(eventName, `logs:${eventName}`, effect, [LOG_GROUP_IDENTIFIER], `${LOGS_API}${eventName}.html`, recorded)
);

const roleCall = <Name extends string>(eventName: Name, effect: string) => (
  callOn(eventName, `iam:${eventName}`, effect, [parameter('roleName', 'name')], IAM_EVENTS)
);

/** What stops a service that works with a role. */
const roleCalls = (work: string, others: string) => [
  roleCall('DeleteRole', `stops ${work}`),
  roleCall('DeleteRolePolicy', `stops ${work}`),
  roleCall('DetachRolePolicy', `stops ${work}`),
  roleCall('PutRolePolicy', `can refuse ${work}`),
  roleCall('AttachRolePolicy', `can refuse ${work}`),
  roleCall('PutRolePermissionsBoundary', `can refuse ${work}`),
  roleCall('UpdateAssumeRolePolicy', `stops ${work}, or lets others ${others}`),
] as const;

/**
 * The calls by what they are made against.
 *
 * A trail can be changed in its home Region only.
 */
export const TAMPERING = {
  trail: {
    service: 'cloudtrail',
    recordedIn: 'the home Region of the trail',
    calls: [
      trailCall('StopLogging', 'name', 'stops the trail'),
      trailCall('DeleteTrail', 'name', 'deletes the trail'),
      trailCall('UpdateTrail', 'name', 'sends log files elsewhere, or turns off validation, encryption or other Regions'),
      trailCall('PutEventSelectors', 'trailName', 'takes events out of the trail'),
      trailCall('PutInsightSelectors', 'trailName', 'turns off Insights'),
      trailCall('PutEventConfiguration', 'trailName', 'turns off aggregated events'),
    ],
  },
  bucket: {
    service: 's3',
    recordedIn: 'the Region of the resource',
    calls: [
      bucketCall('DeleteBucket', 'DeleteBucket', 'deletes the bucket'),
      bucketCall('PutBucketPolicy', 'PutBucketPolicy', 'refuses deliveries, or opens the bucket'),
      bucketCall('DeleteBucketPolicy', 'DeleteBucketPolicy', 'refuses deliveries, and allows what the policy denies'),
      bucketCall('PutBucketAcl', 'PutBucketAcl', 'opens the bucket'),
      bucketCall('PutBucketPublicAccessBlock', 'PutBucketPublicAccessBlock', 'lets the bucket become public'),
      bucketCall('DeleteBucketPublicAccessBlock', 'PutBucketPublicAccessBlock', 'lets the bucket become public'),
      bucketCall('PutBucketOwnershipControls', 'PutBucketOwnershipControls', 'turns ACLs on'),
      bucketCall('DeleteBucketOwnershipControls', 'PutBucketOwnershipControls', 'turns ACLs on'),
      bucketCall('PutBucketVersioning', 'PutBucketVersioning', 'stops keeping what is overwritten or deleted'),
      bucketCall('PutBucketObjectLockConfiguration', 'PutBucketObjectLockConfiguration', 'stops locking new log files'),
      bucketCall('PutBucketLifecycle', 'PutLifecycleConfiguration', 'expires log files early'),
      bucketCall('DeleteBucketLifecycle', 'PutLifecycleConfiguration', 'keeps log files longer than agreed'),
      bucketCall('PutBucketEncryption', 'PutEncryptionConfiguration', 'encrypts new objects with another key'),
      bucketCall('DeleteBucketEncryption', 'PutEncryptionConfiguration', 'encrypts new objects without the key'),
      bucketCall('PutBucketLogging', 'PutBucketLogging', 'stops access logs, or sends them elsewhere'),
      bucketCall('PutBucketReplication', 'PutReplicationConfiguration', 'copies log files elsewhere'),
      bucketCall('DeleteBucketReplication', 'PutReplicationConfiguration', 'stops the second copy'),
      bucketCall('PutBucketRequestPayment', 'PutBucketRequestPayment', 'stops deliveries: CloudTrail does not deliver to a Requester Pays bucket'),
      bucketCall('PutBucketMetricsConfiguration', 'PutMetricsConfiguration', 'can blind the alarm about deliveries'),
      bucketCall('DeleteBucketMetricsConfiguration', 'PutMetricsConfiguration', 'blinds the alarm about deliveries'),
      bucketCall('PutBucketNotification', 'PutBucketNotification', 'stops what processes log files, or tells others of them'),
      bucketCall('PutBucketInventoryConfiguration', 'PutInventoryConfiguration', 'lists the log files to others'),
      bucketCall('PutBucketAbac', 'PutBucketAbac', 'lets tags decide who can use the bucket'),
      bucketCall('PutBucketTagging', 'PutBucketTagging', 'changes who can use the bucket, where tags decide'),
      bucketCall('DeleteBucketTagging', 'PutBucketTagging', 'changes who can use the bucket, where tags decide'),
    ],
  },
  publicAccess: {
    service: 's3',
    recordedIn: 'the Region of the call',
    calls: [
      accountCall('PutAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock', 'lets buckets of the account become public', S3_EVENTS),
      accountCall('DeleteAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock', 'lets buckets of the account become public', S3_EVENTS),
    ],
  },
  key: {
    service: 'kms',
    recordedIn: 'the Region of the resource',
    calls: [
      keyCall('DisableKey', 'stops deliveries and makes log files unreadable'),
      keyCall('ScheduleKeyDeletion', 'makes log files unreadable, permanently once the waiting period is over'),
      keyCall('PutKeyPolicy', 'stops deliveries, or lets others decrypt log files'),
      keyCall('DisableKeyRotation', 'keeps using the same key material'),
      keyCall('CreateGrant', 'lets others decrypt log files, whatever the key policy says'),
      keyCall('DeleteImportedKeyMaterial', 'stops deliveries and makes log files unreadable'),
      keyCall('ImportKeyMaterial', 'replaces key material that was imported'),
      keyCall('ReplicateKey', 'makes a copy of a multi-Region key, with a key policy of its own'),
      keyCall('UpdatePrimaryRegion', 'moves the control over a multi-Region key to another Region'),
    ],
  },
  alias: {
    service: 'kms',
    recordedIn: 'the Region of the resource',
    calls: [
      aliasCall('UpdateAlias', 'encrypts new log files with another key, or stops deliveries'),
      aliasCall('DeleteAlias', 'stops deliveries'),
    ],
  },
  logGroup: {
    service: 'logs',
    recordedIn: 'the Region of the resource',
    calls: [
      logGroupCall('DeleteLogGroup', 'deletes the events and stops their delivery'),
      logGroupCall('DeleteLogStream', 'deletes events'),
      logGroupCall('PutRetentionPolicy', 'expires events early'),
      logGroupCall('DeleteRetentionPolicy', 'keeps events longer than agreed'),
      logGroupCall('DisassociateKmsKey', 'stores new events without the key', RESOURCE_IDENTIFIER),
      logGroupCall('AssociateKmsKey', 'stores new events under another key', RESOURCE_IDENTIFIER),
      logGroupCall('DeleteMetricFilter', 'blinds an alarm'),
      logGroupCall('PutMetricFilter', 'can blind an alarm'),
      logGroupCall('DeleteSubscriptionFilter', 'stops what processes the events'),
      logGroupCall('PutSubscriptionFilter', 'copies events elsewhere, or takes the place of what processes them'),
      logGroupCall('CreateExportTask', 'copies events elsewhere'),
      newerLogGroupCall('PutTransformer', 'changes the events that filters see'),
      newerLogGroupCall('DeleteTransformer', 'changes the events that filters see'),
      newerLogGroupCall('PutDataProtectionPolicy', 'masks parts of the events'),
      newerLogGroupCall('DeleteDataProtectionPolicy', 'shows what was masked'),
      newerLogGroupCall('PutLogGroupDeletionProtection', 'lets the log group be deleted', 'undocumented'), // not in the list of the user guide
      newerLogGroupCall('PutBearerTokenAuthentication', 'lets holders of API keys write false events', 'undocumented'),
    ],
  },
  logsOfAccount: {
    service: 'logs',
    recordedIn: 'the Region of the call',
    calls: [
      accountCall('PutAccountPolicy', 'logs:PutAccountPolicy', 'masks, transforms or copies the events of every log group', `${LOGS_API}PutAccountPolicy.html`),
      accountCall('DeleteAccountPolicy', 'logs:DeleteAccountPolicy', 'stops what masks, transforms or copies the events of every log group', `${LOGS_API}DeleteAccountPolicy.html`),
    ],
  },
  logsRole: {
    service: 'iam',
    recordedIn: 'the Region of IAM',
    calls: roleCalls('deliveries to the log group', 'write to it'),
  },
  replicationRole: {
    service: 'iam',
    recordedIn: 'the Region of IAM',
    calls: roleCalls('replication of the log files', 'read them'),
  },
  organization: {
    service: 'organizations',
    recordedIn: 'the Region of AWS Organizations',
    calls: [
      organizationCall('DisableAWSServiceAccess', 'takes the member accounts out of the trail'),
      organizationCall('DeregisterDelegatedAdministrator', 'ends what an account for audit may do with the trail'),
      organizationCall('RegisterDelegatedAdministrator', 'lets another account change the trails of the organization'),
    ],
  },
  administrators: {
    service: 'cloudtrail',
    recordedIn: 'the Region of the call',
    calls: [
      accountCall('RegisterOrganizationDelegatedAdmin', 'cloudtrail:RegisterOrganizationDelegatedAdmin', 'lets another account change the trails of the organization',
        `${CLOUDTRAIL_API}RegisterOrganizationDelegatedAdmin.html`),
      accountCall('DeregisterOrganizationDelegatedAdmin', 'cloudtrail:DeregisterOrganizationDelegatedAdmin', 'ends what an account for audit may do with the trail',
        `${CLOUDTRAIL_API}DeregisterOrganizationDelegatedAdmin.html`),
    ],
  },
  ...MONITORING_CALLS,
} as const satisfies Readonly<Record<TamperTarget, TamperTable>>;

/** The names of events against one part of a trail. */
export type TamperEvent<Target extends TamperTarget> = typeof TAMPERING[Target]['calls'][number]['eventName'];

/** The names of all events against one part of a trail. */
export function tamperEvents(target: TamperTarget): string[] {
  return TAMPERING[target].calls.map(({ eventName }) => eventName);
}

/** Every IAM action that allows one of the calls against a part of a trail, each once. */
export function tamperActions(target: TamperTarget): string[] {
  return [...new Set(TAMPERING[target].calls.flatMap(({ actions }): readonly string[] => actions))];
}
