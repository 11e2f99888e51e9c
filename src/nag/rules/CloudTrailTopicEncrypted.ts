import { check, trailRule } from './rule';

/**
 * Compliant when the trail's topic has a KMS key.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
 */
export const CloudTrailTopicEncrypted = trailRule(({ topic }) => {
  const key = topic.need().get('KmsMasterKeyId');
  return check(key.isSet, key, 'The topic has no KmsMasterKeyId.');
});
