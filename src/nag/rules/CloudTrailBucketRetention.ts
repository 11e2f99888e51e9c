import { all, any, check, not, trailRule } from './rule';
import { expirations, isEarlierThan, letsGo, noncurrentExpirations, touchesLogFiles } from './support/lifecycle';
import { locksFor } from './support/object-lock';

/**
 * Compliant when no enabled lifecycle rule that is about the trail's objects deletes current or noncurrent versions before the required days, and
 * one of them deletes or archives the objects after that. Versions that Object Lock holds for so long cannot be deleted. Objects that are kept for
 * ever are a finding of their own.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const CloudTrailBucketRetention = trailRule((view, { requiredRetentionDays: required }) => {
  const bucket = view.bucket.need();
  const lifecycle = bucket.get('LifecycleConfiguration');
  const rules = lifecycle.get('Rules').list.map((rule) => ({ rule, touches: touchesLogFiles(rule, view) }));
  const unlocked = not(locksFor(bucket, required));
  return [
    ...rules.flatMap(({ rule, touches }) => expirations(rule).map((setting) => check(
      not(all([touches, isEarlierThan(setting, required)])), setting,
      `A lifecycle rule deletes log files before ${required} days are over.`, 'Expiration',
    ))),
    ...rules.flatMap(({ rule, touches }) => noncurrentExpirations(rule).map((setting) => check(
      not(all([touches, isEarlierThan(setting, required), unlocked])), setting,
      `A lifecycle rule deletes overwritten or deleted log files before ${required} days are over.`, 'NoncurrentExpiration',
    ))),
    check(any(rules.map(({ rule, touches }) => all([touches, letsGo(rule)]))), lifecycle,
      'No lifecycle rule ever deletes or archives the log files: they are kept, and paid for, for ever.', 'KeptForEver'),
  ];
});
