import { Unknown } from '../../../../src/cloudtrail/logic/answer';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { World } from '../../../../src/nag/engine/cloudformation/world';
import { cannotTell, check, compliant, type Node, nonCompliant, notApplicable, ResourceView, Stop } from '../../../../src/nag/engine/graph/view';
import { stack } from '../../helpers/templates';

function node(value: unknown): Node {
  const Resources = { Subject: { Type: 'T', Properties: { value } } };
  const set = new TemplateSet([stack({ Description: 'cloudtrail', Parameters: { P: { Type: 'String' } }, Resources })]);
  return new ResourceView(new World(set), set.ofType('T')[0]).get('value');
}

/** What asking gives: a value, a word for an unknown answer, or why the rule ends. */
function ask(value: unknown, question: (node: Node) => unknown): unknown {
  const subject = node(value);
  const { atoms } = subject.resource.world.set;
  try {
    const answer = question(subject);
    return answer instanceof Unknown ? `unknown: ${atoms.render(answer.why)}` : answer;
  } catch (stop) {
    if (!(stop instanceof Stop) || stop.verdict.kind !== 'cannot-tell') throw stop;
    return `cannot tell: ${atoms.render(stop.verdict.detail)}`;
  }
}

const P = { Ref: 'P' };
const PREFIXED = { 'Fn::Sub': 'x-${P}' };

test.each<[unknown, unknown]>([
  [undefined, false], [null, false], ['', false], ['x', true], [0, true], [false, true], [[], true], [P, 'unknown: the parameter P'], [PREFIXED, true],
])('%j is set: %j', (value, expected) => {
  expect(ask(value, (it) => it.isSet)).toBe(expected);
  expect(node(value).isMissing).toBe(expected === false);
});

test.each<[unknown, string | number | boolean, unknown]>([
  [true, true, true], ['true', true, true], [false, true, false], [undefined, false, false], [null, false, false], [5, '5', true], [['x'], 'x', false],
  ['x', 'x', true], [P, 'x', 'unknown: the parameter P'], [PREFIXED, 'y', false],
])('%j is %j: %j', (value, expected, answer) => {
  expect(ask(value, (it) => it.is(expected))).toBe(answer);
});

test.each<[unknown, unknown]>([
  ['x', 'x'], [5, '5'], [true, 'true'], ['', undefined], [undefined, undefined], [['x'], 'cannot tell: value, which is not a text'],
  [{}, 'cannot tell: value, which is not a text'],
])('the text of %j is %j', (value, expected) => {
  expect(ask(value, (it) => it.text)).toBe(expected);
});

test.each<[unknown, unknown]>([
  [5, 5], ['5', 5], [undefined, undefined], ['x', 'cannot tell: value, which is not a number'], [P, 'cannot tell: the parameter P'],
  [PREFIXED, 'cannot tell: the parameter P'],
])('the number of %j is %j', (value, expected) => {
  expect(ask(value, (it) => it.number)).toBe(expected);
});

test.each<[unknown, unknown]>([
  [undefined, []], [[], []], [['a', 'b'], ['value.0=a', 'value.1=b']], ['a', ['value=a']], [P, 'cannot tell: the parameter P'],
])('the list of %j is %j', (value, expected) => {
  expect(ask(value, (it) => it.list.map(({ path, value: item }) => `${path}=${String(item)}`))).toEqual(expected);
});

test.each<[unknown, string]>([
  [{ a: [1] }, '{"a":[1]}'], [['x'], '["x"]'], ['x', 'x'], [5, '5'], [false, 'false'], [null, 'null'], [undefined, 'undefined'],
])('%j is shown as %s', (value, expected) => {
  expect(ask(value, (it) => it.shown)).toBe(expected);
});

test.each<[unknown, unknown]>([
  [{ a: 1, b: 2 }, ['a', 'b']], [undefined, []], ['x', 'cannot tell: value, which is not an object'], [P, 'cannot tell: the parameter P'],
])('the keys of %j are %j', (value, expected) => {
  expect(ask(value, (it) => it.keys)).toEqual(expected);
});

test('a verdict says which it is, and nothing that nobody has said', () => {
  expect([compliant, notApplicable, check(true, undefined, 'x', 'One', 'fix')]).toEqual([{ kind: 'compliant' }, { kind: 'not-applicable' }, { kind: 'compliant' }]);
  expect([nonCompliant(undefined, 'x'), check(false, undefined, 'x')]).toEqual(Array(2).fill({ kind: 'non-compliant', place: undefined, detail: 'x' }));
  expect(check(false, undefined, 'x', 'One', 'fix')).toEqual({ kind: 'non-compliant', place: undefined, detail: 'x', findingId: 'One', fix: 'fix' });
  expect([cannotTell(undefined, 'y'), check(new Unknown('y'), undefined, 'x')]).toEqual(Array(2).fill({ kind: 'cannot-tell', place: undefined, detail: 'y' }));
  expect(check(new Unknown('y'), undefined, 'x', 'One', 'fix')).toEqual({ kind: 'cannot-tell', place: undefined, detail: 'y', findingId: 'One' });
});

test.each<[unknown, Array<string | number>, string, unknown]>([
  [{ a: [{ b: 'x' }] }, ['a', 0, 'b'], 'value.a.0.b', 'x'],
  [{ a: 1 }, ['b', 'c'], 'value.b.c', undefined],
  [{}, ['constructor'], 'value.constructor', undefined],
  ['x', ['length'], 'value.length', undefined],
  [P, ['a', 'b'], 'value.a.b', 'the parameter P'],
])('below %j, %j is at %s', (value, keys, path, expected) => {
  const found = node(value).get(...keys);
  expect(found.path).toBe(path);
  expect(typeof found.value === 'string' ? found.resource.world.set.atoms.render(found.value) : found.value).toBe(expected);
});
