import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, nonCompliant, not, notApplicable, type ResourceView, trailRule, type TrailView, type Verdict } from '../rule';
import { logsDeliveriesOf, partnerInLoop } from './feedback-loops';
import { selectorsOf } from './selectors';
import { logsDeliveriesToLogGroups } from '../../../cloudtrail/selectors/selectors';

export const CloudTrailDataEventsNoFeedbackLoop = trailRule({
  level: 'error',
  advice: ['LogGroup'],
  compliantWhen: 'the S3 data events that the trail logs leave out what CloudTrail itself writes to the bucket of the trail, and it and no other trail of the '
    + 'account in the app log what is delivered for each other (data events of CloudWatch Logs in a trail that delivers to a log group are advice)',
  info: 'The trail logs S3 data events of the bucket that it delivers to.',
  why: 'Every delivered log file is an event that has to be delivered in turn: the trail delivers without end, at growing cost, events about itself.',
  fix: 'Leave the log bucket out: in the advanced selector for `AWS::S3::Object` add a field selector `resources.ARN` with `NotStartsWith` '
    + '`arn:<partition>:s3:::<log bucket>/` (CloudFormation: `AdvancedEventSelectors`); basic selectors cannot exclude, so name the buckets to log there. '
    + 'For data events of CloudWatch Logs, add `eventName` with `NotEquals` `PutLogEvents`.',
  resource: TRAIL,
  property: 'AdvancedEventSelectors',
  docs: `${CLOUDTRAIL_GUIDE}/logging-data-events-with-cloudtrail.html`,
  constructFix: 'Leave `includeLogBuckets` in `events` of the `WellArchitectedTrail` out. For data events of CloudWatch Logs, add '
    + '`EventFilter.eventName({ notEqualTo: [\'PutLogEvents\'] })` to `filters`.',
  ...evidence({
    wellArchitected: ['SUS04-BP05'],
  }),
  constructDefault: 'no data events; the log bucket is left out where all buckets are selected',
}, (view) => [checkBucket(view), checkLogGroup(view.trail.need())].flat());

function checkBucket({ trail: link }: TrailView): Verdict[] {
  const trail = link.need();
  if (trail.get('S3BucketName').text === undefined) return [notApplicable];
  const { at } = selectorsOf(trail);
  const partner = partnerInLoop(trail);
  return [
    check(not(logsDeliveriesOf(trail, trail)), at, 'The trail logs the data events of its own log bucket.'),
    ...partner ? [check(not(partner.present), at,
      `The trail and ${partner.logicalId} of the stack ${partner.stackPath} each log what CloudTrail delivers for the other, without end.`, 'Pair', PAIR_FIX)] : [],
  ];
}

const PAIR_FIX = 'Leave the log buckets of both trails out of the data events of each of them.';

/** AWS does not say of which type the deliveries to a log group are data events, so this is advice, and only where it is certain. */
function checkLogGroup(trail: ResourceView): Verdict[] {
  const { selection, at } = selectorsOf(trail);
  if (trail.get('CloudWatchLogsLogGroupArn').isMissing || logsDeliveriesToLogGroups(selection) !== true) return [];
  return [nonCompliant(at, 'The trail logs data events of CloudWatch Logs and delivers to a log group: if they include PutLogEvents, each delivery is an event in a '
    + 'later delivery.', 'LogGroup')];
}
