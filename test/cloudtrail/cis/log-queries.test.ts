import { CIS_CONTROLS, cisPattern } from '../../../src/cloudtrail/cis/cis-controls';
import { cisLogQuery, logsInsightsFilter } from '../../../src/cloudtrail/cis/log-queries';
import { CIS_EVENTS } from '../../fixtures/cis-events';
import { evaluateFilterPattern } from '../../oracles/filter-pattern';
import { evaluateLogsFilter } from '../../oracles/logs-insights';

const ALL_EVENTS = Object.values(CIS_EVENTS).flatMap((events) => Object.values(events).flat());
const conditionOf = (lines: readonly string[]) => lines[1].replace(/^filter /, '');

describe.each(CIS_CONTROLS)('the query for $title', ({ id, number }) => {
  const condition = conditionOf(cisLogQuery(id));
  const { matching, nearMisses, noise, missedByOfficial } = CIS_EVENTS[number];

  test('finds every true case, those that the official filters miss too, and nothing else', () => {
    for (const event of [...matching, ...missedByOfficial]) expect(evaluateLogsFilter(condition, event)).toBe(true);
    for (const event of [...nearMisses, ...noise]) expect(evaluateLogsFilter(condition, event)).not.toBe(true);
  });

  test('means for every event what the low-noise filter means', () => {
    const pattern = cisPattern({ id }, 'lowNoise');
    const outcomes = (event: object) => [evaluateLogsFilter(condition, event), evaluateFilterPattern(pattern, event)];
    const isFound = (event: object) => outcomes(event).map((outcome) => outcome === true);
    const different = ALL_EVENTS.filter((event) => new Set(isFound(event)).size > 1);
    expect(different).toEqual([]);
  });

  test('shows who, what, from where and when first, and fits', () => {
    const [fields, ...others] = cisLogQuery(id);
    expect(fields).toMatch(/^fields @timestamp, coalesce\(.*\) as principal, eventName, eventSource, sourceIPAddress, awsRegion, .*, @message$/);
    expect(others).toHaveLength(1);
    expect(cisLogQuery(id).join('\n| ').length).toBeLessThan(10_000);
  });
});

describe('a filter pattern as a condition', () => {
  test.each([
    ['{ $.a.b = "x" }', 'a.b = "x"'],
    ['{ $.a = x || $.a = y }', 'a in ["x", "y"]'],
    ['{ $.a = x || $.b = y }', 'a = "x" or b = "y"'],
    ['{ $.a = x && ($.b = y || $.c = z) }', 'a = "x" and (b = "y" or c = "z")'],
    ['{ $.a = x && ($.b = y || $.b = z) }', 'a = "x" and b in ["y", "z"]'],
    ['{ $.a = "*.x/*" }', 'a like /^.*\\.x\\/.*$/'],
    ['{ $.a = "x*" || $.a = y }', 'a like /^x.*$/ or a = "y"'],
    ['{ $.a != "x" }', '(ispresent(a) and a != "x")'],
    ['{ $.a != "x*" }', '(ispresent(a) and a not like /^x.*$/)'],
    ['{ $.a != %^x/% }', '(ispresent(a) and a not like /^x\\//)'],
    ['{ $.a = %^x% }', 'a like /^x/'],
    ['{ $.a NOT EXISTS }', 'not ispresent(a)'],
  ])('%s', (pattern, condition) => {
    expect(logsInsightsFilter(pattern)).toBe(condition);
  });

  test.each([['{ $.a IS NULL }', 'no query for a IS NULL'], ['{ $.a > 5 }', 'no query for a >'], ['ERROR', 'not a filter pattern: ERROR']])('throws for %s', (pattern, message) => {
    expect(() => logsInsightsFilter(pattern)).toThrow(message);
  });
});

describe('the oracle', () => {
  test.each([['a ~ "x"', 'unknown syntax'], ['a = "x" b', 'unexpected: b'], ['ispresent a', 'expected ('], ['a = b', 'expected a text, got b']])('refuses %s', (condition, message) => {
    expect(() => evaluateLogsFilter(condition, {})).toThrow(message);
  });

  test.each<[string, unknown]>([
    ['a = "x"', true], ['a != "x"', false], ['b = "x"', 'undocumented'], ['not ispresent(b)', true], ['ispresent(c)', false], ['a not in ["y"]', true],
    ['ispresent(b) and b != "x"', false], ['b = "x" or a = "x"', true], ['not b = "x"', 'undocumented'], ['c.d like /^1/', true],
  ])('%s: %s', (condition, expected) => {
    expect(evaluateLogsFilter(condition, { a: 'x', c: { d: 12 } })).toBe(expected);
  });
});
