import { invalid } from '../../cloudtrail/invalid';
import { nearest } from '../../cloudtrail/logic/nearest';
import { RuleLevel } from '../rule-level';
import { PACK_NAME, RULE_NAMES, type RuleName, RULES } from '../rules';
import type { Level } from '../rules/facts';

/** The rules to judge, each with its level. */
export interface ActiveRules extends ReadonlyMap<RuleName, Level> {
  /** The rules whose level was set by name. */
  readonly named: ReadonlySet<RuleName>;
  /** The loudest level of what a rule cannot tell; undefined where that is not reported. */
  readonly cannotTell?: Level;
}

const LEVELS: { readonly [level in Exclude<RuleLevel, RuleLevel.OFF>]: Level } = {
  [RuleLevel.ERROR]: 'error',
  [RuleLevel.WARNING]: 'warning',
  [RuleLevel.INFO]: 'info',
};

/** From loud to quiet. */
const ORDER: readonly Level[] = ['error', 'warning', 'info'];

export function quieter(a: Level, b: Level): Level {
  return ORDER[Math.max(ORDER.indexOf(a), ORDER.indexOf(b))];
}

/**
 * The rules to judge: at the configured levels, else at those of the table but not above the ceiling. To set the level of an opt-in rule is to
 * opt in.
 */
export function activeRules(
  optIn: readonly RuleName[], configured: { readonly [rule: string]: RuleLevel }, defaultLevel?: RuleLevel, unseen?: RuleLevel,
): ActiveRules {
  const chosen = new Map(Object.entries(configured).map(([rule, level]) => [ruleNamed(rule), levelNamed(`ruleLevels.${rule}`, level)]));
  const ceiling = levelNamed('defaultLevel', defaultLevel ?? RuleLevel.ERROR);
  const cannotTell = levelNamed('cannotTell', unseen ?? RuleLevel.WARNING);
  const active = new Map<RuleName, Level>();
  for (const name of RULE_NAMES) {
    const { level: usual, optIn: onRequest } = RULES[name];
    const level = chosen.get(name) ?? (onRequest && !optIn.includes(name) ? RuleLevel.OFF : ceiling);
    if (level === RuleLevel.OFF) continue;
    active.set(name, chosen.has(name) ? LEVELS[level] : quieter(usual, LEVELS[level]));
  }
  return Object.assign(active, { named: new Set(chosen.keys()), cannotTell: cannotTell === RuleLevel.OFF ? undefined : LEVELS[cannotTell] });
}

/** Accepts the name of a rule and its id. */
function ruleNamed(rule: string): RuleName {
  const name = rule.startsWith(`${PACK_NAME}-`) ? rule.slice(PACK_NAME.length + 1) : rule;
  if (!Object.hasOwn(RULES, name)) {
    throw invalid('ruleLevels', `must name rules of the pack, such as ${nearest(name, RULE_NAMES, bare).map((near) => `'${near}'`).join(' or ')}`, rule);
  }
  return name as RuleName;
}

/** Languages without enumerations let any text pass. */
function levelNamed(prop: string, level: RuleLevel): RuleLevel {
  if (!Object.values(RuleLevel).includes(level)) throw invalid(prop, 'must be a `RuleLevel`, such as `RuleLevel.WARNING`', level);
  return level;
}

const bare = (name: string) => name.replace(/^CloudTrail/i, '').toLowerCase();
