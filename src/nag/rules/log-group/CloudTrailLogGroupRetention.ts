import { counted } from '../../../cloudtrail/logic/counted';
import { numberPasses } from '../common/values';
import { evidence } from '../controls/evidence';
import { LOGS_GUIDE, LOG_GROUP } from '../facts';
import { check, compliant, isUnknown, trailRule } from '../rule';

/** The numbers of days that CloudWatch Logs takes. */
const TAKEN = new Set([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]);

export const CloudTrailLogGroupRetention = trailRule({
  level: 'error',
  compliantWhen: 'the log group keeps its events for the required days, a number of days that CloudWatch Logs takes, or indefinitely (`RetentionInDays` is left out)',
  info: 'The log group of the trail deletes events before the required days are over.',
  why: 'Incidents are often found months later: by then the events that show what happened are no longer where people search.',
  fix: 'Set `retention: RetentionDays.ONE_YEAR` or longer on the `LogGroup`, `retentionInDays: 365` or more on the `CfnLogGroup` '
    + '(CloudFormation: `RetentionInDays`; left out = kept indefinitely).',
  resource: LOG_GROUP,
  property: 'RetentionInDays',
  docs: `${LOGS_GUIDE}/Working-with-log-groups-and-streams.html`,
  constructFix: 'Set `cloudWatchLogs: { retention: RetentionDays.ONE_YEAR }` on the `WellArchitectedTrail`, or longer.',
  ...evidence({
    securityHub: ['CloudWatch.16'],
    config: ['CloudWatchLogGroupRetentionPeriod'],
    prowler: ['cloudwatch_log_group_retention_policy_specific_days_enabled'],
    wellArchitected: ['COST04-BP05', 'SEC07-BP04'],
  }),
  constructDefault: 'with `cloudWatchLogs: {}`: one year',
}, ({ logGroup }, { requiredRetentionDays: required }) => {
  const days = logGroup.need().get('RetentionInDays');
  const enough = numberPasses(days, (given) => given >= required, true);
  const taken = numberPasses(days, (given) => TAKEN.has(given), true);
  return [
    check(enough, days, `The log group keeps events for ${counted(days.shown, 'day')}, and ${required} are required.`),
    isUnknown(taken) ? compliant : check(taken, days, `CloudWatch Logs does not take ${counted(days.shown, 'day')} for a retention.`),
  ];
});
