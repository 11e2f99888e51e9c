import { App, Aspects, CfnResource, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct, type IConstruct } from 'constructs';
import { warningsOf } from '../helpers/trails';
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

  test.each<[string, (stack: Stack) => kms.IAlias, string[]]>([
    ['an alias of a key', (stack) => new kms.Key(stack, 'Mine').addAlias('alerts'), ['AWS::KMS::Alias', 'AWS::KMS::Key']],
    ['an alias of an imported key', (stack) => new kms.Alias(stack, 'Alias', {
      aliasName: 'alias/alerts', targetKey: kms.Key.fromKeyArn(stack, 'Theirs', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
    }), ['AWS::KMS::Alias']],
    ['an imported alias', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/alerts'), []],
  ])('that is encrypted by %s waits for what this app creates of it', (_, alias, types) => {
    const { stack } = setup((scope) => ({ encryptionKey: alias(scope as Stack) }));
    const { Resources } = Template.fromStack(stack).toJSON();
    const [topic] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::SNS::Topic');

    expect(JSON.stringify(topic.Properties.KmsMasterKeyId)).toContain('alias/alerts');
    expect((topic.DependsOn ?? []).map((id: string) => Resources[id].Type).sort()).toEqual(types);
  });

  test('mails to every address', () => {
    const { stack } = setup(() => ({ emails: ['a@example.com', 'b@example.com'] }));

    Template.fromStack(stack).resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: Match.stringLikeRegexp('^[ab]@example.com$') }, 2);
  });

  test('takes any subscription', () => {
    const { stack } = setup(() => ({ subscriptions: [new subscriptions.UrlSubscription('https://chat.example.com/hook')] }));

    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'https', Endpoint: 'https://chat.example.com/hook' });
  });

  test('leaves nothing behind by default', () => {
    const template = Template.fromStack(setup().stack);

    template.hasResource('AWS::SNS::Topic', { DeletionPolicy: Match.absent() });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  test('and its key have the removal policy that is set', () => {
    const template = Template.fromStack(setup(() => ({ removalPolicy: RemovalPolicy.RETAIN })).stack);

    template.hasResource('AWS::SNS::Topic', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('with an address warns of nothing', () => {
    Annotations.fromStack(setup(() => ({ emails: ['security@example.com'] })).stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('an existing topic', () => {
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

  test('may be an L1 with a policy and a key of its own, which both get the statements', () => {
    const { stack, alerts } = setup((scope) => {
      const key = new kms.CfnKey(scope, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
      const topic = new sns.CfnTopic(scope, 'Mine', { kmsMasterKeyId: key.attrArn });
      new sns.CfnTopicPolicy(scope, 'Policy', { topics: [topic.ref], policyDocument: { Version: '2012-10-17', Statement: [] } });
      return { topic, encryptionKey: key };
    });
    const template = Template.fromStack(stack);
    const sids = (statements: { Sid: string }[]) => statements.map(({ Sid }) => Sid);
    const [topicPolicy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));

    template.resourceCountIs('AWS::SNS::TopicPolicy', 1);
    expect(sids(topicPolicy.Properties.PolicyDocument.Statement)).toEqual(['AllowAlarms', 'AllowRules']);
    expect(sids(key.Properties.KeyPolicy.Statement)).toEqual(['AllowAlarms', 'AllowRules']);
    expect(stack.resolve(alerts.topic.topicArn)).toEqual({ Ref: 'Mine' });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('may be an L1 that names its key: a warning has the statements for the key', () => {
    const { stack } = setup((scope) => ({ topic: new sns.CfnTopic(scope, 'Mine', { kmsMasterKeyId: 'alias/audit' }) }));

    Template.fromStack(stack).hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AllowRules' })]) } });
    Annotations.fromStack(stack).hasWarning('/Security/Alerts', Match.stringLikeRegexp('The policy of the alert key is not managed by this app[^]*"kms:Decrypt"'));
  });

  test('may be imported with its key', () => {
    const arn = 'arn:aws:sns:eu-west-1:111122223333:alerts', keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const { alerts } = setup((scope) => ({ topic: sns.Topic.fromTopicAttributes(scope, 'Theirs', { topicArn: arn, keyArn }) }));

    expect([alerts.topic.topicArn, alerts.encryptionKey!.keyArn]).toEqual([arn, keyArn]);
  });

  test('gets the subscriptions', () => {
    const { stack } = setup((scope) => ({ topic: new sns.CfnTopic(scope, 'Mine'), emails: ['a@example.com'] }));

    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'a@example.com', TopicArn: { Ref: 'Mine' } });
  });

  test('without a key gets none', () => {
    const { stack, alerts } = setup((scope) => ({ topic: new sns.Topic(scope, 'Mine') }));

    expect(alerts.encryptionKey).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
  });

  test('that this app does not manage comes with the statements to add', () => {
    const { stack } = setup((scope) => ({
      topic: sns.Topic.fromTopicArn(scope, 'Theirs', 'arn:aws:sns:eu-west-1:111122223333:alerts'),
      encryptionKey: kms.Key.fromKeyArn(scope, 'TheirKey', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
    }));
    const eventBridge = '"Service": "events.amazonaws.com"';

    Annotations.fromStack(stack).hasWarning('/Security/Alerts', Match.stringLikeRegexp(
      `The policy of the alert topic is not managed by this app[^]*"Action": "sns:Publish"[^]*"Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"[^]*${eventBridge}`,
    ));
    Annotations.fromStack(stack).hasWarning('/Security/Alerts', Match.stringLikeRegexp(
      `The policy of the alert key is not managed by this app[^]*"kms:Decrypt",\\s*"kms:GenerateDataKey\\*"[^]*"aws:SourceAccount": "\\$\\{AWS::AccountId\\}"[^]*${eventBridge}`,
    ));
  });
});

describe('subscribers', () => {
  const ID = 'cdk-well-architected-trail:alertTopicWithoutSubscribers';
  const stacks = () => {
    const app = new App();
    const env = { account: '111122223333', region: 'eu-west-1' };
    return { stack: new Stack(app, 'Security', { env }), other: new Stack(app, 'Other', { env }) };
  };
  const subscription = (scope: Construct) => new subscriptions.SqsSubscription(new sqs.Queue(scope, 'Queue'));

  test('a new topic that nothing subscribes to emits a warning, until it is acknowledged', () => {
    const { stack } = stacks();
    const alerts = new AlertTopic(stack, 'Alerts');
    expect(warningsOf(stack)).toEqual([ID]);

    const { stack: again } = stacks();
    Validations.of(new AlertTopic(again, 'Alerts')).acknowledge({ id: `Annotation::${ID}`, reason: 'The pager subscribes itself' });
    expect(warningsOf(again)).toEqual([]);
    expect(alerts.topic).toBeDefined();
  });

  test.each<[string, (stack: Stack, other: Stack) => void]>([
    ['an e-mail address', (stack) => new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] })],
    ['another subscription', (stack) => new AlertTopic(stack, 'Alerts', { subscriptions: [subscription(stack)] })],
    ['a subscription that is added later', (stack) => new AlertTopic(stack, 'Alerts').topic.addSubscription(subscription(stack))],
    ['a subscription in another stack', (stack, other) => {
      const { topic } = new AlertTopic(stack, 'Alerts', { topicName: 'alerts' });
      new sns.Subscription(other, 'Subscription', { topic, endpoint: 'security@example.com', protocol: sns.SubscriptionProtocol.EMAIL });
    }],
    ['a low-level resource', (stack) => {
      const { topic } = new AlertTopic(stack, 'Alerts');
      new CfnResource(stack, 'Subscription', { type: 'AWS::SNS::Subscription', properties: { TopicArn: topic.topicArn, Protocol: 'email', Endpoint: 'security@example.com' } });
    }],
    ['a property of the topic', (stack) => {
      const topic = new AlertTopic(stack, 'Alerts').topic.node.defaultChild as sns.CfnTopic;
      topic.subscription = [{ protocol: 'email', endpoint: 'security@example.com' }];
    }],
    ['an Aspect', (stack) => {
      const { topic } = new AlertTopic(stack, 'Alerts');
      const visit = (node: IConstruct) => {
        if (node === topic) topic.addSubscription(new subscriptions.EmailSubscription('security@example.com'));
      };
      Aspects.of(stack).add({ visit });
    }],
    ['a chat', (stack) => {
      const { topic } = new AlertTopic(stack, 'Alerts');
      new chatbot.SlackChannelConfiguration(stack, 'Slack', {
        slackChannelConfigurationName: 'audit', slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789', notificationTopics: [topic],
      });
    }],
    ['whoever subscribes to an existing topic', (stack) => new AlertTopic(stack, 'Alerts', { topic: new sns.Topic(stack, 'Mine') })],
  ])('%s is enough', (_, subscribe) => {
    const { stack, other } = stacks();
    subscribe(stack, other);
    expect(warningsOf(stack)).not.toContain(ID);
  });

  test('a subscription to another topic is not', () => {
    const { stack } = stacks();
    new AlertTopic(stack, 'Alerts');
    new sns.Topic(stack, 'Other').addSubscription(subscription(stack));
    expect(warningsOf(stack)).toEqual([ID]);
  });
});

describe('as a target', () => {
  test('it is the target of a rule, with a message of choice, and the policy stays as it is', () => {
    const { stack, alerts } = setup();
    const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.health'] } });
    rule.addTarget(alerts.ruleTarget({ summary: 'hello' }));

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: stack.resolve(alerts.topic.topicArn), Input: '"hello"' })] });
    const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    expect(policy.Properties.PolicyDocument.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['DenyInsecureTransport', 'AllowAlarms', 'AllowRules']);
  });
});

test('the summary is the first line of the message', () => {
  const { stack, alerts } = setup();
  const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.health'] } });
  rule.addTarget(alerts.ruleTarget({ summary: `Call: ${events.EventField.fromPath('$.detail.eventName')}`, details: 'Who: me\nWhen: now' }));

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    Targets: [Match.objectLike({ InputTransformer: Match.objectLike({ InputTemplate: '"Call: <detail-eventName>"\n"Who: me"\n"When: now"' }) })],
  });
});

describe('fails', () => {
  test('on a removal policy that topics do not have', () => {
    expect(() => setup(() => ({ removalPolicy: RemovalPolicy.SNAPSHOT })))
      .toThrow('`removalPolicy` must be RETAIN or DESTROY: topics and keys do not support snapshots, got: \'snapshot\'');
  });

  test('on what is no e-mail address, unless it is known only later', () => {
    expect(() => setup(() => ({ emails: ['security'] }))).toThrow('`emails` must be e-mail addresses, got: \'security\'');
    expect(() => setup(() => ({ emails: [SecretValue.unsafePlainText('x').toString()] }))).not.toThrow();
  });
});
