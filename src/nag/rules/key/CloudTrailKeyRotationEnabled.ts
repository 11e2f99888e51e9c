import { eachKey, primaryOf } from '../common/keys';
import { isOrDefault } from '../common/values';
import { evidence } from '../controls/evidence';
import { KEY, KMS_GUIDE } from '../facts';
import { any, cannotTell, check, not, trailRule } from '../rule';

export const CloudTrailKeyRotationEnabled = trailRule({
  level: 'error',
  compliantWhen: 'the key, or the primary key of a replica, rotates if it is symmetric and KMS made its key material (`EnableKeyRotation` is true)',
  info: 'The key never rotates.',
  why: 'The longer one piece of key material is in use, the more log files a leak of it exposes. Log files stay readable after a rotation.',
  fix: 'Set `enableKeyRotation: true` on the `Key` or `CfnKey` (CloudFormation: `EnableKeyRotation: true`).',
  resource: KEY,
  property: 'EnableKeyRotation',
  docs: `${KMS_GUIDE}/rotate-keys.html`,
  ...evidence({
    securityHub: ['KMS.4'],
    prowler: ['kms_cmk_rotation_enabled'],
    wellArchitected: ['SEC08-BP01'],
  }),
  constructDefault: 'rotates every year',
}, (view) => eachKey(view, (key) => {
  const { resource: primary, why, from } = primaryOf(key);
  if (!primary) return [cannotTell(from, why as string)];
  const rotation = primary.get('EnableKeyRotation');
  const symmetric = isOrDefault(primary.get('KeySpec'), 'SYMMETRIC_DEFAULT');
  // Nothing rotates what somebody else has made: KMS refuses to.
  const ofKms = isOrDefault(primary.get('Origin'), 'AWS_KMS');
  return [check(any([not(symmetric), not(ofKms), rotation.is(true)]), rotation, 'The key never rotates: EnableKeyRotation is not true.')];
}));
