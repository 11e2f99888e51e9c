import { Duration, Names, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type AlertTopic } from './alert-topic';
import { alarmActions } from './private/alarm-actions';
import { addRequestMetrics } from './private/request-metrics';
import { elsewhere } from './private/sight';
import { invalid } from '../cloudtrail/invalid';
import { type ITrailSource } from '../trail-source';

/**
 * Properties of `DeliveryHealth`.
 */
export interface DeliveryHealthProps {
  /**
   * The trail to watch: its log group, its bucket, or both, whichever is known. Throws when neither is.
   */
  readonly trail: ITrailSource;

  /**
   * The topic that the alarms go to.
   *
   * @default - only `actions`
   */
  readonly alerts?: AlertTopic;

  /**
   * Further actions of the alarms.
   *
   * @default - only `alerts`
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * How long the log group may get no event before the alarm rings. Choose more for accounts in which hours pass without an
   * event. Throws when it is not a multiple of 15 minutes, or more than a day.
   *
   * @default Duration.hours(1)
   */
  readonly logGroupSilence?: Duration;

  /**
   * How long the bucket may get no file before the alarm rings. With log file validation a digest file arrives every hour.
   * Throws when it is not of whole hours, or more than seven days.
   *
   * @default Duration.hours(3)
   */
  readonly bucketSilence?: Duration;

  /**
   * Whether deliveries to the bucket are watched. Needs S3 request metrics for the prefix of the log files, which are billed
   * like custom CloudWatch metrics, one for each kind of request that occurs.
   *
   * @default true
   */
  readonly watchBucket?: boolean;

  /**
   * ID of a request metrics configuration that the bucket has already, for the prefix of the log files. Nothing is added to
   * the bucket then.
   *
   * @default - a configuration is added to the bucket
   */
  readonly requestMetricsId?: string;
}

/**
 * Alarms that ring when a trail no longer delivers: a policy, key or role was changed, and CloudTrail keeps trying for 30
 * days, is billed for, and tells nobody.
 *
 * CloudTrail publishes no metric of its own for deliveries, so both ends are watched:
 *
 * - **log group**: `IncomingLogEvents` of the log group. Free of charge. Cannot tell CloudTrail from another writer to the
 *   same group.
 * - **bucket**: S3 request metrics under the trail's prefix, as `PutRequests` less `4xxErrors`, so that deliveries which S3
 *   refuses do not count. S3 sends them on a best effort, and readers that run into errors under the prefix lower the
 *   number. Deliveries that fail before they reach S3 show as silence.
 *
 * Neither sees the delivery errors that `aws cloudtrail get-trail-status` tells, nor a single account or Region of many that
 * falls silent.
 *
 * Costs: two alarms, and the request metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 *
 * @example
 * /// fixture=detection
 * declare const trail: ITrailSource;
 * declare const alerts: AlertTopic;
 *
 * new DeliveryHealth(this, 'DeliveryHealth', { trail, alerts });
 */
export class DeliveryHealth extends Construct {
  /**
   * The alarm for the log group. Undefined when the log group is not known, or is in another account or Region.
   */
  public readonly logGroupAlarm?: cloudwatch.IAlarm;

  /**
   * The alarm for the bucket. Undefined when the bucket is not known or not watched, is in another account or Region, or
   * cannot be given request metrics.
   */
  public readonly bucketAlarm?: cloudwatch.IAlarm;

  constructor(scope: Construct, id: string, props: DeliveryHealthProps) {
    super(scope, id);

    const { bucket, bucketKeyPrefix, logGroup } = props.trail.trailAttributes;
    const logGroupPeriods = periods('logGroupSilence', props.logGroupSilence ?? Duration.hours(1), Duration.minutes(15), Duration.days(1));
    const bucketPeriods = periods('bucketSilence', props.bucketSilence ?? Duration.hours(3), Duration.hours(1), Duration.days(7));
    if (!bucket && !logGroup) {
      throw invalid('trail.trailAttributes', 'must name a log group or a bucket to watch', 'none');
    }

    if (logGroup && this.inSight('log group', logGroup)) {
      this.logGroupAlarm = this.createLogGroupAlarm(logGroup, logGroupPeriods, alarmActions(props));
    }
    if (bucket && props.watchBucket !== false && this.inSight('bucket', bucket)) {
      const prefix = `${bucketKeyPrefix ? `${bucketKeyPrefix}/` : ''}AWSLogs/`;
      const metricsId = props.requestMetricsId ?? this.addMetrics(bucket, prefix);
      this.bucketAlarm = metricsId === undefined ? undefined : this.createBucketAlarm(bucket, metricsId, bucketPeriods, alarmActions(props));
    }

    if ((this.logGroupAlarm ?? this.bucketAlarm) && alarmActions(props).length === 0) {
      Validations.of(this).addWarning(
        'cdk-well-architected-trail:deliveryHealthWithoutActions',
        'The alarms for deliveries have no action, so they ring and nobody hears it. Give them `alerts` or `actions`.',
      );
    }
  }

