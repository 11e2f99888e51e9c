import { type IResourceWithPolicyV2, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import type { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { extend, topicPolicyBeside } from './one-policy';

/** The policy of an L1 topic: the existing one, or a new one. A topic has one policy only, and CDK does not look for it. */
export function topicPolicy(topic: CfnTopic): IResourceWithPolicyV2 | undefined {
  const policy = topicPolicyBeside(topic, topic);
  return policy ? { env: topic.env, addToResourcePolicy: (statement) => extend(policy, statement) } : ResourceWithPolicies.of(topic);
}
