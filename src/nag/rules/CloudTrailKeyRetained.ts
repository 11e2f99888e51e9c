import { check, trailRule } from './rule';
import { checkRetained } from './support/retained';
import { numberPasses } from './support/values';

/**
 * Compliant when the trail's key is retained on deletion and replacement, and a deletion takes at least 7 days.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
export const CloudTrailKeyRetained = trailRule(({ key: link }) => {
  const key = link.need();
  const window = key.get('PendingWindowInDays');
  return [
    ...checkRetained(key, 'The key'),
    check(numberPasses(window, (days) => days >= 7, true), window, 'A deletion of the key takes less than 7 days.', 'Window'),
  ];
});
