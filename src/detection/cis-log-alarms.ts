import { ArnFormat, Duration, Stack, Token, Validations } from 'aws-cdk-lib';
import { Alarm, CfnLogAlarm, ComparisonOperator, type IAlarm, type IAlarmAction, type IAlarmRef, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { IAlertDestination } from './alert-destination';
import { CisControl } from './cis-control';
import { allAlarmActions, warnNobodyNotified } from './private/alerting';
import { lineRole, queryRole } from './private/log-alarm-roles';
import { logGroupIn } from './private/log-group';
import { alarmActions, alerts, trail } from './private/shapes';
import { CIS_CONTROLS, type CisControlFacts } from '../cloudtrail/cis/cis-controls';
import { cisLogQuery } from '../cloudtrail/cis/log-queries';
import { readableNameProblem } from '../cloudtrail/names';
import { logsInsightsText } from '../cloudtrail/queries/logs-insights';
import { checkText } from '../private/checks';
import { knownLess } from '../private/days';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { invalid, words } from '../private/invalid';
import { readablePath } from '../private/names';
import { duration, listOf, memberOf, number, type Shape, shaped, text } from '../private/shape';
import type { ITrailSource } from '../trail-source';

const CONTROL = memberOf('CisControl', CisControl);
const CIS_LOG_ALARMS: Shape<CisLogAlarmsProps> = {
  trail, alerts, alarmActions, controls: listOf(CONTROL, 'CisControl.ROOT_USER_USAGE'), logLines: number, frequency: duration, lookback: duration, alarmNamePrefix: text,
};

/** What the number and the ID of a control leave of the name of an alarm. */
const LONGEST_PREFIX = 255 - Math.max(...CIS_CONTROLS.map(({ id }) => `-01-${id}`.length));

/** What CloudWatch sends at most. */
const MOST_LINES = 50;

/**
 * Properties of `CisLogAlarms`.
 */
export interface CisLogAlarmsProps {
  /**
   * The trail to monitor. Throws when its log group is not known, or is in another account or Region than the alarms.
   *
   * The trail must log management events of all Regions: the queries see only what it delivers to the log group.
   */
  readonly trail: ITrailSource;

  /**
   * The controls to have an alarm for. Each runs a query of its own. Throws when the list is empty, or has a control twice.
   *
   * @default - all 15
   */
  readonly controls?: CisControl[];

  /**
   * Where the alarms are sent.
   *
   * @default - only to `alarmActions`
   */
  readonly alerts?: IAlertDestination;

  /**
   * Further actions of every alarm. Log alarms support SNS topics, Lambda functions and OpsItems; others emit a warning.
   *
   * @default - only `alerts`
   */
  readonly alarmActions?: IAlarmAction[];

  /**
   * How many of the events an alarm sends, from 0 to 50. They go to everybody who receives the alerts, with the request parameters of the call.
   * Throws when it is not a whole number of that range.
   *
   * @default 5
   */
  readonly logLines?: number;

  /**
   * How often each query runs, in whole minutes. Throws when it is more than a day.
   *
   * @default Duration.minutes(5)
   */
  readonly frequency?: Duration;

  /**
   * How far back each query looks, in whole minutes. CloudTrail delivers an event some minutes after the call, and one that arrives later than this
   * is missed; what every run reads again is charged again. Throws when it is less than `frequency`, or more than a day.
   *
   * @default - three times `frequency`
   */
  readonly lookback?: Duration;

  /**
   * Prefix of the names of the alarms. Alarm names are unique in an account and Region. Throws when it is empty, too long for a name, or has
   * control characters.
   *
   * @default - stack and construct, such as `Security-LogAlarms`
   */
  readonly alarmNamePrefix?: string;
}

/**
 * Alarms for the CIS controls that say who did it: each runs a query of CloudWatch Logs Insights, and sends the events that it found with who, what,
 * from where and when.
 *
 * The queries mean the same as `CisProfile.lowNoise()`. No control accepts a log alarm: Security Hub and the CIS benchmark ask for metric filters,
 * which `CisAlarms` creates. Have both, with actions on one of them.
 *
 * - **A metric filter** sees each event as it arrives; its alarm sends a number.
 * - **A log alarm** sees what its query finds among the latest events; its alarm sends the events. While it is in alarm, further events send
 *   nothing new.
 *
 * Costs: every query reads the events of `lookback`, at the price of Logs Insights. All 15 with the defaults read everything 45 times. The price of
 * a log alarm itself could not be verified.
 *
 * No run against AWS has confirmed the format of the lines that CloudWatch sends.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutLogAlarm.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 * const alerts = new AlertTopic(this, 'Alerts', { emails: ['security@example.com'] });
 *
 * new CisLogAlarms(this, 'LogAlarms', {
 *   trail,
 *   alerts,
 *   controls: [CisControl.ROOT_USER_USAGE, CisControl.CLOUDTRAIL_CHANGES, CisControl.KEY_DISABLED_OR_DELETED],
 * });
 */
export class CisLogAlarms extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.CisLogAlarms';

  /**
   * The alarms, in the order of the controls, for a dashboard or a mute rule. `alarm()` gives a single one.
   */
  public readonly alarms: IAlarmRef[];

  /**
   * The role that CloudWatch Logs assumes to run the queries. It can query the log group of the trail.
   */
  public readonly queryRole: IRole;

  /**
   * The role that CloudWatch assumes to read the events that it sends. Undefined when it sends none.
   */
  public readonly logLineRole?: IRole;

  private readonly byControl = new Map<`${CisControl}`, IAlarm>();

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: CisLogAlarmsProps) {
    super(scope, id);
    props = shaped(injected(this, CisLogAlarms.PROPERTY_INJECTION_ID, props), CIS_LOG_ALARMS, { scope: this });
    guardReferences(this, props);

    const logGroup = logGroupIn(this, props.trail, 'the queries read it');
    const controls = chosen(this, props.controls);
    const logLines = checkLines(this, props.logLines ?? 5);
    const schedule = scheduleOf(this, props);
    checkText('alarmNamePrefix', props.alarmNamePrefix, (prefix) => readableNameProblem(prefix, LONGEST_PREFIX), { scope: this });
    const prefix = props.alarmNamePrefix ?? readablePath(this);
    const actions = allAlarmActions(this, props);

    this.queryRole = queryRole(this, logGroup.logGroupRef.logGroupName);
    this.logLineRole = logLines === 0 ? undefined : lineRole(this);
    for (const control of controls) {
      this.byControl.set(control.id, this.createAlarm(control, prefix, { actions, logGroup, logLines, schedule }));
    }
    this.alarms = [...this.byControl.values()];
    if (actions.length > 0) return;
    warnNobodyNotified(this, 'cdk-well-architected-trail:cisLogAlarmsWithoutActions', 'The log alarms have no actions', 'alarmActions');
  }

  /**
   * The alarm of a control, to show it on a dashboard. Undefined when the control is not among `controls`.
   */
  public alarm(control: CisControl): IAlarm | undefined {
    CONTROL(control, 'control', { scope: this });
    return this.byControl.get(control);
  }

  private createAlarm(control: CisControlFacts, prefix: string, { actions, logGroup, logLines, schedule }: AlarmOptions): IAlarm {
    const alarmName = `${prefix}-${String(control.number).padStart(2, '0')}-${control.id}`;
    const alarmArn = Stack.of(this).formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: alarmName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    const alarm = Alarm.fromAlarmArn(this, control.id, alarmArn);
    new CfnLogAlarm(this, `${control.id}Alarm`, {
      alarmName,
      alarmDescription: `${control.title}. ${control.meaning} What to do first: ${control.firstSteps}`,
      scheduledQueryConfiguration: {
        queryString: logsInsightsText(cisLogQuery(control.id)),
        aggregationExpression: 'count(*)',
        logGroupIdentifiers: [logGroup.logGroupRef.logGroupName],
        scheduleConfiguration: schedule,
        scheduledQueryRoleArn: this.queryRole.roleArn,
      },
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      queryResultsToEvaluate: 1,
      queryResultsToAlarm: 1,
      // A query that finds nothing has no result.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmActions: actions.map((action) => supported(this, action.bind(this, alarm).alarmActionArn)),
      actionLogLineCount: logLines,
      actionLogLineRoleArn: this.logLineRole?.roleArn,
    });
    return alarm;
  }
}

