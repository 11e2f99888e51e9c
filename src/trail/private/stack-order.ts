import { CfnResource, Resource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { referencesIn } from '../../private/references';
import { nesting } from '../../private/stacks';

/** That one construct refers to another, which is therefore deployed first. */
interface Edge {
  readonly from: IConstruct;
  readonly to: IConstruct;
}

/** The properties by which a bucket, key alias, topic or log group refers to other resources. */
const REFERRING = ['bucketEncryption', 'loggingConfiguration', 'targetKeyId', 'kmsMasterKeyId', 'kmsKeyId'];

const STACK_ORDER = Symbol.for('cdk-well-architected-trail.StackOrder');

/**
 * Which constructs of an app are deployed after which, as far as trails and their readers make it so. The rest of the app may add
 * more of it, and CDK has the last word; this finds what CDK would find later, without naming the prop.
 */
export class StackOrder {
  /** The one of the app that holds the construct. */
  public static of(construct: IConstruct): StackOrder {
    const app = construct.node.root as IConstruct & { [STACK_ORDER]?: StackOrder };
    return app[STACK_ORDER] ??= new StackOrder();
  }

  private readonly noted: Edge[] = [];

  /** Notes that a construct refers to another, and what that one refers to in turn. */
  public note(from: IConstruct, to: IConstruct): void {
    this.noted.push({ from, to: lowLevel(to) }, ...referrals(to));
  }

  /**
   * Whether the two would wait for each other if the one referred to the other, since that one is already deployed later.
   *
   * Stacks wait for each other as a whole. Within one deployment, a nested stack does, and the resources around it one by one.
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

/** What a resource refers to by itself. */
function referrals(construct: IConstruct): Edge[] {
  const resource = lowLevel(construct) as IConstruct & { readonly [property: string]: unknown };
  return referencesIn(resource, REFERRING.map((property) => resource[property])).map((to) => ({ from: resource, to }));
}

/** Whether the construct stands for a resource that this app makes; others are known by literal names. */
export function isInApp(construct: IConstruct): boolean {
  return Resource.isOwnedResource(construct) || CfnResource.isCfnResource(lowLevel(construct));
}

/** The resource in the template that a construct stands for. */
function lowLevel(construct: IConstruct): IConstruct {
  return [construct, construct.node.scope, construct.node.defaultChild].find((one) => one && CfnResource.isCfnResource(one)) ?? construct;
}
