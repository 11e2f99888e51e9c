import { defaultRetention, hasObjectLock } from './object-lock';
import { capitalized, theBucket } from '../common/subject';
import { isAtLeast } from '../common/values';
import { evidence } from '../controls/evidence';
import { BUCKET, S3_GUIDE } from '../facts';
import { any, anyOf, check, not, trailRule } from '../rule';

export const CloudTrailBucketObjectLockEnabled = trailRule({
  level: 'info',
  compliantWhen: 'Object Lock is on with a default retention (CloudTrail does not lock objects itself)',
  info: 'The log files are not locked against deletion.',
  why: 'Without Object Lock an administrator of the account, or anyone with stolen administrator credentials, can permanently delete log files.',
  fix: 'Set `objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365))` on the `Bucket`, or `compliance(…)` where nobody may '
    + 'ever shorten it (CloudFormation: `ObjectLockEnabled: true` and `ObjectLockConfiguration`; on an existing bucket this replaces it).',
  resource: BUCKET,
  property: 'ObjectLockConfiguration',
  docs: `${S3_GUIDE}/object-lock.html`,
  constructFix: 'Set `objectLock` on the `WellArchitectedTrail`: `objectLock: ObjectLockRetention.governance(Duration.days(365))`. On an existing bucket this replaces it.',
  ...evidence({
    securityHub: ['S3.15'],
    prowler: ['s3_bucket_object_lock'],
    wellArchitected: ['SEC08-BP04', 'SEC10-BP03'],
  }),
  constructDefault: 'off; `objectLock` switches it on',
}, (view) => {
  const bucket = view.bucket.need();
  const locked = hasObjectLock(bucket);
  const retention = defaultRetention(bucket);
  const lasts = anyOf(['Days', 'Years'], (unit) => isAtLeast(retention.get(unit), 1));
  return [
    check(locked, bucket.get('ObjectLockEnabled'), `${capitalized(theBucket(view))} has no Object Lock.`),
    check(any([not(locked), lasts]), retention,
      'Object Lock has no default retention, so the log files that CloudTrail writes are not locked.', 'DefaultRetention'),
  ];
});
