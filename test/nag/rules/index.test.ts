import { readdirSync } from 'fs';
import { join } from 'path';
import { RULES } from '../../../src/nag/rules';

const folder = join(__dirname, '..', '..', '..', 'src', 'nag', 'rules');

test('every rule is in the table, by the name of its file', () => {
  const files = readdirSync(folder).filter((name) => /^CloudTrail.*\.ts$/.test(name)).map((name) => name.slice(0, -3));
  expect(Object.keys(RULES).sort()).toEqual(files.sort());
});

test.each(Object.entries(RULES))('%s says what it is about', (_, { about, judge }) => {
  expect(about).toMatch(/^(trail|grant|app)$/);
  expect(judge).toBeInstanceOf(Function);
});
