import { check, trailRule } from './rule';
import { isOrDefault } from './support/values';

/**
 * Compliant when the trail's key is enabled, symmetric and for encryption.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export const CloudTrailKeyUsable = trailRule(({ key: link }) => {
  const key = link.need();
  const [enabled, spec, usage] = ['Enabled', 'KeySpec', 'KeyUsage'].map((property) => key.get(property));
  return [
    check(isOrDefault(enabled, true), enabled, 'The key is disabled.', 'Enabled'),
    check(isOrDefault(spec, 'SYMMETRIC_DEFAULT'), spec, 'The key is not a symmetric encryption key: KeySpec is not SYMMETRIC_DEFAULT.', 'KeySpec'),
    check(isOrDefault(usage, 'ENCRYPT_DECRYPT'), usage, 'The key is not for encryption: KeyUsage is not ENCRYPT_DECRYPT.', 'KeyUsage'),
  ];
});
