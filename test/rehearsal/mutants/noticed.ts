/** Runs the cases whose names match, and prints what each of them found. Started by scripts/verify/rehearsal-mutants.ts, in a copy of the project. */
import { FAST_CASES, SLOW_CASES } from '../cases';

const patterns = process.argv.slice(2).map((text) => new RegExp(text));
const cases = [...FAST_CASES, ...SLOW_CASES].filter(({ name }) => patterns.some((pattern) => pattern.test(name)));

const found = cases.map(({ name, run }) => {
  try {
    return { name, checks: [...new Set(run().map(({ check }) => check as string))] };
  } catch {
    return { name, checks: ['refused'] };
  }
});
process.stdout.write(`\n${JSON.stringify(found)}\n`);
