import { eachKey } from '../common/keys';
import { isOrDefault } from '../common/values';
import { evidence } from '../controls/evidence';
import { KEY, KMS_GUIDE } from '../facts';
import { check, trailRule } from '../rule';

export const CloudTrailKeyUsable = trailRule({
  level: 'error',
  compliantWhen: 'the key is enabled, symmetric and for encryption',
  info: 'CloudTrail cannot encrypt with the key.',
  why: 'With a disabled key, or with one that signs or computes HMACs, no log file is delivered.',
  fix: 'Leave `enabled` on the key at true, `keySpec` at `SYMMETRIC_DEFAULT` and `keyUsage` at `ENCRYPT_DECRYPT` '
    + '(CloudFormation: `Enabled`, `KeySpec`, `KeyUsage`; all three may be left out).',
  resource: KEY,
  property: 'Enabled',
  docs: `${KMS_GUIDE}/key-state.html`,
  ...evidence({
    wellArchitected: ['SEC08-BP01'],
  }),
  constructDefault: 'an enabled symmetric encryption key',
}, (view) => eachKey(view, (key) => {
  const [enabled, spec, usage] = ['Enabled', 'KeySpec', 'KeyUsage'].map((property) => key.get(property));
  return [
    check(isOrDefault(enabled, true), enabled, 'The key is disabled.', 'Enabled'),
    check(isOrDefault(spec, 'SYMMETRIC_DEFAULT'), spec, 'The key is not a symmetric encryption key: KeySpec is not SYMMETRIC_DEFAULT.', 'KeySpec'),
    check(isOrDefault(usage, 'ENCRYPT_DECRYPT'), usage, 'The key is not for encryption: KeyUsage is not ENCRYPT_DECRYPT.', 'KeyUsage'),
  ];
}));
