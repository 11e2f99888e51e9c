import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One row of the result: what was measured, and against what. */
export interface Measurement {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | 'KB' | 'modules' | 'lines';
  readonly value: number;
  /** What the value is compared with. */
  readonly against?: { readonly name: string; readonly value: number };
  /** The largest value, or with `against` the largest ratio, that is accepted. Without it the row is for information. */
  readonly limit?: number;
  readonly note?: string;
}

/** What is held to the limit: the ratio where there is one, else the value. */
export function judged({ value, against }: Measurement): number {
  return against ? value / against.value : value;
}

export function met(measurement: Measurement): boolean | undefined {
  return measurement.limit === undefined ? undefined : judged(measurement) <= measurement.limit;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Median time of each candidate, in milliseconds.
 *
 * Candidates take turns within every round and start from a different one each time, so that a busy machine slows all
 * of them alike. New garbage of one is collected before the next starts, outside the clock. To collect all of it would throw compiled code away as
 * well, and the clock would measure how that is compiled again.
 */
export function alternate(
  candidates: Record<string, () => void>, rounds: { warmUp: number; measured: number }, clock: () => number = () => performance.now(),
): Record<string, number> {
  const collectGarbage = garbageCollector();
  const names = Object.keys(candidates);
  const times: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -rounds.warmUp; round < rounds.measured; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + Math.abs(round)) % names.length];
      collectGarbage({ type: 'minor' });
      const start = clock();
      candidates[name]();
      const time = clock() - start;
      if (round >= 0) {
        times[name].push(time);
      }
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

/** Milliseconds that the processors have worked for this process, garbage collection and compilation included: what else runs disturbs them less. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Without options, all garbage is collected. */
export function garbageCollector(): (options?: { readonly type: 'minor' }) => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as ReturnType<typeof garbageCollector>;
}
