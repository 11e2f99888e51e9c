import { counted } from '../../../src/cloudtrail/logic/counted';
import { distance, meant, nearest } from '../../../src/cloudtrail/logic/nearest';
import { matchesWildcard } from '../../../src/cloudtrail/logic/wildcard';

test.each<[string, string, boolean]>([
  ['a', 'a', true],
  ['a', 'ab', false],
  ['*', '', true],
  ['*', 'a', true],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*b', 'ab', true],
  ['a*b', 'a-b', true],
  ['ab*b', 'ab', false],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'ac', false],
  ['a*b*c', 'acb', false],
  ['*b*', 'b', true],
  ['*a*b*', 'ba', false],
  ['**a', 'a', true],
  ['a*ab*', 'aab', true],
  ['ab*ba*ab', 'abab', false],
])('%s stands for %s: %j', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test.each<[string, string, number]>([
  ['', '', 0], ['a', '', 1], ['', 'ab', 2], ['kitten', 'sitting', 3], ['flaw', 'lawn', 2], ['ab', 'ba', 2], ['abc', 'abc', 0],
])('from %j to %j it takes %d edits', (a, b, edits) => {
  expect([distance(a, b), distance(b, a)]).toEqual([edits, edits]);
});

test('the nearest three come first, without a look at their case or at what all of them have in common', () => {
  expect(nearest('PutObject', ['s3:putobjects', 'x', 's3:putobject', 's3:getobject'], (name) => name.replace('s3:', '').toLowerCase()))
    .toEqual(['s3:putobject', 's3:putobjects', 's3:getobject']);
});

test('the case of a name is no difference', () => {
  expect(nearest('ABC', ['xBCd', 'abd'])).toEqual(['abd', 'xBCd']);
});

test.each<[number | string, string]>([[1, '1 day'], ['1', '1 day'], [0, '0 days'], [2, '2 days'], ['11', '11 days']])('%s: %s', (count, expected) => {
  expect(counted(count, 'day')).toBe(expected);
});

test.each<[string, string[], string | undefined]>([
  ['Loging', ['Logging', 'Metrics'], 'Logging'],
  ['LOGGING', ['Logging'], 'Logging'],
  ['Logg', ['Logging'], undefined],
  ['Loggi', ['Logging'], 'Logging'],
  ['Logging', ['Logging'], undefined],
  ['Logging', [], undefined],
])('%s of %j means %s', (name, known, expected) => {
  expect(meant(name, known)).toBe(expected);
});
