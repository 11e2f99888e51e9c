/** How often a property is tried: in `npm test` a tenth of what `npm run test:slow` does, and always the same tenth. */
export function runs(long: number): { numRuns: number; seed?: number } {
  return process.env.LONG_RUNS ? { numRuns: long } : { numRuns: Math.ceil(long / 10), seed: 1 };
}
