import * as path from 'node:path';
import { App, Aspects, CfnParameter, CfnResource, Fn, type IAspect, Lazy, NestedStack, RemovalPolicy, Stack, Stage, Token } from 'aws-cdk-lib';
import { CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct, RootConstruct } from 'constructs';
import { off, pack, places, synth } from './helpers/support';
import { WellArchitectedTrailChecks } from '../../src/nag';

jest.mock('../../src/nag/rules', () => jest.requireActual('./helpers/stub-rules'));

const RULES = ['CloudTrailLoggingEnabled', 'CloudTrailBucketVersioningEnabled', 'CloudTrailBucketRetained', 'CloudTrailCreatedAfterPolicies', 'CloudTrailInsightsEnabled',
  'CloudTrailCloudWatchLogsEnabled', 'CloudTrailLogGroupRetention'];
const EU = { env: { account: '111111111111', region: 'eu-west-1' }, crossRegionReferences: true };
const US = { env: { account: '111111111111', region: 'us-east-1' }, crossRegionReferences: true };
const ARCHIVE = { env: { account: '222222222222', region: 'eu-west-1' } };

const bucketIn = (scope: Construct, props = {}) => new Bucket(scope, 'Logs', { enforceSSL: true, removalPolicy: RemovalPolicy.DESTROY, ...props });
const trailOn = (scope: Construct, bucket: Bucket) => new CfnTrail(scope, 'Trail', { isLogging: true, s3BucketName: bucket.bucketName });

test.each<[string, (app: App) => void]>([
  ['one stack', (app) => {
    const stack = new Stack(app, 'Audit');
    trailOn(stack, bucketIn(stack));
  }],
  ['one stack, with a dependency between constructs', (app) => {
    const stack = new Stack(app, 'Audit');
    const bucket = bucketIn(stack);
    trailOn(new Construct(stack, 'Part'), bucket).node.scope!.node.addDependency(bucket.policy!);
  }],
  ['a dependency of a construct on a part of itself, and on a policy that is not written', (app) => {
    const stack = new Stack(app, 'Audit');
    const bucket = bucketIn(stack);
    const part = new Construct(stack, 'Part');
    trailOn(part, bucket);
    part.node.addDependency(new Policy(part, 'Empty'), bucket.policy!);
    bucket.node.addDependency(new Policy(stack, 'Empty'));
  }],
  ['an included template', (app) => {
    const stack = new Stack(app, 'Audit');
    new CfnInclude(stack, 'Included', { templateFile: path.join(__dirname, '..', 'fixtures', 'included.json') });
  }],
  ['an L2 trail', (app) => {
    new Trail(new Stack(app, 'Audit'), 'Trail', { isMultiRegionTrail: false });
  }],
  ['two stacks', (app) => {
    trailOn(new Stack(app, 'Audit'), bucketIn(new Stack(app, 'Storage')));
  }],
  ['an attribute of another stack', (app) => {
    const group = new CfnLogGroup(new Stack(app, 'Storage'), 'Group');
    new CfnTrail(new Stack(app, 'Audit'), 'Trail', { isLogging: false, s3BucketName: 'elsewhere', cloudWatchLogsLogGroupArn: group.attrArn });
  }],
  ['two stacks of a stage', (app) => {
    const stage = new Stage(app, 'Prod');
    trailOn(new Stack(stage, 'Audit', EU), bucketIn(new Stack(stage, 'Storage', EU)));
  }],
  ['two Regions', (app) => {
    trailOn(new Stack(app, 'Audit', EU), bucketIn(new Stack(app, 'Storage', US)));
  }],
  ['two accounts', (app) => {
    trailOn(new Stack(app, 'Audit', EU), bucketIn(new Stack(app, 'Storage', ARCHIVE), { bucketName: 'central-trail-logs' }));
  }],
  ['a nested stack with the bucket outside', (app) => {
    const stack = new Stack(app, 'Audit');
    trailOn(new NestedStack(stack, 'Nested'), bucketIn(stack));
  }],
  ['a nested stack with the bucket outside and a dependency on its policy', (app) => {
    const stack = new Stack(app, 'Audit');
    const bucket = bucketIn(stack);
    trailOn(new NestedStack(stack, 'Nested'), bucket).node.addDependency(bucket.policy!);
  }],
  ['a nested stack with the bucket inside', (app) => {
    const stack = new Stack(app, 'Audit');
    trailOn(stack, bucketIn(new NestedStack(stack, 'Nested')));
  }],
  ['nested stacks beside each other', (app) => {
    const stack = new Stack(app, 'Audit');
    trailOn(new NestedStack(stack, 'One'), bucketIn(new NestedStack(stack, 'Two')));
  }],
  ['a stack dependency without a reference', (app) => {
    const storage = new Stack(app, 'Storage');
    bucketIn(storage, { bucketName: 'central-trail-logs' });
    const audit = new Stack(app, 'Audit');
    new CfnTrail(audit, 'Trail', { isLogging: true, s3BucketName: 'central-trail-logs' });
    audit.addStackDependency(storage);
  }],
  ['overrides and lazy values', (app) => {
    const stack = new Stack(app, 'Audit');
    const trail = trailOn(stack, bucketIn(stack));
    trail.isLogging = Lazy.any({ produce: () => false }) as any;
    trail.trailName = `trail${Lazy.string({ produce: () => undefined })}`;
    trail.addPropertyOverride('InsightSelectors', [{ InsightType: 'ApiCallRateInsight' }]);
  }],
  ['raw resources and parameters', (app) => {
    const stack = new Stack(app, 'Audit');
    const switched = new CfnParameter(stack, 'Switched', { default: 'true' });
    const words = new CfnParameter(stack, 'Words', { type: 'CommaDelimitedList' });
    new CfnResource(stack, 'Raw', {
      type: 'AWS::CloudTrail::Trail',
      properties: {
        IsLogging: switched.valueAsString,
        S3BucketName: `trail-${Fn.join('-', ['logs', Token.asString({ Ref: 'AWS::AccountId' })])}`,
        TrailName: `trail-${Fn.join('', words.valueAsList)}`,
      },
    });
  }],
])('%s', (_, build) => {
  const app = new App();
  build(app);
  const scope = pack(...RULES).validateScope(app);
  const written = synth(app, pack(...RULES));
  expect(places(scope.violations)).toEqual(places(written.violations));
  expect(places(scope.violations)).not.toEqual([]);
  const texts = (violations: { description: string }[]) => violations.map((violation) => violation.description).sort();
  expect(texts(scope.violations)).toEqual(texts(written.violations));
  expect(scope.success).toBe(!written.failed);
});

