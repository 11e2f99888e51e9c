import type { Duration, Size } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { AnalysisAccounts } from './analysis-accounts';
import type { TrailQuestion } from './trail-question';
import type { LogRetention } from '../retention/log-retention';
import type { ITrailSource } from '../trail-source';

/**
 * Properties of `TrailAnalysis`.
 */
export interface TrailAnalysisProps {
  /**
   * The trail whose log files are read: a `WellArchitectedTrail`, a log archive, or an `TrailSource` with at least its bucket.
   *
   * The layout in the bucket follows from its key prefix and organization ID, which a log archive does not know: describe it with
   * `archive.trailSource({ organizationId })`. Nothing of the trail is changed.
   */
  readonly trail: ITrailSource;

  /**
   * The accounts whose log files are read.
   *
   * @default - the account of the trail; for an organization trail, or where only a bucket is known, the account that the query asks for
   */
  readonly accounts?: AnalysisAccounts;

  /**
   * The Regions whose log files are read, such as `eu-west-1`. Log files of a Region that is not listed are not found.
   *
   * A short list makes queries start faster, because Athena lists one folder for each account, Region and day.
   *
   * @default - every Region of the partition
   */
  readonly regions?: string[];

  /**
   * How long the log files are kept, as for the trail: so far back do the tables reach, and ten years where it is for ever.
   *
   * A query for older days finds nothing, without an error.
   *
   * @default LogRetention.days(365)
   */
  readonly retention?: LogRetention;

  /**
   * How far back the saved queries look, in whole days and no longer than the retention. What a query costs is proportional to it.
   *
   * @default - seven days, or the retention where that is shorter
   */
  readonly lookback?: Duration;

  /**
   * Adds a table of insights events. Use it where the trail logs them.
   *
   * @default false
   */
  readonly insights?: boolean;

  /**
   * Adds a table of network activity events, with the columns of the table of events. Use it where the trail logs them.
   *
   * @default false
   */
  readonly networkActivity?: boolean;

  /**
   * The questions that are saved as queries.
   *
   * @default - every question
   */
  readonly questions?: TrailQuestion[];

  /**
   * Name of the database in the Data Catalog: lower-case letters, digits and underscores.
   *
   * @default - made from the path of the construct
   */
  readonly databaseName?: string;

  /**
   * Name of the workgroup: letters, digits, `.`, `_` and `-`, at most 128.
   *
   * @default - made from the path of the construct
   */
  readonly workgroupName?: string;

  /**
   * The most that one query may read; Athena cancels a query that would read more. At least 10 MB.
   *
   * Athena charges for what is read, so this is the most that one query can cost.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
   * @default Size.tebibytes(1)
   */
  readonly scanLimit?: Size;

  /**
   * Version of the query engine, such as `AUTO` to follow what AWS recommends.
   *
   * The saved queries are written for version 3.
   *
   * @default 'Athena engine version 3'
   */
  readonly engineVersion?: string;

  /**
   * Bucket for the results of queries, in the Region of the stack. Its policy, encryption, expiry and access logs are left as they are.
   *
   * It must not be the bucket of the trail, because whoever asks may write results.
   *
   * @default - a new encrypted, versioned, private bucket that takes TLS 1.2 or newer only and is retained
   */
  readonly resultsBucket?: IBucketRef;

  /**
   * Key prefix of the results, without a slash at either end.
   *
   * @default 'results'
   */
  readonly resultsPrefix?: string;

  /**
   * How long results are kept, in whole days. Throws together with `resultsBucket`, whose owner decides.
   *
   * @default Duration.days(30)
   */
  readonly resultsRetention?: Duration;

  /**
   * The KMS key that encrypts the results. Not the key of the trail: whoever asks has to be able to encrypt with it.
   *
   * @default - a new symmetric key with rotation, which is retained
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Whether AWS Lake Formation decides on access to the Data Catalog of the account: then `grantQuery` also grants its permissions.
   *
   * The role that deploys has to be a data lake administrator, or be allowed to grant. Leave it off where new databases and tables
   * "use only IAM access control", which is how Lake Formation is set unless changed.
   *
   * @see https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html
   * @default false
   */
  readonly lakeFormation?: boolean;
}
