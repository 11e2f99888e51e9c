import { hasObjectLock } from './object-lock';
import { capitalized, theBucket } from '../common/subject';
import { evidence } from '../controls/evidence';
import { BUCKET, S3_GUIDE } from '../facts';
import { all, any, check, trailRule } from '../rule';

export const CloudTrailBucketVersioningEnabled = trailRule({
  level: 'error',
  compliantWhen: 'versioning of the bucket is enabled',
  info: 'The bucket of the trail keeps no versions.',
  why: 'A log file that is overwritten or deleted, by mistake or to hide something, cannot be recovered.',
  fix: 'Set `versioned: true` on the `Bucket` (CloudFormation: `VersioningConfiguration` with `Status: Enabled`).',
  resource: BUCKET,
  property: 'VersioningConfiguration',
  docs: `${S3_GUIDE}/Versioning.html`,
  ...evidence({
    securityHub: ['S3.14'],
    config: ['S3BucketVersioningEnabled'],
    prowler: ['s3_bucket_object_versioning'],
    wellArchitected: ['SEC08-BP04'],
  }),
  constructDefault: 'versioned',
}, (view) => {
  const bucket = view.bucket.need();
  const status = bucket.get('VersioningConfiguration', 'Status');
  const enabled = any([status.is('Enabled'), all([status.isMissing, hasObjectLock(bucket)])]);
  return check(enabled, status, `${capitalized(theBucket(view))} does not keep versions: versioning is not enabled.`);
});
