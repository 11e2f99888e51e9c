import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnConfigurationRecorder } from 'aws-cdk-lib/aws-config';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { runNagPacks } from './helpers/nag';
import { validateTemplate } from './oracles/cfn-validation';
import * as lib from 'cdk-well-architected-trail';

/*
 * Every construct of the package in one app, with what each can switch on.
 */

const ACCOUNT = '111122223333';
const HOME = { account: ACCOUNT, region: 'us-east-1' }; // where IAM and Organizations are, so that nothing is out of sight
const OTHER = { account: ACCOUNT, region: 'eu-west-1' };
const MANAGEMENT = { account: '999988887777', region: 'us-east-1' };
const ORGANIZATION = 'o-a1b2c3d4e5';

function everything(): App {
  const app = new App();
  const replica = new lib.TrailLogReplica(new Stack(app, 'Replica', { env: OTHER }), 'Replica', { retention: lib.LogRetention.pciDss(), objectLock: ObjectLockRetention.governance(Duration.days(366)) });
  const stack = new Stack(app, 'Audit', { env: HOME });
  const trail = new lib.WellArchitectedTrail(stack, 'Trail', {
    trailName: 'audit',
    bucketName: `audit-logs-${ACCOUNT}`,
    retention: lib.LogRetention.pciDss({ archive: lib.ArchiveTier.glacierInstantRetrieval({ after: Duration.days(92) }) }),
    objectLock: ObjectLockRetention.governance(Duration.days(366)),
    cloudWatchLogs: {},
    notifications: {},
    events: [lib.TrailEvents.s3Objects({ readWrite: lib.ReadWriteEvents.WRITE_ONLY }), lib.TrailEvents.bedrock()],
    insights: [lib.TrailInsights.apiCallRate(), lib.TrailInsights.apiErrorRate()],
    aggregation: [lib.TrailAggregationTemplate.API_ACTIVITY],
    replica: { destination: replica },
  });
  const alerts = new lib.AlertTopic(stack, 'Alerts', { emails: ['security@example.com'], topicName: 'audit-alerts' });
  const cis = new lib.CisAlarms(stack, 'CisAlarms', { trail, alerts });
  const ai = new lib.AiAlarms(stack, 'AiAlarms', { trail, alerts });
  new lib.CisLogAlarms(stack, 'LogAlarms', { trail, alerts, controls: [lib.CisControl.CLOUDTRAIL_CHANGES] });
  new lib.GuardDutyDetectionRules(stack, 'GuardDutyRules', { ruleIds: ['s3-lifecycle-rapid-expiration'], alerts });
  const health = new lib.DeliveryHealth(stack, 'DeliveryHealth', { trail, alerts });
  new lib.ReplicationHealth(stack, 'ReplicationHealth', { trail, alerts });
  new lib.InsightAlerts(stack, 'InsightAlerts', { trail, alerts });
  const alarms = [...cis.alarms, ...ai.alarms, ...health.alarms];
  const detection = new lib.TamperDetection(stack, 'TamperDetection', { trail, alerts, monitoring: { alarms } });
  new lib.TrailDashboard(stack, 'Dashboard', { trail, alarms: [{ title: 'Alarms', alarms }] });
  new lib.TrailQueryDefinitions(stack, 'Queries', { trail });
  new lib.TrailAnalysis(stack, 'Analysis', { trail, digestTable: true });
  new lib.TrailConfigRules(stack, 'ConfigRules', { trail, topics: [alerts.topic], deployment: lib.TrailConfigDeployment.conformancePack() });
  new CfnConfigurationRecorder(stack, 'Recorder', { roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig` });
  new lib.TrailDeploymentHook(stack, 'Hook', { failureMode: lib.HookFailureMode.FAIL, stackFilters: { excludeStackNames: ['sandbox-*'] } });

  const archive = new lib.TrailLogArchive(new Stack(app, 'Archive', { env: HOME }), 'Archive', { memberTrails: { organizationId: ORGANIZATION, trailName: 'members' } });
  const policies = new Stack(app, 'Policies', { env: MANAGEMENT });
  new lib.TrailGuardrails(policies, 'Guardrails', {
    trail,
    organizationId: ORGANIZATION,
    exemptPrincipals: [lib.TrailGuardrails.cloudFormationExecutionRole(HOME)],
    targets: [ACCOUNT],
    monitoring: { rules: detection.rules, topics: [alerts.topic] },
  });
  const archived = new lib.TrailGuardrails(policies, 'ArchiveGuardrails', {
    trail: archive.trailSource({ organizationId: ORGANIZATION }),
    exemptPrincipals: [lib.TrailGuardrails.cloudFormationExecutionRole(HOME)],
    targets: [ACCOUNT],
  });
  Validations.of(archived).acknowledge({ id: 'cdk-well-architected-trail:guardrailsDoNotBindManagementAccount', reason: 'They are for the archive' });
  return app;
}

/** Errors and warnings that a synthesis reports. */
function findings(app: App): string[] {
  Validations.of(app).addPlugins(new lib.nag.WellArchitectedTrailChecks(app));
  app.synth({ force: true });
  const report = join(app.outdir, 'validation-report.json');
  return !existsSync(report) ? [] : JSON.parse(readFileSync(report, 'utf8')).pluginReports.flatMap(({ violations = [] }: any) => (
    violations.filter(({ severity }: any) => severity !== 'info').map(({ ruleName, violatingConstructs }: any) => `${ruleName} ${violatingConstructs[0].constructPath}`)));
}

const stacksOf = (app: App) => app.node.children.filter((child): child is Stack => Stack.isStack(child));

test('every construct of the package is in the app', () => {
  const constructs = Object.entries(lib).filter(([, one]) => typeof one === 'function' && one.prototype instanceof Construct).map(([name]) => name);
  const inApp = new Set(everything().node.findAll().map((one) => one.constructor.name));

  expect(constructs.filter((name) => !inApp.has(name))).toEqual([]);
});

test('the packs of cdk-nag find nothing that is not explained', () => {
  expect(runNagPacks(everything()).remaining).toEqual([]);
});

test('the pack of this library finds nothing, and no construct warns', () => {
  jest.spyOn(console, 'error').mockImplementation(); // advice
  expect(findings(everything())).toEqual([]);
});

test('every stack keeps the limits of CloudFormation: 500 resources, 1 MB, 200 outputs', () => {
  for (const stack of stacksOf(everything())) {
    const template = Template.fromStack(stack).toJSON();

    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(250);
    expect(JSON.stringify(template).length).toBeLessThanOrEqual(500_000);
    expect(Object.keys(template.Outputs ?? {}).length).toBeLessThanOrEqual(100);
    expect(validateTemplate(template).errors).toEqual([]);
  }
});
