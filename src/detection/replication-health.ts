import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarm, type IAlarmAction, type IAlarmRef, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { IAlertDestination } from './alert-destination';
import { allAlarmActions, warnNobodyNotified } from './private/alerting';
import { alarmActions, alerts, trail } from './private/shapes';
import { knownDifferent } from '../private/environments';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { invalid, words } from '../private/invalid';
import { duration, type Shape, shaped } from '../private/shape';
import type { ITrailSource, TrailReplicationAttributes } from '../trail-source';

const REPLICATION_HEALTH: Shape<ReplicationHealthProps> = { trail, alerts, alarmActions, maxDelay: duration };

/**
 * Properties of `ReplicationHealth`.
 */
export interface ReplicationHealthProps {
  /**
   * The trail or archive whose log files are replicated: a `WellArchitectedTrail` with `replica`, `trailSource()` of a `TrailLogArchive` with
   * `replica`, or a `TrailSource` with `replication`.
   *
   * Throws if its bucket or its replication is not known, if the replication has no metrics, or if the metrics are in neither the Region nor the
   * account of the stack.
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
   * How far the replica may fall behind before the alarm triggers. Throws if it is not in whole minutes, or more than a day.
   *
   * @default Duration.hours(1)
   */
  readonly maxDelay?: Duration;
}

/**
 * Alarms that trigger when the second copy of log files has gaps or falls behind.
 *
 * S3 publishes the metrics in two Regions, and an alarm sees those of its own Region only:
 *
 * - **in the Region of the log files**: files whose replication failed. S3 does not try again by itself, so copy them with S3 Batch Replication.
 * - **in the Region of the replica**: how many seconds it is behind. Create a second `ReplicationHealth` there, in a stack of the account of the
 *   log files.
 *
 * In one Region, there are both. S3 delivers the metrics on a best effort basis. Which account has those of a replica in another account is not
 * documented; the S3 console shows them with the bucket of the log files.
 *
 * Costs: one alarm in each Region. The four metrics belong to the replication, and are billed as custom CloudWatch metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 *
 * @example
 * declare const stack: Stack;
 * declare const replica: TrailLogReplica;
 *
 * const trail = new WellArchitectedTrail(stack, 'Trail', { replica: { destination: replica } });
 * const alerts = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
 * new ReplicationHealth(stack, 'ReplicationHealth', { trail, alerts });
 */
export class ReplicationHealth extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.ReplicationHealth';

  /**
   * The alarm for files that were not replicated. Undefined in a Region other than that of the log files.
   */
  public readonly failureAlarm?: IAlarm;

  /**
   * The alarm for a replica that falls behind. Undefined in a Region other than that of the replica.
   */
  public readonly delayAlarm?: IAlarm;

  /**
   * The alarms that there are, for a dashboard or a mute rule.
   */
  public readonly alarms: IAlarmRef[];

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: ReplicationHealthProps) {
    super(scope, id);
    props = shaped(injected(this, ReplicationHealth.PROPERTY_INJECTION_ID, props), REPLICATION_HEALTH, { scope: this });
    guardReferences(this, props);
    const maxDelay = checkDelay(this, props.maxDelay ?? Duration.hours(1));
    const { bucket, replication } = replicated(this, props.trail);
    const { region } = Stack.of(this);
    const atSource = !knownDifferent(region, bucket.env.region);
    const atReplica = replication.destinationRegion === region;
    if (!atSource && !atReplica) {
      throw invalid('trail', `must have its bucket or its replica in the Region of the alarms (${region})`, words(`${bucket.env.region}, ${replication.destinationRegion ?? 'unknown'}`), {
        scope: this, wayOut: 'Create it in a stack of the Region of the log files, and another one in that of the replica',
      });
    }

    const actions = allAlarmActions(this, props);
    if (atSource) this.failureAlarm = this.createFailureAlarm(bucket, replication, actions);
    if (atReplica) this.delayAlarm = this.createDelayAlarm(bucket, replication, maxDelay, actions);
    this.alarms = [this.failureAlarm, this.delayAlarm].filter((alarm) => alarm !== undefined);
    if (actions.length === 0) {
      warnNobodyNotified(this, 'cdk-well-architected-trail:replicationHealthWithoutActions', 'The alarms for the replication have no actions', 'alarmActions');
    }
  }

  private createFailureAlarm(bucket: IBucketRef, replication: TrailReplicationAttributes, actions: IAlarmAction[]): IAlarm {
    return this.createAlarm('FailureAlarm', actions, metricOf(bucket, replication, 'OperationsFailedReplication', Stats.SUM), 1,
      'S3 could not replicate log files, so the second copy has gaps. '
      + 'What to do first: find out who last changed the role, the policies and the keys of the replication; '
      + 'then copy what failed with S3 Batch Replication, since S3 does not try again.');
  }

  private createDelayAlarm(bucket: IBucketRef, replication: TrailReplicationAttributes, maxDelay: Duration, actions: IAlarmAction[]): IAlarm {
    return this.createAlarm('DelayAlarm', actions, metricOf(bucket, replication, 'ReplicationLatency', Stats.MAXIMUM), maxDelay.toSeconds(),
      `The second copy of the log files is ${maxDelay.toHumanString()} or more behind. `
      + 'What to do first: look at OperationsFailedReplication in the Region of the log files; without failures, wait for S3, and check the AWS Health Dashboard.');
  }

  private createAlarm(id: string, actions: IAlarmAction[], metric: Metric, threshold: number, alarmDescription: string): IAlarm {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // As AWS advises: without replication, there is no data, and nothing is known.
      treatMissingData: TreatMissingData.IGNORE,
    });
    alarm.addAlarmAction(...actions);
    return alarm;
  }
}

function replicated(scope: Construct, { trailAttributes }: ITrailSource): { bucket: IBucketRef; replication: TrailReplicationAttributes } {
  const { bucket, replication } = trailAttributes;
  if (!bucket || !replication) {
    throw invalid(`trail.trailAttributes.${bucket ? 'replication' : 'bucket'}`, 'must be known', undefined, {
      scope, wayOut: 'Set `replica` on the trail or on its archive, and pass `trailSource()` of the archive; or use `TrailSource.fromTrailAttributes`',
    });
  }
  if (replication.metricsEnabled === false) {
    throw invalid('trail.trailAttributes.replication.metricsEnabled', 'must be true, because S3 publishes no metrics otherwise', false, {
      scope, wayOut: 'Leave out `replica.metricsEnabled` of the trail',
    });
  }
  const { account } = Stack.of(scope);
  if (knownDifferent(account, bucket.env.account)) {
    throw invalid('trail', `must have its bucket in the account of the alarms (${account})`, bucket.env.account, {
      scope, wayOut: 'Create the alarms in a stack of the account of the bucket',
    });
  }
  return { bucket, replication };
}

function metricOf(bucket: IBucketRef, { destinationBucketName, ruleId }: TrailReplicationAttributes, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/S3',
    metricName,
    dimensionsMap: { SourceBucket: bucket.bucketRef.bucketName, DestinationBucket: destinationBucketName, RuleId: ruleId },
    statistic,
    period: Duration.minutes(5),
  });
}

function checkDelay(scope: Construct, delay: Duration): Duration {
  if (delay.isUnresolved()) return delay;
  const minutes = delay.toMinutes({ integral: false });
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 24 * 60) {
    throw invalid('maxDelay', 'must be a whole number of minutes, at most a day', delay.toHumanString(), { scope });
  }
  return delay;
}
