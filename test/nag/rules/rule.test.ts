import * as rule from '../../../src/nag/rules/rule';

test('a rule finds everything that it needs in one place', () => {
  expect(Object.entries(rule).filter(([, value]) => value === undefined)).toEqual([]);
  expect(Object.keys(rule).sort()).toEqual([
    'ANYBODY', 'AppView', 'CLOUDTRAIL', 'GrantView', 'Link', 'Node', 'Policies', 'PolicyStatement', 'ResourceView', 'TrailView', 'Unknown', 'all', 'any',
    'appRule', 'arnMatches', 'awsPrincipal', 'cannotTell', 'check', 'compliant', 'grantRule', 'hasHole', 'isUnknown', 'matches', 'nonCompliant', 'not',
    'notApplicable', 'overlap', 'sameText', 'service', 'startsWith', 'trailRule',
  ]);
});
