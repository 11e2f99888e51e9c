import { mapAlternatives, oneOf } from '../../../src/cloudtrail/logic/alternatives';
import { type Answer, Unknown } from '../../../src/cloudtrail/logic/answer';
import { ACCOUNT, hasHole, literal } from '../../../src/cloudtrail/logic/marks';
import { matches, overlap, sameText, startsWith } from '../../../src/cloudtrail/logic/patterns';
import { AtomTable } from '../../../src/nag/engine/cloudformation/atoms';
import { Template } from '../../../src/nag/engine/cloudformation/template';

const table = new AtomTable();
const P = table.hole('p', 'the parameter P');
const Q = table.hole('q', 'the parameter Q');
const template = new Template({ stackPath: 'S', templatePath: 's.json', text: '{}' });
const [A, B] = ['A', 'B'].map((logicalId) => table.identity({ template, logicalId, type: 'AWS::S3::Bucket', raw: {}, key: `S\n${logicalId}` }, 'Ref'));

/** An answer as a word. */
function word(answer: Answer): unknown {
  return answer instanceof Unknown ? table.render(answer.why) : answer;
}

test.each<[string, string, unknown]>([
  ['a', 'a', true],
  ['a', 'b', false],
  [A, A, true],
  [A, B, false],
  [A, 'bucket', false],
  [P, P, true],
  ['x', P, 'the parameter P'],
  [A, P, 'the parameter P'],
  [`a${P}`, 'b', false],
  [`a${P}`, 'ab', 'the parameter P'],
  [`${P}/x`, 'b/y', false],
  [`arn:${P}:a`, `arn:${P}:b`, false],
  [`arn:${P}`, `arn:${P}:b`, false],
])('%j and %j are the same: %j', (a, b, expected) => {
  expect(word(sameText(a, b))).toBe(expected);
  expect(word(sameText(b, a))).toBe(expected);
});

test('two holes may be the same', () => {
  expect(word(sameText(P, Q))).toBe('the parameter P');
});

test.each<[string, string, unknown]>([
  ['alias/aws/s3', 'alias/aws/', true],
  ['alias/mine', 'alias/aws/', false],
  [P, 'alias/aws/', 'the parameter P'],
  [`alias/${P}`, 'alias/aws/', 'the parameter P'],
  [`key/${P}`, 'alias/', false],
  ['alias', P, 'the parameter P'],
  [`${P}x`, P, true],
])('%j starts with %j: %j', (text, prefix, expected) => {
  expect(word(startsWith(text, prefix))).toBe(expected);
});