  private inSight(what: string, resource: IBucketRef | ILogGroupRef): boolean {
    const away = elsewhere(this, resource.env);
    if (away) {
      Validations.of(this).addWarning(
        'cdk-well-architected-trail:deliveryOutOfSight',
        `The ${what} is in ${away}, whose metrics no alarm of this stack can see. Make another DeliveryHealth in a stack there.`,
      );
    }
    return !away;
  }

  private addMetrics(bucket: IBucketRef, prefix: string): string | undefined {
    const metricsId = Names.uniqueResourceName(this, { maxLength: 64, separator: '-', allowedSpecialCharacters: '-' });
    if (addRequestMetrics(bucket, metricsId, prefix)) return metricsId;
    Validations.of(this).addWarning(
      'cdk-well-architected-trail:deliveryMetricsNotManaged',
      'The bucket belongs to somebody else, so its deliveries are not watched. '
      + `Give it a request metrics configuration for the prefix '${prefix}' and its ID as \`requestMetricsId\`.`,
    );
    return undefined;
  }

  private createLogGroupAlarm(logGroup: ILogGroupRef, evaluationPeriods: number, actions: cloudwatch.IAlarmAction[]): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, 'LogGroupAlarm', {
      alarmDescription: 'CloudTrail no longer delivers events to CloudWatch Logs, so no alarm on events can ring. '
        + 'What to do first: run `aws cloudtrail get-trail-status` and read IsLogging and LatestCloudWatchLogsDeliveryError; '
        + 'then look at who last changed the role, the log group and its key.',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Logs',
        metricName: 'IncomingLogEvents',
        dimensionsMap: { LogGroupName: logGroup.logGroupRef.logGroupName },
        statistic: cloudwatch.Stats.SUM,
        period: Duration.minutes(15),
      }),
      ...silent(evaluationPeriods),
    });
    alarm.addAlarmAction(...actions);
    return alarm;
  }

  private createBucketAlarm(bucket: IBucketRef, metricsId: string, evaluationPeriods: number, actions: cloudwatch.IAlarmAction[]): cloudwatch.Alarm {
    const requests = (metricName: string) => new cloudwatch.Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: { BucketName: bucket.bucketRef.bucketName, FilterId: metricsId },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.hours(1),
    });
    const alarm = new cloudwatch.Alarm(this, 'BucketAlarm', {
      alarmDescription: 'CloudTrail no longer delivers log files to S3, so the evidence has a hole from now on. '
        + 'What to do first: run `aws cloudtrail get-trail-status` and read IsLogging and LatestDeliveryError; '
        + 'then look at who last changed the bucket policy and the key policy. CloudTrail tries again for 30 days.',
      metric: new cloudwatch.MathExpression({
        label: 'Accepted deliveries',
        // Without refused requests there is no data for them, which must not count as unknown.
        expression: 'FILL(puts, 0) - FILL(refused, 0)',
        usingMetrics: { puts: requests('PutRequests'), refused: requests('4xxErrors') },
        period: Duration.hours(1),
      }),
      ...silent(evaluationPeriods),
    });
    alarm.addAlarmAction(...actions);
    return alarm;
  }
}

/** Rings when nothing came, which CloudWatch shows as missing data. */
function silent(evaluationPeriods: number) {
  return {
    threshold: 1,
    evaluationPeriods,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  };
}

function periods(prop: string, silence: Duration, period: Duration, most: Duration): number {
  const number = silence.isUnresolved() ? 1 : silence.toMinutes({ integral: false }) / period.toMinutes();
  if (!Number.isInteger(number) || number < 1 || number > most.toMinutes() / period.toMinutes()) {
    throw invalid(prop, `must be a multiple of ${period.toHumanString()}, at most ${most.toHumanString()}`, silence.toHumanString());
  }
  return number;
}
