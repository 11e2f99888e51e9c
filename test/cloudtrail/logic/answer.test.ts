import { all, any, not, Unknown } from '../../../src/cloudtrail/logic/answer';
import { DECISION } from '../../../src/cloudtrail/logic/marks';

const unknown = new Unknown('first');
const other = new Unknown('second');

test('one no decides a conjunction, whatever is unknown', () => {
  expect(all([true, unknown, false])).toBe(false);
  expect(all([true, true])).toBe(true);
  expect(all([])).toBe(true);
  expect(all([true, unknown, other])).toBe(unknown);
});

test('one yes decides a disjunction, whatever is unknown', () => {
  expect(any([false, unknown, true])).toBe(true);
  expect(any([false, false])).toBe(false);
  expect(any([])).toBe(false);
  expect(any([false, unknown, other])).toBe(unknown);
});

test('the opposite of unknown is unknown', () => {
  expect(not(true)).toBe(false);
  expect(not(false)).toBe(true);
  expect(not(unknown)).toBe(unknown);
});

test('of two reasons the one that depends on a decision counts, since it can be asked about again', () => {
  const decision = new Unknown(String.fromCodePoint(DECISION.first));
  expect(all([unknown, decision, other])).toBe(decision);
  expect(any([unknown, decision, other])).toBe(decision);
});
