import { isOwnKey, namesKey } from '../common/keys';
import { quoted } from '../common/quoted';
import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, type Node, trailRule } from '../rule';

export const CloudTrailEncryptionEnabled = trailRule({
  level: 'error',
  compliantWhen: 'the trail names a customer managed KMS key (`KMSKeyId`, not an `alias/aws/…` one)',
  info: 'The trail does not encrypt its log files with a customer managed KMS key.',
  why: 'Without one, anyone who may read the bucket may read the log files. With one, the key policy has to admit a reader as well.',
  fix: 'Set `encryptionKey` on the `Trail`, or `kmsKeyId` on the `CfnTrail` to the ARN of a customer managed key (CloudFormation: `KMSKeyId`), '
    + 'and let `cloudtrail.amazonaws.com` use it in its key policy.',
  resource: TRAIL,
  property: 'KMSKeyId',
  docs: `${CLOUDTRAIL_GUIDE}/encrypting-cloudtrail-log-files-with-aws-kms.html`,
  ...evidence({
    securityHub: ['CloudTrail.2'],
    controlTower: ['CT.CLOUDTRAIL.PR.1'],
    config: ['CloudTrailEncryptionEnabled'],
    prowler: ['cloudtrail_kms_encryption_enabled'],
    wellArchitected: ['SEC08-BP01', 'SEC08-BP02'],
  }),
  constructDefault: 'a key of its own; `encryptionKey` takes another',
}, ({ trail, key: link }) => {
  const key = trail.need().get('KMSKeyId');
  return check(isOwnKey(key, link), key, detail(key));
});

function detail(key: Node): string {
  if (key.isMissing) return 'The trail names no KMS key.';
  if (namesKey(key) !== false) return 'The KMS key of the trail is one that AWS manages.';
  return `The KMSKeyId of the trail, ${quoted(key.shown)}, names no key: an alias begins with alias/, a key is an id or an ARN.`;
}
