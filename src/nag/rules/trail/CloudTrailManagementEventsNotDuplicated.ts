import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, compliant, not, trailRule } from '../rule';
import { earlierCopy } from './management-copies';
import { selectorsOf } from './selectors';

export const CloudTrailManagementEventsNotDuplicated = trailRule({
  level: 'warning',
  compliantWhen: 'no earlier trail of the same account in the app logs the same management events (the first copy is free)',
  info: 'Two trails of one account log the same management events.',
  why: 'Only the first copy of management events is free in a Region; each further copy is charged by the event and holds nothing new.',
  fix: 'Remove one of the trails, or let it log something else: on the `Trail` `managementEvents: ReadWriteType.NONE`, on the `CfnTrail` '
    + 'selectors for data events only (CloudFormation: `EventSelectors` or `AdvancedEventSelectors`).',
  resource: TRAIL,
  property: 'EventSelectors',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-trail-manage-costs.html`,
  constructFix: 'Remove one of the trails, or let one of them log other events only: `events: [TrailEvents.withoutManagementEvents(), …]` on the `WellArchitectedTrail`.',
  ...evidence({
    wellArchitected: ['SUS04-BP05'],
  }),
  constructDefault: 'one trail makes one copy; a second one in the app is reported',
}, ({ trail: link }) => {
  const trail = link.need();
  const other = earlierCopy(trail);
  if (!other) return compliant;
  const { logicalId, stackPath } = other.trail;
  return check(not(other.same), selectorsOf(trail).at,
    `The trail ${logicalId} of the stack ${stackPath} logs management events of the same account already.`);
});
