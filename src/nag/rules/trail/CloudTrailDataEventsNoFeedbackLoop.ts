import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { all, check, nonCompliant, not, notApplicable, type ResourceView, sameText, trailRule, type TrailView, Unknown, type Verdict } from '../rule';
import { selectorsOf } from './selectors';
import { logRoot } from '../../../cloudtrail/names';
import { logsDeliveriesTo, logsDeliveriesToLogGroups } from '../../../cloudtrail/selectors/selectors';

export const CloudTrailDataEventsNoFeedbackLoop = trailRule({
  level: 'error',
  advice: ['LogGroup'],
  compliantWhen: 'the S3 data events that the trail logs leave out what CloudTrail itself writes to the bucket of the trail (data events of CloudWatch Logs in '
    + 'a trail that delivers to a log group are advice)',
  info: 'The trail logs S3 data events of the bucket that it delivers to.',
  why: 'Every delivered log file is an event that has to be delivered in turn: the trail delivers without end, at growing cost, events about itself.',
  fix: 'Leave the log bucket out: in the advanced selector for `AWS::S3::Object` add a field selector `resources.ARN` with `NotStartsWith` '
    + '`arn:<partition>:s3:::<log bucket>/` (CloudFormation: `AdvancedEventSelectors`); basic selectors cannot exclude, so name the buckets to log there. '
    + 'For data events of CloudWatch Logs, add `eventName` with `NotEquals` `PutLogEvents`.',
  resource: TRAIL,
  property: 'AdvancedEventSelectors',
  docs: `${CLOUDTRAIL_GUIDE}/logging-data-events-with-cloudtrail.html`,
  controls: {
    wellArchitected: ['SUS04-BP05'],
  },
  constructDefault: 'no data events; the log bucket is left out where all buckets are selected',
}, (view) => [checkBucket(view), checkLogGroup(view.trail.need())].flat());

function checkBucket({ trail: link, bucket }: TrailView): Verdict[] {
  const trail = link.need();
  const [name, prefix] = ['S3BucketName', 'S3KeyPrefix'].map((property) => trail.get(property).text);
  if (name === undefined) return [notApplicable];
  const { selection, at, answer } = selectorsOf(trail);
  const bucketArn = `arn:${trail.partition}:s3:::${name}`;
  const folder = logRoot(prefix);
  const logsItself = answer(logsDeliveriesTo(selection, bucketArn, folder));
  const ofOtherAccount = all([
    not(trail.get('IsOrganizationTrail').is(true)),
    // Whose a bucket is that is not in the app, nobody knows.
    bucket.resource ? not(sameText(bucket.resource.account, trail.account)) : new Unknown(bucket.why as string),
  ]);
  return [check(not(all([logsItself, not(ofOtherAccount)])), at, 'The trail logs the data events of its own log bucket.')];
}

/** AWS does not say of which type the deliveries to a log group are data events, so this is advice, and only where it is certain. */
function checkLogGroup(trail: ResourceView): Verdict[] {
  const { selection, at } = selectorsOf(trail);
  if (trail.get('CloudWatchLogsLogGroupArn').isMissing || logsDeliveriesToLogGroups(selection) !== true) return [];
  return [nonCompliant(at, 'The trail logs data events of CloudWatch Logs and delivers to a log group: if they include PutLogEvents, each delivery is an event in a '
    + 'later delivery.', 'LogGroup')];
}
