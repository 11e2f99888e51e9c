import { CfnResource, Resource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** That one construct refers to another, whose stack is therefore deployed first. */
export interface Reference {
  readonly from: IConstruct;
  readonly to: IConstruct;
}

/** What the scope refers to among the resources of this app, and the keys that those are known to refer to in turn. */
export function references(scope: IConstruct, resources: readonly (IConstruct | undefined)[]): Reference[] {
  return resources.filter(isInApp).flatMap((resource) => {
    const { encryptionKey, masterKey } = resource as { encryptionKey?: IConstruct; masterKey?: IConstruct };
    return [{ from: scope, to: resource }, ...[encryptionKey, masterKey].filter(isInApp).map((key) => ({ from: resource, to: key }))];
  });
}

/** Whether the stack of one construct waits for that of the other, by these references: then the other must not refer to the one. */
export function waitsFor(waiting: IConstruct, other: IConstruct, known: readonly Reference[]): boolean {
  const [own, theirs] = [Stack.of(waiting), Stack.of(other)];
  const oneDeployment = topLevel(own) === topLevel(theirs);
  // A nested stack and the stack around it wait for each other resource by resource.
  if (oneDeployment && (own.node.scopes.includes(theirs) || theirs.node.scopes.includes(own))) return false;

  const unit = (construct: IConstruct) => (oneDeployment ? Stack.of(construct) : topLevel(Stack.of(construct)));
  const reached = new Set([unit(waiting)]);
  for (const stack of reached) {
    known.filter(({ from }) => unit(from) === stack).forEach(({ to }) => reached.add(unit(to)));
  }
  return reached.has(unit(other));
}

/** Whether the construct stands for a resource that this app makes; others are known by literal names. */
export function isInApp(construct: IConstruct | undefined): construct is IConstruct {
  return construct !== undefined && (Resource.isOwnedResource(construct) || [construct, construct.node.scope].some(CfnResource.isCfnResource));
}

/** The stack that is deployed by itself and holds the given one. */
export function topLevel(stack: Stack): Stack {
  return stack.nestedStackParent ? topLevel(stack.nestedStackParent) : stack;
}
