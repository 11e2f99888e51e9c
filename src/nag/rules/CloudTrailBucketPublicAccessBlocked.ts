import { all, any, check, not, trailRule } from './rule';
import { isPublic } from './support/public-access';

const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const PUBLIC_ACLS = ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'];

/**
 * Compliant when all four settings of the public access block are true on the trail's bucket, its canned ACL is not a public one, and no statement
 * of its policy is public.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-6
 */
export const CloudTrailBucketPublicAccessBlocked = trailRule(({ bucket: link, bucketPolicy }) => {
  const bucket = link.need();
  const block = bucket.get('PublicAccessBlockConfiguration');
  const off = SETTINGS.filter((setting) => block.get(setting).is(true) === false);
  const acl = bucket.get('AccessControl');
  const inPolicy = any([...bucketPolicy.allowing.map(isPublic), bucketPolicy.unreadable]);
  const statement = bucketPolicy.allowing.find((each) => isPublic(each) === true);
  return [
    check(all(SETTINGS.map((setting) => block.get(setting).is(true))), block, `The public access block is not on: ${off.join(', ')} not true.`),
    check(not(any(PUBLIC_ACLS.map((canned) => acl.is(canned)))), acl, 'The canned ACL of the bucket is public.', 'Acl'),
    check(not(inPolicy), statement?.at ?? bucketPolicy.place, 'A statement of the bucket policy lets everybody in.', 'Policy'),
  ];
});
