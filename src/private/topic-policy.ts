import { Token } from 'aws-cdk-lib';
import { type AddToResourcePolicyResult, type IResourceWithPolicyV2, PolicyDocument, type PolicyStatement, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import { type CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { referencesIn } from './references';

/**
 * The policy of an L1 topic: the existing one, or a new one. A topic can have one policy only, and CDK does not look for it.
 */
export function topicPolicy(topic: CfnTopic): IResourceWithPolicyV2 | undefined {
  const policies = topic.node.root.node.findAll().filter((construct): construct is CfnTopicPolicy => CfnTopicPolicy.isCfnTopicPolicy(construct));
  const policy = policies.find((candidate) => referencesIn(candidate, candidate.topics).includes(topic));
  return policy ? { env: topic.env, addToResourcePolicy: (statement) => extend(policy, statement) } : ResourceWithPolicies.of(topic);
}

function extend(policy: CfnTopicPolicy, statement: PolicyStatement): AddToResourcePolicyResult {
  const { policyDocument } = policy;
  if (policyDocument instanceof PolicyDocument) {
    policyDocument.addStatements(statement);
  } else if (Token.isUnresolved(policyDocument)) {
    return { statementAdded: false };
  } else {
    const document = PolicyDocument.fromJson(policyDocument);
    document.addStatements(statement);
    policy.policyDocument = document;
  }
  return { statementAdded: true, policyDependable: policy };
}
