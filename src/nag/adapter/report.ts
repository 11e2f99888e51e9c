import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Acknowledgements } from './acknowledgements';
import type { ConstructIndex } from './construct-index';
import type { ActiveRules } from './levels';
import type { Finding } from '../engine/judge';
import { PACK_NAME, type RuleName, RULES, ruleId } from '../rules';
import { CATALOGS, type Level, type RuleControls, type RuleFact } from '../rules/facts';

/** What findings are reported with. */
export interface ReportOptions {
  readonly scope: IConstruct;
  readonly index: ConstructIndex;
  readonly acknowledgements: Acknowledgements;
  readonly active: ActiveRules;
  readonly verbose: boolean;
}

/** A finding as the framework takes it, at its construct. */
export interface Reported {
  /** Rule and finding, however it is acknowledged. */
  readonly id: string;
  readonly construct: IConstruct;
  readonly violation: PolicyViolation;
  /** Why it is acknowledged, if it is. */
  readonly reason?: string;
}

/** Attributes that stand beside `Properties` in a resource. */
const ATTRIBUTES = new Set(['DeletionPolicy', 'UpdateReplacePolicy', 'DependsOn']);

/** Rule name of what could not be read, which is no rule of the table. */
const UNREAD = `${PACK_NAME}-CannotRead`;

/** Maps findings to constructs and to what the framework prints. */
export class Reporter {
  constructor(private readonly options: ReportOptions) {}

  public finding(finding: Finding, resourceType: string | undefined): Reported {
    const name = finding.rule as RuleName;
    const fact = RULES[name];
    const unknown = finding.answer === 'cannot-tell';
    const id = unknown ? 'CannotTell' : finding.findingId;
    return this.reported(id ? [`${ruleId(name)}[${withoutSeparators(id)}]`, ruleId(name)] : [ruleId(name)], this.constructOf(finding), {
      description: sentences(unknown ? `Cannot tell whether ${fact.compliantWhen}` : '', finding.detail, this.options.verbose ? fact.why : ''),
      fix: fact.fix,
      severity: severityOf(fact.advice?.includes(finding.findingId ?? '') ? 'info' : this.options.active.get(name)!, unknown),
      ruleMetadata: metadataOf(name, fact, finding),
    }, {
      resourceLogicalId: finding.logicalId || undefined,
      templatePath: finding.templatePath || undefined,
      locations: locationsOf(finding, fact, resourceType),
    });
  }

  /** What could not be read is neither right nor wrong. */
  public unread(stackPath: string, what: string, templatePath?: string): Reported {
    return this.reported([UNREAD], this.options.index.at(stackPath) ?? this.options.scope, {
      description: sentences(what, 'Trails in it were not judged.'),
      fix: 'Make the template readable, or acknowledge this finding with the reason why it is not.',
      severity: 'warning',
      ruleMetadata: { ruleId: UNREAD, answer: 'cannot-tell' },
    }, { templatePath, locations: [] });
  }

  private reported(
    names: readonly string[], construct: IConstruct, what: Omit<PolicyViolation, 'ruleName' | 'violatingResources'>, where: PolicyViolatingResource,
  ): Reported {
    const acknowledgement = this.options.acknowledgements.closest(construct, names);
    return {
      id: names[0],
      construct,
      reason: acknowledgement?.reason,
      violation: {
        ruleName: acknowledgement?.ruleName ?? names[0],
        ...what,
        violatingResources: [{ ...where, constructPath: construct.node.path }],
      },
    };
  }

  private constructOf({ stackPath, logicalId }: Finding): IConstruct {
    const stack = stackPath ? this.options.index.at(stackPath) : undefined;
    return (stack && logicalId ? this.options.index.element(stack, logicalId) : undefined) ?? stack ?? this.options.scope;
  }
}

/** Puts violations that say the same of several resources together, as the framework prints them. */
export function grouped(violations: readonly PolicyViolation[]): PolicyViolation[] {
  const groups = new Map<string, PolicyViolation>();
  for (const violation of violations) {
    const key = JSON.stringify([violation.ruleName, violation.severity, violation.description]);
    const group = groups.get(key);
    if (group) {
      group.violatingResources.push(...violation.violatingResources);
    } else {
      groups.set(key, violation);
    }
  }
  return [...groups.values()];
}

/** The framework reads `::` and brackets as separators, and replaces spaces in acknowledgements only. */
function withoutSeparators(id: string): string {
  return id.replace(/[[\](){}]/g, '').replace(/:{2,}/g, ':').trim().replace(/\s+/g, '-');
}

function sentences(...texts: string[]): string {
  return texts.filter((text) => text !== '').map((text) => (text.endsWith('.') ? text : `${text}.`)).join(' ');
}

/** What cannot be seen never fails a synth, and is never louder than the rule itself. */
function severityOf(level: Level, unknown: boolean): Level {
  return unknown && level === 'error' ? 'warning' : level;
}

function metadataOf(name: RuleName, fact: RuleFact, finding: Finding): { [key: string]: string } {
  const controls = (Object.keys(CATALOGS) as (keyof RuleControls)[]).filter((catalog) => fact.controls[catalog])
    .map((catalog) => [catalog, fact.controls[catalog]!.join(', ')]);
  return { ruleId: ruleId(name), answer: finding.answer, why: fact.why, docs: fact.docs, ...Object.fromEntries(controls) };
}

/** The property that the rule names, or else that of the table where the resource is of the type that has it. */
function locationsOf(finding: Finding, fact: RuleFact, resourceType: string | undefined): string[] {
  if (!resourceType) return [];
  const property = finding.property ?? (resourceType === fact.resource ? fact.property : undefined);
  return [property === undefined ? 'Properties' : ATTRIBUTES.has(property) ? property : `Properties.${property}`];
}
