import { all, any, check, trailRule } from './rule';

/**
 * Compliant when the policy of the trail's bucket denies every action of every principal, on the bucket and on its objects, without TLS.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5
 */
export const CloudTrailBucketSSLRequestsOnly = trailRule(({ bucket, bucketPolicy }) => {
  const { arn } = bucket.need();
  const denies = (resource: string) => any(bucketPolicy.denying.map((statement) => all([
    statement.concernsEverybody,
    statement.coversAction('s3:*'),
    statement.coversResource(resource),
    statement.holdsWhenever({ 'aws:SecureTransport': 'false' }),
  ])));
  const covered = all([arn, `${arn}/*`].map((resource) => any([denies(resource), bucketPolicy.unreadable])));
  return check(covered, bucketPolicy.place, 'The bucket policy does not deny every request without TLS, to the bucket and to its objects.');
});
