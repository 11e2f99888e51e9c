import { type Cell, intersect } from './text-intersection';
import { hasOpaque, isGeneratedName, type Ternary } from './unknown';

/** Any text, also none: the part of a value that differs from event to event. A noncharacter, so that no real value holds it. */
export const ANY = '\uFFFF';

/** How many of a set of events something holds for. */
export interface Share {
  /** Whether it holds for at least one. */
  readonly any: Ternary;
  /** Whether it holds for each. */
  readonly every: Ternary;
}

export const ALL: Share = { any: true, every: true };
export const NONE: Share = { any: false, every: false };
export const SOME: Share = { any: true, every: false };
export const UNSURE: Share = { any: undefined, every: undefined };

export type TextOperator = 'Equals' | 'StartsWith' | 'EndsWith';

/** How many of the texts (a text with `ANY` in it stands for many) meet the operator with the value. */
export function share(texts: string, operator: TextOperator, value: string): Share {
  const [candidates, wanted] = samePartition(texts, value);
  if (covers(candidates, operator, wanted)) return ALL;
  if (isOpenTo(candidates, operator)) return SOME;
  if (!candidates.includes(ANY) && !hasOpaque(candidates) && !hasOpaque(wanted)) return NONE;
  const [left, right] = withoutCommonEnds(candidates, operator, wanted);
  if (!intersect(left, right)) return NONE;
  return [...left, ...right].some(({ character }) => hasOpaque(character)) ? UNSURE : SOME;
}

function covers(texts: string, operator: TextOperator, value: string): boolean {
  switch (operator) {
    case 'Equals': return texts === value;
    case 'StartsWith': return texts.startsWith(value);
    case 'EndsWith': return texts.endsWith(value);
  }
}

/** Whether the texts differ where the operator looks, so that some of them meet it whatever the value. */
function isOpenTo(texts: string, operator: TextOperator): boolean {
  switch (operator) {
    case 'Equals': return texts === ANY;
    case 'StartsWith': return texts.startsWith(ANY);
    case 'EndsWith': return texts.endsWith(ANY);
  }
}

/** A trail sees ARNs of its own partition only, so an unknown partition is the one that the other ARN names. */
function samePartition(a: string, b: string): [string, string] {
  const [partitionOfA, partitionOfB] = [partition(a), partition(b)];
  if (partitionOfA === undefined || partitionOfB === undefined) return [a, b];
  if (hasOpaque(partitionOfA)) return [a.replace(partitionOfA, partitionOfB), b];
  return hasOpaque(partitionOfB) ? [a, b.replace(partitionOfB, partitionOfA)] : [a, b];
}

function partition(arn: string): string | undefined {
  return /^arn:([^:]+):/.exec(arn)?.[1];
}

/** Both as patterns, less what they share at their fixed ends: an unknown text equals itself. */
function withoutCommonEnds(texts: string, operator: TextOperator, value: string): [Cell[], Cell[]] {
  const left = toCells(texts);
  const right = toCells(`${operator === 'EndsWith' ? ANY : ''}${value}${operator === 'StartsWith' ? ANY : ''}`);
  const same = (a: Cell | undefined, b: Cell | undefined) => a !== undefined && a.character === b?.character && a.character !== ANY;
  while (same(left[0], right[0])) {
    left.shift();
    right.shift();
  }
  while (same(left.at(-1), right.at(-1))) {
    left.pop();
    right.pop();
  }
  return [left, right];
}

function toCells(text: string): Cell[] {
  return Array.from(text).map((character, i, all) => ({ character, kind: kindOf(character, all[i - 1]) }));
}

/** A generated name is a name where it stands for a part of a text; as the beginning it may be more, such as an ARN. */
function kindOf(character: string, before: string | undefined): Cell['kind'] {
  if (isGeneratedName(character) && (before === ':' || before === '/')) return 'name';
  return character === ANY || hasOpaque(character) ? 'open' : 'literal';
}
