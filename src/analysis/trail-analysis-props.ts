import type { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { AccessLogLocation } from './access-log-location';
import type { AnalysisAccounts } from './analysis-accounts';
import type { AthenaEngineVersion } from './athena-engine-version';
import type { TrailQuestion } from './trail-question';
import type { LogRetention } from '../retention/log-retention';
import type { ITrailSource } from '../trail-source';

/**
 * Properties of `TrailAnalysis`.
 */
export interface TrailAnalysisProps {
  /**
   * The trail whose log files are queried: a `WellArchitectedTrail`, `archive.trailSource()`, or a `TrailSource` with at least a bucket. Throws
   * when the bucket is not known.
   *
   * The paths in the bucket depend on the key prefix and organization ID of the trail. The trail is not changed.
   */
  readonly trail: ITrailSource;

  /**
   * The accounts whose log files are queried.
   *
   * @default - the account of the trail; for an organization trail, or where only a bucket is known, each query names the account
   */
  readonly accounts?: AnalysisAccounts;

  /**
   * The Regions whose log files are queried, such as `eu-west-1`. Log files of other Regions are not found. Throws for an empty list and for a
   * value that is not the name of a Region.
   *
   * Queries start faster with a short list, because Athena lists one folder for each account, Region and day.
   *
   * @default - every Region of the partition
   */
  readonly regions?: string[];

  /**
   * How long the log files are retained. The tables cover this period, or ten years if log files are kept indefinitely: a query for older days
   * finds nothing, and Athena reports no error.
   *
   * @default - the retention of the trail; ten years if it is not known
   */
  readonly logRetention?: LogRetention;

  /**
   * How far back the saved queries look, in whole days. The cost of a query is proportional to it. Throws when it is longer than the tables
   * cover.
   *
   * @default - seven days, or the retention if that is shorter
   */
  readonly lookback?: Duration;

  /**
   * Whether there is a table of Insights events.
   *
   * @default - whether the trail logs Insights events; false if that is not known
   */
  readonly insightsTable?: boolean;

  /**
   * Whether there is a table of network activity events, with the columns of the table of events.
   *
   * @default - whether the trail logs network activity events; false if that is not known
   */
  readonly networkActivityTable?: boolean;

  /**
   * Whether there is a table of aggregated events, which is named `aggregated_events`.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aggregated-events.html
   * @default - whether the trail aggregates data events; false if that is not known
   */
  readonly aggregatedEventsTable?: boolean;

  /**
   * Whether there is a table of the digest files, which is named `digests`. Requires a trail that writes them.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
   * @default false
   */
  readonly digestTable?: boolean;

  /**
   * Where the server access logs of the bucket of the trail are: creates a table of them, which is named `access_logs`, and `grantQuery` allows reading
   * them. A query over the table reads every access log under the prefix.
   *
   * @default - no table
   */
  readonly accessLogs?: AccessLogLocation;

  /**
   * The questions for which queries are saved. Throws for a question about a table that there is not.
   *
   * @default - all questions about the tables that there are
   */
  readonly questions?: TrailQuestion[];

  /**
   * Name of the database in the Data Catalog: 1 to 255 lowercase letters, digits and underscores.
   *
   * @default - generated from the path of the construct
   */
  readonly databaseName?: string;

  /**
   * Name of the workgroup: 1 to 128 letters, digits, `.`, `_` and `-`.
   *
   * @default - generated from the path of the construct
   */
  readonly workgroupName?: string;

  /**
   * The most data that one query may read; Athena cancels a query that exceeds it. Throws when it is less than 10 MB.
   *
   * Athena charges for the data that is read, so this limits what one query can cost.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
   * @default Size.tebibytes(1)
   */
  readonly scanLimit?: Size;

  /**
   * Version of the query engine. The saved queries are written for version 3.
   *
   * @default AthenaEngineVersion.V3
   */
  readonly engineVersion?: AthenaEngineVersion;

  /**
   * Whether Athena keeps the results of queries, instead of a bucket and a key of your own: for 24 hours, at no cost, encrypted with a key that AWS owns.
   * Everyone who may use the workgroup can read them. Athena does not reuse such results. Throws with any of the properties about results, and with
   * `removalPolicy`.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/managed-results.html
   * @default false
   */
  readonly managedResults?: boolean;

  /**
   * An existing bucket for query results, in the Region of the stack. Its policy, encryption, lifecycle and access logs are not changed.
   *
   * Must not be the bucket of the trail, because everyone who runs queries can write results.
   *
   * @default - a new encrypted, versioned, private bucket that requires TLS 1.2
   */
  readonly resultsBucket?: IBucketRef;

  /**
   * Key prefix of the results, without a slash at either end.
   *
   * @default 'results'
   */
  readonly resultsPrefix?: string;

  /**
   * How long results are retained, in whole days. Cannot be combined with `resultsBucket`; configure the lifecycle on that bucket instead.
   *
   * @default Duration.days(30)
   */
  readonly resultsRetention?: Duration;

  /**
   * The KMS key that encrypts the results. Must not be the key of the trail, because everyone who runs queries has to be able to encrypt with it.
   *
   * @default - a new symmetric key with rotation
   */
  readonly resultsEncryptionKey?: IKeyRef;

  /**
   * Whether AWS Lake Formation controls access to the Data Catalog of the account: if so, `grantQuery` also grants its permissions.
   *
   * The role that deploys has to be a data lake administrator, or be allowed to grant. Leave it off if new databases and tables "use only IAM
   * access control", which is the default of Lake Formation.
   *
   * @see https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html
   * @default false
   */
  readonly lakeFormationEnabled?: boolean;

  /**
   * Removal policy of the results bucket and the key that this construct creates: RETAIN or DESTROY, with which the bucket is emptied first.
   *
   * Everything else is deleted with the stack. Results can be created again as long as the log files exist.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - retained, except when the first deployment is rolled back
   */
  readonly removalPolicy?: RemovalPolicy;
}
