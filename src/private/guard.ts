import { Aspects, Stack, Stage } from 'aws-cdk-lib';
import { type IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct, type IConstruct } from 'constructs';
import { checkBothKnown, knownDifferent } from './environments';
import { invalid } from './invalid';
import { keyBehind } from './keys';
import { allEdges, type Edge, edgesFrom, lowLevel, wayBack } from './reference-graph';
import { topLevelStack } from './stacks';

/** What comes before all other Aspects, so that none of them can fail because of it. */
const FIRST = 0;

/**
 * At synthesis, checks that the construct can be deployed although it refers to constructs of other stacks. The CDK would refuse the same
 * with an error that names neither the prop nor a way out, and does not order stacks of different accounts.
 *
 * @param otherwise what the error names if what is referred to did not come through a prop
 */
export function guardReferences(scope: Construct, props: object, otherwise = 'scope'): void {
  const visit = (node: IConstruct) => {
    if (node === scope) check(scope, props, otherwise);
  };
  Aspects.of(scope).add({ visit }, { priority: FIRST });
}

function check(scope: Construct, props: object, otherwise: string): void {
  if (scope.node.root.node.findAll().filter((construct) => Stack.isStack(construct)).length < 2) return;
  const checked = new Set<Stack>();
  for (const edge of edges(scope, props, otherwise)) {
    const there = Stack.of(edge.to);
    if (there === Stack.of(edge.from) || checked.has(there)) continue;
    checked.add(there);
    const prop = () => propOf(props, edge.to) ?? otherwise;
    if (Stage.of(there) !== Stage.of(scope)) {
      throw invalid(prop(), 'must be in the stage of this construct, because stages are deployed apart from each other', edge.to, {
        scope, wayOut: 'Import it by its name or ARN, such as with `Bucket.fromBucketName`',
      });
    }
    checkBothKnown(prop(), scope, there);
    const back = wayBack(allEdges(Stage.of(scope)!), edge);
    if (back) {
      throw invalid(prop(), `must not be in a stack that depends on the stack of this construct (${Stack.of(edge.from).node.path})`, edge.to, {
        scope, wayOut: `The two would wait for each other, because ${back.from.node.path} refers to ${back.to.node.path}. Create this construct in the stack ${there.node.path}, or remove that reference`,
      });
    }
    waitFor(edge);
  }
}

/** The CDK reads an output of a stack of another account, but does not deploy that stack first. */
function waitFor({ from, to }: Edge): void {
  const [own, theirs] = [topLevelStack(from), topLevelStack(to)];
  if (knownDifferent(own.account, theirs.account)) own.addStackDependency(theirs, 'it reads an output of that stack');
}

function edges(scope: Construct, props: object, otherwise: string): Edge[] {
  try {
    return edgesFrom(scope);
  } catch (error) {
    const [, path] = /Cannot use resource '([^']+)' in a cross-environment/.exec((error as Error).message) ?? [];
    const target = path === undefined ? undefined : scope.node.root.node.findAll().find(({ node }) => node.path === path);
    if (!target) throw error;
    throw invalid(propOf(props, target) ?? otherwise, 'needs a physical name, because it is referenced across accounts or Regions', target, {
      scope, wayOut: 'Give the resource a name, and set `env` on both stacks',
    });
  }
}

/** The prop through which a construct came: itself or what it is made of; or else anything in its stack. */
function propOf(props: object, target: IConstruct): string | undefined {
  const given = constructsIn(props, '', 4);
  const isPart = ({ construct }: Given) => (
    target.node.scopes.includes(construct) || construct.node.scopes.includes(target) || lowLevel(construct) === target);
  return (given.find(isPart) ?? given.find(({ construct }) => Stack.of(construct) === Stack.of(target)))?.prop;
}

interface Given {
  readonly prop: string;
  readonly construct: IConstruct;
}

/** The constructs among props, also inside lists, options and objects such as the actions of alarms. */
function constructsIn(value: unknown, prop: string, depth: number): Given[] {
  if (typeof value !== 'object' || value === null || depth < 0) return [];
  if (Construct.isConstruct(value)) {
    const parts = 'trailAttributes' in value ? constructsIn(value.trailAttributes, prop, 1) : [];
    const key = 'keyRef' in value ? keyBehind(value as unknown as IKeyRef) : undefined;
    return [...parts, { prop, construct: value }, ...(key ? [{ prop, construct: key }] : [])];
  }
  const isOptions = Object.getPrototypeOf(value) === Object.prototype && prop !== 'trail';
  return Object.entries(value).flatMap(([name, one]) => constructsIn(one, isOptions ? [prop, name].filter(Boolean).join('.') : prop, depth - 1));
}
