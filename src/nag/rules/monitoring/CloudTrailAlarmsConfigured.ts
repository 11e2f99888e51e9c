import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL, numbered } from '../facts';
import { hiddenFilters, isWatched, watchedFilters } from './cis-filters';
import { CIS_CONTROLS } from '../../../cloudtrail/cis/cis-controls';
import { any, check, nonCompliant, notApplicable, trailRule } from '../rule';

export const CloudTrailAlarmsConfigured = trailRule({
  level: 'warning',
  constructAdvice: ['None'],
  compliantWhen: 'for each control of the CIS benchmark the log group of the trail has a metric filter, in the text of any version or one that matches more, and an '
    + 'alarm on its metric that events can trigger and that has an enabled action',
  info: 'Nobody is notified of an event that the CIS benchmark says to monitor.',
  why: 'A root sign-in, a changed IAM policy or a stopped trail is recorded, but nobody notices until they look.',
  fix: 'Add the companion `CisAlarms` of this library to the trail, or for each pattern a `MetricFilter` on the log group of the trail, an '
    + '`Alarm` on its metric (sum of 5 minutes, at least 1) and an action for it (CloudFormation: `AWS::Logs::MetricFilter`, `AWS::CloudWatch::Alarm` with `AlarmActions`).',
  resource: TRAIL,
  property: 'CloudWatchLogsLogGroupArn',
  docs: `${CLOUDTRAIL_GUIDE}/cloudwatch-alarms-for-cloudtrail.html`,
  constructFix: 'Add the companion: `new CisAlarms(this, \'Alarms\', { trail, alerts })`, with an `AlertTopic` or another destination for `alerts`.',
  ...evidence({
    securityHub: [
      'CloudWatch.1', 'CloudWatch.2', 'CloudWatch.3', 'CloudWatch.4', 'CloudWatch.5', 'CloudWatch.6', 'CloudWatch.7', 'CloudWatch.8', 'CloudWatch.9', 'CloudWatch.10',
      'CloudWatch.11', 'CloudWatch.12', 'CloudWatch.13', 'CloudWatch.14', 'CloudWatch.15', 'CloudWatch.17',
    ],
    config: ['CloudWatchAlarmAction'],
    cis: { cis14: numbered('4', 15), cis30: numbered('4', 15), cis50: numbered('4', 15), cis70: numbered('5', 15) },
    wellArchitected: ['OPS08-BP04', 'REL06-BP03', 'SEC04-BP03'],
  }),
  constructDefault: 'none; the companion `CisAlarms` adds them',
}, (view) => {
  const place = view.trail.need().get('CloudWatchLogsLogGroupArn');
  if (place.isMissing) return notApplicable;
  const hidden = hiddenFilters(view);
  const filters = watchedFilters(view);
  if (filters.length === 0) return check(hidden, place, 'No metric filter on the log group of the trail has an alarm that can trigger and notifies anybody.', 'None');
  const watched = CIS_CONTROLS.map((control) => ({ control, answer: any([isWatched(control, filters), hidden]) }));
  // Alarms on other events, such as those about models, are no attempt at the benchmark.
  if (watched.every(({ answer }) => answer === false)) return nonCompliant(place, 'No metric filter with an alarm that can trigger and notifies anybody watches for an event of the CIS benchmark.', 'None');
  return watched.map(({ control, answer }) => check(
    answer,
    place,
    `No metric filter with an alarm that can trigger and notifies anybody watches for: ${control.title} (CIS ${control.number}).`,
    control.id,
  ));
});
