import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { median } from './measure';

/** A process to measure: how often, and with which exit codes it has done its work. */
export interface Candidate {
  readonly command: readonly string[];
  readonly rounds: number;
  readonly ok: readonly number[];
}

/** Medians of whole processes. Those of processors and memory are known where there is Python to ask for them. */
export interface Usage {
  readonly milliseconds: number;
  readonly cpuMilliseconds?: number;
  readonly megabytes?: number;
}

/** Node.js does not say what its children use. What they start counts as well. */
const RUNNER = `
import json, os, sys, time
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
to_out = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=to_out)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
print(json.dumps([os.waitstatus_to_exitcode(status), wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024]))
`;

type Run = readonly [status: number | null, milliseconds: number, cpuMilliseconds?: number, megabytes?: number];

/** Runs the candidates by turns, from a different one each time, so that a busy machine slows all of them alike. The first round is not counted. */
export function inTurns<T extends string>(
  candidates: { readonly [name in T]: Candidate }, python: string | undefined,
): { readonly [name in T]: Usage } {
  const names = Object.keys(candidates) as T[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as { [name in T]: Run[] };
  const most = Math.max(...names.map((name) => candidates[name].rounds));
  for (let round = -1; round < most; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + 1) % names.length];
      const { command, rounds, ok } = candidates[name];
      // What runs once takes so long that warming up makes no difference.
      if (round >= rounds || (round < 0 && rounds === 1)) continue;
      const run = python ? measuredBy(python, command) : measured(command);
      if (!ok.includes(run[0]!)) throw new Error(`${command.slice(0, 3).join(' ')} … ends with ${run[0]}`);
      if (round >= 0) runs[name].push(run);
    }
  }
  return Object.fromEntries(names.map((name) => [name, usageOf(runs[name])])) as { [name in T]: Usage };
}

const OUT = path.join(tmpdir(), `bench-${process.pid}.out`);
const environment = () => ({ ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' });

function measuredBy(python: string, command: readonly string[]): Run {
  return JSON.parse(execFileSync(python, ['-c', RUNNER, OUT, ...command], { encoding: 'utf8', env: environment() })) as Run;
}

function measured([command, ...args]: readonly string[]): Run {
  const out = openSync(OUT, 'w');
  const start = performance.now();
  const { status } = spawnSync(command, args, { stdio: ['ignore', out, out], env: environment() });
  const time = performance.now() - start;
  closeSync(out);
  return [status, time];
}

function usageOf(runs: readonly Run[]): Usage {
  const of = (index: 1 | 2 | 3) => median(runs.map((run) => run[index] ?? 0));
  return runs[0].length < 4 ? { milliseconds: of(1) } : { milliseconds: of(1), cpuMilliseconds: of(2), megabytes: of(3) };
}
