import { App, Aws, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { GUARD_DUTY_RULES } from '../../src/cloudtrail/guard-duty-rules';
import { ENV } from '../fixtures/accounts';
import { runNagPacks } from '../helpers/nag';
import { AlertTopic, GuardDutyDetectionRules, type GuardDutyDetectionRulesProps } from 'cdk-well-architected-trail';

const newStack = () => new Stack(new App(), 'Security', { env: ENV });
const patternOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);

function rules(props: Partial<GuardDutyDetectionRulesProps> = {}) {
  const stack = newStack();
  const alerts = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
  const construct = new GuardDutyDetectionRules(stack, 'Rules', { ruleIds: ['s3-lifecycle-rapid-expiration'], alerts, ...props });
  return { stack, alerts, construct };
}

test('each rule is turned on, and its findings are sent in plain words', () => {
  const { alerts, construct, stack } = rules({ ruleIds: ['s3-lifecycle-rapid-expiration', 'organization-leave-attempt'] });
  const template = Template.fromStack(stack);

  template.resourceCountIs('AWS::GuardDuty::CustomDetectionRuleAssociation', 2);
  template.hasResourceProperties('AWS::GuardDuty::CustomDetectionRuleAssociation', { RuleId: 's3-lifecycle-rapid-expiration', Mode: 'LIVE' });
  template.hasResourceProperties('AWS::GuardDuty::CustomDetectionRuleAssociation', { RuleId: 'organization-leave-attempt', Mode: 'LIVE' });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['aws.guardduty'],
      'detail-type': ['GuardDuty Finding'],
      'detail': { type: ['Impact:S3/DataDestruction', 'DefenseImpairment:Organizations/ModifyCloudResourceHierarchy'] },
    },
    Targets: [Match.objectLike({
      Arn: stack.resolve(alerts.topic.topicArn),
      InputTransformer: Match.objectLike({ InputTemplate: Match.stringLikeRegexp('^"GuardDuty: <detail-title> \\(<detail-type>, severity <detail-severity>\\)') }),
    })],
  });
  expect(construct.rule).toBeDefined();
  Annotations.fromStack(stack).hasNoWarning('/Security/Rules', Match.anyValue());
});

test('no pack of cdk-nag has a finding', () => {
  const { stack } = rules();

  expect(runNagPacks(stack.node.root as App).remaining).toEqual([]);
});

test('other targets get the whole event', () => {
  const arn = 'arn:aws:sqs:eu-west-1:111122223333:findings';
  const { stack } = rules({ alerts: undefined, ruleTargets: [{ bind: () => ({ arn }) }] });

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { Targets: [{ Arn: arn, Id: Match.anyValue() }] });
});

test('rules that share a finding type need it once', () => {
  const { stack } = rules({ ruleIds: ['admin-policy-attached-to-role', 'admin-policy-attached-to-user'] });

  expect(patternOf(stack)[0].detail.type).toEqual(['PrivilegeEscalation:IAM/AccountManipulation']);
});

test('two of them, with IDs that differ in a hyphen only, are in one stack', () => {
  const { stack } = rules({ ruleIds: ['a1', 'a-1'] });
  new GuardDutyDetectionRules(stack, 'More', { ruleIds: ['b'] });

  Template.fromStack(stack).resourceCountIs('AWS::GuardDuty::CustomDetectionRuleAssociation', 3);
});

test('a dry run has no rule for findings, and says that it ends', () => {
  const { construct, stack } = rules({ dryRun: true });

  Template.fromStack(stack).hasResourceProperties('AWS::GuardDuty::CustomDetectionRuleAssociation', { Mode: 'DRY_RUN' });
  Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 0);
  expect(construct.rule).toBeUndefined();
  Annotations.fromStack(stack).hasWarning('/Security/Rules', Match.stringLikeRegexp('removes them after 14 days'));
});

test('warns if nobody is notified', () => {
  const { stack } = rules({ alerts: undefined });

  Annotations.fromStack(stack).hasWarning('/Security/Rules', Match.stringLikeRegexp('The findings have no targets: nobody is notified'));
});

test('with a rule that is not known, warns and sends all findings', () => {
  const { stack } = rules({ ruleIds: ['organization-leave-attempt', 'organization-leaves'] });

  expect(patternOf(stack)).toEqual([{ 'source': ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] }]);
  Annotations.fromStack(stack).hasWarning('/Security/Rules', Match.stringLikeRegexp('`ruleIds` has organization-leaves, which this version does not know'));
});

test.each([
  ['nothing', [], /`ruleIds` must not be empty/],
  ['another form', ['S3LifecycleRapidExpiration'], /`ruleIds` must contain IDs of lower-case words/],
  ['a hyphen at the end', ['a-'], /`ruleIds` must contain IDs of lower-case words/],
  ['a longer ID', ['a'.repeat(101)], /of at most 100 characters/],
  ['a token', [Aws.STACK_NAME], /known before deployment/],
  ['one twice', ['a', 'b', 'a'], /must contain each rule once/],
])('refuses %s', (_, ruleIds, message) => {
  expect(() => rules({ ruleIds })).toThrow(message);
});

test('the known rules have the form that GuardDuty asks for, and a finding type of GuardDuty', () => {
  expect(Object.keys(GUARD_DUTY_RULES)).toHaveLength(35);
  for (const [ruleId, { findingType }] of Object.entries(GUARD_DUTY_RULES)) {
    expect(ruleId).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(findingType).toMatch(/^[A-Z][A-Za-z]+:[A-Z][A-Za-z0-9]+\/[A-Z][A-Za-z]+$/);
  }
});
