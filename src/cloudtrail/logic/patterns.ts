import { overAlternatives } from './alternatives';
import { type Answer, Unknown } from './answer';
import { type Cell, cellsOf, intersect } from './cells';
import { decisionIn, firstHole, firstIdentity, hasHole, hasIdentity, isMarkHalf, knownBeginning } from './marks';

const WILDCARD = /[*?]/;
/** A wildcard, or half of a hole. */
const WILD = /[*?\udbc0-\udbff]/;

/** No name or ARN is as long. */
const MAX_TEXT = 10_000;
const TOO_LONG = new Unknown('a text that is too long to be compared');

function isLong(a: string, b: string): boolean {
  return a.length + b.length > MAX_TEXT;
}

/** Whether two texts will be the same. Known text on either side of a hole still decides when it contradicts. */
export function sameText(a: string, b: string): Answer {
  if (a === b) return true;
  const begin = sharedBeginning(a, b, false);
  if (begin === undefined) return false;
  const [restOfA, restOfB] = [a.slice(begin), b.slice(begin)];
  if (!hasHole(restOfA) && !hasHole(restOfB)) return false;
  if (isLong(restOfA, restOfB)) return TOO_LONG;
  return overAlternatives([restOfA, restOfB], (x, y) => x === y || (mayMeet(cellsOf(x, ''), cellsOf(y, '')) && unknownIn(x, y)));
}

/** Whether a text will start with a prefix. */
export function startsWith(text: string, prefix: string): Answer {
  if (text.startsWith(prefix)) return true;
  if (sharedBeginning(text, prefix, false) === undefined) return false;
  if (isLong(text, prefix)) return TOO_LONG;
  if (!hasHole(text) && !hasHole(prefix) && !hasIdentity(text)) return false;
  return overAlternatives([text, prefix], (x, y) => {
    return x.startsWith(y) || (mayMeet(cellsOf(x, ''), [...cellsOf(y, ''), ...cellsOf('*', '*')]) && unknownIn(x, y));
  });
}

/**
 * Whether a pattern with IAM wildcards matches a text. The text may hold wildcards too: then whether it matches all that they stand for.
 */
export function matches(pattern: string, text: string): Answer {
  if (pattern === '*' || pattern === text) return true;
  const begin = sharedBeginning(pattern, text, true);
  if (begin === undefined) return false;
  const [restOfPattern, restOfText] = [pattern.slice(begin), text.slice(begin)];
  if (restOfPattern === '*') return true;
  if (isLong(restOfPattern, restOfText)) return TOO_LONG;
  const holes = hasHole(restOfPattern) || hasHole(restOfText);
  if (!holes && !WILDCARD.test(restOfPattern)) return false;
  return overAlternatives([restOfPattern, restOfText], (x, y) => {
    if (x === y || wildcardMatch(x, y)) return true;
    if (!holes && !hasIdentity(x) && !hasIdentity(y)) return false;
    const cells = [cellsOf(x, '*?'), cellsOf(y, '')] as const;
    return mayMeet(...cells) && ((!WILDCARD.test(y) && certainlyMeet(...cells)) || unknownIn(x, y));
  });
}

/** Whether some text matches both patterns. */
export function overlap(a: string, b: string): Answer {
  if (a === '*' || b === '*' || a === b) return true;
  const begin = sharedBeginning(a, b, true);
  if (begin === undefined) return false;
  const [restOfA, restOfB] = [a.slice(begin), b.slice(begin)];
  // Most patterns are one beginning with everything behind it.
  if (restOfA === '*' || restOfB === '*') return true;
  if (isLong(restOfA, restOfB)) return TOO_LONG;
  const [wildA, wildB] = [WILD.test(restOfA), WILD.test(restOfB)];
  if (!wildA && !wildB) return false;
  // A pattern and a text that is written out, as nearly all actions are.
  if (!(wildA && wildB) && isMarkless(restOfA) && isMarkless(restOfB)) {
    return wildA ? wildcardMatch(restOfA, restOfB) : wildcardMatch(restOfB, restOfA);
  }
  return overAlternatives([restOfA, restOfB], (x, y) => {
    const cells = [cellsOf(x, '*?'), cellsOf(y, '*?')] as const;
    if (!mayMeet(...cells)) return false;
    return !hasHole(x) && !hasHole(y) && !hasIdentity(x) && !hasIdentity(y) ? true : certainlyMeet(...cells) || unknownIn(x, y);
  });
}

/**
 * How much two texts share up to the first part that may stand for other text, or undefined where they differ before that. What both begin with decides
 * nothing, the same marks included, and nearly all texts that are compared are ARNs.
 */
function sharedBeginning(a: string, b: string, wildcards: boolean): number | undefined {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return isOpen(x, wildcards) || isOpen(y, wildcards) ? at : undefined;
    if (!isOpen(x, wildcards)) continue;
    // The same mark is the same text; what begins alternatives is read as a whole.
    if (!isMarkUnit(x) || x === 0xdbff || a.charCodeAt(at + 1) !== b.charCodeAt(at + 1)) return at;
    at++;
  }
  return length;
}

/** Whether a UTF-16 unit is a wildcard, begins a mark, or stands for any text. */
function isOpen(unit: number, wildcards: boolean): boolean {
  return isMarkUnit(unit) || unit === 0xffff || (wildcards && (unit === 0x2a || unit === 0x3f));
}

function isMarkUnit(unit: number): boolean {
  return unit >= 0xdb80 && unit <= 0xdbff;
}

function isMarkless(text: string): boolean {
  return knownBeginning(text) === text;
}

function mayMeet(x: readonly Cell[], y: readonly Cell[]): boolean {
  return intersect(x, y, true);
}

/** Whether the wildcards alone make them meet, whatever the marks are. */
function certainlyMeet(x: readonly Cell[], y: readonly Cell[]): boolean {
  return intersect(x, y, false);
}

function unknownIn(a: string, b: string): Unknown {
  return new Unknown(reasonIn(a, b));
}

/** What has to be known to compare two texts. */
export function reasonIn(a: string, b: string): string {
  return decisionIn(a) ?? decisionIn(b) ?? firstHole(a) ?? firstHole(b) ?? `the name that AWS makes up for ${firstIdentity(a) ?? firstIdentity(b)}`;
}

/** By UTF-16 unit, which keeps marks whole because both halves are compared. `?` takes no half of a mark, and no wildcard of the text. */
function wildcardMatch(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let retry = 0;
  for (let t = 0; t < text.length;) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p++;
      retry = t;
    } else if (wanted !== undefined && (wanted === text[t] || (wanted === '?' && text[t] !== '*' && !isMarkHalf(text[t])))) {
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

