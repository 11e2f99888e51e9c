import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { runNagPacks } from '../helpers/nag';
import { places, synth } from '../nag/helpers/support';
import { validateApp } from '../oracles/cfn-validation';
import { TrailSource, TrailAnalysis, WellArchitectedTrail } from 'cdk-well-architected-trail';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

function appWith(analyses: (trail: WellArchitectedTrail, stack: Stack) => void): App {
  const app = new App();
  const stack = new Stack(app, 'Test');
  analyses(new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} }), stack);
  return app;
}

function analysedTwice(): App {
  return appWith((trail, stack) => {
    new TrailAnalysis(stack, 'Account', { trail, insightsTable: true, networkActivityTable: true });
    new TrailAnalysis(stack, 'Managed', {
      trail, aggregatedEventsTable: true, digestTable: true, accessLogs: { bucket: trail.accessLogBucket! }, managedResults: true,
    });
    const organization = TrailSource.fromTrailAttributes({ bucket: trail.bucket, organizationId: 'o-a1b2c3d4e5' });
    new TrailAnalysis(stack, 'Organization', { trail: organization, lakeFormationEnabled: true })
      .grantQuery(iam.Role.fromRoleName(stack, 'Analyst', 'analyst', { mutable: false }));
  });
}

test('the packs of cdk-nag find nothing but what is by design', () => {
  const { remaining, acknowledged } = runNagPacks(analysedTwice());
  const ofResults = acknowledged.filter(({ construct }) => construct === 'Test/Account/Results/Bucket/Resource');

  expect(remaining).toEqual([]);
  expect([...new Set(ofResults.map(({ rule }) => rule.replace(/^.*-/, '')))].sort()).toEqual(['S1', 'S3BucketLoggingEnabled', 'S3BucketReplicationEnabled']);
});

test('the rule pack of this library finds no more than in the trail alone, with an analyst who may ask', () => {
  const findings = (scope: App) => places(synth(scope, new WellArchitectedTrailChecks(scope)).violations);
  const alone = appWith(() => {});
  const analysed = appWith((trail, stack) => {
    new TrailAnalysis(stack, 'Analysis', { trail }).grantQuery(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
  });

  const expected = findings(alone);
  expect(findings(analysed)).toEqual(expected);
  expect(expected.filter((finding) => finding.startsWith('error'))).toEqual([]);
});

test('with results that Athena keeps, the packs of cdk-nag find nothing but what is by design', () => {
  const { remaining } = runNagPacks(appWith((trail, stack) => {
    new TrailAnalysis(stack, 'Analysis', { trail, managedResults: true, digestTable: true, accessLogs: { bucket: trail.accessLogBucket! } });
  }));

  expect(remaining).toEqual([]);
});

test('the template holds what CloudFormation takes', () => {
  expect(validateApp(analysedTwice())).toEqual({ errors: [], warnings: [] });
});
