import { check, trailRule } from './rule';
import { selectorsOf } from './support/selectors';
import { managementEvents } from '../../cloudtrail/selectors';

/**
 * Compliant when the selectors of the trail, of whichever kind, take all read and write management events of every event source. A trail without
 * selectors does; one with advanced selectors only when one of them selects management events.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1
 */
export const CloudTrailManagementEventsEnabled = trailRule(({ trail }) => {
  const { selection, at, answer } = selectorsOf(trail.need());
  const { all, read, write, excludedSources } = managementEvents(selection);
  const missing = [
    ...(read === false ? ['read events'] : []),
    ...(write === false ? ['write events'] : []),
    ...excludedSources.map((source) => `all events of ${source}`),
  ];
  return check(answer(all), at, `The trail does not log all management events: ${missing.join(', ') || 'some'} are left out.`);
});
