import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, ROLE } from '../facts';
import { checkDelivery, checkExcess, checkManaged, checkTrust } from './logs-role';
import { checkAccepted } from '../policy/statements';
import { cannotTell, notApplicable, trailRule } from '../rule';

export const CloudTrailLogsRoleLeastPrivilege = trailRule({
  level: 'error',
  compliantWhen: 'the CloudWatch Logs role of the trail trusts CloudTrail alone, without a condition on the source, and may create log streams and put log '
    + 'events in the log group of the trail, and nothing else',
  info: 'The CloudWatch Logs role of the trail cannot deliver, or may do more than deliver.',
  why: 'With too few permissions no events arrive; with too many, whoever can use the role can read or delete other logs.',
  fix: 'Trust only `cloudtrail.amazonaws.com` for `sts:AssumeRole`, without `aws:SourceArn` (delivery stops with it), and allow only '
    + '`logs:CreateLogStream` and `logs:PutLogEvents` on '
    + '`<log group ARN>:log-stream:<account>_CloudTrail_<region>*` (CloudFormation: `AssumeRolePolicyDocument` and `Policies` of the role).',
  resource: ROLE,
  property: 'Policies',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-required-policy-for-cloudwatch-logs.html`,
  ...evidence({
    wellArchitected: ['SEC03-BP02'],
  }),
  constructDefault: 'with `cloudWatchLogs: {}`: may write the streams of this trail only',
}, ({ trail: link, logsRole, logsRoleTrust, logsRolePolicies }) => {
  const { resource: role } = logsRole;
  // Of a role that is not in the app, the policies that the app gives it tell what is too much.
  if (!role && logsRolePolicies.documents.length === 0) logsRole.need();
  const trail = link.need();
  const group = trail.get('CloudWatchLogsLogGroupArn').text?.replace(/:\*$/, '');
  if (group === undefined) return notApplicable;
  return [
    checkAccepted(logsRoleTrust),
    checkAccepted(logsRolePolicies),
    ...checkExcess(group, logsRolePolicies),
    ...role ? [
      ...checkTrust(trail, role, logsRoleTrust), ...checkDelivery(trail, group, logsRolePolicies), ...checkManaged(role, logsRolePolicies),
    ] : [cannotTell(logsRole.from, logsRole.why as string)],
  ];
});
