import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { allLoggedElsewhere } from './management-copies';
import { any, check, compliant, notApplicable, trailRule } from '../rule';
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
  controls: {
    securityHub: ['CloudTrail.1'],
    cis50: ['3.1'],
    nist80053r5: [
      'AC-2(4)', 'AC-4(26)', 'AC-6(9)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'AU-14(1)',
      'CA-7', 'SA-8(22)', 'SC-7(9)', 'SI-3(8)', 'SI-4(20)', 'SI-7(8)',
    ],
    pci40: ['5.3.4', '10.2.1', '10.2.2', '10.3.1', '10.6.3', 'A1.2.1'],
    hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'],
    wellArchitected: ['SEC04-BP01'],
  },
  constructDefault: 'all management events; `events` changes what is selected',
}, ({ trail: link }) => {
  const trail = link.need();
  const { selection, at, answer } = selectorsOf(trail);
  const { all, read, write, excludedSources } = managementEvents(selection);
  if (all === true) return compliant;
  const elsewhere = allLoggedElsewhere(trail);
  if (elsewhere === true) return notApplicable;
  const missing = [
    ...(read === false ? ['read events'] : []),
    ...(write === false ? ['write events'] : []),
    ...excludedSources.map((source) => `all events of ${source}`),
  ];
  const dataOnly = read === false && write === false
    ? ' If the trail is for other events only, let another trail of the account in this app log all management events.' : '';
  return check(any([answer(all), elsewhere]), at,
    `The trail does not log all management events: ${missing.join(', ') || 'some'} are left out.${dataOnly}`);
});
