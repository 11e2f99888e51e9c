import type { RuleFact } from './facts';
import type { AppJudgement, GrantJudgement, Judgement, TrailJudgement } from '../engine/judgement';

export type { RuleFact } from './facts';
export type { RuleOptions } from '../engine/judgement';
export { AppView, GrantView } from '../engine/graph/app-view';
export { Link } from '../engine/graph/link';
export { cannotTell, check, compliant, Node, nonCompliant, notApplicable, type Place, ResourceView, type Verdict, type Verdicts } from '../engine/graph/view';
export { Policies, PolicyStatement } from '../engine/graph/policies';
export { TrailView } from '../engine/graph/trail-view';
export { all, any, isUnknown, not, Unknown } from '../../cloudtrail/logic/answer';
export type { Answer } from '../../cloudtrail/logic/answer';
export { hasHole } from '../../cloudtrail/logic/marks';
export { ANYBODY, awsPrincipal, CLOUDTRAIL, service } from '../engine/cloudformation/principals';
export type { Condition, Context } from '../engine/cloudformation/conditions';
export type { Principal } from '../engine/cloudformation/principals';
export type { Request, Statement } from '../engine/cloudformation/statement';
export { matches, overlap, sameText, startsWith } from '../../cloudtrail/logic/patterns';
export { arnMatches } from '../engine/cloudformation/conditions';

/** What is known of a rule, and how it judges. */
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
