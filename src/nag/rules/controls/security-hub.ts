/**
 * What Security Hub CSPM prints as related requirements of its controls: the rules take their control lists from here.
 *
 * Read 2026-11-26, in stored copies of the pages. Ids of versions that the rules do not list (CIS 1.2, PCI DSS 3.2.1) are left out.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html
 */

/** The requirements of other catalogs that a control stands for. */
export interface RelatedRequirements {
  readonly title: string;
  readonly cis14?: readonly string[];
  readonly cis30?: readonly string[];
  readonly cis50?: readonly string[];
  readonly nist80053r5?: readonly string[];
  readonly nist800171r2?: readonly string[];
  readonly pci401?: readonly string[];
}

const LOGGING = [
  'AC-2(4)', 'AC-4(26)', 'AC-6(9)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'CA-7', 'SC-7(9)', 'SI-3(8)', 'SI-4(20)', 'SI-7(8)',
];
const ENCRYPTION = ['CA-9(1)', 'CM-3(6)', 'SC-7(10)', 'SC-13', 'SC-28', 'SC-28(1)', 'SI-7(6)'];
const PUBLIC_ACCESS = [
  'AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)',
];
const RECOVERY = ['CP-6(2)', 'CP-9', 'CP-10', 'SC-5(2)', 'SI-13(5)'];
const SYSTEM_MONITORING = ['3.14.6', '3.14.7'];

