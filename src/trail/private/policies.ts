import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import type { Statement } from '../../cloudtrail/statements';
import { shortHash } from '../../private/names';
import { readableJson } from '../../private/readable';
import { topicPolicy } from '../../private/topic-policy';

/** A resource policy, with the statements that a trail needs in it. */
export interface ResourcePolicy {
  /** The prop through which the resource came, such as `bucket`. */
  readonly prop: string;
  /**
   * The resource of the policy. Buckets and topics must be the construct that was passed in: for an L1, CDK finds the existing
   * policy; for an L2 that wraps the L1, it would create a second policy, which would overwrite the first.
   */
  readonly resource: IConstruct & Parameters<typeof ResourceWithPolicies.of>[0];
  readonly statements: Statement[];
}

/**
 * Adds the statements to the policy of the resource, and returns what the trail must depend on.
 *
 * The policy of an imported resource is not managed by this app: a warning says which statements the owner must add.
 */
export function writePolicy(scope: IConstruct, { prop, resource, statements }: ResourcePolicy): IDependable[] {
  const target = CfnTopic.isCfnTopic(resource) ? topicPolicy(resource) : ResourceWithPolicies.of(resource);
  const results = toPolicyStatements(statements).map((statement) => target?.addToResourcePolicy(statement));
  if (!results.every((result) => result?.statementAdded)) {
    Validations.of(scope).addWarning(
      `cdk-well-architected-trail:${camelCase(prop)}PolicyNotWritten`,
      `The policy of \`${prop}\` is not managed by this app, because the resource is imported. Its owner must add these statements before the trail is deployed: ${readableJson(scope, statements)}`,
    );
  }
  // For a key, CDK returns the policy document, which is not a construct.
  return results.flatMap((result) => (Construct.isConstruct(result?.policyDependable) ? [result.policyDependable] : []));
}

/** A Sid must be unique within a policy, and other trails may use the same bucket, key or topic. */
export function withDistinctSids(scope: IConstruct, statements: Statement[]): Statement[] {
  const suffix = shortHash(scope.node.path);
  return statements.map((statement) => ({ ...statement, Sid: `${statement.Sid}${suffix}` }));
}

export function toPolicyStatements(statements: readonly Statement[]): PolicyStatement[] {
  return statements.map((statement) => PolicyStatement.fromJson(statement));
}

function camelCase(prop: string): string {
  return prop.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase());
}
