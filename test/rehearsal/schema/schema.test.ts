import { readFileSync } from 'node:fs';
import { extract, FILE } from './update';

test('the schema of the rehearsal is that of AWS', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(extract());
});
