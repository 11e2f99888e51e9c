import { Duration, Token } from 'aws-cdk-lib';
import type { LifecycleRule, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { LogRetention } from './log-retention';
import { knownLess } from '../private/days';
import { invalid } from '../private/invalid';

/**
 * The lifecycle rules of a versioned bucket that keeps its objects for as long as the retention says.
 *
 * One rule a purpose: S3 takes no delete-marker clean-up beside an expiry in days, and the size filter of the archive
 * tier must not narrow the expiry.
 */
export function lifecycleRules(retention: LogRetention, objectLock?: ObjectLockRetention): LifecycleRule[] {
  const days = retention._days;
  const noncurrent = noncurrentDays(retention, objectLock);
  const rules: LifecycleRule[] = [];
  if (noncurrent !== undefined) {
    rules.push({
      id: 'Expire',
      expiration: days === undefined ? undefined : Duration.days(days),
      noncurrentVersionExpiration: Duration.days(noncurrent),
    });
  }
  if (retention._archive) {
    const { storageClass, after, minimumObjectSize } = retention._archive;
    rules.push({
      id: 'Archive',
      transitions: [{ storageClass, transitionAfter: after }],
      // S3 compares with "greater than".
      objectSizeGreaterThan: minimumObjectSize.toBytes() - 1,
    });
  }
  rules.push({
    id: 'CleanUp',
    abortIncompleteMultipartUploadAfter: Duration.days(7),
    expiredObjectDeleteMarker: days === undefined ? undefined : true,
  });
  return rules;
}

/** Object Lock must end before the retention does, or the bucket keeps files longer than it says. */
export function checkObjectLock(scope: IConstruct, retention: LogRetention, objectLock?: ObjectLockRetention): void {
  if (!objectLock) return;
  const locked = lockDays(objectLock);
  if (retention._days !== undefined && knownLess(retention._days, locked)) {
    throw invalid('retention', `must be at least as long as \`objectLock\` (${locked} days), which keeps files that long anyway`, `${retention._days} days`, {
      scope, wayOut: `Set it to \`LogRetention.days(${locked})\` or longer, or lock for a shorter time`,
    });
  }
}

/**
 * How long noncurrent versions live.
 *
 * Whoever may delete objects makes their versions noncurrent, so this is the time that evidence survives a deletion.
 * Where Object Lock holds every version for the whole retention, nothing is gained by waiting longer.
 */
function noncurrentDays(retention: LogRetention, objectLock?: ObjectLockRetention): number | undefined {
  return retention._noncurrentDays ?? (locksThroughout(retention, objectLock) ? 1 : retention._days);
}

/** Whether versions may go before the retention is over, after a deletion that Object Lock does not prevent. */
export function losesEvidenceEarly(retention: LogRetention, objectLock?: ObjectLockRetention): boolean {
  return retention._noncurrentDays !== undefined
    && knownLess(retention._noncurrentDays, retention._days ?? Infinity)
    && !locksThroughout(retention, objectLock);
}

/** Whether Object Lock is known to hold every version until its time is up. */
function locksThroughout(retention: LogRetention, objectLock?: ObjectLockRetention): boolean {
  if (!objectLock || retention._days === undefined) return false;
  const days = [retention._days, lockDays(objectLock)];
  return !days.some((n) => Token.isUnresolved(n)) && days[0] <= days[1];
}

function lockDays(objectLock: ObjectLockRetention): number {
  return objectLock.duration.toDays();
}
