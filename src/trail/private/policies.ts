import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import { archiveOf } from './archives';
import type { Statement } from '../../cloudtrail/statements';
import { keyBehind, lowLevelKey } from '../../private/keys';
import { shortHash } from '../../private/names';
import { checkPolicySize } from '../../private/policy-size';
import { statementsToPaste } from '../../private/readable';
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
  /** Statements that the trail does not need, but what it had before does. */
  readonly former?: Statement[];
  /** What the app of an archive has to call, for a resource of an archive that is not in this app. */
  readonly admission?: string;
  /** What needs the statements, if it is not the scope: they are counted by this. */
  readonly user?: object;
}

/**
 * Adds the statements to the policy of the resource, and returns what the trail must depend on.
 *
 * The policy of an imported resource is not managed by this app: a warning says which statements the owner must add.
 */
export function writePolicy(scope: Construct, policy: ResourcePolicy): IDependable[] {
  const { prop, resource, statements, former = [], user } = policy;
  const target = CfnTopic.isCfnTopic(resource) ? topicPolicy(resource) : ResourceWithPolicies.of(resource);
  const missing = [...statements, ...former].filter(({ Sid }) => !isSharedAndWritten(resource, Sid));
  const results = toPolicyStatements(missing).map((statement) => target?.addToResourcePolicy(statement));
  if (!results.every((result) => result?.statementAdded)) warnOfOwner(scope, policy);
  const written = results[0]?.policyDependable;
  if (written) checkPolicySize(scope, { prop, resource: policyOwner(resource), policy: written }, missing, user);
  // For a key, CDK returns the policy document, which is not a construct.
  return results.flatMap((result) => (Construct.isConstruct(result?.policyDependable) ? [result.policyDependable] : []));
}

function warnOfOwner(scope: Construct, { prop, resource, statements, former = [], admission }: ResourcePolicy): void {
  if (admission && archiveOf(resource)?.described) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:archiveMustAdmitTrail',
      `The log archive is not in this app. Before the trail is deployed, its app must be deployed with: ${admission}`);
    return;
  }
  const member = MEMBERS[prop];
  const also = member ? `, which ${statements.length === 1 ? 'is' : 'are'} also \`trail.${member}\`` : '';
  const texts = [
    { list: statements, text: `Before the trail is deployed, its owner must add ${counted(statements)}${also} (${GUIDE}).` },
    { list: former, text: `If the trail has had a log group that is encrypted with this key, its owner must also keep ${counted(former)}, or its events cannot be read.` },
  ].filter(({ list }) => list.length > 0).map(({ list, text }) => statementsToPaste(scope, text, list));
  Validations.of(scope).addWarning(`cdk-well-architected-trail:${camelCase(prop)}PolicyNotWritten`,
    `The policy of \`${prop}\` is not managed by this app, because the resource is imported. ${texts.join('\n')}`);
}

/** Where the statements are, for an owner whose app is written with the CDK. */
const MEMBERS: { readonly [prop: string]: string | undefined } = {
  'bucket': 'bucketPolicyStatements',
  'encryptionKey': 'keyPolicyStatements',
  'notifications.topic': 'topicPolicyStatements',
};

const GUIDE = 'docs/adopting.md';

function counted({ length }: readonly unknown[]): string {
  return length === 1 ? 'this statement' : `these ${length} statements`;
}

/** An alias has the policy of its key. */
function policyOwner(resource: IConstruct): IConstruct {
  return 'keyRef' in resource ? keyBehind(resource as IKeyRef)! : resource;
}

/** Statements that are the same for every trail that uses a key. */
const SHARED_SIDS = ['AllowCloudWatchLogsForTrails'];

const WRITTEN = Symbol.for('cdk-well-architected-trail.SharedStatementWritten');

/** Whether another trail has written a statement that is the same for all; if not, this one writes it. */
function isSharedAndWritten(resource: IConstruct, sid: string): boolean {
  if (!SHARED_SIDS.includes(sid)) return false;
  const key = policyOwner(resource) as IKeyRef;
  const owner = (lowLevelKey(key) ?? key) as IKeyRef & { [WRITTEN]?: boolean };
  const written = owner[WRITTEN] ?? false;
  owner[WRITTEN] = true;
  return written;
}

/** A Sid must be unique within a policy, and other trails may use the same bucket, key or topic. */
export function withDistinctSids(user: string, statements: Statement[]): Statement[] {
  const suffix = shortHash(user);
  return statements.map((statement) => (SHARED_SIDS.includes(statement.Sid) ? statement : { ...statement, Sid: `${statement.Sid}${suffix}` }));
}

export function toPolicyStatements(statements: readonly Statement[]): PolicyStatement[] {
  return statements.map((statement) => PolicyStatement.fromJson(statement));
}

function camelCase(prop: string): string {
  return prop.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase());
}
