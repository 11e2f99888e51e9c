import { RULES } from '../../../src/nag/rules';
import { compareIds } from '../../../src/nag/rules/controls/evidence';

test.each([
  [['4.10', '4.9', '4.1'], ['4.1', '4.9', '4.10']],
  [['AC-2(10)', 'AC-2', 'AC-10', 'AC-2(4)'], ['AC-2', 'AC-2(4)', 'AC-2(10)', 'AC-10']],
  [['SI-4', 'AU-9', '164.312(b)'], ['164.312(b)', 'AU-9', 'SI-4']],
  [['A', 'A0'], ['A', 'A0']],
])('ids are sorted by the numbers in them: %j', (ids, expected) => {
  expect([...ids].sort(compareIds)).toEqual(expected);
});

test('what an id begins with comes before it', () => {
  expect([compareIds('A', 'A(1)'), compareIds('A(1)', 'A'), compareIds('A1', 'A')].map(Math.sign)).toEqual([-1, 1, 1]);
});

test('ids are sorted as people sort them', () => {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const lists = Object.values(RULES).flatMap(({ controls }) => Object.values({ ...controls }));
  for (const ids of lists) expect(ids).toEqual([...ids].sort(compare));
});
