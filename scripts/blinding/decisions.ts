import type { Service } from './operations';

/*
 * What each operation that is not in the table of tampering does to a watched trail. Every operation has one decision; test/blinding.test.ts says
 * which has none, or two.
 */

/** Operations that have the same decision for the same reason. */
export interface Decision {
  readonly operations: { readonly [service in Service]?: readonly string[] };
  /** A sentence. */
  readonly why: string;
}

/** The service of an operation in the models, and the name of its event, where the event has another name or the call is in the table of another service. */
export const EVENT_NAMES: { readonly [service in Service]?: { readonly [operation: string]: string } } = {
  s3: {
    PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
    PutBucketNotificationConfiguration: 'PutBucketNotification',
    PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
    DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  },
  s3control: { PutPublicAccessBlock: 'PutAccountPublicAccessBlock', DeletePublicAccessBlock: 'DeleteAccountPublicAccessBlock' },
};

/** Calls that `TrailGuardrails` prevents, and that are recorded only as data events, with the IAM actions that they need. */
export const PREVENTED_ONLY: { readonly [operation: string]: readonly string[] } = {
  PutObject: ['s3:PutObject'],
  CopyObject: ['s3:PutObject'],
  CreateMultipartUpload: ['s3:PutObject'],
  UploadPart: ['s3:PutObject'],
  UploadPartCopy: ['s3:PutObject'],
  CompleteMultipartUpload: ['s3:PutObject'],
  UpdateObjectEncryption: ['s3:PutObject'], // and s3:UpdateObjectEncryption: both are needed
  PutObjectAcl: ['s3:PutObjectAcl'],
  PutObjectTagging: ['s3:PutObjectTagging'],
  DeleteObjectTagging: ['s3:DeleteObjectTagging'],
  PutObjectLegalHold: ['s3:PutObjectLegalHold'],
  DeleteObject: ['s3:DeleteObject'],
  DeleteObjects: ['s3:DeleteObject'],
};

/** Calls of which an alarm of `CisAlarms` tells, by the control. */
export const ALERTED_BY_CIS_ALARMS: { readonly [control: string]: Decision['operations'] } = {
  OrganizationsChanges: {
    organizations: [
      'AttachPolicy', 'CreatePolicy', 'DeleteOrganization', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'LeaveOrganization', 'MoveAccount',
      'RemoveAccountFromOrganization', 'UpdatePolicy',
    ],
  },
  ConfigChanges: { config: ['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'] },
  IamPolicyChanges: { iam: ['CreatePolicyVersion'] },
};

