import { Duration } from 'aws-cdk-lib';
import { ArchiveTier } from './archive-tier';
import { type Framework, type FrameworkName, FRAMEWORKS } from './frameworks';
import { checkClass } from '../private/checks';
import { checkDays, knownLess, wholeDays } from '../private/days';
import { invalid, words } from '../private/invalid';
import { anything, duration, shaped } from '../private/shape';

/**
 * Options of a log retention.
 */
export interface LogRetentionOptions {
  /**
   * A cheaper storage class for older log files.
   *
   * @default - log files stay in S3 Standard
   */
  readonly archive?: ArchiveTier;

  /**
   * How long a noncurrent version is kept, in whole days. Throws if it is not a whole number of days, or less than one day.
   *
   * CloudTrail never overwrites a log file, so a version becomes noncurrent only if the file is deleted or expires. A shorter
   * time saves storage, but leaves less time to undo a deletion. Less than the retention emits a warning: deleted log files
   * are then lost before the retention ends.
   *
   * @default - as long as the retention; one day if Object Lock protects every version for the whole retention
   */
  readonly noncurrentVersionExpiration?: Duration;
}

/**
 * How long log files are kept in S3.
 *
 * Incomplete multipart uploads are deleted after seven days, whatever the retention.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/framework/cost_decomissioning_resources_data_retention.html
 */
export class LogRetention {
  /**
   * Keeps log files for a number of days. Throws if it is not a whole number, or less than 1.
   */
  public static days(days: number, options: LogRetentionOptions = {}): LogRetention {
    checkDays('retention', days);
    return new LogRetention('LogRetention.days()', options, days);
  }

  /**
   * Keeps log files indefinitely. The storage cost keeps growing.
   */
  public static forever(options: LogRetentionOptions = {}): LogRetention {
    return new LogRetention('LogRetention.forever()', options);
  }

  /**
   * Keeps log files for 366 days: PCI DSS v4.0.1, requirement 10.5.1, requires at least twelve months of audit log
   * history, with the most recent three months immediately available.
   *
   * Throws if an archive tier that needs a restore begins within the first three months.
   *
   * @see https://www.pcisecuritystandards.org/document_library/
   */
  public static pciDss(options: LogRetentionOptions = {}): LogRetention {
    return LogRetention.forFramework('pciDss', options);
  }

  /**
   * Keeps log files for 2192 days: HIPAA, 45 CFR 164.316(b)(2)(i), requires six years for the documentation that the
   * Security Rule requires, which is commonly applied to audit logs.
   *
   * @see https://www.ecfr.gov/current/title-45/section-164.316
   */
  public static hipaa(options: LogRetentionOptions = {}): LogRetention {
    return LogRetention.forFramework('hipaa', options);
  }

  /**
   * Keeps log files for 2557 days: the Sarbanes-Oxley Act, by 17 CFR 210.2-06(a), requires accountants to keep the records of
   * an audit or review for seven years after it concludes, which is commonly applied to audit logs.
   *
   * The rule binds the accountant and not the company whose logs these are. Its clock starts when the audit or review
   * concludes, and the retention counts from the creation of a log file: for records of an audit, add the time in between
   * with `LogRetention.days()`.
   *
   * @see https://www.ecfr.gov/current/title-17/section-210.2-06
   */
  public static sox(options: LogRetentionOptions = {}): LogRetention {
    return LogRetention.forFramework('sox', options);
  }

  /**
   * Keeps log files for 366 days: OMB M-26-14 requires federal agencies of the United States to keep logs retrievable for
   * twelve months after their creation, with the most recent six months searchable. It is a minimum; agencies choose longer
   * periods by risk.
   *
   * Throws if an archive tier that needs a restore begins within the first six months (184 days).
   *
   * @see https://www.whitehouse.gov/omb/information-resources/guidance/memoranda/
   */
  public static ombM2614(options: LogRetentionOptions = {}): LogRetention {
    return LogRetention.forFramework('ombM2614', options);
  }

  /**
   * Keeps log files for 915 days: OMB M-21-31 required federal agencies of the United States to keep logs for twelve months
   * in active storage and eighteen more in cold storage.
   *
   * Throws if an archive tier that needs a restore begins within the first twelve months.
   *
   * @deprecated OMB M-26-14 rescinded M-21-31 on May 22, 2026: use `LogRetention.ombM2614()`, or `LogRetention.days(915)` where a contract still asks for it
   * @see https://www.whitehouse.gov/omb/information-resources/guidance/memoranda/
   */
  public static ombM2131(options: LogRetentionOptions = {}): LogRetention {
    return LogRetention.forFramework('ombM2131', options);
  }

  private static forFramework(name: FrameworkName, options: LogRetentionOptions): LogRetention {
    const { days, readableDays, rescinded }: Framework = FRAMEWORKS[name];
    return new LogRetention(`LogRetention.${name}()`, options, days, readableDays, rescinded);
  }

  /**
   * Age at which log files expire; not set if they are kept indefinitely.
   */
  public readonly expiration?: Duration;

  /** @internal */
  public readonly _days?: number;

  /** @internal */
  public readonly _archive?: ArchiveTier;

  /** @internal */
  public readonly _noncurrentDays?: number;

  private constructor(
    private readonly factory: string,
    options: LogRetentionOptions,
    days?: number,
    readableDays = 0,
    /** @internal what replaced the framework that the period is of. */
    public readonly _rescinded?: string,
  ) {
    const { archive, noncurrentVersionExpiration } = shaped(options, { archive: anything, noncurrentVersionExpiration: duration });
    this.expiration = days === undefined ? undefined : Duration.days(days);
    this._days = days;
    this._archive = archive;
    this._noncurrentDays = noncurrentVersionExpiration && wholeDays('noncurrentVersionExpiration', noncurrentVersionExpiration);
    if (archive) this.checkArchive(archive, readableDays);
  }

  private checkArchive(archive: ArchiveTier, readableDays: number): void {
    checkClass('archive', archive, ArchiveTier, 'ArchiveTier.glacierInstantRetrieval({ after: Duration.days(90) })');
    const { after, _billedDays: billed, _needsRestore: needsRestore } = archive;
    if (needsRestore && knownLess(after.toDays(), readableDays)) {
      throw invalid('archive.after', `must be at least ${readableDays} days with ${this.factory}, which requires newer log files to be immediately available`, words(`${after.toDays()} days`), {
        wayOut: 'Archive later, or use `ArchiveTier.glacierInstantRetrieval()`',
      });
    }
    if (this._days !== undefined && knownLess(this._days, after.toDays() + billed)) {
      throw invalid('retention', `must be at least ${billed} days longer than \`archive.after\`, the minimum that the storage class charges for`,
        words(`${this._days} days with an archive after ${after.toDays()}`), { wayOut: 'Keep log files longer, archive them earlier, or remove `archive`' });
    }
  }
}
