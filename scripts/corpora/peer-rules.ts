import type { RuleName } from '../../src/nag/rules';

/**
 * The only place that knows the rules of others. To score another labelled set, add the names of its rules to the row that asks the same, or a row.
 * Names are compared without case, punctuation and the prefix of a pack, so that `AVD-AWS-0014` and `aws0014` are one.
 */

/** A rule of ours, or some of its findings: `MAIN` is the one without an id. */
export interface Ours {
  readonly rule: RuleName;
  readonly findings?: readonly string[];
}

/** What rules of others ask, and what of ours answers it. */
export interface PeerRule {
  /** Types of the resources that the rule is about. */
  readonly about: readonly string[];
  readonly ours: readonly Ours[];
  readonly names: readonly string[];
  /** Where the others ask for some retention, not for a year of it. */
  readonly requiredRetentionDays?: number;
}

export const MAIN = '';

const TRAIL = 'AWS::CloudTrail::Trail';
const BUCKET = 'AWS::S3::Bucket';
const BUCKET_POLICY = 'AWS::S3::BucketPolicy';
const KEY = 'AWS::KMS::Key';
const LOG_GROUP = 'AWS::Logs::LogGroup';
const TOPIC = 'AWS::SNS::Topic';
const TOPIC_POLICY = 'AWS::SNS::TopicPolicy';
const ALARM = 'AWS::CloudWatch::Alarm';

/** Names in the order: Config and Guard registry, cdk-nag, Control Tower, checkov, KICS, trivy, regula, terrascan, prancer, cfn_nag, prowler. */
const asks = (about: string | string[], ours: Ours | Ours[], ...names: string[]): PeerRule => ({ about: [about].flat(), ours: [ours].flat(), names });

