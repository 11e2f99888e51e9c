import { isAtLeast } from '../common/values';
import { all, any, type Answer, type Node, type ResourceView } from '../rule';

/** Whether Object Lock is on. It can be switched on with the bucket, and since 2023 by its configuration alone. */
export function hasObjectLock(bucket: ResourceView): Answer {
  return any([bucket.get('ObjectLockEnabled').is(true), bucket.get('ObjectLockConfiguration', 'ObjectLockEnabled').is('Enabled')]);
}

/** How long new objects are locked when nobody says how long. */
export function defaultRetention(bucket: ResourceView): Node {
  return bucket.get('ObjectLockConfiguration', 'Rule', 'DefaultRetention');
}

/** Whether Object Lock keeps every version of a new object for so many days. */
export function locksFor(bucket: ResourceView, days: number): Answer {
  const retention = defaultRetention(bucket);
  return all([hasObjectLock(bucket), any([isAtLeast(retention.get('Days'), days), isAtLeast(retention.get('Years'), days / 365)])]);
}
