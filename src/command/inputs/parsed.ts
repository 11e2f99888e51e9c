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

/** The line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let begin = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', begin)) {
    line++;
    begin = end + 1;
  }
  return { line, column: offset - begin + 1 };
}

/** Whether what a file holds looks like a CloudFormation template. */
export function isTemplate(value: unknown): value is RawObject & { readonly Resources: RawObject } {
  const resources = (value as { Resources?: unknown } | null | undefined)?.Resources;
  return typeof resources === 'object' && resources !== null && !Array.isArray(resources);
}
