import { nearest } from './nearest';
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
 * The rules to judge: the levels asked for, else the default level, else those of the table. To set the level of an opt-in rule is to opt in.
 */
export function activeRules(optIn: readonly RuleName[], asked: { readonly [rule: string]: RuleLevel }, defaultLevel?: RuleLevel): ActiveRules {
  const chosen = new Map(Object.entries(asked).map(([rule, level]) => [ruleNamed(rule), level]));
  const active = new Map<RuleName, Level>();
  for (const name of RULE_NAMES) {
    const fact = RULES[name];
    const wanted = !fact.optIn || optIn.includes(name);
    const level = chosen.get(name) ?? (wanted ? defaultLevel : RuleLevel.OFF);
    if (level !== RuleLevel.OFF) active.set(name, level === undefined ? fact.level : LEVELS[level]);
  }
  return active;
}

/** Accepts the name of a rule and its id. */
function ruleNamed(rule: string): RuleName {
  const name = rule.startsWith(`${PACK_NAME}-`) ? rule.slice(PACK_NAME.length + 1) : rule;
  if (!Object.hasOwn(RULES, name)) {
    throw invalid('ruleLevels', `must name rules of the pack, such as ${nearest(name, RULE_NAMES, bare).map((near) => `'${near}'`).join(' or ')}`, rule);
  }
  return name as RuleName;
}

const bare = (name: string) => name.replace(/^CloudTrail/i, '').toLowerCase();
