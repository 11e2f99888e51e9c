/**
 * How often a property is tried: a tenth of `long`, or all where `LONG_RUNS` is set, as in `npm run test:slow`. The draws are always the same ones,
 * so that a failure can be repeated; `RUNS_SEED=2 npm run test:slow` tries others.
 */
export function runs(long: number): { numRuns: number; seed: number } {
  return { numRuns: process.env.LONG_RUNS ? long : Math.ceil(long / 10), seed: Number(process.env.RUNS_SEED ?? 1) };
}
