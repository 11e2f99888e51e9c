import fc from 'fast-check';
import { coversFilterPattern, normalFilterPattern, sameFilterPattern } from '../../../src/cloudtrail/cis/filter-pattern';
import { runs } from '../../helpers/runs';

describe('one spelling', () => {
  test.each([
    ['blanks', '{$.a=b}', '{   $.a   =  b }'],
    ['quotes', '{ $.a = "b" }', '{ $.a = b }'],
    ['parentheses', '{ (($.a = b)) && ($.c = d) }', '{ $.a = b && $.c = d }'],
    ['order of ||', '{ $.a = b || $.c = d || $.e = f }', '{ $.e = f || ($.c = d || $.a = b) }'],
    ['order of &&', '{ $.a = b && $.c = d }', '{ $.c = d && $.a = b }'],
    ['repetition', '{ $.a = b || $.a = "b" }', '{ $.a = b }'],
    ['precedence', '{ $.a = b || $.c = d && $.e = f }', '{ $.a = b || ($.c = d && $.e = f) }'],
    ['blanks in operators of words', '{ $.a NOT   EXISTS }', '{ ($.a NOT EXISTS) }'],
    ['numbers', '{ $.a = 400 }', '{ $.a = 4e2 }'],
    ['newlines', '{ $.a = b\n || $.c = d }', '{ $.a = b || $.c = d }'],
    ['regular expressions', '{ $.a=%^b[0-9]% }', '{ ($.a = %^b[0-9]%) }'],
  ])('%s make no difference', (_what, one, other) => {
    expect(normalFilterPattern(one)).toEqual(normalFilterPattern(other));
    expect(sameFilterPattern(one, other)).toBe(true);
  });

  test.each([
    ['precedence', '{ $.a = b || $.c = d && $.e = f }', '{ ($.a = b || $.c = d) && $.e = f }'],
    ['operator', '{ $.a = b }', '{ $.a != b }'],
    ['case', '{ $.a = b }', '{ $.a = B }'],
    ['a number and its text', '{ $.a = 400 }', '{ $.a = "400" }'],
    ['a regular expression and its text', '{ $.a = %b% }', '{ $.a = "b" }'],
    ['a blank inside quotes', '{ $.a = "b c" }', '{ $.a = "bc" }'],
    ['selector', '{ $.a = b }', '{ $.b = b }'],
    ['one more test', '{ $.a = b && $.c = d }', '{ $.a = b }'],
  ])('%s makes a difference', (_what, one, other) => {
    expect(sameFilterPattern(one, other)).toBe(false);
  });

  test('is its own normal form', () => {
    const normal = normalFilterPattern('{ $.a="x*" && ($.b NOT EXISTS || $.c IS TRUE) && $.d >= 1 && $.e=%f% }');

    expect(normal).toEqual('{ ($.a = "x*" && $.d >= 1 && $.e = %f% && ($.b NOT EXISTS || $.c IS TRUE)) }');
    expect(normalFilterPattern(normal!)).toEqual(normal);
  });
});

describe('unknown syntax', () => {
  test.each([
    '', 'ERROR', '[w1=ERROR, w2]', '{ }', '{ $.a }', '{ $.a = }', '{ $.a = b', '{ $.a = b ) }', '{ ( $.a = b }', '{ a = b }', '{ $.a = b & $.c = d }', '{ $.a = b || }',
    '{ $.a IS NOT NULL }', '{ $.a EXISTS }', '{ $.a > b }', '{ $.a = "b }', '{ $.a = IS NULL }', '{ $.a && $.b }', '{ $.a IN (b, c) }', '{ $.a < %b% }', '{ $.a ( b }',
  ])('%s is not guessed', (pattern) => {
    expect(normalFilterPattern(pattern)).toBeUndefined();
    expect(sameFilterPattern(pattern, '{ $.a = b }')).toBeUndefined();
    expect(sameFilterPattern('{ $.a = b }', pattern)).toBeUndefined();
    expect(coversFilterPattern(pattern, '{ $.a = b }')).toBeUndefined();
    expect(coversFilterPattern('{ $.a = b }', pattern)).toBeUndefined();
  });

  test('neither is a pattern with more alternatives than can be compared', () => {
    const either = (count: number) => Array.from({ length: count }, (_, n) => `($.a${n} = 1 || $.a${n} = 2)`).join(' && ');

    expect(coversFilterPattern(`{ ${either(13)} }`, '{ $.a = b }')).toBeUndefined();
    expect(coversFilterPattern(`{ $.z = 1 && (${either(13)}) }`, '{ $.a = b }')).toBeUndefined();
    expect(coversFilterPattern(`{ ${either(9)} }`, `{ ${either(9)} }`)).toBeUndefined();
    expect(coversFilterPattern(`{ ${either(8)} }`, `{ ${either(8)} }`)).toBe(true);
  });
});

