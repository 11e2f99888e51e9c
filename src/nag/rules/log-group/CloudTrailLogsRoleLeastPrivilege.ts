import { CLOUDTRAIL_GUIDE, ROLE } from '../facts';
import { notApplicable, trailRule } from '../rule';
import { checkDelivery, checkExcess, checkTrust } from './logs-role';

/**
 * Compliant when CloudTrail alone may assume the role, under no condition on the source, which CloudTrail does not send, and the role may create streams
 * and put events in the trail's log group, and nothing else.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export const CloudTrailLogsRoleLeastPrivilege = trailRule({
  level: 'error',
  compliantWhen: 'the CloudWatch Logs role of the trail trusts CloudTrail alone and may create streams and put events in the log group of the '
    + 'trail, and nothing else',
  info: 'The CloudWatch Logs role of the trail cannot deliver, or may do more than deliver.',
  why: 'With too little the events do not arrive; with too much, whoever gets hold of the role can read, overwrite or delete other logs.',
  fix: 'Trust only `cloudtrail.amazonaws.com` for `sts:AssumeRole`, without `aws:SourceArn` (delivery stops with it), and allow only '
    + '`logs:CreateLogStream` and `logs:PutLogEvents` on '
    + '`<log group ARN>:log-stream:<account>_CloudTrail_<region>*` (CloudFormation: `AssumeRolePolicyDocument` and `Policies` of the role).',
  resource: ROLE,
  property: 'Policies',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-required-policy-for-cloudwatch-logs.html`,
  controls: {
    wellArchitected: ['SEC03-BP02'],
  },
  constructDefault: 'with `cloudWatchLogs: {}`: may write the streams of this trail only',
}, ({ trail: link, logsRole, logsRoleTrust, logsRolePolicies }) => {
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
