import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, trailRule } from '../rule';
import { selectorsOf } from './selectors';
import { managementEvents } from '../../../cloudtrail/selectors/selectors';

/**
 * Compliant when the selectors of the trail, of whichever kind, take all read and write management events of every event source. A trail without
 * selectors does; one with advanced selectors only when one of them selects management events.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1
 */
export const CloudTrailManagementEventsEnabled = trailRule({
  level: 'error',
  compliantWhen: 'read and write management events of all event sources are logged',
  info: 'The event selectors of the trail leave out management events.',
  why: 'Calls that the selectors leave out are not recorded by this trail, so a change or a look around made with them cannot be proven.',
  fix: 'Select all management events: `managementEvents: ReadWriteType.ALL` on the `Trail`, or on the `CfnTrail` one advanced selector with the '
    + 'single field '
    + '`eventCategory` equal to `Management`, or a basic selector with `includeManagementEvents: true`, `readWriteType: \'All\'` and no '
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
}, ({ trail }) => {
  const { selection, at, answer } = selectorsOf(trail.need());
  const { all, read, write, excludedSources } = managementEvents(selection);
  const missing = [
    ...(read === false ? ['read events'] : []),
    ...(write === false ? ['write events'] : []),
    ...excludedSources.map((source) => `all events of ${source}`),
  ];
  return check(answer(all), at, `The trail does not log all management events: ${missing.join(', ') || 'some'} are left out.`);
});
