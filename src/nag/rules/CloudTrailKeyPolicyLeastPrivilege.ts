import { all, any, check, not, PolicyStatement, trailRule } from './rule';
import { concernsAnybody, whom } from './support/anybody';
import { checkReadable } from './support/readable';

/** What only an administrator of the key needs. */
const ADMINISTRATION = ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

const administers = (statement: PolicyStatement) => any(ADMINISTRATION.map((action) => statement.touchesAction(action)));

/**
 * Compliant when the key policy allows nothing to `*` without a condition that says who, and no service to administer the key, as `kms:*` would.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5
 */
export const CloudTrailKeyPolicyLeastPrivilege = trailRule(({ key, keyPolicy: policy }) => {
  key.need();
  return [
    ...policy.allowing.flatMap((statement) => [
      check(not(concernsAnybody(statement)), statement.at, 'The statement lets anybody use the key.', 'AnyPrincipal'),
      check(not(all([isForService(statement), administers(statement)])), statement.at, `The statement lets ${whom(statement)} administer the key.`, 'Service'),
    ]),
    checkReadable(policy, 'AnyPrincipal'),
  ];
});

function isForService({ principals }: PolicyStatement): boolean {
  return principals?.items.some(({ kind }) => kind === 'service') === true && !principals.except;
}
