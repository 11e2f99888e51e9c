import { any, type Answer, check, type Node, type ResourceView, type Verdict } from '../rule';

const keeps = (policy: Node, ...values: string[]) => values.map((value) => policy.is(value));

/** A resource stays when its stack is deleted, and when another takes its place. `otherwise` is whether something else keeps it. */
export function checkRetained(resource: ResourceView, what: string, otherwise: Answer = false): Verdict[] {
  const { deletionPolicy, updateReplacePolicy } = resource;
  const stays = any([...keeps(deletionPolicy, 'Retain', 'RetainExceptOnCreate'), otherwise]);
  const outlives = any([...keeps(updateReplacePolicy, 'Retain'), otherwise]);
  return [
    check(stays, deletionPolicy, `${what} is deleted with its stack.`, 'Deletion'),
    check(outlives, updateReplacePolicy, `${what} is deleted when another replaces it.`, 'Replacement'),
  ];
}