test.each<[string, string, unknown]>([
  ['*', P, true],
  ['s3:*', 's3:putobject', true],
  ['s3:put*', 's3:getobject', false],
  ['s3:p?tobject', 's3:putobject', true],
  ['s3:p?tobject', 's3:ptobject', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['ab*', 'ab', true],
  ['abc', 'abcd', false],
  // A pattern covers another one.
  ['s3:*', 's3:put*', true],
  ['s3:put*', 's3:*', false],
  ['a?', 'a*', false],
  // An atom is not one character.
  ['a?', `a${A}`, false],
  [`arn:${A}/*`, `arn:${A}/x`, true],
  [`arn:${A}/*`, `arn:${B}/x`, false],
  [`arn:${P}/*`, `arn:${P}/x`, true],
  [`arn:${P}/*`, 'arn:b/x', 'the parameter P'],
  [`arn:${P}/*`, 'b/x', false],
  ['arn:x/*', `arn:${P}/y`, 'the parameter P'],
  ['arn:x?/*', `arn:${P}/y`, 'the parameter P'],
])('the pattern %j matches %j: %j', (pattern, text, expected) => {
  expect(word(matches(pattern, text))).toBe(expected);
});

test.each<[string, string, unknown]>([
  ['*', 'x', true],
  ['a', 'a', true],
  ['a', 'b', false],
  ['s3:put*', 's3:*object', true],
  ['s3:put*', 's3:get*', false],
  ['a*b', 'a*c', false],
  ['a*b', '*ab', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['abc', 'abcd*', false],
  ['x/*', 'x/y/*/z', true],
  ['x/y/*/z', 'x/*', true],
  [`a${P}`, 'ab', 'the parameter P'],
  [`a${P}*`, 'b*', false],
  [`${P}b`, 'x*c', false],
])('%j and %j overlap: %j', (a, b, expected) => {
  expect(word(overlap(a, b))).toBe(expected);
  expect(word(overlap(b, a))).toBe(expected);
});

test('private-use characters of a template cannot pass for atoms', () => {
  expect(hasHole(literal(`a${P}b`))).toBe(false);
});

test('reasons that name other atoms are rendered to the end', () => {
  const part = table.hole('part', `a part of ${P}`);
  expect(table.render(`${part} and ${A}`)).toBe('a part of the parameter P and <A>');
});

test('a table that is full goes on with one atom that is like nothing else', () => {
  const small = new AtomTable(1);
  small.hole('a', 'a');
  expect(small.render(small.hole('b', 'b'))).toBe('more values than can be followed');
  expect(small.beforeFreeHole(`x${small.hole('b', 'b')}`)).toBe('x');
  small.identity({ template, logicalId: 'A', type: 'T', raw: {}, key: 'a' }, 'Ref');
  const full = small.identity({ template, logicalId: 'B', type: 'T', raw: {}, key: 'b' }, 'Arn');
  expect(word(sameText(full, 'x'))).toBe('more values than can be followed');
});

test('texts that are too long for any name are not compared, unless they are the same', () => {
  const long = 'x'.repeat(6_000);
  const tooLong = 'a text that is too long to be compared';
  expect(word(sameText(`${P}${long}`, `y${long}`))).toBe(tooLong);
  expect(word(startsWith(`${P}${long}`, `y${long}`))).toBe(tooLong);
  expect(word(matches(`*z${long}`, `y${long}`))).toBe(tooLong);
  expect(word(overlap(`*z${long}`, `y${long}`))).toBe(tooLong);
  expect([sameText(long, long), startsWith(long, 'x'), matches(long, long), overlap(long, long)]).toEqual([true, true, true, true]);
});

test('up to a limit texts are compared, also where a star is plain text', () => {
  const compared = (length: number) => word(sameText(`${P}${'x'.repeat(4_998)}`, 'y'.repeat(length)));
  expect([compared(5_000), compared(5_001)]).toEqual([false, 'a text that is too long to be compared']);
  const long = 'x'.repeat(10_000);
  expect([sameText(`*a${long}${P}`, `*b${long}`), startsWith(`*a${long}${P}`, `*b${long}`)]).toEqual([false, false]);
});

test('a mark of a shape is no text that is too long or too short for it', () => {
  const account = table.hole('account', 'the account', ACCOUNT);
  expect(['1'.repeat(12), '1'.repeat(11), '1'.repeat(40), `${'1'.repeat(12)}x`].map((text) => word(sameText(account, text)))).toEqual(['the account', false, false, false]);
  expect(['?'.repeat(12), '?'.repeat(11), '?'.repeat(13), '1*'].map((text) => word(overlap(text, account)))).toEqual(['the account', false, false, 'the account']);
});

test('what two texts begin with is read however long it is', () => {
  const long = 'x'.repeat(20_000);
  expect(word(sameText(`${long}${P}`, `${long}y`))).toBe('the parameter P');
  expect([sameText(`${long}${P}`, `${long}${P}y`), sameText(`${long}a`, `${long}b${P}`)]).toEqual([false, false]);
  expect([startsWith(`a${P}`, 'b'), startsWith(`${long}a`, `${long}b`)]).toEqual([false, false]);
  expect([matches(`${long}*`, `${long}y`), matches(`${long}*`, `y${long}`), matches(`${long}*z`, `${long}y`)]).toEqual([true, false, false]);
  expect([overlap(`${long}*`, `${long}y*z`), overlap(`${long}*`, `y${long}`), overlap(`${long}*z`, `${long}y`)]).toEqual([true, false, false]);
});

test('texts whose ends differ are compared however long they are', () => {
  const long = 'x'.repeat(1_000);
  expect([sameText(`${P}${long}a`, `${Q}${long}b`), overlap(`${P}${long}a`, `*${long}b`), matches(`*${long}a`, `${P}${long}b`)]).toEqual([false, false, false]);
  expect(overlap(`${A}*${long}a`, `${A}*${long}b`)).toBe(false);
});

test('up to a limit every place of two patterns is tried, beyond it they may meet', () => {
  const places = (other: number) => sameText(`${P}${'a'.repeat(498)}${Q}`, 'b'.repeat(other));
  expect([places(500), places(501)].map(word)).toEqual([false, 'the parameter P']);
});

test('a pattern and a text that is written out, and one beginning with everything behind it, are compared however long they are', () => {
  const [long, others] = ['a'.repeat(600), 'b'.repeat(600)];
  expect([[`*${others}*`, long], [`*${long}*`, `${others}${long}`], ['a*', `a${'x'.repeat(20_000)}*b`]].map(([a, b]) => [overlap(a, b), overlap(b, a)]))
    .toEqual([[false, false], [true, true], [true, true]]);
});

test('the same unknown part on both sides is passed over, another one and a wildcard are not', () => {
  const long = 'x'.repeat(20_000);
  expect([sameText(`${P}${long}a`, `${P}${long}b`), overlap(`${P}${long}a`, `${P}${long}b*`)]).toEqual([false, false]);
  expect([[`${P}${Q}`, `${P}${P}`], [`${P}${P}`, `${P}${Q}`]].map(([a, b]) => word(sameText(a, b)))).toEqual(['the parameter Q', 'the parameter P']);
  expect([overlap('a*b', 'a*bb'), matches('a*b', 'a*bb'), overlap('a?b', 'a?bb')]).toEqual([true, true, false]);
});

test('a text with more alternatives than can be tried one by one is one text in which they are unknown', () => {
  const marks = Array.from({ length: 6 }, (_, index) => table.decision(`d${index}`, `D${index}`));
  const text = marks.map((mark) => oneOf(mark, ['a', 'b'])).join('');
  expect(mapAlternatives(text, (each) => `<${each}>`)).toBe(`<${marks.join('')}>`);
  expect(mapAlternatives(oneOf(marks[0], ['a', 'b']), (each) => `<${each}>`)).toBe(oneOf(marks[0], ['<a>', '<b>']));
});
