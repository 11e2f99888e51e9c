/* eslint-disable @typescript-eslint/no-require-imports */
import type { Console } from './console';

/** A command, which gives the exit code. */
export type Command = (args: readonly string[], console: Console) => number;

/** What can be run, loaded when it is. */
export const COMMANDS: { readonly [name: string]: () => Command } = {
  check: () => (require('./check') as typeof import('./check')).check,
  report: () => (require('./report-command') as typeof import('./report-command')).report,
  rules: () => (require('./rules') as typeof import('./rules')).rules,
  explain: () => (require('./rules') as typeof import('./rules')).explain,
};

export const helpModule = () => require('./help') as typeof import('./help');
