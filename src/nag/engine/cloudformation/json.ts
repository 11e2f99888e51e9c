/* eslint-disable @typescript-eslint/no-require-imports */
/** A property as it will be deployed: plain JSON in which every string may hold atoms. */
export type Value = string | number | boolean | null | Value[] | Properties;
export interface Properties {
  [key: string]: Value;
}

/** JSON of a template, before anything in it is resolved. */
export type Raw = unknown;
export type RawObject = Readonly<Record<string, Raw>>;

export function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a key is that of an intrinsic function. */
export function isFunction(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

/** A key that the template itself wrote, never one of `Object.prototype`. */
export function own(object: unknown, key: string): Raw {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** An object in which every key is safe to write, `__proto__` too. */
export function emptyProperties(): Properties {
  return Object.create(null) as Properties;
}

export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value as readonly T[] : [value as T];
}

/** A key for equal JSON; JSON that is nested too deeply for that shares one. */
export function fingerprint(raw: Raw): string {
  try {
    return JSON.stringify(raw) ?? '';
  } catch {
    return 'nested too deeply';
  }
}

/** A short key for a text of any length: texts that differ have others. */
export function digest(text: string): string {
  // Loaded where there is such a text: most templates have none.
  const { createHash } = require('node:crypto') as typeof import('node:crypto');
  return createHash('sha256').update(text).digest('base64');
}
