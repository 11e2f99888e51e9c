import { App, CfnParameter, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ENV } from '../fixtures/accounts';
import { runNagPacks } from '../helpers/nag';
import { validateTemplate } from '../oracles/cfn-validation';
import { type AccessRequest, authorize, type Decision, evaluate, type PolicyDocument } from '../oracles/policy-evaluator';
import { mutantsOf } from '../policies/policy-mutants';
import { HookFailureMode, HookTarget, nag, TrailDeploymentHook, type TrailDeploymentHookProps } from 'cdk-well-architected-trail';

function made(props: TrailDeploymentHookProps = {}, id = 'Hook') {
  const app = new App();
  const stack = new Stack(app, 'Deployment', { env: ENV });
  const hook = new TrailDeploymentHook(stack, id, props);
  return { app, stack, hook, template: Template.fromStack(stack) };
}

const only = (template: Template, type: string) => {
  const [[, { Properties }], ...others] = Object.entries(template.findResources(type));
  expect(others).toEqual([]);
  return Properties;
};
const hookOf = (props: TrailDeploymentHookProps = {}) => only(made(props).template, 'AWS::CloudFormation::LambdaHook');
const settingsOf = (props: TrailDeploymentHookProps = {}) => JSON.parse(only(made(props).template, 'AWS::Lambda::Function').Environment.Variables.SETTINGS);

describe('the hook', () => {
  test('warns about every stack and change set that is created or updated', () => {
    expect(hookOf()).toMatchObject({
      FailureMode: 'WARN', HookStatus: 'ENABLED', TargetOperations: ['STACK', 'CHANGE_SET'], TargetFilters: { Actions: ['CREATE', 'UPDATE'] },
    });
    expect(hookOf()).not.toHaveProperty('StackFilters');
    expect(hookOf({ stackFilters: {} })).not.toHaveProperty('StackFilters');
  });

  test('needs no props', () => {
    const stack = new Stack(new App(), 'Deployment');
    new TrailDeploymentHook(stack, 'Hook');

    expect(only(Template.fromStack(stack), 'AWS::CloudFormation::LambdaHook').FailureMode).toBe('WARN');
  });

  test('refuses, where that is asked for, what is asked for', () => {
    const hook = hookOf({ failureMode: HookFailureMode.FAIL, targets: [HookTarget.STACK], hookName: 'Audit::Trail::Rules' });

    expect(hook).toMatchObject({ FailureMode: 'FAIL', TargetOperations: ['STACK'], Alias: 'Audit::Trail::Rules' });
  });

  test('has a name of its own for each construct, which CloudFormation accepts', () => {
    const [one, other] = ['One', 'Other'].map((id) => only(made({}, id).template, 'AWS::CloudFormation::LambdaHook').Alias as string);

    expect(one).toMatch(/^[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$/);
    expect(one).not.toBe(other);
  });

  test('is for some stacks, where that is asked for', () => {
    expect(hookOf({ stackFilters: { includeStackNames: ['audit-*'], excludeStackNames: ['audit-test'] } }).StackFilters)
      .toEqual({ FilteringCriteria: 'ALL', StackNames: { Include: ['audit-*'], Exclude: ['audit-test'] } });
    expect(hookOf({ stackFilters: { excludeStackNames: ['a'], includeStackRoles: ['arn:*:iam::*:role/ci-*'], matchAny: true } }).StackFilters)
      .toEqual({ FilteringCriteria: 'ANY', StackNames: { Exclude: ['a'] }, StackRoles: { Include: ['arn:*:iam::*:role/ci-*'] } });
    expect(hookOf({ stackFilters: { excludeStackRoles: ['arn:aws:iam::111122223333:role/x'] } }).StackFilters)
      .toEqual({ FilteringCriteria: 'ALL', StackRoles: { Exclude: ['arn:aws:iam::111122223333:role/x'] } });
  });

  test('waits for the permission to invoke the function', () => {
    const { template } = made();
    const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy')).filter((id) => id.includes('InvokePolicy'));
    const [[role]] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.includes('ExecutionRole'));

    expect(template.findResources('AWS::IAM::Role')[role].Properties.ManagedPolicyArns).toEqual([{ Ref: policy }]);
    expect(only(template, 'AWS::CloudFormation::LambdaHook').ExecutionRole).toEqual({ 'Fn::GetAtt': [role, 'Arn'] });
  });

  test('can be disabled by its ARN', () => {
    const { stack, hook } = made();

    expect(stack.resolve(hook.hookArn)['Fn::GetAtt'][1]).toBe('HookArn');
  });
});

