import { attribute, either, GIVEN, withUnknowns } from '../../helpers/changes';
import { changed, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailKeyRetained';
const window = (days: unknown) => ({ 'Key.PendingWindowInDays': days });
const DELETION = 'non-compliant Key DeletionPolicy [Deletion]';
const REPLACEMENT = 'non-compliant Key UpdateReplacePolicy [Replacement]';

test.each<[string, Parameters<typeof changed>[0]]>([
  ['retained', {}],
  ['retained except when its creation fails', attribute('Key', 'DeletionPolicy', 'RetainExceptOnCreate')],
  ['the default window', window(undefined)],
  ['a window of 7 days', window(7)],
  ['a window of "7" days', window('7')],
  ['a window of 30 days', window(30)],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each([['Delete'], [undefined], ['retain'], ['Snapshot'], ['']])('DeletionPolicy %j is not', (value) => {
  expect(verdicts(rule, changed(attribute('Key', 'DeletionPolicy', value)))).toEqual([DELETION]);
});

test.each([['Delete'], [undefined], ['RetainExceptOnCreate']])('UpdateReplacePolicy %j is not', (value) => {
  expect(verdicts(rule, changed(attribute('Key', 'UpdateReplacePolicy', value)))).toEqual([REPLACEMENT]);
});

test('a key with the removal policy DESTROY is wrong twice', () => {
  expect(verdicts(rule, changed(attribute('Key', 'DeletionPolicy', 'Delete'), attribute('Key', 'UpdateReplacePolicy', 'Delete')))).toEqual([
    DELETION, REPLACEMENT,
  ]);
});

test.each([[6], ['6'], [0], [-1]])('a window of %j days is not', (days) => {
  expect(verdicts(rule, changed(window(days)))).toEqual(['non-compliant Key PendingWindowInDays [Window]']);
});

test.each([[GIVEN], ['a week'], [[7]], [either(7, 6)]])('a window of %j cannot be told, and hides nothing else', (days) => {
  const unclear = 'cannot-tell Key PendingWindowInDays [Window]';
  expect(verdicts(rule, withUnknowns(window(days)))).toEqual([unclear]);
  expect(verdicts(rule, withUnknowns(window(days), attribute('Key', 'DeletionPolicy', 'Delete')))).toEqual([DELETION, unclear]);
});

test('a policy that is a parameter cannot be told', () => {
  expect(verdicts(rule, withUnknowns(attribute('Key', 'DeletionPolicy', GIVEN)))).toEqual(['cannot-tell Key DeletionPolicy [Deletion]']);
});

test('a key of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.KMSKeyId': 'alias/elsewhere' }))).toEqual(['cannot-tell Trail KMSKeyId']);
});
