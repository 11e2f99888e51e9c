import { Duration, Token } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarmAction, type IAlarmRef, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { AiAlarm, type AiAlarmTuning } from './ai-alarm';
import type { IAlertDestination } from './alert-destination';
import { allAlarmActions, warnNobodyNotified } from './private/alerting';
import { checkMetricFilters, logGroupIn } from './private/log-group';
import { checkMetricNamespace } from './private/metric-namespace';
import { alarmActions, alerts, trail } from './private/shapes';
import { AI_ALARMS, type AiAlarmFacts } from '../cloudtrail/ai-alarms';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { invalid, words } from '../private/invalid';
import { readablePath } from '../private/names';
import { flag, listOf, memberOf, number, ofShape, required, type Shape, shaped, text } from '../private/shape';
import { type ITrailSource } from '../trail-source';

const ALARM = memberOf('AiAlarm', AiAlarm);
const TUNING: Shape<AiAlarmTuning> = { alarm: required(ALARM), enabled: flag, threshold: number };
const AI_ALARMS_PROPS: Shape<AiAlarmsProps> = {
  trail,
  alerts,
  alarmActions,
  tuning: listOf(ofShape(TUNING), '{ alarm: AiAlarm.GATEWAY_CHANGES, enabled: false }'),
  metricNamespace: text,
  alarmNamePrefix: text,
};

/**
 * Properties of `AiAlarms`.
 */
export interface AiAlarmsProps {
  /**
   * The trail to monitor. Throws when its log group is not known, is in another account or Region than the alarms, or is of a class without
   * metric filters.
   *
   * Three of the alarms see data events only: log them with `TrailEvents.bedrock()` and `TrailEvents.bedrockAgentCore()`.
   */
  readonly trail: ITrailSource;

  /**
   * Where the alarms are sent.
   *
   * @default - only to `alarmActions`
   */
  readonly alerts?: IAlertDestination;

  /**
   * Further actions of every alarm, such as an OpsItem or a Lambda function.
   *
   * @default - only `alerts`
   */
  readonly alarmActions?: IAlarmAction[];

  /**
   * What differs from the defaults for single alarms. Throws on two entries for an alarm, and when no alarm is left.
   *
   * @default - all alarms
   */
  readonly tuning?: AiAlarmTuning[];

  /**
   * Namespace of the metrics. If two trails have these alarms in one account and Region, give each its own namespace. Throws when it begins with
   * `AWS/`, or does not have 1 to 255 letters, digits and `._-/#:`.
   *
   * @default 'AIWorkloadMetrics'
   */
  readonly metricNamespace?: string;

  /**
   * Prefix of the names of the alarms. Alarm names are unique in an account and Region.
   *
   * @default - stack and construct, such as `Security-AiAlarms`
   */
  readonly alarmNamePrefix?: string;
}

/**
 * Alarms about the use and protection of models and agents: Amazon Bedrock, its `bedrock-mantle` endpoint, and Amazon Bedrock AgentCore.
 *
 * For each `AiAlarm`, creates a metric filter on the log group of the trail and an alarm over five minutes. Filters and thresholds follow AWS's guide on
 * auditing AI workloads.
 *
 * Costs of one instance: 7 custom metrics and 7 standard alarms per month, and the data events that three of them need.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 * const alerts = new AlertTopic(this, 'Alerts', { emails: ['security@example.com'] });
 *
 * new AiAlarms(this, 'AiAlarms', {
 *   trail,
 *   alerts,
 *   tuning: [{ alarm: AiAlarm.CREDENTIAL_ACCESS, threshold: 500 }],
 * });
 */
export class AiAlarms extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.AiAlarms';

  /**
   * The alarms, in the order of `AiAlarm`, for a dashboard or a mute rule. `alarm()` gives a single one.
   */
  public readonly alarms: IAlarmRef[];

  private readonly byId = new Map<AiAlarm, Alarm>();

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: AiAlarmsProps) {
    super(scope, id);
    props = shaped(injected(this, AiAlarms.PROPERTY_INJECTION_ID, props), AI_ALARMS_PROPS, { scope: this });
    guardReferences(this, props);
    const logGroup = logGroupIn(this, props.trail, 'the metric filters are created in it');
    checkMetricFilters(this, logGroup);
    const tuning = tuningById(this, props.tuning ?? []);
    const namespace = checkMetricNamespace(this, props.metricNamespace ?? 'AIWorkloadMetrics');
    const prefix = props.alarmNamePrefix ?? readablePath(this);
    const actions = allAlarmActions(this, props);

    for (const alarmId of Object.values(AiAlarm)) {
      const tuned = tuning.get(alarmId);
      if (tuned?.enabled === false) continue;
      const facts = AI_ALARMS[alarmId];
      new CfnMetricFilter(this, `${alarmId}Filter`, {
        logGroupName: logGroup.logGroupRef.logGroupName,
        filterPattern: facts.pattern,
        metricTransformations: [{ metricNamespace: namespace, metricName: alarmId, metricValue: '1', defaultValue: 0 }],
      });
      const alarm = this.createAlarm(alarmId, facts, { namespace, prefix, threshold: tuned?.threshold ?? facts.threshold });
      alarm.addAlarmAction(...actions);
      this.byId.set(alarmId, alarm);
    }
    this.alarms = [...this.byId.values()];
    if (actions.length > 0) return;
    warnNobodyNotified(this, 'cdk-well-architected-trail:aiAlarmsWithoutActions', 'The alarms about models and agents have no actions', 'alarmActions');
  }

  /**
   * A single alarm, to add actions or to show it on a dashboard. Undefined when it is disabled.
   */
  public alarm(alarm: AiAlarm): Alarm | undefined {
    ALARM(alarm, 'alarm', { scope: this });
    return this.byId.get(alarm);
  }

  private createAlarm(
    id: AiAlarm, { title, meaning, firstSteps }: AiAlarmFacts, options: { namespace: string; prefix: string; threshold: number },
  ): Alarm {
    return new Alarm(this, `${id}Alarm`, {
      alarmName: `${options.prefix}-${id}`,
      alarmDescription: `${title}. ${meaning} What to do first: ${firstSteps}`,
      metric: new Metric({ namespace: options.namespace, metricName: id, statistic: Stats.SUM, period: Duration.minutes(5) }),
      threshold: options.threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

function tuningById(scope: IConstruct, tuning: AiAlarmTuning[]): Map<AiAlarm, AiAlarmTuning> {
  const byId = new Map<AiAlarm, AiAlarmTuning>();
  for (const tuned of tuning) {
    const { alarm, threshold } = tuned;
    if (byId.has(alarm)) throw invalid('tuning', 'must have at most one entry per alarm', alarm, { scope, wayOut: 'Put everything about it into one entry' });
    if (threshold !== undefined && !Token.isUnresolved(threshold) && !(Number.isInteger(threshold) && threshold >= 1)) {
      throw invalid('tuning.threshold', 'must be a whole number of at least 1', threshold, { scope });
    }
    byId.set(alarm, tuned);
  }
  const all = Object.values(AiAlarm);
  if (all.every((id) => byId.get(id)?.enabled === false)) {
    throw invalid('tuning', 'must leave at least one alarm enabled', words(`all ${all.length} disabled`), { scope, wayOut: 'Remove the construct to have no alarms' });
  }
  return byId;
}
