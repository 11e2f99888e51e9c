import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The stack that is deployed by itself and holds the construct. */
export function topLevelStack(construct: IConstruct): Stack {
  return nesting(construct)[0];
}

/** The stacks around a construct, from the outermost inwards. */
export function nesting(construct: IConstruct): Stack[] {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? [...nesting(stack.nestedStackParent), stack] : [stack];
}
