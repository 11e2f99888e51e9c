import { any, check, not, trailRule } from './rule';
import { primaryOf } from './support/keys';
import { isOrDefault } from './support/values';

/**
 * Compliant when the trail's key, if symmetric, rotates. A replica rotates with its primary key. For other keys there is no rotation.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4
 */
export const CloudTrailKeyRotationEnabled = trailRule(({ key: link }) => {
  const key = primaryOf(link.need()).need();
  const rotation = key.get('EnableKeyRotation');
  const symmetric = isOrDefault(key.get('KeySpec'), 'SYMMETRIC_DEFAULT');
  return check(any([not(symmetric), rotation.is(true)]), rotation, 'The key never rotates: EnableKeyRotation is not true.');
});
