import { FAST_CASES } from './cases';
import { isKnown, KNOWN_FAULTS } from './known-faults';
import type { Finding } from './scenarios';

const findings = new Map<string, Finding[]>();
const run = ({ name, run: play }: (typeof FAST_CASES)[number]) => {
  if (!findings.has(name)) findings.set(name, play());
  return findings.get(name)!;
};

test.each(FAST_CASES.map((one) => [one.name, one] as const))('%s', (name, one) => {
  expect(run(one).filter(({ check }) => !isKnown(name, check))).toEqual([]);
});

describe('mended', () => {
  const known = Object.entries(KNOWN_FAULTS);
  const mended = known.length === 0 ? test.skip : test.failing;

  mended.each(known.length === 0 ? [['no fault is known', undefined]] as const : known)('%s', (_, fault) => {
    const { cases, checks } = fault!;
    const seen = FAST_CASES.filter(({ name }) => cases.test(name)).flatMap((one) => run(one).filter(({ check }) => checks.includes(check)));
    expect(seen).toEqual([]);
  });
});

test('every case has a name of its own', () => {
  expect(new Set(FAST_CASES.map(({ name }) => name)).size).toBe(FAST_CASES.length);
});
