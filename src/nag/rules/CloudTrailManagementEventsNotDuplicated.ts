import { check, compliant, not, trailRule } from './rule';
import { earlierCopy } from './support/management-copies';
import { selectorsOf } from './support/selectors';

/**
 * Compliant when no earlier trail of the app logs the same management events: of the same account, in a common Region, read or write. The first
 * copy is free, so the first trail is never reported.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-manage-costs.html
 */
export const CloudTrailManagementEventsNotDuplicated = trailRule(({ trail: link }) => {
  const trail = link.need();
  const other = earlierCopy(trail);
  if (!other) return compliant;
  const { logicalId, stackPath } = other.trail;
  return check(not(other.same), selectorsOf(trail).at,
    `The trail ${logicalId} of the stack ${stackPath} logs management events of the same account already.`);
});
