/** Where an invalid value was given, and what to do about it. */
export interface InvalidContext {
  /** Path of the construct that was given the value. */
  readonly path?: string;
  /** What to do instead: a sentence without its period. */
  readonly wayOut?: string;
}

/** Names the prop, the rule, the value, the construct and the way out. */
export function invalidMessage(prop: string, rule: string, got: unknown, { path, wayOut }: InvalidContext = {}): string {
  return `\`${prop}\` ${rule}, got: ${show(got)}${path ? ` [${path}]` : ''}${wayOut ? `. ${wayOut}.` : ''}`;
}

/** The error for a value that cannot work, where the CDK is not at hand. */
export function invalid(prop: string, rule: string, got: unknown): Error {
  return new Error(invalidMessage(prop, rule, got));
}

/** A value as a person would write it, constructs by their paths and other objects by their classes. */
function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'function') return value.name;
  if (typeof value !== 'object' || value === null) return String(value);
  const { node } = value as { node?: { path?: string } };
  if (node?.path !== undefined) return `'${node.path}'`;
  if (value.constructor !== Object) return value.constructor.name;
  const entries = Object.entries(value).map(([name, member]) => `${name}: ${typeof member === 'object' && !Array.isArray(member) ? '…' : show(member)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
