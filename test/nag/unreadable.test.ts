import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, type IPolicyValidationContext, Lazy, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { LOGGING, off, pack, places } from './helpers/support';
import { WellArchitectedTrailChecks } from '../../src/nag';
import { World } from '../../src/nag/engine/cloudformation/world';

jest.mock('../../src/nag/rules', () => jest.requireActual('./helpers/stub-rules'));

/** Lets a pack see a synth, or a part of it, as the framework shows it. */
function seen(app: App, change: (context: IPolicyValidationContext) => IPolicyValidationContext) {
  const checks = pack('CloudTrailLoggingEnabled');
  let report: ReturnType<WellArchitectedTrailChecks['validate']> | undefined;
  Validations.of(app).addPlugins({
    name: 'Spy',
    validate: (context) => {
      report = checks.validate(change(context));
      return { success: true, violations: [] };
    },
  });
  app.synth();
  return report!;
}

test('a template that is missing or no JSON is a warning, and the others are judged', () => {
  const app = new App();
  off(new Stack(app, 'Audit'));
  const broken = new Stack(app, 'Broken');
  const report = seen(app, (context) => ({
    ...context,
    stackTemplates: context.stackTemplates.map((stack) => (stack.stackConstructPath === 'Broken' ? { ...stack, templatePath: '/nowhere/Broken.json' } : stack)),
  }));
  expect(report.success).toBe(false);
  expect(places(report.violations)).toEqual([`error ${LOGGING} Audit/Trail`, `warning WellArchitectedTrail-CannotRead ${broken.node.path}`]);
  expect(report.violations[1].description).toMatch(/^CannotRead: The template of Broken cannot be read: .*ENOENT.*\. Trails in it were not judged\.$/);
  expect(report.violations[1].violatingResources).toEqual([{ constructPath: 'Broken', templatePath: '/nowhere/Broken.json', locations: [] }]);
});

test('a nested template that is missing is a warning', () => {
  const app = new App();
  off(new NestedStack(new Stack(app, 'Audit'), 'Nested'));
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'without-nested-'));
  const report = seen(app, (context) => {
    const [stack] = context.stackTemplates;
    copyFileSync(stack.templatePath, path.join(elsewhere, 'Audit.json'));
    return { ...context, stackTemplates: [{ ...stack, templatePath: path.join(elsewhere, 'Audit.json') }] };
  });
  rmSync(elsewhere, { recursive: true });
  expect(places(report.violations)).toEqual(['warning WellArchitectedTrail-CannotRead Audit/Nested']);
});

test('a template whose stack is not in the tree is judged, at the app', () => {
  const app = new App();
  off(new Stack(app, 'Audit'));
  const report = seen(app, (context) => ({ ...context, stackTemplates: [{ ...context.stackTemplates[0], stackConstructPath: 'Other/Name' }] }));
  expect(places(report.violations)).toEqual([`error ${LOGGING} `]);
  expect(report.violations[0].violatingResources).toEqual([expect.objectContaining({ resourceLogicalId: 'Trail', constructPath: '' })]);
});

test('a template that is missing and whose stack is not in the tree is reported at the app', () => {
  const app = new App();
  off(new Stack(app, 'Audit'));
  const lost = { stackConstructPath: 'Other/Name', templatePath: '/nowhere/Other.json' };
  const report = seen(app, (context) => ({ ...context, stackTemplates: [{ ...context.stackTemplates[0], ...lost }] }));
  expect(places(report.violations)).toEqual(['warning WellArchitectedTrail-CannotRead ']);
});

test('a resource that no construct stands for is reported at its stack', () => {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  off(stack);
  const report = seen(app, (context) => {
    jest.spyOn(stack, 'resolve').mockReturnValue('Renamed');
    return context;
  });
  expect(places(report.violations)).toEqual([`error ${LOGGING} Audit`]);
});

test('a synth without stacks has nothing to judge', () => {
  const app = new App();
  off(new Stack(app, 'Audit'));
  expect(seen(app, (context) => ({ ...context, stackTemplates: [] }))).toEqual({ success: true, violations: [] });
});

test('a trail that cannot be judged is an error, which says why', () => {
  const app = new App();
  off(new Stack(app, 'Audit'));
  jest.spyOn(World.prototype, 'exists').mockImplementation(() => {
    throw new RangeError('too much');
  });
  const report = seen(app, (context) => context);
  jest.restoreAllMocks();
  expect(report.success).toBe(false);
  expect(places(report.violations)).toEqual(['error WellArchitectedTrail-CannotRead Audit']);
  expect(report.violations[0].description).toContain('Trail could not be judged: RangeError: too much.');
});

test('a tree that cannot be rendered is no success', () => {
  const stack = new Stack();
  new CfnBucket(stack, 'Bucket', {
    bucketName: Lazy.string({
      produce: () => {
        throw new Error('not yet known');
      },
    }),
  });
  const report = new WellArchitectedTrailChecks().validateScope(stack);
  expect(report.success).toBe(false);
  expect(report.violations).toEqual([expect.objectContaining({
    ruleName: 'WellArchitectedTrail-CannotRead', severity: 'error', description: expect.stringMatching(/^CannotRead: The pack could not finish: .*not yet known/),
  })]);
});

test('it is acknowledged like a rule', () => {
  const stack = new Stack();
  new CfnBucket(stack, 'Bucket', {
    bucketName: Lazy.string({
      produce: () => {
        throw new Error('not yet known');
      },
    }),
  });
  Validations.of(stack).acknowledge({ id: 'WellArchitectedTrail::WellArchitectedTrail-CannotRead', reason: 'known' });
  expect(new WellArchitectedTrailChecks().validateScope(stack)).toEqual({
    success: true, violations: [], metadata: { 'WellArchitectedTrail-CannotRead acknowledged at Default': 'known' },
  });
});
