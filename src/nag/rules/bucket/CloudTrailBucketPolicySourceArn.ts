import { BUCKET_POLICY, CLOUDTRAIL_GUIDE } from '../facts';
import { checkSources } from '../policy/sources';
import { trailRule } from '../rule';

/**
 * Compliant when every statement for CloudTrail in the bucket policy is limited, by `aws:SourceArn` or `aws:SourceAccount`, to trails of accounts that
 * it names.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export const CloudTrailBucketPolicySourceArn = trailRule({
  level: 'error',
  compliantWhen: 'every statement for CloudTrail in the bucket policy is limited by `aws:SourceArn` or `aws:SourceAccount` to known trails',
  info: 'The bucket policy lets trails of other people write to the bucket.',
  why: 'CloudTrail works for every account: a trail in a foreign account could write forged log files into your bucket (the confused deputy problem).',
  fix: 'Add to each statement for `cloudtrail.amazonaws.com` in the bucket policy the condition `StringEquals` `aws:SourceArn` = the ARN of the trail '
    + '(CloudFormation: `PolicyDocument` of the `AWS::S3::BucketPolicy`; for several trails a list of ARNs).',
  resource: BUCKET_POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/cross-service-confused-deputy-prevention.html`,
  controls: {
    wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
  },
  constructDefault: 'the exact ARN of the trail in every statement',
}, ({ bucket, bucketPolicy }) => {
  bucket.need();
  return checkSources(bucketPolicy, 'The statement lets CloudTrail use the bucket for a trail of any account.');
});
