/**
 * A trail that meets the Well-Architected Framework with everything that monitors and queries it, a log archive, a trail that does not meet the
 * framework, and the rule pack that tells them apart.
 *
 * The synthesis fails and says why, because of the trail that does not. The same app is available in Python, Java and Go.
 */
import { App, Duration, Size, Stack, Validations } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AlertTopic, AnalysisAccounts, ArchiveTier, AthenaEngineVersion, CisAlarms, CisControl, CisProfile, DeliveryHealth, EventFilter, InsightEventCategory, LogRetention,
  ReadWriteEvents, TamperDetection, TrailAnalysis, TrailDashboard, TrailEvents, TrailInsights, TrailLogArchive, TrailQueryDefinitions, TrailQuestion, TrailSource,
  WellArchitectedTrail,
} from 'cdk-well-architected-trail';
import { RuleLevel, WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

const app = new App();

// Findings start as warnings. A trail without a KMS key fails the synthesis.
Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app, {
  defaultLevel: RuleLevel.WARNING,
  ruleLevels: { CloudTrailEncryptionEnabled: RuleLevel.ERROR },
}));

// `new WellArchitectedTrail(audit, 'Trail')` creates the trail, its bucket and its key. Options add to that.
const audit = new Stack(app, 'Audit');
const trail = new WellArchitectedTrail(audit, 'Trail', {
  cloudWatchLogs: {},
  retention: LogRetention.pciDss({ archive: ArchiveTier.glacierInstantRetrieval({ after: Duration.days(92) }) }),
  events: [
    TrailEvents.management(),
    TrailEvents.s3Objects({ readWrite: ReadWriteEvents.WRITE_ONLY, filters: [EventFilter.eventName({ notEqualTo: ['PutObjectTagging'] })] }),
  ],
  insights: [TrailInsights.apiCallRate({ eventCategories: [InsightEventCategory.MANAGEMENT] })],
});

// Who is notified, and of what.
const alerts = new AlertTopic(audit, 'Alerts', { emails: ['security@example.com'] });
const cisAlarms = new CisAlarms(audit, 'CisAlarms', {
  trail,
  alerts,
  profile: CisProfile.lowNoise(),
  tuning: [{ control: CisControl.CONSOLE_SIGN_IN_FAILURES, threshold: 5 }],
});
const deliveryHealth = new DeliveryHealth(audit, 'DeliveryHealth', { trail, alerts });
new TamperDetection(audit, 'TamperDetection', { trail, alerts });
new TrailQueryDefinitions(audit, 'Queries', { trail });
new TrailDashboard(audit, 'Dashboard', {
  trail,
  alarms: [{ title: 'CIS alarms', alarms: cisAlarms.alarms }, { title: 'Deliveries', alarms: deliveryHealth.alarms }],
});

// Who may query who did what.
const analysis = new TrailAnalysis(audit, 'Analysis', {
  trail,
  regions: ['eu-west-1', 'us-east-1'],
  questions: [TrailQuestion.WHO_DID_WHAT, TrailQuestion.BY_ACCESS_KEY, TrailQuestion.TRAIL_CHANGES],
  engineVersion: AthenaEngineVersion.V3,
  scanLimit: Size.gibibytes(100),
});
analysis.grantQuery(new iam.Role(audit, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));

// A log archive in an account of its own, for the trail of an organization.
const archiveStack = new Stack(app, 'Archive', { env: { account: '222233334444', region: 'eu-west-1' } });
const archive = new TrailLogArchive(archiveStack, 'Archive');
new TrailAnalysis(archiveStack, 'Analysis', {
  trail: archive.trailSource({ organizationId: 'o-a1b2c3d4e5' }),
  accounts: AnalysisAccounts.perQuery(),
  regions: ['eu-west-1', 'us-east-1'],
});

// A trail that was written in a hurry. It can be monitored as it is.
const legacy = new Stack(app, 'Legacy');
const bucket = new s3.CfnBucket(legacy, 'Logs');
const legacyTrail = new cloudtrail.CfnTrail(legacy, 'Trail', { isLogging: false, s3BucketName: bucket.ref });
new TamperDetection(legacy, 'TamperDetection', { trail: TrailSource.fromTrail(legacyTrail), alerts });

// A finding that is known and wanted is acknowledged where it is, with the reason.
Validations.of(legacyTrail).acknowledge({
  id: 'WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled',
  reason: 'Switched off until the audit account takes over on 1 July',
});

app.synth();
