import { all, cannotTell, check, not, trailRule } from './rule';
import { isManagedByAws } from './support/keys';
import { admitsLogs } from './support/log-group-key';

/**
 * Compliant when the trail's log group has a customer managed key whose policy admits CloudWatch Logs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const CloudTrailLogGroupEncrypted = trailRule(({ logGroup: link, logGroupKey, logGroupKeyPolicy: policy }) => {
  const logGroup = link.need();
  const keyId = logGroup.get('KmsKeyId');
  const encrypted = all([keyId.isSet, not(isManagedByAws(keyId))]);
  if (encrypted !== true) return check(encrypted, keyId, 'The log group has no customer managed key.');
  const { resource: key, why } = logGroupKey;
  if (!key) return cannotTell(keyId, `${why}`, 'KeyPolicy');
  return check(admitsLogs(policy, key, logGroup), policy.place, 'The key policy does not let CloudWatch Logs encrypt the log group.', 'KeyPolicy');
});
