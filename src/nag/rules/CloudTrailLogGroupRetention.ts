import { check, trailRule } from './rule';
import { numberPasses } from './support/values';

/**
 * Compliant when the trail's log group keeps events for the required days, or for ever, which is what it does when no days are set.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
 */
export const CloudTrailLogGroupRetention = trailRule(({ logGroup }, { requiredRetentionDays: required }) => {
  const days = logGroup.need().get('RetentionInDays');
  return check(numberPasses(days, (given) => given >= required, true), days, `The log group keeps events for ${String(days.value)} days, and ${required} are required.`);
});
