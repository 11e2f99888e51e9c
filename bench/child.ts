import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { median } from './measure';

const ROOT = path.join(__dirname, '..');

/** The compiled package, as npm ships it; compiled first where it is missing or older than the sources. */
export function compiledPackage(): string {
  const compiled = path.join(ROOT, 'lib', 'index.js');
  const newest = Math.max(...fs.readdirSync(path.join(ROOT, 'src'), { recursive: true }).map((file) => fs.statSync(path.join(ROOT, 'src', String(file))).mtimeMs));
  if (!fs.existsSync(compiled) || fs.statSync(compiled).mtimeMs < newest) {
    for (const task of ['pre-compile', 'compile']) {
      execFileSync(path.join(ROOT, 'node_modules', '.bin', 'projen'), [task], { cwd: ROOT, stdio: 'inherit' });
    }
  }
  return compiled;
}

/** Runs each program in fresh processes, by turns, and gives the medians of what they print as JSON. */
export function inFreshProcesses(programs: Record<string, string>, rounds: number): Record<string, Record<string, number>> {
  const printed: Record<string, Record<string, number>[]> = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      printed[name].push(JSON.parse(run(program)));
    }
  }
  return Object.fromEntries(Object.entries(printed).map(([name, results]) => [name, medians(results)]));
}

/** What one program prints as JSON; nothing where it takes longer than so many milliseconds. */
export function inFreshProcess(program: string, timeout: number): Record<string, number> | undefined {
  try {
    return JSON.parse(run(program, timeout));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ETIMEDOUT') return undefined;
    throw error;
  }
}

function run(program: string, timeout?: number): string {
  const environment = { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '' };
  return execFileSync(process.execPath, ['--expose-gc', '-e', program], { cwd: ROOT, env: environment, encoding: 'utf8', timeout });
}

function medians(results: Record<string, number>[]): Record<string, number> {
  return Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((result) => result[key]))]));
}
