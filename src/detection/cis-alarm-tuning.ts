import type { Duration } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { type CisControl } from './cis-control';

/**
 * What differs from the defaults in the alarm of one control.
 */
export interface CisAlarmTuning {
  /**
   * The control whose alarm is tuned.
   */
  readonly control: CisControl;

  /**
   * Whether the control has a filter and an alarm.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Number of events per period that trigger the alarm. Throws when it is not a whole number of at least 1.
   *
   * @default 1
   */
  readonly threshold?: number;

  /**
   * The period over which events are counted, in whole minutes. Throws when all `evaluationPeriods` together are more than a day, or more
   * than seven days with periods of an hour or longer.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * Number of consecutive periods in which the threshold must be reached. Throws when it is not a whole number of at least 1.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * Actions of this alarm instead of those of the other alarms. An empty list: no actions.
   *
   * @default - the same actions as the other alarms
   */
  readonly alarmActions?: IAlarmAction[];
}
