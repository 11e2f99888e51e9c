import { eachKey, primaryOf } from '../common/keys';
import { isOrDefault } from '../common/values';
import { KEY, KMS_GUIDE } from '../facts';
import { any, cannotTell, check, not, trailRule } from '../rule';

export const CloudTrailKeyRotationEnabled = trailRule({
  level: 'error',
  compliantWhen: 'the key, or the primary key of a replica, rotates if it is symmetric (`EnableKeyRotation` is true)',
  info: 'The key never rotates.',
  why: 'The longer one piece of key material is in use, the more log files a leak of it exposes. Log files stay readable after a rotation.',
  fix: 'Set `enableKeyRotation: true` on the `Key` or `CfnKey` (CloudFormation: `EnableKeyRotation: true`).',
  resource: KEY,
  property: 'EnableKeyRotation',
  docs: `${KMS_GUIDE}/rotate-keys.html`,
  controls: {
    securityHub: ['KMS.4'],
    cis14: ['3.8'],
    cis30: ['3.6'],
    cis50: ['3.6'],
    cis70: ['4.6'],
    nist80053r5: ['SC-12', 'SC-12(2)', 'SC-28(3)'],
    pci40: ['3.7.4', '3.7.5'],
    hipaa: ['164.312(a)(2)(iv)'],
    wellArchitected: ['SEC08-BP01'],
  },
  constructDefault: 'rotates every year',
}, (view) => eachKey(view, (key) => {
  const { resource: primary, why, from } = primaryOf(key);
  if (!primary) return [cannotTell(from, why as string)];
  const rotation = primary.get('EnableKeyRotation');
  const symmetric = isOrDefault(primary.get('KeySpec'), 'SYMMETRIC_DEFAULT');
  return [check(any([not(symmetric), rotation.is(true)]), rotation, 'The key never rotates: EnableKeyRotation is not true.')];
}));
