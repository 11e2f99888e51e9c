import { BUCKET_FACTS } from './facts/bucket';
import type { RuleFact } from './facts/fact';
import { KEY_FACTS } from './facts/key';
import { LOG_GROUP_FACTS } from './facts/log-group';
import { TOPIC_FACTS } from './facts/topic';
import { TRAIL_FACTS } from './facts/trail';
import { WATCH_FACTS } from './facts/watch';

export type { Area, Level, RuleControls, RuleFact } from './facts/fact';
export { BEST_PRACTICES, CATALOGS } from './facts/fact';

/** Name of the pack and of the plugin, and the prefix of all rule ids. */
export const PACK_NAME = 'WellArchitectedTrail';

const TABLE = {
  ...TRAIL_FACTS,
  ...BUCKET_FACTS,
  ...KEY_FACTS,
  ...LOG_GROUP_FACTS,
  ...TOPIC_FACTS,
  ...WATCH_FACTS,
};

/** The name of a rule, such as `CloudTrailLoggingEnabled`. */
export type RuleName = keyof typeof TABLE;

/** What is known of every rule: the pack, RULES.md and the tests are made from this table. */
export const RULE_FACTS: { readonly [name in RuleName]: RuleFact } = TABLE;

/** All rules, in the order of the table. */
export const RULE_NAMES = Object.keys(TABLE) as readonly RuleName[];

/** The id of a rule, such as `WellArchitectedTrail-CloudTrailLoggingEnabled`. */
export function ruleId(name: RuleName): string {
  return `${PACK_NAME}-${name}`;
}
