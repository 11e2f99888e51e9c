import { check, trailRule } from './rule';
import { numberPasses } from './support/values';

/**
 * Compliant when the trail's log group keeps events for the required days, or for ever, which is what it does when no days are set.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
 */
export const CloudTrailLogGroupRetention = trailRule(({ logGroup }, { requiredRetentionDays: required }) => {
  const days = logGroup.need().get('RetentionInDays');
  const enough = numberPasses(days, (given) => given >= required, true);
  return check(enough, days, `The log group keeps events for ${String(days.value)} days, and ${required} are required.`);
});
