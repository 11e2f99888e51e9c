import { firstHole } from '../../template/atoms';
import { Answer, Node, Unknown } from '../rule';

/** Whether a property is a number of at least this much; one that is missing is not. */
export function isAtLeast(node: Node, minimum: number): Answer {
  const { text } = node;
  if (text === undefined) return false;
  const number = Number(text);
  return Number.isNaN(number) ? new Unknown(firstHole(text) ?? `${node.path}, which is not a number`) : number >= minimum;
}
