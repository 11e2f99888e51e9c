import { Token } from 'aws-cdk-lib';
import { type AddToResourcePolicyResult, PolicyDocument, type PolicyStatement, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, CfnBucketPolicy, type IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, CfnTopicPolicy, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { referencesIn } from './references';

/*
 * A bucket or topic has one policy: of two, the one that is deployed last is in effect. CDK's L2 constructs do not look for a policy that
 * is there already, so a statement added through them would remove those of others.
 */

type Resource = IConstruct & { addToResourcePolicy(statement: PolicyStatement): AddToResourcePolicyResult };
type Policy = CfnBucketPolicy | CfnTopicPolicy;

/** The bucket, whose statements go into the policy that is there already. */
export function withOneBucketPolicy(bucket: IBucket): IBucket {
  return withOnePolicy(bucket, CfnBucket.isCfnBucket, (resource, l1) => (
    policyBeside(resource, l1, CfnBucketPolicy.isCfnBucketPolicy, (policy) => policy.bucket)));
}

/** The topic, whose statements go into the policy that is there already. */
export function withOneTopicPolicy(topic: ITopic): ITopic {
  return withOnePolicy(topic, CfnTopic.isCfnTopic, topicPolicyBeside);
}

export function topicPolicyBeside(resource: IConstruct, l1: IConstruct): CfnTopicPolicy | undefined {
  return policyBeside(resource, l1, CfnTopicPolicy.isCfnTopicPolicy, (policy) => policy.topics);
}

const REDIRECTED = Symbol.for('cdk-well-architected-trail.OnePolicy');

function withOnePolicy<T extends Resource>(
  resource: T & { [REDIRECTED]?: boolean }, isL1: (one: unknown) => boolean, find: (resource: IConstruct, l1: IConstruct) => Policy | undefined,
): T {
  const l1 = [resource.node.scope, resource.node.defaultChild].find((one): one is IConstruct => isL1(one));
  if (!l1 || resource[REDIRECTED]) return resource;
  const add = resource.addToResourcePolicy.bind(resource);
  resource.addToResourcePolicy = (statement) => {
    const policy = find(resource, l1);
    if (policy) return extend(policy, statement);
    // For an L2 that wraps an L1, CDK would name the policy differently from the one that it makes for the L1.
    return l1 === resource.node.scope ? ResourceWithPolicies.of(l1 as CfnBucket)!.addToResourcePolicy(statement) : add(statement);
  };
  resource[REDIRECTED] = true;
  return resource;
}

/** The policy of a resource that its construct does not know; one that it made itself is its own. */
function policyBeside<T extends Policy>(
  resource: IConstruct, l1: IConstruct, isPolicy: (one: unknown) => one is T, target: (policy: T) => unknown,
): T | undefined {
  const madeByL2 = (policy: T) => resource !== l1 && l1 !== resource.node.scope && policy.node.scopes.includes(resource);
  return resource.node.root.node.findAll().filter(isPolicy).find((policy) => !madeByL2(policy) && referencesIn(policy, target(policy)).includes(l1));
}

/** Adds a statement to a policy of the template. Not if the whole policy is an intrinsic function. */
export function extend(policy: Policy, statement: PolicyStatement): AddToResourcePolicyResult {
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
