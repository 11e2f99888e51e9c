import { check } from './check';
import type { Console } from './console';
import { report } from './report-command';
import { explain, rules } from './rules';

/** A command, which gives the exit code. */
export type Command = (args: readonly string[], console: Console) => number;

export const COMMANDS: { readonly [name: string]: Command } = { check, report, rules, explain };
