import { quoted } from '../common/quoted';
import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { any, check, mapAlternatives, type Node, nonCompliant, overAlternatives, type ResourceView, sameText, trailRule, type Verdict } from '../rule';

export const CloudTrailCloudWatchLogsEnabled = trailRule({
  level: 'warning',
  constructAdvice: [''],
  compliantWhen: 'the trail delivers to CloudWatch Logs: `CloudWatchLogsLogGroupArn`, of its own account and Region, and `CloudWatchLogsRoleArn` are set',
  info: 'The trail does not deliver its events to CloudWatch Logs.',
  why: 'Metric filters and alarms work on a log group: without one, nobody is notified of a root sign-in or a stopped trail within minutes.',
  fix: 'Set `sendToCloudWatchLogs: true` on the `Trail`, or `cloudWatchLogsLogGroupArn` and `cloudWatchLogsRoleArn` on the `CfnTrail` '
    + '(CloudFormation: `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn`, always both).',
  resource: TRAIL,
  property: 'CloudWatchLogsLogGroupArn',
  docs: `${CLOUDTRAIL_GUIDE}/send-cloudtrail-events-to-cloudwatch-logs.html`,
  constructFix: 'Set `cloudWatchLogs: {}` on the `WellArchitectedTrail`: it creates an encrypted log group with one year of retention, which metric '
    + 'filters and alarms (`CisAlarms`) work on.',
  ...evidence({
    securityHub: ['CloudTrail.5'],
    controlTower: ['CT.CLOUDTRAIL.PR.3'],
    config: ['CloudTrailCloudWatchLogsEnabled'],
    prowler: ['cloudtrail_cloudwatch_logging_enabled'],
    wellArchitected: ['SEC04-BP02'],
  }),
  constructDefault: 'off; `cloudWatchLogs: {}` switches it on',
}, ({ trail: link }) => {
  const trail = link.need();
  const [group, role] = ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn'].map((name) => trail.get(name));
  return [
    check(group.isSet, group, 'The trail delivers no events to CloudWatch Logs: CloudWatchLogsLogGroupArn is not set.'),
    check(any([group.isMissing, role.isSet]), role, 'The trail names a log group but no role to write to it with: CloudWatchLogsRoleArn is not set.', 'Role'),
    ...checkHome(trail, group),
  ];
});

/** CloudTrail takes a log group of the trail's own account and Region only. What cannot be told about that is no finding: nearly all are right. */
function checkHome(trail: ResourceView, group: Node): Verdict[] {
  const { value } = group;
  if (typeof value !== 'string') return [];
  const part = (arn: string, at: number): string | undefined => arn.split(':')[at];
  const places: ReadonlyArray<[what: string, at: number, own: string]> = [['Region', 3, trail.region], ['account', 4, trail.account]];
  const elsewhere = places.find(([, at, own]) => overAlternatives([value], (arn) => sameText(part(arn, at) ?? own, own)) === false);
  if (!elsewhere) return [];
  const [what, at] = elsewhere;
  const given = mapAlternatives(value, (arn) => part(arn, at) as string);
  return [nonCompliant(group, `CloudTrail refuses the log group: its ARN names the ${what} ${quoted(given)}, which is not that of the trail.`, 'Home',
    `Name a log group of the ${what} of the trail (CloudFormation: \`CloudWatchLogsLogGroupArn\`).`)];
}
