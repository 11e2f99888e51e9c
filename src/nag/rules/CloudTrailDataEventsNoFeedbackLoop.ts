import { all, check, not, notApplicable, sameText, trailRule, Unknown } from './rule';
import { selectorsOf } from './support/selectors';
import { LOG_FOLDER } from '../../cloudtrail/names';
import { logsDeliveriesTo } from '../../cloudtrail/selectors';
import { firstHole } from '../template/atoms';

/**
 * Compliant when the trail does not log as data events what CloudTrail itself writes to the bucket of the trail: every delivery would make events
 * for the next. The selectors of a trail of one account do not reach into the buckets of another.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export const CloudTrailDataEventsNoFeedbackLoop = trailRule(({ trail: link, bucket }) => {
  const trail = link.need();
  const [name, prefix] = ['S3BucketName', 'S3KeyPrefix'].map((property) => trail.get(property).text);
  if (name === undefined) return notApplicable;
  const { selection, at, why } = selectorsOf(trail);
  const bucketArn = `arn:${trail.partition}:s3:::${name}`;
  const folder = `${prefix === undefined ? '' : `${prefix}/`}${LOG_FOLDER}/`;
  const logsItself = logsDeliveriesTo(selection, bucketArn, folder) ?? new Unknown(firstHole(name) ?? why);
  const ofOtherAccount = all([
    not(trail.get('IsOrganizationTrail').is(true)),
    bucket.resource !== undefined && not(sameText(bucket.resource.account, trail.account)),
  ]);
  return check(not(all([logsItself, not(ofOtherAccount)])), at, 'The trail logs the data events of its own log bucket.');
});
