import { type App, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { detection } from '../../examples/detection';
import { CIS_CONTROLS, satisfiesCisControl } from '../../src/cloudtrail/cis/cis-controls';
import { runNagPacks } from '../helpers/nag';
import { validateTemplate } from '../oracles/cfn-validation';
import { CisAlarms, CisFoundationsVersion, CisProfile } from 'cdk-well-architected-trail';

const stackOf = (app: App) => app.node.findChild('Detection') as Stack;
const template = Template.fromStack(stackOf(detection()));
const ids = (type: string) => Object.keys(template.findResources(type));

test('nothing is warned of', () => {
  Annotations.fromStack(stackOf(detection())).hasNoWarning('*', Match.anyValue());
});

test('the rule packs of cdk-nag find nothing that is not explained', () => {
  expect(runNagPacks(detection()).remaining).toEqual([]);
});

test('CloudFormation\'s own validation finds nothing', () => {
  expect(validateTemplate(template).errors).toEqual([]);
});

test('a stack has room for it', () => {
  const { Resources } = template.toJSON();

  expect(Object.keys(Resources).length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(template.toJSON()).length).toBeLessThanOrEqual(200_000);
  expect(ids('AWS::Logs::MetricFilter').length).toBeLessThanOrEqual(100);
});

test('every profile has all controls in forms that a checker can tell apart', () => {
  const versions = Object.values(CisFoundationsVersion).map((version) => CisProfile.cis(version));
  for (const profile of [CisProfile.securityHub(), CisProfile.lowNoise(), ...versions]) {
    const app = detection();
    const stack = stackOf(app);
    const { trailAttributes } = stack.node.findChild('Trail') as unknown as { trailAttributes: object };
    new CisAlarms(stack, 'More', { trail: { trailAttributes }, profile });
    const patterns = Object.entries(Template.fromStack(stack).findResources('AWS::Logs::MetricFilter'))
      .filter(([id]) => id.startsWith('More')).map(([, { Properties }]) => Properties.FilterPattern);

    const found = CIS_CONTROLS.map((control) => patterns.filter((pattern) => satisfiesCisControl(control, pattern)).length);
    expect(found).toEqual(CIS_CONTROLS.map(() => 1));
  }
});

// A changed logical ID replaces the resource: alarms lose their history, the topic its subscriptions.
test.each(Object.entries({
  'AWS::SNS::Topic': [
    'AlertsTopicCF7C81C9',
  ],
  'AWS::KMS::Key': [
    'TrailKey31F874A3', 'AlertsKey9E1197AF',
  ],
  'AWS::CloudWatch::Dashboard': [
    'Dashboard7A714131',
  ],
  'AWS::Events::Rule': [
    'TamperDetectionTrailRuleB4A16A0C', 'TamperDetectionBucketRuleFB80BB86', 'TamperDetectionAccessLogBucketRule6F2A6780',
    'TamperDetectionPublicAccessRule12503009', 'TamperDetectionKeyRule3A970EBF', 'TamperDetectionLogGroupRuleE2DA9921',
    'TamperDetectionLogsOfAccountRule3CE433D6', 'TamperDetectionLogsRoleRule2BEC8B18', 'TamperDetectionTopicRuleE243D195',
    'TamperDetectionAlertKeyRuleF608AAA1', 'TamperDetectionEventBusRuleAE3FE731', 'TamperDetectionRulesRule3BBACDD7',
  ],
  'AWS::CloudWatch::Alarm': [
    'CisAlarmsUnauthorizedApiCallsAlarm1DBE41FC', 'CisAlarmsConsoleSignInWithoutMfaAlarmF3CE644F', 'CisAlarmsRootUserUsageAlarm0D02569F',
    'CisAlarmsIamPolicyChangesAlarm4A189ECD', 'CisAlarmsCloudTrailChangesAlarmF78E13D3', 'CisAlarmsConsoleSignInFailuresAlarmE897B5CC',
    'CisAlarmsKeyDisabledOrDeletedAlarm2F60A8D2', 'CisAlarmsBucketPolicyChangesAlarm5EB414FD', 'CisAlarmsConfigChangesAlarm7E433B6D',
    'CisAlarmsSecurityGroupChangesAlarmC9EF770C', 'CisAlarmsNetworkAclChangesAlarm23FDB6AA', 'CisAlarmsNetworkGatewayChangesAlarm5A6EDA3E',
    'CisAlarmsRouteTableChangesAlarmEA88FC1D', 'CisAlarmsVpcChangesAlarmF2371DC5', 'CisAlarmsOrganizationsChangesAlarm5866DF5F',
    'DeliveryHealthLogGroupAlarmF779C2A2', 'DeliveryHealthBucketAlarm45513855',
  ],
  'AWS::Logs::MetricFilter': [
    'CisAlarmsUnauthorizedApiCallsFilterD2D7C605', 'CisAlarmsConsoleSignInWithoutMfaFilter59D46B99', 'CisAlarmsRootUserUsageFilterE5201173',
    'CisAlarmsIamPolicyChangesFilter7ABB17A5', 'CisAlarmsCloudTrailChangesFilterFD7180B1', 'CisAlarmsConsoleSignInFailuresFilter272B5A72',
    'CisAlarmsKeyDisabledOrDeletedFilter74C18D0B', 'CisAlarmsBucketPolicyChangesFilter93A10D0C', 'CisAlarmsConfigChangesFilter79BAD367',
    'CisAlarmsSecurityGroupChangesFilterAC0CFA3F', 'CisAlarmsNetworkAclChangesFilter16B88690', 'CisAlarmsNetworkGatewayChangesFilter2FE94CEB',
    'CisAlarmsRouteTableChangesFilterD17476E6', 'CisAlarmsVpcChangesFilter69C8A140', 'CisAlarmsOrganizationsChangesFilter2A5DB84E',
  ],
  'AWS::Logs::QueryDefinition': [
    'QueriesWhoDidWhat3C5EDB80', 'QueriesByPrincipalD6A7F319', 'QueriesByAccessKeyFD07678F',
    'QueriesByRoleSessionC780A5DD', 'QueriesBySourceIdentityC1426218', 'QueriesBySignInSession9D88774D',
    'QueriesByResource7098EC1C', 'QueriesBySourceAddressDF9EEAD6', 'QueriesCrossAccount69C60196',
    'QueriesDelegatedAccess639A724C', 'QueriesAroundAMomentFB0DE9D2', 'QueriesRootUseC17150E4',
    'QueriesPrivilegedRootSessionsAAC11BB8', 'QueriesConsoleWithoutMfa37CF7721', 'QueriesFailedSignInsC6713643',
    'QueriesOauthAccessC10EF50D', 'QueriesDeniedCalls7CF27762', 'QueriesConsoleWritesBE7A3255',
    'QueriesOldTlsA4B606E0', 'QueriesTrailChanges00538E01', 'QueriesKeyChanges46D9F925',
    'QueriesIamChanges09BCC66C', 'QueriesNetworkChangesE8FAEB5F', 'QueriesModelUseA3E84270',
    'QueriesAgentUseDAC13E9F', 'QueriesMcpCalls056570AB', 'QueriesGatewayCallers59554335',
    'QueriesAgentCredentials47A06CFE', 'QueriesAiSafeguardChangesA48B2B3E',
  ],
}))('logical IDs of %s stay', (type, pinned) => {
  expect(ids(type)).toEqual(pinned);
});
