import { any, check, not, trailRule } from './rule';
import { defaultRetention, hasObjectLock } from './support/object-lock';
import { isAtLeast } from './support/values';

/**
 * Compliant when the trail's bucket has Object Lock with a default retention. CloudTrail does not lock objects itself.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15
 */
export const CloudTrailBucketObjectLockEnabled = trailRule(({ bucket: link }) => {
  const bucket = link.need();
  const locked = hasObjectLock(bucket);
  const retention = defaultRetention(bucket);
  const lasts = any(['Days', 'Years'].map((unit) => isAtLeast(retention.get(unit), 1)));
  return [
    check(locked, bucket.get('ObjectLockEnabled'), 'The bucket of the trail has no Object Lock.'),
    check(any([not(locked), lasts]), retention,
      'Object Lock has no default retention, so the log files of CloudTrail are not locked.', 'DefaultRetention'),
  ];
});
