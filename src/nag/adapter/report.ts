import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Acknowledgements } from './acknowledgements';
import type { ConstructIndex } from './construct-index';
import type { Finding } from '../engine/judge';
import { described, describedUnread, type Described } from '../reporting/described';
import type { ActiveRules } from '../reporting/levels';

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

/** Maps findings to constructs and to what the framework prints. */
export class Reporter {
  constructor(private readonly options: ReportOptions) {}

  public finding(finding: Finding, resourceType: string | undefined): Reported {
    const construct = this.constructOf(finding);
    const subject = { resourceType, ofConstruct: isOfTrail(construct) };
    return this.reported(described(finding, subject, this.options.active, this.options.verbose), construct, {
      resourceLogicalId: finding.logicalId || undefined,
      templatePath: finding.templatePath || undefined,
    });
  }

  /** What could not be read is neither right nor wrong. */
  public unread(stackPath: string, what: string, templatePath?: string): Reported {
    return this.reported(describedUnread(what), this.options.index.at(stackPath) ?? this.options.scope, { templatePath });
  }

  private reported(
    { names, description, fix, severity, metadata: ruleMetadata, locations }: Described, construct: IConstruct, where: Omit<PolicyViolatingResource, 'locations'>,
  ): Reported {
    const acknowledgement = this.options.acknowledgements.closest(construct, names);
    return {
      id: names[0],
      construct,
      reason: acknowledgement?.reason,
      violation: {
        ruleName: acknowledgement?.ruleName ?? names[0],
        description,
        fix,
        severity,
        ruleMetadata,
        violatingResources: [{ ...where, locations, constructPath: construct.node.path }],
      },
    };
  }

  private constructOf({ stackPath, logicalId }: Finding): IConstruct {
    const stack = stackPath ? this.options.index.at(stackPath) : undefined;
    return (stack && logicalId ? this.options.index.element(stack, logicalId) : undefined) ?? stack ?? this.options.scope;
  }
}

/** Whether a construct is a part of a `WellArchitectedTrail`, told by its class so that nothing of it is imported here. */
function isOfTrail(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => {
    for (let type = Object.getPrototypeOf(scope) as object | null; type; type = Object.getPrototypeOf(type) as object | null) {
      if (type.constructor.name === 'WellArchitectedTrail') return true;
    }
    return false;
  });
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
