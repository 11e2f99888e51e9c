import { BUCKET_RULES } from './bucket';
import { KEY_RULES } from './key';
import { LOG_GROUP_RULES } from './log-group';
import { MONITORING_RULES } from './monitoring';
import type { Rule } from './rule';
import { TOPIC_RULES } from './topic';
import { TRAIL_RULES } from './trail';

/** The parts of a trail that rules are about, in the order of RULES.md, and their rules. */
export const RULES_BY_AREA = {
  'Trail': TRAIL_RULES,
  'Bucket': BUCKET_RULES,
  'Key': KEY_RULES,
  'Log group': LOG_GROUP_RULES,
  'Topic': TOPIC_RULES,
  'Monitoring': MONITORING_RULES,
};

/** The part of a trail that a rule is about. */
export type Area = keyof typeof RULES_BY_AREA;

const TABLE = {
  ...TRAIL_RULES,
  ...BUCKET_RULES,
  ...KEY_RULES,
  ...LOG_GROUP_RULES,
  ...TOPIC_RULES,
  ...MONITORING_RULES,
};

/** The name of a rule, such as `CloudTrailLoggingEnabled`. */
export type RuleName = keyof typeof TABLE;

/** Every rule of the pack, by name, in the order of RULES.md. */
export const RULES: { readonly [name in RuleName]: Rule } = TABLE;

/** The names of all rules, in the order of RULES.md. */
export const RULE_NAMES = Object.keys(TABLE) as readonly RuleName[];

/** Name of the pack and of the plugin, and the prefix of all rule ids. */
export const PACK_NAME = 'WellArchitectedTrail';

/** The id of a rule, such as `WellArchitectedTrail-CloudTrailLoggingEnabled`. */
export function ruleId(name: RuleName): string {
  return `${PACK_NAME}-${name}`;
}
