import { readFileSync } from 'node:fs';
import { GUIDE, REPORT, withNumber } from '../../scripts/docs/policy-mutants';

test('the guide has the number of mutants of the report; `npx projen docs` writes both', () => {
  const [guide, report] = [GUIDE, REPORT].map((file) => readFileSync(file, 'utf8'));

  expect(guide).toMatch(/\*\*\d+ mutants, 0 survived\*\*/);
  expect(withNumber(guide, report)).toBe(guide);
});