export const PEER_RULES: readonly PeerRule[] = [
  // The trail.
  asks(TRAIL, { rule: 'CloudTrailLoggingEnabled' }, 'CLOUD_TRAIL_ENABLED', 'cloudtrail-enabled', 'cloudtrail_logging_disabled',
    'CloudTrail Logging Disabled', 'CKV_AWS_251'),
  asks(TRAIL, { rule: 'CloudTrailMultiRegionEnabled' }, 'MULTI_REGION_CLOUD_TRAIL_ENABLED', 'CKV_AWS_67', 'cloudtrail_multi_region_disabled',
    'CloudTrail Multi Region Disabled', 'AWS-0014',
    'enable-all-regions', 'cloudtrail_multi_region_enabled', 'AC_AWS_0448', 'CFR-CT-003'),
  asks(TRAIL, { rule: 'CloudTrailManagementEventsEnabled' }, 'cloudtrail_multi_region_enabled_logging_management_events'),
  asks(TRAIL, { rule: 'CloudTrailGlobalServiceEventsEnabled' }, 'cloudtrail_global_service_events_enabled'),
  asks(TRAIL, { rule: 'CloudTrailLogFileValidationEnabled' }, 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', 'CloudTrailLogFileValidationEnabled',
    'CT.CLOUDTRAIL.PR.2', 'CKV_AWS_36',
    'cloudtrail_log_file_validation_disabled', 'CloudTrail Log File Validation Disabled', 'AWS-0016', 'enable-log-validation', 'FG_R00027',
    'AC_AWS_0446', 'CFR-CT-002',
    'cloudtrail_log_file_validation_enabled'),
  asks(TRAIL, { rule: 'CloudTrailEncryptionEnabled' }, 'CLOUD_TRAIL_ENCRYPTION_ENABLED', 'CloudTrailEncryptionEnabled', 'CT.CLOUDTRAIL.PR.1',
    'CKV_AWS_35', 'cloudtrail_log_files_not_encrypted_with_kms',
    'cloudtrail_log_files_not_encrypted_with_cmk', 'CloudTrail Log Files Not Encrypted With KMS', 'AWS-0015', 'encryption-customer-managed-key',
    'FG_R00035', 'AC_AWS_0033', 'CFR-CT-001',
    'cloudtrail_kms_encryption_enabled'),
  asks(TRAIL, { rule: 'CloudTrailCloudWatchLogsEnabled' }, 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', 'CloudTrailCloudWatchLogsEnabled',
    'CT.CLOUDTRAIL.PR.3', 'CKV2_AWS_10',
    'cloudtrail_not_integrated_with_cloudwatch', 'CloudTrail Not Integrated With CloudWatch', 'AWS-0162', 'ensure-cloudwatch-integration',
    'FG_R00029', 'cloudtrail_cloudwatch_logging_enabled'),
  asks(TRAIL, { rule: 'CloudTrailInsightsEnabled' }, 'cloudtrail_insights_exist'),

  // The bucket, where the other rule starts from the trail.
  asks(TRAIL, { rule: 'CloudTrailBucketPublicAccessBlocked', findings: ['Acl', 'Policy'] }, 'FG_R00028', 'AWS-0161', 'no-public-log-access',
    'cloudtrail_logs_s3_bucket_is_not_publicly_accessible'),
  asks(TRAIL, { rule: 'CloudTrailBucketAccessLoggingEnabled', findings: [MAIN] }, 'FG_R00031', 'AWS-0163', 'require-bucket-access-logging',
    'cloudtrail_logs_s3_bucket_access_logging_enabled'),

  // Any bucket.
  asks(BUCKET, { rule: 'CloudTrailBucketPublicAccessBlocked', findings: [MAIN, 'NotSet'] }, 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
    'S3_BUCKET_PUBLIC_READ_PROHIBITED', 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED',
    'S3BucketLevelPublicAccessProhibited', 'S3BucketPublicReadProhibited', 'S3BucketPublicWriteProhibited', 'S2', 'CT.S3.PR.1', 'CKV_AWS_53',
    'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56', 'CKV2_AWS_6',
    's3_bucket_allows_public_acl', 's3_bucket_allows_public_policy', 's3_bucket_without_ignore_public_acl',
    's3_bucket_without_restriction_of_public_bucket', 'AWS-0086', 'AWS-0087', 'AWS-0091', 'AWS-0093',
    'AWS-0094', 'FG_R00229', 's3_bucket_level_public_access_block'),
  asks(BUCKET, { rule: 'CloudTrailBucketPublicAccessBlocked', findings: ['Acl'] }, 'S3_BUCKET_PUBLIC_READ_ACL', 'S3_BUCKET_NO_PUBLIC_RW_ACL',
    'S3_BUCKET_PUBLIC_RW_ACL', 'CKV_AWS_20', 'CKV_AWS_57',
    's3_bucket_acl_allows_read_to_all_users', 's3_bucket_acl_allows_read_to_any_authenticated_user',
    's3_bucket_acl_allows_read_or_write_to_all_users', 'AWS-0092', 'S3BucketPublicReadAclRule',
    'S3BucketPublicReadWriteAclRule', 'W31', 'F14', 's3_bucket_public_access'),
  asks([BUCKET_POLICY, BUCKET], { rule: 'CloudTrailBucketSSLRequestsOnly' }, 'S3_BUCKET_SSL_REQUESTS_ONLY', 'S3BucketSSLRequestsOnly', 'S10',
    'CT.S3.PR.8', 's3_bucket_without_ssl_in_write_actions',
    'FG_R00100', 's3_bucket_secure_transport_policy'),
  asks(BUCKET, { rule: 'CloudTrailBucketVersioningEnabled' }, 'S3_BUCKET_VERSIONING_ENABLED', 'S3BucketVersioningEnabled', 'CT.S3.PR.11',
    'CKV_AWS_21', 's3_bucket_without_versioning',
    'S3 Bucket Without Versioning', 'AWS-0090', 'enable-versioning', 'FG_R00101', 's3_bucket_object_versioning'),
  asks(BUCKET, { rule: 'CloudTrailBucketEncryptionKMS', findings: [MAIN] }, 'S3_DEFAULT_ENCRYPTION_KMS', 'S3DefaultEncryptionKMS', 'CT.S3.PR.10',
    'CKV_AWS_145', 'AWS-0132', 's3_bucket_kms_encryption',
    // These take encryption with any key, which S3 does by itself.
    'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED', 'S3BucketServerSideEncryptionEnabled', 'CKV_AWS_19', 's3_bucket_without_server_side_encryption',
    'AWS-0088', 'FG_R00099', 'S3BucketEncryptionSetRule',
    'S3BucketEncyptionSetRule', 'W41', 's3_bucket_default_encryption'),
  asks(BUCKET, { rule: 'CloudTrailBucketAccessLoggingEnabled', findings: [MAIN] }, 'S3_BUCKET_LOGGING_ENABLED', 'S3BucketLoggingEnabled', 'S1',
    'CT.S3.PR.2', 'CKV_AWS_18', 's3_bucket_logging_disabled',
    'S3 Bucket Logging Disabled', 's3_bucket_cloudtrail_logging_disabled', 'AWS-0089', 'FG_R00274', 'S3BucketAccessLoggingRule', 'W35', 's3_bucket_server_access_logging_enabled'),
  asks(BUCKET, { rule: 'CloudTrailBucketRetention', findings: ['KeptForEver'] }, 'CT.S3.PR.3', 'CT.S3.PR.6', 'CKV2_AWS_61',
    's3_bucket_lifecycle_enabled'),
  asks(BUCKET, { rule: 'CloudTrailBucketObjectLockEnabled', findings: [MAIN] }, 'S3_BUCKET_DEFAULT_LOCK_ENABLE', 'S3_BUCKET_DEFAULT_LOCK_ENABLED',
    'S3BucketDefaultLockEnabled', 'CT.S3.PR.9', 's3_bucket_object_lock'),
  asks(BUCKET_POLICY, { rule: 'CloudTrailBucketPolicyLeastPrivilege', findings: ['AnyPrincipal'] }, 'S3_BUCKET_POLICY_NO_WILDCARD_PRINCIPAL',
    'S3_BUCKETPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL', 'CKV_AWS_70',
    'S3BucketPolicyWildcardPrincipalRule', 'S3BucketPolicyNotPrincipalRule', 'F16', 'F9', 's3_bucket_access_to_any_principal',
    's3_bucket_allows_get_action_from_all_principals',
    's3_bucket_allows_list_action_from_all_principals', 's3_bucket_policy_public_write_access'),
  asks(BUCKET_POLICY, { rule: 'CloudTrailBucketPolicyLeastPrivilege', findings: ['Changes'] }, 'S3_BUCKET_POLICY_NO_WILDCARD_ACTION',
    'S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION', 'S3BucketPolicyWildcardActionRule',
    'S3BucketPolicyNotActionRule', 'F15', 'W20', 's3_bucket_with_all_permissions', 's3_bucket_allows_delete_action_from_all_principals',
    's3_bucket_allows_put_action_from_all_principals', 'FG_R00210'),

  // Any key.
  asks(KEY, { rule: 'CloudTrailKeyRotationEnabled' }, 'CMK_BACKING_KEY_ROTATION_ENABLED', 'KMSBackingKeyRotationEnabled', 'KMS5', 'CT.KMS.PR.1',
    'CKV_AWS_7', 'cmk_rotation_disabled', 'CMK Rotation Disabled',
    'kms_enable_key_rotation_disabled', 'AWS-0065', 'auto-rotate-keys', 'FG_R00036', 'KMSKeyRotationRule', 'F19', 'kms_cmk_rotation_enabled'),
  asks(KEY, { rule: 'CloudTrailKeyPolicyLeastPrivilege', findings: ['AnyPrincipal'] }, 'KMS_NO_WILDCARD_PRINCIPAL', 'CT.KMS.PR.2', 'CKV_AWS_33',
    'kms_allows_wildcard_principal', 'KMS Allows Wildcard Principal',
    'kms_key_with_full_permissions', 'KMSKeyWildcardPrincipalRule', 'F76', 'kms_key_not_publicly_accessible'),
  asks(KEY, { rule: 'CloudTrailKeyUsable', findings: ['Enabled'] }, 'CKV_AWS_227', 'cmk_is_unusable', 'CMK Is Unusable', 'kms_cmk_are_used'),

  // Any log group, topic, alarm.
  asks(LOG_GROUP, { rule: 'CloudTrailLogGroupEncrypted', findings: [MAIN] }, 'CLOUDWATCH_LOG_GROUP_ENCRYPTED', 'CloudWatchLogGroupEncrypted',
    'CT.CLOUDWATCH.PR.3', 'CKV_AWS_158', 'log_group_not_encrypted', 'AWS-0017',
    'LogsLogGroupEncryptedRule', 'W84', 'cloudwatch_log_group_kms_encryption_enabled'),
  {
    ...asks(LOG_GROUP, { rule: 'CloudTrailLogGroupRetention' }, 'CW_LOGGROUP_RETENTION_PERIOD_CHECK', 'CloudWatchLogGroupRetentionPeriod',
      'CKV_AWS_66', 'LogsLogGroupRetentionRule', 'W86',
      'cloudwatch_log_group_retention_not_set'),
    requiredRetentionDays: 1,
  },
  asks(LOG_GROUP, { rule: 'CloudTrailLogGroupRetention' }, 'CT.CLOUDWATCH.PR.2', 'CKV_AWS_338',
    'cloudwatch_log_group_retention_policy_specific_days_enabled'),
  asks(TOPIC, { rule: 'CloudTrailTopicEncrypted' }, 'SNS_ENCRYPTED_KMS', 'SNSEncryptedKMS', 'SNS2', 'CT.SNS.PR.1', 'CKV_AWS_26',
    'sns_topic_without_kms_master_key_id', 'sns_topic_is_not_encrypted', 'AWS-0095', 'AWS-0136',
    'SnsTopicKmsMasterKeyIdRule', 'W47', 'sns_topics_kms_encryption_at_rest_enabled'),
  asks(TOPIC_POLICY, { rule: 'CloudTrailTopicPolicySourceArn', findings: ['AnyPrincipal'] }, 'SNS_TOPICPOLICY_NO_WILDCARD_PRINCIPAL',
    'SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL',
    'SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_PRINCIPAL', 'CKV_AWS_169', 'sns_topic_is_publicly_accessible',
    'sns_topic_publicity_has_allow_and_not_action_simultaneously', 'SnsTopicPolicyWildcardPrincipalRule',
    'SnsTopicPolicyNotPrincipalRule', 'F18', 'F8', 'sns_topics_not_publicly_accessible'),
  asks(ALARM, { rule: 'CloudTrailAlarmsConfigured', findings: ['None', 'RootUserUsage'] }, 'CLOUDWATCH_ALARM_ACTION_CHECK', 'CloudWatchAlarmAction',
    'CT.CLOUDWATCH.PR.1', 'CT.CLOUDWATCH.PR.4', 'CKV_AWS_319',
    'cloudwatch_alarm_actions_alarm_state_configured', 'cloudwatch_alarm_actions_enabled'),
];

