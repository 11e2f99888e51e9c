/* eslint-disable @typescript-eslint/no-require-imports */
import { check } from './check';
import type { Console } from './console';
import { report } from './report-command';
import { explain, rules } from './rules';

/** A command, which gives the exit code. */
export type Command = (args: readonly string[], console: Console) => number;

/** `migrate` is loaded on first use; see scripts/build/bundle-command.ts. */
export const COMMANDS: { readonly [name: string]: Command } = {
  check,
  report,
  migrate: (args, console) => (require('./migrate/migrate') as typeof import('./migrate/migrate')).migrate(args, console),
  rules,
  explain,
};
