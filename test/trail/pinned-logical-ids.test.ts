import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  AlertTopic, CisAlarms, CisProfile, DeliveryHealth, ReplicationHealth, TamperDetection, TrailAnalysis, TrailDashboard, TrailLogArchive,
  TrailLogReplica, TrailQueryDefinitions, TrailSource, WellArchitectedTrail,
} from '../../src';

type Make = (scope: Construct, trail: WellArchitectedTrail) => void;

function logicalIds(make: Make): string[] {
  const app = new App();
  const env = { account: '111122223333', region: 'eu-west-1' };
  const trail = new WellArchitectedTrail(new Stack(app, 'Audit', { env }), 'Trail', { cloudWatchLogs: {} });
  const stack = new Stack(app, 'Companion', { env });
  make(stack, trail);
  return Object.keys(Template.fromStack(stack).toJSON().Resources).sort();
}

/** The ids of the companions, in a stack of their own; those of the trail are pinned beside its other tests. Another id replaces the resource. */
test.each<[string, Make, string[]]>([
  ['TrailLogArchive', (scope) => new TrailLogArchive(scope, 'Archive'), [
    'ArchiveAccessLogs31F4F9D7',
    'ArchiveAccessLogsPolicyDC10615C',
    'ArchiveBucket49F1AC64',
    'ArchiveBucketPolicy13E3D5ED',
    'ArchiveKey3EF5EDE5',
    'ArchiveKeyAlias5DE8724C',
  ]],
  ['TrailLogReplica', (scope) => new TrailLogReplica(scope, 'Replica'), [
    'ReplicaAccessLogs5D187905',
    'ReplicaAccessLogsPolicy5ABAE167',
    'ReplicaBucket80C984FB',
    'ReplicaBucketPolicy5289762F',
    'ReplicaKey29E01B67',
    'ReplicaKeyAlias0868E272',
  ]],
  ['WellArchitectedTrail with a replica', (scope) => new WellArchitectedTrail(scope, 'Copied', {
    replica: {
      destination: TrailLogReplica.fromTrailLogReplicaAttributes(scope, 'Replica', {
        bucketName: 'copies', encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:alias/copies',
      }),
    },
  }), [
    'Copied14675FE1',
    'CopiedAccessLogs504FAD53',
    'CopiedAccessLogsPolicyAB0A19F4',
    'CopiedBucket089CF77B',
    'CopiedBucketPolicy09D799C8',
    'CopiedKey69C8B668',
    'CopiedKeyAlias5F70B6C0',
    'CopiedReplicationPolicy9B793BFD',
    'CopiedReplicationRole98DC80C3',
  ]],
  ['AlertTopic', (scope) => new AlertTopic(scope, 'Alerts', { emails: ['security@example.com'] }), [
    'AlertsKey9E1197AF',
    'AlertsTopicCF7C81C9',
    'AlertsTopicPolicyFF1F97BA',
    'AlertsTopicsecurityexamplecomBFFE025E',
  ]],
  ['CisAlarms', (scope, trail) => new CisAlarms(scope, 'Alarms', { trail, profile: CisProfile.lowNoise() }), [
    'AlarmsBucketPolicyChangesAlarm5BA168E6',
    'AlarmsBucketPolicyChangesFilterA0ED93EC',
    'AlarmsCloudTrailChangesAlarmA875545C',
    'AlarmsCloudTrailChangesFilter04C1F322',
    'AlarmsConfigChangesAlarm44848423',
    'AlarmsConfigChangesFilter68E67B4B',
    'AlarmsConsoleSignInFailuresAlarm97032389',
    'AlarmsConsoleSignInFailuresFilter40345B53',
    'AlarmsConsoleSignInWithoutMfaAlarmBD66A35C',
    'AlarmsConsoleSignInWithoutMfaFilter72060056',
    'AlarmsIamPolicyChangesAlarmC42E4FFC',
    'AlarmsIamPolicyChangesFilter1084FA76',
    'AlarmsKeyDisabledOrDeletedAlarmF182C856',
    'AlarmsKeyDisabledOrDeletedFilter4631A9D1',
    'AlarmsNetworkAclChangesAlarm380E1D74',
    'AlarmsNetworkAclChangesFilter87702B9A',
    'AlarmsNetworkGatewayChangesAlarm5CD6CFE9',
    'AlarmsNetworkGatewayChangesFilter521A7240',
    'AlarmsOrganizationsChangesAlarm1E1185E0',
    'AlarmsOrganizationsChangesFilterD6A3F2F0',
    'AlarmsRootUserUsageAlarm96FFB907',
    'AlarmsRootUserUsageFilterDD49F4BE',
    'AlarmsRouteTableChangesAlarm5D2BF780',
    'AlarmsRouteTableChangesFilterAE47B266',
    'AlarmsSecurityGroupChangesAlarm89E7FED4',
    'AlarmsSecurityGroupChangesFilter6C1343BF',
    'AlarmsUnauthorizedApiCallsAlarmC25EF7A3',
    'AlarmsUnauthorizedApiCallsFilter04DF9224',
    'AlarmsVpcChangesAlarm3EBB1959',
    'AlarmsVpcChangesFilterFC002021',
  ]],
  ['TamperDetection', (scope, trail) => new TamperDetection(scope, 'Tampering', { trail }), [
    'TamperingAccessLogBucketRule02AC490B',
    'TamperingBucketRule28E85740',
    'TamperingEventBusRule2801FEBB',
    'TamperingKeyRuleEAF15F3D',
    'TamperingLogGroupRule381C0B7A',
    'TamperingLogsOfAccountRule93234A6E',
    'TamperingPublicAccessRuleF9C86FD7',
    'TamperingRulesRule7B9DFB53',
    'TamperingTrailRule31CE4D77',
  ]],
  ['DeliveryHealth', (scope, trail) => new DeliveryHealth(scope, 'Health', { trail }), [
    'HealthBucketAlarmA81E1A07',
    'HealthLogGroupAlarm9715940F',
  ]],
  ['ReplicationHealth', (scope) => new ReplicationHealth(scope, 'Replication', {
    trail: TrailSource.fromTrailAttributes({
      bucket: Bucket.fromBucketName(scope, 'Bucket', 'logs'), replication: { destinationBucketName: 'copies', destinationRegion: 'eu-west-1', ruleId: 'Copy' },
    }),
  }), [
    'ReplicationDelayAlarm7E17611D',
    'ReplicationFailureAlarm6CD7A2A4',
  ]],
  ['TrailDashboard', (scope, trail) => new TrailDashboard(scope, 'Dashboard', { trail }), [
    'Dashboard7A714131',
  ]],
  ['TrailQueryDefinitions', (scope, trail) => new TrailQueryDefinitions(scope, 'Queries', { trail }), [
    'QueriesAgentCredentials47A06CFE',
    'QueriesAgentUseDAC13E9F',
    'QueriesAiSafeguardChangesA48B2B3E',
    'QueriesAroundAMomentFB0DE9D2',
    'QueriesByAccessKeyFD07678F',
    'QueriesByPrincipalD6A7F319',
    'QueriesByResource7098EC1C',
    'QueriesByRoleSessionC780A5DD',
    'QueriesBySignInSession9D88774D',
    'QueriesBySourceAddressDF9EEAD6',
    'QueriesBySourceIdentityC1426218',
    'QueriesConsoleWithoutMfa37CF7721',
    'QueriesConsoleWritesBE7A3255',
    'QueriesCrossAccount69C60196',
    'QueriesDelegatedAccess639A724C',
    'QueriesDeniedCalls7CF27762',
    'QueriesFailedSignInsC6713643',
    'QueriesGatewayCallers59554335',
    'QueriesIamChanges09BCC66C',
    'QueriesKeyChanges46D9F925',
    'QueriesMcpCalls056570AB',
    'QueriesModelUseA3E84270',
    'QueriesNetworkChangesE8FAEB5F',
    'QueriesOauthAccessC10EF50D',
    'QueriesOldTlsA4B606E0',
    'QueriesPrivilegedRootSessionsAAC11BB8',
    'QueriesRootUseC17150E4',
    'QueriesTrailChanges00538E01',
    'QueriesWhoDidWhat3C5EDB80',
  ]],
  ['TrailAnalysis', (scope, trail) => new TrailAnalysis(scope, 'Analysis', { trail }), [
    'AnalysisCatalogDatabase262BCF7D',
    'AnalysisCatalogEvents72FEAE2B',
    'AnalysisQueriesAgentCredentials0798AE5D',
    'AnalysisQueriesAgentUseF161B92E',
    'AnalysisQueriesAiSafeguardChangesE8862797',
    'AnalysisQueriesAroundAMomentCFE252AC',
    'AnalysisQueriesByAccessKeyA1D3BE87',
    'AnalysisQueriesByPrincipal866DBB51',
    'AnalysisQueriesByResource778EC95A',
    'AnalysisQueriesByRoleSession248DFFC0',
    'AnalysisQueriesBySignInSessionE53BA5DA',
    'AnalysisQueriesBySourceAddress19A819C9',
    'AnalysisQueriesBySourceIdentity52CC6332',
    'AnalysisQueriesConsoleWithoutMfaB5E5E197',
    'AnalysisQueriesConsoleWritesDBF424D9',
    'AnalysisQueriesCrossAccountBEF41792',
    'AnalysisQueriesDelegatedAccessBEF11440',
    'AnalysisQueriesDeniedCalls6B19113C',
    'AnalysisQueriesFailedSignIns85DD5AB6',
    'AnalysisQueriesGatewayCallersF7997D8D',
    'AnalysisQueriesIamChangesFB008D0A',
    'AnalysisQueriesKeyChangesC656ECD6',
    'AnalysisQueriesMcpCalls6D3977A1',
    'AnalysisQueriesModelUse6659BF8E',
    'AnalysisQueriesNetworkChanges05AB483E',
    'AnalysisQueriesOauthAccessBEFA6097',
    'AnalysisQueriesOldTls151BFCCD',
    'AnalysisQueriesPrivilegedRootSessionsABBEC4DB',
    'AnalysisQueriesRootUseCBF1F08B',
    'AnalysisQueriesTrailChanges960A7725',
    'AnalysisQueriesWhoDidWhat77867C04',
    'AnalysisResultsBucket14AC9DE3',
    'AnalysisResultsBucketPolicyD0FDC2B4',
    'AnalysisResultsKeyE1DC26BE',
    'AnalysisWorkgroupC4868C56',
  ]],
])('the logical ids of %s are a contract', (_, make, expected) => {
  expect(logicalIds(make)).toEqual(expected);
});
