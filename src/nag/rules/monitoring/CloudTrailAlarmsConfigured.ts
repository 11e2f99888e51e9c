import { CLOUDTRAIL_GUIDE, TRAIL, numbered } from '../facts';
import { any, check, notApplicable, trailRule } from '../rule';
import { hiddenFilters, isWatched, ringingFilters } from './cis-filters';
import { CIS_CONTROLS } from '../../../cloudtrail/cis/cis-controls';

/**
 * Compliant when for each control of the CIS benchmark there is a metric filter on the trail's log group, in the text of any version or one that matches
 * more, and an alarm on its metric that has an enabled action.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export const CloudTrailAlarmsConfigured = trailRule({
  level: 'warning',
  compliantWhen: 'the log group of the trail has the metric filters of the CIS benchmark, each with an alarm that has an enabled action',
  info: 'Nobody is told when something that the CIS benchmark asks to watch appears in the log group of the trail.',
  why: 'A root sign-in, a changed IAM policy or a stopped trail is recorded but not noticed until somebody happens to look.',
  fix: 'Add the companion `CisAlarms` of this library to the trail, or for each pattern a `MetricFilter` on the log group of the trail, an '
    + '`Alarm` on its metric '
    + '(sum of 5 minutes, at least 1) and an action for it (CloudFormation: `AWS::Logs::MetricFilter`, `AWS::CloudWatch::Alarm` with `AlarmActions`).',
  resource: TRAIL,
  property: 'CloudWatchLogsLogGroupArn',
  docs: `${CLOUDTRAIL_GUIDE}/cloudwatch-alarms-for-cloudtrail.html`,
  controls: {
    securityHub: [...numbered('CloudWatch', 15), 'CloudWatch.17'],
    cis14: numbered('4', 15),
    cis30: numbered('4', 15),
    cis50: numbered('4', 15),
    cis70: numbered('5', 15),
    nist80053r5: ['AU-6(1)', 'IR-4(1)'],
    wellArchitected: ['OPS08-BP04', 'REL06-BP03', 'SEC04-BP03'],
  },
  constructDefault: 'the companion `CisAlarms` makes them',
}, (view) => {
  const place = view.trail.need().get('CloudWatchLogsLogGroupArn');
  if (place.isMissing) return notApplicable;
  const hidden = hiddenFilters(view);
  const filters = ringingFilters(view);
  if (filters.length === 0) return check(hidden, place, 'No metric filter with an alarm that does something is on the log group of the trail.', 'None');
  return CIS_CONTROLS.map((control) => check(
    any([isWatched(control, filters), hidden]),
    place,
    `No metric filter with an alarm that does something watches for: ${control.title} (CIS ${control.number}).`,
    control.id,
  ));
});
