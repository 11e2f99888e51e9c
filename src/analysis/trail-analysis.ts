import { Duration, Size, Stack, Tokenization, Validations } from 'aws-cdk-lib';
import type * as athena from 'aws-cdk-lib/aws-athena';
import type * as glue from 'aws-cdk-lib/aws-glue';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AnalysisAccounts } from './analysis-accounts';
import { DataCatalog } from './private/data-catalog';
import { LakeFormationAccess } from './private/lake-formation';
import { trailAccount } from './private/layout';
import { grantPermissions, logReading, queryPermissions } from './private/query-grant';
import type { QueryGrantTargets } from './private/query-grant';
import { QueryResults } from './private/query-results';
import { SavedQueries } from './private/saved-queries';
import { lookbackOf, reachOf, validateAnalysis } from './private/validate';
import { Workgroup } from './private/workgroup';
import type { TrailAnalysisProps } from './trail-analysis-props';
import { TrailQuestion } from './trail-question';
import type { AthenaScope } from '../cloudtrail/queries';
import { knownDifferent } from '../private/environments';
import { stableName } from '../private/names';
import { readableJson } from '../private/readable';
import type { TrailAttributes } from '../trail-source';

/**
 * Asks a trail who did what, when and from where: Amazon Athena over the log files in the bucket.
 *
 * Makes a database with a table of events whose partitions are computed from their names, so that there is nothing to crawl and a query reads the days
 * that it asks for and no more; a workgroup that limits what a query may read and encrypts its results; and the questions of `TrailQuestion` as saved
 * queries over seven days. Nothing costs anything until somebody asks, apart from the key and the results.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 *
 * @example
 * const trail = TrailSource.fromTrailAttributes({
 *   bucket: s3.Bucket.fromBucketName(this, 'LogBucket', 'amzn-s3-demo-bucket'),
 *   organizationId: 'o-a1b2c3d4e5',
 * });
 * const analysis = new TrailAnalysis(this, 'Analysis', { trail });
 * analysis.grantQuery(iam.Role.fromRoleName(this, 'Analyst', 'security-analyst'));
 */
export class TrailAnalysis extends Construct {
  /**
   * Name of the database in the Data Catalog.
   */
  public readonly databaseName: string;

  /**
   * Name of the workgroup. Its permissions and its scan limit hold for queries that are run in it.
   */
  public readonly workgroupName: string;

  /**
   * The database in the Data Catalog.
   */
  public readonly database: glue.CfnDatabase;

  /**
   * The table of management and data events.
   */
  public readonly eventsTable: glue.CfnTable;

  /**
   * The table of insights events, when `insights` is set.
   */
  public readonly insightsTable?: glue.CfnTable;

  /**
   * The table of network activity events, when `networkActivity` is set.
   */
  public readonly networkActivityTable?: glue.CfnTable;

  /**
   * The workgroup.
   */
  public readonly workgroup: athena.CfnWorkGroup;

  /**
   * The bucket that keeps the results of queries.
   */
  public readonly resultsBucket: IBucket;

  /**
   * The KMS key that encrypts the results of queries.
   */
  public readonly encryptionKey: IKey;

  private readonly athenaScope: AthenaScope;
  private readonly grantTargets: QueryGrantTargets;
  private readonly lakeFormation?: LakeFormationAccess;

