import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Price, PRICES, priceText } from '../../src/cloudtrail/pricing';

const ROOT = join(__dirname, '..', '..');

/** Prices that a model computes, or that belong to services of which it is the model. */
const COMPUTED = ['analysis-cost.md', 'analysis.md'];

const guides = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md') && !COMPUTED.includes(file)).map((file) => `docs/${file}`)];

/** Every price of a text, in what it is stated for: `0.10 USD for 100,000 events`. */
function pricesIn(text: string): { usd: number; phrase: string }[] {
  // What rotations of a key add is checked with the facts.
  return text.replace(/\d USD after the first yearly rotation and \d USD from the second on/g, '').split(/(?<![\d.])(?=\d+(?:\.\d+)? USD)/).flatMap((part) => {
    const [phrase, usd] = /^(\d+(?:\.\d+)?) USD[^|\n]*/.exec(part) ?? [];
    return phrase === undefined ? [] : [{ usd: Number(usd), phrase: phrase.split('. ')[0].trim() }];
  });
}

const known = Object.values<Price>(PRICES);

test('prices are found in a text, with what they are for', () => {
  expect(pricesIn('A key costs 1 USD a month. Events cost 0.10 USD for 100,000, in every copy.')).toEqual([
    { usd: 1, phrase: '1 USD a month' }, { usd: 0.1, phrase: '0.10 USD for 100,000, in every copy.' },
  ]);
});

test.each(guides)('%s states no price that the library does not know', (file) => {
  const wrong = pricesIn(readFileSync(join(ROOT, file), 'utf8'))
    .filter(({ usd, phrase }) => !known.some((price) => price.usd === usd && phrase.includes(price.per.split(' ')[0])));
  expect(wrong).toEqual([]);
});

test('the guides state prices at all', () => {
  expect(guides.flatMap((file) => pricesIn(readFileSync(join(ROOT, file), 'utf8'))).length).toBeGreaterThan(5);
});

describe('the table of prices', () => {
  const rows = readFileSync(join(ROOT, 'docs', 'retention-and-cost.md'), 'utf8').replace(/<!-- monthly cost:[\s\S]*<!-- .monthly cost -->/, '').split('\n').filter((line) => /^\| .* \| (?:about )?\d+\.\d+ /.test(line));

  test.each(rows)('%s', (row) => {
    const [, , price] = row.split('|').map((cell) => cell.trim());
    const [, usd, per] = /^(?:about )?(\d+\.\d+) (?:for |a |an )?(.*)$/.exec(price)!;
    expect(known.map((one) => one.usd)).toContain(Number(usd));
    expect(known.filter((one) => one.usd === Number(usd)).some((one) => per.includes(one.per.split(' ')[0]))).toBe(true);
  });

  test('has all of them but those that have pages of their own: of queries, a second copy, and delivery without a trail', () => {
    const {
      athenaScan, getRequests, listRequests, kmsRequests, telemetryDelivery, functionTime, transferToRegion, replicationTimeControl, logsInsightsScan,
      ...ofTrail
    } = PRICES;
    const stated = rows.map((row) => Number(/\| (?:about )?(\d+\.\d+)/.exec(row)![1]));
    expect([...new Set(stated)].sort()).toEqual([...new Set(Object.values(ofTrail).map(({ usd }) => usd as number))].sort());
  });
});

test('docstrings state no other prices', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true }).map(String).filter((file) => file.endsWith('.ts') && !file.endsWith('pricing.ts'));
  const stated = sources.flatMap((file) => pricesIn(readFileSync(join(ROOT, 'src', file), 'utf8')).map((price) => ({ file, ...price })));
  expect(stated.length).toBeGreaterThan(0);
  expect(stated.filter(({ usd }) => !known.some((price) => price.usd === usd))).toEqual([]);
});

test('a price is a sentence with its unit', () => {
  expect(priceText(PRICES.dataEvents)).toBe('0.10 USD for each 100,000 events');
});
