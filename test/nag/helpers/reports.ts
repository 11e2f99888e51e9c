import { stack } from './templates';
import { type TemplateSource } from '../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';

import { type Finding, judge } from '../../../src/nag/engine/judge';
import { RULES } from '../../../src/nag/rules';

/** What all rules say of templates as they are. */
export function report(...templates: Array<object | TemplateSource>): Finding[] {
  const sources = templates.map((template) => 'stackPath' in template ? template as TemplateSource : stack(template));
  const set = new TemplateSet(sources);
  const found = judge(set, RULES, { requiredRetentionDays: 365 });
  if (set.failures.length > 0) throw new Error(`What the rules say is not all: ${set.failures.map(({ why }) => why).join(', ')}`);
  return found;
}

/** The findings of some rules, as words: answer, rule without `CloudTrail`, id, resource. */
export function said(findings: readonly Finding[], ...rules: string[]): string[] {
  return findings.map(({ rule, answer, findingId, logicalId }) => ({ rule: rule.replace('CloudTrail', ''), answer, findingId, logicalId }))
    .filter(({ rule }) => rules.length === 0 || rules.includes(rule))
    .map(({ rule, answer, findingId, logicalId }) => `${answer} ${rule}${findingId ? `[${findingId}]` : ''} ${logicalId}`);
}

/** Undecided conditions `C1` … on a parameter each. */
export function conditions(count: number): { Parameters: object; Conditions: object; names: string[] } {
  const names = Array.from({ length: count }, (_, index) => `C${index + 1}`);
  return {
    names,
    Parameters: Object.fromEntries(names.map((name) => [`P${name}`, { Type: 'String', Default: '' }])),
    Conditions: Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: `P${name}` }, 'x'] }])),
  };
}

/** A value under a condition, or none. */
export function when(condition: string, value: unknown): object {
  return { 'Fn::If': [condition, value, { Ref: 'AWS::NoValue' }] };
}