describe('the function', () => {
  test('answers before CloudFormation gives up', () => {
    expect(only(made().template, 'AWS::Lambda::Function')).toMatchObject({ Timeout: 30, Handler: 'index.handler' });
  });

  test('keeps its log for a year, or as long as is asked for', () => {
    expect(only(made().template, 'AWS::Logs::LogGroup')).toMatchObject({ RetentionInDays: 365 });
    expect(only(made({ logRetention: logs.RetentionDays.ONE_MONTH }).template, 'AWS::Logs::LogGroup')).toMatchObject({ RetentionInDays: 30 });
    made({ removalPolicy: RemovalPolicy.RETAIN }).template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
  });

  test('writes into an existing log group', () => {
    const stack = new Stack(new App(), 'Deployment', { env: ENV });
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', '/audit/hook');
    const hook = new TrailDeploymentHook(stack, 'Hook', { logGroup });
    const template = Template.fromStack(stack);

    expect(hook.logGroup).toBe(logGroup);
    expect(template.findResources('AWS::Logs::LogGroup')).toEqual({});
    expect(only(template, 'AWS::Lambda::Function').LoggingConfig).toEqual({ LogGroup: '/audit/hook' });
  });

  test('judges by the settings of the construct', () => {
    expect(settingsOf()).toEqual(
      { ruleLevels: {}, requireTrail: false, requiredRetentionDays: 365, failClosed: false, acceptAcknowledgements: true },
    );
    expect(settingsOf({
      ruleLevels: { CloudTrailInsightsEnabled: nag.RuleLevel.OFF },
      defaultLevel: nag.RuleLevel.WARNING,
      cannotTell: nag.RuleLevel.ERROR,
      requireTrail: true,
      stackFilters: { includeStackNames: ['audit'] },
      requiredRetention: Duration.days(2557),
      failClosed: true,
      acceptAcknowledgements: false,
    })).toEqual({
      ruleLevels: { CloudTrailInsightsEnabled: 'OFF' },
      defaultLevel: 'WARNING',
      cannotTell: 'ERROR',
      requireTrail: true,
      requiredRetentionDays: 2557,
      failClosed: true,
      acceptAcknowledgements: false,
    });
  });

  test('has room for the levels of all rules in its environment, of which Lambda takes 4 KB', () => {
    const ruleLevels = Object.fromEntries(new nag.WellArchitectedTrailChecks().ruleIds!.map((id) => [id, nag.RuleLevel.WARNING]));

    expect(JSON.stringify(settingsOf({ ruleLevels })).length).toBeLessThan(4_000);
  });
});

