import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, CfnParameter, CfnResource, Duration, Fn, Lazy, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { ALARMS, LOGGING, off, ONLY, pack, places, synth, VERSIONING } from './helpers/support';
import { RuleLevel, WellArchitectedTrailChecks, type WellArchitectedTrailChecksProps } from '../../src/nag';
import { RULES, RULE_NAMES } from '../../src/nag/rules';

jest.mock('../../src/nag/rules', () => jest.requireActual('./helpers/stub-rules'));

describe('props', () => {
  test('rules, name and version are those of the package', () => {
    const checks = new WellArchitectedTrailChecks();
    expect(checks.name).toBe('WellArchitectedTrail');
    expect(checks.readPackName).toBe('WellArchitectedTrail');
    expect(checks.version).toBe(JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')).version);
    expect(checks.ruleIds).toEqual(RULE_NAMES.map((name) => `WellArchitectedTrail-${name}`));
  });

  test('single resources are nothing that it checks', () => {
    const stack = new Stack();
    const trail = off(stack);
    const before = trail.node.metadata;
    (new WellArchitectedTrailChecks() as any).checkResource(trail);
    expect(trail.node.metadata).toEqual(before);
  });

  test.each([
    ['CloudTrailLogingEnabled', "'CloudTrailLoggingEnabled'"],
    ['LoggingEnabled!', "'CloudTrailLoggingEnabled'"],
    ['WellArchitectedTrail-CloudTrailBucketRetaind', "'CloudTrailBucketRetained'"],
    ['toString', "'CloudTrail"],
  ])('an unknown rule %s is an error that names near ones', (rule, near) => {
    expect(() => new WellArchitectedTrailChecks(undefined, { ruleLevels: { [rule]: RuleLevel.OFF } }))
      .toThrow(new RegExp(`^\`ruleLevels\` must name rules of the pack, such as .*${near}.*, got: '${rule}'$`));
  });

  test.each([
    [Duration.days(0), '0 days'],
    [Duration.hours(36), '1 day 12 hours'],
    [Duration.days(Lazy.number({ produce: () => 1 })), 'a token'],
  ])('a retention of %s is an error', (requiredRetention, got) => {
    expect(() => new WellArchitectedTrailChecks(undefined, { requiredRetention })).toThrow(
      `\`requiredRetention\` must be a whole number of days of at least 1 that is known at synthesis, got: ${got}`,
    );
  });

  test.each<[object, string]>([
    [{ requiredRetention: 400 }, '`requiredRetention` must be a `Duration`, such as `Duration.days(400)`, got: 400'],
    [{ requiredRetention: {} }, '`requiredRetention` must be a `Duration`, such as `Duration.days(400)`, got: {}'],
    [{ defaultLevel: 'warn' }, "`defaultLevel` must be a `RuleLevel`, such as `RuleLevel.WARNING`, got: 'warn'"],
    [{ cannotTell: 'off' }, "`cannotTell` must be a `RuleLevel`, such as `RuleLevel.WARNING`, got: 'off'"],
    [{ ruleLevels: { CloudTrailLoggingEnabled: false } }, '`ruleLevels.CloudTrailLoggingEnabled` must be a `RuleLevel`, such as `RuleLevel.WARNING`, got: false'],
  ])('what a language without types lets through, such as %j, is an error', (props, message) => {
    expect(() => new WellArchitectedTrailChecks(undefined, props as WellArchitectedTrailChecksProps)).toThrow(message);
  });

  test('errors are those of the CDK, with a code', () => {
    expect(() => new WellArchitectedTrailChecks(undefined, { ruleLevels: { Nothing: RuleLevel.OFF } })).toThrow(expect.objectContaining({ name: 'InvalidRuleLevels', type: 'validation' }));
    expect(() => new WellArchitectedTrailChecks(undefined, { requiredRetention: Duration.days(0) })).toThrow(expect.objectContaining({ name: 'InvalidRequiredRetention' }));
  });

  test.each([[undefined, 365], [Duration.days(1), 1], [Duration.days(2557), 2557]])('a retention of %s asks for %i days', (requiredRetention, days) => {
    const stack = new Stack();
    new Trail(stack, 'Trail');
    const checks = new WellArchitectedTrailChecks(undefined, { requiredRetention, ruleLevels: ONLY('CloudTrailBucketRetention') });
    expect(checks.validateScope(stack).violations[0].description).toBe(`CloudTrailBucketRetention: Asked for ${days} days.`);
  });

  test.each([
    [{}, undefined],
    [{ requireTrail: true }, 'error'],
    [{ ruleLevels: { CloudTrailTrailPresent: RuleLevel.WARNING } }, 'warning'],
    [{ requireTrail: true, ruleLevels: { 'WellArchitectedTrail-CloudTrailTrailPresent': RuleLevel.INFO } }, 'info'],
    [{ requireTrail: true, ruleLevels: { CloudTrailTrailPresent: RuleLevel.OFF } }, undefined],
  ])('%j asks for a trail with level %s', (props, severity) => {
    const violations = new WellArchitectedTrailChecks(undefined, props).validateScope(new App()).violations;
    expect(violations.map((violation) => violation.severity)).toEqual(severity ? [severity] : []);
  });

  test.each([
    [{ defaultLevel: RuleLevel.WARNING }, ['warning']],
    [{ defaultLevel: RuleLevel.OFF }, []],
    [{ defaultLevel: RuleLevel.OFF, ruleLevels: { CloudTrailLoggingEnabled: RuleLevel.ERROR } }, ['error']],
    [{ defaultLevel: RuleLevel.WARNING, ruleLevels: { CloudTrailLoggingEnabled: RuleLevel.OFF } }, []],
  ])('%j decides the level of what it does not name', (props, severities) => {
    const stack = new Stack();
    off(stack);
    const { violations } = new WellArchitectedTrailChecks(undefined, props).validateScope(stack);
    expect(violations.filter(({ ruleName }) => ruleName === LOGGING).map(({ severity }) => severity)).toEqual(severities);
    expect(violations.some(({ ruleName }) => ruleName.includes('TrailPresent'))).toBe(false);
  });

  test.each([
    [RuleLevel.ERROR, 'error', false],
    [RuleLevel.WARNING, 'warning', true],
    [RuleLevel.INFO, 'info', true],
    [RuleLevel.OFF, undefined, true],
  ])('level %s', (level, severity, success) => {
    const stack = new Stack();
    off(stack);
    const report = new WellArchitectedTrailChecks(undefined, { ruleLevels: { ...ONLY(), CloudTrailLoggingEnabled: level } }).validateScope(stack);
    expect(report.success).toBe(success);
    expect(report.violations.map((violation) => violation.severity)).toEqual(severity ? [severity] : []);
  });

  test('only rules of error level keep a trail from being the one that is required', () => {
    const stack = new Stack();
    new CfnTrail(stack, 'Trail', { isLogging: false, s3BucketName: 'logs-of-another-app' });
    const levels = { ...ONLY('CloudTrailTrailPresent', 'CloudTrailInsightsEnabled', 'CloudTrailCloudWatchLogsEnabled'), CloudTrailTrailPresent: RuleLevel.ERROR };
    const rules = (ruleLevels: WellArchitectedTrailChecksProps['ruleLevels']) => new WellArchitectedTrailChecks(undefined, { ruleLevels })
      .validateScope(stack).violations.map((violation) => violation.ruleName);
    expect(rules(levels)).not.toContain('WellArchitectedTrail-CloudTrailTrailPresent');
    expect(rules({ ...levels, CloudTrailLoggingEnabled: RuleLevel.ERROR })).toContain('WellArchitectedTrail-CloudTrailTrailPresent');
    expect(rules({ ...levels, CloudTrailLoggingEnabled: RuleLevel.WARNING })).not.toContain('WellArchitectedTrail-CloudTrailTrailPresent');
  });
});

describe('what is reported', () => {
  test('an error with its fix, controls and exact place', () => {
    const app = new App();
    const stack = new Stack(app, 'Audit');
    off(stack, 'Weak');
    const { failed, reports } = synth(app, pack('CloudTrailLoggingEnabled'));
    expect(failed).toBe(true);
    expect(reports).toEqual([{
      pluginName: 'WellArchitectedTrail',
      pluginVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      conclusion: 'failure',
      violations: [{
        ruleName: LOGGING,
        description: 'CloudTrailLoggingEnabled: IsLogging is off.',
        suggestedFix: RULES.CloudTrailLoggingEnabled.fix,
        severity: 'error',
        ruleMetadata: {
          ruleId: LOGGING,
          answer: 'non-compliant',
          why: RULES.CloudTrailLoggingEnabled.why,
          docs: RULES.CloudTrailLoggingEnabled.docs,
          securityHub: 'CloudTrail.3',
          nist800171r2: '3.3.1, 3.14.6, 3.14.7',
          pci401: '10.2.1',
          wellArchitected: 'SEC04-BP01',
        },
        violatingConstructs: [expect.objectContaining({
          constructPath: 'Audit/Weak',
          constructFqn: 'aws-cdk-lib.aws_cloudtrail.CfnTrail',
          cloudFormationResource: { templatePath: 'Audit.template.json', logicalId: 'Weak', propertyPaths: ['Properties.IsLogging'] },
        })],
      }],
    }]);
  });

  test('verbose texts say why', () => {
    const stack = new Stack();
    off(stack);
    const description = (verbose: boolean) => new WellArchitectedTrailChecks(stack, { verbose, ruleLevels: ONLY('CloudTrailLoggingEnabled') })
      .validateScope(stack).violations[0].description;
    expect(description(true)).toBe(`${description(false)} ${RULES.CloudTrailLoggingEnabled.why}`);
  });

  test.each([
    ['a place that the rule names', 'CloudTrailBucketVersioningEnabled', 'Bucket', ['Properties.VersioningConfiguration.Status']],
    ['an attribute that the rule names', 'CloudTrailBucketRetained', 'Bucket', ['DeletionPolicy']],
    ['the property of the table', 'CloudTrailInsightsEnabled', 'Trail', ['Properties.InsightSelectors']],
    ['an attribute of the table', 'CloudTrailCreatedAfterPolicies', 'Trail', ['DependsOn']],
    ['the resource, where the property of the table belongs to another type', 'CloudTrailBucketSSLRequestsOnly', 'Bucket', ['Properties']],
  ])('points at %s', (_, rule, id, locations) => {
    const stack = new Stack();
    const bucket = new CfnBucket(stack, 'Bucket');
    if (rule === 'CloudTrailCreatedAfterPolicies') {
      new CfnResource(stack, 'Policy', {
        type: 'AWS::S3::BucketPolicy',
        properties: { Bucket: bucket.ref, PolicyDocument: { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } } },
      });
    }
    new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: bucket.ref });
    expect(pack(rule).validateScope(stack).violations.flatMap((violation) => violation.violatingResources))
      .toEqual([expect.objectContaining({ resourceLogicalId: id, locations })]);
  });

  test('the same finding on several resources is one violation', () => {
    const stack = new Stack();
    off(stack, 'A');
    off(stack, 'B');
    const { violations } = pack('CloudTrailLoggingEnabled').validateScope(stack);
    expect(violations).toHaveLength(1);
    expect(places(violations)).toEqual([`error ${LOGGING} Default/A`, `error ${LOGGING} Default/B`]);
  });

  test('ids of findings hold nothing that the framework reads as a separator', () => {
    const stack = new Stack();
    off(stack);
    expect(pack('CloudTrailAlarmsConfigured').validateScope(stack).violations.map((violation) => violation.ruleName))
      .toEqual([`${ALARMS}[3]`, `${ALARMS}[CannotTell]`, `${ALARMS}[arn:x-IAM-change]`]);
  });

  test('warnings and advisories do not fail a synth, together with errors they keep their severity', () => {
    const app = new App();
    off(new Stack(app, 'Audit'));
    const quiet = synth(app, pack('CloudTrailCloudWatchLogsEnabled', 'CloudTrailInsightsEnabled'));
    expect(quiet.failed).toBe(false);
    expect(quiet.reports[0].conclusion).toBe('success');
    expect(quiet.violations.map((violation) => violation.severity)).toEqual(['warning', 'info']);

    const loud = new App();
    off(new Stack(loud, 'Audit'));
    const mixed = synth(loud, pack('CloudTrailLoggingEnabled', 'CloudTrailCloudWatchLogsEnabled', 'CloudTrailInsightsEnabled'));
    expect(mixed.failed).toBe(true);
    expect(mixed.violations.map((violation) => violation.severity)).toEqual(['error', 'warning', 'info']);
  });

  test('what cannot be told is a warning that says what could not be seen', () => {
    const app = new App();
    const stack = new Stack(app, 'Audit');
    new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: Fn.importValue('elsewhere') });
    const { failed, violations } = synth(app, pack('CloudTrailBucketVersioningEnabled'));
    expect(failed).toBe(false);
    expect(violations).toEqual([expect.objectContaining({
      ruleName: `${VERSIONING}[CannotTell]`,
      severity: 'warning',
      description: expect.stringMatching(/^CloudTrailBucketVersioningEnabled: Cannot tell whether versioning of the bucket is enabled\. Cannot see .*elsewhere.*\.$/),
      ruleMetadata: expect.objectContaining({ ruleId: VERSIONING, answer: 'cannot-tell' }),
    })]);
  });

  test('what cannot be told about an advisory is an advisory', () => {
    const stack = new Stack();
    const insights = new CfnParameter(stack, 'Insights');
    new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: 'b', insightSelectors: insights.valueAsString as any });
    expect(pack('CloudTrailInsightsEnabled').validateScope(stack).violations)
      .toEqual([expect.objectContaining({ ruleName: 'WellArchitectedTrail-CloudTrailInsightsEnabled[CannotTell]', severity: 'info' })]);
  });

  test('the app as a whole is reported at the app, or at the stage that holds all stacks', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    new Stack(stage, 'A');
    new Stack(stage, 'B');
    Validations.of(stage).addPlugins(new WellArchitectedTrailChecks(stage, { requireTrail: true }));
    const { violations } = synth(app, new WellArchitectedTrailChecks(app, { requireTrail: true }));
    expect(places(violations)).toEqual(Array(2).fill('error WellArchitectedTrail-CloudTrailTrailPresent Prod'));
  });
});

