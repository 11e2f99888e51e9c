import * as fs from 'fs';
import * as path from 'path';
import { mutationReport, tryMutants } from './mutation-report';
import { SCENARIOS } from './requests/trail-scenarios';

const results = SCENARIOS.flatMap(tryMutants);

test.each(results)('mutants of the policies of a trail: $scenario, $document: every one changes an answer', ({ mutants, survivors }) => {
  expect(mutants.length).toBeGreaterThan(3);
  expect(survivors.map(({ statement, element, change }) => `${statement} ${element}: ${change}`)).toEqual([]);
});

test('the page about the mutants is in step with the code', () => {
  const page = path.join(__dirname, '..', '..', 'docs', 'policy-mutants.md');
  expect(fs.readFileSync(page, 'utf8')).toBe(mutationReport(results));
});