test('a stack of an app reports its own resources, judged with the rest of the app', () => {
  const app = new App();
  const storage = new Stack(app, 'Storage');
  const audit = new Stack(app, 'Audit');
  const trail = trailOn(audit, bucketIn(storage, { versioned: true }));
  const checks = pack('CloudTrailBucketVersioningEnabled', 'CloudTrailBucketRetained', 'CloudTrailInsightsEnabled');
  expect(places(checks.validateScope(audit).violations)).toEqual(['info WellArchitectedTrail-CloudTrailInsightsEnabled Audit/Trail']);
  expect(places(checks.validateScope(trail).violations)).toEqual(['info WellArchitectedTrail-CloudTrailInsightsEnabled Audit/Trail']);
  expect(places(checks.validateScope(storage).violations)).toEqual(['error WellArchitectedTrail-CloudTrailBucketRetained Storage/Logs/Resource']);
});

test('what a stage refers to outside of it cannot be seen', () => {
  const app = new App();
  const stage = new Stage(app, 'Prod');
  trailOn(new Stack(stage, 'Audit'), bucketIn(new Stack(app, 'Storage'), { versioned: true }));
  expect(places(pack('CloudTrailBucketVersioningEnabled').validateScope(stage).violations))
    .toEqual(['warning WellArchitectedTrail-CloudTrailBucketVersioningEnabled[CannotTell] Prod/Audit/Trail']);
});

test('an app that has been synthesized is judged with what its aspects changed', () => {
  const app = new App();
  const trail = off(new Stack(app, 'Audit'));
  const switchOn: IAspect = {
    visit: (node) => {
      if (node === trail) trail.isLogging = true;
    },
  };
  Aspects.of(app).add(switchOn);
  const checks = pack('CloudTrailLoggingEnabled');
  expect(checks.validateScope(app).success).toBe(false);
  app.synth();
  expect(checks.validateScope(app)).toEqual({ success: true, violations: [] });
});

test('it leaves the tree as it was', () => {
  const app = new App();
  trailOn(new NestedStack(new Stack(app, 'Audit', EU), 'Nested'), bucketIn(new Stack(app, 'Storage', US)));
  const paths = () => app.node.findAll().map((construct) => construct.node.path);
  const before = paths();
  pack(...RULES).validateScope(app);
  expect(paths()).toEqual(before);
});

test('a scope without a stack has nothing to judge', () => {
  expect(new WellArchitectedTrailChecks().validateScope(new RootConstruct())).toEqual({ success: true, violations: [] });
});
