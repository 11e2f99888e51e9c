/**
 * A trail, and what is required to query who did what: tables, a workgroup, saved queries, and a policy that allows running them.
 */
import { App, Duration, Size, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { LogRetention, TrailAnalysis, WellArchitectedTrail } from 'cdk-well-architected-trail';

export function analysis(app = new App()): App {
  const stack = new Stack(app, 'Analysis');
  const trail = new WellArchitectedTrail(stack, 'Trail', { retention: LogRetention.pciDss() });

  const questions = new TrailAnalysis(stack, 'Questions', {
    trail,
    regions: ['eu-west-1', 'us-east-1'],
    scanLimit: Size.gibibytes(100),
    resultsRetention: Duration.days(14),
  });

  const policy = new ManagedPolicy(stack, 'QueryTrail'); // for a role, or a permission set of IAM Identity Center
  questions.grantQuery(policy);
  for (const path of ['<TrailBucket6C1E344E.Arn>/AWSLogs/<AWS::AccountId>/CloudTrail/*', '<QuestionsResultsBucketFF6DA73D.Arn>/results/*']) {
    Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${path}]`, reason: 'One folder of log files, or of results' });
  }
  return app;
}

if (require.main === module) analysis().synth();
