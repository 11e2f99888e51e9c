import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The top-level stack that contains the construct. */
export function topLevelStack(construct: IConstruct): Stack {
  return nesting(construct)[0];
}

/** The stacks that contain a construct, outermost first. */
export function nesting(construct: IConstruct): Stack[] {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? [...nesting(stack.nestedStackParent), stack] : [stack];
}

/** Whether a stack is deployed after another one, as far as that is known now. */
export function dependsOn(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  if (seen.has(stack)) return false;
  seen.add(stack);
  return stack === other || stack.dependencies.some((dependency) => dependsOn(dependency, other, seen));
}
