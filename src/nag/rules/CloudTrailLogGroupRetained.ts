import { trailRule } from './rule';
import { checkRetained } from './support/retained';

/**
 * Compliant when the trail's log group is retained on deletion and replacement, or deletion protection keeps it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export const CloudTrailLogGroupRetained = trailRule(({ logGroup: link }) => {
  const logGroup = link.need();
  return checkRetained(logGroup, 'The log group', logGroup.get('DeletionProtectionEnabled').is(true));
});
