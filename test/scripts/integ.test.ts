import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHOSEN, editOf } from '../../integ/edits';
import { failedAssertions } from '../../integ/run';

const INTEG = join(__dirname, '..', '..', 'integ');

test('every integration test has a snapshot', () => {
  const tests = readdirSync(INTEG).flatMap((file) => /^integ\.([\w-]+)\.ts$/.exec(file)?.[1] ?? []);
  expect(tests.filter((name) => !existsSync(join(INTEG, 'snapshots', name)))).toEqual([]);
  expect(readdirSync(join(INTEG, 'snapshots')).sort()).toEqual(tests.sort());
});

test('an assertion that failed fails the run', () => {
  const outputs = { Assertions: { AssertionResultsOne: '{"status":"success"}', AssertionResultsTwo: '{"status":"fail"}', Other: 'x' } };
  expect(failedAssertions(outputs)).toEqual(['AssertionResultsTwo: {"status":"fail"}']);
});

test('the edits that are deployed are edits of the rehearsal', () => {
  expect(() => CHOSEN.map(editOf)).not.toThrow();
});
