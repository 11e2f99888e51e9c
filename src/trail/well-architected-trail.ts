import { Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { Grant, IGrantable, IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { keyPrefixProblem, trailArn } from '../cloudtrail/names';
import type { LogRetention } from '../retention/log-retention';
import type { ITrailSource, TrailAttributes } from '../trail-source';
import { acknowledgeNoCloudWatchLogs } from './private/acknowledgements';
import { checkEnvironments } from './private/check-environments';
import { existingResources, keysOfResources } from './private/existing';
import { checkOrganization } from './private/organization';
import { checkText } from '../private/checks';
import { checkCrossStack } from './private/cross-stack';
import { type DeliveryPolicies, deliveryPolicies, writePolicies } from './private/delivery-policies';
import { checkAccessLogBucket, checkExistingKeys, withKeyOfBucket } from './private/existing-keys';
import { forOwner } from './private/for-owner';
import { grantReadLogs } from './private/grants';
import { identify } from './private/identity';
import { logBucketNames } from './private/log-buckets';
import { checkLogGroup, logsRole, trailLogGroup } from './private/log-group';
import { checkLogStorage, createLogStorage } from './private/log-storage';
import { warnAboutDeliveries } from './private/mutual-logging';
import { type ResourcePolicy, toPolicyStatements } from './private/policies';
import { Removal } from './private/removal';
import { admitRole } from './private/replicas';
import type { Replication } from './private/replication';
import { WELL_ARCHITECTED_TRAIL } from './private/shapes';
import { trailTopic } from './private/topic';
import { regionalKey, trailKey } from './private/trail-key';
import type { WellArchitectedTrailProps } from './well-architected-trail-props';
import { eventProperties, type EventProperties } from '../events/event-properties';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { asBucket, asKey } from '../private/resources';
import { shaped } from '../private/shape';

/**
 * A CloudTrail trail that meets the AWS Well-Architected Framework, with all the resources that it needs.
 *
 * - The trail records all management events in all Regions, with log file validation.
 * - The bucket is private, versioned, encrypted with its own KMS key, requires TLS 1.2 or later, keeps log files for
 *   365 days, and records who accessed it in a second bucket.
 * - CloudTrail can use the bucket and the key for exactly this trail.
 * - Everything is retained when the stack is deleted.
 *
 * @example
 * const trail = new WellArchitectedTrail(this, 'Trail', {
 *   retention: LogRetention.pciDss(),
 *   cloudWatchLogs: {},
 * });
 * trail.grantRead(iam.Role.fromRoleName(this, 'Auditor', 'Auditor'));
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_detect_investigate_events_app_service_logging.html
 */
export class WellArchitectedTrail extends Construct implements ITrailSource {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.WellArchitectedTrail';

  /**
   * The L1 construct of the trail, for settings that this construct does not offer.
   */
  public readonly cfnTrail: CfnTrail;

  /**
   * Name of the trail, known before it is deployed.
   */
  public readonly trailName: string;

  /**
   * ARN of the trail in its home Region, known before it is deployed.
   */
  public readonly trailArn: string;

  /**
   * The bucket that receives the log files.
   */
  public readonly bucket: IBucket;

  /**
   * Key prefix in front of `AWSLogs/` in the bucket, if set.
   */
  public readonly bucketKeyPrefix?: string;

  /**
   * ID of the organization that the trail records; set if `organization` is set.
   */
  public readonly organizationId?: string;

  /**
   * How long the bucket keeps the log files. Not set for an existing bucket, because its lifecycle is not managed here.
   */
  public readonly retention?: LogRetention;

  /**
   * The bucket that records who accessed the log files; not set for an existing `bucket`.
   */
  public readonly accessLogBucket?: IBucket;

  /**
   * The key that encrypts the log files.
   */
  public readonly encryptionKey: IKey;

  /**
   * The key that encrypts the new log group and the new topic, if any. It is `encryptionKey`, unless that key is in another
   * account or Region, or an imported alias: those services do not support this, so the construct creates a second key,
   * which costs as much as the first: 1 USD a month, 2 USD after the first yearly rotation and 3 USD from the second on. For an alias of this
   * app, it is the key behind the alias.
   */
  public readonly regionalKey?: IKey;

  /**
   * The log group that receives the events; set if `cloudWatchLogs` is set.
   */
  public readonly logGroup?: ILogGroup;

  /**
   * The role that CloudTrail assumes to write to the log group; set if `cloudWatchLogs` is set.
   */
  public readonly logsRole?: IRole;

  /**
   * The topic that receives a notification for every log file; set if `notifications` is set.
   */
  public readonly topic?: ITopic;

  /**
   * The role that S3 assumes to replicate the log files; set if `replica` is set.
   */
  public readonly replicationRole?: IRole;

  private readonly policies: DeliveryPolicies;
  private readonly replication?: Replication;
  private readonly formerKeys: readonly IKey[];
  private readonly logs: { readonly insights: boolean; readonly networkActivity: boolean; readonly aggregatedEvents: boolean };

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: WellArchitectedTrailProps = {}) {
    super(scope, id);
    props = shaped(injected(this, WellArchitectedTrail.PROPERTY_INJECTION_ID, props), WELL_ARCHITECTED_TRAIL, { scope: this });
    guardReferences(this, props, 'grantee');
    props = withKeyOfBucket(props);
    const removal = new Removal(this, props.removalPolicy);
    const retention = checkLogStorage(this, props, removal);
    checkText('bucketKeyPrefix', props.bucketKeyPrefix, keyPrefixProblem, { scope: this });
    checkLogGroup(this, props.cloudWatchLogs);
    checkOrganization(this, props.organization);
    const existing = [...existingResources(this, props), ...keysOfResources(props)];
    checkExistingKeys(this, props);
    checkAccessLogBucket(this, props.accessLogs?.bucket);
    checkEnvironments(this, existing);
    checkCrossStack(this, existing);
    const identity = identify(this, props);
    this.trailName = identity.name;
    this.trailArn = trailArn(identity);
    const events = this.selectEvents(props);
    this.bucketKeyPrefix = props.bucketKeyPrefix;
    this.organizationId = identity.organizationId;
    this.retention = props.bucket ? undefined : retention;
    this.logs = {
      insights: (props.insights ?? []).length > 0,
      networkActivity: (props.events ?? []).some(({ _networkSource }) => _networkSource),
      aggregatedEvents: (props.aggregation ?? []).length > 0,
    };

    this.encryptionKey = trailKey(this, props.encryptionKey, this.trailName, removal);
    const storage: { bucket: IBucket; accessLogBucket?: IBucket; replication?: Replication } = props.bucket
      ? { bucket: asBucket(this, props.bucket) }
      : createLogStorage(this, { ...props, encryptionKey: this.encryptionKey, retention, removal, name: this.trailName });
    this.bucket = storage.bucket;
    this.accessLogBucket = storage.accessLogBucket;
    this.replication = storage.replication;
    this.replicationRole = this.replication?.role;
    this.regionalKey = regionalKey(this, props, this.encryptionKey, this.trailName, removal);
    this.topic = trailTopic(this, props.notifications, this.regionalKey);
    this.logGroup = trailLogGroup(this, props.cloudWatchLogs, identity, this.regionalKey, removal);
    this.logsRole = logsRole(this, props.cloudWatchLogs, identity, removal);

    this.formerKeys = (props.formerEncryptionKeys ?? []).map((key, index) => asKey(new Construct(this, `FormerKey${index}`), key));
    const { bucket, encryptionKey, regionalKey: localKey, topic, formerKeys, replication } = this;
    this.policies = deliveryPolicies(this, props, identity, { bucket, encryptionKey, regionalKey: localKey, topic, formerKeys, replication });
    this.cfnTrail = this.createTrail(props, events);
    this.cfnTrail.node.addDependency(...writePolicies(this, this.encryptionKey, this.policies));

    if (replication) admitRole(this, props.replica!.destination, replication);
    warnAboutDeliveries(this, this.cfnTrail);
    removal.warn();
    if (!this.logGroup) acknowledgeNoCloudWatchLogs(this.cfnTrail);
  }

  /**
   * Statements that this trail needs in the bucket policy. The construct has added them, unless the bucket is imported: then
   * the owner of the bucket must add them.
   *
   * They name the account and Region of the trail. If the stack of the trail does not set both in `env`, they throw when they are
   * used in a stack that does, or in another stage: there, `AWS::AccountId` can be another account.
   */
  public get bucketPolicyStatements(): PolicyStatement[] {
    return this.statementsFor('bucketPolicyStatements', this.policies.bucket);
  }

  /**
   * Statements that this trail needs in the key policy. The construct has added them, unless the key is imported: then the
   * owner of the key must add them. They name the account and Region of the trail, as `bucketPolicyStatements` do.
   *
   * If CloudWatch Logs can use the key, the statement for it is included even without `cloudWatchLogs`: it keeps the events of
   * former log groups readable.
   */
  public get keyPolicyStatements(): PolicyStatement[] {
    return this.statementsFor('keyPolicyStatements', this.policies.encryptionKey);
  }

  /**
   * Statements that this trail needs in the topic policy, if it has a topic. The construct has added them, unless the topic
   * is imported: then the owner of the topic must add them. They name the account and Region of the trail, as
   * `bucketPolicyStatements` do.
   */
  public get topicPolicyStatements(): PolicyStatement[] {
    return this.statementsFor('topicPolicyStatements', this.policies.topic);
  }

  /**
   * Statements that the replication needs in the policy of the bucket that receives the replicas, if `replica` is set. The construct
   * has added them, unless that bucket is not in this app: then its owner must add them. They name the account and Region of the trail,
   * as `bucketPolicyStatements` do.
   */
  public get replicaBucketPolicyStatements(): PolicyStatement[] {
    return toPolicyStatements(forOwner(this, 'replicaBucketPolicyStatements', this.replication?.statements.replicaBucket ?? []));
  }

  /**
   * Statements that the replication needs in the policy of the key that encrypts the replicas, if `replica` is set. The construct has
   * added them, unless that key is not in this app: then its owner must add them. They name the account and Region of the trail, as
   * `bucketPolicyStatements` do.
   */
  public get replicaKeyPolicyStatements(): PolicyStatement[] {
    return toPolicyStatements(forOwner(this, 'replicaKeyPolicyStatements', this.replication?.statements.replicaKey ?? []));
  }

  /**
   * Attributes of the trail, for the constructs that monitor or analyze it.
   */
  public get trailAttributes(): TrailAttributes {
    return {
      trailArn: this.trailArn,
      bucket: this.bucket,
      accessLogBucket: this.accessLogBucket,
      bucketKeyPrefix: this.bucketKeyPrefix,
      encryptionKey: this.encryptionKey,
      logGroup: this.logGroup,
      logsRole: this.logsRole,
      organizationId: this.organizationId,
      retention: this.retention,
      replication: this.replication?.attributes,
      replicationRole: this.replicationRole,
      ...this.logs,
    };
  }

  /**
   * Grants permission to read the log files of the trail: to list, get and decrypt them, including noncurrent versions.
   *
   * For a principal in another account, the bucket policy and the key policy allow access too; the principal's own account
   * must also allow it.
   */
  public grantRead(grantee: IGrantable): Grant {
    return grantReadLogs(grantee, this.bucket, [this.encryptionKey, ...this.formerKeys], this.bucketKeyPrefix);
  }

  private statementsFor(member: string, policy?: ResourcePolicy): PolicyStatement[] {
    return toPolicyStatements(forOwner(this, member, [...policy?.statements ?? [], ...policy?.former ?? []]));
  }

  /** Called before anything is created, so that errors come first; the buckets of the trail are known by their future names. */
  private selectEvents(props: WellArchitectedTrailProps): EventProperties['properties'] {
    const { properties, warnings } = eventProperties(props, {
      scope: this,
      partition: Stack.of(this).partition,
      logBucketNames: logBucketNames(this, props, this),
      logGroup: props.cloudWatchLogs !== undefined,
    });
    for (const { id, message } of warnings) Validations.of(this).addWarning(`cdk-well-architected-trail:${id}`, message);
    return properties;
  }

  private createTrail(props: WellArchitectedTrailProps, events: EventProperties['properties']): CfnTrail {
    return new CfnTrail(this, 'Resource', {
      trailName: this.trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      // Explicit, since CloudFormation may keep a setting that leaves the template.
      isOrganizationTrail: Boolean(props.organization),
      enableLogFileValidation: true,
      s3BucketName: this.bucket.bucketName,
      s3KeyPrefix: props.bucketKeyPrefix,
      kmsKeyId: this.encryptionKey.keyArn,
      cloudWatchLogsLogGroupArn: this.logGroup?.logGroupArn,
      cloudWatchLogsRoleArn: this.logsRole?.roleArn,
      snsTopicName: this.topic?.topicArn,
      ...events,
    });
  }
}