  /**
   * Throws when the trail has no `bucket` attribute, and for a value that Athena or the Data Catalog would not take.
   */
  constructor(scope: Construct, id: string, props: TrailAnalysisProps) {
    super(scope, id);
    const logBucket = validateAnalysis(props);
    const { trailAttributes } = props.trail;
    const accounts = (props.accounts ?? this.accountsOf(trailAttributes))._listed();
    const resultsPrefix = `${props.resultsPrefix ?? 'results'}/`;
    const days = reachOf(props.retention);
    this.workgroupName = props.workgroupName ?? stableName(this, 128);
    this.databaseName = props.databaseName ?? stableName(this, 128).toLowerCase().replace(/-/g, '_');

    const catalog = new DataCatalog(this, 'Catalog', {
      ...props, databaseName: this.databaseName, trailAttributes, logBucket, accounts, days,
    });
    const results = new QueryResults(this, 'Results', {
      bucket: props.resultsBucket, encryptionKey: props.encryptionKey, retention: props.resultsRetention ?? Duration.days(30),
    });
    this.workgroup = new Workgroup(this, 'Workgroup', {
      workgroupName: this.workgroupName,
      results,
      resultsPrefix,
      scanLimit: props.scanLimit ?? Size.tebibytes(1),
      engineVersion: props.engineVersion ?? 'Athena engine version 3',
    }).workgroup;
    this.athenaScope = {
      table: `"${this.databaseName}"."events"`,
      days: Tokenization.stringifyNumber(lookbackOf(props.lookback, days)),
      asksAccount: accounts === undefined,
    };
    new SavedQueries(this, 'Queries', {
      workgroup: this.workgroup, databaseName: this.databaseName, questions: props.questions ?? TrailQuestion.all(), scope: this.athenaScope,
    });

    this.database = catalog.database;
    this.eventsTable = catalog.eventsTable;
    this.insightsTable = catalog.insightsTable;
    this.networkActivityTable = catalog.networkActivityTable;
    this.resultsBucket = results.bucket;
    this.encryptionKey = results.encryptionKey;
    this.grantTargets = {
      workgroupName: this.workgroupName,
      databaseName: this.databaseName,
      tableNames: catalog.tableNames,
      logBucket,
      logPrefixes: catalog.logPrefixes,
      logKey: trailAttributes.encryptionKey,
      resultsBucket: results.bucket,
      resultsPrefix,
      resultsKey: results.encryptionKey,
    };
    if (props.lakeFormation) {
      this.lakeFormation = new LakeFormationAccess(this, 'LakeFormation', { databaseName: this.databaseName, tableNames: catalog.tableNames });
      this.lakeFormation.node.addDependency(catalog);
    }
  }

  /**
   * Lets a principal ask: run queries in the workgroup, see the database and its tables, read the log files that the tables reach, decrypt them,
   * and write and read results. It gives no permission to change log files, to read anything else in the bucket, or to use another workgroup.
   *
   * Where the bucket of the trail belongs to another account, a warning says what its owner has to admit.
   */
  public grantQuery(grantee: iam.IGrantable): iam.Grant {
    this.warnOfOtherAccount(grantee);
    this.lakeFormation?.grant(grantee);
    return grantPermissions(grantee, queryPermissions(this, this.grantTargets));
  }

  /**
   * The text of a question in Athena's dialect, over this database, with `?` for each value that it asks for.
   *
   * Where the account is for the query to say, it is the first value.
   */
  public queryString(question: TrailQuestion): string {
    return question._query().athena(this.athenaScope);
  }

  /** An account trail has one account. Of an organization, or of a bucket whose trails are not known, the query has to say which. */
  private accountsOf({ organizationId, trailArn }: TrailAttributes): AnalysisAccounts {
    return organizationId === undefined && trailArn !== undefined ? AnalysisAccounts.list(trailAccount(trailArn)) : AnalysisAccounts.asked();
  }

  /** Reading across accounts takes the permission of both; the policy of the owner cannot be written from here. */
  private warnOfOtherAccount(grantee: iam.IGrantable): void {
    const { logBucket } = this.grantTargets;
    if (!knownDifferent(logBucket.env.account, Stack.of(this).account)) return;
    const statements = logReading(this, this.grantTargets).map(({ actions, resourceArns, conditions }) => ({
      Effect: 'Allow',
      Principal: grantee.grantPrincipal.policyFragment.principalJson,
      Action: actions,
      Resource: resourceArns,
      ...(conditions && { Condition: conditions }),
    }));
    Validations.of(this).addWarning(
      'cdk-well-architected-trail:analysisAcrossAccounts',
      'The bucket of the trail belongs to another account, whose owner has to add these statements to the policies of the bucket and its key: '
      + readableJson(this, statements),
    );
  }
}
