import { SERVICE_REQUEST } from '../policy/delivery';
import { allOf, type Answer, type Policies, type ResourceView, service } from '../rule';

const ENCRYPT = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** Whether a key policy lets CloudWatch Logs encrypt a log group. */
export function admitsLogs(policy: Policies, key: ResourceView, logGroup: ResourceView): Answer {
  const context = {
    ...SERVICE_REQUEST,
    'kms:EncryptionContext:aws:logs:arn': logGroup.arn.replace(/:\*$/, ''),
  };
  return allOf(ENCRYPT, (action) => policy.permits({ principal: service(`logs.${logGroup.region}.amazonaws.com`), action, resource: key.arn, context }));
}
