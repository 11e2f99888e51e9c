import { evaluateFilterPattern } from './filter-pattern';

describe('examples of the AWS documentation', () => {
  const trail = {
    'eventType': 'UpdateTrail',
    'sourceIPAddress': '111.111.111.111',
    'arrayKey': ['value', 'another value'],
    'objectList': [{ name: 'a', id: 1 }, { name: 'b', id: 2 }],
    'SomeObject': null,
    'cluster.name': 'c',
  };
  const user = {
    user: { id: 1, email: 'John.Stiles@example.com' },
    users: [{ id: 2, email: 'John.Doe@example.com' }, { id: 3, email: 'Jane.Doe@example.com' }],
    actions: ['GET', 'PUT', 'DELETE'],
    coordinates: [[0, 1, 2], [4, 5, 6], [7, 8, 9]],
  };

  test.each([
    ['{ $.eventType = "UpdateTrail" }', trail, true],
    ['{ $.sourceIPAddress != 123.123.* }', trail, true],
    ['{ $.arrayKey[0] = "value" }', trail, true],
    ['{ $.eventType = %Trail% }', trail, true],
    ['{ $.arrayKey[*] = %val.{2}% }', trail, true],
    ['{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }', trail, true],
    ['{ $.[\'cluster.name\'] = "c" }', trail, true],
    ['{ $.SomeObject IS NULL }', trail, true],
    ['{ $.SomeOtherObject NOT EXISTS }', trail, true],
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', user, true],
    ['{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }', user, true],
    ['{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }', user, false],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', user, false],
    ['{ $.bandwidth > 75 }', { bandwidth: 76 }, true],
    ['{ $.latency < 50 }', { latency: 50 }, false],
    ['{ $.refreshRate >= 60 }', { refreshRate: 60 }, true],
    ['{ $.responseTime <= 5 }', { responseTime: 6 }, false],
    ['{ $.errorCode = 400}', { errorCode: 400 }, true],
    ['{ $.errorCode != 500 }', { errorCode: 500 }, false],
    ['{ $.number[0] = 1e+3 }', { number: [1000] }, true],
    ['{ $.number[0] != 1e-3 }', { number: [0.001] }, false],
  ])('%s', (pattern, event, outcome) => {
    expect(evaluateFilterPattern(pattern, event)).toBe(outcome);
  });
});

describe('documented rules', () => {
  test.each([
    ['case matters', '{ $.a = "B" }', { a: 'b' }, false],
    ['a selector that points at an object does not match', '{ $.a = "*" }', { a: {} }, false],
    ['nor with !=', '{ $.a != "b" }', { a: { b: 1 } }, false],
    ['nor one at an array', '{ $.a = 1 }', { a: [1] }, false],
    ['!= does not match an absent field', '{ $.a != "b" }', {}, false],
    ['= does not match an absent field', '{ $.a.b = "c" }', { a: 'c' }, false],
    ['a wildcard at the end', '{ $.a = "AccessDenied*" }', { a: 'AccessDeniedException' }, true],
    ['a wildcard at the start', '{ $.a = "*UnauthorizedOperation" }', { a: 'Client.UnauthorizedOperation' }, true],
    ['a wildcard at both ends', '{ $.a = "*b*" }', { a: 'abc' }, true],
    ['a wildcard alone matches the empty string', '{ $.a = "*" }', { a: '' }, true],
    ['a dot in text is a dot', '{ $.a = "s3.amazonaws.com" }', { a: 's3xamazonawsxcom' }, false],
    ['numbers never match text', '{ $.a = 400 }', { a: '400' }, false],
    ['a wildcard over a number', '{ $.a = 4* }', { a: 404 }, true],
    ['a regular expression is anchored only where it says so', '{ $.a = %^b% }', { a: 'ab' }, false],
    ['!= with a regular expression', '{ $.a != %^b% }', { a: 'ab' }, true],
    ['IS TRUE', '{ $.a IS TRUE }', { a: true }, true],
    ['IS FALSE', '{ $.a IS FALSE }', { a: true }, false],
    ['NOT EXISTS of what is there', '{ $.a.b NOT EXISTS }', { a: { b: 'c' } }, false],
    ['&& before ||', '{ $.a = x && $.b = y || $.c = z }', { c: 'z' }, true],
  ])('%s', (_rule, pattern, event, outcome) => {
    expect(evaluateFilterPattern(pattern, event)).toBe(outcome);
  });
});

describe('undocumented', () => {
  test.each([
    ['a boolean with =', '{ $.a = true }', { a: true }],
    ['null with !=', '{ $.a != "b" }', { a: null }],
    ['a wildcard inside', '{ $.a = "b*c" }', { a: 'bxc' }],
    ['text against a number', '{ $.a = "400" }', { a: 400 }],
    ['the text "true" with IS TRUE', '{ $.a IS TRUE }', { a: 'true' }],
    ['IS NULL of an absent field', '{ $.a IS NULL }', {}],
    ['a number against a boolean', '{ $.a > 1 }', { a: true }],
    ['a regular expression over a number', '{ $.a = %4% }', { a: 400 }],
  ])('%s', (_what, pattern, event) => {
    expect(evaluateFilterPattern(pattern, event)).toBe('undocumented');
  });

  test('does not spread where the outcome is certain', () => {
    expect(evaluateFilterPattern('{ $.a = true || $.b = c }', { a: true, b: 'c' })).toBe(true);
    expect(evaluateFilterPattern('{ $.a = true && $.b = c }', { a: true, b: 'd' })).toBe(false);
    expect(evaluateFilterPattern('{ $.a = true && $.b = c }', { a: true, b: 'c' })).toBe('undocumented');
    expect(evaluateFilterPattern('{ $.a = true || $.b = c }', { a: true, b: 'd' })).toBe('undocumented');
  });
});

describe('refused', () => {
  test.each([
    ['ERROR', 'expected an opening brace at: ERROR'],
    ['{ $.a = b', 'expected a closing brace at: '],
    ['{ ($.a = b }', 'expected a closing parenthesis at:  }'],
    ['{ a = b }', 'expected a property selector at:  a = b }'],
    ['{ $.a EXISTS }', 'expected an operator at:  EXISTS }'],
    ['{ $.a IS NOT NULL }', 'expected an operator at:  IS NOT NULL }'],
    ['{ $.a IN (b) }', 'expected an operator at:  IN (b) }'],
    ['{ $.a = }', 'expected a value at: }'],
    ['{ $.a > "1" }', '> needs a number, got "1"'],
    ['{ $.a = b-c }', 'needs quotes: b-c'],
    ['{ $.a = %b!% }', 'unsupported character in a regular expression: %b!%'],
    ['{ $.a = %(b)% }', 'unsupported character in a regular expression: %(b)%'],
    ['{ $.*.b[*] = c }', 'at most one wildcard a selector: $.*.b[*]'],
    ['{ $.a = %b% || $.a = %c% || $.a = %d% }', 'at most 2 regular expressions a pattern, got 3'],
    ['{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }', 'at most 3 wildcard selectors a pattern, got 4'],
    [`{ $.a = "${'b'.repeat(1013)}" }`, 'longer than 1,024 characters: 1025'],
  ])('%s', (pattern, reason) => {
    expect(() => evaluateFilterPattern(pattern, {})).toThrow(reason);
  });
});
