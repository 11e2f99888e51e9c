import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RETENTION, SOURCES, withFacts, withFrameworks } from '../../scripts/docs/sources';
import { BASELINES, keyPriceText, KEY_USD_BY_YEAR, LATENCIES, PRICES } from '../../src/cloudtrail/pricing';
import { LIMITS } from '../../src/cloudtrail/selectors/limits';
import { FRAMEWORKS } from '../../src/retention/frameworks';

const ROOT = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const under = (folder: string, extension: string) => readdirSync(join(ROOT, folder), { recursive: true }).map(String)
  .filter((file) => file.endsWith(extension)).map((file) => `${folder}/${file}`);

/** Generated from runs of tests, or from other pages. */
const GENERATED = ['docs/changing-a-deployed-trail.md', 'docs/controls.md'];
const guides = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)]
  .filter((file) => !GENERATED.includes(file));
const sources = [...under('src', '.ts'), ...under('scripts/demo', '.ts')];
const files = [...guides, ...sources];
const KEEPERS = ['src/cloudtrail/pricing.ts', 'src/cloudtrail/selectors/limits.ts', 'src/retention/frameworks.ts'];

/** A docstring is one line, so that what is said over two lines is found. */
const plain = (file: string) => read(file).replace(/\n\s*\* ?/g, ' ').replace(/' *\n\s*\+ '/g, '');

test('the page and the table of frameworks are those of the facts; `npm run docs` writes them', () => {
  expect(withFacts(readFileSync(SOURCES, 'utf8'))).toBe(readFileSync(SOURCES, 'utf8'));
  expect(withFrameworks(readFileSync(RETENTION, 'utf8'))).toBe(readFileSync(RETENTION, 'utf8'));
});

const facts = [...Object.values({ ...PRICES, ...LATENCIES, ...BASELINES, ...FRAMEWORKS }), ...LIMITS] as readonly { source: string; read?: string }[];

test.each(facts)('$source', ({ source, read: date }) => {
  expect(source).toMatch(/^https:\/\//);
  expect(date ?? '2026-11-26').toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
});

describe('limits', () => {
  /** Numbers that are not limits of CloudTrail: of other services, of this library, or examples. */
  const OTHERS = new Map([
    ['63 characters', 'a bucket name'], ['255 characters', 'an alarm name'], ['15 alarms', 'the benchmark'], ['2 alarms', 'an example'],
    ['70 resources', 'an example'], ['81 resources', 'an example'], ['100 accounts', 'Athena'], ['500 accounts', 'an example'], ['25 trails', 'the size of a bucket policy'],
    ['900 characters', 'a prefix of objects, below the length of a key'], ['100 characters', 'a rule of GuardDuty'],
  ]);
  const known = LIMITS.flatMap(({ value, of }) => [`${value} ${of}`, ...(value === 5 ? [`five ${of}`] : [])]);
  const stated = (text: string) => [...text.matchAll(/\b(\d[\d,]*|five) (?:data )?(values|selectors|data resources|resources|trails|characters|accounts|alarms)\b/gi)]
    .map(([all]) => all.replace(',', '').toLowerCase());

  test('are found in a text', () => {
    expect(stated('At most five trails, 500 values and names of 1 to 1000 characters.')).toEqual(['five trails', '500 values', '1000 characters']);
  });

  test.each(files)('%s states no other', (file) => {
    expect(stated(plain(file)).filter((limit) => !known.includes(limit) && !OTHERS.has(limit))).toEqual([]);
  });

  test('each that is not of CloudTrail is stated somewhere', () => {
    const all = files.flatMap((file) => stated(plain(file)));
    expect([...OTHERS.keys()].filter((limit) => !all.includes(limit))).toEqual([]);
  });
});

describe('compliance frameworks', () => {
  const NAMES = /PCI DSS|HIPAA|Sarbanes-Oxley|\bSOX\b|OMB M-|M-2[16]-|CFR 164\.316|CFR 210\.2-06/;
  const PERIOD = /\b(?:\d+|six|seven|twelve|eighteen|three) (?:days|months|years)\b/g;
  const known = new Set(Object.values(FRAMEWORKS).flatMap(({ days, readableDays, period }) => [
    `${days} days`, `${readableDays} days`, ...(period.match(PERIOD) ?? []),
    // As a text continues it: "twelve months, the most recent three".
    ...[...period.matchAll(/\b(six|three|eighteen)\b/g)].map(([, number]) => `${number} months`),
  ]));
  /** Periods in sentences that name a framework. */
  const periodsIn = (text: string) => text.split(/(?<=\.)\s|\n/).filter((sentence) => NAMES.test(sentence)).flatMap((sentence) => sentence.match(PERIOD) ?? []);

  test('their periods are found in a text', () => {
    expect(periodsIn('SOX asks for seven years. Keep the rest for 30 days. PCI DSS asks for 12 months.')).toEqual(['seven years', '12 months']);
  });

  test.each(files)('%s states no other period', (file) => {
    expect(periodsIn(plain(file)).filter((period) => !known.has(period))).toEqual([]);
  });

  test.each(sources.filter((file) => !KEEPERS.includes(file)))('%s has no period of a framework in its code', (file) => {
    const code = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const days = Object.values(FRAMEWORKS).map(({ days: number }) => number).filter((number) => number > 366).join('|');
    // CloudWatch Logs takes these numbers of days, whatever asks for them.
    const rest = code.replace(/new Set\(\[[\d, ]*\]\)/, '');
    expect(rest.match(new RegExp(`\\b(?:${days})\\b`, 'g')) ?? []).toEqual([]);
  });

  test('a rescinded one is deprecated, and none is called in force', () => {
    const deprecated = [...read('src/retention/log-retention.ts').matchAll(/@deprecated[\s\S]*?public static (\w+)/g)].map(([, name]) => name);
    expect(deprecated).toEqual(Object.entries(FRAMEWORKS).filter(([, framework]) => 'rescinded' in framework).map(([name]) => name));
    expect(guides.filter((file) => /M-21-31 requires/.test(read(file)))).toEqual([]);
  });
});

describe('the key', () => {
  test('costs more after each of the first two rotations', () => {
    expect(KEY_USD_BY_YEAR).toEqual([1, 2, 3]);
    expect(keyPriceText()).toBe('1 USD a month, 2 USD after the first yearly rotation and 3 USD from the second on');
  });

  test.each(files)('%s states its price with the rotations', (file) => {
    const text = plain(file);
    const prices = text.match(/\b1(?:\.00)? USD (?:a|each|for each) month/g) ?? [];
    expect(prices).toHaveLength(file === 'docs/sources.md' ? 3 : (text.match(/1 USD a month, 2 USD after the first yearly rotation and 3 USD from the second on/g) ?? []).length);
  });
});

describe('what Insights compare with', () => {
  test.each(files)('%s states no other period', (file) => {
    const periods = plain(file).split(/(?<=\.)\s|\n/).filter((sentence) => /Insights|baseline/.test(sentence)).flatMap((sentence) => sentence.match(/\b\d+ days\b/g) ?? []);
    const known = Object.values(BASELINES).map(({ days }) => `${days} days`);
    expect(periods.filter((period) => !known.includes(period))).toEqual([]);
  });
});
