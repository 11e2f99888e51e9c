import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { allLoggedElsewhere } from './management-copies';
import { any, check, compliant, trailRule } from '../rule';
import { selectorsOf } from './selectors';
import { managementEvents } from '../../../cloudtrail/selectors/selectors';

export const CloudTrailManagementEventsEnabled = trailRule({
  level: 'error',
  compliantWhen: 'the trail, or another trail of the same account in the app that covers its Regions, logs read and write management events of all event sources',
  info: 'The event selectors of the trail leave out management events.',
  why: 'Calls that the selectors leave out are not recorded by this trail, so changes and reconnaissance made with them cannot be proven.',
  fix: 'Select all management events: `managementEvents: ReadWriteType.ALL` on the `Trail`, or on the `CfnTrail` one advanced selector with the '
    + 'single field `eventCategory` equal to `Management`, or a basic selector with `includeManagementEvents: true`, `readWriteType: \'All\'` and no '
    + '`excludeManagementEventSources` (CloudFormation: `AdvancedEventSelectors` or `EventSelectors`; neither of them also means all management events).',
  resource: TRAIL,
  property: 'EventSelectors',
  docs: `${CLOUDTRAIL_GUIDE}/logging-management-events-with-cloudtrail.html`,
  constructFix: 'Leave the options of `TrailEvents.management()` in `events` of the `WellArchitectedTrail` out, and `TrailEvents.withoutManagementEvents()` as well.',
  ...evidence({
    securityHub: ['CloudTrail.1'],
    prowler: ['cloudtrail_multi_region_enabled'],
    wellArchitected: ['SEC04-BP01'],
  }),
  constructDefault: 'all management events; `events` changes what is selected',
}, ({ trail: link }) => {
  const trail = link.need();
  const { selection, at, answer } = selectorsOf(trail);
  const { all, read, write, excludedSources } = managementEvents(selection);
  if (all === true) return compliant;
  const missing = [
    ...(read === false ? ['read events'] : []),
    ...(write === false ? ['write events'] : []),
    ...excludedSources.map((source) => `all events of ${source}`),
  ];
  const dataOnly = read === false && write === false
    ? ' If the trail is for other events only, let another trail of the account in this app log all management events.' : '';
  return check(any([answer(all), allLoggedElsewhere(trail)]), at,
    `The trail does not log all management events: ${missing.join(', ') || 'some'} are left out.${dataOnly}`);
});
