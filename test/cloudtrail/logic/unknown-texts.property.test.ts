import * as fc from 'fast-check';
import { numberBetween, oneOf, rangeOf } from '../../../src/cloudtrail/logic/alternatives';
import { type Answer, isUnknown } from '../../../src/cloudtrail/logic/answer';
import {
  ABSENT, ACCOUNT, ANYTHING, type Block, DECISION, firstHole, GENERATED_NAME, GENERATED_REFERENCE, hasHole, KEY_ID, NAME, NOT_EMPTY, NUMBER,
  ORGANIZATION, REGION,
} from '../../../src/cloudtrail/logic/marks';
import { matches, overlap, sameText, startsWith } from '../../../src/cloudtrail/logic/patterns';
import { runs } from '../../helpers/runs';

const mark = ({ first }: Block, index = 0) => String.fromCodePoint(first + index);
const [C, D] = [mark(DECISION), mark(DECISION, 1)];

/** True, false, or `?`. */
const word = (answer: Answer) => (isUnknown(answer) ? '?' : answer);

describe('what a mark can be', () => {
  test.each<[string, Block, string[], string[]]>([
    ['anything', ANYTHING, ['', 'x', 'a:b/c'], []],
    ['anything but nothing', NOT_EMPTY, ['x', ':'], ['']],
    ['a name', NAME, ['x', 'a-b.c'], ['', 'a/b', 'a:b']],
    ['an account', ACCOUNT, ['123456789012'], ['', '12345678901', '1234567890123', 'o-abcdefghij', '12345678901x']],
    ['a Region', REGION, ['eu-west-1', 'us-gov-west-1'], ['eu', '123456789012', 'EU-WEST-1']],
    ['an organization', ORGANIZATION, ['o-abcdefghij'], ['o-abc', '123456789012', 'r-abcdefghij', 'abcdefghijkl']],
    ['a key', KEY_ID, ['1234abcd-12ab-34cd-56ef-1234567890ab', `mrk-${'0'.repeat(32)}`], ['alias/aws/s3', '1234abcd', 'mrk-1']],
    ['a number', NUMBER, ['0', '365', '-1'], ['', 'many']],
    ['a generated name', GENERATED_NAME, [], ['', 'x', 'audit-trailbucket-1abc']],
    ['a generated reference', GENERATED_REFERENCE, [], ['', 'arn:aws:dynamodb:::table/x']],
  ])('%s', (_, block, possible, impossible) => {
    const M = mark(block);
    for (const text of possible) {
      expect(word(sameText(`arn:${M}/x`, `arn:${text}/x`))).toBe('?');
      expect(word(startsWith(`arn:${M}/x`, `arn:${text}/`))).toBe('?');
    }
    for (const text of impossible) {
      expect(word(sameText(`arn:${M}/x`, `arn:${text}/x`))).toBe(false);
      expect(word(matches(`arn:${text}/x`, `arn:${M}/x`))).toBe(false);
      expect(word(overlap(`arn:${M}/x`, `arn:${text}/x`))).toBe(false);
    }
    expect(word(sameText(M, M))).toBe(true);
    // Two accounts may be one; two generated names are never.
    expect(word(sameText(`${M}/`, `${mark(block, 1)}/`))).toBe(possible.length > 0 ? '?' : false);
    expect(word(sameText(M, mark(ANYTHING, 1)))).toBe('?');
  });

  test.each<[string, string, string, unknown]>([
    ['a generated name may be what a wildcard stands for', 'arn:aws:s3:::audit-*/*', `arn:aws:s3:::${mark(GENERATED_NAME)}/AWSLogs/*`, '?'],
    ['in the middle too', '*trail*', mark(GENERATED_NAME), '?'],
    ['but does not go beyond its part', 'arn:aws:s3:::a*/x', `arn:aws:s3:::${mark(GENERATED_NAME)}/AWSLogs/y`, false],
    ['nor is it one character', 'x?', `x${mark(GENERATED_NAME)}`, false],
    ['an account is twelve digits', '1*', mark(ACCOUNT), '?'],
    ['an account is no organization', 'o-*', mark(ACCOUNT), false],
    ['an organization begins as one', '12*', mark(ORGANIZATION), false],
    ['an account has no more digits', '????????????', mark(ACCOUNT), '?'],
    ['an account has no fewer digits', '???????????', mark(ACCOUNT), false],
    ['everything matches', 'arn:*', `arn:${mark(ANYTHING)}`, true],
  ])('%s', (_, pattern, text, expected) => {
    expect(word(matches(pattern, text))).toBe(expected);
  });

  test('the reason is a part that is unknown, or the generated name', () => {
    const why = (answer: Answer) => isUnknown(answer) && answer.why;
    expect(why(matches(`a${mark(NAME)}`, 'ab'))).toBe(mark(NAME));
    expect(why(matches('a*', mark(GENERATED_NAME)))).toBe(`the name that AWS makes up for ${mark(GENERATED_NAME)}`);
    expect(why(sameText(`${mark(NAME)}${oneOf(C, ['a', 'b'])}`, 'ab'))).toBe(C);
  });
});

