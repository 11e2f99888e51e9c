import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LATENCIES } from '../../src/cloudtrail/pricing';

const ROOT = join(__dirname, '..', '..');

/** Times that are not latencies of a trail: how long an alarm, a summary or a query looks back. */
const PERIODS = ['at the first event within five minutes', 'sum over five minutes', 'for every five minutes', 'five-minute summaries', 'within 15 minutes'];

/** Generated from runs of tests, in which an hour of the simulation is none of the trail. */
const SIMULATED = ['changing-a-deployed-trail.md'];

const guides = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md') && !SIMULATED.includes(file)).map((file) => `docs/${file}`);
const sources = ['src', 'scripts/demo'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true }).map((file) => `${folder}/${file}`).filter((file) => file.endsWith('.ts') && !file.endsWith('pricing.ts')));
const files = ['README.md', ...guides, ...sources];

/** Every time that a text states in minutes or seconds, as in `about five minutes` and `within seconds`. A line break is a space. */
function timesIn(text: string): string[] {
  const plain = PERIODS.reduce((rest, period) => rest.replaceAll(period, ''), text.replace(/\n\s*\*?\s*/g, ' '));
  return [...plain.matchAll(/\b(?:(?:usually |about |at most )?within|about|after) (?:every |about )?(?:an? few |[a-z]+ |\d+ )?(?:minutes|seconds)\b/g)]
    .map(([time]) => time.replace('about every ', 'about ').replace(/^(?:after|within) about /, 'about '));
}

const known = Object.values(LATENCIES).map(({ text }): string => text);

test('times are found in a text', () => {
  expect(timesIn('It arrives about every five minutes, usually within\n * minutes, or within seconds. Alarms trigger at the first event within five minutes.'))
    .toEqual(['about five minutes', 'usually within minutes', 'within seconds']);
});

test.each(files)('%s states no time that the library does not know', (file) => {
  expect(timesIn(readFileSync(join(ROOT, file), 'utf8')).filter((time) => !known.includes(time))).toEqual([]);
});

test('every latency is stated somewhere', () => {
  const stated = files.flatMap((file) => timesIn(readFileSync(join(ROOT, file), 'utf8')));
  expect(known.filter((time) => !stated.includes(time))).toEqual([]);
});
