import type { AppView, GrantView } from './graph/app-view';
import type { TrailView } from './graph/trail-view';
import type { Verdicts } from './graph/view';

/** What users set for the rules. */
export interface RuleOptions {
  /** Days that logs must be kept. */
  readonly requiredRetentionDays: number;
}

/** Judges a trail and the resources it delivers to; also resources that a trail of another app delivers to: then there is no `trail`. */
export interface TrailJudgement {
  readonly about: 'trail';
  readonly judge: (view: TrailView, options: RuleOptions) => Verdicts;
}

/** Judges each resource that grants permissions. */
export interface GrantJudgement {
  readonly about: 'grant';
  readonly judge: (view: GrantView, options: RuleOptions) => Verdicts;
}

/** Judges the app as a whole, after the others. */
export interface AppJudgement {
  readonly about: 'app';
  readonly judge: (view: AppView, options: RuleOptions) => Verdicts;
}

/** A pure function from what will be deployed to a verdict. */
export type Judgement = TrailJudgement | GrantJudgement | AppJudgement;
