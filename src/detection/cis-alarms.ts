import { Duration, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarmAction, type IAlarmRef, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { IAlertDestination } from './alert-destination';
import type { CisAlarmTuning } from './cis-alarm-tuning';
import { CisControl } from './cis-control';
import { CisFoundationsVersion, CisProfile } from './cis-profile';
import { type ITrailSource } from '../trail-source';
import { allAlarmActions, checkedActions, warnNobodyNotified } from './private/alerting';
import { tuningByControl } from './private/cis-tuning';
import { checkMetricFilters, logGroupIn } from './private/log-group';
import { checkMetricNamespace } from './private/metric-namespace';
import { alarmActions, alerts, trail } from './private/shapes';
import { CIS_CONTROLS, type CisControlFacts, cisControlNumber, cisPattern } from '../cloudtrail/cis/cis-controls';
import { readableNameProblem } from '../cloudtrail/names';
import { checkClass, checkText } from '../private/checks';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { readablePath } from '../private/names';
import { anything, duration, flag, listOf, memberOf, number, ofShape, required, type Shape, shaped, text } from '../private/shape';

/** What the number and the ID of a control leave of the name of an alarm. */
const LONGEST_PREFIX = 255 - Math.max(...CIS_CONTROLS.map(({ id }) => `-01-${id}`.length));

const CONTROL = memberOf('CisControl', CisControl);

const TUNING: Shape<CisAlarmTuning> = {
  control: required(CONTROL), enabled: flag, threshold: number, period: duration, evaluationPeriods: number, alarmActions,
};
const CIS_ALARMS: Shape<CisAlarmsProps> = {
  trail,
  alerts,
  alarmActions,
  profile: anything,
  tuning: listOf(ofShape(TUNING), '{ control: CisControl.ROOT_USER_USAGE, threshold: 2 }'),
  metricNamespace: text,
  alarmNamePrefix: text,
};

/**
 * Properties of `CisAlarms`.
 */
export interface CisAlarmsProps {
  /**
   * The trail to monitor. Throws when its log group is not known, is in another account or Region than the alarms, or is of a class without
   * metric filters.
   *
   * The trail must log management events of all Regions: the metric filters see only what it delivers to the log group.
   */
  readonly trail: ITrailSource;

  /**
   * The filter patterns of the metric filters.
   *
   * @default CisProfile.securityHub()
   */
  readonly profile?: CisProfile;

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
   * What differs from the defaults for single controls. Throws on two entries for a control, and when no alarm is left.
   *
   * @default - each of the 15 alarms triggers at the first event within five minutes
   */
  readonly tuning?: CisAlarmTuning[];

  /**
   * Namespace of the metrics. If two trails have alarms of the same profile in one account and Region, give each its own namespace:
   * otherwise each alarm counts the events of both. Throws when it begins with `AWS/`, or does not have 1 to 255 letters, digits and `._-/#:`.
   *
   * @default - `CISBenchmark/` and the name of the profile
   */
  readonly metricNamespace?: string;

  /**
   * Prefix of the names of the alarms. Alarm names are unique in an account and Region. Throws when it is empty, too long for a name, or has
   * control characters.
   *
   * @default - stack and construct, such as `Security-Alarms`
   */
  readonly alarmNamePrefix?: string;
}

/**
 * The metric filters and alarms that the CIS AWS Foundations Benchmark requires, on the log group of a trail.
 *
 * For each of the 15 controls, creates a metric filter (value 1, default value 0) and an alarm: sum over five minutes, at least 1, one period,
 * missing data is not breaching. The description of each alarm says what happened and what to do first.
 *
 * Costs of one instance: 15 custom metrics and 15 standard alarms per month. A log group can have 100 metric filters; an instance uses 15.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 * const alerts = new AlertTopic(this, 'Alerts', { emails: ['security@example.com'] });
 *
 * new CisAlarms(this, 'Alarms', {
 *   trail,
 *   alerts,
 *   profile: CisProfile.lowNoise(),
 *   tuning: [
 *     { control: CisControl.CONSOLE_SIGN_IN_FAILURES, threshold: 5 },
 *     { control: CisControl.ORGANIZATIONS_CHANGES, enabled: false },
 *   ],
 * });
 */
export class CisAlarms extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.CisAlarms';

  /**
   * The alarms, in the order of the controls, for a dashboard or a mute rule. `alarm()` gives a single one.
   */
  public readonly alarms: IAlarmRef[];

  private readonly byControl = new Map<`${CisControl}`, Alarm>();

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: CisAlarmsProps) {
    super(scope, id);
    props = shaped(injected(this, CisAlarms.PROPERTY_INJECTION_ID, props), CIS_ALARMS, { scope: this });
    guardReferences(this, props);

    const logGroup = logGroupIn(this, props.trail, 'the metric filters are created in it');
    checkMetricFilters(this, logGroup);
    const tuning = tuningByControl(this, props.tuning ?? []);
    const profile = props.profile ?? CisProfile.securityHub();
    checkClass('profile', profile, CisProfile, 'CisProfile.lowNoise()', { scope: this });
    const metrics = checkMetricNamespace(this, props.metricNamespace ?? `CISBenchmark/${profile.name}`);
    checkText('alarmNamePrefix', props.alarmNamePrefix, (prefix) => readableNameProblem(prefix, LONGEST_PREFIX), { scope: this });
    const alarmNamePrefix = props.alarmNamePrefix ?? readablePath(this);
    const actions = allAlarmActions(this, props);

    for (const control of CIS_CONTROLS) {
      const tuned = tuning.get(control.id);
      if (tuned?.enabled === false) continue;
      new CfnMetricFilter(this, `${control.id}Filter`, {
        logGroupName: logGroup.logGroupRef.logGroupName,
        filterPattern: cisPattern(control, profile._source),
        metricTransformations: [{ metricNamespace: metrics, metricName: control.id, metricValue: '1', defaultValue: 0 }],
      });
      const alarm = this.createAlarm(control, metrics, alarmNamePrefix, tuned);
      alarm.addAlarmAction(...(tuned?.alarmActions ? checkedActions(this, 'tuning.alarmActions', tuned.alarmActions) : actions));
      this.byControl.set(control.id, alarm);
    }
    this.alarms = [...this.byControl.values()];

    if (actions.length === 0) warnNobodyNotified(this, 'cdk-well-architected-trail:cisAlarmsWithoutActions', 'The CIS alarms have no actions', 'alarmActions');
    this.warnAboutNoise(profile);
  }

  /**
   * The alarm of a control, to add actions or to show it on a dashboard. Undefined when it is disabled.
   */
  public alarm(control: CisControl): Alarm | undefined {
    CONTROL(control, 'control', { scope: this });
    return this.byControl.get(control);
  }

  private createAlarm(control: CisControlFacts, namespace: string, prefix: string, tuned?: CisAlarmTuning): Alarm {
    return new Alarm(this, `${control.id}Alarm`, {
      alarmName: `${prefix}-${String(control.number).padStart(2, '0')}-${control.id}`,
      alarmDescription: description(control),
      metric: new Metric({ namespace, metricName: control.id, statistic: Stats.SUM, period: tuned?.period ?? Duration.minutes(5) }),
      threshold: tuned?.threshold ?? 1,
      evaluationPeriods: tuned?.evaluationPeriods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private warnAboutNoise(profile: CisProfile) {
    if (profile.name === CisProfile.cis(CisFoundationsVersion.V1_4).name && this.byControl.has(CisControl.UNAUTHORIZED_API_CALLS)) {
      Validations.of(this).addWarning(
        'cdk-well-architected-trail:cisFilterMatchesEverything',
        'The filter of CIS 1.4 for unauthorized API calls matches every event, so its alarm is always in alarm. '
        + 'Use a later version, or disable that alarm with `tuning`.',
      );
    }
  }
}

function description(control: CisControlFacts): string {
  const numbers = [
    `CIS ${cisControlNumber(control, '5.0')}, ${cisControlNumber(control, '7.0')} since 6.0`,
    ...(control.securityHub ? [`Security Hub ${control.securityHub}`] : []),
  ];
  return `${control.title} (${numbers.join('; ')}). ${control.meaning} What to do first: ${control.firstSteps}`;
}
