import type { CfnResource } from 'aws-cdk-lib';
import { NagRuleCompliance, type NagRuleResult } from 'cdk-nag/lib/nag-rules';
import type { IConstruct } from 'constructs';
import { ConstructIndex } from './construct-index';
import { rendered } from './sources';
import { TemplateSet } from '../engine/cloudformation/template-set';
import { judge } from '../engine/judge';
import { RULES, type RuleName } from '../rules';

/** The state of an app during one walk through it. */
export class Walk {
  private readonly apps = new Map<IConstruct, ReadonlyMap<string, NagRuleResult | Error>>();

  constructor(private readonly requiredRetentionDays: number) {}

  public answer(rule: RuleName, node: CfnResource): NagRuleResult {
    const { root } = node.node;
    let found = this.apps.get(root);
    if (!found) {
      this.apps.set(root, found = this.judge(root));
      // The tree may change as soon as the walk, which is synchronous, is over.
      queueMicrotask(() => this.apps.delete(root));
    }
    const otherwise = node.cfnResourceType === RULES[rule].resource ? NagRuleCompliance.COMPLIANT : NagRuleCompliance.NOT_APPLICABLE;
    const answer = found.get(keyOf(rule, node)) ?? otherwise;
    // The framework makes a finding of its own of a rule that fails.
    if (answer instanceof Error) throw answer;
    return answer;
  }

  private judge(root: IConstruct): ReadonlyMap<string, NagRuleResult | Error> {
    const index = new ConstructIndex(root);
    const results = new Map<string, NagRuleResult | Error>();
    const findings = judge(new TemplateSet(rendered(root)), RULES, { requiredRetentionDays: this.requiredRetentionDays });
    for (const { rule, answer, stackPath, logicalId, findingId, detail, failed } of findings) {
      const stack = index.at(stackPath);
      const construct = stack && index.element(stack, logicalId);
      if (!construct) continue;
      const key = keyOf(rule, construct);
      const known = results.get(key);
      if (failed) results.set(key, new Error(detail));
      else if (answer === 'cannot-tell') results.set(key, known ?? NagRuleCompliance.NOT_APPLICABLE);
      else if (findingId === undefined) results.set(key, NagRuleCompliance.NON_COMPLIANT);
      else if (known !== NagRuleCompliance.NON_COMPLIANT) results.set(key, [...Array.isArray(known) ? known : [], findingId]);
    }
    return results;
  }
}

function keyOf(rule: string, { node }: IConstruct): string {
  return `${rule}\n${node.path}`;
}