describe('alternatives', () => {
  const AB = oneOf(C, ['a', 'b']);

  test.each<[string, Answer | string, Answer | string]>([
    ['all agree that it is', word(sameText(oneOf(C, ['a', 'a']), 'a')), true],
    ['all agree that it is not', word(sameText(AB, 'c')), false],
    ['they differ', word(sameText(AB, 'a')), '?'],
    ['the same decision decides alike', word(sameText(`x${AB}`, `x${AB}`)), true],
    ['also where the texts differ', word(sameText(oneOf(C, ['a', 'b']), oneOf(C, ['b', 'a']))), false],
    ['another decision does not', word(sameText(AB, oneOf(D, ['a', 'b']))), '?'],
    ['one inside another', word(startsWith(oneOf(C, [`x${oneOf(D, ['1', '2'])}`, 'xy']), 'x')), true],
    ['a pattern covers all', word(matches('a*', oneOf(C, ['ab', 'ac']))), true],
    ['patterns overlap in all', word(overlap(oneOf(C, ['a*', '*b']), 'ab')), true],
    ['patterns overlap in none', word(overlap(oneOf(C, ['a*', 'b*']), 'c*')), false],
    ['what is not there matches nothing', word(matches('*b', oneOf(C, ['a', ABSENT]))), false],
    ['what may not be there', word(matches('a*', oneOf(C, ['a', ABSENT]))), '?'],
    ['too many to try', word(sameText([...Array(9).keys()].map((i) => oneOf(mark(DECISION, i), ['a', 'b'])).join(''), 'aaaaaaaab')), '?'],
  ])('%s', (_, answer, expected) => {
    expect(answer).toBe(expected);
  });

  test('the reason is what decides', () => {
    expect(firstHole(`${mark(ANYTHING)}${AB}`)).toBe(C);
    expect(hasHole(AB)).toBe(true);
  });

  test.each<[string, string, unknown]>([
    ['both', numberBetween(C, 1, 5), { least: 1, greatest: 5 }],
    ['no upper', numberBetween(C, 365, undefined), { least: 365, greatest: Infinity }],
    ['no lower', numberBetween(C, undefined, 3), { least: -Infinity, greatest: 3 }],
    ['in a text', `x${numberBetween(C, 1, 5)}`, undefined],
    ['no range', AB, undefined],
    ['a cut text', numberBetween(C, 1, 5).slice(0, -2), undefined],
  ])('a number with limits: %s', (_, text, expected) => {
    expect(rangeOf(text)).toEqual(expected);
  });

  test('a range may be any number of it, and is a reason', () => {
    expect(word(sameText(numberBetween(mark(NUMBER), 1, 5), '3'))).toBe('?');
    expect(word(sameText(numberBetween(mark(NUMBER), 1, 5), 'x'))).toBe(false);
  });
});

describe('whatever turns out', () => {
  const MARKS = [mark(ANYTHING), mark(NAME), mark(ACCOUNT), mark(GENERATED_NAME), mark(GENERATED_NAME, 1)];
  const letters = (of: string, least = 0) => fc.string({ unit: fc.constantFrom(...of), minLength: least, maxLength: 3 });
  const values = fc.record({
    [MARKS[0]]: letters('a/b*'.replace('*', '')),
    [MARKS[1]]: letters('ab', 1),
    [MARKS[2]]: fc.constantFrom('111111111111', '222222222222'),
    [MARKS[3]]: letters('ab').map((text) => `${text}yyyy`),
    [MARKS[4]]: letters('ab').map((text) => `zzzz${text}`),
    [C]: fc.constantFrom('0', '1'),
  });
  const part = fc.oneof(fc.constantFrom('a', 'b', '/', ...MARKS), fc.tuple(letters('ab'), letters('ab')).map((texts) => oneOf(C, texts)));
  const text = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
  const pattern = fc.array(fc.oneof(part, fc.constantFrom('*', '?')), { maxLength: 5 }).map((parts) => parts.join(''));

  const resolved = (unresolved: string, chosen: { [mark: string]: string }) => {
    const alternatives = /\u{10fff0}\u{10c000}([^\u{10fff1}]*)\u{10fff1}([^\u{10fff2}]*)\u{10fff2}/gu;
    const decided = unresolved.replace(alternatives, (_, first, second) => (chosen[C] === '0' ? first : second));
    return decided.replace(/[\u{f0000}-\u{10ffff}]/gu, (each) => chosen[each]);
  };
  const like = (one: string, other: string) => {
    const source = [...one].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c.replace('/', '\\/'))).join('');
    return new RegExp(`^${source}$`, 's').test(other);
  };

  test('sameText, startsWith and matches hold for it', () => {
    fc.assert(fc.property(text, text, pattern, values, (x, y, p, chosen) => {
      const [a, b, q] = [x, y, p].map((each) => resolved(each, chosen));
      expect([a === b, '?']).toContain(word(sameText(x, y)));
      expect([a.startsWith(b), '?']).toContain(word(startsWith(x, y)));
      expect([like(q, a), '?']).toContain(word(matches(p, x)));
    }), runs(5000));
  });

  test('overlap is never denied where a text matches both, nor promised where none does', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'y', 'z', '1'), maxLength: 6 });
    fc.assert(fc.property(pattern, pattern, values, plain, (p, q, chosen, witness) => {
      const [a, b] = [p, q].map((each) => resolved(each, chosen));
      const answer = word(overlap(p, q));
      if (like(a, witness) && like(b, witness)) expect(answer).not.toBe(false);
      if (answer === true && !/[*?]/.test(a)) expect(like(b, a)).toBe(true);
    }), runs(5000));
  });
});
