import { CLOUDTRAIL_GUIDE, KEY } from '../facts';
import { checkSources } from '../policy/sources';
import { trailRule } from '../rule';

/**
 * Compliant when every statement for CloudTrail in the key policy is limited, by `aws:SourceArn` or the encryption context of CloudTrail, to trails of
 * accounts that it names.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export const CloudTrailKeyPolicySourceArn = trailRule({
  level: 'error',
  compliantWhen: 'every statement for CloudTrail in the key policy is limited by `aws:SourceArn` or by the encryption context of CloudTrail',
  info: 'The key policy lets CloudTrail use the key for trails of other people.',
  why: 'CloudTrail works for every account: a trail in a foreign account could use, and make you pay for, your key (the confused deputy problem).',
  fix: 'Add to each statement for `cloudtrail.amazonaws.com` in the key policy the condition `StringEquals` `aws:SourceArn` = the ARN of the trail, '
    + 'or `StringLike` `kms:EncryptionContext:aws:cloudtrail:arn` = `arn:<partition>:cloudtrail:*:<account>:trail/*` (CloudFormation: `KeyPolicy`).',
  resource: KEY,
  property: 'KeyPolicy',
  docs: `${CLOUDTRAIL_GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
  controls: {
    wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
  },
  constructDefault: 'the exact ARN of the trail in every statement',
}, ({ key, keyPolicy }) => {
  key.need();
  return checkSources(keyPolicy, 'The statement lets CloudTrail use the key for a trail of any account.');
});
