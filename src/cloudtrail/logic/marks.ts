/**
 * What only a deployment knows is one private-use character in a text, so that equality, prefixes and wildcards work on plain strings.
 * The same character stands for the same text; the block that it is in says what the text can be.
 *
 * - Plane 15, `IDENTITY`: what AWS makes up for one resource. It differs from every other identity and from every literal.
 * - Plane 16, `HOLE`: text that may turn out to be anything of its block.
 * - The end of plane 16 writes alternatives: `OPEN`, the mark that decides, the texts between `SEPARATOR`s, `CLOSE`.
 */

/** Code points of a kind of mark. */
export interface Block {
  readonly first: number;
  readonly last: number;
}

/** A name that CloudFormation makes up: no separators in it. */
export const GENERATED_NAME: Block = { first: 0xf0000, last: 0xf7fff };
/** Anything else that AWS makes up, such as an ARN or a URL. */
export const GENERATED_REFERENCE: Block = { first: 0xf8000, last: 0xffffd };

/** Any text, also none. */
export const ANYTHING: Block = { first: 0x100000, last: 0x103fff };
/** Any text but none. */
export const NOT_EMPTY: Block = { first: 0x104000, last: 0x105fff };
/** Any text but none, without `:` and `/`. */
export const NAME: Block = { first: 0x106000, last: 0x106fff };
/** Twelve digits. */
export const ACCOUNT: Block = { first: 0x107000, last: 0x107fff };
export const REGION: Block = { first: 0x108000, last: 0x108fff };
/** The id of an organization: `o-…`. */
export const ORGANIZATION: Block = { first: 0x109000, last: 0x109fff };
/** The id of a KMS key: a UUID or `mrk-…`. */
export const KEY_ID: Block = { first: 0x10a000, last: 0x10afff };
/** An integer. */
export const NUMBER: Block = { first: 0x10b000, last: 0x10bfff };
/** An ARN. */
export const ARN: Block = { first: 0x10f100, last: 0x10f4ff };
/** What may be a list or an object as well as a text. */
export const TREE: Block = { first: 0x10f500, last: 0x10f8ff };
/** The outcome of a condition or the choice of an allowed value, which decides between alternatives. */
export const DECISION: Block = { first: 0x10c000, last: 0x10efff };

/** Stands where a policy has a variable. */
export const POLICY_VARIABLE = String.fromCodePoint(0x10f000);
/** The mark for all texts after the others are used up. */
export const OVERFLOW = String.fromCodePoint(0x10f001);

export const OPEN = String.fromCodePoint(0x10fff0);
export const SEPARATOR = String.fromCodePoint(0x10fff1);
export const CLOSE = String.fromCodePoint(0x10fff2);
/** An alternative in which there is no value. */
export const ABSENT = String.fromCodePoint(0x10fff3);
/** Between the least and the greatest value of a number. */
export const TO = String.fromCodePoint(0x10fff4);

/** Any text, also none: the part of a value that differs from event to event. A noncharacter, so that no real value holds it. */
export const ANY = '\uFFFF';

const ANY_MARK = /[\udb80-\udbff][\udc00-\udfff]/g;
const ANY_MARK_HALF = /[\udb80-\udbff]/;
const HOLE = /[\udbc0-\udbff][\udc00-\udfff]/;
const IDENTITY = /[\udb80-\udbbf][\udc00-\udfff]/;
const REASON = /[\udbc0-\udbfe][\udc00-\udfff]/;
const DECIDING = /[\udbf0-\udbfb][\udc00-\udfff]/;
const STRUCTURE = /[\udbff][\udff0-\udff4]/;

/** Whether some of a text may turn out to be anything. */
export function hasHole(text: string): boolean {
  return HOLE.test(text);
}

/** Whether some of a text is made up by AWS. */
export function hasIdentity(text: string): boolean {
  return IDENTITY.test(text);
}

export function firstIdentity(text: string): string | undefined {
  return IDENTITY.exec(text)?.[0];
}

/** The part of a text that a person has to know: what decides between alternatives, or else the first unknown part. */
export function firstHole(text: string): string | undefined {
  return decisionIn(text) ?? REASON.exec(text)?.[0];
}

/** The first mark of a text that decides between alternatives. */
export function decisionIn(text: string): string | undefined {
  return DECIDING.exec(text)?.[0];
}

/** A text up to its first mark. */
export function knownBeginning(text: string): string {
  const at = text.search(ANY_MARK_HALF);
  return at < 0 ? text : text.slice(0, at);
}

/** Whether a text is one mark of plane 16. */
export function isHole(text: string | undefined): text is string {
  // Told by the first half alone: this is called for every character of every comparison.
  return text !== undefined && text.length === 2 && text >= '\udbc0' && text < '\udc00';
}

/** Whether a mark of plane 16 may stand for an empty text, or for no text at all. */
export function mayBeEmpty(mark: string): boolean {
  return [ANYTHING, TREE, DECISION].some((block) => isIn(block, mark)) || mark === OVERFLOW;
}

/** Whether a text is one mark of plane 15. */
export function isIdentity(text: string | undefined): text is string {
  return text !== undefined && text.length === 2 && text >= '\udb80' && text < '\udbc0';
}

/** Whether a UTF-16 unit is one half of a character outside the first plane, as every mark is. */
export function isMarkHalf(unit: string): boolean {
  return unit >= '\ud800' && unit <= '\udfff';
}

export function isIn({ first, last }: Block, mark: string): boolean {
  const point = mark.codePointAt(0) as number;
  return point >= first && point <= last;
}

/** Whether a text holds alternatives. */
export function hasAlternatives(text: string): boolean {
  return text.includes('\udbff') && STRUCTURE.test(text);
}

/** Every mark of a text, with its place. */
export function marksIn(text: string): IterableIterator<RegExpExecArray> {
  return text.matchAll(ANY_MARK);
}

export function replaceMarks(text: string, replace: (mark: string, at: number) => string): string {
  return text.replace(ANY_MARK, replace);
}

/** A text from outside, in which nobody else's private-use characters can pass for marks. */
export function literal(text: string): string {
  return replaceMarks(text, () => '\ufffd');
}
