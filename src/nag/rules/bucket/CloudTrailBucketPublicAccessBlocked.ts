import { theBucket } from '../common/subject';
import { evidence } from '../controls/evidence';
import { BUCKET, S3_GUIDE } from '../facts';
import { isPublic } from '../policy/public-access';
import { checkReadable } from '../policy/readable';
import { checkStatements, inForce } from '../policy/statements';
import { allOf, anyOf, check, type Node, nonCompliant, not, trailRule, type Verdict } from '../rule';

const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const PUBLIC_ACLS = ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'];

export const CloudTrailBucketPublicAccessBlocked = trailRule({
  level: 'error',
  advice: ['NotSet'],
  compliantWhen: 'all four settings of the public access block are true on the bucket of the trail, and no canned ACL or policy statement makes it public '
    + '(a block that is left out is advice: S3 turns it on for new buckets)',
  info: 'The bucket of the trail can be public.',
  why: 'Log files reveal accounts, users, roles, IP addresses and usage patterns that help an attacker.',
  fix: 'Set `blockPublicAccess: BlockPublicAccess.BLOCK_ALL` on the `Bucket` (CloudFormation: `PublicAccessBlockConfiguration` with '
    + '`BlockPublicAcls`, `BlockPublicPolicy`, '
    + '`IgnorePublicAcls` and `RestrictPublicBuckets` all true), and remove public ACLs and `*` principals.',
  resource: BUCKET,
  property: 'PublicAccessBlockConfiguration',
  docs: `${S3_GUIDE}/access-control-block-public-access.html`,
  ...evidence({
    securityHub: ['CloudTrail.6', 'S3.2', 'S3.3', 'S3.8'],
    config: ['S3BucketLevelPublicAccessProhibited'],
    prowler: ['s3_bucket_level_public_access_block'],
    wellArchitected: ['SEC03-BP07'],
  }),
  constructDefault: 'all public access blocked',
}, (view) => {
  const bucket = view.bucket.need();
  const block = bucket.get('PublicAccessBlockConfiguration');
  const acl = bucket.get('AccessControl');
  return [
    checkBlock(block, theBucket(view)),
    check(not(anyOf(PUBLIC_ACLS, (canned) => acl.is(canned))), acl, `The canned ACL of ${theBucket(view)} is public.`, 'Acl'),
    ...inForce(view.bucketPolicy, (policy) => [
      ...checkStatements(policy.allowing, { id: 'Policy', passes: (statement) => not(isPublic(statement)), lets: () => 'anybody in, from anywhere' }),
      checkReadable(policy, 'Allow', 'Policy'),
    ]),
  ];
});

/** S3 switches all four on for a new bucket; a template that sets some of them switches the others off. */
function checkBlock(block: Node, bucket: string): Verdict {
  if (block.isMissing) {
    return nonCompliant(block, `The template does not set the public access block of ${bucket}. S3 turns it on for buckets that are created `
      + 'since April 2023, and nothing in the template keeps it on.', 'NotSet');
  }
  const off = SETTINGS.filter((setting) => block.get(setting).is(true) === false);
  return check(allOf(SETTINGS, (setting) => block.get(setting).is(true)), block, `The public access block is not complete: ${off.join(', ')} not true.`);
}
