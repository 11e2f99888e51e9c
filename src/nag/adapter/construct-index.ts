import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Finds the construct of a logical id. A stack is looked through only when something in it is asked for. */
export class ConstructIndex {
  private readonly byStack = new Map<IConstruct, ReadonlyMap<string, CfnElement>>();

  constructor(public readonly root: IConstruct) {}

  /** The construct at a path from the root. */
  public at(constructPath: string): IConstruct | undefined {
    return constructPath.split('/').filter((id) => id !== '')
      .reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), this.root);
  }

  /** The construct of a logical id, or undefined when the template holds something that no construct stands for. */
  public element(stack: IConstruct, logicalId: string): IConstruct | undefined {
    let elements = this.byStack.get(stack);
    if (!elements) {
      elements = new Map(elementsOf(stack).map((element) => [element.stack.resolve(element.logicalId), element]));
      this.byStack.set(stack, elements);
    }
    return elements.get(logicalId);
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
