import { all, any, check, notApplicable, trailRule, Unknown } from './rule';
import { rings, watchesFor } from './support/cis-filters';
import { CIS_CONTROLS } from '../../cloudtrail/cis-controls';

/**
 * Compliant when for each control of the CIS benchmark there is a metric filter on the trail's log group, in the text of any version or one that matches
 * more, and an alarm on its metric that has an enabled action.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export const CloudTrailAlarmsConfigured = trailRule((view) => {
  const { metricFilters, logGroup } = view;
  const place = view.trail.need().get('CloudWatchLogsLogGroupArn');
  if (place.isMissing) return notApplicable;
  // Whoever owns the log group may have made filters that are not in this app.
  const elsewhere = logGroup.why !== undefined && new Unknown(logGroup.why);
  const ringing = metricFilters.map((filter) => ({ filter, rings: rings(view, filter) })).filter((each) => each.rings !== false);
  if (ringing.length === 0) return check(elsewhere, place, 'No metric filter with an alarm that does something is on the log group of the trail.');
  return CIS_CONTROLS.map((control) => check(
    any([...ringing.map((each) => all([watchesFor(control, each.filter), each.rings])), elsewhere]),
    place,
    `No metric filter with an alarm that does something watches for: ${control.title} (CIS ${control.number}).`,
    control.id,
  ));
});
