import { all, type Answer, any, type Policies, type ResourceView, service } from '../rule';

const ENCRYPT = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** Whether a key policy lets CloudWatch Logs encrypt a log group. Partitions differ in the suffix of the service's name. */
export function admitsLogs(policy: Policies, key: ResourceView, logGroup: ResourceView): Answer {
  const context = {
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalOrgID': null,
    'aws:SecureTransport': 'true',
    'kms:EncryptionContext:aws:logs:arn': logGroup.arn.replace(/:\*$/, ''),
  };
  return any(['amazonaws.com', 'amazonaws.com.cn'].map((suffix) => all(ENCRYPT.map((action) => {
    return policy.permits({ principal: service(`logs.${logGroup.region}.${suffix}`), action, resource: key.arn, context });
  }))));
}
