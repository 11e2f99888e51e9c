import { expandLoops, type Given } from '../../../../src/nag/engine/cloudformation/loops';

const GIVEN: Given = { account: '111122223333', region: 'eu-west-1' };
const Mappings = { Map: { '111122223333': { names: ['a', 'b'], one: 'a' }, 'eu-west-1': { names: ['r'] }, 'x': { names: [5], parts: { 'Fn::Split': ['-', 'a-b'] } } } };
const Parameters = {
  List: { Type: 'CommaDelimitedList', AllowedValues: ['a, b'] },
  Numbers: { Type: 'List<Number>', AllowedValues: '1,2' },
  Either: { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] },
  Stored: { Type: 'AWS::SSM::Parameter::Value<List<String>>', AllowedValues: ['a'] },
  Text: { Type: 'String', AllowedValues: ['a'] },
  Open: { Type: 'CommaDelimitedList' },
  5: { Type: 'CommaDelimitedList', AllowedValues: ['a'] },
};

/** What a loop over a collection makes, or its key where it stays. */
function made(collection: unknown, given: Given = GIVEN): string[] {
  const { Resources } = expandLoops({ Mappings, Parameters, Resources: { 'Fn::ForEach::L': ['N', collection, { '${N}': 1 }] } }, given);
  return Object.keys(Resources as object);
}

const STAYS = ['Fn::ForEach::L'];
const split = (...parts: unknown[]) => ({ 'Fn::Split': parts });
const find = (...names: unknown[]) => ({ 'Fn::FindInMap': names });

test.each<[unknown, string[]]>([
  [['a', 'b'], ['a', 'b']],
  [[], []],
  [['a', 5], STAYS],
  ['a', STAYS],
  [split(',', 'a,b'), ['a', 'b']],
  [split('?', 'a?b'), ['a', 'b']],
  [split('', 'ab'), STAYS],
  [split(5, 'a5b'), STAYS],
  [split(',', ['a']), STAYS],
  [split(',', 5), STAYS],
  [split(',', `${'x'.repeat(99_998)},y`), ['x'.repeat(99_998), 'y']],
  [split(',', `${'x'.repeat(99_999)},y`), STAYS],
  [find('Map', { Ref: 'AWS::AccountId' }, 'names'), ['a', 'b']],
  [find('Map', { Ref: 'AWS::Region' }, 'names'), ['r']],
  [find('Map', '111122223333', 'names'), ['a', 'b']],
  [find('Map', 'x', 'parts'), ['a', 'b']],
  [find('Map', 'x', 'names'), STAYS],
  [find('Map', '111122223333', 'one'), STAYS],
  [find('Map', '111122223333', 'none'), STAYS],
  [find('Map', { Ref: 'AWS::StackName' }, 'names'), STAYS],
  [find('Map', { Ref: 'Text' }, 'names'), STAYS],
  [find('Map', '111122223333'), STAYS],
  [find('Map', '111122223333', 'names', 'x'), STAYS],
  [{ Ref: 'List' }, ['a', 'b']],
  [{ Ref: 'Numbers' }, ['1', '2']],
  [{ Ref: 'Either' }, STAYS],
  [{ Ref: 'Stored' }, STAYS],
  [{ Ref: 'Text' }, STAYS],
  [{ Ref: 'Open' }, STAYS],
  [{ Ref: 'Nowhere' }, STAYS],
  [{ Ref: 5 }, STAYS],
])('a loop over %j makes %j', (collection, expected) => {
  expect(made(collection)).toEqual(expected);
});

test('what the deployment gives counts more than what is allowed, and where it gives nothing nobody knows', () => {
  const parameters = { Either: 'c,d', Open: 'e', Text: 'f', Stored: 'g' };
  expect(['Either', 'Open', 'Text', 'Stored'].map((Ref) => made({ Ref }, { ...GIVEN, parameters }))).toEqual([['c', 'd'], ['e'], STAYS, STAYS]);
  expect(['AWS::AccountId', 'AWS::Region'].map((Ref) => made(find('Map', { Ref }, 'names'), {}))).toEqual([STAYS, STAYS]);
});

test.each<[unknown, unknown]>([
  [{ 'A${N}B': ['${N}', { k: '${N}-${N}' }, { Ref: 'N' }] }, { 'Ax.yB': ['x.y', { k: 'x.y-x.y' }, 'x.y'] }],
  [{ '&{N}': '&{N}/${N}' }, { xy: 'xy/x.y' }],
  [{ K: ['${M}', '&{M}', '${N', 'N', { Ref: 'M' }, null, 5, true] }, { K: ['${M}', '&{M}', '${N', 'N', { Ref: 'M' }, null, 5, true] }],
  [{ 'Fn::ForEach::I': ['M', ['1', '2'], { '&{N}${M}': { Ref: 'N' } }] }, { xy1: 'x.y', xy2: 'x.y' }],
  [{ 'Fn::ForEach::I': ['M', ['${N}'], { K: { Ref: 'M' } }] }, { K: 'x.y' }],
  [{ 'Fn::ForEach::I': ['M', { Ref: 'Open' }, { '&{N}': '${M}' }] }, { 'Fn::ForEach::I': ['M', { Ref: 'Open' }, { xy: '${M}' }] }],
])('%j is written out with its item', (output, expected) => {
  const { Resources } = expandLoops({ Parameters, Resources: { 'Fn::ForEach::L': ['N', ['x.y'], output] } }, GIVEN);
  expect(Resources).toEqual(expected);
});

test.each<[string, unknown]>([
  ['a name that is no text', [5, ['a'], { A: 1 }]],
  ['an output that is no object', ['N', ['a'], ['A']]],
  ['nothing', []],
  ['what is no list', 'N'],
])('a loop with %s stays', (_, loop) => {
  expect(Object.keys(expandLoops({ Resources: { 'Fn::ForEach::L': loop } }, GIVEN).Resources as object)).toEqual(STAYS);
});

test('ten thousand items are written out, and no more', () => {
  const items = Array.from({ length: 10_001 }, (_, index) => `i${index}`);
  expect([made(items.slice(1)).length, made(items)]).toEqual([10_000, STAYS]);
});

test('five million characters are written out, and hardly more', () => {
  const long = (length: number, times: number) => {
    const { Resources } = expandLoops({ Resources: { 'Fn::ForEach::L': ['N', ['x'.repeat(length)], { K: '${N}'.repeat(times) }] } }, GIVEN);
    return Object.keys(Resources as object);
  };
  expect([long(10_000, 400), long(10_000, 600), long(10_000, 6_000)]).toEqual([['K'], STAYS, STAYS]);
});

test('what is nested two hundred deep is written out, and no more', () => {
  const nested = (depth: number) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], '${N}');
  const innermost = (depth: number) => {
    const { Resources } = expandLoops({ Resources: { 'Fn::ForEach::L': ['N', ['x'], { K: nested(depth) }] } }, GIVEN);
    return JSON.stringify((Resources as Record<string, unknown>).K).replace(/[[\]]/g, '');
  };
  expect([innermost(150), innermost(250)]).toEqual(['"x"', '"${N}"']);
});
