/**
 * `npm run bench`: measures this package side by side with what it is compared to, prints a table and writes
 * `bench-results.json`. Arguments choose measurements by name: `npm run bench -- synth load`. `command` takes minutes: it installs cfn-lint and
 * checkov, and waits for them. `start` installs the package in an empty folder.
 */
import { parseArgs } from 'node:util';
import { checks } from './checks';
import { command } from './command';
import { load } from './load';
import { type Measurement, met } from './measure';
import { memory } from './memory';
import { table, writeJson } from './report';
import { start } from './start';
import { synth } from './synth';

const SUITES: Record<string, () => Measurement[]> = { synth, load, memory, checks, command, start };

const { positionals: chosen } = parseArgs({ allowPositionals: true });
const unknown = chosen.find((name) => !(name in SUITES));
if (unknown) throw new Error(`no measurement '${unknown}', only ${Object.keys(SUITES).join(', ')}`);

const measurements = Object.entries(SUITES)
  .filter(([name]) => chosen.length === 0 || chosen.includes(name))
  .flatMap(([, suite]) => suite());

console.log(table(measurements));
writeJson('bench-results.json', measurements);
if (measurements.some((measurement) => met(measurement) === false)) {
  process.exitCode = 1;
}
