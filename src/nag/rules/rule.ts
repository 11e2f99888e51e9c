import type { RuleFact } from './facts';
import type { AppJudgement, GrantJudgement, Judgement, TrailJudgement } from '../engine/judgement';

/* What rules are written with. They import it from here, so that one file says what of the engine they depend on. */

export type { RuleFact } from './facts';
export { follow, identityIn, Link } from '../engine/graph/link';
export { Policies, type PolicyStatement, referrers } from '../engine/graph/policies';
export { TrailView } from '../engine/graph/trail-view';
export { cannotTell, check, compliant, itemsOf, Node, nonCompliant, notApplicable, ResourceView } from '../engine/graph/view';
export type { Verdict } from '../engine/graph/view';
export { all, allOf, any, anyOf, isUnknown, not, Unknown } from '../../cloudtrail/logic/answer';
export type { Answer } from '../../cloudtrail/logic/answer';
export { combinations, mapAlternatives, overAlternatives, rangeOf } from '../../cloudtrail/logic/alternatives';
export { ABSENT, ACCOUNT, firstHole, hasAlternatives, hasHole, hasIdentity, isIn, KEY_ID, ORGANIZATION } from '../../cloudtrail/logic/marks';
export { holds, negates } from '../engine/cloudformation/conditions';
export type { Condition, Context } from '../engine/cloudformation/conditions';
export { AUTO_DELETERS, REPLICAS } from '../engine/cloudformation/edges';
export { isObject } from '../engine/cloudformation/json';
export type { Value } from '../engine/cloudformation/json';
export { groupBy } from '../engine/cloudformation/multimap';
export { asWritten, forgottenReference, hasVariable, OWN_ORGANIZATION } from '../engine/cloudformation/policy-text';
export { accountOfPrincipal, ANYBODY, CLOUDTRAIL, includes, service } from '../engine/cloudformation/principals';
export type { Principal } from '../engine/cloudformation/principals';
export type { Listed, Request, Statement } from '../engine/cloudformation/statement';
export type { Resource } from '../engine/cloudformation/template';
export { matches, overlap, reasonIn, sameText, startsWith } from '../../cloudtrail/logic/patterns';
export type { World } from '../engine/cloudformation/world';

/** A rule: its facts and its check. */
export type Rule = RuleFact & Judgement;

export function trailRule(fact: RuleFact, judge: TrailJudgement['judge']): RuleFact & TrailJudgement {
  return { ...fact, about: 'trail', judge };
}

export function grantRule(fact: RuleFact, judge: GrantJudgement['judge']): RuleFact & GrantJudgement {
  return { ...fact, about: 'grant', judge };
}

export function appRule(fact: RuleFact, judge: AppJudgement['judge']): RuleFact & AppJudgement {
  return { ...fact, about: 'app', judge };
}
