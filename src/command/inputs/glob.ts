import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Whether an argument is a pattern, as shells without `**` leave them to the command. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/**
 * The files that a pattern names, in order, and the folders if it ends with a slash or a name: `*`, `?`, `[…]` and `{a,b}` inside a name, and `**` for
 * any number of folders.
 */
export function glob(pattern: string, folder: string): string[] {
  return [...new Set(alternatives(pattern).flatMap((each) => matching(each, folder)))].sort();
}

function alternatives(pattern: string): string[] {
  const [, before, choices, after] = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(pattern) ?? [];
  return choices === undefined ? [pattern] : choices.split(',').flatMap((choice) => alternatives(before + choice + after));
}

function matching(pattern: string, folder: string): string[] {
  const parts = pattern.replace(/\/+$/, '').split('/');
  const fixed = parts.findIndex((part) => isGlob(part));
  if (fixed < 0) return existsSync(resolve(folder, pattern)) ? [pattern] : [];
  const base = parts.slice(0, fixed).map((part) => `${part}/`).join('');
  const root = resolve(folder, base);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = parts.slice(fixed).map((part, index, { length }) => {
    const isLast = index === length - 1;
    return part === '**' ? `(?:[^/]+/)*${isLast ? '[^/]+' : ''}` : expression(part) + (isLast ? '' : '/');
  });
  const folders = pattern.endsWith('/') ? '/' : isGlob(parts[parts.length - 1]) ? '' : '/?';
  const wanted = regular(`^${names.join('')}${folders}$`);
  const paths = below(root, parts.includes('**') ? Infinity : parts.length - fixed, folders !== '');
  return paths.filter((path) => wanted?.test(path)).map((path) => base + path);
}

/** None where it is no pattern to anybody, as `[z-a]`. */
function regular(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 's');
  } catch {
    return undefined;
  }
}

/** The paths of all files below a folder, and of folders with a slash behind, without what begins with a dot and without installed packages. */
export function below(folder: string, deep = Infinity, withFolders = false): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    if (!entry.isDirectory()) return isFile(entry, folder) ? [entry.name] : [];
    const inside = deep > 1 ? below(join(folder, entry.name), deep - 1, withFolders) : [];
    return [...withFolders ? [''] : [], ...inside].map((path) => `${entry.name}/${path}`);
  });
}

/** Pipes and devices may have no end. Links to folders are not followed, they may lead back; those that lead nowhere are said where they are read. */
function isFile(entry: Dirent, folder: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(join(folder, entry.name)).isFile();
  } catch {
    return true;
  }
}

function expression(part: string): string {
  return part.replace(/\[[^\]]+\]|[\s\S]/g, (found) => {
    if (found === '*') return '[^/]*';
    if (found === '?') return '[^/]';
    if (found.length > 1) return found.replace(/^\[!/, '[^').replace(/\\/g, '\\\\');
    return found.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
}
