import { type Duration, Size } from 'aws-cdk-lib';
import { StorageClass } from 'aws-cdk-lib/aws-s3';
import { wholeDays } from '../private/days';
import { duration, required, shaped, size } from '../private/shape';

/**
 * Options for moving log files to a cheaper storage class.
 */
export interface ArchiveTierOptions {
  /**
   * Age at which a log file moves, in whole days. Throws if it is not a whole number of days, or less than one day.
   */
  readonly after: Duration;

  /**
   * Log files smaller than this do not move.
   *
   * Most log files have a few kilobytes. Each archived object costs a transition request and about 40 KB of overhead, so
   * moving small objects costs more than it saves. A smaller size than the default emits a warning.
   *
   * @default Size.kibibytes(128)
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
   */
  readonly minimumObjectSize?: Size;
}

/**
 * A cheaper storage class for older log files.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
 */
export class ArchiveTier {
  /** @internal size from which a transition saves more than it costs within the usual retentions. */
  public static readonly _ECONOMICAL_BYTES = 128 * 1024;

  /**
   * S3 Glacier Instant Retrieval: files can still be read immediately, including by Athena. They are billed for at least
   * 90 days.
   */
  public static glacierInstantRetrieval(options: ArchiveTierOptions): ArchiveTier {
    return new ArchiveTier(StorageClass.GLACIER_INSTANT_RETRIEVAL, 90, false, options);
  }

  /**
   * S3 Glacier Flexible Retrieval: files must be restored, which takes minutes to hours, before they can be read. Athena
   * skips them without an error. They are billed for at least 90 days.
   */
  public static glacierFlexibleRetrieval(options: ArchiveTierOptions): ArchiveTier {
    return new ArchiveTier(StorageClass.GLACIER, 90, true, options);
  }

  /**
   * S3 Glacier Deep Archive, the cheapest class: files must be restored, which takes hours, before they can be read. Athena
   * skips them without an error. They are billed for at least 180 days.
   */
  public static glacierDeepArchive(options: ArchiveTierOptions): ArchiveTier {
    return new ArchiveTier(StorageClass.DEEP_ARCHIVE, 180, true, options);
  }

  /**
   * The S3 storage class that log files move to.
   */
  public readonly storageClass: StorageClass;

  /**
   * Age at which a log file moves.
   */
  public readonly after: Duration;

  /**
   * Log files smaller than this do not move.
   */
  public readonly minimumObjectSize: Size;

  /** @internal minimum number of days that a file is billed for in this class. */
  public readonly _billedDays: number;

  /** @internal */
  public readonly _needsRestore: boolean;

  private constructor(storageClass: StorageClass, billedDays: number, needsRestore: boolean, options: ArchiveTierOptions) {
    const { after, minimumObjectSize } = shaped(options, { after: required(duration), minimumObjectSize: size }, { prefix: 'archive' });
    wholeDays('archive.after', after);
    this.storageClass = storageClass;
    this._billedDays = billedDays;
    this._needsRestore = needsRestore;
    this.after = after;
    this.minimumObjectSize = minimumObjectSize ?? Size.kibibytes(128);
  }
}
