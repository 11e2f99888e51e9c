import { CloudTrailAlarmsConfigured } from './CloudTrailAlarmsConfigured';
import { CloudTrailBucketPolicyAllowsDelivery } from './CloudTrailBucketPolicyAllowsDelivery';
import { CloudTrailBucketPolicyLeastPrivilege } from './CloudTrailBucketPolicyLeastPrivilege';
import { CloudTrailBucketPolicySourceArn } from './CloudTrailBucketPolicySourceArn';
import { CloudTrailBucketSSLRequestsOnly } from './CloudTrailBucketSSLRequestsOnly';
import { CloudTrailKeyPolicyAllowsDelivery } from './CloudTrailKeyPolicyAllowsDelivery';
import { CloudTrailKeyPolicyLeastPrivilege } from './CloudTrailKeyPolicyLeastPrivilege';
import { CloudTrailKeyPolicySourceArn } from './CloudTrailKeyPolicySourceArn';
import { CloudTrailKeyRetained } from './CloudTrailKeyRetained';
import { CloudTrailKeyRotationEnabled } from './CloudTrailKeyRotationEnabled';
import { CloudTrailKeyUsable } from './CloudTrailKeyUsable';
import { CloudTrailLoggingEnabled } from './CloudTrailLoggingEnabled';
import { CloudTrailLogGroupEncrypted } from './CloudTrailLogGroupEncrypted';
import { CloudTrailLogGroupRetained } from './CloudTrailLogGroupRetained';
import { CloudTrailLogGroupRetention } from './CloudTrailLogGroupRetention';
import { CloudTrailLogsRoleLeastPrivilege } from './CloudTrailLogsRoleLeastPrivilege';
import { CloudTrailTamperGrants } from './CloudTrailTamperGrants';
import { CloudTrailTopicEncrypted } from './CloudTrailTopicEncrypted';
import { CloudTrailTopicPolicySourceArn } from './CloudTrailTopicPolicySourceArn';
import { CloudTrailTrailPresent } from './CloudTrailTrailPresent';
import type { Rule } from './rule';

/** Every rule of the pack, by name. */
export const RULES: Readonly<Record<string, Rule>> = {
  CloudTrailAlarmsConfigured,
  CloudTrailBucketPolicyAllowsDelivery,
  CloudTrailBucketPolicyLeastPrivilege,
  CloudTrailBucketPolicySourceArn,
  CloudTrailBucketSSLRequestsOnly,
  CloudTrailKeyPolicyAllowsDelivery,
  CloudTrailKeyPolicyLeastPrivilege,
  CloudTrailKeyPolicySourceArn,
  CloudTrailKeyRetained,
  CloudTrailKeyRotationEnabled,
  CloudTrailKeyUsable,
  CloudTrailLogGroupEncrypted,
  CloudTrailLogGroupRetained,
  CloudTrailLogGroupRetention,
  CloudTrailLoggingEnabled,
  CloudTrailLogsRoleLeastPrivilege,
  CloudTrailTamperGrants,
  CloudTrailTopicEncrypted,
  CloudTrailTopicPolicySourceArn,
  CloudTrailTrailPresent,
};
