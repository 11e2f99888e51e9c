import { combinations, mapAlternatives, numberBetween, oneOf, rangeOf } from '../../../src/cloudtrail/logic/alternatives';
import { type Answer, isUnknown } from '../../../src/cloudtrail/logic/answer';
import {
  ABSENT, ACCOUNT, ANYTHING, ARN, type Block, CLOSE, DECISION,
  firstHole, GENERATED_NAME, GENERATED_REFERENCE, hasAlternatives, hasHole, hasIdentity, isHole,
  isIdentity, isIn, KEY_ID, knownBeginning, mayBeEmpty, NAME, NOT_EMPTY, NUMBER, OPEN, ORGANIZATION, OVERFLOW, POLICY_VARIABLE, REGION, SEPARATOR, TO,
} from '../../../src/cloudtrail/logic/marks';
import { matches, overlap, sameText, startsWith } from '../../../src/cloudtrail/logic/patterns';

const BLOCKS: ReadonlyArray<[string, Block]> = Object.entries({
  GENERATED_NAME, GENERATED_REFERENCE, ANYTHING, NOT_EMPTY, NAME, ACCOUNT, REGION, ORGANIZATION, KEY_ID, NUMBER, DECISION,
});
const ends = ({ first, last }: Block) => [first, last].map((point) => String.fromCodePoint(point));
const word = (answer: Answer) => isUnknown(answer) ? 'maybe' : answer;
const some = (text: string, times: number) => text.repeat(times);
const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab';

test('each mark belongs to one block, and the blocks lie one after the other', () => {
  for (const [index, [, { first, last }]] of BLOCKS.entries()) {
    const next = BLOCKS[index + 1]?.[1].first ?? POLICY_VARIABLE.codePointAt(0);
    // Between the planes lie two code points that are no characters.
    expect([first < last, last + 1 + (last === 0xffffd ? 2 : 0)]).toEqual([true, next]);
  }
  expect(BLOCKS[0][1].first).toBe(0xf0000);
});

test.each(BLOCKS)('the first and the last mark of %s are of it and of no other', (_, block) => {
  for (const mark of ends(block)) expect(BLOCKS.filter(([, each]) => isIn(each, mark)).map(([, each]) => each)).toEqual([block]);
  const isMadeUp = block === GENERATED_NAME || block === GENERATED_REFERENCE;
  for (const mark of ends(block)) {
    expect([hasIdentity, isIdentity, hasHole, isHole].map((ask) => ask(mark))).toEqual([isMadeUp, isMadeUp, !isMadeUp, !isMadeUp]);
    expect([knownBeginning(`a${mark}b`), firstHole(`a${mark}b`)]).toEqual(['a', isMadeUp ? undefined : mark]);
    expect([isHole(`${mark}x`), isIdentity(`${mark}x`), hasAlternatives(mark)]).toEqual([false, false, false]);
  }
});

test('an ARN is a kind of its own', () => {
  for (const mark of ends(ARN)) {
    expect([isIn(ARN, mark), ...BLOCKS.map(([, block]) => isIn(block, mark))]).toEqual([true, ...BLOCKS.map(() => false)]);
    expect([isHole(mark), isIdentity(mark), mayBeEmpty(mark), hasAlternatives(mark), firstHole(`a${mark}`)]).toEqual([true, false, false, false, mark]);
  }
});

test('only some marks may turn out to be no text', () => {
  expect(BLOCKS.filter(([, block]) => ends(block).some(mayBeEmpty)).map(([name]) => name)).toEqual(['ANYTHING', 'DECISION']);
  expect([OVERFLOW, POLICY_VARIABLE].map(mayBeEmpty)).toEqual([true, false]);
});

