import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { PACK_NAME } from '../rules';

/** An acknowledgement that covers a finding. */
export interface Acknowledgement {
  /** The rule name under which the framework finds the acknowledgement again. */
  readonly ruleName: string;
  readonly reason: string;
}

/** How the framework stores the two spellings: with the name of the pack, and without (which it takes for an annotation). */
const SPELLINGS = [
  { prefix: `${PACK_NAME}::`, ruleName: (id: string) => id },
  { prefix: 'Annotation::', ruleName: (id: string) => `Annotation::${id}` },
];

/** The acknowledgements on a construct tree, read once per construct. */
export class Acknowledgements {
  private readonly read = new Map<IConstruct, ReadonlyMap<string, string>>();

  /**
   * The acknowledgement of one of the ids that is closest to a construct; in one scope the first id wins.
   */
  public closest(construct: IConstruct, ids: readonly string[]): Acknowledgement | undefined {
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      const reasons = this.of(scope);
      for (const id of reasons.size > 0 ? ids : []) {
        for (const { prefix, ruleName } of SPELLINGS) {
          const reason = reasons.get(prefix + id);
          if (reason !== undefined) return { ruleName: ruleName(id), reason };
        }
      }
    }
    return undefined;
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
