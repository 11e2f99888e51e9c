/**
 * A control in the monitoring section of the CIS AWS Foundations Benchmark, each with a metric filter and an alarm.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export enum CisControl {
  /** Unauthorized API calls: 4.1 in CIS 1.4 to 5.0, 5.1 since 6.0; Security Hub CloudWatch.2. */
  UNAUTHORIZED_API_CALLS = 'UnauthorizedApiCalls',

  /** Console sign-in without MFA: 4.2, 5.2 since 6.0; Security Hub CloudWatch.3. */
  CONSOLE_SIGN_IN_WITHOUT_MFA = 'ConsoleSignInWithoutMfa',

  /** Root user usage: 4.3, 5.3 since 6.0; Security Hub CloudWatch.1. */
  ROOT_USER_USAGE = 'RootUserUsage',

  /** IAM policy changes: 4.4, 5.4 since 6.0; Security Hub CloudWatch.4. */
  IAM_POLICY_CHANGES = 'IamPolicyChanges',

  /** CloudTrail configuration changes: 4.5, 5.5 since 6.0; Security Hub CloudWatch.5. */
  CLOUDTRAIL_CHANGES = 'CloudTrailChanges',

  /** Console authentication failures: 4.6, 5.6 since 6.0; Security Hub CloudWatch.6. */
  CONSOLE_SIGN_IN_FAILURES = 'ConsoleSignInFailures',

  /** Disabling or scheduled deletion of customer managed keys: 4.7, 5.7 since 6.0; Security Hub CloudWatch.7. */
  KEY_DISABLED_OR_DELETED = 'KeyDisabledOrDeleted',

  /** S3 bucket policy changes: 4.8, 5.8 since 6.0; Security Hub CloudWatch.8. */
  BUCKET_POLICY_CHANGES = 'BucketPolicyChanges',

  /** AWS Config configuration changes: 4.9, 5.9 since 6.0; Security Hub CloudWatch.9. */
  CONFIG_CHANGES = 'ConfigChanges',

  /** Security group changes: 4.10, 5.10 since 6.0; Security Hub CloudWatch.10. */
  SECURITY_GROUP_CHANGES = 'SecurityGroupChanges',

  /** Network ACL changes: 4.11, 5.11 since 6.0; Security Hub CloudWatch.11. */
  NETWORK_ACL_CHANGES = 'NetworkAclChanges',

  /** Network gateway changes: 4.12, 5.12 since 6.0; Security Hub CloudWatch.12. */
  NETWORK_GATEWAY_CHANGES = 'NetworkGatewayChanges',

  /** Route table changes: 4.13, 5.13 since 6.0; Security Hub CloudWatch.13. */
  ROUTE_TABLE_CHANGES = 'RouteTableChanges',

  /** VPC changes: 4.14, 5.14 since 6.0; Security Hub CloudWatch.14. */
  VPC_CHANGES = 'VpcChanges',

  /** AWS Organizations changes: 4.15, 5.15 since 6.0; Security Hub does not check it. */
  ORGANIZATIONS_CHANGES = 'OrganizationsChanges',
}
