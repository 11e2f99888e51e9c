import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { keyPrefixProblem, organizationIdProblem, trailArnProblem } from './cloudtrail/names';
import { checkText } from './private/checks';
import { describeTrail } from './private/described-trail';
import { invalid, type InvalidOptions } from './private/invalid';
import { construct, flag, instanceOf, ofShape, required, type Shape, shaped, text } from './private/shape';
import { LogRetention } from './retention/log-retention';

/**
 * How S3 replicates the bucket of a trail to a second one.
 */
export interface TrailReplicationAttributes {
  /**
   * Name of the bucket that receives the replicas.
   */
  readonly destinationBucketName: string;

  /**
   * ID of the replication rule.
   */
  readonly ruleId: string;

  /**
   * Region of the bucket that receives the replicas.
   *
   * @default - not known
   */
  readonly destinationRegion?: string;

  /**
   * Whether S3 publishes replication metrics for the rule.
   *
   * @default true
   */
  readonly metricsEnabled?: boolean;
}

/**
 * Attributes of a trail and of the resources that it delivers to.
 */
export interface TrailAttributes {
  /**
   * ARN of the trail, in its home Region and account. Throws if it is not the ARN of a trail.
   *
   * @default - not known
   */
  readonly trailArn?: string;

  /**
   * The S3 bucket that receives the log files.
   *
   * @default - not known
   */
  readonly bucket?: IBucketRef;

  /**
   * The S3 bucket that receives the server access logs of `bucket`.
   *
   * @default - not known
   */
  readonly accessLogBucket?: IBucketRef;

  /**
   * Key prefix in front of `AWSLogs/` in the bucket. Throws if CloudTrail would not accept it.
   *
   * @default - no prefix
   */
  readonly bucketKeyPrefix?: string;

  /**
   * The KMS key that encrypts the log files.
   *
   * @default - the log files are encrypted with S3 managed keys, or the key is not known
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * The CloudWatch Logs log group that receives the events.
   *
   * @default - the trail does not deliver to CloudWatch Logs, or the log group is not known
   */
  readonly logGroup?: ILogGroupRef;

  /**
   * The role that CloudTrail assumes to write to the log group.
   *
   * @default - not known
   */
  readonly logsRole?: IRoleRef;

  /**
   * ID of the organization that the trail records, such as `o-a1b2c3d4e5`. Throws if it is not an organization ID.
   *
   * @default - not an organization trail
   */
  readonly organizationId?: string;

  /**
   * How long the bucket keeps the log files. `TrailAnalysis` covers this period.
   *
   * @default - not known
   */
  readonly retention?: LogRetention;

  /**
   * How S3 replicates `bucket` to a second one.
   *
   * @default - it does not, or it is not known
   */
  readonly replication?: TrailReplicationAttributes;

  /**
   * The role that S3 assumes to replicate `bucket`. `TamperDetection` reports changes to it, and `TrailGuardrails` prevents them.
   *
   * @default - not known
   */
  readonly replicationRole?: IRoleRef;

  /**
   * Whether the trail logs Insights events.
   *
   * @default - not known
   */
  readonly insights?: boolean;

  /**
   * Whether the trail logs network activity events.
   *
   * @default - not known
   */
  readonly networkActivity?: boolean;

  /**
   * Whether the trail aggregates data events.
   *
   * @default - not known
   */
  readonly aggregatedEvents?: boolean;
}

/**
 * A source of the attributes of a trail: a `WellArchitectedTrail`, or an existing trail that `TrailSource` describes, such as a `cloudtrail.Trail` with
 * `TrailSource.fromTrail`.
 */
export interface ITrailSource {
  /**
   * Attributes of the trail and of the resources that it delivers to.
   */
  readonly trailAttributes: TrailAttributes;
}

/**
 * Describes an existing trail, such as the one of AWS Control Tower, for the constructs that monitor or analyze it.
 *
 * Nothing is created, changed or looked up.
 *
 * @example
 * const trail = TrailSource.fromTrailAttributes({
 *   trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/aws-controltower-BaselineCloudTrail',
 * });
 */
export class TrailSource implements ITrailSource {
  /**
   * Describes a trail by its attributes. A construct that uses the trail throws if it needs an attribute that is missing.
   *
   * Throws if an attribute is not valid.
   */
  public static fromTrailAttributes(attributes: TrailAttributes): TrailSource {
    if (typeof attributes !== 'object' || attributes === null) throw invalid('attributes', 'must be an object', attributes);
    return new TrailSource(checked(attributes));
  }

  /**
   * Describes a trail of this app, or one that is imported.
   *
   * For a `CfnTrail`, or the `CfnTrail` in an L2 `Trail`, the bucket, key prefix, key, log group and logged events are read
   * from its current properties; property overrides are ignored. For an imported trail, only the ARN is known.
   *
   * Throws if the construct is not a trail, if an attribute is not valid, or if the trail is an organization trail and
   * `organizationId` is missing.
   *
   * @param trail a `cloudtrail.CfnTrail`, a `cloudtrail.Trail` or an imported trail (`cloudtrail.ITrailRef`)
   * @param attributes attributes that cannot be read from the trail; they take precedence over those that can
   */
  public static fromTrail(trail: IConstruct, attributes: TrailAttributes = {}): TrailSource {
    if (!Construct.isConstruct(trail)) {
      throw invalid('trail', 'must be a `cloudtrail.CfnTrail`, a `cloudtrail.Trail` or an imported trail', trail);
    }
    const { isOrganizationTrail, ...described } = 'trailAttributes' in trail
      ? { ...(trail as unknown as ITrailSource).trailAttributes, isOrganizationTrail: false }
      : describeTrail(trail);
    const given = shaped(attributes, ATTRIBUTES, { scope: trail });
    const all = checked({ ...described, ...given }, { scope: trail });
    if (isOrganizationTrail && !all.organizationId) {
      throw invalid('organizationId', 'must be set for an organization trail, because its log files are stored under that ID', undefined, {
        scope: trail, wayOut: 'Pass it in the second argument of `TrailSource.fromTrail`',
      });
    }
    return new TrailSource(all);
  }

  /**
   * Attributes of the trail and of the resources that it delivers to.
   */
  public readonly trailAttributes: TrailAttributes;

  private constructor(attributes: TrailAttributes) {
    this.trailAttributes = attributes;
  }
}

const REPLICATION: Shape<TrailReplicationAttributes> = {
  destinationBucketName: required(text), ruleId: required(text), destinationRegion: text, metricsEnabled: flag,
};

const ATTRIBUTES: Shape<TrailAttributes> = {
  trailArn: text,
  bucket: construct('bucketRef'),
  accessLogBucket: construct('bucketRef'),
  bucketKeyPrefix: text,
  encryptionKey: construct('keyRef'),
  logGroup: construct('logGroupRef'),
  logsRole: construct('roleRef'),
  organizationId: text,
  retention: instanceOf(LogRetention, 'LogRetention.days(400)'),
  replication: ofShape(REPLICATION),
  replicationRole: construct('roleRef'),
  insights: flag,
  networkActivity: flag,
  aggregatedEvents: flag,
};

function checked(attributes: TrailAttributes, options?: InvalidOptions): TrailAttributes {
  const given = shaped(attributes, ATTRIBUTES, options);
  const { trailArn, bucketKeyPrefix, organizationId } = given;
  checkText('trailArn', trailArn, trailArnProblem, options);
  checkText('bucketKeyPrefix', bucketKeyPrefix, keyPrefixProblem, options);
  checkText('organizationId', organizationId, organizationIdProblem, options);
  return given;
}
