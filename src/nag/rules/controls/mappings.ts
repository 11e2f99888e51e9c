/**
 * Mappings of checks to controls that others publish, where Security Hub prints none. A rule names the check that is the same as its own.
 *
 * Read 2026-11-26: those of prowler in its repository (2026-08-21), those of AWS Config as cdk-nag prints them.
 */

/** What a check is mapped to. */
export interface MappedCheck {
  readonly cis50?: readonly string[];
  readonly cis70?: readonly string[];
  readonly nist80053r5?: readonly string[];
  readonly pci401?: readonly string[];
  readonly hipaa?: readonly string[];
}

/**
 * Checks of prowler. PCI DSS: its mapping of version 4.0, without the parts of a requirement that is listed, and without appendix A3, which is for designated
 * entities. HIPAA: where AWS Config has no such check.
 *
 * @see https://github.com/prowler-cloud/prowler/tree/master/prowler/compliance/aws
 */
export const PROWLER = {
  cloudtrail_multi_region_enabled: {
    cis70: ['4.1'],
    pci401: ['5.3.4', '10.2.1', '10.2.2', '10.3.1', '10.6.3', 'A1.2.1'],
    hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(b)', '164.312(e)(2)(i)'],
  },
  cloudtrail_cloudwatch_logging_enabled: {
    pci401: ['5.3.4', '10.2.1', '10.2.2', '10.3.1', '10.4.1.1', '10.6.3', '11.5.2', '11.6.1', '12.10.5', 'A1.2.1'],
  },
  cloudtrail_insights_exist: { pci401: ['5.3.4', '10.3.2', '10.3.3', '10.3.4', '10.5.1', 'A1.2.1'] },
  cloudtrail_kms_encryption_enabled: { cis70: ['4.5'], pci401: ['3.5.1', '8.3.2', '10.3.2', '10.3.3', '10.3.4', 'A1.2.1'] },
  cloudtrail_log_file_validation_enabled: { cis70: ['4.2'], pci401: ['10.3.2', '10.3.3', '10.3.4', 'A1.2.1'] },
  cloudtrail_logs_s3_bucket_access_logging_enabled: { cis50: ['3.4'], cis70: ['4.4'] },
  cloudtrail_s3_dataevents_read_enabled: {
    cis70: ['4.9'],
    hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(a)(2)(i)', '164.312(b)', '164.312(e)(2)(i)'],
  },
  cloudtrail_s3_dataevents_write_enabled: {
    cis70: ['4.8'],
    pci401: ['5.3.4', '10.2.1', '10.2.2', '10.3.1', '10.6.3', 'A1.2.1'],
    hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(a)(2)(i)', '164.312(b)', '164.312(e)(2)(i)'],
  },
  s3_bucket_secure_transport_policy: { cis70: ['3.1.1'], pci401: ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '8.3.2'] },
  s3_bucket_object_versioning: { pci401: ['10.3.4'] },
  s3_bucket_object_lock: { pci401: ['10.3.4'] },
  s3_bucket_lifecycle_enabled: { pci401: ['3.2.1', '3.3.1.1', '3.3.1.3', '3.3.2', '3.3.3', '10.5.1'] },
  s3_bucket_level_public_access_block: { cis70: ['3.1.4'] },
  s3_bucket_kms_encryption: { pci401: ['3.5.1', '8.3.2'] },
  kms_cmk_rotation_enabled: { cis70: ['4.6'], pci401: ['3.7.4', '3.7.5'], hipaa: ['164.312(a)(2)(iv)'] },
  cloudwatch_log_group_kms_encryption_enabled: { pci401: ['3.5.1', '8.3.2', '10.3.2', '10.3.3', '10.3.4', 'A1.2.1'] },
  cloudwatch_log_group_retention_policy_specific_days_enabled: { pci401: ['3.2.1', '3.3.1.1', '3.3.1.3', '3.3.2', '3.3.3', '5.3.4', '10.5.1'] },
  sns_topics_kms_encryption_at_rest_enabled: { pci401: ['3.5.1', '8.3.2'] },
} as const satisfies { readonly [check: string]: MappedCheck };

/**
 * Checks of AWS Config in its mapping to HIPAA, under the names that cdk-nag gives them.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-hipaa_security.html
 */
export const AWS_CONFIG = {
  CloudTrailCloudWatchLogsEnabled: { hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'] },
  CloudTrailEncryptionEnabled: { hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'] },
  CloudTrailLogFileValidationEnabled: { hipaa: ['164.312(c)(1)', '164.312(c)(2)'] },
  CloudWatchAlarmAction: { hipaa: ['164.312(b)'] },
  // Security Hub has no control for it. Statement letters, such as those of SC-13a, and controls that are not about encryption are left out.
  CloudWatchLogGroupEncrypted: { hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'], nist80053r5: ['AU-9(3)', 'SC-28(1)'] },
  CloudWatchLogGroupRetentionPeriod: { hipaa: ['164.312(b)'] },
  S3BucketLevelPublicAccessProhibited: {
    hipaa: ['164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(e)(1)'],
  },
  S3BucketLoggingEnabled: { hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'] },
  S3BucketSSLRequestsOnly: { hipaa: ['164.312(a)(2)(iv)', '164.312(c)(2)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)'] },
  S3BucketVersioningEnabled: { hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.312(c)(1)', '164.312(c)(2)'] },
  S3DefaultEncryptionKMS: { hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'] },
  SNSEncryptedKMS: { hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'] },
} as const satisfies { readonly [check: string]: MappedCheck };

/**
 * Which of the NIST 800-53 r5 controls that rules name are in the Moderate baseline of FedRAMP Rev. 5. FedRAMP selects controls of NIST and maps no checks.
 *
 * @see https://github.com/GSA/fedramp-automation/blob/master/dist/content/rev5/baselines/json/FedRAMP_rev5_MODERATE-baseline_profile.json
 */
export const FEDRAMP_MODERATE: ReadonlySet<string> = new Set([
  'AC-2(4)', 'AC-3', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-6(9)', 'AC-17(2)', 'AC-21', 'AU-2', 'AU-3', 'AU-6(1)', 'AU-6(3)', 'AU-7(1)', 'AU-9', 'AU-11',
  'AU-12', 'CA-7', 'CP-6', 'CP-6(1)', 'CP-9', 'CP-10', 'IA-5(1)', 'IR-4(1)', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-8', 'SC-8(1)', 'SC-12', 'SC-13',
  'SC-23', 'SC-28', 'SC-28(1)', 'SI-2', 'SI-4', 'SI-4(5)', 'SI-7(1)', 'SI-7(7)', 'SI-12',
]);

/**
 * What the benchmark asks for where Security Hub says otherwise: for CloudTrail.5 it prints CIS 5.0, 3.4, which is about access logs of the bucket.
 */
export const MISPRINTED: { readonly [control: string]: { readonly [catalog: string]: readonly string[] } } = { 'CloudTrail.5': { cis50: ['3.4'] } };