describe('covers', () => {
  test.each([
    ['itself', '{ $.a = b }', '{ $.a = b }'],
    ['a shorter list of names', '{ $.n = a || $.n = b || $.n = c }', '{ $.n = c || $.n = a }'],
    ['a narrower source', '{ $.n = a || $.n = b }', '{ $.s = x && ($.n = a || $.n = b) }'],
    ['more exclusions', '{ $.n = a && $.e NOT EXISTS }', '{ $.n = a && $.e NOT EXISTS && $.u != root }'],
    ['an event that a wildcard matches', '{ $.n = "Put*" }', '{ $.n = PutBucketPolicy }'],
    ['an event that several wildcards match', '{ $.n = "*Bucket*Policy*" }', '{ $.n = PutBucketPublicPolicy }'],
    ['an event that wildcards around it match', '{ $.n = "Put*Policy" }', '{ $.n = PutPolicy }'],
    ['an event that is not the excluded one', '{ $.n != HeadBucket }', '{ $.n = PutBucketPolicy }'],
    ['an alternative', '{ $.a = b || $.c = d }', '{ $.a = b && $.e = f }'],
  ])('%s', (_what, wide, narrow) => {
    expect(coversFilterPattern(wide, narrow)).toBe(true);
  });

  test.each([
    ['a longer list of names', '{ $.n = a || $.n = b }', '{ $.n = a || $.n = c }'],
    ['a list without its source', '{ $.s = x && $.n = a }', '{ $.n = a }'],
    ['an event that the wildcard does not match', '{ $.n = "Put*" }', '{ $.n = DeleteBucket }'],
    ['an event that has the parts in another order', '{ $.n = "*Policy*Bucket*" }', '{ $.n = PutBucketPolicy }'],
    ['an event in which the parts overlap', '{ $.n = "PutB*Bucket" }', '{ $.n = PutBucket }'],
    ['an event with another end', '{ $.n = "Put*Policy" }', '{ $.n = PutBucketPolicies }'],
    ['an event that is excluded', '{ $.n != "Put*" }', '{ $.n = PutBucketPolicy }'],
    ['an event whose wildcard may match more', '{ $.n != HeadBucket }', '{ $.n = "Head*" }'],
    ['another kind of value', '{ $.n = 400 }', '{ $.n = "400" }'],
    ['what is only excluded', '{ $.n = a }', '{ $.n != b }'],
    ['a dot is a dot', '{ $.s = "s3.*" }', '{ $.s = s3x }'],
  ])('not %s', (_what, wide, narrow) => {
    expect(coversFilterPattern(wide, narrow)).toBe(false);
  });

  test('a value of nothing but wildcards is compared at once', () => {
    expect(coversFilterPattern(`{ $.n = "${'*a'.repeat(2_000)}" }`, `{ $.n = "${'a'.repeat(1_999)}" }`)).toBe(false);
  });

  test('a list covers exactly its subsets', () => {
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1 });
    const list = (given: string[]) => `{ $.s = x && (${given.map((name) => `($.eventName=${name})`).join(' || ')}) }`;

    fc.assert(fc.property(names, names, (wide, narrow) => (
      coversFilterPattern(list(wide), list(narrow)) === narrow.every((name) => wide.includes(name))
    )), runs(1000));
  });
});
