import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isAssembly } from './assembly';
import { below, glob, isGlob } from './glob';
import { STANDARD_INPUT } from './read-file';
import { nearest } from '../../cloudtrail/logic/nearest';
import { fileProblem, Problem } from '../problem';

/** A file or folder from the command line. */
export interface Found {
  readonly kind: 'assembly' | 'template';
  readonly path: string;
  /** How reports name it: relative to the working directory. */
  readonly shown: string;
  /** False for a file of a folder, which may be something else than a template. */
  readonly named: boolean;
}

const TEMPLATE_NAME = /\.(?:ya?ml|json|template)$/i;

/** What an argument names: a cloud assembly, a template, a folder with either of them, a pattern, or `-`. */
export function find(path: string, folder: string): Found[] {
  if (path === '') throw new Problem('an argument is empty: name a template, a folder or a cloud assembly');
  if (path === STANDARD_INPUT) return [{ kind: 'template', path, shown: '<stdin>', named: true }];
  const absolute = resolve(folder, path);
  if (!existsSync(absolute) && isGlob(path)) {
    const files = glob(path, folder);
    if (files.length === 0) throw new Problem(`no file matches ${path}`);
    return withoutInsides(files.flatMap((file) => find(file, folder)));
  }
  const shown = shownAs(absolute, folder);
  if (kindOf(absolute, path) === 'file') {
    const assembly = basename(absolute) === 'manifest.json' && isAssembly(dirname(absolute));
    return [assembly ? { kind: 'assembly', path: dirname(absolute), shown: shownAs(dirname(absolute), folder), named: true }
      : { kind: 'template', path: absolute, shown, named: true }];
  }
  const inside = inFolder(absolute, folder);
  if (inside.length === 0) throw new Problem(`${shown} has no templates: no cloud assembly, and no file named .yaml, .yml, .json or .template`);
  return inside;
}

/** What a pattern finds in a cloud assembly is a part of it, if it finds the assembly too. */
function withoutInsides(found: readonly Found[]): Found[] {
  const assemblies = found.filter(({ kind }) => kind === 'assembly');
  return found.filter(({ path }) => !assemblies.some((assembly) => path.startsWith(`${assembly.path}${sep}`)));
}

function kindOf(absolute: string, path: string): 'file' | 'folder' {
  try {
    const stats = statSync(absolute);
    if (stats.isDirectory()) return 'folder';
    if (stats.isFile() || stats.isFIFO()) return 'file';
    throw new Problem(`${path} is neither a file nor a folder`);
  } catch (error) {
    throw withNearest(error, absolute, path);
  }
}

function withNearest(error: unknown, absolute: string, path: string): Problem {
  const problem = fileProblem(path, error);
  const around = dirname(absolute);
  const beside = statSync(around, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(around).filter((name) => !name.startsWith('.')) : [];
  const [near] = nearest(basename(absolute), beside);
  return near === undefined || !problem.message.endsWith('does not exist') ? problem : new Problem(`${problem.message}; beside it is ${near}`);
}

function inFolder(absolute: string, folder: string): Found[] {
  if (isAssembly(absolute)) return [{ kind: 'assembly', path: absolute, shown: shownAs(absolute, folder), named: true }];
  const names = readFolder(absolute, folder);
  const assemblies = names.filter((name) => basename(name) === 'cdk.out').map((name) => dirname(name)).filter((name) => isAssembly(join(absolute, name)));
  const outer = assemblies.filter((name) => !assemblies.some((other) => name !== other && name.startsWith(`${other}/`)));
  const files = names.filter((name) => TEMPLATE_NAME.test(name) && !outer.some((assembly) => name.startsWith(`${assembly}/`)));
  return [
    ...outer.map((name): Found => ({ kind: 'assembly', path: join(absolute, name), shown: shownAs(join(absolute, name), folder), named: true })),
    ...files.map((name): Found => ({ kind: 'template', path: join(absolute, name), shown: shownAs(join(absolute, name), folder), named: false })),
  ];
}

function readFolder(absolute: string, folder: string): string[] {
  try {
    return below(absolute).sort();
  } catch (error) {
    throw fileProblem(shownAs(absolute, folder), error);
  }
}

/** Relative to the working directory, with slashes on every system. */
function shownAs(absolute: string, folder: string): string {
  return (relative(folder, absolute) || '.').replace(/\\/g, '/');
}
