/** Where an invalid value was given, and what to do about it. */
export interface InvalidContext {
  /** Path of the construct that was given the value. */
  readonly path?: string;
  /** What to do instead: a sentence without its period. */
  readonly wayOut?: string;
}

/** Names the prop, the rule, the value, the construct and the way out. */
export function invalidMessage(prop: string, rule: string, got: unknown, { path, wayOut }: InvalidContext): string {
  return `\`${prop}\` ${rule}, got: ${show(got)}${path ? ` [${path}]` : ''}${wayOut ? `. ${wayOut}.` : ''}`;
}

/** The error for a value that cannot work, where the CDK is not at hand. Its name is the code that the CDK shows. */
export function invalid(prop: string, rule: string, got: unknown): Error {
  return Object.assign(new Error(invalidMessage(prop, rule, got, {})), { name: codeOf(prop) });
}

/** The code of errors about a prop: `InvalidObjectLock`. */
export function codeOf(prop: string): string {
  return `Invalid${prop.replace(/(?:^|\W+)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

/** Words that stand for a value, as opposed to a text that somebody wrote. */
class Words {
  constructor(public readonly text: string) {}
}

/** What an error shows instead of a value, without quotation marks. */
export function words(text: string): unknown {
  return new Words(text);
}

/** What nobody reads to its end is cut. */
const LONGEST = 120;

/** A value as a person would write it, constructs by their paths and other objects by their classes. */
function show(value: unknown): string {
  if (value instanceof Words) return value.text;
  if (typeof value === 'string') return value.length > LONGEST ? `'${value.slice(0, LONGEST)}…' (${value.length} characters)` : `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'function') return value.name;
  if (typeof value !== 'object' || value === null) return String(value);
  const { node } = value as { node?: { path?: string } };
  if (node?.path !== undefined) return `'${node.path}'`;
  if ('toHumanString' in value) return `${value.constructor.name} (${(value as { toHumanString(): string }).toHumanString()})`;
  if (value.constructor !== Object) return value.constructor.name;
  const entries = Object.entries(value).map(([name, member]) => `${name}: ${typeof member === 'object' && !Array.isArray(member) ? '…' : show(member)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
