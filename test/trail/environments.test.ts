import { App, NestedStack, Stack, type StackProps, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cxapi from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { ACCOUNT } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { newStack, newTrail, propertiesOf, templateOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { decide, deployedTrail } from '../policies/requests/trail-requests';
import { WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const EVERYTHING: WellArchitectedTrailProps = { bucketKeyPrefix: 'audit', cloudWatchLogs: {}, notifications: {} };

/** Whether every policy of the only trail of an app answers every request as it should. */
function expectRightAnswers(app: App, target = {}): void {
  const { documents, cases } = deployedTrail(Deployment.of(app, target));
  expect(cases.length).toBeGreaterThan(100);
  expect(cases.filter((request) => decide(documents, request) !== request.expected)).toEqual([]);
}

describe.each<[string, StackProps, object]>([
  ['without environment', {}, {}],
  ['with Region and account', { env: { account: ACCOUNT, region: 'us-east-1' } }, {}],
  ['with an account only', { env: { account: ACCOUNT } }, {}],
  ['with a Region only', { env: { region: 'eu-central-1' } }, {}],
  ['without environment in China', {}, { region: 'cn-north-1', partition: 'aws-cn' }],
  ['in China', { env: { account: ACCOUNT, region: 'cn-north-1' } }, {}],
  ['without environment in GovCloud', {}, { region: 'us-gov-west-1', partition: 'aws-us-gov' }],
  ['in GovCloud', { env: { account: ACCOUNT, region: 'us-gov-west-1' } }, {}],
])('a stack %s', (_, props, target) => {
  test('has the right policies', () => {
    const app = new App();
    new WellArchitectedTrail(new Stack(app, 'Audit', props), 'Trail', EVERYTHING);
    expectRightAnswers(app, target);
  });

  test('names no partition by itself', () => {
    expect(JSON.stringify(templateOf(EVERYTHING, newStack(props)).toJSON())).not.toMatch(/arn:aws(-cn|-us-gov)?:/);
  });
});

inEveryStrength(() => {
  describe('where a trail may be', () => {
    test.each<[string, (app: App) => Construct]>([
      ['a nested stack', (app) => new NestedStack(new Stack(app, 'Audit'), 'Inner')],
      ['a nested stack of a nested stack', (app) => new NestedStack(new NestedStack(new Stack(app, 'Audit'), 'Outer'), 'Inner')],
      ['a stage', (app) => new Stack(new Stage(app, 'Prod', { env: { account: ACCOUNT, region: 'eu-west-1' } }), 'Audit')],
      ['a construct of one\'s own', (app) => new Construct(new Stack(app, 'Audit'), 'Security')],
    ])('%s', (_, scopeOf) => {
      const app = new App();
      new WellArchitectedTrail(scopeOf(app), 'Trail', EVERYTHING);
      expectRightAnswers(app);
    });

    test('the same stack in two stages has two names', () => {
      const app = new App();
      const names = ['Test', 'Prod'].map((id) => new WellArchitectedTrail(new Stack(new Stage(app, id), 'Audit'), 'Trail').trailName);
      expect(names).toEqual([expect.stringMatching(/^TestAudit-Trail-/), expect.stringMatching(/^ProdAudit-Trail-/)]);
    });

    test('the name of a trail in a nested stack is that of the stack that a person deploys', () => {
      const nested = new NestedStack(new Stack(new App(), 'Audit'), 'Inner');
      expect(new WellArchitectedTrail(nested, 'Trail').trailName).toMatch(/^Audit-Inner-Trail-[0-9a-f]{8}$/);
    });
  });
});

describe('feature flags', () => {
  // Those that are on in any case, or must not be set any more, are not for apps to choose.
  const choosable = Object.entries(cxapi.FLAGS).filter(([flag]) => !cxapi.CURRENT_VERSION_EXPIRED_FLAGS.includes(flag));
  const all = (value: (recommended: unknown) => unknown) => Object.fromEntries(
    choosable.map(([flag, { recommendedValue }]) => [flag, value(recommendedValue)]),
  );

  test('there are some', () => {
    expect(choosable.length).toBeGreaterThan(50);
  });

  test.each([
    ['none', {}],
    ['all recommended ones', all((recommended) => recommended)],
    ['all switched off', all((recommended) => (typeof recommended === 'boolean' ? false : undefined))],
  ])('%s: the policies are right, and the buckets hardened', (_, context) => {
    const app = new App({ context });
    const stack = new Stack(app, 'Audit');
    newTrail(EVERYTHING, stack);
    expectRightAnswers(app);
    Template.fromStack(stack).allResourcesProperties('AWS::S3::Bucket', { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('AccessControl"');
  });

  test('the template is the same with all recommended ones, but for the order of actions', () => {
    const resources = (context?: object) => JSON.parse(
      JSON.stringify(templateOf(EVERYTHING, newStack({}, { context: context as Record<string, unknown> })).toJSON().Resources),
      (key, value) => (key === 'Action' && Array.isArray(value) ? value.sort() : value),
    );
    expect(resources(all((recommended) => recommended))).toEqual(resources());
  });
});

describe('construct paths', () => {
  const PATHS: [string, string[]][] = [
    ['short', ['T']],
    ['of digits', ['1']],
    ['long', ['x'.repeat(200)]],
    ['deep', Array.from({ length: 20 }, (_, i) => `Level${i}`)],
    ['of odd characters', ['Größe', 'a b', '日本語', '$&%!', '--', '.']],
    ['of punctuation only', ['-', '_', '...']],
    ['starting with a hyphen', ['-Trail-']],
    ['similar 1', ['a-b']],
    ['similar 2', ['ab']],
    ['similar 3', ['a', 'b']],
    ['similar 4', ['a_b']],
    ['cut off 1', [`${'y'.repeat(150)}1`]],
    ['cut off 2', [`${'y'.repeat(150)}2`]],
  ];
  const deployed = PATHS.map(([name, path]) => {
    const stack = newStack();
    const scope = path.slice(0, -1).reduce((parent: Construct, id) => new Construct(parent, id), stack);
    new WellArchitectedTrail(scope, path[path.length - 1], EVERYTHING);
    const template = Template.fromStack(stack);
    return {
      name,
      trail: propertiesOf(template, 'AWS::CloudTrail::Trail').TrailName as string,
      alias: propertiesOf(template, 'AWS::KMS::Alias').AliasName as string,
      group: propertiesOf(template, 'AWS::Logs::LogGroup').LogGroupName as string,
      policy: propertiesOf(template, 'AWS::IAM::ManagedPolicy').Description as string,
      role: propertiesOf(template, 'AWS::IAM::Role').Description as string,
      key: propertiesOf(template, 'AWS::KMS::Key').Description as string,
    };
  });

  test.each(deployed)('$name: all names are within the limits of AWS', ({ trail, alias, group, policy, role, key }) => {
    expect(trail).toMatch(/^(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/);
    expect(alias).toMatch(/^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/);
    expect(group).toMatch(/^[\w/.#-]{1,512}$/);
    for (const description of [policy, role]) {
      expect(description.length).toBeLessThanOrEqual(1000);
    }
    expect(key.length).toBeLessThanOrEqual(8192);
  });

  test('all names are different', () => {
    for (const name of ['trail', 'alias', 'group'] as const) {
      expect(new Set(deployed.map((one) => one[name])).size).toBe(PATHS.length);
    }
  });

  test('the same path has the same name every time', () => {
    expect(newTrail().trailName).toBe(newTrail().trailName);
  });
});
