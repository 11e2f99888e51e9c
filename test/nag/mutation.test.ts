import { findingsIn, MUTATIONS, mutated, type Template, TEMPLATES } from './helpers/mutations';
import { RULES, RULE_NAMES, type RuleName } from '../../src/nag/rules';

/** Rules and findings that speak about a template. */
function speaking(template: Template): string[] {
  return [...new Set(findingsIn(template).map(({ rule, findingId, answer, detail }) => {
    expect([rule, detail, answer]).toEqual([rule, detail, 'non-compliant']);
    return rule.replace('CloudTrail', '') + (findingId ? `[${findingId}]` : '');
  }))].sort();
}

test('the default trail is without advice and logs only, the one with everything on lacks nothing', () => {
  expect(speaking(JSON.parse(TEMPLATES.default))).toEqual([
    'BucketObjectLockEnabled', 'CloudWatchLogsEnabled', 'InsightsEnabled', 'ObjectEventsLogged[Read]', 'ObjectEventsLogged[Write]',
  ]);
  // It logs write events of objects.
  expect(speaking(JSON.parse(TEMPLATES.everything))).toEqual(['ObjectEventsLogged[Read]']);
});

test.each(MUTATIONS)('%s alone speaks of the one change', (...mutation) => {
  const [rule, name,, also = []] = mutation;
  const before = speaking(JSON.parse(TEMPLATES[name]));
  const after = speaking(mutated(mutation));
  const expected = [rule, ...also];
  const fails = expected.some((each) => RULES[`CloudTrail${each.replace(/\[.*/, '')}` as RuleName].level === 'error');
  expect(after.filter((each) => !before.includes(each))).toEqual([...new Set([...expected, ...(fails ? ['TrailPresent'] : [])])].sort());
});

test('there is a change for each of the rules', () => {
  expect([...new Set(MUTATIONS.map(([rule]) => `CloudTrail${rule.replace(/\[.*/, '')}`))].sort()).toEqual([...RULE_NAMES].sort());
});
