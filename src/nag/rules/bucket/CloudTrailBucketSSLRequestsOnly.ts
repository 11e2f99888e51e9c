import { evidence } from '../controls/evidence';
import { BUCKET_POLICY, S3_GUIDE } from '../facts';
import { inForce } from '../policy/statements';
import { all, allOf, any, anyOf, check, trailRule } from '../rule';

// With a question mark, because no name is empty: who denies `?*` denies all of them, too.
const EVERY_ACTION = 's3:?*';
const WITHOUT_TLS = { 'aws:SecureTransport': 'false' };

export const CloudTrailBucketSSLRequestsOnly = trailRule({
  level: 'error',
  compliantWhen: 'the bucket policy denies every action of every principal on the bucket and its objects when `aws:SecureTransport` is false',
  info: 'The bucket of the trail accepts requests without TLS.',
  why: 'Log files that are requested over plain HTTP can be read and changed in transit.',
  fix: 'Set `enforceSSL: true` on the `Bucket`, or add a statement to the bucket policy: deny `s3:*` to `*` on the bucket and on `<bucket>/*` '
    + 'with `Bool` `aws:SecureTransport` = `false` (CloudFormation: `AWS::S3::BucketPolicy`).',
  resource: BUCKET_POLICY,
  property: 'PolicyDocument',
  docs: `${S3_GUIDE}/security-best-practices.html`,
  ...evidence({
    securityHub: ['S3.5'],
    config: ['S3BucketSSLRequestsOnly'],
    prowler: ['s3_bucket_secure_transport_policy'],
    wellArchitected: ['SEC09-BP02'],
  }),
  constructDefault: 'TLS 1.2 or newer only',
}, ({ bucketOfPolicy: { arn }, bucketPolicy }) => {
  return inForce(bucketPolicy, (policy) => {
    const denies = (resource: string) => anyOf(policy.denying, (statement) => all([
      statement.concernsEverybody,
      statement.coversAction(EVERY_ACTION),
      statement.coversResource(resource),
      statement.holdsWhenever(WITHOUT_TLS),
    ]));
    const covered = allOf([arn, `${arn}/?*`], (resource) => any([denies(resource), policy.unreadableFor('Deny')]));
    return [check(covered, policy.place, 'The bucket policy does not deny every request without TLS, to the bucket and to its objects.')];
  });
});
