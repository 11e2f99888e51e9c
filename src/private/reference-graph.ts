import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { dependenciesOf } from './references';
import { nesting } from './stacks';

/** A construct refers to another one, or waits for it, which is therefore deployed first. */
export interface Edge {
  readonly from: IConstruct;
  readonly to: IConstruct;
}

/** What the elements below a construct refer to. Throws where a reference is not possible. */
export function edgesFrom(scope: IConstruct): Edge[] {
  return scope.node.findAll().flatMap(edgesOf);
}

const EDGES = Symbol.for('cdk-well-architected-trail.Edges');

/** Everything that waits for something else in an app or stage, as far as it can be found out. Found once, unless constructs are added. */
export function allEdges(stage: Stage & { [EDGES]?: { readonly count: number; readonly edges: Edge[] } }): Edge[] {
  const constructs = stage.node.findAll().filter((construct) => Stage.of(construct) === stage && isInStack(construct));
  if (stage[EDGES]?.count !== constructs.length) stage[EDGES] = { count: constructs.length, edges: constructs.flatMap(edgesOrNothing) };
  return stage[EDGES]!.edges;
}

function edgesOrNothing(construct: IConstruct): Edge[] {
  try {
    return edgesOf(construct);
  } catch {
    // Not a matter of this package: the CDK says what is wrong.
    return [];
  }
}

function edgesOf(construct: IConstruct): Edge[] {
  const stacks: readonly IConstruct[] = Stack.isStack(construct) ? construct.dependencies : [];
  return [...stacks, ...construct.node.dependencies, ...dependenciesOf(construct)].filter(isInStack).map((to) => ({ from: construct, to }));
}

function isInStack(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => Stack.isStack(scope));
}

/**
 * What leads back from the end of an edge to its beginning, so that the two could never be deployed; nothing if the edge is fine.
 *
 * Stacks depend on each other as a whole. Within one deployment, nested stacks do so as a whole, and other resources one by one.
 */
export function wayBack(edges: readonly Edge[], { from, to }: Edge): Edge | undefined {
  const [own, theirs] = [nesting(from), nesting(to)];
  const common = own.filter((stack) => theirs.includes(stack));
  const unit = (construct: IConstruct): IConstruct => nesting(construct).find((stack) => !common.includes(stack)) ?? lowLevel(construct);

  const target = unit(from);
  const reached = new Set([unit(to)]);
  for (const one of reached) {
    const next = edges.filter((edge) => unit(edge.from) === one);
    const closing = next.find((edge) => unit(edge.to) === target);
    if (closing) return closing;
    next.forEach((edge) => reached.add(unit(edge.to)));
  }
  return undefined;
}

/** The L1 resource of a construct. */
export function lowLevel(construct: IConstruct): IConstruct {
  return [construct, construct.node.scope, construct.node.defaultChild].find((one) => one && CfnResource.isCfnResource(one)) ?? construct;
}
