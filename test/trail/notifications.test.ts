import { type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';

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
])('an existing topic is used, and its own key is left alone: %s', (_, existing) => {
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
