import { App, SecretValue, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Deployment } from '../oracles/concrete';
import { evaluate } from '../oracles/policy-evaluator';
import { AlertTopic, type AlertTopicProps } from 'cdk-well-architected-trail';

function setup(props?: (stack: Stack) => AlertTopicProps) {
  const stack = new Stack(new App(), 'Security');
  const alerts = new AlertTopic(stack, 'Alerts', props?.(stack));
  return { stack, alerts };
}

describe.each([
  ['aws', 'eu-west-1'], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1'],
])('policies in %s', (partition, region) => {
  const { stack } = setup();
  const deployment = Deployment.of(stack, { partition, region });
  const topicPolicy = deployment.resource('AWS::SNS::TopicPolicy').properties.PolicyDocument;
  const keyPolicy = deployment.resource('AWS::KMS::Key').properties.KeyPolicy;
  const { ref: topicArn } = deployment.resource('AWS::SNS::Topic');
  const { arn: keyArn } = deployment.resource('AWS::KMS::Key');
  const alarm = (account: string) => ({ 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:any`, 'aws:SourceAccount': account });

  const publish = (service: string, context: Record<string, string>, tls = 'true') => evaluate(topicPolicy, {
    principal: { service }, action: 'sns:Publish', resource: topicArn, context: { 'aws:SecureTransport': tls, ...context },
  });
  const encrypt = (service: string, action: string, context: Record<string, string>) => (
    evaluate(keyPolicy, { principal: { service }, action, resource: keyArn!, context })
  );

  test('alarms of this account may publish, others may not', () => {
    expect(publish('cloudwatch.amazonaws.com', alarm('111122223333'))).toBe('allow');
    expect(publish('cloudwatch.amazonaws.com', alarm('999988887777'))).toBe('implicit deny');
    expect(publish('cloudwatch.amazonaws.com', { ...alarm('111122223333'), 'aws:SourceArn': `arn:${partition}:cloudwatch:eu-north-1:111122223333:alarm:any` })).toBe('implicit deny');
    expect(publish('cloudwatch.amazonaws.com', {})).toBe('implicit deny');
  });

  test('EventBridge, which sends no context keys, may publish', () => {
    expect(publish('events.amazonaws.com', {})).toBe('allow');
  });

  test('nobody else may publish, and nobody without TLS', () => {
    expect(publish('cloudtrail.amazonaws.com', {})).toBe('implicit deny');
    expect(evaluate(topicPolicy, { principal: 'anonymous', action: 'sns:Publish', resource: topicArn, context: { 'aws:SecureTransport': 'true' } })).toBe('implicit deny');
    expect(publish('events.amazonaws.com', {}, 'false')).toBe('explicit deny');
    expect(publish('cloudwatch.amazonaws.com', alarm('111122223333'), 'false')).toBe('explicit deny');
  });

  test.each(['kms:Decrypt', 'kms:GenerateDataKey'])('alarms of this account and EventBridge may %s, others may not', (action) => {
    expect(encrypt('cloudwatch.amazonaws.com', action, alarm('111122223333'))).toBe('allow');
    expect(encrypt('cloudwatch.amazonaws.com', action, alarm('999988887777'))).toBe('implicit deny');
    expect(encrypt('events.amazonaws.com', action, {})).toBe('allow');
    expect(encrypt('logs.amazonaws.com', action, {})).toBe('implicit deny');
  });

  test('neither may manage the key', () => {
    expect(encrypt('cloudwatch.amazonaws.com', 'kms:PutKeyPolicy', alarm('111122223333'))).toBe('implicit deny');
    expect(encrypt('events.amazonaws.com', 'kms:ScheduleKeyDeletion', {})).toBe('implicit deny');
  });
});

describe('a new topic', () => {
  test('is encrypted with a new key that rotates', () => {
    const { stack, alerts } = setup();
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: stack.resolve(alerts.encryptionKey!.keyArn) });
    template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Delete' });
  });

  test('is encrypted with a key of choice, which lets both senders use it', () => {
    const { stack } = setup((scope) => ({ encryptionKey: new kms.Key(scope, 'Mine') }));
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AllowAlarms' }), Match.objectLike({ Sid: 'AllowRules' })]) } });
  });

  test('mails to every address', () => {
    const { stack } = setup(() => ({ emails: ['a@example.com', 'b@example.com'] }));

    Template.fromStack(stack).resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: Match.stringLikeRegexp('^[ab]@example.com$') }, 2);
  });

  test('takes any subscription', () => {
    const { stack } = setup(() => ({ subscriptions: [new subscriptions.UrlSubscription('https://chat.example.com/hook')] }));

    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'https', Endpoint: 'https://chat.example.com/hook' });
  });

  test('warns of nothing', () => {
    Annotations.fromStack(setup().stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('a topic brought along', () => {
  test('lets both senders publish, and its key lets them use it', () => {
    const { stack } = setup((scope) => ({ topic: new sns.Topic(scope, 'Mine', { masterKey: new kms.Key(scope, 'Key') }) }));
    const template = Template.fromStack(stack);
    const both = Match.arrayWith([Match.objectLike({ Sid: 'AllowAlarms' }), Match.objectLike({ Sid: 'AllowRules' })]);

    template.resourceCountIs('AWS::SNS::Topic', 1);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: both } });
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: both } });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('without a key gets none', () => {
    const { stack, alerts } = setup((scope) => ({ topic: new sns.Topic(scope, 'Mine') }));

    expect(alerts.encryptionKey).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
  });

  test('that belongs to somebody else comes with the statements to add', () => {
    const { stack } = setup((scope) => ({
      topic: sns.Topic.fromTopicArn(scope, 'Theirs', 'arn:aws:sns:eu-west-1:111122223333:alerts'),
      encryptionKey: kms.Key.fromKeyArn(scope, 'TheirKey', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
    }));
    const eventBridge = '"Principal":{"Service":"events.amazonaws.com"}';

    Annotations.fromStack(stack).hasWarning('/Security/Alerts', Match.stringLikeRegexp(
      `The policy of the alert topic belongs to somebody else.*"Action":"sns:Publish".*"Resource":"arn:aws:sns:eu-west-1:111122223333:alerts".*${eventBridge}`,
    ));
    Annotations.fromStack(stack).hasWarning('/Security/Alerts', Match.stringLikeRegexp(
      `The policy of the alert key belongs to somebody else.*"kms:Decrypt","kms:GenerateDataKey\\*".*"aws:SourceAccount":"<AWS::AccountId>".*${eventBridge}`,
    ));
  });
});

describe('for others', () => {
  test('it is the target of a rule, with a message of choice, and the policy stays as it is', () => {
    const { stack, alerts } = setup();
    const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.health'] } });
    rule.addTarget(alerts.ruleTarget(events.RuleTargetInput.fromText('hello')));

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: stack.resolve(alerts.topic.topicArn), Input: '"hello"' })] });
    const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    expect(policy.Properties.PolicyDocument.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['AllowPublishThroughSSLOnly', 'AllowAlarms', 'AllowRules']);
  });
});

describe('fails', () => {
  test('on what is no e-mail address, unless it is known only later', () => {
    expect(() => setup(() => ({ emails: ['security'] }))).toThrow(new Error('`emails` must be e-mail addresses, got: \'security\''));
    expect(() => setup(() => ({ emails: [SecretValue.unsafePlainText('x').toString()] }))).not.toThrow();
  });
});
