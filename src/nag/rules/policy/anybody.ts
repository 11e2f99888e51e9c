import { accountOf, isAccount } from './accounts';
import { firstHole } from '../../../cloudtrail/logic/marks';
import { all, type Answer, any, ANYBODY, hasHole, not, type PolicyStatement, Unknown } from '../rule';

/** Condition keys that say who asks: `*` under one of them is somebody. An address, a referrer or TLS says nothing about that. */
const WHO = [
  'aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID',
  'aws:SourceOwner', 'kms:CallerAccount',
];

/** Whether a statement is about anybody at all: `*`, or everybody but some, under no condition that says who. */
export function concernsAnybody(statement: PolicyStatement): Answer {
  const own = statement.at.resource.account;
  const limited = any(WHO.map((key) => statement.limits(key, (value, operator) => meansSomebody(value, operator, own))));
  return all([statement.concerns(ANYBODY), not(limited)]);
}

/** Whether the value of a condition is one principal, account or organization, or a pattern inside of one. */
function meansSomebody(value: string, operator: string, own: string): Answer {
  // Without wildcards it is one, whichever.
  if (operator.startsWith('stringequals')) return true;
  if (!/[*?]/.test(value)) return !hasHole(value) || new Unknown(firstHole(value) as string);
  const account = accountOf(value);
  return account === undefined ? /^o-[a-z0-9]+\//.test(value) : isAccount(account, own);
}