describe('a mark of a shape may be a text that has it', () => {
  test.each<[string, Block, string[], string[]]>([
    ['account', ACCOUNT, ['123456789012'], ['', '12345678901', '1234567890123', '12345678901a', 'a12345678901']],
    ['Region', REGION, ['eu-west-1', 'us-gov-west-1', 'ap-southeast-12'], ['', 'eu-west', 'west-1', '1-eu-west-1', '-eu-west-1', 'eu-west-1a', 'eu-west-1-', 'Eu-west-1', 'eu--1']],
    ['organization', ORGANIZATION, ['o-abcdefghij', `o-${some('a', 32)}`], ['', 'o-', 'abcdefghij', 'o-abcdefghi', `o-${some('a', 33)}`, 'o-abcdefghiJ', 'o-abcdefghij-']],
    ['key', KEY_ID, [UUID, `mrk-${some('0', 32)}`], ['', UUID.slice(1), `${UUID}a`, `a${UUID}`, `mrk-${some('0', 31)}`, `mrk-${some('0', 33)}`, UUID.replace('a', 'g')]],
    ['number', NUMBER, ['0', '-5', '365'], ['', '-', '5-', '5-5', '--5', '1.5', 'x']],
    ['name', NAME, ['x', 'a.b-c_d', some('x', 512)], ['', 'a:b', 'a/b']],
    ['ARN', ARN, ['arn:aws:s3:::b', 'arn:aws:sns:eu-west-1:1:t', 'arn:a:b:c:d:e:f/g'], ['', 'x', 'arn:', 'arn:aws:s3::b', 'arn:aws:s3:::', 'arn::x:s3:::b', 'aws:s3:::b', 'xarn:aws:s3:::b']],
    ['text', NOT_EMPTY, ['x', 'a:b/c'], ['']],
    ['anything', ANYTHING, ['', 'x', 'a:b/c'], []],
    ['made-up name', GENERATED_NAME, [], ['', 'x', 'stack-bucket-1abc']],
  ])('%s', (_, block, fitting, others) => {
    for (const mark of ends(block)) {
      expect(fitting.map((text) => [word(sameText(`a${mark}/b`, `a${text}/b`)), word(sameText(text, mark))])).toEqual(fitting.map(() => ['maybe', 'maybe']));
      expect(others.map((text) => [sameText(`a${mark}/b`, `a${text}/b`), sameText(text, mark)])).toEqual(others.map(() => [false, false]));
    }
  });

  test.each<[string, Block, number, number]>([
    ['account', ACCOUNT, 12, 12], ['Region', REGION, 9, 30], ['key', KEY_ID, 36, 36], ['number', NUMBER, 1, 20], ['name', NAME, 1, 512],
    ['made-up name', GENERATED_NAME, 4, 2048], ['made-up ARN', GENERATED_REFERENCE, 4, 2048],
  ])('%s, if it is as long', (_, block, least, most) => {
    const [mark] = ends(block);
    const fits = (pattern: string) => [word(overlap(pattern, mark)), word(matches(pattern, mark))];
    for (const length of [least, most]) expect(fits(some('?', length))).toEqual(['maybe', 'maybe']);
    for (const length of [least - 1, most + 1]) expect(fits(some('?', length))).toEqual([false, false]);
    // A star takes what is left, also nothing.
    expect([fits(`*${some('?', most)}`), fits(`*${some('?', most)}*`), fits(`${some('?', most + 1)}*`)]).toEqual([['maybe', 'maybe'], ['maybe', 'maybe'], [false, false]]);
  });

  test.each<[string, string, unknown]>([
    ['12*', String.fromCodePoint(ACCOUNT.first), 'maybe'],
    ['*12', String.fromCodePoint(ACCOUNT.first), 'maybe'],
    ['1?*2', String.fromCodePoint(ACCOUNT.first), 'maybe'],
    ['a*', String.fromCodePoint(ACCOUNT.first), false],
    ['*a', String.fromCodePoint(ACCOUNT.first), false],
    ['1*a', String.fromCodePoint(ACCOUNT.first), false],
    ['?a*', String.fromCodePoint(ACCOUNT.first), false],
    ['*:*', String.fromCodePoint(NAME.first), false],
    ['*:*', String.fromCodePoint(NOT_EMPTY.first), 'maybe'],
    ['x*/y', String.fromCodePoint(GENERATED_NAME.first), false],
    ['123456789012*', String.fromCodePoint(ACCOUNT.first), 'maybe'],
    ['1234567890123*', String.fromCodePoint(ACCOUNT.first), false],
    ['o-*', String.fromCodePoint(ORGANIZATION.first), true],
    ['p-*', String.fromCodePoint(ORGANIZATION.first), false],
  ])('also where the text is the pattern %s', (pattern, mark, expected) => {
    expect([matches(pattern, mark), overlap(pattern, mark), overlap(mark, pattern)].map(word)).toEqual([expected, expected, expected]);
  });
});

