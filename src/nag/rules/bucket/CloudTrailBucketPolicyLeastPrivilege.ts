import { autoDeleteRoles, isCleaning } from './auto-delete-roles';
import { BUCKET_CHANGES, OBJECT_CHANGES, objectChanges } from './bucket-changes';
import { evidence } from '../controls/evidence';
import { BUCKET_POLICY, S3_GUIDE } from '../facts';
import { isFormerAccount } from '../policy/accounts';
import { principalsOf, whom } from '../policy/principals';
import { checkReadable } from '../policy/readable';
import { type AllowedAction, allowedActions, checkStatements, inForce } from '../policy/statements';
import { admitsAnybody } from '../policy/who';
import {
  accountOfPrincipal, all, type Answer, any, anyOf, CLOUDTRAIL, includes, not, type Policies, type PolicyStatement, type Principal, trailRule,
} from '../rule';

export const CloudTrailBucketPolicyLeastPrivilege = trailRule({
  level: 'error',
  compliantWhen: 'the bucket policy lets nobody but CloudTrail write, delete or change objects or change the bucket, and allows nothing to `*` without a '
    + 'condition that names accounts or an organization, or a denial to all other accounts (what empties the bucket together with its stack may delete)',
  info: 'The bucket policy lets principals other than CloudTrail change the log files or the bucket.',
  why: 'A principal that may write can forge log files, one that may delete can remove them, and one that may change lifecycle or policy can do either later.',
  fix: 'Remove `s3:Put*`, `s3:Delete*`, `s3:Replicate*` and wildcards from Allow statements for principals other than CloudTrail; '
    + 'give readers `s3:GetObject` and `s3:ListBucket` only (CloudFormation: `AWS::S3::BucketPolicy`).',
  resource: BUCKET_POLICY,
  property: 'PolicyDocument',
  docs: `${S3_GUIDE}/security-best-practices.html`,
  constructFix: 'Remove the statements that were added to the policy of the `WellArchitectedTrail`, and let principals read with its `grantRead()`.',
  ...evidence({
    wellArchitected: ['SEC03-BP02', 'SEC08-BP04'],
  }),
  constructDefault: 'CloudTrail writes, nobody else; `grantRead` adds readers',
}, ({ bucketOfPolicy: { arn, resource }, bucketPolicy }) => {
  const cleaners = resource ? autoDeleteRoles(resource) : [];
  const objects = resource ? objectChanges(resource) : OBJECT_CHANGES;
  return inForce(bucketPolicy, (policy) => [
    ...checkStatements(policy.allowing, {
      id: 'AnyPrincipal',
      passes: (statement) => not(admitsAnybody(policy, statement)),
      lets: () => 'anybody use the bucket',
    }),
    ...checkStatements(policy.allowing, {
      id: 'Changes',
      passes: (statement) => not(any(changes(policy, statement).map(({ allowed }) => allowed))),
      lets: (statement) => {
        const certain = changes(policy, statement).filter(({ allowed }) => allowed === true).map(({ action }) => action);
        return `${whom(statement)} change log files or the bucket: ${certain.slice(0, 3).join(', ')}${certain.length > 3 ? ` and ${certain.length - 3} more` : ''}`;
      },
    }),
    checkReadable(policy, 'Allow', 'Changes'),
  ]);

  /** What a statement lets others than CloudTrail do; those who empty the bucket together with its stack may clean it, and no more. */
  function changes(policy: Policies, statement: PolicyStatement): AllowedAction[] {
    const { except, items } = principalsOf(statement);
    const others = except || anyOf(items, (item) => isOther(item));
    if (others === false) return [];
    const isCleaner = ({ value }: Principal) => anyOf(cleaners, ({ arn: role, isUsed }) => role === value && isUsed);
    const beyondCleaning = except || anyOf(items, (item) => all([isOther(item), not(isCleaner(item))]));
    return [
      ...allowedActions(policy, statement, objects, `${arn}/*`),
      ...allowedActions(policy, statement, BUCKET_CHANGES, arn),
    ].map(({ action, allowed }) => ({ action, allowed: allowed === false ? false : all([allowed, isCleaning(action) ? beyondCleaning : others]) }));
  }
});

/** Whether a principal is not CloudTrail. */
function isOther(principal: Principal): Answer {
  if (principal.kind === 'service' || principal.kind === 'unknown') return not(includes(principal, CLOUDTRAIL));
  return !isFormerAccount(accountOfPrincipal(principal));
}
