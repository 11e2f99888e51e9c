import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
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
   * How many events in one period ring the alarm. Throws when it is not a whole number of at least 1.
   *
   * @default 1
   */
  readonly threshold?: number;

  /**
   * How long events are counted: whole minutes. Throws when all `evaluationPeriods` are more than a day, or more than seven
   * days with periods of an hour or longer.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * In how many periods in a row the threshold must be reached. Throws when it is not a whole number of at least 1.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * Where the alarm goes instead of the actions of the others. An empty list: nowhere.
   *
   * @default - the same actions as the other alarms
   */
  readonly actions?: cloudwatch.IAlarmAction[];
}
