import { evidence } from '../controls/evidence';
import { BUCKET_POLICY, CLOUDTRAIL_GUIDE } from '../facts';
import { checkSources } from '../policy/sources';
import { trailRule } from '../rule';

export const CloudTrailBucketPolicySourceArn = trailRule({
  level: 'error',
  compliantWhen: 'every statement for CloudTrail in the bucket policy is limited, by `aws:SourceArn`, `aws:SourceAccount` or `aws:SourceOrgID`, to trails of '
    + 'accounts or an organization that it names',
  info: 'The bucket policy lets trails of any account use the bucket.',
  why: 'CloudTrail acts for every account: a trail in another account could write forged log files into your bucket (the confused deputy problem).',
  fix: 'Add to each statement for `cloudtrail.amazonaws.com` in the bucket policy the condition `StringEquals` `aws:SourceArn` = the ARN of the trail '
    + '(CloudFormation: `PolicyDocument` of the `AWS::S3::BucketPolicy`; for several trails a list of ARNs).',
  resource: BUCKET_POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/cross-service-confused-deputy-prevention.html`,
  ...evidence({
    wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
  }),
  constructDefault: 'the exact ARN of the trail in every statement',
}, ({ bucketOfPolicy, bucketPolicy }) => {
  return bucketOfPolicy && checkSources(bucketPolicy, { lets: () => 'CloudTrail use the bucket for a trail of any account' });
});