describe('the roles', () => {
  const { template } = made();
  const [[functionId]] = Object.entries(template.findResources('AWS::Lambda::Function'));
  const [[logGroupId]] = Object.entries(template.findResources('AWS::Logs::LogGroup'));
  const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:judge';
  /** A document with the names that the deployment gives. */
  const concrete = (document: object) => JSON.parse(JSON.stringify(document, (_, part) => {
    if (part?.['Fn::GetAtt']?.[0] === functionId) return FUNCTION;
    if (part?.['Fn::Join']) return (part['Fn::Join'][1] as any[]).map((one) => ({ [logGroupId]: 'judge-log', 'AWS::Partition': 'aws' })[one.Ref as string] ?? one).join('');
    return part;
  }));
  const trustOf = (role: string) =>
    concrete(Object.entries(template.findResources('AWS::IAM::Role')).find(([id]) => id.includes(role))![1].Properties.AssumeRolePolicyDocument);
  const policyOf = (policy: string) => concrete(Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).find(([id]) => id.includes(policy))![1].Properties.PolicyDocument);

  const ROLE = 'arn:aws:iam::111122223333:role/role';
  const byService = (service: string): AccessRequest => ({ principal: { service }, action: 'sts:AssumeRole', resource: ROLE });
  const byPrincipal = (principal: AccessRequest['principal']): AccessRequest => ({ principal, action: 'sts:AssumeRole', resource: ROLE });
  const NOBODY_ELSE: readonly [string, Decision, AccessRequest][] = [
    ['an administrator', 'implicit deny', byPrincipal({ arn: 'arn:aws:iam::111122223333:role/Administrator' })],
    ['another account', 'implicit deny', byPrincipal({ arn: 'arn:aws:iam::444455556666:role/x' })],
    ['the root user of another account', 'implicit deny', byPrincipal({ account: '999988887777' })],
    ['nobody known', 'implicit deny', byPrincipal('anonymous')],
    ['AWS Config', 'implicit deny', byService('config.amazonaws.com')],
    ['AWS CloudFormation itself', 'implicit deny', byService('cloudformation.amazonaws.com')],
  ];
  const TRUST: readonly [string, readonly [string, Decision, AccessRequest][]][] = [
    ['ExecutionRole', [
      ['CloudFormation hooks', 'allow', byService('hooks.cloudformation.amazonaws.com')], ['Lambda', 'implicit deny', byService('lambda.amazonaws.com')],
      ['hooks that tag the session', 'implicit deny', { ...byService('hooks.cloudformation.amazonaws.com'), action: 'sts:TagSession' }], ...NOBODY_ELSE,
    ]],
    ['FunctionRole', [
      ['Lambda', 'allow', byService('lambda.amazonaws.com')], ['CloudFormation hooks', 'implicit deny', byService('hooks.cloudformation.amazonaws.com')],
      ['Lambda that tags the session', 'implicit deny', { ...byService('lambda.amazonaws.com'), action: 'sts:TagSession' }], ...NOBODY_ELSE,
    ]],
  ];

  describe.each(TRUST)('%s', (role, cases) => {
    test.each(cases)('is assumed by %s: %s', (_, expected, request) => {
      expect(evaluate(trustOf(role), request)).toBe(expected);
    });

    test('has no mutant that nobody notices', () => {
      const asBefore = (document: PolicyDocument) => cases.every(([, expected, request]) => evaluate(document, request) === expected);
      const unnoticed = mutantsOf(trustOf(role)).filter(({ document }) => asBefore(document));
      expect(unnoticed.map(({ element, change }) => `${element}: ${change}`)).toEqual([]);
    });
  });

  const LOG = 'arn:aws:logs:eu-west-1:111122223333:log-group:judge-log';
  const STREAM = `${LOG}:log-stream:2026/11/26/[$LATEST]1`;
  const POLICIES: readonly [string, readonly [string, string, Decision][]][] = [
    ['InvokePolicy', [
      ['lambda:InvokeFunction', FUNCTION, 'allow'],
      ['lambda:InvokeFunction', `${FUNCTION}-other`, 'implicit deny'],
      ['lambda:InvokeFunction', `${FUNCTION}:1`, 'implicit deny'],
      ['lambda:InvokeFunction', FUNCTION.replace('eu-west-1', 'us-east-1'), 'implicit deny'],
      ['lambda:InvokeFunction', FUNCTION.replace('111122223333', '444455556666'), 'implicit deny'],
      ['lambda:InvokeFunction', FUNCTION.replace('arn:aws:', 'arn:aws-cn:'), 'implicit deny'],
      ['lambda:UpdateFunctionCode', FUNCTION, 'implicit deny'],
    ]],
    ['LogPolicy', [
      ['logs:CreateLogStream', STREAM, 'allow'],
      ['logs:PutLogEvents', STREAM, 'allow'],
      ...['logs:CreateLogStream', 'logs:PutLogEvents'].flatMap((action): [string, string, Decision][] => [
        [action, STREAM.replace('judge-log', 'judge-log-other'), 'implicit deny'],
        [action, STREAM.replace('eu-west-1', 'us-east-1'), 'implicit deny'],
        [action, STREAM.replace('111122223333', '444455556666'), 'implicit deny'],
        [action, STREAM.replace('arn:aws:', 'arn:aws-cn:'), 'implicit deny'],
      ]),
      ['logs:CreateLogGroup', LOG, 'implicit deny'],
      ['logs:DeleteLogStream', STREAM, 'implicit deny'],
      ['s3:GetObject', 'arn:aws:s3:::logs/x', 'implicit deny'],
    ]],
  ];
  const decide = (document: PolicyDocument, action: string, resource: string) => authorize({ resourceAccount: '111122223333', identityPolicies: [document] }, {
    principal: { arn: ROLE }, action, resource,
  });

  describe.each(POLICIES)('%s', (policy, cases) => {
    test.each(cases)('%s on %s: %s', (action, resource, expected) => {
      expect(decide(policyOf(policy), action, resource)).toBe(expected);
    });

    // Each action is about one type of resource.
    test('has no mutant that nobody notices', () => {
      const asBefore = (document: PolicyDocument) => cases.every(([action, resource, expected]) => decide(document, action, resource) === expected);
      const unnoticed = mutantsOf(policyOf(policy)).filter(({ document }) => asBefore(document))
        .map(({ element, change }) => `${element}: ${change}`).filter((name) => !/with any (lambda|logs|function|log-group|log-stream|service)$/.test(name));
      expect(unnoticed).toEqual([]);
    });
  });
});

