import { principalsOf } from '../policy/principals';
import { allOf, type Answer, AUTO_DELETERS, follow, identityIn, Policies, referrers, type ResourceView, sameText } from '../rule';

/** All that the CDK lets the function do that empties a bucket which is deleted with its stack. */
const CLEANING: ReadonlySet<string> = new Set(['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutBucketPolicy']);

export function isCleaning(action: string): boolean {
  return CLEANING.has(action);
}

/** A role with which the CDK empties a bucket, and whether it does. */
export interface AutoDeleteRole {
  readonly arn: string;
  readonly isUsed: Answer;
}

/** The roles with which the CDK empties this bucket: only Lambda functions may use them. */
export function autoDeleteRoles(bucket: ResourceView): readonly AutoDeleteRole[] {
  const { found } = referrers(bucket.world, AUTO_DELETERS, identityIn(bucket), bucket.resource);
  return found.flatMap((cleaner) => {
    const handler = follow(cleaner.get('ServiceToken'), 'function', ['AWS::Lambda::Function']).resource;
    const role = handler && follow(handler.get('Role'), 'role', ['AWS::IAM::Role']).resource;
    return role && isForLambdaAlone(role) ? { arn: role.arn, isUsed: cleaner.present } : [];
  });
}

/** No one else may use the role: a hand-made function could admit anybody. */
function isForLambdaAlone(role: ResourceView): boolean {
  const document = role.get('AssumeRolePolicyDocument');
  const trust = document.isMissing ? Policies.none(role) : Policies.of(role, [document], 'trust');
  return trust.unreadable === false && trust.allowing.every((statement) => {
    const { except, items } = principalsOf(statement);
    return !except && allOf(items, ({ kind, value }) => kind === 'service' && sameText(value, 'lambda.amazonaws.com')) === true;
  });
}
