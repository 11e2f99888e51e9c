import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decisions, DOCS, withDecisions } from '../../scripts/docs/decisions';

const records = [...decisions()];
const readme = readFileSync(join(DOCS, 'README.md'), 'utf8');

test.each(records)('decision %s has a number, a status, a date and the options that lost', (file, text) => {
  expect(text).toMatch(new RegExp(`^# ${file.slice(0, 4)}: \\S`));
  expect(text).toMatch(/\n\nStatus: (proposed|accepted|superseded by \d{4})\. Date: \d{4}-\d{2}-\d{2}\.\n\n/);
  expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(['Context', 'Decision', 'Options that lost', 'Consequences']);
});

test('no two decisions have the same number', () => {
  const numbers = records.map(([file]) => file.slice(0, 4));

  expect(new Set(numbers).size).toBe(numbers.length);
});

test('the index lists every decision; `npm run docs` writes it', () => {
  expect(withDecisions(readme)).toBe(readme);
});

test('the index links to every guide, and every link leads somewhere', () => {
  const links = [...readme.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, link]) => link);
  const guides = readdirSync(DOCS).filter((file) => file.endsWith('.md') && file !== 'README.md');

  expect(guides.filter((guide) => !links.includes(guide))).toEqual([]);
  expect(links.filter((link) => !existsSync(join(DOCS, link)))).toEqual([]);
});
