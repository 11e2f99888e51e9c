import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { distance, nearest } from '../../cloudtrail/logic/nearest';
import type { ActiveRules } from '../reporting/levels';
import { PACK_NAME, RULE_NAMES, type RuleName, ruleId } from '../rules';

/** An acknowledgement that covers a finding. */
export interface Acknowledgement {
  /** The rule name under which the framework finds the acknowledgement again. */
  readonly ruleName: string;
  readonly reason: string;
}

/** An acknowledgement that no finding answers to. */
export interface UnusedAcknowledgement {
  readonly scope: IConstruct;
  readonly id: string;
  /** Whether it names a rule of the pack: then there is nothing to acknowledge. */
  readonly known: boolean;
  /** The id that may be meant. */
  readonly nearest: string;
}

/** How the framework stores the two spellings: with the name of the pack, and without (which it takes for an annotation). */
const SPELLINGS = [
  { prefix: `${PACK_NAME}::`, ruleName: (id: string) => id },
  { prefix: 'Annotation::', ruleName: (id: string) => `Annotation::${id}` },
];

const MOST_EDITS = 4;
const bare = (id: string) => id.replace(/^WellArchitectedTrail-/, '').replace(/\[.*$/s, '');

/** The acknowledgements on a construct tree, read once per construct. */
export class Acknowledgements {
  private readonly read = new Map<IConstruct, ReadonlyMap<string, string>>();
  private readonly used = new Map<IConstruct, Set<string>>();

  /**
   * The acknowledgement of one of the ids that is closest to a construct; in one scope the first id wins. An id may lack the name of the pack.
   */
  public closest(construct: IConstruct, ids: readonly string[]): Acknowledgement | undefined {
    let found: Acknowledgement | undefined;
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      const reasons = this.of(scope);
      if (reasons.size === 0) continue;
      for (const id of ids.flatMap((each) => [each, each.replace(`${PACK_NAME}-`, '')])) {
        for (const { prefix, ruleName } of SPELLINGS) {
          const reason = reasons.get(prefix + id);
          if (reason === undefined) continue;
          this.use(scope, prefix + id);
          found ??= { ruleName: ruleName(id), reason };
        }
      }
    }
    return found;
  }

  /** Acknowledgements for this pack, on the constructs that findings were looked for at and around, which cover nothing. */
  public unused(active: ActiveRules): UnusedAcknowledgement[] {
    return [...this.read].flatMap(([scope, reasons]) => [...reasons.keys()].flatMap((key) => {
      const id = key.replace(/^(?:WellArchitectedTrail|Annotation)::/, '');
      if (this.used.get(scope)?.has(key) || !isForThisPack(key, id)) return [];
      const known = RULE_NAMES.includes(bare(id) as RuleName);
      if (known && !active.has(bare(id) as RuleName)) return [];
      return [{ scope, id, known, nearest: ruleId(nearest(bare(id), RULE_NAMES)[0]) }];
    }));
  }

  private use(scope: IConstruct, key: string): void {
    const used = this.used.get(scope);
    if (used) used.add(key);
    else this.used.set(scope, new Set([key]));
  }

  private of(scope: IConstruct): ReadonlyMap<string, string> {
    let reasons = this.read.get(scope);
    if (!reasons) {
      reasons = new Map(scope.node.metadata
        .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap((entry) => Object.entries<string>(entry.data)));
      this.read.set(scope, reasons);
    }
    return reasons;
  }
}

/** Whether an acknowledgement is meant for this pack: by its name, or because it is nearly the name of a rule. */
function isForThisPack(key: string, id: string): boolean {
  if (key.startsWith(`${PACK_NAME}::`) || id.startsWith(PACK_NAME)) return true;
  return key.startsWith('Annotation::CloudTrail') && distance(bare(id), nearest(bare(id), RULE_NAMES)[0]) <= MOST_EDITS;
}
