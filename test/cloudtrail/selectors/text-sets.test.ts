import * as fc from 'fast-check';
import { oneOf } from '../../../src/cloudtrail/logic/alternatives';
import { isUnknown } from '../../../src/cloudtrail/logic/answer';
import { ANY, ANYTHING, type Block, DECISION, GENERATED_NAME, GENERATED_REFERENCE } from '../../../src/cloudtrail/logic/marks';
import { share as answers, type TextOperator } from '../../../src/cloudtrail/selectors/text-sets';
import { runs } from '../../helpers/runs';

const mark = ({ first }: Block, index = 0) => String.fromCodePoint(first + index);
const [X, Y] = [mark(ANYTHING), mark(ANYTHING, 1)];
const [NAME, OTHER_NAME] = [mark(GENERATED_NAME), mark(GENERATED_NAME, 1)];
const REFERENCE = mark(GENERATED_REFERENCE);

/** What is not known is undefined. */
function share(texts: string, operator: TextOperator, value: string) {
  const { any, every } = answers(texts, operator, value);
  return { any: isUnknown(any) ? undefined : any, every: isUnknown(every) ? undefined : every };
}

test.each<[string, TextOperator, string, boolean | undefined, boolean | undefined]>([
  ['abc', 'Equals', 'abc', true, true],
  ['abc', 'Equals', 'ab', false, false],
  ['abc', 'StartsWith', 'ab', true, true],
  ['abc', 'EndsWith', 'bc', true, true],
  [`ab${ANY}`, 'Equals', 'abc', true, false],
  [`ab${ANY}`, 'StartsWith', 'abc', true, false],
  [`ab${ANY}`, 'StartsWith', 'b', false, false],
  [`ab${ANY}`, 'EndsWith', X, true, false],
  [`${ANY}bc`, 'StartsWith', 'x', true, false],
  [`${ANY}bc`, 'EndsWith', 'abc', true, false],
  [`${ANY}bc`, 'EndsWith', 'd', false, false],
  [ANY, 'Equals', 'x', true, false],
  // One text or another is each of them in turn.
  ['c', 'Equals', oneOf(mark(DECISION), ['a', 'b']), false, false],
  ['a', 'Equals', oneOf(mark(DECISION), ['a', 'b']), undefined, undefined],
  ['a', 'Equals', oneOf(mark(DECISION), [`${X}b`, 'b']), false, false],
  // The unknown text may be empty, or anything.
  [`a${X}`, 'Equals', 'a', undefined, undefined],
  [`a${X}`, 'Equals', 'b', false, false],
  [`a${X}`, 'Equals', `a${Y}`, undefined, undefined],
  [`a${X}c`, 'Equals', `a${Y}c`, undefined, undefined],
  [`a${X}c`, 'Equals', `a${Y}d`, false, false],
  [`${X}c`, 'EndsWith', 'bc', undefined, undefined],
  [`${X}c`, 'EndsWith', 'd', false, false],
  // A name that CloudFormation makes up is equal to no literal, but may begin or end like one; at the beginning it may be a whole ARN.
  [`:${NAME}/k`, 'Equals', ':data/k', false, false],
  [`:${NAME}/${ANY}`, 'StartsWith', ':data/', false, false],
  [`:${NAME}/${ANY}`, 'StartsWith', ':da', undefined, undefined],
  [`:${NAME}/${ANY}`, 'StartsWith', `:${NAME}/a`, true, false],
  [`:${NAME}/${ANY}`, 'StartsWith', `:${OTHER_NAME}/`, false, false],
  [`:${NAME}/${ANY}`, 'StartsWith', `:${X}/`, undefined, undefined],
  [`:${NAME}/${ANY}`, 'StartsWith', `:da${X}`, undefined, undefined],
  [`:${NAME}/k`, 'EndsWith', 'ta/k', undefined, undefined],
  [`:data/${ANY}`, 'StartsWith', `:${NAME}/`, false, false],
  [':data', 'StartsWith', `:${NAME}`, false, false],
  [`:${X}ta/${ANY}`, 'StartsWith', `:${NAME}/`, undefined, undefined],
  [`${NAME}/${ANY}`, 'StartsWith', ':data/', false, false],
  [`${REFERENCE}/${ANY}`, 'StartsWith', ':data/', undefined, undefined],
  [`${NAME}/${ANY}`, 'StartsWith', `${NAME}/a`, true, false],
  // A private-use character beyond the first plane is one character.
  ['a\u{100000}', 'StartsWith', 'ab', undefined, undefined],
])('%j %s %j', (texts, operator, value, any, every) => {
  expect(share(texts, operator, value)).toEqual({ any, every });
});

