import type { RawObject } from '../../nag/engine/cloudformation/json';

/** A place in a file; lines and columns begin at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a file holds, and where. */
export interface Parsed {
  readonly format: 'json' | 'yaml';
  readonly value: unknown;
  /** Where a path of keys begins, or as much of it as is written there. */
  readonly locate: (path: readonly string[]) => Position;
}

export const START: Position = { line: 1, column: 1 };

/** Tells the line and column of an offset. Where lines begin is found out once, when it is first needed. */
export function positionsIn(text: string): (offset: number) => Position {
  let begins: number[] | undefined;
  return (offset) => {
    begins ??= lineBegins(text);
    let [line, above] = [0, begins.length];
    while (above - line > 1) {
      const middle = Math.floor((line + above) / 2);
      if (begins[middle] <= offset) line = middle;
      else above = middle;
    }
    return { line: line + 1, column: offset - begins[line] + 1 };
  };
}

function lineBegins(text: string): number[] {
  const begins = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) begins.push(end + 1);
  return begins;
}

/** Whether what a file holds looks like a CloudFormation template. */
export function isTemplate(value: unknown): value is RawObject & { readonly Resources: RawObject } {
  const resources = (value as { Resources?: unknown } | null | undefined)?.Resources;
  return typeof resources === 'object' && resources !== null && !Array.isArray(resources);
}
