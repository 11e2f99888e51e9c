import { Validations } from 'aws-cdk-lib';
import type { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { ArchiveTier } from './archive-tier';
import { losesEvidenceEarly } from './lifecycle';
import type { LogRetention } from './log-retention';
import { knownLess } from '../private/days';

/** Says what a retention gives up. */
export function warnAboutRetention(scope: IConstruct, retention: LogRetention, objectLock?: ObjectLockRetention): void {
  const warnings = Validations.of(scope);
  const { _days: days, _archive: archive } = retention;
  if (days !== undefined && knownLess(days, 365)) {
    warnings.addWarning('cdk-well-architected-trail:shortRetention',
      `\`retention\` is ${days} days: intrusions are often found later than that, and most regimes ask for a year or more.`);
  }
  if (losesEvidenceEarly(retention, objectLock)) {
    warnings.addWarning('cdk-well-architected-trail:deletedVersionsExpireEarly',
      '`noncurrentVersionExpiration` is shorter than the retention: a log file that somebody deletes is gone for good before its time.');
  }
  if (archive && knownLess(archive.minimumObjectSize.toBytes(), ArchiveTier._ECONOMICAL_BYTES)) {
    warnings.addWarning('cdk-well-architected-trail:smallObjectsArchived',
      '`archive.minimumObjectSize` is below 128 KiB: for small files the transition request and the archive\'s overhead cost more than the cheaper storage saves.');
  }
}