interface AlarmOptions {
  readonly actions: readonly IAlarmAction[];
  readonly logGroup: ILogGroupRef;
  readonly logLines: number;
  readonly schedule: CfnLogAlarm.ScheduleConfigurationProperty;
}

function chosen(scope: Construct, controls: readonly CisControl[] = Object.values(CisControl)): CisControlFacts[] {
  if (controls.length === 0) {
    throw invalid('controls', 'must contain at least one control', controls, { scope, wayOut: 'Remove the construct to have no alarms' });
  }
  const repeated = controls.find((control, index) => controls.indexOf(control) !== index);
  if (repeated) throw invalid('controls', 'must contain each control once', repeated, { scope });
  return CIS_CONTROLS.filter(({ id }) => controls.some((control) => control === id));
}

function checkLines(scope: Construct, lines: number): number {
  if (Token.isUnresolved(lines) || Number.isInteger(lines) && lines >= 0 && lines <= MOST_LINES) return lines;
  throw invalid('logLines', `must be a whole number from 0 to ${MOST_LINES}`, lines, { scope });
}

function scheduleOf(scope: Construct, { frequency = Duration.minutes(5), lookback }: CisLogAlarmsProps): CfnLogAlarm.ScheduleConfigurationProperty {
  const minutes = frequency.isUnresolved() ? frequency.toMinutes() : minutesOf(scope, 'frequency', frequency);
  return { scheduleExpression: `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`, startTimeOffset: secondsBack(scope, minutes, lookback) };
}

function secondsBack(scope: Construct, frequency: number, lookback: Duration | undefined): number {
  if (lookback?.isUnresolved()) return lookback.toSeconds();
  if (!lookback && Token.isUnresolved(frequency)) {
    throw invalid('lookback', 'must be set where `frequency` is known at deployment only', lookback, { scope });
  }
  const back = lookback ? minutesOf(scope, 'lookback', lookback) : 3 * frequency;
  if (knownLess(back, frequency)) {
    throw invalid('lookback', `must be at least \`frequency\` (${frequency} minutes), or no query sees the events in between`, words(`${back} minutes`), { scope });
  }
  return back * 60;
}

function minutesOf(scope: Construct, prop: string, value: Duration): number {
  const minutes = value.toMinutes({ integral: false });
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 24 * 60) return minutes;
  throw invalid(prop, 'must be a whole number of minutes, at most a day', words(value.toHumanString()), { scope });
}

/** CloudWatch ignores what a log alarm does not support. */
function supported(scope: Construct, arn: string): string {
  const [, , service = '', , , resource] = Token.isUnresolved(arn) ? [] : arn.split(':');
  if (['', 'sns', 'lambda'].includes(service) || (service === 'ssm' && resource === 'opsitem')) return arn;
  Validations.of(scope).addWarning('cdk-well-architected-trail:logAlarmActionIgnored',
    `Log alarms support SNS topics, Lambda functions and OpsItems only: CloudWatch ignores the action ${arn}.`);
  return arn;
}
