import { CloudTrailAlarmsConfigured } from './CloudTrailAlarmsConfigured';
import { CloudTrailBucketAccessLoggingEnabled } from './CloudTrailBucketAccessLoggingEnabled';
import { CloudTrailBucketEncryptionKMS } from './CloudTrailBucketEncryptionKMS';
import { CloudTrailBucketObjectLockEnabled } from './CloudTrailBucketObjectLockEnabled';
import { CloudTrailBucketPolicyAllowsDelivery } from './CloudTrailBucketPolicyAllowsDelivery';
import { CloudTrailBucketPolicyLeastPrivilege } from './CloudTrailBucketPolicyLeastPrivilege';
import { CloudTrailBucketPolicySourceArn } from './CloudTrailBucketPolicySourceArn';
import { CloudTrailBucketPublicAccessBlocked } from './CloudTrailBucketPublicAccessBlocked';
import { CloudTrailBucketRetained } from './CloudTrailBucketRetained';
import { CloudTrailBucketRetention } from './CloudTrailBucketRetention';
import { CloudTrailBucketSSLRequestsOnly } from './CloudTrailBucketSSLRequestsOnly';
import { CloudTrailBucketVersioningEnabled } from './CloudTrailBucketVersioningEnabled';
import { CloudTrailCloudWatchLogsEnabled } from './CloudTrailCloudWatchLogsEnabled';
import { CloudTrailCreatedAfterPolicies } from './CloudTrailCreatedAfterPolicies';
import { CloudTrailDataEventsNoFeedbackLoop } from './CloudTrailDataEventsNoFeedbackLoop';
import { CloudTrailEncryptionEnabled } from './CloudTrailEncryptionEnabled';
import { CloudTrailEventSelectorsValid } from './CloudTrailEventSelectorsValid';
import { CloudTrailGlobalServiceEventsEnabled } from './CloudTrailGlobalServiceEventsEnabled';
import { CloudTrailInsightsEnabled } from './CloudTrailInsightsEnabled';
import { CloudTrailKeyPolicyAllowsDelivery } from './CloudTrailKeyPolicyAllowsDelivery';
import { CloudTrailKeyPolicyLeastPrivilege } from './CloudTrailKeyPolicyLeastPrivilege';
import { CloudTrailKeyPolicySourceArn } from './CloudTrailKeyPolicySourceArn';
import { CloudTrailKeyRetained } from './CloudTrailKeyRetained';
import { CloudTrailKeyRotationEnabled } from './CloudTrailKeyRotationEnabled';
import { CloudTrailKeyUsable } from './CloudTrailKeyUsable';
import { CloudTrailLogFileValidationEnabled } from './CloudTrailLogFileValidationEnabled';
import { CloudTrailLoggingEnabled } from './CloudTrailLoggingEnabled';
import { CloudTrailLogGroupEncrypted } from './CloudTrailLogGroupEncrypted';
import { CloudTrailLogGroupRetained } from './CloudTrailLogGroupRetained';
import { CloudTrailLogGroupRetention } from './CloudTrailLogGroupRetention';
import { CloudTrailLogsRoleLeastPrivilege } from './CloudTrailLogsRoleLeastPrivilege';
import { CloudTrailManagementEventsEnabled } from './CloudTrailManagementEventsEnabled';
import { CloudTrailManagementEventsNotDuplicated } from './CloudTrailManagementEventsNotDuplicated';
import { CloudTrailMultiRegionEnabled } from './CloudTrailMultiRegionEnabled';
import { CloudTrailTamperGrants } from './CloudTrailTamperGrants';
import { CloudTrailTopicEncrypted } from './CloudTrailTopicEncrypted';
import { CloudTrailTopicPolicySourceArn } from './CloudTrailTopicPolicySourceArn';
import { CloudTrailTrailPresent } from './CloudTrailTrailPresent';
import type { Rule } from './rule';
import type { RuleName } from '../rule-facts';

/** Every rule of the pack, by name. */
export const RULES: Readonly<Record<RuleName, Rule>> = {
  CloudTrailAlarmsConfigured,
  CloudTrailBucketAccessLoggingEnabled,
  CloudTrailBucketEncryptionKMS,
  CloudTrailBucketObjectLockEnabled,
  CloudTrailBucketPolicyAllowsDelivery,
  CloudTrailBucketPolicyLeastPrivilege,
  CloudTrailBucketPolicySourceArn,
  CloudTrailBucketPublicAccessBlocked,
  CloudTrailBucketRetained,
  CloudTrailBucketRetention,
  CloudTrailBucketSSLRequestsOnly,
  CloudTrailBucketVersioningEnabled,
  CloudTrailCloudWatchLogsEnabled,
  CloudTrailCreatedAfterPolicies,
  CloudTrailDataEventsNoFeedbackLoop,
  CloudTrailEncryptionEnabled,
  CloudTrailEventSelectorsValid,
  CloudTrailGlobalServiceEventsEnabled,
  CloudTrailInsightsEnabled,
  CloudTrailKeyPolicyAllowsDelivery,
  CloudTrailKeyPolicyLeastPrivilege,
  CloudTrailKeyPolicySourceArn,
  CloudTrailKeyRetained,
  CloudTrailKeyRotationEnabled,
  CloudTrailKeyUsable,
  CloudTrailLogFileValidationEnabled,
  CloudTrailLogGroupEncrypted,
  CloudTrailLogGroupRetained,
  CloudTrailLogGroupRetention,
  CloudTrailLoggingEnabled,
  CloudTrailLogsRoleLeastPrivilege,
  CloudTrailManagementEventsEnabled,
  CloudTrailManagementEventsNotDuplicated,
  CloudTrailMultiRegionEnabled,
  CloudTrailTamperGrants,
  CloudTrailTopicEncrypted,
  CloudTrailTopicPolicySourceArn,
  CloudTrailTrailPresent,
};
