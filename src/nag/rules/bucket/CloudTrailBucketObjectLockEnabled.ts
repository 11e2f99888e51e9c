import { BUCKET, S3_GUIDE } from '../facts';
import { any, check, not, trailRule } from '../rule';
import { defaultRetention, hasObjectLock } from './object-lock';
import { isAtLeast } from '../common/values';

/**
 * Compliant when the trail's bucket has Object Lock with a default retention. CloudTrail does not lock objects itself.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15
 */
export const CloudTrailBucketObjectLockEnabled = trailRule({
  level: 'info',
  compliantWhen: 'Object Lock is on with a default retention',
  info: 'The log files are not locked against deletion.',
  why: 'Without Object Lock an administrator of the account, or whoever has become one, can delete log files for good.',
  fix: 'Set `objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365))` on the `Bucket`, or `compliance(…)` where nobody may '
    + 'ever shorten it '
    + '(CloudFormation: `ObjectLockEnabled: true` and `ObjectLockConfiguration`; on an existing bucket this replaces it).',
  resource: BUCKET,
  property: 'ObjectLockConfiguration',
  docs: `${S3_GUIDE}/object-lock.html`,
  controls: {
    securityHub: ['S3.15'],
    pci40: ['10.3.4'],
    wellArchitected: ['SEC08-BP04', 'SEC10-BP03'],
  },
  constructDefault: 'off; `objectLock` switches it on',
}, ({ bucket: link }) => {
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
