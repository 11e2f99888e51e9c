import { check, trailRule } from './rule';
import { isCustomerManaged } from './support/keys';

/**
 * Compliant when `KMSKeyId` names a customer managed key, by id, ARN or alias.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2
 */
export const CloudTrailEncryptionEnabled = trailRule(({ trail, key: link }) => {
  const key = trail.need().get('KMSKeyId');
  return check(isCustomerManaged(key, link), key,
    key.isMissing ? 'The trail names no KMS key.' : 'The KMS key of the trail is one that AWS manages.');
});
