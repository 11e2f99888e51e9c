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
