/** Topics, their policies and subscriptions. */
import { checkPrincipals, checkSize } from './iam';
import { keyOf } from './kms';
import { Refusal } from '../report';
import type { Physical, World } from '../world';

const TOPIC_POLICY_BYTES = 30 * 1024;

/** A trail names its topic by the ARN, or by the name where it is in the same account and Region. */
export function topicOf(world: World, reference: string, from: Physical): Physical | undefined {
  return world.all('AWS::SNS::Topic').find((topic) => topic.arn === reference
    || (topic.name === reference && topic.environment.region === from.environment.region && topic.environment.account === from.environment.account));
}

export function checkTopic(topic: Physical, world: World): void {
  const { KmsMasterKeyId: reference } = topic.properties;
  if (reference && !isAwsManaged(reference) && !keyOf(world, reference, topic.environment)) {
    throw new Refusal('missing-resource', `the key ${reference} of the topic does not exist`);
  }
}

export function checkTopicPolicy(policy: Physical, world: World): void {
  const missing = policy.properties.Topics.find((arn: string) => !world.byArn(arn));
  if (missing) throw new Refusal('missing-resource', `the topic ${missing} does not exist`);
  checkPrincipals(world, policy.properties.PolicyDocument, 'topic policy');
  checkSize(policy.properties.PolicyDocument, TOPIC_POLICY_BYTES, 'topic policy');
}

export function checkSubscription(subscription: Physical, world: World): void {
  const { TopicArn: arn } = subscription.properties;
  if (!world.byArn(arn)) throw new Refusal('missing-resource', `the topic ${arn} does not exist`);
}

export const isAwsManaged = (reference: string): boolean => /(^|:)alias\/aws\//.test(reference);
