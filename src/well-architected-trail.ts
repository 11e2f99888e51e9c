import { type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { Grant, IGrantable, IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket, IBucketRef, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AccessLogsOptions } from './access-logs';
import { trailArn } from './cloudtrail/names';
import type { CloudWatchLogsOptions } from './cloudwatch-logs';
import { LogRetention } from './log-retention';
import type { TrailNotificationOptions } from './notifications';
import type { OrganizationOptions } from './organization';
import { acknowledgeNoCloudWatchLogs } from './private/acknowledgements';
import { checkProps } from './private/check-props';
import { checkEnvironments } from './private/environments';
import { eventProperties } from './private/event-properties';
import { grantReadLogs } from './private/grants';
import { identify } from './private/identity';
import { logsRole, trailLogGroup } from './private/log-group';
import { createLogStorage } from './private/log-storage';
import { toPolicyStatements } from './private/policies';
import { policyEdges, type PolicyEdges, writePolicies } from './private/policy-edges';
import { Removal } from './private/removal';
import { asBucket } from './private/resources';
import { trailTopic } from './private/topic';
import { localKey, trailKey } from './private/trail-key';
import type { ITrail, TrailAttributes } from './trail';
import type { AggregationTemplate } from './trail-aggregation';
import type { TrailEvents } from './trail-events';
import type { TrailInsights } from './trail-insights';

/**
 * Properties of a `WellArchitectedTrail`.
 */
export interface WellArchitectedTrailProps {
  /**
   * Name of the trail: 3 to 128 letters, digits, periods, underscores and hyphens. Throws when CloudTrail would refuse it.
   *
   * A trail that gets another name is replaced: logging goes on without a gap, and the chain of digest files starts anew.
   *
   * @default - made from the name of the stack and the path of the construct
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
   */
  readonly trailName?: string;

  /**
   * An existing bucket for the log files: L1, L2 or imported, in this or another stack, account or Region.
   *
   * CloudTrail is allowed to write by statements in the bucket's policy. Where that policy cannot be written, because the
   * bucket is imported, a warning holds the statements, which `bucketPolicyStatements` has too.
   *
   * @default - a new bucket: encrypted, versioned, not public, TLS 1.2 only, retained, its access logged
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
   */
  readonly bucket?: IBucketRef;

  /**
   * Key prefix in front of `AWSLogs/` in the bucket, without a slash at either end: 1 to 200 characters. Throws when
   * CloudTrail would refuse it.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * An existing symmetric KMS key for the log files, in the Region of the bucket: L1, L2 or imported.
   *
   * CloudTrail is allowed to use it by statements in the key's policy. Where that policy cannot be written, because the key
   * is imported, a warning holds the statements, which `keyPolicyStatements` has too.
   *
   * @default - a new key with yearly rotation, an alias and a deletion window of 30 days, which costs about 1 USD a month
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * How long the new bucket keeps the log files. Throws when it is shorter than `objectLock`, and together with `bucket`,
   * whose lifecycle is its owner's. Less than 365 days is accepted with a warning.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;

  /**
   * Locks every log file in the new bucket against deletion for a time. Nobody can shorten the compliance mode, the root
   * user included, so try the governance mode first. Throws together with `bucket`, whose lock is its owner's.
   *
   * Switching it on or off later replaces the bucket.
   *
   * @default - no Object Lock; versioning lets a deletion be undone
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLock?: ObjectLockRetention;

  /**
   * Where S3 records who accessed the log files. Throws together with `bucket`, whose access logging is its owner's.
   *
   * @default - a new bucket that keeps access logs for 365 days
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7
   */
  readonly accessLogs?: AccessLogsOptions;

  /**
   * Delivers the events to CloudWatch Logs too, where alarms and queries see them within minutes. `{}` is enough; the role
   * that CloudTrail assumes may write the log streams of this trail and nothing else.
   *
   * @default - no delivery to CloudWatch Logs
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
   */
  readonly cloudWatchLogs?: CloudWatchLogsOptions;

  /**
   * Which events the trail logs, beside all management events. Data events and network activity events cost by their number,
   * of which warnings tell. The bucket of the trail and its access-log bucket are left out of S3 data events. Throws when
   * CloudTrail would refuse the selection.
   *
   * @default - all management events, read and write, of which the first copy in each Region is free
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-events.html
   */
  readonly events?: TrailEvents[];

  /**
   * Unusual activity that CloudTrail looks for. Costs by the number of events analysed, of which a warning tells. Throws when
   * the trail does not log the events that an Insight needs.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
   */
  readonly insights?: TrailInsights[];

  /**
   * Summaries of data events, of every five minutes, beside the events themselves. Throws when the trail logs no data events.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/aggregating-data-events.html
   */
  readonly aggregation?: AggregationTemplate[];

  /**
   * Records every account of an organization. The stack of the trail must be in the management account.
   *
   * @default - records the account of the stack
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  readonly organization?: OrganizationOptions;

  /**
   * Announces every delivered log file on an SNS topic. `{}` is enough.
   *
   * @default - no notices
   */
  readonly notifications?: TrailNotificationOptions;

  /**
   * What becomes of everything that was made here when it is removed from the stack, or the stack is deleted.
   *
   * `RemovalPolicy.DESTROY` deletes buckets with all that is in them, key and log group, for test environments, and warns.
   * Throws together with `objectLock`, and for `RemovalPolicy.SNAPSHOT`, which none of them knows.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A CloudTrail trail that meets the AWS Well-Architected Framework, with all that it needs.
 *
 * - The trail records all management events in all Regions, with log file validation.
 * - The bucket is encrypted with a KMS key of its own, versioned, private, refuses TLS below 1.2, keeps log files for
 *   365 days, and logs who accessed it in a second bucket.
 * - CloudTrail may use bucket and key for exactly this trail.
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
export class WellArchitectedTrail extends Construct implements ITrail {
  /**
   * The CloudTrail trail.
   */
  public readonly trail: CfnTrail;

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
   * The bucket that records who accessed the log files; not set when `bucket` was brought along.
   */
  public readonly accessLogBucket?: IBucket;

  /**
   * The key that encrypts the log files.
   */
  public readonly encryptionKey: IKey;

  /**
   * The key that encrypts the new log group and the new topic, if there is one of them. It is `encryptionKey`, except where
   * that one is in another account or Region or known by an alias only, which those services do not take; then there is a
   * second key, which costs about 1 USD a month.
   */
  public readonly localKey?: IKey;

  /**
   * The log group that receives the events; set when `cloudWatchLogs` was given.
   */
  public readonly logGroup?: ILogGroup;

  /**
   * The role that CloudTrail assumes to write to the log group; set when `cloudWatchLogs` was given.
   */
  public readonly logsRole?: IRole;

  /**
   * The topic that announces log files; set when `notifications` was given.
   */
  public readonly topic?: ITopic;

  private readonly policies: PolicyEdges;
  private readonly bucketKeyPrefix?: string;
  private readonly organizationId?: string;

  constructor(scope: Construct, id: string, props: WellArchitectedTrailProps = {}) {
    super(scope, id);
    const removal = new Removal(props.removalPolicy);
    const retention = props.retention ?? LogRetention.days(365);
    checkProps(this, props, retention, removal);
    checkEnvironments(this, props);

    const identity = identify(this, props);
    this.trailName = identity.name;
    this.trailArn = trailArn(identity);
    this.bucketKeyPrefix = props.bucketKeyPrefix;
    this.organizationId = identity.organizationId;

    this.encryptionKey = trailKey(this, props.encryptionKey, this.trailName, removal);
    const storage: { bucket: IBucket; accessLogBucket?: IBucket } = props.bucket
      ? { bucket: asBucket(this, props.bucket) }
      : createLogStorage(this, { ...props, encryptionKey: this.encryptionKey, retention, removal, name: this.trailName });
    this.bucket = storage.bucket;
    this.accessLogBucket = storage.accessLogBucket;
    this.localKey = localKey(this, props, this.encryptionKey, this.trailName, removal);
    this.topic = trailTopic(this, props.notifications, this.localKey);
    this.logGroup = trailLogGroup(this, props.cloudWatchLogs, identity, this.localKey, removal);
    this.logsRole = logsRole(this, props.cloudWatchLogs, identity);

    this.policies = policyEdges(this, props, identity, this);
    this.trail = this.createTrail(props);
    this.trail.node.addDependency(...writePolicies(this, this.policies));

    removal.warn(this);
    if (!this.logGroup) acknowledgeNoCloudWatchLogs(this.trail);
  }

  /**
   * Statements that this trail needs in the policy of its bucket. They are in place already, except where the bucket is
   * imported: then its owner must add them.
   */
  public get bucketPolicyStatements(): PolicyStatement[] {
    return toPolicyStatements(this.policies.bucket.statements);
  }

  /**
   * Statements that this trail needs in the policy of its key. They are in place already, except where the key is
   * imported: then its owner must add them.
   */
  public get keyPolicyStatements(): PolicyStatement[] {
    return toPolicyStatements(this.policies.encryptionKey.statements);
  }

  /**
   * Statements that this trail needs in the policy of its topic, if it has one. They are in place already, except where
   * the topic is imported: then its owner must add them.
   */
  public get topicPolicyStatements(): PolicyStatement[] {
    return toPolicyStatements(this.policies.topic?.statements ?? []);
  }

  /**
   * What is known of the trail, for the constructs that watch or analyse it.
   */
  public get trailAttributes(): TrailAttributes {
    return {
      trailArn: this.trailArn,
      bucket: this.bucket,
      bucketKeyPrefix: this.bucketKeyPrefix,
      encryptionKey: this.encryptionKey,
      logGroup: this.logGroup,
      organizationId: this.organizationId,
    };
  }

  /**
   * Lets somebody read the log files of the trail: find, get and decrypt them, old versions included.
   *
   * For a principal of another account, the policies of bucket and key say so too; its own account must allow it as well.
   */
  public grantRead(grantee: IGrantable): Grant {
    return grantReadLogs(grantee, this.bucket, this.encryptionKey, this.bucketKeyPrefix);
  }

  private createTrail(props: WellArchitectedTrailProps): CfnTrail {
    const logBucketNames = [this.bucket, this.accessLogBucket].flatMap((bucket) => bucket?.bucketName ?? []);
    const { properties, warnings } = eventProperties(props, { partition: Stack.of(this).partition, logBucketNames });
    for (const { id, message } of warnings) Validations.of(this).addWarning(`cdk-well-architected-trail:${id}`, message);
    return new CfnTrail(this, 'Resource', {
      trailName: this.trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      isOrganizationTrail: props.organization && true,
      enableLogFileValidation: true,
      s3BucketName: this.bucket.bucketName,
      s3KeyPrefix: props.bucketKeyPrefix,
      kmsKeyId: this.encryptionKey.keyArn,
      cloudWatchLogsLogGroupArn: this.logGroup?.logGroupArn,
      cloudWatchLogsRoleArn: this.logsRole?.roleArn,
      snsTopicName: this.topic?.topicArn,
      ...properties,
    });
  }
}
