import { all, any, check, trailRule } from './rule';
import { hasObjectLock } from './support/object-lock';

/**
 * Compliant when versioning of the trail's bucket is enabled. S3 enables it by itself for a bucket with Object Lock.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14
 */
export const CloudTrailBucketVersioningEnabled = trailRule(({ bucket: link }) => {
  const bucket = link.need();
  const status = bucket.get('VersioningConfiguration', 'Status');
  const enabled = any([status.is('Enabled'), all([status.isMissing, hasObjectLock(bucket)])]);
  return check(enabled, status, 'The bucket of the trail does not keep versions: versioning is not enabled.');
});
