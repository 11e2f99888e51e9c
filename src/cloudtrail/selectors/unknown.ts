/**
 * Reads values of a template, which may be partly or completely unknown.
 *
 * A text with an unknown part contains a mark in its place. Anything that is not a plain value of the expected kind, such as a parameter, is `UNKNOWN`.
 */
import { hasHole } from '../logic/marks';

/** A value that is set, but known at deployment only. */
export const UNKNOWN = Symbol('unknown');

export type Unknown = typeof UNKNOWN;

/** The text; `undefined` if there is none or it is empty. */
export function readString(value: unknown): string | undefined | Unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : UNKNOWN;
}

/** Accepts "true" and "false" as well, as CloudFormation does. */
export function readBoolean(value: unknown): boolean | undefined | Unknown {
  const text = readString(value);
  if (typeof text !== 'string') return text;
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : UNKNOWN;
}

/** The elements; `undefined` if there is no list. CloudFormation accepts a single value as a list of one. */
export function readList(value: unknown): readonly unknown[] | undefined | Unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value;
  return readStruct(value) === UNKNOWN ? UNKNOWN : [value];
}

/** The members of a structure; an intrinsic function is unknown. */
export function readStruct(value: unknown): Readonly<Record<string, unknown>> | undefined | Unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object') return typeof value === 'string' && hasHole(value) ? UNKNOWN : undefined;
  const keys = Object.keys(value);
  const intrinsic = keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
  return intrinsic ? UNKNOWN : value as Record<string, unknown>;
}
