import type { Duration } from 'aws-cdk-lib';
import { invalid } from '../../cloudtrail/invalid';

/** The days of a required retention. */
export function wholeDays(retention: Duration): number {
  const days = retention.isUnresolved() ? NaN : retention.toDays({ integral: false });
  if (!(days >= 1 && Number.isInteger(days))) {
    const got = retention.isUnresolved() ? 'a token' : retention.toHumanString();
    throw invalid('requiredRetention', 'must be a whole number of days of at least 1 that is known at synthesis', got);
  }
  return days;
}
