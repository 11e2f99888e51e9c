import { invalid } from '../../cloudtrail/invalid';
import { RuleLevel } from '../rule-level';
import { PACK_NAME, RULE_NAMES, type RuleName, RULES } from '../rules';
import type { Level } from '../rules/facts';

/** The rules to judge, each with its level. */
export type ActiveRules = ReadonlyMap<RuleName, Level>;

const LEVELS: { readonly [level in Exclude<RuleLevel, RuleLevel.OFF>]: Level } = {
  [RuleLevel.ERROR]: 'error',
  [RuleLevel.WARNING]: 'warning',
  [RuleLevel.INFO]: 'info',
};

/**
 * The rules to judge: the levels asked for, else those of the table. To set the level of an opt-in rule is to opt in.
 */
export function activeRules(optIn: readonly RuleName[], asked: { readonly [rule: string]: RuleLevel }): ActiveRules {
  const chosen = new Map(Object.entries(asked).map(([rule, level]) => [ruleNamed(rule), level]));
  const active = new Map<RuleName, Level>();
  for (const name of RULE_NAMES) {
    const fact = RULES[name];
    const level = chosen.get(name);
    if (level === undefined ? !fact.optIn || optIn.includes(name) : level !== RuleLevel.OFF) {
      active.set(name, level === undefined ? fact.level : LEVELS[level as keyof typeof LEVELS]);
    }
  }
  return active;
}

/** Accepts the name of a rule and its id. */
function ruleNamed(rule: string): RuleName {
  const name = rule.startsWith(`${PACK_NAME}-`) ? rule.slice(PACK_NAME.length + 1) : rule;
  if (!Object.hasOwn(RULES, name)) {
    throw invalid('ruleLevels', `must name rules of the pack, such as ${nearest(name).map((near) => `'${near}'`).join(' or ')}`, rule);
  }
  return name as RuleName;
}

/** The names that take the fewest edits to arrive at. */
function nearest(name: string): RuleName[] {
  const wanted = bare(name);
  return [...RULE_NAMES].map((candidate) => ({ candidate, edits: edits(wanted, bare(candidate)) }))
    .sort((a, b) => a.edits - b.edits).slice(0, 3).map(({ candidate }) => candidate);
}

const bare = (name: string) => name.replace(/^CloudTrail/i, '').toLowerCase();

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
