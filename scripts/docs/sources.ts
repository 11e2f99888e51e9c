/** Writes docs/sources.md and the table of compliance frameworks in docs/retention-and-cost.md: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASELINES, LATENCIES, type Price, PRICES } from '../../src/cloudtrail/pricing';
import { LIMITS } from '../../src/cloudtrail/selectors/limits';
import { type Framework, FRAMEWORKS } from '../../src/retention/frameworks';
import { fillIn, markdownTable } from '../lib/table';

const DOCS = join(__dirname, '..', '..', 'docs');
export const SOURCES = join(DOCS, 'sources.md');
export const RETENTION = join(DOCS, 'retention-and-cost.md');

const spaced = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const link = (source: string) => `[${source.replace(/^https:\/\/(?:www\.)?([^/]+)\/.*$/, '$1')}](${source})`;
const compared = (read: string | undefined, note: string | undefined) => read === undefined ? 'not verified' : [read, ...(note ? [note] : [])].join('; ');

/** The page with every fact of the library. */
export function withFacts(page: string): string {
  const prices = Object.entries<Price>(PRICES)
    .map(([name, { usd, per, source, read, note }]) => [sentence(spaced(name)), `${usd} USD for each ${per}`, link(source), compared(read, note)]);
  const times = Object.entries(LATENCIES).map(([name, { text, source, read }]) => [sentence(spaced(name)), text, link(source), read]);
  const baselines = Object.entries(BASELINES).map(([name, { days, source, read }]) => [`Insights: ${name}`, `${days} days`, link(source), read]);
  const limits = LIMITS.map(({ value, of, where, source, read }) => [sentence(where), `${value} ${of}`, link(source), read]);
  const frameworks = Object.values<Framework>(FRAMEWORKS)
    .map(({ text, period, source, read, note }) => [text, period, link(source), compared(read, note)]);
  const head = ['What', 'Value', 'Source', 'Compared'];
  return [
    ['prices', prices], ['times', [...times, ...baselines]], ['limits', limits], ['frameworks', frameworks],
  ].reduce((text, [name, rows]) => fillIn(text, name as string, markdownTable(head, rows as string[][])), page);
}

/** The guide with the compliance frameworks. */
export function withFrameworks(guide: string): string {
  const rows = Object.entries<Framework>(FRAMEWORKS).map(([factory, { days, text, period, binds, source, rescinded }]) => [
    `\`${factory}()\`${rescinded ? ', deprecated' : ''}`, days, `[${text}](${source}): ${period}`, binds ?? 'Whoever the standard applies to.',
  ]);
  return fillIn(guide, 'frameworks', markdownTable(['`LogRetention`', 'Days', 'Text', 'Whom it binds'], [
    ['`days(n)`', 'n', 'your own policy; less than 365 emits a warning (`shortRetention`)', ''], ...rows,
    ['`forever()`', '', 'none: log files are kept indefinitely, and the cost keeps growing', ''],
  ]));
}

if (require.main === module) {
  writeFileSync(SOURCES, withFacts(readFileSync(SOURCES, 'utf8')));
  writeFileSync(RETENTION, withFrameworks(readFileSync(RETENTION, 'utf8')));
}