describe('registration', () => {
  test('on a stage it reports that stage only', () => {
    const app = new App();
    for (const name of ['Dev', 'Prod']) {
      const stage = new Stage(app, name);
      off(new Stack(stage, 'Audit'));
      if (name === 'Prod') Validations.of(stage).addPlugins(pack('CloudTrailLoggingEnabled'));
    }
    off(new Stack(app, 'Outside'));
    expect(places(synth(app).violations)).toEqual([`error ${LOGGING} Prod/Audit/Trail`]);
  });

  test('on an app it reports stages, nested stages and nested stacks', () => {
    const app = new App();
    off(new Stack(app, 'Top'));
    off(new NestedStack(new Construct(new Stack(new Stage(new Stage(app, 'Outer'), 'Inner'), 'Audit'), 'Part'), 'Nested'));
    const { violations } = synth(app, pack('CloudTrailLoggingEnabled'));
    expect(places(violations)).toEqual([`error ${LOGGING} Outer/Inner/Audit/Part/Nested/Trail`, `error ${LOGGING} Top/Trail`]);
    expect(violations[0].violatingConstructs.map((construct: any) => construct.cloudFormationResource.templatePath)).toEqual(expect.arrayContaining([
      'Top.template.json', expect.stringMatching(/^assembly-Outer\/assembly-Outer-Inner\/\w+\.nested\.template\.json$/),
    ]));
  });

  test('twice, with different props, and beside a pack of cdk-nag', () => {
    const app = new App();
    const stack = new Stack(app, 'Audit');
    off(stack);
    new Bucket(stack, 'Bucket');
    const { reports, failed } = synth(app, pack('CloudTrailLoggingEnabled'), pack('CloudTrailInsightsEnabled'), new AwsSolutionsChecks(app));
    expect(failed).toBe(true);
    expect(reports.map((report) => [report.pluginName, report.conclusion])).toEqual([
      ['WellArchitectedTrail', 'failure'], ['WellArchitectedTrail', 'success'], ['AwsSolutions', 'failure'],
    ]);
    expect(reports[2].violations.map((violation: any) => violation.ruleName)).toEqual(expect.arrayContaining(['AwsSolutions-S1']));
  });

  test('one pack can be registered on the app and on a stage', () => {
    const app = new App();
    const checks = pack('CloudTrailLoggingEnabled');
    const stage = new Stage(app, 'Prod');
    off(new Stack(stage, 'Audit'));
    Validations.of(stage).addPlugins(checks);
    expect(places(synth(app, checks).violations)).toEqual([`error ${LOGGING} Prod/Audit/Trail`]);
  });

  test('an app without trails has nothing in the report', () => {
    const app = new App();
    new Bucket(new Stack(app, 'Data'), 'Bucket');
    expect(synth(app, new WellArchitectedTrailChecks(app))).toEqual({ failed: false, reports: [], violations: [], suppressed: [] });
  });
});