/** Calls that weaken something and that nothing of this library prevents or reports. The guide lists them with what to do. */
export const NOT_SEEN: readonly Decision[] = [
  {
    why: 'Tags of a trail, key, log group, role, topic, rule, alarm or bucket: nothing here depends on them. Where your own policies decide by tags, let them refuse changes of tags as well.',
    operations: {
      cloudtrail: ['AddTags', 'RemoveTags'],
      s3control: ['TagResource', 'UntagResource'],
      kms: ['TagResource', 'UntagResource'],
      logs: ['TagLogGroup', 'TagResource', 'UntagLogGroup', 'UntagResource'],
      iam: ['TagPolicy', 'TagRole', 'UntagPolicy', 'UntagRole'],
      sns: ['TagResource', 'UntagResource'],
      events: ['TagResource', 'UntagResource'],
      cloudwatch: ['TagResource', 'UntagResource'],
      config: ['TagResource', 'UntagResource'],
    },
  },
  {
    why: 'The store of a key that is not in AWS KMS itself (AWS CloudHSM, external key store): `DeliveryHealth` reports that deliveries stop.',
    operations: { kms: ['DeleteCustomKeyStore', 'DisconnectCustomKeyStore', 'UpdateCustomKeyStore'] },
  },
  {
    why: 'Another version of the managed policy of the role for the log group: `DeliveryHealth` reports that deliveries stop, and a new version is reported by `CisAlarms`.',
    operations: { iam: ['SetDefaultPolicyVersion'] },
  },
  {
    why: 'Credentials of a user that is exempt from the guardrails, and the trust policy of a role that is: exempt roles only, and limit who can change them.',
    operations: {
      iam: ['CreateAccessKey', 'CreateLoginProfile', 'DeactivateMFADevice', 'DeleteUserPermissionsBoundary', 'DeleteRolePermissionsBoundary', 'UpdateLoginProfile'],
    },
  },
  {
    why: 'False events in the log group: it is a copy for alarms and queries. The evidence is in the bucket, where digest files show what is false.',
    operations: { logs: ['PutLogEvents', 'PutSyslogConfiguration'] },
  },
  {
    why: 'Values that take away from what a metric filter has counted: the rules of `TamperDetection` depend on no metric. A service control policy can refuse `cloudwatch:PutMetricData` for the namespace of the alarms (condition key `cloudwatch:namespace`).',
    operations: { cloudwatch: ['PutMetricData'] },
  },
  {
    why: 'Access logs that go to CloudWatch Logs or Firehose instead of a bucket: refuse these calls where you use it.',
    operations: {
      logs: [
        'DeleteDelivery', 'DeleteDeliveryDestination', 'DeleteDeliveryDestinationPolicy', 'DeleteDeliverySource', 'PutDeliveryDestination', 'PutDeliveryDestinationPolicy',
        'PutDeliverySource', 'UpdateDeliveryConfiguration',
      ],
    },
  },
  {
    why: 'What receives alerts or events behind a topic, rule or subscription filter: phones, mobile apps, connections, destinations, a mailbox that is closed. Send alerts to two places.',
    operations: {
      sns: ['DeleteEndpoint', 'DeletePlatformApplication', 'DeleteSMSSandboxPhoneNumber', 'SetEndpointAttributes', 'SetPlatformApplicationAttributes', 'SetSMSAttributes'],
      events: ['DeauthorizeConnection', 'DeleteApiDestination', 'DeleteConnection', 'UpdateApiDestination', 'UpdateConnection'],
      logs: ['DeleteDestination', 'PutDestination', 'PutDestinationPolicy'],
    },
  },
  {
    why: 'The rules of AWS Config, and what the recorder records: with `TrailConfigDeployment.organizationConformancePack()`, member accounts cannot change the rules.',
    operations: {
      config: [
        'DeleteConfigRule', 'DeleteConfigurationRecorder', 'DeleteConformancePack', 'DeleteEvaluationResults', 'DeleteOrganizationConfigRule', 'DeleteOrganizationConformancePack',
        'DeleteRetentionConfiguration', 'DeleteServiceLinkedConfigurationRecorder', 'DisassociateResourceTypes', 'PutConfigRule', 'PutConformancePack', 'PutEvaluations',
        'PutExternalEvaluation', 'PutOrganizationConfigRule', 'PutOrganizationConformancePack', 'PutRetentionConfiguration', 'PutServiceLinkedConfigurationRecorder',
      ],
    },
  },
  {
    why: 'Closing the account, and who may manage the policies of the organization: limit who can use the management account.',
    operations: { organizations: ['CloseAccount', 'DeleteResourcePolicy', 'PutResourcePolicy'] },
  },
];

