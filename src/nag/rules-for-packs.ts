import '../supported/cdk-nag';
import { type CfnResource, Duration } from 'aws-cdk-lib';
import type { NagRuleResult } from 'cdk-nag/lib/nag-rules';
import { Walk } from './adapter/walk';
import { wholeDays } from './adapter/whole-days';
import { RULE_NAMES, type RuleName, RULES } from './rules';

/*
 * The rules one by one, for who composes a `NagPack` of their own in TypeScript. Not a part of the API that jsii carries to other languages: functions
 * cannot pass there. `WellArchitectedTrailChecks` has what a rule of cdk-nag cannot say: "cannot tell", fixes, controls and places in the template.
 */

export { RULE_NAMES, type RuleName } from './rules';

/** The texts of a rule, for the messages of a pack. */
export interface RuleTexts {
  /** What is wrong. */
  readonly info: string;
  /** What could happen. */
  readonly why: string;
  /** What to write. */
  readonly fix: string;
}

/** The texts of every rule, by its name. */
export const RULE_TEXTS: { readonly [name in RuleName]: RuleTexts } = RULES;

/** A rule as `NagPack.applyRule` takes it. */
export type PackRule = (node: CfnResource) => NagRuleResult;

/** The rules by name; `CloudTrailTrailPresent` is not among them, because it is about an app and not about a resource. */
export type PackRules = { readonly [name in Exclude<RuleName, 'CloudTrailTrailPresent'>]: PackRule };

/**
 * The rules, asking for logs to be kept as long as is given.
 *
 * A rule finds a resource non-compliant, or gives the ids of its findings there. It does not apply to resources of other types, and where it cannot
 * tell. Whatever a synthesis would write is judged once for all rules and resources that are evaluated in one synchronous run.
 */
export function rulesFor(requiredRetention: Duration = Duration.days(365)): PackRules {
  const walk = new Walk(wholeDays(requiredRetention));
  return Object.fromEntries(RULE_NAMES.filter((name) => RULES[name].about !== 'app').map((name) => {
    const rule: PackRule = (node) => walk.answer(name, node);
    // cdk-nag makes the id of a rule from the name of its function.
    return [name, Object.defineProperty(rule, 'name', { value: name })];
  })) as PackRules;
}

/** The rules, asking for a year. */
export const rules: PackRules = rulesFor();
