import { check, trailRule } from './rule';
import { numberPasses } from './support/values';

/** The numbers of days that CloudWatch Logs takes. */
const TAKEN = new Set([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]);

/**
 * Compliant when the trail's log group keeps events for the required days, or for ever, which is what it does when no days are set.
 * CloudWatch Logs refuses other numbers of days than its own.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
 */
export const CloudTrailLogGroupRetention = trailRule(({ logGroup }, { requiredRetentionDays: required }) => {
  const days = logGroup.need().get('RetentionInDays');
  const enough = numberPasses(days, (given) => given >= required, true);
  const taken = numberPasses(days, (given) => TAKEN.has(given), true);
  return [
    check(enough, days, `The log group keeps events for ${String(days.value)} days, and ${required} are required.`),
    check(taken, days, `CloudWatch Logs does not take ${String(days.value)} days for a retention.`),
  ];
});
