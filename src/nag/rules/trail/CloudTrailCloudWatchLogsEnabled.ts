import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { any, check, trailRule } from '../rule';

/**
 * Compliant when the trail names a log group and the role to write to it with. CloudTrail takes both or neither.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5
 */
export const CloudTrailCloudWatchLogsEnabled = trailRule({
  level: 'warning',
  compliantWhen: 'the trail delivers to CloudWatch Logs (both `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn` are set)',
  info: 'The trail does not deliver its events to CloudWatch Logs.',
  why: 'Metric filters and alarms work on a log group: without one, nobody is told of a root sign-in or a stopped trail within minutes.',
  fix: 'Set `sendToCloudWatchLogs: true` on the `Trail`, or `cloudWatchLogsLogGroupArn` and `cloudWatchLogsRoleArn` on the `CfnTrail` '
    + '(CloudFormation: `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn`, always both).',
  resource: TRAIL,
  property: 'CloudWatchLogsLogGroupArn',
  docs: `${CLOUDTRAIL_GUIDE}/send-cloudtrail-events-to-cloudwatch-logs.html`,
  controls: {
    securityHub: ['CloudTrail.5'],
    cis14: ['3.4'],
    nist80053r5: ['AU-6(1)', 'AU-6(3)', 'AU-6(4)', 'AU-6(5)', 'AU-7(1)', 'CA-7', 'SI-4(5)', 'SI-4(20)', 'SI-20'],
    pci40: ['10.2.1', '10.4.1.1', '10.6.3', '11.5.2', '12.10.5'],
    hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'],
    wellArchitected: ['SEC04-BP02'],
  },
  constructDefault: 'off; `cloudWatchLogs: {}` switches it on',
}, ({ trail }) => {
  const group = trail.need().get('CloudWatchLogsLogGroupArn');
  const role = trail.need().get('CloudWatchLogsRoleArn');
  return [
    check(group.isSet, group, 'The trail names no log group: CloudWatchLogsLogGroupArn is not set.'),
    check(any([group.isMissing, role.isSet]), role,
      'The trail names a log group but no role to write to it with: CloudWatchLogsRoleArn is not set.', 'Role'),
  ];
});
