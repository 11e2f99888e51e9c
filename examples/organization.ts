/**
 * An organization: log files in an account of their own, the trail in the management account, policies that protect both, and everything that
 * tells when they are attacked. `cdk deploy --all` deploys the three stacks in the right order.
 */
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import {
  AlertTopic, CisAlarms, DeliveryHealth, LogRetention, TamperDetection, TrailAnalysis, TrailGuardrails, TrailLogArchive, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

const MANAGEMENT = { account: '111122223333', region: 'us-east-1' };
const LOG_ARCHIVE = { account: '222233334444', region: 'us-east-1' };
const ORGANIZATION = 'o-a1b2c3d4e5';

export function organization(app = new App()): App {
  const archiveStack = new Stack(app, 'LogArchive', { env: LOG_ARCHIVE });
  const archive = new TrailLogArchive(archiveStack, 'Archive', {
    retention: LogRetention.pciDss(),
    objectLock: ObjectLockRetention.compliance(Duration.days(366)),
  });
  const archived = archive.trailSource({ organizationId: ORGANIZATION });
  const analysis = new TrailAnalysis(archiveStack, 'Analysis', { trail: archived, digestTable: true });
  const policy = new ManagedPolicy(archiveStack, 'QueryTrail', { managedPolicyName: 'query-trail' });
  analysis.grantQuery(policy);
  const logFiles = `<ArchiveBucket49F1AC64.Arn>/AWSLogs/${ORGANIZATION}/*`;
  for (const path of [`${logFiles}/CloudTrail/*`, `${logFiles}/CloudTrail-Digest/*`, '<AnalysisResultsBucket14AC9DE3.Arn>/results/*']) {
    Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${path}]`, reason: 'One folder of log files, or of results' });
  }
  const archiveAlerts = new AlertTopic(archiveStack, 'Alerts', { emails: ['security@example.com'] });
  new TamperDetection(archiveStack, 'TamperDetection', { trail: archived, alerts: archiveAlerts });

  const managementStack = new Stack(app, 'Management', { env: MANAGEMENT });
  const trail = new WellArchitectedTrail(managementStack, 'Trail', {
    bucket: archive.bucket,
    encryptionKey: archive.encryptionKey,
    organization: { organizationId: ORGANIZATION, managementAccountId: MANAGEMENT.account },
    cloudWatchLogs: {},
  });
  const alerts = new AlertTopic(managementStack, 'Alerts', { emails: ['security@example.com'] });
  new CisAlarms(managementStack, 'CisAlarms', { trail, alerts });
  new DeliveryHealth(managementStack, 'DeliveryHealth', { trail, alerts, bucketAlarmEnabled: false });
  const detection = new TamperDetection(managementStack, 'TamperDetection', { trail, alerts });
  Validations.of(detection).acknowledge({ id: 'cdk-well-architected-trail:tamperingOutOfSight', reason: 'The other TamperDetection watches bucket and key' });

  const policies = new Stack(app, 'Policies', { env: MANAGEMENT });
  const guardrails = new TrailGuardrails(policies, 'Guardrails', {
    trail: archived,
    exemptPrincipals: [TrailGuardrails.cloudFormationExecutionRole(LOG_ARCHIVE)],
    targets: [LOG_ARCHIVE.account],
  });
  Validations.of(guardrails).acknowledge({
    id: 'cdk-well-architected-trail:guardrailsDoNotBindManagementAccount', reason: 'They are for the log archive; alarms watch the management account',
  });
  return app;
}

if (require.main === module) organization().synth();
