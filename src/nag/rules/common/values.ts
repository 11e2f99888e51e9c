import { ABSENT, type Answer, any, combinations, decisionIn, firstHole, hasHole, isUnknown, type Node, not, rangeOf, Unknown } from '../rule';

/** Whether a property has a value, or is left out where that value is the default. */
export function isOrDefault(node: Node, value: string | boolean): Answer {
  return any([not(node.isSet), node.is(value)]);
}

/** Whether an answer stays unknown whatever is decided about conditions. */
export function isOpen(answer: Answer): boolean {
  return isUnknown(answer) && decisionIn(answer.why) === undefined;
}

/** Whether a number passes a test. `missing` is the answer where there is none. */
export function numberPasses(node: Node, test: (value: number) => boolean, missing: boolean): Answer {
  const { value } = node;
  if (node.isMissing) return missing;
  if (typeof value === 'object') return new Unknown(`${node.path}, which is not a number`);
  const answers = typeof value === 'string' ? possible(value, test, missing) : [test(Number(value))];
  if (answers.every((answer) => answer === answers[0]) && answers[0] !== undefined) return answers[0];
  return new Unknown(typeof value === 'string' && hasHole(value) ? firstHole(value) as string : `${node.path}, which is not a number`);
}

/** What a test says of each number that a text can be; of a number with limits, what it says of the limits. */
function possible(text: string, test: (value: number) => boolean, missing: boolean): Array<boolean | undefined> {
  const range = rangeOf(text);
  if (range) return [test(range.least), test(range.greatest)];
  return combinations([text]).map(([each]) => {
    if (each === ABSENT || each === '') return missing;
    return hasHole(each) || Number.isNaN(Number(each)) ? undefined : test(Number(each));
  });
}

/** Whether a property is a number of at least this much; one that is missing is not. */
export function isAtLeast(node: Node, minimum: number): Answer {
  return numberPasses(node, (value) => value >= minimum, false);
}
