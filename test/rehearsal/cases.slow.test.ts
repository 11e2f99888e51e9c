import { SLOW_CASES } from './cases';
import { isKnown } from './known-faults';

test.each(SLOW_CASES.map((one) => [one.name, one] as const))('%s', (name, one) => {
  expect(one.run().filter(({ check }) => !isKnown(name, check))).toEqual([]);
});
