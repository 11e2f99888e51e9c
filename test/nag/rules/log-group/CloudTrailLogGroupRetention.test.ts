import { either, GIVEN, withUnknowns } from '../../helpers/changes';
import { changed, findings, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailLogGroupRetention';
const keeping = (days: unknown) => ({ 'LogGroup.RetentionInDays': days });
const WRONG = ['non-compliant LogGroup RetentionInDays'];

test.each([[365], ['365'], [400], [3653], [undefined], [''], [null]])('%j days are compliant with 365', (days) => {
  expect(verdicts(rule, changed(keeping(days)))).toEqual([]);
});

test.each([[364], ['180'], [1], [0], [-1]])('%j days are not', (days) => {
  expect(verdicts(rule, changed(keeping(days)))).toEqual(WRONG);
});

test.each([[366], ['1000'], [8675309]])('%j days are more than required, but nothing that CloudWatch Logs takes', (days) => {
  expect(findings(rule, changed(keeping(days)))).toMatchObject([
    { answer: 'non-compliant', property: 'RetentionInDays', detail: `CloudWatch Logs does not take ${days} days for a retention.` },
  ]);
});

test.each<[number, number, boolean]>([
  [90, 90, true], [90, 60, false], [2557, 2557, true], [2557, 2192, false], [365.5, 365, false], [1, 1, true],
])('with %d required days, %d are compliant: %j', (requiredRetentionDays, days, isCompliant) => {
  expect(verdicts(rule, changed(keeping(days)), { requiredRetentionDays })).toEqual(isCompliant ? [] : WRONG);
});

test('the finding says both numbers', () => {
  expect(findings(rule, changed(keeping(7)))).toMatchObject([{ detail: 'The log group keeps events for 7 days, and 365 are required.' }]);
});

test.each<[string, unknown]>([
  ['days that are a parameter', GIVEN],
  ['enough under one outcome of a condition', either(365, 30)],
  ['days that are no number', 'a year'],
  ['days that are a list', [365]],
])('%s cannot be told', (_, days) => {
  expect(verdicts(rule, withUnknowns(keeping(days)))).toEqual(['cannot-tell LogGroup RetentionInDays']);
});

test('too few under every outcome is non-compliant', () => {
  expect(verdicts(rule, withUnknowns(keeping(either(30, 60))))).toEqual(WRONG);
});

test('a map that depends on the Region is followed where the Region is known', () => {
  const template = changed(keeping({ 'Fn::FindInMap': ['Days', { Ref: 'AWS::Region' }, 'Logs'] }), (t) => {
    t.Mappings = { Days: { 'eu-west-1': { Logs: 30 }, 'us-east-1': { Logs: 365 } } };
  });
  expect(verdicts(rule, template)).toEqual(WRONG);
});

test('a log group of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.CloudWatchLogsLogGroupArn': { 'Fn::ImportValue': 'Group' } }))).toEqual([
    'cannot-tell Trail CloudWatchLogsLogGroupArn',
  ]);
});

test('a trail without a log group has nothing to judge', () => {
  expect(verdicts(rule, changed(keeping(1), { 'Trail.CloudWatchLogsLogGroupArn': undefined }))).toEqual([]);
});

test('enough under one outcome of a condition, and indefinitely under the other, is compliant', () => {
  expect(verdicts(rule, withUnknowns(keeping(either(365, { Ref: 'AWS::NoValue' }))))).toEqual([]);
  expect(verdicts(rule, withUnknowns(keeping(either('365', ''))))).toEqual([]);
});
