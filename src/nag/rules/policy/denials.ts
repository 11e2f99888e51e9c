import { accountOfPrincipals } from './accounts';
import { principalsOf } from './principals';
import {
  accountOfPrincipal, all, allOf, type Answer, anyOf, type Condition, type Context, hasHole, holds, negates, type Policies, type PolicyStatement,
  type Principal, sameText,
} from '../rule';

/** Whether one statement is about all that another one is about. */
export function coversAll(statement: PolicyStatement, { actions, resources }: PolicyStatement): Answer {
  if (actions.except || !resources || resources.except) return false;
  return all([
    allOf(actions.items, (action) => statement.coversAction(action)),
    allOf(resources.items, (resource) => statement.coversResource(resource)),
  ]);
}

/** Whether a policy denies to all but principals of its own account what a statement allows. */
export function isClosedToOthers({ denying }: Policies, statement: PolicyStatement): Answer {
  const { account } = statement.at.resource;
  return anyOf(denying, (denial) => all([
    denial.concernsEverybody, coversAll(denial, statement), ...denial.conditions.map((condition) => holdsForOthers(condition, account)),
  ]));
}

/** Whether a condition holds for every request that no principal of the account makes: also for one that nobody has signed. */
function holdsForOthers(condition: Condition, own: string): Answer {
  const { key, qualifier, values } = condition;
  const negated = negates(condition);
  if (negated === undefined || qualifier === 'foranyvalue') return false;
  if (key === 'aws:principalarn') return allOf(values, (value) => sameText(accountOfPrincipals(value, negated) ?? '', own));
  return (key === 'aws:principalaccount' || key === 'kms:calleraccount') && allOf(values, (value) => sameText(value, own));
}

/** A denial, and whether it holds for every principal of a statement that allows something. */
export interface Denial {
  readonly denial: PolicyStatement;
  readonly holds: Answer;
}

/** The denials that are about all principals of a statement: what it allows is not allowed beside them. */
export function denialsFor(policies: Policies, statement: PolicyStatement): readonly Denial[] {
  if (policies.denying.length === 0 || statement.principals === undefined) return [];
  const { except, items } = principalsOf(statement);
  if (except || !items.every(isKnown)) return [];
  return policies.denying.map((denial) => ({ denial, holds: allOf(items, (item) => deniesTo(denial, item)) })).filter((each) => each.holds !== false);
}

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