export const SECURITY_HUB = {
  'CloudTrail.1': {
    title: 'CloudTrail should be enabled and configured with at least one multi-Region trail that includes read and write management events',
    cis14: ['3.1'],
    cis30: ['3.1'],
    cis50: ['3.1'],
    nist80053r5: [...LOGGING, 'AU-14(1)', 'SA-8(22)'],
  },
  'CloudTrail.2': {
    title: 'CloudTrail should have encryption at-rest enabled',
    cis14: ['3.7'],
    cis30: ['3.5'],
    cis50: ['3.5'],
    nist80053r5: [...ENCRYPTION, 'AU-9'],
    nist800171r2: ['3.3.8'],
    pci401: ['10.3.2'],
  },
  'CloudTrail.3': { title: 'At least one CloudTrail trail should be enabled', nist800171r2: [...SYSTEM_MONITORING, '3.3.1'], pci401: ['10.2.1'] },
  'CloudTrail.4': {
    title: 'CloudTrail log file validation should be enabled',
    cis14: ['3.2'],
    cis30: ['3.2'],
    cis50: ['3.2'],
    nist80053r5: ['AU-9', 'SI-4', 'SI-7(1)', 'SI-7(3)', 'SI-7(7)'],
    nist800171r2: ['3.3.8'],
    pci401: ['10.3.2'],
  },
  'CloudTrail.5': {
    title: 'CloudTrail trails should be integrated with Amazon CloudWatch Logs',
    cis14: ['3.4'],
    cis50: ['3.4'],
    nist80053r5: [...LOGGING, 'AU-6(1)', 'AU-6(5)', 'AU-7(1)', 'SI-4(5)', 'SI-20'],
  },
  'CloudTrail.6': { title: 'Ensure the S3 bucket used to store CloudTrail logs is not publicly accessible', cis14: ['3.3'], pci401: ['1.4.4'] },
  'CloudTrail.7': {
    title: 'Ensure S3 bucket access logging is enabled on the CloudTrail S3 bucket',
    cis14: ['3.6'],
    cis30: ['3.4'],
    pci401: ['10.2.1'],
  },
  'S3.2': { title: 'S3 general purpose buckets should block public read access', nist80053r5: PUBLIC_ACCESS },
  'S3.3': { title: 'S3 general purpose buckets should block public write access', nist80053r5: PUBLIC_ACCESS },
  'S3.5': {
    title: 'S3 general purpose buckets should require requests to use TLS',
    cis14: ['2.1.2'],
    cis30: ['2.1.1'],
    cis50: ['2.1.1'],
    nist80053r5: ['AC-4', 'AC-17(2)', 'IA-5(1)', 'SC-7(4)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-12(3)', 'SC-13', 'SC-23', 'SC-23(3)', 'SI-7(6)'],
    nist800171r2: ['3.13.8', '3.13.15'],
    pci401: ['4.2.1'],
  },
  'S3.8': {
    title: 'S3 general purpose buckets should block public access',
    cis14: ['2.1.5'],
    cis30: ['2.1.4'],
    cis50: ['2.1.4'],
    nist80053r5: PUBLIC_ACCESS,
    pci401: ['1.4.4'],
  },
  'S3.9': {
    title: 'S3 general purpose buckets should have server access logging enabled',
    nist80053r5: LOGGING,
    nist800171r2: ['3.3.8'],
    pci401: ['10.2.1'],
  },
  'S3.10': { title: 'S3 general purpose buckets with versioning enabled should have Lifecycle configurations', nist80053r5: RECOVERY },
  'S3.13': { title: 'S3 general purpose buckets should have Lifecycle configurations', nist80053r5: RECOVERY },
  'S3.14': {
    title: 'S3 general purpose buckets should have versioning enabled',
    nist80053r5: [...RECOVERY, 'AU-9(2)', 'CP-6', 'CP-6(1)', 'SI-12'],
    nist800171r2: ['3.3.8'],
  },
  'S3.15': { title: 'S3 general purpose buckets should have Object Lock enabled', nist80053r5: ['CP-6(2)'], pci401: ['10.5.1'] },
  'S3.17': {
    title: 'S3 general purpose buckets should be encrypted at rest with AWS KMS keys',
    nist80053r5: [...ENCRYPTION, 'AU-9', 'SC-12(2)'],
    nist800171r2: ['3.8.9', '3.13.11', '3.13.16'],
    pci401: ['3.5.1'],
  },
  'S3.22': { title: 'S3 general purpose buckets should log object-level write events', cis30: ['3.8'], cis50: ['3.8'], pci401: ['10.2.1'] },
  'S3.23': { title: 'S3 general purpose buckets should log object-level read events', cis30: ['3.9'], cis50: ['3.9'], pci401: ['10.2.1'] },
  'KMS.3': { title: 'AWS KMS keys should not be deleted unintentionally', nist80053r5: ['SC-12', 'SC-12(2)'] },
  'KMS.4': {
    title: 'AWS KMS key rotation should be enabled',
    cis14: ['3.8'],
    cis30: ['3.6'],
    cis50: ['3.6'],
    nist80053r5: ['SC-12', 'SC-12(2)', 'SC-28(3)'],
    pci401: ['3.7.4'],
  },
  'KMS.5': { title: 'KMS keys should not be publicly accessible' },
  'CloudWatch.1': {
    title: 'A log metric filter and alarm should exist for usage of the "root" user',
    cis14: ['1.7', '4.3'],
    nist800171r2: SYSTEM_MONITORING,
  },
  'CloudWatch.2': { title: 'Ensure a log metric filter and alarm exist for unauthorized API calls', nist800171r2: [...SYSTEM_MONITORING, '3.13.1'] },
  'CloudWatch.3': { title: 'Ensure a log metric filter and alarm exist for Management Console sign-in without MFA' },
  'CloudWatch.4': { title: 'Ensure a log metric filter and alarm exist for IAM policy changes', cis14: ['4.4'], nist800171r2: SYSTEM_MONITORING },
  'CloudWatch.5': {
    title: 'Ensure a log metric filter and alarm exist for CloudTrail configuration changes',
    cis14: ['4.5'],
    nist800171r2: [...SYSTEM_MONITORING, '3.3.8'],
  },
  'CloudWatch.6': {
    title: 'Ensure a log metric filter and alarm exist for AWS Management Console authentication failures',
    cis14: ['4.6'],
    nist800171r2: SYSTEM_MONITORING,
  },
  'CloudWatch.7': {
    title: 'Ensure a log metric filter and alarm exist for disabling or scheduled deletion of customer managed keys',
    cis14: ['4.7'],
    nist800171r2: [...SYSTEM_MONITORING, '3.13.10', '3.13.16'],
  },
  'CloudWatch.8': {
    title: 'Ensure a log metric filter and alarm exist for S3 bucket policy changes',
    cis14: ['4.8'],
    nist800171r2: SYSTEM_MONITORING,
  },
  'CloudWatch.9': {
    title: 'Ensure a log metric filter and alarm exist for AWS Config configuration changes',
    cis14: ['4.9'],
    nist800171r2: [...SYSTEM_MONITORING, '3.3.8'],
  },
  'CloudWatch.10': {
    title: 'Ensure a log metric filter and alarm exist for security group changes',
    cis14: ['4.10'],
    nist800171r2: SYSTEM_MONITORING,
  },
  'CloudWatch.11': {
    title: 'Ensure a log metric filter and alarm exist for changes to Network Access Control Lists (NACL)',
    cis14: ['4.11'],
    nist800171r2: SYSTEM_MONITORING,
  },
  'CloudWatch.12': {
    title: 'Ensure a log metric filter and alarm exist for changes to network gateways',
    cis14: ['4.12'],
    nist800171r2: ['3.3.1', '3.13.1'],
  },
  'CloudWatch.13': {
    title: 'Ensure a log metric filter and alarm exist for route table changes',
    cis14: ['4.13'],
    nist800171r2: [...SYSTEM_MONITORING, '3.3.1', '3.13.1'],
  },
  'CloudWatch.14': {
    title: 'Ensure a log metric filter and alarm exist for VPC changes',
    cis14: ['4.14'],
    nist800171r2: [...SYSTEM_MONITORING, '3.3.1', '3.13.1'],
  },
  'CloudWatch.15': {
    title: 'CloudWatch alarms should have specified actions configured',
    nist80053r5: ['AU-6(1)', 'AU-6(5)', 'CA-7', 'IR-4(1)', 'IR-4(5)', 'SI-2', 'SI-4(5)', 'SI-4(12)', 'SI-20'],
    nist800171r2: ['3.3.4', '3.14.6'],
  },
  'CloudWatch.16': {
    title: 'CloudWatch log groups should be retained for a specified time period',
    nist80053r5: ['AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-11', 'CA-7', 'SI-12'],
  },
  'CloudWatch.17': { title: 'CloudWatch alarm actions should be activated', nist80053r5: ['AU-6(1)', 'AU-6(5)', 'CA-7', 'SI-2', 'SI-4(12)'] },
  'SNS.1': { title: 'SNS topics should be encrypted at-rest using AWS KMS', nist80053r5: ENCRYPTION, nist800171r2: ['3.13.11', '3.13.16'] },
  'SNS.4': { title: 'SNS topic access policies should not allow public access' },
} as const satisfies { readonly [id: string]: RelatedRequirements };

/** The id of a control. */
export type SecurityHubId = keyof typeof SECURITY_HUB;
