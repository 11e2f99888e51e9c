import { evidence } from '../controls/evidence';
import { BUCKET, S3_GUIDE } from '../facts';
import { all, anyOf, check, not, trailRule } from '../rule';
import { expirations, isEarlierThan, letsGo, noncurrentExpirations, touchesLogFiles } from './lifecycle';
import { locksFor } from './object-lock';
import { counted } from '../../../cloudtrail/logic/counted';

export const CloudTrailBucketRetention = trailRule({
  level: 'error',
  advice: ['KeptForEver'],
  compliantWhen: 'no enabled lifecycle rule deletes log files, or versions of them that Object Lock does not hold, before the required days are over, and '
    + 'some rule expires or archives them (log files that are kept indefinitely are advice)',
  info: 'The lifecycle of the bucket does not retain log files for the required period and then expire or archive them.',
  why: 'Log files that expire early are missing when an investigation or an auditor needs them. Log files that never expire are paid for indefinitely.',
  fix: 'Give the `Bucket` one `lifecycleRules` entry with `expiration` and `noncurrentVersionExpiration` of the required days or more, and remove '
    + 'or filter shorter ones (CloudFormation: `LifecycleConfiguration` with `ExpirationInDays` and `NoncurrentVersionExpiration`).',
  resource: BUCKET,
  property: 'LifecycleConfiguration',
  docs: `${S3_GUIDE}/object-lifecycle-mgmt.html`,
  constructFix: 'Set `retention` on the `WellArchitectedTrail`: `LogRetention.days(…)` of the required days or more.',
  ...evidence({
    securityHub: ['S3.10', 'S3.13'],
    prowler: ['s3_bucket_lifecycle_enabled'],
    wellArchitected: ['COST04-BP05', 'SEC07-BP04', 'SUS04-BP03'],
  }),
  constructDefault: '365 days; `retention` changes it',
}, (view, { requiredRetentionDays: required }) => {
  const bucket = view.bucket.need();
  const lifecycle = bucket.get('LifecycleConfiguration');
  const rules = lifecycle.get('Rules').list.map((rule) => ({ rule, touches: touchesLogFiles(rule, view) }));
  const unlocked = not(locksFor(bucket, required));
  return [
    ...rules.flatMap(({ rule, touches }) => expirations(rule).map((setting) => check(
      not(all([touches, isEarlierThan(setting, required)])), setting,
      `A lifecycle rule deletes log files before ${counted(required, 'day')} are over.`, 'Expiration',
    ))),
    ...rules.flatMap(({ rule, touches }) => noncurrentExpirations(rule).map((setting) => check(
      not(all([touches, isEarlierThan(setting, required), unlocked])), setting,
      `A lifecycle rule deletes overwritten or deleted log files before ${counted(required, 'day')} are over.`, 'NoncurrentExpiration',
    ))),
    check(anyOf(rules, ({ rule, touches }) => all([touches, letsGo(rule)])), lifecycle,
      'No lifecycle rule ever deletes or archives the log files: they are kept, and paid for, indefinitely.', 'KeptForEver'),
  ];
});
