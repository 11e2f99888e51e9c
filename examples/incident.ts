/**
 * An incident, in an account whose trail comes from anywhere: keep the trail on, report who touches it, and let an analyst ask who did what.
 *
 * The first stack is deployed in the account of the trail, the second in the management account of the organization.
 */
import { App, CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AlertTopic, TamperDetection, TrailAnalysis, TrailGuardrails, TrailSource } from 'cdk-well-architected-trail';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

export function incident(app = new App()): App {
  const stack = new Stack(app, 'Incident', { env: { account: ACCOUNT, region: REGION } });

  // What `aws cloudtrail describe-trails` prints: without the key, an analyst can list log files and decrypt none.
  const trail = TrailSource.fromTrailAttributes({
    trailArn: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/audit`,
    bucket: Bucket.fromBucketName(stack, 'Logs', 'central-audit-logs'),
    encryptionKey: Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`),
  });

  const analysis = new TrailAnalysis(stack, 'Analysis', { trail, lookback: Duration.days(30) });
  const policy = new ManagedPolicy(stack, 'QueryTrail', { managedPolicyName: 'query-trail' }); // for a role, or a permission set of IAM Identity Center
  analysis.grantQuery(policy);
  for (const path of [`arn:aws:s3:::central-audit-logs/AWSLogs/${ACCOUNT}/CloudTrail/*`, '<AnalysisResultsBucket14AC9DE3.Arn>/results/*']) {
    Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${path}]`, reason: 'One folder of log files, or of results' });
  }
  new CfnOutput(stack, 'Workgroup', { value: analysis.workgroupName });

  const alerts = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
  new TamperDetection(stack, 'TamperDetection', { trail, alerts });

  const management = new Stack(app, 'Freeze', { env: { account: '999900001111', region: 'us-east-1' } });
  new TrailGuardrails(management, 'Guardrails', {
    trail,
    organizationId: 'o-a1b2c3d4e5',
    exemptPrincipals: [TrailGuardrails.cloudFormationExecutionRole({ account: ACCOUNT, region: REGION })],
    targets: [ACCOUNT],
  });
  return app;
}

if (require.main === module) incident().synth();