test('the rule packs of cdk-nag find nothing that is not explained, and CloudFormation\'s own validation nothing', () => {
  const { app, template } = made();

  expect(runNagPacks(app).remaining).toEqual([]);
  expect(validateTemplate(template).errors).toEqual([]);
});

describe('bad input', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `stack-${index}`);

  test.each<[string, TrailDeploymentHookProps, RegExp]>([
    ['no targets', { targets: [] }, /^`targets` must contain an operation, because the hook would judge nothing, got: \[\].*Leave it out to judge stacks and change sets/],
    ['a target twice', { targets: [HookTarget.STACK, HookTarget.STACK] }, /^`targets` must not contain a target twice/],
    ['a target that is none', { targets: ['RESOURCE' as HookTarget] }, /^`targets` must be a value of `HookTarget`/],
    ['a name of two words', { hookName: 'Trail::Rules' }, /^`hookName` must be three words of 2 to 64 letters and digits/],
    ['a name of AWS', { hookName: 'AWS::Trail::Rules' }, /^`hookName` must/],
    ['a trail in every stack', { requireTrail: true }, /^`requireTrail` must be combined with `stackFilters.includeStackNames`/],
    ['a trail in every stack but one', { requireTrail: true, stackFilters: { excludeStackNames: ['a'] } }, /^`requireTrail` must be combined/],
    ['a rule that is none', { ruleLevels: { CloudTrailInsightEnabled: nag.RuleLevel.OFF } }, /^`ruleLevels` must name rules of the pack, such as 'CloudTrailInsightsEnabled'/],
    ['a level that is none', { ruleLevels: { CloudTrailInsightsEnabled: 'LOUD' as nag.RuleLevel } }, /^`ruleLevels.CloudTrailInsightsEnabled` must be a value of `RuleLevel`, got: 'LOUD'/],
    ['half a day', { requiredRetention: Duration.hours(12) }, /^`requiredRetention` must be a whole number of days/],
    ['a retention that is not known', { requiredRetention: Duration.days(Lazy.number({ produce: () => 1 })) }, /^`requiredRetention` must be known at synthesis/],
    ['a snapshot', { removalPolicy: RemovalPolicy.SNAPSHOT }, /^`removalPolicy` must be RETAIN or DESTROY/],
    ['no stacks', { stackFilters: { includeStackNames: [] } }, /^`stackFilters.includeStackNames` must contain 1 to 50 values/],
    ['too many stacks', { stackFilters: { excludeStackNames: names(51) } }, /^`stackFilters.excludeStackNames` must contain 1 to 50 values/],
    ['a name that is none', { stackFilters: { includeStackNames: ['audit_1'] } }, /^`stackFilters.includeStackNames` must contain names of stacks/],
    ['a role that is none', { stackFilters: { excludeStackRoles: ['Deployment'] } }, /^`stackFilters.excludeStackRoles` must contain ARNs of roles/],
  ])('%s is an error, before anything is created', (_, props, message) => {
    const stack = new Stack(new App(), 'Deployment');

    expect(() => new TrailDeploymentHook(stack, 'Hook', props)).toThrow(message);
    expect(stack.node.findChild('Hook').node.children).toEqual([]);
  });

  test('an existing log group has its own retention', () => {
    const stack = new Stack(new App(), 'Deployment');
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', '/audit/hook');

    expect(() => new TrailDeploymentHook(stack, 'Hook', { logGroup, logRetention: logs.RetentionDays.ONE_DAY })).toThrow('`logRetention` cannot be combined with `logGroup`');
  });

  test('tokens are never rejected', () => {
    const stack = new Stack(new App(), 'Deployment');
    const name = new CfnParameter(stack, 'Name').valueAsString;

    expect(() => new TrailDeploymentHook(stack, 'Hook', { hookName: name, stackFilters: { includeStackNames: [name] } })).not.toThrow();
  });
});
