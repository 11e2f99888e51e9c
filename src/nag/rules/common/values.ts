import { type Answer, firstHole, hasHole, type Node, Unknown } from '../rule';

/** Whether a property has a value, or is left out where that value is the default. */
export function isOrDefault(node: Node, value: string | boolean): Answer {
  return node.isMissing || node.is(value);
}

/** Whether a number passes a test. `missing` is the answer where there is none. */
export function numberPasses(node: Node, test: (value: number) => boolean, missing: boolean): Answer {
  const { value } = node;
  if (node.isMissing) return missing;
  if (typeof value === 'string' && hasHole(value)) return new Unknown(firstHole(value) as string);
  const number = typeof value === 'object' ? NaN : Number(value);
  return Number.isNaN(number) ? new Unknown(`${node.path}, which is not a number`) : test(number);
}

/** Whether a property is a number of at least this much; one that is missing is not. */
export function isAtLeast(node: Node, minimum: number): Answer {
  return numberPasses(node, (value) => value >= minimum, false);
}
