import type { evidence } from './controls/evidence';
import type { Evidence } from './controls/evidence-of';
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
export { ABSENT, ACCOUNT, decisionIn, firstHole, firstIdentity, hasAlternatives, hasHole, hasIdentity, isIn, KEY_ID, ORGANIZATION } from '../../cloudtrail/logic/marks';
export { ADDRESS_OF_AWS, holds, negates } from '../engine/cloudformation/conditions';
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

/** The facts of a rule as its file writes them. */
type WrittenFact = Omit<RuleFact, keyof Evidence> & ReturnType<typeof evidence>;

export function trailRule(fact: WrittenFact, judge: TrailJudgement['judge']): RuleFact & TrailJudgement {
  return withControls(fact, { about: 'trail', judge });
}

export function grantRule(fact: WrittenFact, judge: GrantJudgement['judge']): RuleFact & GrantJudgement {
  return withControls(fact, { about: 'grant', judge });
}

export function appRule(fact: WrittenFact, judge: AppJudgement['judge']): RuleFact & AppJudgement {
  return withControls(fact, { about: 'app', judge });
}

function withControls<J extends Judgement>({ evidence: found, ...fact }: WrittenFact, judgement: J): RuleFact & J {
  return Object.defineProperties({ ...fact, ...judgement }, {
    controls: { get: () => found().controls, enumerable: true },
    controlSources: { get: () => found().controlSources, enumerable: true },
  }) as RuleFact & J;
}
