/**
 * A trail, and what is required to query who did what: tables, a workgroup, saved queries, and a role that may run them.
 */
import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
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
  questions.grantQuery(new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() }));
  return app;
}

if (require.main === module) analysis().synth();
