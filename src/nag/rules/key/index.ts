import { CloudTrailKeyPolicyAllowsDelivery } from './CloudTrailKeyPolicyAllowsDelivery';
import { CloudTrailKeyPolicyLeastPrivilege } from './CloudTrailKeyPolicyLeastPrivilege';
import { CloudTrailKeyPolicySourceArn } from './CloudTrailKeyPolicySourceArn';
import { CloudTrailKeyRetained } from './CloudTrailKeyRetained';
import { CloudTrailKeyRotationEnabled } from './CloudTrailKeyRotationEnabled';
import { CloudTrailKeyUsable } from './CloudTrailKeyUsable';

/** Rules about the KMS key that encrypts the log files, in the order of RULES.md. */
export const KEY_RULES = {
  CloudTrailKeyRotationEnabled,
  CloudTrailKeyUsable,
  CloudTrailKeyPolicyAllowsDelivery,
  CloudTrailKeyPolicySourceArn,
  CloudTrailKeyPolicyLeastPrivilege,
  CloudTrailKeyRetained,
};
