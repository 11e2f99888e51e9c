import { KEY, KMS_GUIDE } from '../facts';
import { concernsAnybody } from '../policy/anybody';
import { principalsOf, whom } from '../policy/principals';
import { checkReadable } from '../policy/readable';
import { all, any, check, not, type PolicyStatement, trailRule } from '../rule';

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
export const CloudTrailKeyPolicyLeastPrivilege = trailRule({
  level: 'error',
  compliantWhen: 'the key policy admits no `*` principal without a condition and gives no service `kms:*`',
  info: 'The key policy gives away more than it must.',
  why: 'Whoever may use the key can read the log files; whoever may change its policy, disable or delete it can make all of them unreadable.',
  fix: 'Name the principals that need the key and the actions that they need, such as `kms:Decrypt` for readers (CloudFormation: `KeyPolicy`). '
    + '`kms:*` for the root of your own account is fine.',
  resource: KEY,
  property: 'KeyPolicy',
  docs: `${KMS_GUIDE}/key-policies.html`,
  controls: {
    securityHub: ['KMS.5'],
    wellArchitected: ['SEC03-BP02', 'SEC08-BP01'],
  },
  constructDefault: 'the account root and CloudTrail, nobody else',
}, ({ key, keyPolicy: policy }) => {
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
