/** A rule of the catalog of GuardDuty. */
export interface GuardDutyRuleFacts {
  /** The type of the findings that the rule leads to. Rules of the same tactic, service and technique share one. */
  readonly findingType: string;
}

/**
 * The rules that GuardDuty's list of finding types names, by ID. The list prints names, such as `S3LifecycleRapidExpiration`; the IDs here are the
 * anchors of that page. One of them, `admin-policy-attached-to-role`, has been seen in answers of the API.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/findings-custom-detection-rules.html
 */
export const GUARD_DUTY_RULES: Readonly<Record<string, GuardDutyRuleFacts>> = Object.fromEntries(Object.entries({
  'CredentialAccess:EC2/UnsecuredCredentials': ['ec2-password-data-retrieved'],
  'CredentialAccess:RDS/ModifyAuthenticationProcess': ['rds-master-password-reset'],
  'DefenseImpairment:EC2/DisableOrModifyTools': ['ec2-termination-protection-enabled', 'vpc-flow-logs-deleted'],
  'DefenseImpairment:Organizations/ModifyCloudResourceHierarchy': ['organization-leave-attempt'],
  'DefenseImpairment:Organizations/DisableOrModifyTools': ['organization-policy-disabled'],
  'DefenseImpairment:RDS/ModifyAuthenticationProcess': ['rds-iam-auth-disabled'],
  'DefenseImpairment:Route53Resolver/DisableOrModifyTools': ['dns-query-logs-deleted'],
  'DefenseImpairment:S3/DisableOrModifyTools': ['s3-customer-provided-keys-enabled'],
  'Execution:SageMaker/CommandAndScriptingInterpreter': ['sagemaker-lifecycle-config-modified'],
  'Exfiltration:EC2/TransferDataToCloudAccount': ['ami-external-access', 'ebs-snapshot-external-access'],
  'Exfiltration:RDS/TransferDataToCloudAccount': ['rds-snapshot-publicly-shared'],
  'Exfiltration:S3/TransferDataToCloudAccount': ['s3-bucket-policy-external-access'],
  'Impact:S3/DataDestruction': ['s3-lifecycle-rapid-expiration'],
  'Impact:SES/ResourceHijacking': ['ses-account-sending-enabled', 'ses-production-access-enabled'],
  'InitialAccess:IAM/ValidAccounts': ['console-login-without-mfa'],
  'InitialAccess:RDS/ExploitPublicFacingApplication': ['rds-publicly-accessible'],
  'LateralMovement:EC2/RemoteServices': ['ec2-instance-ssh-key-pushed'],
  'Persistence:EC2/BootOrLogonInitializationScripts': ['ec2-user-data-modified'],
  'Persistence:EC2/ExternalRemoteServices': ['ec2-security-group-public-ssh'],
  'Persistence:IAM/AccountManipulation': [
    'iam-access-key-created', 'iam-role-trust-policy-modified', 'iam-user-login-profile-created', 'iam-user-login-profile-updated',
  ],
  'Persistence:Lambda/AccountManipulation': ['lambda-function-public-access'],
  'Persistence:Lambda/ModifyAuthenticationProcess': ['lambda-function-url-public-access'],
  'Persistence:RolesAnywhere/AccountManipulation': ['rolesanywhere-trust-anchor-created'],
  'PrivilegeEscalation:IAM/AccountManipulation': [
    'admin-policy-attached-to-role', 'admin-policy-attached-to-user', 'bedrock-service-credential-created',
    'ses-full-access-policy-attached-to-role', 'ses-full-access-policy-attached-to-user',
  ],
  'ResourceDevelopment:SES/CompromiseAccounts': ['ses-domain-identity-verified'],
}).flatMap(([findingType, ids]) => ids.map((id) => [id, { findingType }])));