test.each<[string, Block, string, string, unknown]>([
  ['what follows a star may be behind the mark', ACCOUNT, '12*', 'x', 'maybe'],
  ['what follows an unknown text may be behind the mark', ACCOUNT, `12${String.fromCodePoint(ANYTHING.first)}`, 'x', 'maybe'],
  ['the shortest organization', ORGANIZATION, `o-${some('?', 10)}`, '', 'maybe'],
  ['the longest organization', ORGANIZATION, `o-${some('?', 32)}`, '', 'maybe'],
  ['less than an organization', ORGANIZATION, `o-${some('?', 9)}`, '', false],
  ['more than an organization', ORGANIZATION, `o-${some('?', 33)}`, '', false],
  ['one character', NOT_EMPTY, '?', '', 'maybe'],
  ['the shortest ARN', ARN, `arn:${some('?', 6)}`, '', 'maybe'],
  ['less than an ARN', ARN, `arn:${some('?', 5)}`, '', false],
])('%s', (_, block, pattern, behind, expected) => {
  expect(word(overlap(pattern, ends(block)[0] + behind))).toBe(expected);
});

describe('what AWS makes up', () => {
  const [one, other] = [0, 1].map((index) => String.fromCodePoint(GENERATED_NAME.first + index));
  const [hole] = ends(ANYTHING);
  const [account] = ends(ACCOUNT);

  test.each<[string, string, string, unknown]>([
    ['is not what it makes up for something else', one, other, false],
    ['is not that with more text', `${one}-a`, `${other}-a`, false],
    ['may be what is not known', one, hole, 'maybe'],
    ['may be what is known by its shape only', one, account, 'maybe'],
    ['may hold an account', one, `a-${account}`, 'maybe'],
    ['is as long as it may be', account, `123456789012${ends(NUMBER)[0]}`, false],
    ['may hold a number', account, `12345678901${ends(NUMBER)[0]}`, 'maybe'],
    ['may end with nothing', account, `123456789012${hole}`, 'maybe'],
    ['may be text around something that is not known', one, `a-${hole}`, 'maybe'],
    ['is no text around it that has another of its kind', `${one}x`, `a-${other}x`, false],
  ])('%s', (_, a, b, expected) => {
    expect([sameText(a, b), sameText(b, a)].map(word)).toEqual([expected, expected]);
  });

  test.each<[string, string, string]>([
    ['a????', `a${one}`, one],
    [`a${one}`, 'a????', one],
    [`a${one}/????`, `a????/${other}`, one],
  ])('is the reason where nobody knows whether %j and %j overlap', (a, b, expected) => {
    expect(overlap(a, b)).toEqual({ why: `the name that AWS makes up for ${expected}` });
  });

  test.each<[string, string, unknown]>([
    [one, 'logs', 'maybe'],
    [`logs${one}`, 'logs', true],
    ['logs', `logs${one}`, false],
    ['logs', 'logs-of', false],
    [`a${account}b`, `a${account}`, true],
    ['a123456789012b', `a${account}`, 'maybe'],
    ['a12345678901b', `a${account}`, false],
    ['a?', `${hole}b`, false],
    ['ab', `${hole}?`, false],
    ['a*c', `${hole}bc`, false],
    [`${account}?`, '123456789012a', false],
    [`${account}*`, '123456789012a', false],
  ])('%j begins with %j: %j', (text, prefix, expected) => {
    expect(word(startsWith(text, prefix))).toBe(expected);
  });
});

