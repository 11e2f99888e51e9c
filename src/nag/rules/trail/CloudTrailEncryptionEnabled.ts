import { isCustomerManaged, namesKey } from '../common/keys';
import { quoted } from '../common/quoted';
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
  controls: {
    securityHub: ['CloudTrail.2'],
    cis14: ['3.7'],
    cis30: ['3.5'],
    cis50: ['3.5'],
    cis70: ['4.5'],
    nist80053r5: ['AU-9', 'CA-9(1)', 'CM-3(6)', 'SC-7(10)', 'SC-13', 'SC-28', 'SC-28(1)', 'SI-7(6)'],
    pci40: ['3.5.1', '8.3.2', '10.3.2', '10.3.3', '10.3.4'],
    hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
    wellArchitected: ['SEC08-BP01', 'SEC08-BP02'],
  },
  constructDefault: 'a key of its own; `encryptionKey` takes another',
}, ({ trail, key: link }) => {
  const key = trail.need().get('KMSKeyId');
  return check(isCustomerManaged(key, link), key, detail(key));
});

function detail(key: Node): string {
  if (key.isMissing) return 'The trail names no KMS key.';
  if (namesKey(key) !== false) return 'The KMS key of the trail is one that AWS manages.';
  return `The KMSKeyId of the trail, ${quoted(String(key.value))}, names no key: an alias begins with alias/, a key is an id or an ARN.`;
}
