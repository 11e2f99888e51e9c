import { combinations } from '../logic/alternatives';
import { type Answer, Unknown } from '../logic/answer';
import { cellsOf, intersect } from '../logic/cells';
import { ANY, firstHole, hasHole, knownBeginning } from '../logic/marks';
import { reasonIn } from '../logic/patterns';

/** For how many of a set of events a statement holds. */
export interface Share {
  /** Whether it holds for at least one. */
  readonly any: Answer;
  /** Whether it holds for each. */
  readonly every: Answer;
}

export const ALL: Share = { any: true, every: true };
export const NONE: Share = { any: false, every: false };
export const SOME: Share = { any: true, every: false };

export type TextOperator = 'Equals' | 'StartsWith' | 'EndsWith';

/** How many of the texts match the operator and value. A text that contains `ANY` stands for many. */
export function share(texts: string, operator: TextOperator, value: string): Share {
  if (isWrittenOut(texts) && isWrittenOut(value)) return covers(texts, operator, value) ? ALL : NONE;
  const shares = combinations(samePartition(texts, value)).map(([candidates, wanted]) => shareOf(candidates, operator, wanted));
  const agreed = (answers: readonly Answer[]): Answer => {
    return answers.every((answer) => answer === answers[0]) ? answers[0] : new Unknown(firstHole(texts + value) as string);
  };
  return { any: agreed(shares.map(({ any }) => any)), every: agreed(shares.map(({ every }) => every)) };
}

/** Whether nothing in a text may stand for other text. */
function isWrittenOut(text: string): boolean {
  return !text.includes(ANY) && knownBeginning(text) === text;
}

function shareOf(texts: string, operator: TextOperator, value: string): Share {
  if (covers(texts, operator, value)) return ALL;
  if (isOpenTo(texts, operator)) return SOME;
  if (isWrittenOut(texts) && isWrittenOut(value)) return NONE;
  const left = cellsOf(texts, '');
  const right = cellsOf(`${operator === 'EndsWith' ? ANY : ''}${value}${operator === 'StartsWith' ? ANY : ''}`, '');
  if (!intersect(left, right, true)) return NONE;
  return intersect(left, right, false) ? SOME : unsure(reasonIn(texts, value));
}

/** The answer is unknown. */
export function unsure(why: string): Share {
  return { any: new Unknown(why), every: new Unknown(why) };
}

function covers(texts: string, operator: TextOperator, value: string): boolean {
  switch (operator) {
    case 'Equals': return texts === value;
    case 'StartsWith': return texts.startsWith(value);
    case 'EndsWith': return texts.endsWith(value);
  }
}

/** Whether the texts are arbitrary where the operator compares, so that some of them match any value. */
function isOpenTo(texts: string, operator: TextOperator): boolean {
  switch (operator) {
    case 'Equals': return texts === ANY;
    case 'StartsWith': return texts.startsWith(ANY);
    case 'EndsWith': return texts.endsWith(ANY);
  }
}

/** A trail logs ARNs of its own partition only, so an unknown partition is the partition of the other ARN. */
function samePartition(a: string, b: string): [string, string] {
  const [partitionOfA, partitionOfB] = [partition(a), partition(b)];
  if (partitionOfA === undefined || partitionOfB === undefined) return [a, b];
  if (hasHole(partitionOfA)) return [a.replace(partitionOfA, partitionOfB), b];
  return hasHole(partitionOfB) ? [a, b.replace(partitionOfB, partitionOfA)] : [a, b];
}

function partition(arn: string): string | undefined {
  return /^arn:([^:]+):/.exec(arn)?.[1];
}
