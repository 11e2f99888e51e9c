import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { validateApp } from '../helpers/cfn-validation';
import { runNagPacks } from '../helpers/nag';
import { ExistingTrail, TrailAnalysis, WellArchitectedTrail } from 'cdk-well-architected-trail';

function app(): App {
  const app_ = new App();
  const stack = new Stack(app_, 'Test');
  const trail = new WellArchitectedTrail(stack, 'Trail');
  new TrailAnalysis(stack, 'Account', { trail, insights: true, networkActivity: true });
  const organization = ExistingTrail.fromAttributes({ bucket: trail.bucket, organizationId: 'o-a1b2c3d4e5' });
  new TrailAnalysis(stack, 'Organization', { trail: organization, lakeFormation: true })
    .grantQuery(iam.Role.fromRoleName(stack, 'Analyst', 'analyst', { mutable: false }));
  return app_;
}

test('the packs of cdk-nag find nothing but what is by design', () => {
  const { remaining, acknowledged } = runNagPacks(app());
  const ofResults = acknowledged.filter(({ construct }) => construct === 'Test/Account/Results/Bucket/Resource');

  expect(remaining).toEqual([]);
  expect([...new Set(ofResults.map(({ rule }) => rule.replace(/^.*-/, '')))].sort()).toEqual(['S1', 'S3BucketLoggingEnabled', 'S3BucketReplicationEnabled']);
});

test('the template holds what CloudFormation takes', () => {
  expect(validateApp(app())).toEqual({ errors: [], warnings: [] });
});
