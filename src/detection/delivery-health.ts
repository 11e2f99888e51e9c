import { Duration, Names, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarm, type IAlarmAction, type IAlarmRef, type IMetric, MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { IAlertDestination } from './alert-destination';
import { type ITrailSource } from '../trail-source';
import { allAlarmActions, warnNobodyNotified } from './private/alerting';
import { addRequestMetrics } from './private/request-metrics';
import { inSight } from './private/sight';
import { logRoot } from '../cloudtrail/names';
import { alarmActions, alerts, trail } from './private/shapes';
import { checkText } from '../private/checks';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { invalid, words } from '../private/invalid';
import { duration, flag, type Shape, shaped, text } from '../private/shape';

const DELIVERY_HEALTH: Shape<DeliveryHealthProps> = {
  trail, alerts, alarmActions, maxLogGroupSilence: duration, maxBucketSilence: duration, bucketAlarmEnabled: flag, requestMetricsId: text,
};

/**
 * Properties of `DeliveryHealth`.
 */
export interface DeliveryHealthProps {
  /**
   * The trail to monitor: its log group, its bucket, or both, whichever is known. Throws when neither is.
   */
  readonly trail: ITrailSource;

  /**
   * Where the alarms are sent.
   *
   * @default - only to `alarmActions`
   */
  readonly alerts?: IAlertDestination;

  /**
   * Further actions of the alarms.
   *
   * @default - only `alerts`
   */
  readonly alarmActions?: IAlarmAction[];

  /**
   * How long the log group may receive no events before the alarm triggers. Choose a longer time for accounts in which hours pass without an
   * event. Throws when it is not a multiple of 15 minutes, or more than a day.
   *
   * @default Duration.hours(1)
   */
  readonly maxLogGroupSilence?: Duration;

  /**
   * How long the bucket may receive no files before the alarm triggers. With log file validation, a digest file arrives every hour. Throws when
   * it is not in whole hours, or more than seven days.
   *
   * @default Duration.hours(3)
   */
  readonly maxBucketSilence?: Duration;

  /**
   * Whether deliveries to the bucket are monitored. Requires S3 request metrics for the prefix of the log files, which are billed as custom
   * CloudWatch metrics: one for each kind of request that occurs.
   *
   * @default true
   */
  readonly bucketAlarmEnabled?: boolean;

  /**
   * ID of an existing request metrics configuration of the bucket for the prefix of the log files. Nothing is added to the bucket then.
   *
   * @default - a configuration is added to the bucket
   */
  readonly requestMetricsId?: string;
}

/**
 * Alarms that trigger when a trail no longer delivers: a policy, key or role was changed. CloudTrail retries for 30 days, charges for the
 * events, and notifies nobody.
 *
 * CloudTrail publishes no metric of its own for deliveries, so both ends are monitored:
 *
 * - **log group**: `IncomingLogEvents` of the log group. Free of charge. Cannot tell CloudTrail from another writer to the same group.
 * - **bucket**: S3 request metrics under the trail's prefix, as `PutRequests` minus `4xxErrors`, so that deliveries which S3 refuses do not
 *   count. S3 publishes them on a best effort basis, and readers that cause errors under the prefix lower the number. Deliveries that fail
 *   before they reach S3 show as silence.
 *
 * Neither sees the delivery errors that `aws cloudtrail get-trail-status` reports, nor a single account or Region of many that falls silent.
 *
 * Costs: two alarms, and the request metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 * declare const alerts: IAlertDestination;
 *
 * new DeliveryHealth(this, 'DeliveryHealth', { trail, alerts });
 */
export class DeliveryHealth extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.DeliveryHealth';

  /**
   * The alarm for the log group. Undefined when the log group is not known, or is in another account or Region.
   */
  public readonly logGroupAlarm?: IAlarm;

  /**
   * The alarm for the bucket. Undefined when the bucket is not known or not monitored, is in another account or Region, or cannot be given
   * request metrics.
   */
  public readonly bucketAlarm?: IAlarm;

  /**
   * The alarms that there are, for a dashboard or a mute rule.
   */
  public readonly alarms: IAlarmRef[];

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: DeliveryHealthProps) {
    super(scope, id);
    props = shaped(injected(this, DeliveryHealth.PROPERTY_INJECTION_ID, props), DELIVERY_HEALTH, { scope: this });
    guardReferences(this, props);

    checkText('requestMetricsId', props.requestMetricsId, requestMetricsIdProblem, { scope: this });
    const { bucket, logGroup } = props.trail.trailAttributes;
    const logGroupPeriods = periods(this, 'maxLogGroupSilence', props.maxLogGroupSilence ?? Duration.hours(1), Duration.minutes(15), Duration.days(1));
    const bucketPeriods = periods(this, 'maxBucketSilence', props.maxBucketSilence ?? Duration.hours(3), Duration.hours(1), Duration.days(7));
    if (!bucket && !logGroup) {
      throw invalid('trail.trailAttributes', 'must contain a log group or a bucket', words('neither'), {
        scope: this, wayOut: 'Set one of them in `TrailSource.fromTrailAttributes`',
      });
    }

    const actions = allAlarmActions(this, props);
    const seen = (what: string, resource: IBucketRef | ILogGroupRef) => inSight(this, what, resource.env, {
      warningId: 'cdk-well-architected-trail:deliveryOutOfSight', blind: 'no alarm of this stack receives its metrics', construct: 'DeliveryHealth',
    });
    if (logGroup && seen('log group', logGroup)) this.logGroupAlarm = this.createLogGroupAlarm(logGroup, logGroupPeriods, actions);
    if (bucket && props.bucketAlarmEnabled !== false && seen('bucket', bucket)) {
      const metricsId = props.requestMetricsId ?? this.addMetrics(bucket, props.trail);
      this.bucketAlarm = metricsId === undefined ? undefined : this.createBucketAlarm(bucket, metricsId, bucketPeriods, actions);
    }
    this.alarms = [this.logGroupAlarm, this.bucketAlarm].filter((alarm) => alarm !== undefined);
    if (this.alarms.length > 0 && actions.length === 0) {
      warnNobodyNotified(this, 'cdk-well-architected-trail:deliveryHealthWithoutActions', 'The alarms for deliveries have no actions', 'alarmActions');
    }
  }

  private addMetrics(bucket: IBucketRef, { trailAttributes: { bucketKeyPrefix } }: ITrailSource): string | undefined {
    const prefix = logRoot(bucketKeyPrefix);
    const metricsId = Names.uniqueResourceName(this, { maxLength: 64, separator: '-', allowedSpecialCharacters: '-' });
    if (addRequestMetrics(bucket, metricsId, prefix)) return metricsId;
    Validations.of(this).addWarning(
      'cdk-well-architected-trail:deliveryMetricsNotManaged',
      'The bucket is not managed by this app, so its deliveries are not monitored. '
      + `Add a request metrics configuration for the prefix '${prefix}' to it and set \`requestMetricsId\` to its ID.`,
    );
    return undefined;
  }

  private createLogGroupAlarm(logGroup: ILogGroupRef, evaluationPeriods: number, actions: IAlarmAction[]): IAlarm {
    return this.createAlarm('LogGroupAlarm', evaluationPeriods, actions,
      'CloudTrail no longer delivers events to CloudWatch Logs, so no alarm on events can trigger. '
      + 'What to do first: run `aws cloudtrail get-trail-status` and read IsLogging and LatestCloudWatchLogsDeliveryError; '
      + 'then find out who last changed the role, the log group and its key.',
      new Metric({
        namespace: 'AWS/Logs',
        metricName: 'IncomingLogEvents',
        dimensionsMap: { LogGroupName: logGroup.logGroupRef.logGroupName },
        statistic: Stats.SUM,
        period: Duration.minutes(15),
      }));
  }

  private createBucketAlarm(bucket: IBucketRef, metricsId: string, evaluationPeriods: number, actions: IAlarmAction[]): IAlarm {
    const requests = (metricName: string) => new Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: { BucketName: bucket.bucketRef.bucketName, FilterId: metricsId },
      statistic: Stats.SUM,
      period: Duration.hours(1),
    });
    return this.createAlarm('BucketAlarm', evaluationPeriods, actions,
      'CloudTrail no longer delivers log files to S3, so the record is incomplete from now on. '
      + 'What to do first: run `aws cloudtrail get-trail-status` and read IsLogging and LatestDeliveryError; '
      + 'then find out who last changed the bucket policy and the key policy. CloudTrail retries for 30 days.',
      new MathExpression({
        label: 'Accepted deliveries',
        // Without refused requests there is no data for them, which must not count as unknown.
        expression: 'FILL(puts, 0) - FILL(refused, 0)',
        usingMetrics: { puts: requests('PutRequests'), refused: requests('4xxErrors') },
        period: Duration.hours(1),
      }));
  }

  /** An alarm that triggers when nothing arrives, which CloudWatch shows as missing data. */
  private createAlarm(id: string, evaluationPeriods: number, actions: IAlarmAction[], alarmDescription: string, metric: IMetric): IAlarm {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold: 1,
      evaluationPeriods,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(...actions);
    return alarm;
  }
}

function requestMetricsIdProblem(id: string): string | undefined {
  return /^[\w.-]{1,64}$/.test(id) ? undefined : 'must have 1 to 64 letters, digits, `.`, `_` and `-`';
}

function periods(scope: Construct, prop: string, silence: Duration, period: Duration, most: Duration): number {
  const number = silence.isUnresolved() ? 1 : silence.toMinutes({ integral: false }) / period.toMinutes();
  if (!Number.isInteger(number) || number < 1 || number > most.toMinutes() / period.toMinutes()) {
    throw invalid(prop, `must be a multiple of ${period.toHumanString()}, at most ${most.toHumanString()}`, words(silence.toHumanString()), { scope });
  }
  return number;
}
