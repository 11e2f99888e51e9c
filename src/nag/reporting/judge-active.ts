import type { ActiveRules } from './levels';
import type { TemplateSet } from '../engine/cloudformation/template-set';
import { type Finding, judge } from '../engine/judge';
import type { Judgement } from '../engine/judgement';
import { type RuleName, RULES } from '../rules';

/** Judges a set by the rules that are on. `judgementOf` may put something around a rule. */
export function judgeActive(
  set: TemplateSet, active: ActiveRules, requiredRetentionDays: number, judgementOf: (name: RuleName) => Judgement = (name) => RULES[name],
): Finding[] {
  const names = [...active.keys()];
  return judge(set, Object.fromEntries(names.map((name) => [name, judgementOf(name)])), {
    requiredRetentionDays,
    advisory: new Set(names.flatMap((name) => active.get(name) === 'error' ? adviceOf(name) : name)),
  });
}

/** The findings of a rule that are advice, as the judge names them. */
function adviceOf(name: RuleName): string[] {
  return RULES[name].advice?.map((finding) => `${name}[${finding}]`) ?? [];
}
