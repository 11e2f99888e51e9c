import { accountOfPrincipals, isAccount } from './accounts';
import { isClosedToOthers } from './denials';
import { principalsOf } from './principals';
import {
  accountOfPrincipal, all, type Answer, any, anyOf, ANYBODY, firstHole, hasHole, hasIdentity, isIn, not, ORGANIZATION, OWN_ORGANIZATION,
  type Policies, type PolicyStatement, type Principal, reasonIn, sameText, Unknown,
} from '../rule';

/** Condition keys that say whose request it is. An address, a referrer or TLS says nothing about that. */
const ACCOUNT_KEYS = ['aws:PrincipalAccount', 'aws:SourceAccount', 'aws:SourceOwner', 'kms:CallerAccount'];
const ARN_KEYS = ['aws:PrincipalArn', 'aws:SourceArn'];
export const SOURCE_ORGANIZATION_KEYS = ['aws:SourceOrgID', 'aws:SourceOrgPaths'];
const WHO = [...ACCOUNT_KEYS, ...ARN_KEYS, 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', ...SOURCE_ORGANIZATION_KEYS];
/** Those that only requests of principals have; the others say for whom a service works. */
const PRINCIPAL_KEYS = WHO.filter((key) => !key.startsWith('aws:Source') || key === 'aws:SourceOwner');

/** Whether a statement is about anybody at all: `*`, or everybody but some, under no condition that says who. */
export function concernsAnybody(statement: PolicyStatement): Answer {
  const concerned = statement.concerns(ANYBODY);
  return concerned === false ? false : all([concerned, not(isLimited(statement))]);
}

/** The same, as far as the policy does not deny it to all but the account. */
export function admitsAnybody(policies: Policies, statement: PolicyStatement): Answer {
  const anybody = concernsAnybody(statement);
  return anybody === false ? false : all([anybody, not(isClosedToOthers(policies, statement))]);
}

function isLimited(statement: PolicyStatement, keys = WHO): Answer {
  const own = statement.at.resource.account;
  return any([
    ...keys.map((key) => statement.limits(key, (value, operator) => namesOne(value, operator, own))),
    // The unique id of a role or user, with any session name, or of the root user of an account.
    statement.limits('aws:userid', (value) => /^(?:A[A-Z0-9]{12,}(?::\*)?|\d{12})$/.test(value)),
  ]);
}

/** Whether the value of a condition is one principal, account or organization, or a pattern inside of one. */
function namesOne(value: string, operator: string, own: string): Answer {
  // Without wildcards it is one, whichever.
  if (operator.startsWith('stringequals')) return true;
  if (!/[*?]/.test(value)) return !hasHole(value) || new Unknown(firstHole(value) as string);
  const account = accountOfPrincipals(value, operator);
  return account === undefined ? isInOrganization(value) : isAccount(account, own);
}

/** Whether a text is one organization, or a part of one, or a pattern inside of one. */
export function isOrganization(value: string, operator: string): Answer {
  // Without wildcards it is one, whichever.
  if (operator.startsWith('stringequals')) return true;
  if (!/[*?]/.test(value)) return !hasHole(value) || isIn(ORGANIZATION, value) || new Unknown(firstHole(value) as string);
  return isInOrganization(value);
}

const isInOrganization = (value: string): Answer => {
  const [organization, ...below] = value.split('/');
  if (below.length === 0) return false;
  if (/^o-[a-z0-9]+$/.test(organization) || organization === OWN_ORGANIZATION || isIn(ORGANIZATION, organization)) return true;
  return hasHole(organization) && new Unknown(firstHole(organization) as string);
};

/**
 * Whether a statement is about principals outside the account that it belongs to. Services are not meant, nor anybody at all, which is a finding of
 * its own.
 */
export function concernsOutsiders(statement: PolicyStatement): Answer {
  const own = statement.at.resource.account;
  const { except, items } = principalsOf(statement);
  if (except) return false;
  const outside = anyOf(items, (item) => item.kind === 'any' ? isLimited(statement, PRINCIPAL_KEYS) : isOutside(item, own));
  return outside === false ? false : all([outside, not(isLimitedToAccount(statement, own))]);
}

/** Whether a principal is certainly, or may be, of another account. */
export function isOutside(principal: Principal, own: string): Answer {
  if (principal.kind === 'service') return false;
  if (principal.kind === 'unknown' || (principal.kind === 'aws' && hasHole(principal.value) && !principal.value.startsWith('arn:'))) {
    return new Unknown(principal.value);
  }
  const account = accountOfPrincipal(principal);
  if (account !== undefined) return not(sameText(account, own));
  // A canonical user, a web identity, or the id of a principal that is no more. What AWS makes up for a resource of the app may be any of them.
  return !hasHole(principal.value) && !hasIdentity(principal.value) || new Unknown(reasonIn(principal.value, ''));
}

function isLimitedToAccount(statement: PolicyStatement, own: string): Answer {
  return any([
    ...ACCOUNT_KEYS.map((key) => statement.limits(key, (value) => sameText(value, own))),
    ...ARN_KEYS.map((key) => statement.limits(key, (value, operator) => sameText(accountOfPrincipals(value, operator) ?? '', own))),
  ]);
}
