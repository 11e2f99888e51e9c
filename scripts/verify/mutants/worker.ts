/** Tries the mutants that the parent process sends, one at a time. */
import * as fs from 'fs';
import * as path from 'path';
import * as vm from 'vm';
import { Modules } from './modules';
import { type Mutant } from './mutate';
import { type Coverage, coverageOf, firstFailure } from './suite';

const ROOT = path.join(__dirname, '..', '..', '..');

/** A mutant that runs much longer than all tests together never ends. */
const TIMEOUT = 60_000;

export interface Task {
  readonly id: number;
  readonly mutant?: Mutant;
  readonly suites: readonly string[];
}

export interface Outcome {
  readonly id: number;
  /** The file and test that noticed; left out where none did. */
  readonly noticed?: string;
}

process.env.CDK_VALIDATION = 'false';
process.env.JEST_WORKER_ID = '1';

const coverage = new Map<string, Coverage>();

function attempt({ mutant, suites }: Task): string | undefined {
  if (!mutant) {
    for (const suite of suites) coverage.set(suite, coverageOf(path.join(ROOT, suite), new Modules()));
    return undefined;
  }
  const { file, start, end, replacement, within } = mutant;
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
  const modules = new Modules(path.join(ROOT, file), text.slice(0, start) + replacement + text.slice(end));
  const name = within === undefined ? undefined : `${file}:${within}`;
  for (const suite of suites) {
    const failure = firstFailure(path.join(ROOT, suite), modules, coverage.get(suite)!, name);
    if (failure !== undefined) return `${suite} › ${failure}`;
  }
  return undefined;
}

process.on('message', (task: Task) => {
  let noticed: string | undefined;
  try {
    Object.assign(globalThis, { attempt: () => attempt(task) });
    noticed = new vm.Script('attempt()').runInThisContext({ timeout: task.mutant ? TIMEOUT : 10 * TIMEOUT }) as string | undefined;
  } catch (error) {
    noticed = `stopped: ${String(error)}`;
  }
  process.send!({ id: task.id, noticed } satisfies Outcome);
});
