import { attribute, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { changed, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailLogGroupRetained';
const destroyed = [attribute('LogGroup', 'DeletionPolicy', 'Delete'), attribute('LogGroup', 'UpdateReplacePolicy', 'Delete')];
const WRONG = ['non-compliant LogGroup DeletionPolicy [Deletion]', 'non-compliant LogGroup UpdateReplacePolicy [Replacement]'];
const deletionProtection = (value: unknown) => ({ 'LogGroup.DeletionProtectionEnabled': value });

test.each<[string, Array<Parameters<typeof changed>[0]>]>([
  ['retained', []],
  ['retained except when its creation fails', [attribute('LogGroup', 'DeletionPolicy', 'RetainExceptOnCreate')]],
  ['protected', [...destroyed, deletionProtection(true)]],
  ['protected by "true"', [...destroyed, deletionProtection('true')]],
  ['retained, and not protected', [deletionProtection(false)]],
])('%s is compliant', (_, changes) => {
  expect(verdicts(rule, changed(...changes))).toEqual([]);
});

test.each<[string, Array<Parameters<typeof changed>[0]>, string[]]>([
  ['deleted', destroyed, WRONG],
  ['deleted by default', [attribute('LogGroup', 'DeletionPolicy', undefined), attribute('LogGroup', 'UpdateReplacePolicy', undefined)], WRONG],
  ['deleted and not protected', [...destroyed, deletionProtection(false)], WRONG],
  ['deleted with its stack', [destroyed[0]], [WRONG[0]]],
  ['deleted when replaced', [destroyed[1]], [WRONG[1]]],
])('%s is not', (_, changes, expected) => {
  expect(verdicts(rule, changed(...changes))).toEqual(expected);
});

test.each<[string, unknown]>([
  ['a parameter', GIVEN],
  ['under one outcome of a condition', either(true, false)],
])('protection that is %s cannot be told, unless the group is retained', (_, value) => {
  expect(verdicts(rule, withUnknowns(...destroyed, deletionProtection(value)))).toEqual(WRONG.map((each) => each.replace('non-compliant', 'cannot-tell')));
  expect(verdicts(rule, withUnknowns(deletionProtection(value)))).toEqual([]);
});

test('a log group of another app cannot be told', () => {
  const elsewhere = { 'Trail.CloudWatchLogsLogGroupArn': 'arn:aws:logs:eu-west-1:111122223333:log-group:elsewhere:*' };
  expect(verdicts(rule, changed(elsewhere))).toEqual(['cannot-tell Trail CloudWatchLogsLogGroupArn']);
});

test('a log group of a function is nobody\'s business', () => {
  expect(verdicts(rule, changed(...destroyed, { 'Trail.CloudWatchLogsLogGroupArn': undefined }, without('LogsPolicy')))).toEqual([]);
});
