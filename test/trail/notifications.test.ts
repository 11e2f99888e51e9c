import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { newStack, newTrail, propertiesOf, sidsOf, templateOf, templateOfTwoTrails, warningsOf } from '../helpers/trails';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

test('notifications: {} makes an encrypted topic, and gives the trail its ARN', () => {
  const template = templateOf({ notifications: {} });
  const trail = propertiesOf(template, 'AWS::CloudTrail::Trail');
  const [id] = Object.keys(template.findResources('AWS::SNS::Topic'));

  expect(trail.SnsTopicName).toEqual({ Ref: id });
  expect(propertiesOf(template, 'AWS::SNS::Topic').KmsMasterKeyId).toEqual(trail.KMSKeyId);
});

test('the trail is created after the topic policy that CloudTrail checks', () => {
  const template = templateOf({ notifications: {} });
  const [policy] = Object.keys(template.findResources('AWS::SNS::TopicPolicy'));
  template.hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.arrayWith([policy]) });
});

test.each<[string, (stack: Stack) => sns.ITopicRef]>([
  ['L2', (stack) => new sns.Topic(stack, 'Existing')],
  ['L1', (stack) => new sns.CfnTopic(stack, 'Existing')],
])('an existing topic without a key is used, and the key of the trail is left alone: %s', (_, existing) => {
  const stack = newStack();
  const topic = existing(stack);
  newTrail({ notifications: { topic } }, stack);
  const template = Template.fromStack(stack);

  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.hasResourceProperties('AWS::CloudTrail::Trail', { SnsTopicName: stack.resolve(topic.topicRef.topicArn) });
  expect(JSON.stringify(propertiesOf(template, 'AWS::KMS::Key').KeyPolicy)).not.toContain('AllowCloudTrailPublishEncrypted');
});

test('the owner of an imported topic is told what to add', () => {
  const stack = newStack();
  const topic = sns.Topic.fromTopicArn(stack, 'Imported', 'arn:aws:sns:eu-west-1:444455556666:notices');
  const trail = newTrail({ notifications: { topic } }, stack);

  Template.fromStack(stack).hasResourceProperties('AWS::CloudTrail::Trail', { SnsTopicName: 'arn:aws:sns:eu-west-1:444455556666:notices' });
  expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:notificationsTopicPolicyNotWritten']);
  expect(trail.topicPolicyStatements).toHaveLength(1);
});

describe('the policy of an existing topic', () => {
  test('extend the policy that an L1 topic has already', () => {
    const template = templateOfTwoTrails((stack) => {
      const topic = new sns.CfnTopic(stack, 'Topic');
      const Statement = [{ Sid: 'Own', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topic.ref }];
      new sns.CfnTopicPolicy(stack, 'TopicPolicy', { topics: [topic.ref], policyDocument: { Version: '2012-10-17', Statement } });
      return { notifications: { topic } };
    });
    expect(sidsOf(propertiesOf(template, 'AWS::SNS::TopicPolicy').PolicyDocument)).toEqual(['Own', 'AWSCloudTrailSNSPolicy', 'AWSCloudTrailSNSPolicy']);
  });

  test('have one policy of an L1 topic that had none', () => {
    const template = templateOfTwoTrails((stack) => ({ notifications: { topic: new sns.CfnTopic(stack, 'Topic') } }));
    expect(sidsOf(propertiesOf(template, 'AWS::SNS::TopicPolicy').PolicyDocument)).toEqual(['AWSCloudTrailSNSPolicy', 'AWSCloudTrailSNSPolicy']);
  });

  test('extend the L2 policy of an L1 topic, in another stack, and wait for it', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Audit'), new Stack(app, 'Other')];
    const topic = new sns.CfnTopic(other, 'Topic');
    new sns.TopicPolicy(other, 'Policy', { topics: [sns.Topic.fromTopicArn(other, 'Imported', topic.ref)] });
    for (const id of ['Trail', 'Second']) {
      new WellArchitectedTrail(stack, id, { notifications: { topic } });
    }

    expect(sidsOf(propertiesOf(Template.fromStack(other), 'AWS::SNS::TopicPolicy').PolicyDocument)).toEqual(['AWSCloudTrailSNSPolicy', 'AWSCloudTrailSNSPolicy']);
    expect(stack.dependencies).toEqual([other]);
  });

  test('leave a policy of a topic alone that only CloudFormation can read, and say what is missing', () => {
    const stack = newStack();
    const topic = new sns.CfnTopic(stack, 'Topic');
    const policyDocument = { 'Fn::Transform': 'TopicPolicy' };
    new sns.CfnTopicPolicy(stack, 'TopicPolicy', { topics: [topic.ref], policyDocument: Lazy.any({ produce: () => policyDocument }) });
    newTrail({ notifications: { topic } }, stack);
    expect(propertiesOf(Template.fromStack(stack), 'AWS::SNS::TopicPolicy').PolicyDocument).toEqual(policyDocument);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:notificationsTopicPolicyNotWritten']);
  });
});

test('without a topic, there are no statements for one', () => {
  expect(newTrail().topicPolicyStatements).toEqual([]);
});
