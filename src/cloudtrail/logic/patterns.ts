import { overAlternatives } from './alternatives';
import { type Answer, Unknown } from './answer';
import { type Cell, cellsOf, intersect } from './cells';
import { decisionIn, firstHole, firstIdentity, hasHole, hasIdentity, isMarkHalf } from './marks';

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
  if (!hasHole(a) && !hasHole(b)) return false;
  if (isLong(a, b)) return TOO_LONG;
  return overAlternatives([a, b], (x, y) => x === y || (mayMeet(cellsOf(x, ''), cellsOf(y, '')) && unknownIn(x, y)));
}

/** Whether a text will start with a prefix. */
export function startsWith(text: string, prefix: string): Answer {
  if (text.startsWith(prefix)) return true;
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
  if (isLong(pattern, text)) return TOO_LONG;
  const wild = WILDCARD.test(pattern);
  const holes = hasHole(pattern) || hasHole(text);
  if (!wild && !holes) return false;
  if (differAtOnce(pattern, text)) return false;
  return overAlternatives([pattern, text], (x, y) => {
    if (x === y || wildcardMatch(x, y)) return true;
    if (!holes && !hasIdentity(x) && !hasIdentity(y)) return false;
    const cells = [cellsOf(x, '*?'), cellsOf(y, '')] as const;
    return mayMeet(...cells) && ((!WILDCARD.test(y) && certainlyMeet(...cells)) || unknownIn(x, y));
  });
}

/** Whether some text matches both patterns. */
export function overlap(a: string, b: string): Answer {
  if (a === '*' || b === '*' || a === b) return true;
  if (isLong(a, b)) return TOO_LONG;
  const [i, j] = [a.search(WILD), b.search(WILD)];
  if (i < 0 && j < 0) return false;
  // Most patterns differ before their first wildcard, or are one prefix with everything behind it.
  const known = Math.min(i < 0 ? a.length : i, j < 0 ? b.length : j);
  if (differAtOnce(a, b)) return false;
  if (a.startsWith(b.slice(0, known)) && (isEverythingBehind(a, i, known) || isEverythingBehind(b, j, known))) return true;
  return overAlternatives([a, b], (x, y) => {
    const cells = [cellsOf(x, '*?'), cellsOf(y, '*?')] as const;
    if (!mayMeet(...cells)) return false;
    return !hasHole(x) && !hasHole(y) && !hasIdentity(x) && !hasIdentity(y) ? true : certainlyMeet(...cells) || unknownIn(x, y);
  });
}

/** Whether two texts differ before anything in them that may stand for other text. */
function differAtOnce(a: string, b: string): boolean {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (isOpenUnit(x) || isOpenUnit(y)) return false;
    if (x !== y) return true;
  }
  return false;
}

/** A wildcard, or half of a mark. */
function isOpenUnit(unit: number): boolean {
  return unit === 0x2a || unit === 0x3f || (unit >= 0xdb80 && unit <= 0xdbff);
}

function isEverythingBehind(pattern: string, wild: number, known: number): boolean {
  return wild === known && wild === pattern.length - 1 && pattern[wild] === '*';
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

