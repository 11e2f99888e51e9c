/**
 * AWS Control Tower brings its own organization trail, which CloudFormation cannot change. It is monitored in the management account and
 * queried in the log archive account. Names are those of the consoles; from landing zone 4.0 on, the log group has a suffix.
 */
import { App, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AlertTopic, CisAlarms, CisControl, CisProfile, DeliveryHealth, TamperDetection, TrailAnalysis, TrailDashboard, TrailSource,
} from 'cdk-well-architected-trail';

const MANAGEMENT = { account: '111122223333', region: 'us-east-1' }; // the home Region of the landing zone
const LOG_ARCHIVE = { account: '222233334444', region: 'us-east-1' };
const ORGANIZATION = 'o-a1b2c3d4e5';

export function controlTower(app = new App()): App {
  const management = new Stack(app, 'Monitoring', { env: MANAGEMENT });
  const trail = TrailSource.fromTrailAttributes({
    trailArn: `arn:aws:cloudtrail:${MANAGEMENT.region}:${MANAGEMENT.account}:trail/aws-controltower-BaselineCloudTrail`,
    logGroup: LogGroup.fromLogGroupName(management, 'LogGroup', 'aws-controltower/CloudTrailLogs'),
    organizationId: ORGANIZATION,
  });
  const alerts = new AlertTopic(management, 'Alerts', { emails: ['security@example.com'] });
  const cisAlarms = new CisAlarms(management, 'CisAlarms', {
    trail, alerts, profile: CisProfile.lowNoise(), tuning: [{ control: CisControl.CONSOLE_SIGN_IN_FAILURES, threshold: 5 }],
  });
  const health = new DeliveryHealth(management, 'DeliveryHealth', { trail, alerts });
  new TamperDetection(management, 'TamperDetection', { trail, alerts });
  new TrailDashboard(management, 'Dashboard', { trail, alarms: [{ title: 'Alarms', alarms: [...cisAlarms.alarms, ...health.alarms] }] });

  const archive = new Stack(app, 'Archive', { env: LOG_ARCHIVE });
  const bucketName = `aws-controltower-logs-${LOG_ARCHIVE.account}-${LOG_ARCHIVE.region}`;
  const logFiles = TrailSource.fromTrailAttributes({
    bucket: Bucket.fromBucketName(archive, 'Logs', bucketName),
    bucketKeyPrefix: ORGANIZATION,
    organizationId: ORGANIZATION,
    // encryptionKey: the KMS key of the landing zone, if it has one
  });
  const analysis = new TrailAnalysis(archive, 'Analysis', { trail: logFiles });
  const policy = new ManagedPolicy(archive, 'QueryTrail', { managedPolicyName: 'query-trail' }); // for a permission set of IAM Identity Center
  analysis.grantQuery(policy);
  for (const path of [`arn:aws:s3:::${bucketName}/${ORGANIZATION}/AWSLogs/${ORGANIZATION}/*/CloudTrail/*`, '<AnalysisResultsBucket14AC9DE3.Arn>/results/*']) {
    Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${path}]`, reason: 'One folder of log files, or of results' });
  }
  return app;
}

if (require.main === module) controlTower().synth();
