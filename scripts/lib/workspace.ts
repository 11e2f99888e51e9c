/** Where packages, installations and caches of the scripts lie, and how their commands are run. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** A second run is quick by what is here. Another checkout of the project may share it. */
export const CACHE = process.env.LANGUAGES_CACHE ?? join(ROOT, 'node_modules', '.cache', 'languages');

/** Versions of the dependencies, which the examples name as well. */
export const VERSIONS = {
  awsCdkLib: installed('aws-cdk-lib'),
  cdkNag: installed('cdk-nag'),
  constructs: installed('constructs'),
};

function installed(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that are no failure. */
  readonly expect?: number;
}

/** What `npm run` and tsx say about this project is not true of the projects that are made here. */
const OUTSIDE = Object.fromEntries(Object.entries(process.env).filter(([name]) =>
  name !== 'TSX_TSCONFIG_PATH' && name !== 'INIT_CWD' && !/^npm_(package|lifecycle|command|config_local_prefix)/.test(name)));

/** Runs a command to its end, and throws what it printed when it failed. */
export function run(command: string, args: string[], { cwd = ROOT, env = {}, expect = 0 }: RunOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...OUTSIDE, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
  });
  if (error) throw error;
  if (status !== expect) {
    const output = `${stdout}\n${stderr}`.trim().split('\n').slice(-40).join('\n');
    throw new Error(`${command} ${args.join(' ')}: exit code ${status}, expected ${expect}\n${output}`);
  }
  return stdout + stderr;
}

/** Runs a command of a package in node_modules. */
export function bin(name: string, args: string[], options: RunOptions = {}): string {
  return run(process.execPath, [join(ROOT, 'node_modules', '.bin', name), ...args], options);
}

export function withPath(folder: string): NodeJS.ProcessEnv {
  return { PATH: `${folder}${delimiter}${process.env.PATH}` };
}

/** All files below a path, in a stable order. */
export function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => files(join(path, name)));
}

export function digest(paths: string[], ...more: string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(files)) hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  for (const text of more) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Does some work in a folder, once for each key. The folder is emptied before, unless it is told to keep what it has. */
export function once(folder: string, key: string, work: () => void, { keep = false } = {}): void {
  const stamp = join(folder, '.made-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  rmSync(keep ? stamp : folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  work();
  writeFileSync(stamp, key);
}

/** Compiles the library, unless lib is what the sources make, and returns the key of what it was made from. */
export function compile(): string {
  const sources = ['src', 'package.json', 'README.md', 'tsconfig.json', 'scripts/build'].map((path) => join(ROOT, path));
  const key = digest(sources);
  const stamp = join(ROOT, 'lib', '.made-from');
  if (existsSync(join(ROOT, '.jsii')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return key;
  bin('projen', ['pre-compile']);
  bin('projen', ['compile']);
  writeFileSync(stamp, key);
  return key;
}

/** A copy of an example, in which its dependencies are installed. What an older installation left there is kept: it makes the next one quick. */
export function installExample(language: string, key: string, install: (folder: string) => void): string {
  const example = join(ROOT, 'examples', 'languages', language);
  const folder = join(CACHE, 'apps', language);
  once(folder, digest([example], key), () => {
    cpSync(example, folder, { recursive: true });
    install(folder);
  }, { keep: true });
  return folder;
}

export function sizeOf(path: string): number {
  return files(path).reduce((sum, file) => sum + statSync(file).size, 0);
}
