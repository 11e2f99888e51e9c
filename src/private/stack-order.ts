import { CfnResource, Resource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type Edge, lowLevel } from './reference-graph';
import { referencesIn } from './references';
import { nesting } from './stacks';

/** The properties by which a bucket, key alias, topic or log group refers to other resources. */
const REFERRING = ['bucketEncryption', 'loggingConfiguration', 'targetKeyId', 'kmsMasterKeyId', 'kmsKeyId'];

const STACK_ORDER = Symbol.for('cdk-well-architected-trail.StackOrder');

/**
 * The order in which the constructs of an app are deployed, as far as it follows from trails and their readers. The rest of the
 * app can add dependencies, which CDK checks at the end; this finds cycles earlier, when the prop can still be named.
 */
export class StackOrder {
  /** The order of the app that contains the construct. */
  public static of(construct: IConstruct): StackOrder {
    const app = construct.node.root as IConstruct & { [STACK_ORDER]?: StackOrder };
    return app[STACK_ORDER] ??= new StackOrder();
  }

  private readonly noted: Edge[] = [];

  /** Records that a construct refers to another one, and what that one refers to. */
  public note(from: IConstruct, to: IConstruct): void {
    this.noted.push({ from, to: lowLevel(to) }, ...referrals(to));
  }

  /**
   * Whether a reference from one construct to the other would be a circular dependency.
   *
   * Stacks depend on each other as a whole. Within one deployment, nested stacks do so as a whole, and other resources one by one.
   */
  public wouldCycle(from: IConstruct, to: IConstruct): boolean {
    const [own, theirs] = [nesting(to), nesting(from)];
    const common = own.filter((stack) => theirs.includes(stack));
    const unit = (construct: IConstruct): IConstruct => nesting(construct).find((stack) => !common.includes(stack)) ?? lowLevel(construct);

    const edges = [...this.noted, ...referrals(to)];
    const reached = new Set([unit(to)]);
    for (const one of reached) {
      edges.filter((edge) => unit(edge.from) === one).forEach((edge) => reached.add(unit(edge.to)));
    }
    return reached.has(unit(from));
  }
}

/** What a resource refers to in its own properties. */
function referrals(construct: IConstruct): Edge[] {
  const resource = lowLevel(construct) as IConstruct & { readonly [property: string]: unknown };
  return referencesIn(resource, REFERRING.map((property) => resource[property])).map((to) => ({ from: resource, to }));
}

/** Whether this app creates the resource of the construct; other resources are known by literal names. */
export function isInApp(construct: IConstruct): boolean {
  return Resource.isOwnedResource(construct) || CfnResource.isCfnResource(lowLevel(construct));
}
