import { CLOUDTRAIL_GUIDE, KEY, KMS_GUIDE, type RuleFacts } from './fact';

/** Rules about the KMS key that encrypts the log files. */
export const KEY_FACTS = {
  CloudTrailKeyRotationEnabled: {
    level: 'error',
    area: 'Key',
    compliantWhen: 'the symmetric key of the trail rotates (`EnableKeyRotation` is true)',
    info: 'The key of the trail never rotates.',
    why: 'The longer one piece of key material is in use, the more log files a leak of it would open. Old log files stay readable after a rotation.',
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
  },
  CloudTrailKeyUsable: {
    level: 'error',
    area: 'Key',
    compliantWhen: 'the key of the trail is enabled, symmetric and for encryption',
    info: 'CloudTrail cannot encrypt with the key of the trail.',
    why: 'With a disabled key, or with one that signs or computes HMACs, no log file is delivered.',
    fix: 'Leave `enabled` on the key at true, `keySpec` at `SYMMETRIC_DEFAULT` and `keyUsage` at `ENCRYPT_DECRYPT` '
      + '(CloudFormation: `Enabled`, `KeySpec`, `KeyUsage`; all three may be left out).',
    resource: KEY,
    property: 'Enabled',
    docs: `${KMS_GUIDE}/key-state.html`,
    controls: {
      wellArchitected: ['SEC08-BP01'],
    },
    constructDefault: 'an enabled symmetric encryption key',
  },
  CloudTrailKeyPolicyAllowsDelivery: {
    level: 'error',
    area: 'Key',
    compliantWhen: 'the key policy lets CloudTrail generate data keys for this trail and describe the key',
    info: 'The key policy does not let CloudTrail encrypt the log files of the trail.',
    why: 'The trail cannot be created, or delivery stops as soon as the key is set.',
    fix: 'Add to the key policy (`key.addToResourcePolicy`, CloudFormation: `KeyPolicy`) for the principal `cloudtrail.amazonaws.com`: allow '
      + '`kms:GenerateDataKey*` and '
      + '`kms:DescribeKey` with `StringEquals` `aws:SourceArn` = the ARN of the trail; for a bucket with an S3 Bucket Key also `kms:Decrypt`.',
    resource: KEY,
    property: 'KeyPolicy',
    docs: `${CLOUDTRAIL_GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
    controls: {
      wellArchitected: ['SEC04-BP01', 'SEC08-BP01'],
    },
    constructDefault: 'grants exactly this trail; for a key that it cannot write to it warns with the statements to add',
  },
  CloudTrailKeyPolicySourceArn: {
    level: 'error',
    area: 'Key',
    compliantWhen: 'every statement for CloudTrail in the key policy is limited by `aws:SourceArn` or by the encryption context of CloudTrail',
    info: 'The key policy lets CloudTrail use the key for trails of other people.',
    why: 'CloudTrail works for every account: a trail in a foreign account could use, and make you pay for, your key (the confused deputy problem).',
    fix: 'Add to each statement for `cloudtrail.amazonaws.com` in the key policy the condition `StringEquals` `aws:SourceArn` = the ARN of the trail, '
      + 'or `StringLike` `kms:EncryptionContext:aws:cloudtrail:arn` = `arn:<partition>:cloudtrail:*:<account>:trail/*` (CloudFormation: `KeyPolicy`).',
    resource: KEY,
    property: 'KeyPolicy',
    docs: `${CLOUDTRAIL_GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
    controls: {
      wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
    },
    constructDefault: 'the exact ARN of the trail in every statement',
  },
  CloudTrailKeyPolicyLeastPrivilege: {
    level: 'error',
    area: 'Key',
    compliantWhen: 'the key policy admits no `*` principal without a condition and gives no service `kms:*`',
    info: 'The key policy gives away more than it must.',
    why: 'Whoever may use the key can read the log files; whoever may change its policy, disable or delete it can make all of them unreadable.',
    fix: 'Name the principals that need the key and the actions that they need, such as `kms:Decrypt` for readers (CloudFormation: `KeyPolicy`). '
      + '`kms:*` for the root of your own account is fine.',
    resource: KEY,
    property: 'KeyPolicy',
    docs: `${KMS_GUIDE}/key-policies.html`,
    controls: {
      securityHub: ['KMS.5'],
      wellArchitected: ['SEC03-BP02', 'SEC08-BP01'],
    },
    constructDefault: 'the account root and CloudTrail, nobody else',
  },
  CloudTrailKeyRetained: {
    level: 'error',
    area: 'Key',
    compliantWhen: 'the key is retained (`DeletionPolicy` and `UpdateReplacePolicy`) and its deletion window is at least 7 days',
    info: 'The key goes when its stack goes or when it is replaced.',
    why: 'Log files that were encrypted with a deleted key can never be read again, by nobody.',
    fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `Key` or `applyRemovalPolicy(RemovalPolicy.RETAIN)` on the `CfnKey` '
      + '(CloudFormation: `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`), and a `pendingWindow` of 7 to 30 days.',
    resource: KEY,
    property: 'DeletionPolicy',
    docs: `${KMS_GUIDE}/deleting-keys.html`,
    controls: {
      securityHub: ['KMS.3'],
      wellArchitected: ['SEC08-BP01', 'SEC10-BP03'],
    },
    constructDefault: 'retained, with a window of 30 days',
  },
} as const satisfies RuleFacts;
