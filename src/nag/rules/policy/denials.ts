import { accountOfPrincipals } from './accounts';
import { Remembered } from './remembered';
import {
  accountOfPrincipal, all, allOf, type Answer, anyOf, type Condition, type Context, hasHole, holds, isUnknown, negates, type Policies,
  type PolicyStatement, type Principal, sameText, Unknown,
} from '../rule';

/** Whether one statement is about all that another one is about. */
export function coversAll(statement: PolicyStatement, { actions, resources }: PolicyStatement): Answer {
  if (actions.except || !resources || resources.except) return false;
  return all([
    allOf(actions.items, (action) => statement.coversAction(action)),
    allOf(resources.items, (resource) => statement.coversResource(resource)),
  ]);
}

/** Beyond this many pairs of a statement that allows and one that denies, the answer is unknown. AWS takes no policy that has a tenth of them. */
const MAX_PAIRS = 10_000;

/** Why nobody can tell what is denied in the end. */
export const TOO_MANY = new Unknown('what so many statements deny');

const found = new Remembered<ReadonlySet<string>, readonly PolicyStatement[] | Unknown>();

/** The denials under conditions on some keys only. */
function denialsUnder(keys: ReadonlySet<string>, policies: Policies): readonly PolicyStatement[] | Unknown {
  return found.of(policies, keys, () => {
    const possible = policies.denying.filter(({ conditions }) => conditions.every(({ key }) => keys.has(key)));
    return possible.length * policies.allowing.length > MAX_PAIRS ? TOO_MANY : possible;
  });
}

/** Whether a policy denies to all but principals of its own account what a statement allows. */
export function isClosedToOthers(policies: Policies, statement: PolicyStatement): Answer {
  const { account } = statement.at.resource;
  const possible = denialsUnder(KEYS_OF_PRINCIPALS, policies);
  if (isUnknown(possible)) return possible;
  return anyOf(possible, (denial) => all([
    denial.concernsEverybody, ...denial.conditions.map((condition) => holdsForOthers(condition, account)), coversAll(denial, statement),
  ]));
}

const KEYS_OF_PRINCIPALS: ReadonlySet<string> = new Set(['aws:principalaccount', 'aws:principalarn', 'kms:calleraccount']);

/** Whether a condition holds for every request that no principal of the account makes: also for one that nobody has signed. */
function holdsForOthers(condition: Condition, own: string): Answer {
  const { key, qualifier, values } = condition;
  const negated = negates(condition);
  if (negated === undefined || qualifier === 'foranyvalue') return false;
  if (key === 'aws:principalarn') return allOf(values, (value) => sameText(accountOfPrincipals(value, negated) ?? '', own));
  return allOf(values, (value) => sameText(value, own));
}

/** Whether a policy denies an action on a resource to all principals of a statement: what it allows is not allowed beside that. */
export function denialTo(policies: Policies, statement: PolicyStatement): (action: string, resource: string) => Answer {
  const { except, items } = statement.principals ?? { except: true, items: [] };
  if (except || !items.every(isKnown)) return () => false;
  const possible = denialsUnder(KEYS_OF_REQUESTS, policies);
  if (isUnknown(possible)) return () => possible;
  const denials = possible.map((denial) => ({ denial, holds: allOf(items, (item) => deniesTo(denial, item)) }))
    .filter((each) => each.holds !== false);
  return (action, resource) => anyOf(denials, ({ denial, holds: answer }) => {
    return all([answer, denial.coversAction(action), denial.coversResource(resource)]);
  });
}

const KEYS_OF_REQUESTS: ReadonlySet<string> = new Set([...KEYS_OF_PRINCIPALS, 'aws:principalisawsservice']);

/** A principal or an account of which nothing is left to the deployment. */
function isKnown(principal: Principal): boolean {
  return principal.kind === 'aws' && !hasHole(principal.value) && accountOfPrincipal(principal) !== undefined;
}

function deniesTo(denial: PolicyStatement, principal: Principal): Answer {
  const about = denial.concerns(principal);
  return about === false ? false : all([about, ...denial.conditions.map((condition) => holdsFor(condition, requestOf(principal, denial)))]);
}

function holdsFor(condition: Condition, request: Context): Answer {
  return Object.hasOwn(request, condition.key) && holds(condition, request);
}

/** What is known of every request of a principal. An account stands for all of its principals. */
function requestOf(principal: Principal, { at: { resource } }: PolicyStatement): Context {
  const account = accountOfPrincipal(principal);
  const isOne = /^arn:[^:]*:iam::[^:]*:(?:role|user)\//.test(principal.value);
  return {
    'aws:principalaccount': account,
    'aws:principalisawsservice': 'false',
    ...(resource.type.startsWith('AWS::KMS::') && { 'kms:calleraccount': account }),
    ...(isOne && { 'aws:principalarn': principal.value }),
  };
}
