import { trailRule } from './rule';
import { checkSources } from './support/sources';

/**
 * Compliant when every statement for CloudTrail in the key policy is limited, by `aws:SourceArn` or the encryption context of CloudTrail, to trails of
 * accounts that it names.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export const CloudTrailKeyPolicySourceArn = trailRule(({ key, keyPolicy }) => {
  key.need();
  return checkSources(keyPolicy, 'The statement lets CloudTrail use the key for a trail of any account.');
});
