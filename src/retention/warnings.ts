import { Validations } from 'aws-cdk-lib';
import type { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { ArchiveTier } from './archive-tier';
import { losesEvidenceEarly } from './lifecycle';
import type { LogRetention } from './log-retention';
import { counted } from '../cloudtrail/logic/counted';
import { knownLess } from '../private/days';

/** Emits warnings about a retention. */
export function warnAboutRetention(scope: IConstruct, retention: LogRetention, objectLock?: ObjectLockRetention): void {
  const warnings = Validations.of(scope);
  const { _days: days, _archive: archive, _rescinded: rescinded } = retention;
  if (days !== undefined && knownLess(days, 365)) {
    warnings.addWarning('cdk-well-architected-trail:shortRetention',
      `\`retention\` is ${counted(days, 'day')}: intrusions are often detected later than that, and most compliance frameworks require a year or more.`);
  }
  if (rescinded) warnings.addWarning('cdk-well-architected-trail:frameworkRescinded', rescinded);
  if (losesEvidenceEarly(retention, objectLock)) {
    warnings.addWarning('cdk-well-architected-trail:deletedVersionsExpireEarly',
      '`noncurrentVersionExpiration` is shorter than the retention: a deleted log file is permanently lost before the retention ends.');
  }
  if (archive && knownLess(archive.minimumObjectSize.toBytes(), ArchiveTier._ECONOMICAL_BYTES)) {
    warnings.addWarning('cdk-well-architected-trail:smallObjectsArchived',
      '`archive.minimumObjectSize` is below 128 KiB: for small files, the transition requests and the overhead cost more than the cheaper storage saves.');
  }
}
