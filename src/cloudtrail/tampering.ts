/**
 * The calls that stop, weaken or remove a trail or something that it depends on. One row a call: the name of its event, which is
 * what rules and filters match, and the IAM actions that allow it, which is what policies grant and deny. The two differ.
 */

/** A part of a trail that can be tampered with. */
export type TamperTarget = 'trail' | 'bucket' | 'key' | 'alias' | 'logGroup' | 'organization';

/** A field of the event that names the target, and in which forms callers may name it there. */
export interface TargetField {
  readonly field: string;
  readonly forms: ReadonlyArray<'arn' | 'name'>;
}

/** One call. */
export interface TamperCall {
  readonly eventName: string;
  /** What a principal needs to make the call. */
  readonly actions: readonly string[];
  /** What the call can do, as the end of a sentence that begins with its name. */
  readonly effect: string;
  /** Where the event names the target. Any of them may be used. */
  readonly fields: readonly TargetField[];
  /** The page that says so. */
  readonly source: string;
  /** Whether AWS documents that CloudTrail records the call. What is not documented is watched for all the same. */
  readonly recorded: 'documented' | 'undocumented';
}

/** The calls against one part of a trail. All of a part go to one service. */
export interface TamperTable {
  /** The event source is `<service>.amazonaws.com`, the source on the event bus `aws.<service>`. */
  readonly service: string;
  /** The Region that records the calls, and so the only one whose event bus sees them. */
  readonly recordedIn: 'the home Region of the trail' | 'the Region of the resource' | 'the Region of AWS Organizations';
  readonly calls: readonly TamperCall[];
}

const CLOUDTRAIL_API = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_';
const S3_EVENTS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html';
const KMS_EVENTS = 'https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html';
const ORGANIZATIONS_EVENTS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html';
const LOGS_EVENTS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html';
const LOGS_API = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_';

/** A request parameter that names the target. */
const parameter = (name: string, ...forms: TargetField['forms']): TargetField => ({ field: `requestParameters.${name}`, forms });

const trailCall = <Name extends string>(eventName: Name, field: 'name' | 'trailName', effect: string) => ({
  eventName, actions: [`cloudtrail:${eventName}`], effect, fields: [parameter(field, 'arn', 'name')], source: `${CLOUDTRAIL_API}${eventName}.html`, recorded: 'documented',
} as const);

/** S3 names events after the operation, and IAM actions after what they change. */
const bucketCall = <Name extends string>(eventName: Name, action: string, effect: string) => ({
  eventName,
  actions: [`s3:${action}`],
  effect,
  fields: [parameter('bucketName', 'name')],
  source: S3_EVENTS,
  recorded: 'documented',
} as const);

/** The request names a key by ID or ARN; the resources of the event always by ARN. */
const keyCall = <Name extends string>(eventName: Name, effect: string) => ({
  eventName, actions: [`kms:${eventName}`], effect, fields: [{ field: 'resources.ARN', forms: ['arn'] }], source: KMS_EVENTS, recorded: 'documented',
} as const);

/** Which key an alias stands for. Only these calls name it. */
const aliasCall = <Name extends string>(eventName: Name, effect: string) => ({
  eventName, actions: [`kms:${eventName}`], effect, fields: [parameter('aliasName', 'name')], source: KMS_EVENTS, recorded: 'documented',
} as const);

/** What AWS Organizations lets a service do, by the principal of the service. */
const organizationCall = <Name extends string>(eventName: Name, effect: string) => ({
  eventName, actions: [`organizations:${eventName}`], effect, fields: [parameter('servicePrincipal', 'name')], source: ORGANIZATIONS_EVENTS, recorded: 'documented',
} as const);

const logGroupCall = <Name extends string>(eventName: Name, effect: string, ...more: TargetField[]) => ({
  eventName,
  actions: [`logs:${eventName}`],
  effect,
  fields: [parameter('logGroupName', 'name'), ...more],
  source: LOGS_EVENTS,
  recorded: 'documented',
} as const);

/** Newer operations name the log group, or what else they are about, in a field of their own. */
const RESOURCE_IDENTIFIER = parameter('resourceIdentifier', 'arn');

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
      {
        eventName: 'PutLogGroupDeletionProtection',
        actions: ['logs:PutLogGroupDeletionProtection'],
        effect: 'lets the log group be deleted',
        fields: [parameter('logGroupIdentifier', 'name', 'arn')],
        source: `${LOGS_API}PutLogGroupDeletionProtection.html`,
        recorded: 'undocumented', // not in the list of the user guide
      },
    ],
  },
  organization: {
    service: 'organizations',
    recordedIn: 'the Region of AWS Organizations',
    calls: [
      organizationCall('DisableAWSServiceAccess', 'takes the member accounts out of the trail'),
      organizationCall('DeregisterDelegatedAdministrator', 'ends what an account for audit may do with the trail'),
    ],
  },
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