describe('wildcards', () => {
  const [hole] = ends(ANYTHING);
  const [one, other] = [0, 1].map((index) => String.fromCodePoint(GENERATED_NAME.first + index));
  const [account] = ends(ACCOUNT);

  test.each<[string, string, unknown]>([
    [`${hole}b`, 'a?', false],
    [`${hole}b`, 'a*', false],
    [`${hole}\u{1f400}`, 'a\u{1f401}', false],
    [`${hole}\u{1f400}b`, 'a\u{1f400}b', 'maybe'],
    [`${account}?`, '123456789012a', false],
  ])('are plain text where texts are compared: %j, %j', (a, b, expected) => {
    expect([sameText(a, b), sameText(b, a)].map(word)).toEqual([expected, expected]);
  });

  test.each<[string, string, unknown]>([
    ['a??', `a${one}`, false],
    ['a????', `a${one}`, 'maybe'],
    ['a??', 'a\u{1f400}', false],
    ['a?\udc00', 'a\ud800\udc00', false],
    ['a\ud800?', 'a\ud800\udfff', false],
    ['a?c', 'a*c', false],
    ['?a', 'bc', false],
    [`${account}b`, '123456789012?', false],
    ['a*c', 'a?c', true],
    ['a*', 'a', true],
    ['a**', 'a', true],
    ['*a*', 'bab', true],
    ['*ab', 'aab', true],
    ['*ab', 'aba', false],
    ['a?b*', 'axb', true],
    [`${one}*`, `${one}a`, true],
    [`${one}*`, `${other}a`, false],
    [`*${one}`, `a${one}`, true],
    [`*${one}`, `a${other}`, false],
    [`*${one}/x`, `a/${account}/x`, 'maybe'],
    [`a*${account}`, 'a-123456789012', 'maybe'],
    [`a*${account}`, 'a-12345678901', false],
    [`*${hole}*`, 'x', 'maybe'],
    [`a/${hole}`, 'a/*', 'maybe'],
    [`*/${account}/*`, `x/${account}/*`, true],
    [`*${account}/*`, `x/${account}/${hole}`, true],
    [`*x/${account}/?`, `x/${account}/a`, true],
    [`*x/${account}/?`, `x/${account}/${hole}`, 'maybe'],
  ])('%j matches %j: %j', (pattern, text, expected) => {
    expect(word(matches(pattern, text))).toBe(expected);
  });

  test.each<[string, string, unknown]>([
    ['*', 'a', true],
    ['a*c', '*b*', true],
    ['a?', '?b', true],
    ['a?', '?', false],
    ['?a', 'bc', false],
    ['a?', `a${one}`, false],
    ['a?', '*\uffff', true],
    [`a${one}`, `a${other}`, false],
    [`a${one}*`, `a${other}*`, false],
    [`a${one}*`, `a${one}*x`, true],
    [`${one}*`, `*${one}`, true],
    [`${one}*`, `*${one}x`, true],
    [`?${one}`, `a${one}`, true],
    [`${one}?`, `${one}*b`, true],
    [`x${account}?`, `x${account}b`, true],
    [`x${account}?`, `?${account}b`, true],
    [`x?${account}`, `x${account}`, false],
    [`x?${account}`, `xa${account}`, true],
    [`x*${account}`, `x${account}`, true],
    [`x*${account}b`, `x${hole}b`, 'maybe'],
    [`x*${account}b`, `x${hole}c`, false],
    [`x${account}b`, 'x123456789012*', 'maybe'],
    [`x${account}b`, 'x123456789012c*', false],
    ['\ud83d\udc00', '\ud83d\udc01', false],
    ['a\ud83d\udc00*', 'a\ud83d\udc01*', false],
  ])('%j and %j overlap: %j', (a, b, expected) => {
    expect([overlap(a, b), overlap(b, a)].map(word)).toEqual([expected, expected]);
  });
});

