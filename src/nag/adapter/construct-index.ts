import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The elements of a stack: those whose logical ids are resolved already, and those still to come. */
interface Elements {
  readonly known: Map<string, CfnElement>;
  readonly rest: Iterator<CfnElement>;
}

/** Finds the construct of a logical id. A stack is searched only as far as needed: to resolve an id takes time. */
export class ConstructIndex {
  private readonly byStack = new Map<IConstruct, Elements>();

  constructor(public readonly root: IConstruct) {}

  /** The construct at a path from the root. */
  public at(constructPath: string): IConstruct | undefined {
    return constructPath.split('/').filter((id) => id !== '')
      .reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), this.root);
  }

  /** The construct of a logical id, or undefined when the template holds something that no construct stands for. */
  public element(stack: IConstruct, logicalId: string): IConstruct | undefined {
    let elements = this.byStack.get(stack);
    if (!elements) this.byStack.set(stack, elements = { known: new Map(), rest: elementsOf(stack).values() });
    const { known, rest } = elements;
    while (!known.has(logicalId)) {
      const { value: element, done } = rest.next();
      if (done) break;
      known.set(element.stack.resolve(element.logicalId), element);
    }
    return known.get(logicalId);
  }
}

/** What a stack writes into its own template: nested stacks write their own. */
export function elementsOf(stack: IConstruct): CfnElement[] {
  return ownConstructs(stack).filter((construct) => CfnElement.isCfnElement(construct));
}

/** The nested stacks right below a stack, wherever in its tree they are. */
export function nestedStacksOf(stack: IConstruct): Stack[] {
  return [stack, ...ownConstructs(stack)].flatMap((construct) => construct.node.children)
    .filter((child) => Stack.isStack(child) && child.nestedStackParent === stack) as Stack[];
}

/** All stacks below a scope, those of nested stages and nested stacks included. */
export function stacksBelow(scope: IConstruct): Stack[] {
  return scope.node.findAll().filter((construct) => Stack.isStack(construct)) as Stack[];
}

function ownConstructs(scope: IConstruct): IConstruct[] {
  return scope.node.children.filter((child) => !Stack.isStack(child)).flatMap((child) => [child, ...ownConstructs(child)]);
}
