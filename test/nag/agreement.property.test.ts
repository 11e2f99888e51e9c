import { type App, CfnOutput, NestedStack, RemovalPolicy, Stack, type StackProps, Stage, Validations } from 'aws-cdk-lib';
import { CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { ArnPrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { type Construct } from 'constructs';
import * as fc from 'fast-check';
import { synth } from './helpers/support';
import { WellArchitectedTrailChecks } from '../../src/nag';
import { initializedApp, STRENGTHS } from '../fixtures/cross-stack';
import { runs } from '../helpers/runs';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

/* A unit test asks `validateScope` and a pipeline asks a synth: of the same app both say the same. */

const ENVIRONMENTS: { readonly [name: string]: StackProps } = {
  'none': {},
  'home': { env: { account: '111111111111', region: 'eu-west-1' } },
  'another Region': { env: { account: '111111111111', region: 'us-east-1' } },
  'another account': { env: { account: '222222222222', region: 'eu-west-1' } },
};
const environment = fc.constantFrom(...Object.keys(ENVIRONMENTS));
/** Where a resource is: in the stack of the trail, in a stack of its own, or in a nested stack. */
const place = fc.constantFrom('audit', 'other', 'nested', 'nested elsewhere');

const plan = fc.record({
  strength: fc.constantFrom(...STRENGTHS),
  stages: fc.constantFrom(0, 0, 1, 2),
  audit: environment,
  other: environment,
  crossRegion: fc.boolean(),
  trail: fc.constantFrom('L1', 'L1', 'L2', 'construct'),
  second: fc.boolean(),
  bucket: place,
  key: place,
  group: place,
  topic: place,
  isNamed: fc.boolean(),
  isRight: fc.boolean(),
  open: fc.boolean(),
  grant: fc.boolean(),
  acknowledged: fc.array(fc.tuple(fc.constantFrom('app', 'stack', 'trail'), fc.constantFrom(
    'CloudTrailLoggingEnabled', 'CloudTrailBucketVersioningEnabled', 'CloudTrailKeyRetained[Deletion]', 'CloudTrailKeyRetained', 'CannotSee', 'CloudTrailMultiRegionEnabled',
  )), { maxLength: 3 }),
});
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;

function build(app: App, given: Plan): void {
  for (let index = 0; index < Math.max(1, given.stages); index++) {
    const scope: Construct = given.stages > 0 ? new Stage(app, `Stage${index}`) : app;
    const stack = new Stack(scope, 'Audit', { ...ENVIRONMENTS[given.audit], crossRegionReferences: given.crossRegion });
    const other = new Stack(scope, 'Other', { ...ENVIRONMENTS[given.other], crossRegionReferences: given.crossRegion });
    const at = (where: string): Construct => {
      const home = where.endsWith('elsewhere') || where === 'other' ? other : stack;
      if (!where.startsWith('nested')) return home;
      return (home.node.tryFindChild('Nested') ?? new NestedStack(home, 'Nested')) as NestedStack;
    };
    trailIn(stack, at, given);
    new CfnOutput(other, 'Unrelated', { value: 'x' });
    for (const [where, rule] of given.acknowledged) {
      const target = where === 'app' ? app : where === 'stack' ? stack : stack.node.findChild('Trail');
      Validations.of(target).acknowledge({ id: `WellArchitectedTrail::WellArchitectedTrail-${rule}`, reason: 'tried' });
    }
  }
}

function trailIn(stack: Stack, at: (where: string) => Construct, given: Plan): void {
  const name = (what: string) => given.isNamed ? `${stack.node.path.replace(/\W/g, '-').toLowerCase()}-${what}` : undefined;
  const bucket = new Bucket(at(given.bucket), 'Logs', {
    bucketName: name('logs'), enforceSSL: given.isRight, versioned: given.isRight, removalPolicy: given.isRight ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const key = new Key(at(given.key), 'Key', { alias: name('key'), enableKeyRotation: given.isRight });
  if (given.open) {
    bucket.addToResourcePolicy(new PolicyStatement({ principals: [new ArnPrincipal('arn:aws:iam::999988887777:root')], actions: ['s3:*'], resources: [bucket.arnForObjects('*')] }));
    key.addToResourcePolicy(new PolicyStatement({ principals: [new ServicePrincipal('cloudtrail.amazonaws.com')], actions: ['kms:GenerateDataKey*'], resources: ['*'] }));
  }
  if (given.grant) {
    new ManagedPolicy(at(given.topic), 'Stop', { statements: [new PolicyStatement({ actions: ['cloudtrail:StopLogging'], resources: ['*'] })] });
  }
  if (given.trail === 'construct') {
    new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
  } else if (given.trail === 'L2') {
    new Trail(stack, 'Trail', { isMultiRegionTrail: given.isRight });
  } else {
    const group = new LogGroup(at(given.group), 'Group', { logGroupName: name('group'), retention: 7 });
    const role = new Role(at(given.group), 'Role', { roleName: name('role'), assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com') });
    const topic = new Topic(at(given.topic), 'Topic', { topicName: name('topic') });
    new CfnTrail(stack, 'Trail', {
      isLogging: given.isRight,
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      snsTopicName: topic.topicArn,
      cloudWatchLogsLogGroupArn: group.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
    });
  }
  if (given.second) new CfnTrail(stack, 'Second', { isLogging: true, s3BucketName: 'elsewhere', eventSelectors: [{ includeManagementEvents: false }] });
}

const said = (violations: any[]) => violations.filter(({ ruleName }) => !ruleName.startsWith('Annotation::')).flatMap((violation) => {
  return (violation.violatingConstructs ?? violation.violatingResources).map(({ constructPath }: any) => `${violation.severity} ${violation.ruleName} ${constructPath}: ${violation.description}`);
}).sort();

/** What of an app neither of the two can write: the CDK refuses some references. */
function written<T>(given: Plan, ask: (app: App) => T): T | 'refused' {
  const app = initializedApp(given.strength);
  try {
    build(app, given);
    return ask(app);
  } catch (error) {
    if (/ValidationFailed/.test((error as Error).name)) throw error;
    return 'refused';
  }
}

test('validateScope says what a synth says', () => {
  let compared = 0;
  fc.assert(fc.property(plan, (given) => {
    const bySynth = written(given, (app) => {
      const { failed, violations } = synth(app, new WellArchitectedTrailChecks());
      return { failed, said: said(violations) };
    });
    if (bySynth === 'refused') return;
    compared++;
    const byScope = written(given, (app) => {
      const { success, violations } = new WellArchitectedTrailChecks().validateScope(app);
      return { failed: !success, said: said(violations) };
    });
    expect(byScope).toEqual(bySynth);
  }), runs(100));
  expect(compared).toBeGreaterThan(3);
});
