import { Duration, Stack, Token, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type AlertTopic } from './alert-topic';
import { type CisAlarmTuning } from './cis-alarm-tuning';
import { CisControl } from './cis-control';
import { CisFoundationsVersion, CisProfile } from './cis-profile';
import { alarmActions } from './private/alarm-actions';
import { tuningByControl } from './private/cis-tuning';
import { checkMetricFilters, logGroupIn } from './private/log-group';
import { CIS_CONTROLS, type CisControlFacts, cisControlNumber } from '../cloudtrail/cis/cis-controls';
import { invalid } from '../cloudtrail/invalid';
import { type ITrailSource } from '../trail-source';

/**
 * Properties of `CisAlarms`.
 */
export interface CisAlarmsProps {
  /**
   * The trail to watch. Throws when its log group is not known, is in another account or Region than the alarms, or is of a
   * class without metric filters.
   *
   * The trail must log management events of all Regions; the metric filters see nothing else than what it delivers to the
   * log group.
   */
  readonly trail: ITrailSource;

  /**
   * Which texts the metric filters have.
   *
   * @default CisProfile.securityHub()
   */
  readonly profile?: CisProfile;

  /**
   * The topic that the alarms go to.
   *
   * @default - only `actions`
   */
  readonly alerts?: AlertTopic;

  /**
   * Further actions of every alarm, such as an OpsItem or a Lambda function.
   *
   * @default - only `alerts`
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * What differs from the defaults for single controls. Throws on two entries for a control, and when no alarm is left.
   *
   * @default - all 15 alarms ring at the first event within five minutes
   */
  readonly tuning?: CisAlarmTuning[];

  /**
   * Namespace of the metrics. Give each trail its own when two of them have alarms of the same profile in one account and
   * Region, or each alarm counts the events of both. Throws when it begins with `AWS/`, or is not of 1 to 255 letters,
   * digits and `._-/#:`.
   *
   * @default - `CISBenchmark/` and the name of the profile
   */
  readonly metricNamespace?: string;

  /**
   * What the names of the alarms begin with. Alarm names are unique in an account and Region.
   *
   * @default - stack and construct, such as `Security-Alarms`
   */
  readonly alarmNamePrefix?: string;
}

/**
 * The metric filters and alarms that the CIS AWS Foundations Benchmark asks for, on the log group of a trail.
 *
 * Makes for each of the 15 controls a metric filter (value 1, default value 0) and an alarm: sum over five minutes, at least
 * 1, one period, missing data is not breaching. The description of each alarm says what happened and what to do first.
 *
 * Costs of one instance: 15 custom metrics and 15 standard alarms a month. A log group can have 100 metric filters; an
 * instance takes 15.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 *
 * @example
 * /// fixture=detection
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
   * The alarms, in the order of the controls.
   */
  public readonly alarms: cloudwatch.IAlarm[];

  private readonly byControl = new Map<string, cloudwatch.Alarm>();

  constructor(scope: Construct, id: string, props: CisAlarmsProps) {
    super(scope, id);

    const logGroup = logGroupIn(this, props.trail, 'the metric filters are made in it');
    checkMetricFilters(logGroup);
    const tuning = tuningByControl(props.tuning ?? []);
    const profile = props.profile ?? CisProfile.securityHub();
    const namespace = metricNamespace(props.metricNamespace, profile);
    const prefix = props.alarmNamePrefix ?? readableName(this);

    for (const control of CIS_CONTROLS) {
      const tuned = tuning.get(control.id);
      if (tuned?.enabled === false) continue;
      new logs.CfnMetricFilter(this, `${control.id}Filter`, {
        logGroupName: logGroup.logGroupRef.logGroupName,
        filterPattern: profile.filterPattern(control.id as CisControl),
        metricTransformations: [{ metricNamespace: namespace, metricName: control.id, metricValue: '1', defaultValue: 0 }],
      });
      const alarm = new cloudwatch.Alarm(this, `${control.id}Alarm`, {
        alarmName: `${prefix}-${String(control.number).padStart(2, '0')}-${control.id}`,
        alarmDescription: description(control),
        metric: new cloudwatch.Metric({
          namespace,
          metricName: control.id,
          statistic: cloudwatch.Stats.SUM,
          period: tuned?.period ?? Duration.minutes(5),
        }),
        threshold: tuned?.threshold ?? 1,
        evaluationPeriods: tuned?.evaluationPeriods ?? 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(...(tuned?.actions ?? alarmActions(props)));
      this.byControl.set(control.id, alarm);
    }
    this.alarms = [...this.byControl.values()];

    this.warnAboutSilence(props);
    this.warnAboutNoise(profile);
  }

  /**
   * The alarm of a control, to add actions or to put it on a dashboard. Undefined when it is switched off.
   */
  public alarm(control: CisControl): cloudwatch.Alarm | undefined {
    return this.byControl.get(control);
  }

  private warnAboutSilence(props: CisAlarmsProps) {
    if (alarmActions(props).length === 0) {
      Validations.of(this).addWarning(
        'cdk-well-architected-trail:cisAlarmsWithoutActions',
        'The CIS alarms have no action, so they ring and nobody hears it. Give them `alerts` or `actions`.',
      );
    }
  }

  private warnAboutNoise(profile: CisProfile) {
    if (profile.name === CisProfile.cis(CisFoundationsVersion.V1_4).name && this.byControl.has(CisControl.UNAUTHORIZED_API_CALLS)) {
      Validations.of(this).addWarning(
        'cdk-well-architected-trail:cisFilterMatchesEverything',
        'The filter for unauthorized API calls of CIS 1.4 matches every event, so its alarm never stops ringing. '
        + 'Take a later version, or switch that alarm off with `tuning`.',
      );
    }
  }
}

function metricNamespace(given: string | undefined, profile: CisProfile): string {
  const namespace = given ?? `CISBenchmark/${profile.name}`;
  if (!Token.isUnresolved(namespace) && !/^(?!AWS\/)[A-Za-z0-9._\-/#:]{1,255}$/.test(namespace)) {
    throw invalid('metricNamespace', 'must have 1 to 255 characters of A-Z, a-z, 0-9 and ._-/#: and not start with AWS/', namespace);
  }
  return namespace;
}

/** Stack name and path within the stack, without a hash: it is read at night. */
function readableName(scope: Construct): string {
  const stack = Stack.of(scope);
  const path = scope.node.scopes.slice(stack.node.scopes.length).map(({ node }) => node.id);
  return [stack.stackName, ...path].join('-');
}

function description(control: CisControlFacts): string {
  const numbers = [
    `CIS ${cisControlNumber(control, '5.0')}, ${cisControlNumber(control, '7.0')} since 6.0`,
    ...(control.securityHub ? [`Security Hub ${control.securityHub}`] : []),
  ];
  return `${control.title} (${numbers.join('; ')}). ${control.meaning} What to do first: ${control.firstSteps}`;
}
