import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, notApplicable, trailRule } from '../rule';
import { objectEventsLogged, trailsOfAccount } from './object-events';
import { selectorsOf } from './selectors';
import { PRICES, priceText } from '../../../cloudtrail/pricing';

const KINDS = [{ id: 'Write', readOnly: 'false', kind: 'write' }, { id: 'Read', readOnly: 'true', kind: 'read' }] as const;

export const CloudTrailObjectEventsLogged = trailRule({
  level: 'info',
  optIn: true,
  compliantWhen: 'the trails of the account in the app that cover all Regions log the read and the write events of all S3 objects, one of them or several '
    + 'together, except of the buckets that they deliver to',
  info: 'Read or write events of S3 objects are not logged.',
  why: 'Without them, nothing proves who read, changed or deleted the objects of a bucket. They are charged for: '
    + `${priceText(PRICES.dataEvents)}, for each trail that logs them, and a busy bucket has millions a day.`,
  fix: 'Select data events of `AWS::S3::Object` on the `CfnTrail` with advanced selectors, without the log bucket (`resources.ARN` `NotStartsWith`), in one trail, or '
    + 'read and write events in two (CloudFormation: `AdvancedEventSelectors`). Log write events first if the cost matters. Acknowledge this where another trail logs them.',
  resource: TRAIL,
  property: 'AdvancedEventSelectors',
  docs: `${CLOUDTRAIL_GUIDE}/logging-data-events-with-cloudtrail.html`,
  constructFix: 'Add the events to the `WellArchitectedTrail`: `events: [TrailEvents.s3Objects()]`, or with `readWrite: ReadWriteEvents.WRITE_ONLY` for write events. '
    + 'They are charged for.',
  ...evidence({
    securityHub: ['S3.22', 'S3.23'],
    prowler: ['cloudtrail_s3_dataevents_read_enabled', 'cloudtrail_s3_dataevents_write_enabled'],
    cis: { cis14: ['3.10', '3.11'] },
    wellArchitected: ['SEC04-BP01'],
  }),
  constructDefault: 'off; `events: [TrailEvents.s3Objects()]` switches it on',
}, ({ trail: link }) => {
  const trail = link.need();
  const trails = trailsOfAccount(trail);
  // Said once for an account, at its first trail.
  if (!trails[0].isSame(trail)) return notApplicable;
  const { at } = selectorsOf(trail);
  return KINDS.map(({ id, readOnly, kind }) =>
    check(objectEventsLogged(trails, readOnly), at, `No trail of the account that covers all Regions logs the ${kind} events of all S3 objects, nor do several together.`, id));
});
