import { AppView, GrantView } from '../graph/app-view';
import { TrailView } from '../graph/trail-view';
import { Verdicts } from '../graph/verdict';

export { AppView, GrantView } from '../graph/app-view';
export { Link } from '../graph/link';
export { Node } from '../graph/node';
export { Policies, PolicyStatement } from '../graph/policies';
export { ResourceView } from '../graph/resource-view';
export { TrailView } from '../graph/trail-view';
export { cannotTell, check, compliant, nonCompliant, notApplicable } from '../graph/verdict';
export type { Place, Verdict, Verdicts } from '../graph/verdict';
export { all, any, isUnknown, not, Unknown } from '../template/answer';
export type { Answer } from '../template/answer';
export { hasHole } from '../template/atoms';
export { ANYBODY, awsPrincipal, CLOUDTRAIL, service } from '../template/principals';
export type { Condition, Context } from '../template/conditions';
export type { Principal } from '../template/principals';
export type { Request, Statement } from '../template/statement';
export { matches, overlap, sameText, startsWith } from '../template/text';
export { arnMatches } from '../template/conditions';

/** What users set for the rules. */
export interface RuleOptions {
  /** Days that logs must be kept. */
  readonly requiredRetentionDays: number;
}

/** A rule about a trail and what hangs on it. Also asked about what a trail of another app delivers to; `trail` is absent then. */
export interface TrailRule {
  readonly about: 'trail';
  readonly judge: (view: TrailView, options: RuleOptions) => Verdicts;
}

/** A rule about each resource that grants permissions. */
export interface GrantRule {
  readonly about: 'grant';
  readonly judge: (view: GrantView, options: RuleOptions) => Verdicts;
}

/** A rule about the app as a whole, asked after the others. */
export interface AppRule {
  readonly about: 'app';
  readonly judge: (view: AppView, options: RuleOptions) => Verdicts;
}

/** A pure function from what will be deployed to a verdict. */
export type Rule = TrailRule | GrantRule | AppRule;

export function trailRule(judge: TrailRule['judge']): TrailRule {
  return { about: 'trail', judge };
}

export function grantRule(judge: GrantRule['judge']): GrantRule {
  return { about: 'grant', judge };
}

export function appRule(judge: AppRule['judge']): AppRule {
  return { about: 'app', judge };
}
