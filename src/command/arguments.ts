import { parseArgs } from 'node:util';
import { Problem } from './problem';
import { nearest } from '../cloudtrail/logic/nearest';

/** An option of a command. */
export interface Option {
  /** What stands for the value in the help; a switch has none. */
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
}

export type Options = { readonly [name: string]: Option };

/** The parsed command line: options in their order, and the other arguments. */
export interface Arguments {
  readonly options: ReadonlyArray<readonly [name: string, value: string]>;
  readonly rest: readonly string[];
}

/** Reads the arguments of a command. */
export function readArguments(args: readonly string[], known: Options): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(Object.entries(known).map(([name, { value, short }]) => [name, { type: value ? 'string' as const : 'boolean' as const, ...(short && { short }) }])),
  });
  const options: Array<readonly [string, string]> = [];
  const rest: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!option) throw unknown(token.rawName, known);
    if (option.value === undefined && token.value !== undefined) throw new Problem(`the option ${token.rawName} takes no value, got: '${token.value}'`);
    // What looks like the next option is one: no value begins so.
    const isMissing = token.value === undefined || (!token.inlineValue && /^--?[a-z]/i.test(token.value));
    if (option.value !== undefined && isMissing) throw new Problem(`the option ${token.rawName} needs a value: ${token.rawName} ${option.value}`);
    if (option.value === 'FILE' && token.value === '') throw new Problem(`--${token.name} must name a file`);
    options.push([token.name, token.value ?? '']);
  }
  return { options, rest };
}

function unknown(name: string, known: Options): Problem {
  const near = nearest(name.replace(/^-+/, ''), Object.keys(known)).map((each) => `--${each}`).join(', ');
  return new Problem(`unknown option ${name}; the nearest are ${near}`);
}

/** One of some words. */
export function oneOf<T extends string>(what: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value.toLowerCase());
  if (found === undefined) throw new Problem(`${what} must be one of ${words.join(', ')}, got: '${value}'; the nearest is ${nearest(value, words)[0]}`);
  return found;
}
