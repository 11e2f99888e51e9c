import { readdirSync } from 'fs';
import { basename, join } from 'path';
import { RULE_NAMES, RULES } from '../../../src/nag/rules';

const folder = join(__dirname, '..', '..', '..', 'src', 'nag', 'rules');

test('every rule is in the table, by the name of its file', () => {
  const files = readdirSync(folder, { recursive: true }).map((file) => basename(String(file))).filter((name) => /^CloudTrail.*\.ts$/.test(name)).map((name) => name.slice(0, -3));
  expect(Object.keys(RULES).sort()).toEqual(files.sort());
});

test('the 39 rules of the facts are there, and no other', () => {
  expect(Object.keys(RULES).sort()).toEqual([...RULE_NAMES].sort());
  expect(RULE_NAMES).toHaveLength(39);
});

test.each(Object.entries(RULES))('%s says what it is about', (_, { about, judge }) => {
  expect(about).toMatch(/^(trail|grant|app)$/);
  expect(judge).toBeInstanceOf(Function);
});
