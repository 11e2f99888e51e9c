import { type Duration, Token } from 'aws-cdk-lib';
import { invalid, type InvalidOptions } from './invalid';

/** A duration in days, for lifecycle rules. Throws if it is not a whole number of days. Tokens pass. */
export function wholeDays(prop: string, duration: Duration, options?: InvalidOptions): number {
  if (duration.isUnresolved()) return duration.toDays();
  const days = duration.toDays({ integral: false });
  checkDays(prop, days, options, duration);
  return days;
}

/** Throws if a number of days is not a whole, positive number. Tokens pass. */
export function checkDays(prop: string, days: number, options?: InvalidOptions, got: unknown = days): void {
  if (Token.isUnresolved(days)) return;
  if (!Number.isInteger(days) || days < 1 || days > MAXIMUM_DAYS) {
    throw invalid(prop, `must be a whole number of days from 1 to ${MAXIMUM_DAYS}`, got, options);
  }
}

/** The largest number of days that S3 accepts in a lifecycle rule. */
const MAXIMUM_DAYS = 2_147_483_647;

/** Whether both numbers are known and the first is less. */
export function knownLess(a: number, b: number): boolean {
  return !Token.isUnresolved(a) && !Token.isUnresolved(b) && a < b;
}
