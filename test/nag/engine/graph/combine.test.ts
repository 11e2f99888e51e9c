import { DECISION } from '../../../../src/cloudtrail/logic/marks';
import { type World } from '../../../../src/nag/engine/cloudformation/world';
import { combine } from '../../../../src/nag/engine/graph/combine';
import { cannotTell, compliant, type Node, nonCompliant, notApplicable, type Verdict } from '../../../../src/nag/engine/graph/view';

const OPEN = String.fromCodePoint(DECISION.first);
const at = (key: string) => ({ resource: { resource: { key } } }) as Node;

/** What is said of all cases: in each, what was decided (`A0 B1`) and the verdicts. */
function said(...cases: Array<[decided: string, ...verdicts: Verdict[]]>): string[] {
  const worlds = cases.map(([decided, ...result]) => {
    const outcomes = new Map(decided.split(' ').map((each): [string, number] => [each[0], Number(each[1])]));
    return { result, world: { outcomes } as unknown as World };
  });
  return combine(worlds, (mark) => mark === OPEN ? 'D' : mark).map(({ kind, place, detail }) => [kind, (place as Node | undefined)?.resource.resource.key, detail].filter(Boolean).join(' '));
}

const wrong = nonCompliant(undefined, 'Off.');
const depends = (on: string) => [`cannot-tell whether this holds, because it depends on ${on}: Off.`];

test('what makes no difference is not named, in whichever order the others were decided', () => {
  const open = cannotTell(undefined, OPEN);
  expect(said(
    ['A0 B0 C0', compliant], ['A0 B0 C1', wrong], ['A0 B1 C0', open],
    ['A1 B0 C0', compliant], ['A1 B1 C0', open], ['A1 B0 C1', wrong],
  )).toEqual(depends('B, C, D'));
});

test('where only all of them together make a difference, all are named', () => {
  expect(said(['A0 B0', compliant], ['A0 B1', wrong], ['A1 B0', wrong], ['A1 B1', compliant])).toEqual(depends('A, B'));
});

test('cases in which there is nothing to judge do not count', () => {
  expect(said(['A0', notApplicable], ['A1', wrong])).toEqual(['non-compliant Off.']);
  expect(said(['A0', notApplicable, compliant], ['A1', wrong])).toEqual(depends('A'));
  expect(said(['A0'], ['A1', wrong])).toEqual(depends('A'));
});

test('a fault that every case has on some resource is one of each, unless one of them has it in all', () => {
  const on = (...keys: string[]) => keys.map((key) => nonCompliant(at(key), 'x'));
  const maybe = (key: string) => `cannot-tell ${key} whether this holds, because it depends on A: x`;
  expect(said(['A0', ...on('K')], ['A1', ...on('L')])).toEqual(['non-compliant K x', 'non-compliant L x']);
  expect(said(['A0', ...on('K', 'L')], ['A1', ...on('K')])).toEqual(['non-compliant K x', maybe('L')]);
  expect(said(['A0', ...on('K')], ['A1', ...on('L', 'K')])).toEqual(['non-compliant K x', maybe('L')]);
  expect(said(['A0', ...on('K')], ['A1', compliant])).toEqual([maybe('K')]);
});
