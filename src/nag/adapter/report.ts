import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Acknowledgements } from './acknowledgements';
import type { ConstructIndex } from './construct-index';
import type { Finding } from '../engine/judge';
import { described, describedUnread, describedUnseen, describedUnused, type Described, OWN_CONSTRUCTS, type OwnConstruct } from '../reporting/described';
import type { ActiveRules } from '../reporting/levels';
import { groupedByThing } from '../reporting/unseen';
import { PACK_NAME } from '../rules';

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
  /** The rule name under which it is. */
  readonly acknowledged?: string;
}

/** What every id has that is about a thing instead of a rule. */
const UNSEEN = 'CannotSee';

/** Maps findings to constructs and to what the framework prints. */
export class Reporter {
  constructor(private readonly options: ReportOptions) {}

  /** One report for each finding, but one for each thing that several rules could not see and nobody has acknowledged rule by rule. */
  public findings(findings: readonly Finding[], typeOf: (finding: Finding) => string | undefined): Reported[] {
    const single = findings.filter(({ answer, failed }) => answer !== 'cannot-tell' || failed || this.options.active.cannotTell !== undefined)
      .map((finding) => ({ finding, reported: this.finding(finding, typeOf(finding)) }));
    const open = single.filter(({ reported: { acknowledged } }) => acknowledged === undefined || acknowledged.includes(UNSEEN));
    return [
      ...single.filter((each) => !open.includes(each)).map(({ reported }) => reported),
      ...groupedByThing(open).map((group) => group.length === 1 ? group[0].reported : this.unseen(group)),
    ];
  }

  private finding(finding: Finding, resourceType: string | undefined): Reported {
    const construct = this.constructOf(finding);
    const subject = { resourceType, ofConstruct: ownConstruct(construct) };
    return this.reported(described(finding, subject, this.options.active, this.options.verbose), construct, {
      resourceLogicalId: finding.logicalId || undefined,
      templatePath: finding.templatePath || undefined,
    });
  }

  private unseen(group: ReadonlyArray<{ finding: Finding; reported: Reported }>): Reported {
    const [{ reported: first }] = group;
    const whole = this.reported(describedUnseen(group.map(({ finding }) => finding), this.options.active), first.construct, {});
    const places = group.flatMap(({ reported: { violation } }) => violation.violatingResources);
    const violatingResources = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
    return { ...whole, violation: { ...whole.violation, violatingResources } };
  }

  /** Acknowledgements near the findings that cover none of them. To be read last. */
  public unused(): Reported[] {
    return this.options.acknowledgements.unused(this.options.active)
      .map(({ scope, id, known, nearest }) => this.reported(describedUnused(id, known, nearest), scope, {}));
  }

  /** What could not be read is neither right nor wrong. */
  public unread(stackPath: string, what: string, templatePath?: string, severity?: 'error'): Reported {
    return this.reported(describedUnread(what, severity), this.options.index.at(stackPath) ?? this.options.scope, { templatePath });
  }

  private reported(
    { names, description, fix, severity, metadata: ruleMetadata, locations }: Described, construct: IConstruct, where: Omit<PolicyViolatingResource, 'locations'>,
  ): Reported {
    const acknowledgement = this.options.acknowledgements.closest(construct, names);
    return {
      id: names[0],
      construct,
      reason: acknowledgement?.reason,
      acknowledged: acknowledgement?.ruleName,
      violation: {
        ruleName: acknowledgement?.ruleName ?? names[0],
        // It is what the CDK prints first.
        description: `${names[0].slice(PACK_NAME.length + 1).replace(/\[.*$/s, '')}: ${description}`,
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

/** The closest construct of this package that a construct is a part of, told by its class so that nothing of it is imported here. */
function ownConstruct(construct: IConstruct): OwnConstruct | undefined {
  return construct.node.scopes.reverse().flatMap((scope) => {
    const classes: string[] = [];
    let type = Object.getPrototypeOf(scope) as object | null;
    for (; type; type = Object.getPrototypeOf(type) as object | null) classes.push(type.constructor.name);
    return OWN_CONSTRUCTS.find((name) => classes.includes(name)) ?? [];
  })[0];
}

const LEVELS = ['error', 'warning', 'info'];

/** By level, and within one by place, so that what is said of a trail stands together. */
export function ordered(reported: readonly Reported[]): Reported[] {
  const key = ({ violation: { severity }, construct }: Reported) => `${LEVELS.indexOf(severity!)} ${construct.node.path}`;
  return [...reported].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Puts violations that say the same of several resources together, as the framework prints them. */
export function grouped(violations: readonly PolicyViolation[]): PolicyViolation[] {
  const groups = new Map<string, PolicyViolation>();
  for (const violation of violations) {
    const key = JSON.stringify([violation.ruleName, violation.severity, violation.description, violation.fix]);
    const group = groups.get(key);
    if (group) {
      group.violatingResources.push(...violation.violatingResources);
    } else {
      groups.set(key, violation);
    }
  }
  return [...groups.values()];
}