test('an answer holds for whatever the unknown texts turn out to be', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', X, Y), maxLength: 5 });
  const operator = fc.constantFrom<TextOperator>('Equals', 'StartsWith', 'EndsWith');
  fc.assert(fc.property(pattern, operator, pattern, letters, letters, (texts, op, value, x, y) => {
    const resolve = (text: string) => text.replaceAll(X, x).replaceAll(Y, y);
    const [left, right] = [resolve(texts), resolve(value)];
    const truth = { Equals: left === right, StartsWith: left.startsWith(right), EndsWith: left.endsWith(right) }[op];
    expect([truth, undefined]).toContain(share(texts, op, value).any);
    expect([truth, undefined]).toContain(share(texts, op, value).every);
  }), runs(2000));
});

test('an answer holds for whatever names CloudFormation makes up', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 2 });
  const part = fc.string({ unit: fc.constantFrom('a', 'b', '/', X), maxLength: 3 });
  const pattern = fc.tuple(fc.constantFrom('', ':', 'a/', `:${X}`), fc.constantFrom('', NAME, OTHER_NAME), part).map((parts) => parts.join(''));
  const operator = fc.constantFrom<TextOperator>('Equals', 'StartsWith', 'EndsWith');
  // No literal of the patterns has a letter of its own.
  const name = (own: string) => fc.tuple(letters, letters).map(([before, after]) => `${before}${own}${after}`);
  fc.assert(fc.property(pattern, operator, pattern, letters, name('y'), name('z'), fc.boolean(), (texts, op, value, x, first, second, inOpen) => {
    const resolve = (text: string) => text.replaceAll(X, inOpen ? `${x}${first}` : x).replaceAll(NAME, first).replaceAll(OTHER_NAME, second);
    const [left, right] = [resolve(texts), resolve(value)];
    const truth = { Equals: left === right, StartsWith: left.startsWith(right), EndsWith: left.endsWith(right) }[op];
    expect([truth, undefined]).toContain(share(texts, op, value).any);
    expect([truth, undefined]).toContain(share(texts, op, value).every);
  }), runs(5000));
});

test('long patterns are no trouble', () => {
  const long = `${X}${'a'.repeat(2046)}`;
  expect(share(`${long}b${Y}`, 'Equals', `b${long}`)).toEqual({ any: undefined, every: undefined });
});

test('an answer about many texts holds for each of them', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
  const operator = fc.constantFrom<TextOperator>('Equals', 'StartsWith', 'EndsWith');
  fc.assert(fc.property(letters, letters, operator, letters, letters, (head, tail, op, value, middle) => {
    const text = `${head}${middle}${tail}`;
    const truth = { Equals: text === value, StartsWith: text.startsWith(value), EndsWith: text.endsWith(value) }[op];
    const { any, every } = share(`${head}${ANY}${tail}`, op, value);
    expect(every && !truth).toBe(false);
    expect(truth && any === false).toBe(false);
    expect(any).toBe(some(head, tail, op, value));
  }), runs(2000));
});

/** By trying every text between the two ends that is long enough to tell. */
function some(head: string, tail: string, operator: TextOperator, value: string): boolean {
  let middles = [''];
  for (let length = 0; length <= 3; length++) {
    if (middles.map((middle) => `${head}${middle}${tail}`).some((text) =>
      operator === 'Equals' ? text === value : operator === 'StartsWith' ? text.startsWith(value) : text.endsWith(value))) {
      return true;
    }
    middles = middles.flatMap((middle) => [`${middle}a`, `${middle}b`]);
  }
  return false;
}
