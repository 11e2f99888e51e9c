import { BUCKET, S3_GUIDE } from '../facts';
import { isPublic } from '../policy/public-access';
import { all, any, check, not, trailRule } from '../rule';

const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const PUBLIC_ACLS = ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'];

/**
 * Compliant when all four settings of the public access block are true on the trail's bucket, its canned ACL is not a public one, and no statement
 * of its policy is public.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-6
 */
export const CloudTrailBucketPublicAccessBlocked = trailRule({
  level: 'error',
  compliantWhen: 'all four settings of the public access block are true on the bucket of the trail, and no ACL or policy statement makes it public',
  info: 'The bucket of the trail can be public.',
  why: 'Log files tell strangers your accounts, users, roles, addresses and habits: a map for an attack.',
  fix: 'Set `blockPublicAccess: BlockPublicAccess.BLOCK_ALL` on the `Bucket` (CloudFormation: `PublicAccessBlockConfiguration` with '
    + '`BlockPublicAcls`, `BlockPublicPolicy`, '
    + '`IgnorePublicAcls` and `RestrictPublicBuckets` all true), and remove public ACLs and `*` principals.',
  resource: BUCKET,
  property: 'PublicAccessBlockConfiguration',
  docs: `${S3_GUIDE}/access-control-block-public-access.html`,
  controls: {
    securityHub: ['CloudTrail.6', 'S3.8'],
    cis14: ['2.1.5', '3.3'],
    cis30: ['2.1.4'],
    cis50: ['2.1.4'],
    cis70: ['3.1.4'],
    wellArchitected: ['SEC03-BP07'],
  },
  constructDefault: 'all public access blocked',
}, ({ bucket: link, bucketPolicy }) => {
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
