import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Whether an argument is a pattern, as shells without `**` leave them to the command. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** The files that a pattern names, in order: `*`, `?`, `[…]` and `{a,b}` inside a name, and `**` for any number of folders. */
export function glob(pattern: string, folder: string): string[] {
  return [...new Set(alternatives(pattern).flatMap((each) => matching(each, folder)))].sort();
}

function alternatives(pattern: string): string[] {
  const [, before, choices, after] = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(pattern) ?? [];
  return choices === undefined ? [pattern] : choices.split(',').flatMap((choice) => alternatives(before + choice + after));
}

function matching(pattern: string, folder: string): string[] {
  const parts = pattern.split('/');
  const fixed = parts.findIndex((part) => isGlob(part));
  if (fixed < 0) return existsSync(resolve(folder, pattern)) ? [pattern] : [];
  const base = parts.slice(0, fixed).map((part) => `${part}/`).join('');
  const root = resolve(folder, base);
  if (!existsSync(root)) return [];
  const names = parts.slice(fixed).map((part, index, { length }) => (part === '**' ? '(?:[^/]+/)*' : expression(part) + (index < length - 1 ? '/' : '')));
  const wanted = new RegExp(`^${names.join('')}$`, 's');
  return below(root, parts.includes('**') ? Infinity : parts.length - fixed).filter((path) => wanted.test(path)).map((path) => base + path);
}

/** The paths of all files below a folder, without what begins with a dot and without installed packages. */
export function below(folder: string, deep = Infinity): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    if (!entry.isDirectory()) return [entry.name];
    return deep > 1 ? below(join(folder, entry.name), deep - 1).map((path) => `${entry.name}/${path}`) : [];
  });
}

function expression(part: string): string {
  return part.replace(/\[[^\]]+\]|[\s\S]/g, (found) => {
    if (found === '*') return '[^/]*';
    if (found === '?') return '[^/]';
    if (found.length > 1) return found.replace(/^\[!/, '[^').replace(/\\/g, '\\\\');
    return found.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
}
