import { isOwnKey, isUnusable } from '../common/keys';
import { evidence } from '../controls/evidence';
import { LOGS_GUIDE, LOG_GROUP } from '../facts';
import { cannotTell, check, nonCompliant, trailRule } from '../rule';
import { admitsLogs } from './log-group-key';

export const CloudTrailLogGroupEncrypted = trailRule({
  level: 'warning',
  compliantWhen: 'the log group has a customer managed KMS key that is enabled and symmetric, and whose policy admits CloudWatch Logs',
  info: 'The log group of the trail is not encrypted with a customer managed key that CloudWatch Logs may use.',
  why: 'The log group holds the same events as the log files: without a customer managed key, anyone who may read log groups can read them.',
  fix: 'Set `encryptionKey` on the `LogGroup` or `kmsKeyId` on the `CfnLogGroup` (CloudFormation: `KmsKeyId`), and allow the principal '
    + '`logs.<region>.amazonaws.com` `kms:Encrypt`, `kms:Decrypt`, `kms:ReEncrypt*` and `kms:GenerateDataKey*` in the key policy with `ArnEquals` '
    + '`kms:EncryptionContext:aws:logs:arn` = the ARN of the log group.',
  resource: LOG_GROUP,
  property: 'KmsKeyId',
  docs: `${LOGS_GUIDE}/encrypt-log-data-kms.html`,
  ...evidence({
    config: ['CloudWatchLogGroupEncrypted'],
    prowler: ['cloudwatch_log_group_kms_encryption_enabled'],
    wellArchitected: ['SEC08-BP02'],
  }),
  constructDefault: 'with `cloudWatchLogs: {}`: encrypted with the key of the trail',
}, ({ logGroup: link, logGroupKey, logGroupKeyPolicy: policy }) => {
  const logGroup = link.need();
  const keyId = logGroup.get('KmsKeyId');
  const encrypted = isOwnKey(keyId, logGroupKey);
  if (encrypted !== true) return check(encrypted, keyId, 'The log group has no customer managed key.');
  const { resource: key, why } = logGroupKey;
  if (!key) return cannotTell(keyId, why as string, 'KeyPolicy');
  if (isUnusable(key)) return nonCompliant(key, 'CloudWatch Logs cannot encrypt with the key of the log group: it is disabled, or not a symmetric encryption key.', 'KeyPolicy', KEY_FIX);
  return check(admitsLogs(policy, key, logGroup), policy.place, 'The key policy does not let CloudWatch Logs encrypt the log group.', 'KeyPolicy');
});

const KEY_FIX = 'Leave `enabled` on the key at true, `keySpec` at `SYMMETRIC_DEFAULT` and `keyUsage` at `ENCRYPT_DECRYPT`.';
