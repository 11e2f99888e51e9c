import { Duration, Token } from 'aws-cdk-lib';
import type { LifecycleRule, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { LogRetention } from './log-retention';
import { knownLess } from '../private/days';
import { invalid, words } from '../private/invalid';

/**
 * The lifecycle rules of a versioned bucket for a retention.
 *
 * One rule per purpose: S3 does not accept the removal of delete markers together with an expiration in days, and the size
 * filter of the archive tier must not apply to the expiration.
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

/** Object Lock must not be longer than the retention, or files would be kept longer than the retention. */
export function checkObjectLock(scope: IConstruct, retention: LogRetention, objectLock?: ObjectLockRetention): void {
  if (!objectLock) return;
  const locked = lockDays(objectLock);
  if (retention._days !== undefined && knownLess(retention._days, locked)) {
    throw invalid('retention', `must be at least as long as \`objectLock\` (${locked} days), because locked files cannot expire earlier`, words(`${retention._days} days`), {
      scope, wayOut: `Set it to \`LogRetention.days(${locked})\` or longer, or use a shorter lock`,
    });
  }
}

/**
 * How long noncurrent versions are kept.
 *
 * A deletion makes a version noncurrent, so this is how long log files survive their deletion. If Object Lock protects every
 * version for the whole retention, they need not be kept any longer.
 */
function noncurrentDays(retention: LogRetention, objectLock?: ObjectLockRetention): number | undefined {
  return retention._noncurrentDays ?? (locksThroughout(retention, objectLock) ? 1 : retention._days);
}

/** Whether deleted versions can expire before the retention ends, without Object Lock preventing it. */
export function losesEvidenceEarly(retention: LogRetention, objectLock?: ObjectLockRetention): boolean {
  return retention._noncurrentDays !== undefined
    && knownLess(retention._noncurrentDays, retention._days ?? Infinity)
    && !locksThroughout(retention, objectLock);
}

/** Whether Object Lock is known to protect every version for the whole retention. */
function locksThroughout(retention: LogRetention, objectLock?: ObjectLockRetention): boolean {
  if (!objectLock || retention._days === undefined) return false;
  const days = [retention._days, lockDays(objectLock)];
  return !days.some((n) => Token.isUnresolved(n)) && days[0] <= days[1];
}

function lockDays(objectLock: ObjectLockRetention): number {
  return objectLock.duration.toDays();
}
