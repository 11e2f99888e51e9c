import type { Duration } from 'aws-cdk-lib';
import { withCdkErrors } from '../../cdk-error';
import { invalid, words } from '../../cloudtrail/invalid';

/** The days of a required retention. */
export function wholeDays(retention: Duration): number {
  return withCdkErrors(() => {
    if (typeof retention !== 'object' || !('toDays' in retention)) {
      throw invalid('requiredRetention', 'must be a `Duration`, such as `Duration.days(400)`', retention);
    }
    const days = retention.isUnresolved() ? NaN : retention.toDays({ integral: false });
    if (!(days >= 1 && Number.isInteger(days))) {
      const got = words(retention.isUnresolved() ? 'a token' : retention.toHumanString());
      throw invalid('requiredRetention', 'must be a whole number of days of at least 1 that is known at synthesis', got);
    }
    return days;
  });
}