/** Rules of others that no rule of ours answers, and why that is so. */
export const WITHOUT_COUNTERPART: Readonly<Record<string, string>> = {
  'CLOUDTRAIL_S3_DATAEVENTS_ENABLED': 'data events are a choice with a price, which no rule demands',
  'FG_R00354': 'data events are a choice with a price, which no rule demands',
  'FG_R00355': 'data events are a choice with a price, which no rule demands',
  'AWS-0171': 'data events are a choice with a price, which no rule demands',
  'AWS-0172': 'data events are a choice with a price, which no rule demands',
  'S3_BUCKET_REPLICATION_ENABLED': 'a copy in another Region is a decision of the recovery objectives',
  'S3BucketReplicationEnabled': 'a copy in another Region is a decision of the recovery objectives',
  'CKV_AWS_144': 'a copy in another Region is a decision of the recovery objectives',
  'SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_ACTION': 'of a topic policy it matters who may use the topic, and that CloudTrail may publish',
  'SnsTopicPolicyNotActionRule': 'of a topic policy it matters who may use the topic, and that CloudTrail may publish',
  'CKV_AWS_252': 'a topic is an option of a trail',
  'cloudtrail_sns_topic_name_undefined': 'a topic is an option of a trail',
  'cloudtrail_bucket_requires_mfa_delete': 'MFA delete has no CloudFormation property',
};

/** The row for a rule of others. */
export function peerRule(name: string): PeerRule | undefined {
  return PEER_RULES.find(({ names }) => names.some((each) => bare(each) === bare(name)));
}

export function noCounterpart(name: string): string | undefined {
  return Object.entries(WITHOUT_COUNTERPART).find(([each]) => bare(each) === bare(name))?.[1];
}

function bare(name: string): string {
  return name.replace(/^(?:AwsSolutions|HIPAA\.Security|NIST\.800\.53\.R[45]|PCI\.DSS\.321|Serverless|AVD)-/i,
    '').toLowerCase().replace(/[^a-z0-9]/g, '');
}
