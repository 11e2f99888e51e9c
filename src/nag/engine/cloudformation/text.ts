import { type Answer, Unknown } from './answer';
import { firstHole, hasHole, isAtomHalf, isHole } from './atoms';

const WILDCARD = /[*?]/;
/** A wildcard, or half of a hole. */
const WILD = /[*?\udbc0-\udbff]/;

/** Whether two texts will be the same. Known text on either side of a hole still decides when it contradicts. */
export function sameText(a: string, b: string): Answer {
  if (a === b) return true;
  if (!hasHole(a) && !hasHole(b)) return false;
  const x = [...a];
  const y = [...b];
  if (contradicts(x, y) || contradicts(x.reverse(), y.reverse())) return false;
  return unknownIn(a, b);
}

/** Whether a text will start with a prefix. */
export function startsWith(text: string, prefix: string): Answer {
  if (text.startsWith(prefix)) return true;
  if (!hasHole(text) && !hasHole(prefix)) return false;
  const x = [...text];
  const y = [...prefix];
  const at = firstDifference(x, y);
  return isHole(x[at]) || isHole(y[at]) ? unknownIn(text, prefix) : false;
}

/**
 * Whether a pattern with IAM wildcards matches a text. The text may hold wildcards too: then whether it matches all that they stand for.
 */
export function matches(pattern: string, text: string): Answer {
  if (pattern === '*' || pattern === text) return true;
  const holes = hasHole(pattern) || hasHole(text);
  if (!holes && !WILDCARD.test(pattern)) return false;
  if (wildcardMatch(pattern, text)) return true;
  if (!holes || !intersect([...pattern], [...text], (c) => c === '*' || isHole(c), isHole)) return false;
  return unknownIn(pattern, text);
}

/** Whether some text matches both patterns. */
export function overlap(a: string, b: string): Answer {
  if (a === '*' || b === '*' || a === b) return true;
  const [i, j] = [a.search(WILD), b.search(WILD)];
  if (i < 0 && j < 0) return false;
  // Most patterns differ before their first wildcard, or are one prefix with everything behind it.
  const known = Math.min(i < 0 ? a.length : i, j < 0 ? b.length : j);
  if (!a.startsWith(b.slice(0, known))) return false;
  if ((i === known && i === a.length - 1 && a[i] === '*') || (j === known && j === b.length - 1 && b[j] === '*')) return true;
  const x = [...a];
  const y = [...b];
  const star = (c: string) => c === '*';
  if (intersect(x, y, star, star)) return true;
  if (!hasHole(a) && !hasHole(b)) return false;
  const wild = (c: string) => c === '*' || isHole(c);
  return intersect(x, y, wild, wild) ? unknownIn(a, b) : false;
}

function unknownIn(a: string, b: string): Unknown {
  return new Unknown(firstHole(a) ?? firstHole(b) as string);
}

function firstDifference(x: string[], y: string[]): number {
  let i = 0;
  while (i < x.length && i < y.length && x[i] === y[i]) i++;
  return i;
}

function contradicts(x: string[], y: string[]): boolean {
  const at = firstDifference(x, y);
  return !isHole(x[at]) && !isHole(y[at]);
}

/** By UTF-16 unit, which keeps atoms whole because both halves are compared. `?` takes no half of an atom, and no wildcard of the text. */
function wildcardMatch(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let retry = 0;
  for (let t = 0; t < text.length;) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p++;
      retry = t;
    } else if (wanted !== undefined && (wanted === text[t] || (wanted === '?' && text[t] !== '*' && !isAtomHalf(text[t])))) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Whether two patterns have a text in common, where some characters stand for any text. */
function intersect(x: string[], y: string[], wildX: (c: string) => boolean, wildY: (c: string) => boolean): boolean {
  // What both begin and end with decides nothing; an ARN is little else.
  const begin = sharedLength(x, y, (list, at) => list[at], 0);
  if (begin === undefined) return false;
  const end = sharedLength(x, y, (list, at) => list[list.length - 1 - at], begin);
  if (end === undefined) return false;
  return intersectAll(x.slice(begin, x.length - end), y.slice(begin, y.length - end), wildX, wildY);
}

/** How many characters are the same up to the first that may stand for others; undefined when two differ before that. */
function sharedLength(x: string[], y: string[], read: (list: string[], at: number) => string, taken: number): number | undefined {
  const length = Math.min(x.length, y.length) - taken;
  for (let at = 0; at < length; at++) {
    const [a, b] = [read(x, at), read(y, at)];
    if (a === '*' || b === '*') return at;
    if (a !== b) return a === '?' || b === '?' || isHole(a) || isHole(b) ? at : undefined;
  }
  return length;
}

/** Rows are filled from the end. */
function intersectAll(x: string[], y: string[], wildX: (c: string) => boolean, wildY: (c: string) => boolean): boolean {
  let below: boolean[] = [];
  for (let i = x.length; i >= 0; i--) {
    const row: boolean[] = new Array<boolean>(y.length + 1).fill(false);
    for (let j = y.length; j >= 0; j--) {
      if (i === x.length && j === y.length) {
        row[j] = true;
      } else if (i < x.length && wildX(x[i])) {
        row[j] = below[j] || (j < y.length && row[j + 1]);
      } else if (j < y.length && wildY(y[j])) {
        row[j] = row[j + 1] || (i < x.length && below[j]);
      } else if (i < x.length && j < y.length && (x[i] === y[j] || x[i] === '?' || y[j] === '?')) {
        row[j] = below[j + 1];
      }
    }
    below = row;
  }
  return below[0];
}
