import { all, any, check, not, PolicyStatement, trailRule } from './rule';
import { concernsAnybody } from './support/anybody';
import { principalsOf, whom } from './support/principals';
import { checkReadable } from './support/readable';

/** What only an administrator of the key needs. */
const ADMINISTRATION = ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

const isForService = (statement: PolicyStatement) => {
  const { except, items } = principalsOf(statement);
  return !except && items.some(({ kind }) => kind === 'service');
};
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
      check(not(all([isForService(statement), administers(statement)])), statement.at,
        `The statement lets ${whom(statement)} administer the key.`, 'Service'),
    ]),
    checkReadable(policy, 'AnyPrincipal'),
  ];
});
