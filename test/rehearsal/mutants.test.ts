import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAST_CASES, SLOW_CASES } from './cases';
import { MUTANTS } from './mutants/mutants';

const ROOT = join(__dirname, '..', '..');
const names = [...FAST_CASES, ...SLOW_CASES].map(({ name }) => name);

describe.each(MUTANTS)('$fault: $what', ({ changes, cases, fault, what }) => {
  test.each(changes)('the text occurs once in %s', (file, text, instead) => {
    expect(readFileSync(join(ROOT, 'src', file), 'utf8').split(text)).toHaveLength(2);
    expect(instead).not.toBe(text);
  });

  test('there are cases that may notice', () => {
    expect(names.filter((name) => cases.test(name))).not.toEqual([]);
  });

  test('is on the page of mutants, and was noticed', () => {
    expect(readFileSync(join(ROOT, 'docs', 'rehearsal-mutants.md'), 'utf8')).toMatch(new RegExp(`^\\| ${fault} \\| ${what.replace(/[()`*+.$]/g, '\\$&')} \\| [1-9]\\d* of `, 'm'));
  });
});

test('every fault has a mutant', () => {
  const faults = [...Array(16).keys()].map((n) => `F${n + 1}`).concat([...Array(6).keys()].map((n) => `C${n + 1}`), 'N1');
  expect(faults.filter((fault) => !MUTANTS.some((mutant) => mutant.fault === fault))).toEqual([]);
});
