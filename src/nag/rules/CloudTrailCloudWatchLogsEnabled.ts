import { any, check, trailRule } from './rule';

/**
 * Compliant when the trail names a log group and the role to write to it with. CloudTrail takes both or neither.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5
 */
export const CloudTrailCloudWatchLogsEnabled = trailRule(({ trail }) => {
  const group = trail.need().get('CloudWatchLogsLogGroupArn');
  const role = trail.need().get('CloudWatchLogsRoleArn');
  return [
    check(group.isSet, group, 'The trail names no log group: CloudWatchLogsLogGroupArn is not set.'),
    check(any([group.isMissing, role.isSet]), role,
      'The trail names a log group but no role to write to it with: CloudWatchLogsRoleArn is not set.', 'Role'),
  ];
});