describe('alternatives', () => {
  const [decision, another] = [0, 1].map((index) => String.fromCodePoint(DECISION.first + index));
  const choice = oneOf(decision, ['a', 'b']);

  test('texts that are the same are no alternatives', () => {
    expect([oneOf(decision, ['a', 'a']), hasAlternatives(choice), hasAlternatives('a')]).toEqual(['a', true, false]);
  });

  test('what is decided once is decided alike everywhere, also inside of another one', () => {
    expect(combinations([choice, `x${choice}`, 'y'])).toEqual([['a', 'xa', 'y'], ['b', 'xb', 'y']]);
    expect(combinations([oneOf(another, [choice, 'c']), choice])).toEqual([['a', 'a'], ['b', 'b'], ['c', 'a'], ['c', 'b']]);
    expect(mapAlternatives(oneOf(another, [choice, 'c']), (each) => `<${each}>`)).toBe(oneOf(another, [oneOf(decision, ['<a>', '<b>']), '<c>']));
  });

  test('what is not there stays what it is', () => {
    expect(mapAlternatives(oneOf(decision, ['a', ABSENT]), (each) => `<${each}>`)).toBe(oneOf(decision, ['<a>', ABSENT]));
    expect([sameText(oneOf(decision, ['a', ABSENT]), 'b'), sameText(oneOf(decision, ['a', ABSENT]), ABSENT)].map(word)).toEqual([false, false]);
  });

  test('thirty-two combinations are tried one by one, more are not', () => {
    const marks = Array.from({ length: 6 }, (_, index) => String.fromCodePoint(DECISION.first + index));
    const of = (count: number) => marks.slice(0, count).map((mark) => oneOf(mark, ['a', 'b'])).join('');
    expect([combinations([of(5)]).length, combinations([of(6)])]).toEqual([32, [[marks.join('')]]]);
  });

  test('those that begin alike are compared as a whole', () => {
    const like = oneOf(decision, ['a', 'c']);
    const answers = (a: string, b: string) => [sameText(a, b), startsWith(a, b), matches(a, b), overlap(a, b)];
    expect(answers(choice, like)).toEqual(Array(4).fill({ why: decision }));
    expect(answers(`x${choice}y`, `x${like}y`)).toEqual(Array(4).fill({ why: decision }));
    expect(answers(choice, oneOf(another, ['a', 'b'])).map(word)).toEqual(Array(4).fill('maybe'));
    expect(answers(choice, oneOf(decision, ['b', 'a']))).toEqual(Array(4).fill(false));
    expect([startsWith(like, 'a'), startsWith(oneOf(decision, ['ab', 'ac']), 'a'), startsWith('abc', choice), startsWith('abc', oneOf(decision, ['ab', 'a']))].map(word)).toEqual(['maybe', true, 'maybe', true]);
  });

  test('what is unknown about them is what decides', () => {
    const answer = sameText(choice, 'a');
    expect(isUnknown(answer) && answer.why).toBe(decision);
    expect([sameText(choice, 'c'), startsWith(`x${choice}`, 'x'), matches('?', choice), overlap('c*', choice)]).toEqual([false, true, true, false]);
  });

  test.each([
    ['closed twice', `a${CLOSE}b`, 'ab'],
    ['not closed', `a${OPEN}${decision}b`, 'ab'],
    ['separated outside', `a${SEPARATOR}b`, 'ab'],
  ])('of a text that was cut the parts are left: %s', (_, text, expected) => {
    expect(mapAlternatives(text, (each) => each)).toBe(expected);
  });

  test.each<[string, object | undefined]>([
    [numberBetween(decision, 1, 30), { least: 1, greatest: 30 }],
    [numberBetween(decision, undefined, 30), { least: -Infinity, greatest: 30 }],
    [numberBetween(decision, 0, undefined), { least: 0, greatest: Infinity }],
    [`${numberBetween(decision, 1, 30)}0`, undefined],
    [`1${numberBetween(decision, 1, 30)}`, undefined],
    [choice, undefined],
    ['30', undefined],
    [`a${TO}b`, undefined],
    [oneOf(decision, [numberBetween(another, 1, 30), '5']), undefined],
    [`${TO}`, undefined],
    ['', undefined],
  ])('%j is a number between limits: %j', (text, expected) => {
    expect(rangeOf(text)).toEqual(expected);
  });

  test('a number between limits is one number, which nobody knows', () => {
    const [number] = ends(NUMBER);
    expect([combinations([numberBetween(number, 1, 30)]), word(sameText(numberBetween(number, 1, 30), '7')), sameText(numberBetween(number, 1, 30), 'x')])
      .toEqual([[[number]], 'maybe', false]);
  });
});
