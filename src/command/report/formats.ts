/* eslint-disable @typescript-eslint/no-require-imports */
import type { Format } from './model';
import { text } from './text';

/** All but the usual one are loaded on first use; see scripts/build/bundle-command.ts. */
const FORMATS = {
  text: () => text,
  json: () => (require('./json') as typeof import('./json')).json,
  sarif: () => (require('./sarif') as typeof import('./sarif')).sarif,
  junit: () => (require('./junit') as typeof import('./junit')).junit,
  html: () => (require('./html') as typeof import('./html')).html,
  github: () => (require('./github') as typeof import('./github')).github,
  gitlab: () => (require('./gitlab') as typeof import('./gitlab')).gitlab,
};

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export function formatNamed(name: FormatName): Format {
  return FORMATS[name]();
}
