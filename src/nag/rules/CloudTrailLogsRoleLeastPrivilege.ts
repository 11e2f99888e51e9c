import { notApplicable, trailRule } from './rule';
import { checkDelivery, checkExcess, checkTrust } from './support/logs-role';

/**
 * Compliant when CloudTrail alone may assume the role, under no condition on the source, which CloudTrail does not send, and the role may create streams
 * and put events in the trail's log group, and nothing else.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export const CloudTrailLogsRoleLeastPrivilege = trailRule(({ trail: link, logsRole, logsRoleTrust, logsRolePolicies }) => {
  const role = logsRole.need();
  const trail = link.need();
  const group = trail.get('CloudWatchLogsLogGroupArn').text?.replace(/:\*$/, '');
  if (group === undefined) return notApplicable;
  return [
    ...checkTrust(trail, role, logsRoleTrust),
    ...checkDelivery(trail, group, logsRolePolicies),
    ...checkExcess(role, group, logsRolePolicies),
  ];
});
