import { trailRule } from './rule';
import { checkSources } from './support/sources';

/**
 * Compliant when every statement for CloudTrail in the bucket policy is limited, by `aws:SourceArn` or `aws:SourceAccount`, to trails of accounts that
 * it names.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export const CloudTrailBucketPolicySourceArn = trailRule(({ bucket, bucketPolicy }) => {
  bucket.need();
  return checkSources(bucketPolicy, 'The statement lets CloudTrail use the bucket for a trail of any account.');
});
