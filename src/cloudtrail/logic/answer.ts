import { decisionIn } from './marks';

/** An answer that a template cannot give, with the reason. The reason may hold marks; whoever shows it renders them. */
export class Unknown {
  constructor(public readonly why: string) {}
}

/** The answer to a yes-or-no question about what will be deployed. */
export type Answer = boolean | Unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

export function not(answer: Answer): Answer {
  return isUnknown(answer) ? answer : !answer;
}

/** True when every answer is; one false decides, whatever is unknown. */
export function all(answers: Iterable<Answer>): Answer {
  let unknown: Unknown | undefined;
  for (const answer of answers) {
    if (answer === false) return false;
    if (answer !== true) unknown = worthAsking(unknown, answer);
  }
  return unknown ?? true;
}

/** True when one answer is, whatever is unknown. */
export function any(answers: Iterable<Answer>): Answer {
  let unknown: Unknown | undefined;
  for (const answer of answers) {
    if (answer === true) return true;
    if (answer !== false) unknown = worthAsking(unknown, answer);
  }
  return unknown ?? false;
}

/** Whether a question is answered with yes about every item; one no ends the search. */
export function allOf<T>(items: readonly T[], ask: (item: T, index: number) => Answer): Answer {
  let unknown: Unknown | undefined;
  for (let index = 0; index < items.length; index++) {
    const answer = ask(items[index], index);
    if (answer === false) return false;
    if (answer !== true) unknown = worthAsking(unknown, answer);
  }
  return unknown ?? true;
}

/** Whether a question is answered with yes about some item; one yes ends the search. */
export function anyOf<T>(items: readonly T[], ask: (item: T, index: number) => Answer): Answer {
  let unknown: Unknown | undefined;
  for (let index = 0; index < items.length; index++) {
    const answer = ask(items[index], index);
    if (answer === true) return true;
    if (answer !== false) unknown = worthAsking(unknown, answer);
  }
  return unknown ?? false;
}

/** Of two reasons the one that can be decided by asking again in each case, else the first. */
export function worthAsking(one: Unknown | undefined, other: Unknown): Unknown {
  if (one === undefined) return other;
  return decisionIn(one.why) === undefined && decisionIn(other.why) !== undefined ? other : one;
}
