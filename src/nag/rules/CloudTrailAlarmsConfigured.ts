import { any, check, notApplicable, trailRule } from './rule';
import { hiddenFilters, isWatched, ringingFilters } from './support/cis-filters';
import { CIS_CONTROLS } from '../../cloudtrail/cis-controls';

/**
 * Compliant when for each control of the CIS benchmark there is a metric filter on the trail's log group, in the text of any version or one that matches
 * more, and an alarm on its metric that has an enabled action.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export const CloudTrailAlarmsConfigured = trailRule((view) => {
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
