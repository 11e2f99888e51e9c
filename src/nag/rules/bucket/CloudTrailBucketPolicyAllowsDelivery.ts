import { logPath } from '../../../cloudtrail/names';
import { evidence } from '../controls/evidence';
import { BUCKET_POLICY, CLOUDTRAIL_GUIDE } from '../facts';
import { checkPermitted, deliveryContext, uploads } from '../policy/delivery';
import { checkAccepted, checkSingle, inForce } from '../policy/statements';
import {
  all, allOf, type Answer, any, anyOf, check, CLOUDTRAIL, type Context, isUnknown, type Listed, not, type Policies, type PolicyStatement,
  type Request, trailRule, Unknown,
} from '../rule';

export const CloudTrailBucketPolicyAllowsDelivery = trailRule({
  level: 'error',
  compliantWhen: 'the bucket policy, the only one that the bucket has, lets CloudTrail check the ACL of the bucket and write under the path of the trail '
    + '(prefix and account, for an organization trail also an organization), with the encryption headers that CloudTrail sends',
  info: 'The bucket policy does not let CloudTrail deliver the log files of this trail.',
  why: 'The trail cannot be created, or delivery stops silently: CloudTrail retries for 30 days, then the events are lost.',
  fix: 'Add to the bucket policy (CloudFormation: `AWS::S3::BucketPolicy`) for the principal `cloudtrail.amazonaws.com`: allow `s3:GetBucketAcl` '
    + 'on the bucket and `s3:PutObject` on '
    + '`<bucket>/[<prefix>/]AWSLogs/<account>/*`, for an organization trail also on `…/AWSLogs/<organization id>/*`, with `aws:SourceArn` = the '
    + 'ARN of the trail, '
    + 'and for the writes `s3:x-amz-acl` = `bucket-owner-full-control`.',
  resource: BUCKET_POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/create-s3-bucket-policy-for-cloudtrail.html`,
  ...evidence({
    wellArchitected: ['SEC04-BP01', 'SEC04-BP02'],
  }),
  constructDefault: 'grants exactly the paths of this trail; for a bucket that it cannot write to it warns with the statements to add',
}, ({ trail: link, key, bucketOfPolicy: { arn }, bucketPolicy }) => {
  const trail = link.need();
  const prefix = trail.get('S3KeyPrefix').text;
  const path = logPath(trail.account, prefix);
  const ofOrganization = trail.get('IsOrganizationTrail').is(true);
  return [
    checkSingle(bucketPolicy, 'The bucket'),
    checkAccepted(bucketPolicy),
    ...inForce(bucketPolicy, (policy) => {
      const context = deliveryContext(trail, policy);
      const requestTo = (action: string, resource: string, more: Context = {}) => {
        return { principal: CLOUDTRAIL, action, resource, context: { ...context, ...more } };
      };
      return [
        checkPermitted(policy, requestTo('s3:GetBucketAcl', arn), 'The bucket policy', 'check the ACL of the bucket', 'AclCheck'),
        ...uploads(trail, key).map(({ what, headers }) => checkPermitted(
          policy, requestTo('s3:PutObject', `${arn}/${path}`, headers), 'The bucket policy', `write to ${path}`, 'AccountWrite',
          `write objects to ${path} that are ${what}`,
        )),
        check(ofOrganization === false || any([not(ofOrganization), allOf(uploads(trail, key), ({ headers }) => {
          return mayWriteForOrganization(policy, (id) => requestTo('s3:PutObject', `${arn}/${logPath(id, prefix)}`, headers));
        })]),
        isUnknown(ofOrganization) ? trail.get('IsOrganizationTrail') : policy.place,
        'The bucket policy does not let CloudTrail write the log files of the organization.', 'OrganizationWrite'),
      ];
    }),
  ];
});

/** A policy that names more organizations than this is not read to the end. */
const MAX_ORGANIZATIONS = 50;

/** The template does not tell the organization, so any one will do, as long as CloudTrail may write below its own id. */
function mayWriteForOrganization(policy: Policies, requestFor: (organization: string) => Request): Answer {
  const byId = new Map<string, { readonly request: Request; readonly denied: Answer }>();
  const about = (id: string) => {
    let known = byId.get(id);
    if (!known) {
      const request = requestFor(id);
      byId.set(id, known = { request, denied: anyOf(policy.denying, (denial) => denial.applies(request)) });
    }
    return known;
  };
  const mayWrite = (statement: PolicyStatement) => anyOf(organizationsIn(statement), (id) => {
    if (byId.size >= MAX_ORGANIZATIONS && !byId.has(id)) return new Unknown('whether CloudTrail may write for one of so many organizations');
    const { request, denied } = about(id);
    return all([statement.interferes(request), not(denied)]);
  });
  return any([anyOf(policy.allowing, mayWrite), policy.unreadableFor('Allow')]);
}

/** The organizations that a statement names, or any. */
function organizationsIn({ resources }: PolicyStatement): readonly string[] {
  return [...new Set((resources as Listed<string>).items.map((item) => /\/(o-[a-z0-9]+)\//.exec(item)?.[1] ?? 'o-*'))];
}
