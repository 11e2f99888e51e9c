/**
 * Reading values that come out of a template, where a part or the whole of a value may not be known.
 *
 * A text with an unresolved part holds a private-use character in its place: the same character stands for the same unknown text, different ones
 * may or may not be equal. Of plane 15 they are names that CloudFormation makes up, each different from every other and from every literal.
 * Anything that is not a plain value of the expected kind, such as a parameter, is `UNKNOWN`.
 */

/** A value that is there and that nobody can know before deployment. */
export const UNKNOWN = Symbol('unknown');

export type Unknown = typeof UNKNOWN;

/** True, false, or not to be known. */
export type Ternary = boolean | undefined;

export function hasOpaque(text: string): boolean {
  return /[\uE000-\uF8FF\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]/u.test(text);
}

export function isGeneratedName(character: string): boolean {
  return /^[\u{F0000}-\u{FFFFD}]$/u.test(character);
}

/** The text; `undefined` when there is none (an empty text counts as none). */
export function readString(value: unknown): string | undefined | Unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : UNKNOWN;
}

/** True for "true" too, as in CloudFormation. */
export function readBoolean(value: unknown): Ternary | Unknown {
  const text = readString(value);
  if (typeof text !== 'string') return text;
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : UNKNOWN;
}

/** The elements; `undefined` when there is no list. CloudFormation takes a single value for a list of one. */
export function readList(value: unknown): readonly unknown[] | undefined | Unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value;
  return readStruct(value) === UNKNOWN ? UNKNOWN : [value];
}

/** The members of a structure; an intrinsic function is none. */
export function readStruct(value: unknown): Readonly<Record<string, unknown>> | undefined | Unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object') return typeof value === 'string' && hasOpaque(value) ? UNKNOWN : undefined;
  const keys = Object.keys(value);
  const intrinsic = keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
  return intrinsic ? UNKNOWN : value as Record<string, unknown>;
}

export function not(value: Ternary): Ternary {
  return value === undefined ? undefined : !value;
}

export function and(values: readonly Ternary[]): Ternary {
  return values.includes(false) ? false : values.includes(undefined) ? undefined : true;
}

export function or(values: readonly Ternary[]): Ternary {
  return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
}