/** Calls that weaken nothing, and why. */
export const HARMLESS: readonly Decision[] = [
  {
    why: 'About CloudTrail Lake, its dashboards and channels, which no trail delivers to.',
    operations: {
      cloudtrail: [
        'CancelQuery', 'CreateChannel', 'CreateDashboard', 'CreateEventDataStore', 'DeleteChannel', 'DeleteDashboard', 'DeleteEventDataStore', 'DeleteResourcePolicy',
        'DisableFederation', 'EnableFederation', 'PutResourcePolicy', 'RestoreEventDataStore', 'StartDashboardRefresh', 'StartEventDataStoreIngestion', 'StartImport',
        'StopEventDataStoreIngestion', 'StopImport', 'UpdateChannel', 'UpdateDashboard', 'UpdateEventDataStore',
      ],
    },
  },
  {
    why: 'Begins, restores or strengthens something.',
    operations: {
      cloudtrail: ['CreateTrail', 'StartLogging'],
      kms: ['CancelKeyDeletion', 'ConnectCustomKeyStore', 'EnableKey', 'EnableKeyRotation', 'RotateKeyOnDemand'],
      events: ['EnableRule'],
      cloudwatch: ['DeleteAlarmMuteRule', 'EnableAlarmActions'],
      config: ['AssociateResourceTypes', 'DeliverConfigSnapshot', 'StartConfigRulesEvaluation', 'StartConfigurationRecorder', 'StartResourceEvaluation'],
      organizations: ['EnableAWSServiceAccess', 'EnableAllFeatures', 'EnablePolicyType'],
      s3: ['RestoreObject'],
      iam: ['EnableMFADevice', 'ResyncMFADevice', 'UpdateAccountPasswordPolicy'],
      sns: ['ConfirmSubscription', 'OptInPhoneNumber'],
    },
  },
  {
    why: 'Makes something new, or changes something else that a trail and its monitoring do not use.',
    operations: {
      s3: ['CreateBucket'],
      kms: ['CreateAlias', 'CreateCustomKeyStore', 'CreateKey'],
      logs: [
        'CancelExportTask', 'CancelImportTask', 'CreateDelivery', 'CreateImportTask', 'CreateLogAnomalyDetector', 'CreateLogGroup', 'CreateLogStream', 'CreateLookupTable',
        'CreateScheduledQuery', 'DeleteIntegration', 'DeleteSyslogConfiguration', 'PutStorageTierPolicy', 'DeleteLogAnomalyDetector', 'DeleteLookupTable', 'DeleteScheduledQuery', 'PutIntegration', 'UpdateAnomaly',
        'UpdateLogAnomalyDetector', 'UpdateLookupTable', 'UpdateScheduledQuery', 'AssociateSourceToS3TableIntegration', 'DisassociateSourceFromS3TableIntegration',
      ],
      events: [
        'ActivateEventSource', 'CancelReplay', 'CreateApiDestination', 'CreateArchive', 'CreateConnection', 'CreateEndpoint', 'CreateEventBus', 'CreatePartnerEventSource',
        'DeactivateEventSource', 'DeleteArchive', 'DeleteEndpoint', 'DeletePartnerEventSource', 'StartReplay', 'UpdateArchive', 'UpdateEndpoint',
      ],
      cloudwatch: [
        'DeleteAnomalyDetector', 'DeleteInsightRules', 'DeleteMetricStream', 'DisableInsightRules', 'EnableInsightRules', 'PutAnomalyDetector', 'PutInsightRule',
        'PutManagedInsightRules', 'PutMetricStream', 'StartMetricStreams', 'StartOTelEnrichment', 'StopMetricStreams', 'StopOTelEnrichment',
      ],
      sns: ['CreatePlatformApplication', 'CreatePlatformEndpoint', 'CreateSMSSandboxPhoneNumber', 'CreateTopic'],
      config: [
        'DeleteAggregationAuthorization', 'DeleteConfigurationAggregator', 'DeletePendingAggregationRequest', 'DeleteRemediationConfiguration', 'DeleteRemediationExceptions',
        'DeleteResourceConfig', 'DeleteStoredQuery', 'PutAggregationAuthorization', 'PutConfigurationAggregator', 'PutRemediationConfigurations', 'PutRemediationExceptions',
        'PutResourceConfig', 'PutStoredQuery',
      ],
      organizations: [
        'AcceptHandshake', 'CancelHandshake', 'CreateAccount', 'CreateGovCloudAccount', 'CreateOrganization', 'CreateOrganizationalUnit', 'DeclineHandshake',
        'DeleteOrganizationalUnit', 'InviteAccountToOrganization', 'InviteOrganizationToTransferResponsibility', 'TagResource', 'TerminateResponsibilityTransfer',
        'UntagResource', 'UpdateOrganizationalUnit', 'UpdateResponsibilityTransfer',
      ],
    },
  },
  {
    why: 'EventBridge does not delete the default event bus, who may send to it does not keep AWS services from it, and no other sender can send events of AWS services.',
    operations: { events: ['DeleteEventBus', 'PutEvents', 'PutPartnerEvents', 'PutPermission', 'RemovePermission'] },
  },
  {
    why: 'Settings of a bucket that stop no delivery, open nothing that the bucket policy refuses, and report at most sizes or names within the account.',
    operations: {
      s3: [
        'CreateBucketMetadataConfiguration', 'CreateBucketMetadataTableConfiguration', 'DeleteBucketAnalyticsConfiguration', 'DeleteBucketCors',
        'DeleteBucketIntelligentTieringConfiguration', 'DeleteBucketInventoryConfiguration', 'DeleteBucketMetadataConfiguration', 'DeleteBucketMetadataTableConfiguration',
        'DeleteBucketWebsite', 'PutBucketAccelerateConfiguration', 'PutBucketAnalyticsConfiguration', 'PutBucketCors', 'PutBucketIntelligentTieringConfiguration',
        'PutBucketWebsite', 'UpdateBucketMetadataInventoryTableConfiguration', 'UpdateBucketMetadataJournalTableConfiguration',
      ],
    },
  },
  {
    why: 'About uploads that are not complete, functions that transform objects, or buckets of another kind; a retention can only be made longer without `s3:BypassGovernanceRetention`, which is prevented.',
    operations: { s3: ['AbortMultipartUpload', 'CreateSession', 'PutObjectRetention', 'RenameObject', 'WriteGetObjectResponse'] },
  },
  {
    why: 'Another way to a bucket (access points, access grants, batch jobs), which allows nothing that the bucket policy and the policies of the caller do not; or S3 on Outposts and Storage Lens.',
    operations: {
      s3control: [
        'AssociateAccessGrantsIdentityCenter', 'CreateAccessGrant', 'CreateAccessGrantsInstance', 'CreateAccessGrantsLocation', 'CreateAccessPoint',
        'CreateAccessPointForObjectLambda', 'CreateBucket', 'CreateJob', 'CreateMultiRegionAccessPoint', 'CreateStorageLensGroup', 'DeleteAccessGrant',
        'DeleteAccessGrantsInstance', 'DeleteAccessGrantsInstanceResourcePolicy', 'DeleteAccessGrantsLocation', 'DeleteAccessPoint', 'DeleteAccessPointForObjectLambda',
        'DeleteAccessPointPolicy', 'DeleteAccessPointPolicyForObjectLambda', 'DeleteAccessPointScope', 'DeleteBucket', 'DeleteBucketLifecycleConfiguration',
        'DeleteBucketPolicy', 'DeleteBucketReplication', 'DeleteBucketTagging', 'DeleteJobTagging', 'DeleteMultiRegionAccessPoint', 'DeleteStorageLensConfiguration',
        'DeleteStorageLensConfigurationTagging', 'DeleteStorageLensGroup', 'DissociateAccessGrantsIdentityCenter', 'PutAccessGrantsInstanceResourcePolicy',
        'PutAccessPointConfigurationForObjectLambda', 'PutAccessPointPolicy', 'PutAccessPointPolicyForObjectLambda', 'PutAccessPointScope',
        'PutBucketLifecycleConfiguration', 'PutBucketPolicy', 'PutBucketReplication', 'PutBucketTagging', 'PutBucketVersioning', 'PutJobTagging',
        'PutMultiRegionAccessPointPolicy', 'PutStorageLensConfiguration', 'PutStorageLensConfigurationTagging', 'SubmitMultiRegionAccessPointRoutes',
        'UpdateAccessGrantsLocation', 'UpdateJobPriority', 'UpdateJobStatus', 'UpdateStorageLensGroup',
      ],
    },
  },
  {
    why: 'Uses a key, which reads and writes nothing of the trail by itself; or describes it.',
    operations: {
      kms: [
        'Decrypt', 'DeriveSharedSecret', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext',
        'ReEncrypt', 'Sign', 'UpdateKeyDescription',
      ],
    },
  },
  { why: 'Nothing of a trail depends on a grant.', operations: { kms: ['RetireGrant', 'RevokeGrant'] } },
  {
    why: 'Resource policies of CloudWatch Logs are about AWS services only, and allow them to write log events; CloudTrail writes with a role.',
    operations: { logs: ['DeleteResourcePolicy', 'PutResourcePolicy'] },
  },
  {
    why: 'Makes searching more or less convenient: saved queries, indexes, pictures.',
    operations: { logs: ['DeleteIndexPolicy', 'DeleteQueryDefinition', 'PutIndexPolicy', 'PutQueryDefinition'], cloudwatch: ['DeleteDashboards', 'PutDashboard'] },
  },
  { why: 'Adds a message or a reader of alerts, and takes none away.', operations: { sns: ['Publish', 'PublishBatch', 'Subscribe'] } },
  {
    why: 'Changes an identity, or what it may do. The policies of the organization refuse the calls of this table to every identity that is not exempt.',
    operations: {
      iam: [
        'AcceptDelegationRequest', 'AddClientIDToOpenIDConnectProvider', 'AddRoleToInstanceProfile', 'AddUserToGroup', 'AssociateDelegationRequest', 'AttachGroupPolicy',
        'AttachUserPolicy', 'ChangePassword', 'CreateAccountAlias', 'CreateDelegationRequest', 'CreateGroup', 'CreateInstanceProfile', 'CreateOpenIDConnectProvider',
        'CreatePolicy', 'CreateRole', 'CreateSAMLProvider', 'CreateServiceLinkedRole', 'CreateServiceSpecificCredential', 'CreateUser', 'CreateVirtualMFADevice',
        'DeleteAccessKey', 'DeleteAccountAlias', 'DeleteAccountPasswordPolicy', 'DeleteGroup', 'DeleteGroupPolicy', 'DeleteInstanceProfile', 'DeleteLoginProfile',
        'DeleteOpenIDConnectProvider', 'DeleteSAMLProvider', 'DeleteSSHPublicKey', 'DeleteServerCertificate', 'DeleteServiceSpecificCredential', 'DeleteSigningCertificate',
        'DeleteUser', 'DeleteUserPolicy', 'DeleteVirtualMFADevice', 'DetachGroupPolicy', 'DetachUserPolicy', 'DisableOrganizationsRootCredentialsManagement',
        'DisableOrganizationsRootSessions', 'DisableOutboundWebIdentityFederation', 'EnableOrganizationsRootCredentialsManagement', 'EnableOrganizationsRootSessions',
        'EnableOutboundWebIdentityFederation', 'PutGroupPolicy', 'PutUserPermissionsBoundary', 'PutUserPolicy', 'RejectDelegationRequest',
        'RemoveClientIDFromOpenIDConnectProvider', 'RemoveRoleFromInstanceProfile', 'RemoveUserFromGroup', 'ResetServiceSpecificCredential', 'SendDelegationToken',
        'SetSecurityTokenServicePreferences', 'TagInstanceProfile', 'TagMFADevice', 'TagOpenIDConnectProvider', 'TagSAMLProvider', 'TagServerCertificate', 'TagUser',
        'UntagInstanceProfile', 'UntagMFADevice', 'UntagOpenIDConnectProvider', 'UntagSAMLProvider', 'UntagServerCertificate', 'UntagUser', 'UpdateAccessKey',
        'UpdateDelegationRequest', 'UpdateGroup', 'UpdateOpenIDConnectProviderThumbprint', 'UpdateSAMLProvider', 'UpdateSSHPublicKey', 'UpdateServerCertificate',
        'UpdateServiceSpecificCredential', 'UpdateSigningCertificate', 'UpdateUser', 'UploadSSHPublicKey', 'UploadServerCertificate', 'UploadSigningCertificate',
      ],
    },
  },
  {
    why: 'IAM deletes no policy that is attached and no version that is in force; how long sessions last, and the role that a service made for itself, change no delivery.',
    operations: { iam: ['DeletePolicy', 'DeletePolicyVersion', 'DeleteServiceLinkedRole', 'UpdateRole', 'UpdateRoleDescription'] },
  },
  { why: 'Starts something that acts with a role of its own, whose calls are the ones that count.', operations: { config: ['StartRemediationExecution'] } },
];
