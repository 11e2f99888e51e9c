import { Size, Stack, Tokenization, Validations } from 'aws-cdk-lib';
import type { IWorkGroupRef } from 'aws-cdk-lib/aws-athena';
import type { IDatabaseRef, ITableRef } from 'aws-cdk-lib/aws-glue';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucket, IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AccessLogLocation } from './access-log-location';
import { AnalysisAccounts } from './analysis-accounts';
import { AthenaEngineVersion } from './athena-engine-version';
import type { TrailAttributes } from '../trail-source';
import { DataCatalog } from './private/data-catalog';
import { LakeFormationAccess } from './private/lake-formation';
import { trailAccount } from './private/layout';
import { grantQueries, logReading, type QueryGrantTargets } from './private/query-grant';
import { QueryResults } from './private/query-results';
import { SavedQueries } from './private/saved-queries';
import { QUESTION, TRAIL_ANALYSIS } from './private/shapes';
import { lookbackOf, reachOf, tablesOf, validateAnalysis } from './private/validate';
import { Workgroup } from './private/workgroup';
import type { TrailAnalysisProps } from './trail-analysis-props';
import { TrailQuestion } from './trail-question';
import type { AthenaScope } from '../cloudtrail/queries';
import { knownDifferent } from '../private/environments';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { stableName } from '../private/names';
import { statementsToPaste } from '../private/readable';
import { grantee as aGrantee, shaped } from '../private/shape';

/**
 * Queries a trail for who did what, when and from where: Amazon Athena over the log files in the bucket.
 *
 * Creates a database with a table of events, and tables of Insights, network activity and aggregated events if the trail logs them; a workgroup
 * that limits what a query may read and encrypts its results; and a saved query for each `TrailQuestion`. The partitions of the tables are computed from
 * their names, so there is nothing to crawl and a query reads only the days that it selects.
 *
 * Costs until a query runs: the key, and the results that are retained; nothing with `managedResults`.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 *
 * @example
 * const trail = TrailSource.fromTrailAttributes({
 *   bucket: s3.Bucket.fromBucketName(this, 'LogBucket', 'amzn-s3-demo-bucket'),
 *   organizationId: 'o-a1b2c3d4e5',
 *   retention: LogRetention.hipaa(),
 * });
 * const analysis = new TrailAnalysis(this, 'Analysis', { trail });
 * analysis.grantQuery(iam.Role.fromRoleName(this, 'Analyst', 'security-analyst'));
 */
export class TrailAnalysis extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TrailAnalysis';

  private readonly catalog: DataCatalog;
  private readonly results?: QueryResults;
  private readonly queries: Workgroup;
  private readonly athenaScope: Omit<AthenaScope, 'table'>;
  private readonly accessLogs?: AccessLogLocation;
  private readonly logBucket: IBucketRef;
  private readonly logKey?: IKeyRef;
  private readonly lakeFormation?: LakeFormationAccess;

  /**
   * Throws when the bucket of the trail is not known, and for a value that Athena or the Data Catalog would not accept.
   */
  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TrailAnalysisProps) {
    super(scope, id);
    props = shaped(injected(this, TrailAnalysis.PROPERTY_INJECTION_ID, props), TRAIL_ANALYSIS, { scope: this });
    guardReferences(this, props, 'grantee');
    this.logBucket = validateAnalysis(this, props);
    this.accessLogs = props.accessLogs;
    this.logKey = props.trail.trailAttributes.encryptionKey;
    const accounts = (props.accounts ?? accountsOf(props.trail.trailAttributes))._listed();

    this.catalog = this.createCatalog(props, accounts);
    this.results = props.managedResults ? undefined : new QueryResults(this, 'Results', {
      bucket: props.resultsBucket,
      encryptionKey: props.resultsEncryptionKey,
      prefix: props.resultsPrefix,
      retention: props.resultsRetention,
      removalPolicy: props.removalPolicy,
    });
    this.queries = new Workgroup(this, 'Workgroup', {
      workgroupName: props.workgroupName ?? stableName(this, 128),
      results: this.results,
      scanLimit: props.scanLimit ?? Size.tebibytes(1),
      engineVersion: (props.engineVersion ?? AthenaEngineVersion.V3).name,
    });
    this.athenaScope = {
      days: Tokenization.stringifyNumber(lookbackOf(props.lookback, reachOf(props))),
      needsAccount: accounts === undefined,
    };
    new SavedQueries(this, 'Queries', {
      workgroup: this.queries.resource,
      databaseName: this.databaseName,
      questions: props.questions ?? questionsAbout(tablesOf(props)),
      scopeOf: (question) => this.scopeOf(question),
    });
    if (props.lakeFormationEnabled) this.lakeFormation = this.createLakeFormation();
  }

  /**
   * Name of the database in the Data Catalog.
   */
  public get databaseName(): string {
    return this.catalog.databaseName;
  }

  /**
   * Name of the workgroup. Its permissions and its scan limit apply to queries that run in it.
   */
  public get workgroupName(): string {
    return this.queries.workgroupName;
  }

  /**
   * The database in the Data Catalog.
   */
  public get database(): IDatabaseRef {
    return this.catalog.database;
  }

  /**
   * The table of management and data events, which is named `events`.
   */
  public get eventsTable(): ITableRef {
    return this.catalog.eventsTable;
  }

  /**
   * The table of Insights events, which is named `insights`. Undefined when there is none.
   */
  public get insightsTable(): ITableRef | undefined {
    return this.catalog.insightsTable;
  }

  /**
   * The table of network activity events, which is named `network_activity`. Undefined when there is none.
   */
  public get networkActivityTable(): ITableRef | undefined {
    return this.catalog.networkActivityTable;
  }

  /**
   * The table of aggregated events, which is named `aggregated_events`. Undefined when there is none.
   */
  public get aggregatedEventsTable(): ITableRef | undefined {
    return this.catalog.aggregatedEventsTable;
  }

  /**
   * The table of digest files, which is named `digests`. Undefined when there is none.
   */
  public get digestTable(): ITableRef | undefined {
    return this.catalog.digestTable;
  }

  /**
   * The table of server access logs, which is named `access_logs`. Undefined when there is none.
   */
  public get accessLogTable(): ITableRef | undefined {
    return this.catalog.accessLogTable;
  }

  /**
   * The workgroup.
   */
  public get workgroup(): IWorkGroupRef {
    return this.queries.resource;
  }

  /**
   * The bucket that stores the results of queries. Undefined when Athena keeps them.
   */
  public get resultsBucket(): IBucket | undefined {
    return this.results?.bucket;
  }

  /**
   * The KMS key that encrypts the results of queries. Undefined when Athena keeps them.
   */
  public get resultsEncryptionKey(): IKey | undefined {
    return this.results?.encryptionKey;
  }

  /**
   * Allows a principal to run queries in the workgroup, see the database and its tables, read and decrypt the log files that the tables cover, and
   * write and read results. It does not allow changing log files, reading anything else in the bucket, or using another workgroup.
   *
   * The principal can be in any stack of the account: where its stack could not refer to the log files, their bucket policy and key policy name
   * the principal. Throws for a principal of another account, which cannot use the workgroup.
   *
   * If the bucket of the trail is in another account, a warning contains the statements that its owner has to add.
   */
  public grantQuery(grantee: IGrantable): Grant {
    aGrantee(grantee, 'grantee', { scope: this });
    this.warnOfOtherAccount(grantee);
    const grant = grantQueries(this, grantee, this.grantTargets);
    this.lakeFormation?.grant(grantee);
    return grant;
  }

  /**
   * The text of the query that answers a question, in Athena's dialect, over this database, with `?` for each parameter.
   *
   * If each query has to name the account, the account is the first parameter.
   */
  public queryString(question: TrailQuestion): string {
    QUESTION(question, 'question', { scope: this });
    return question._query.athena(this.scopeOf(question));
  }

  /** Access logs are not split by account, so no query over them names one. */
  private scopeOf({ tableName }: TrailQuestion): AthenaScope {
    const { needsAccount } = this.athenaScope;
    return { ...this.athenaScope, table: `"${this.databaseName}"."${tableName}"`, needsAccount: needsAccount && tableName !== 'access_logs' };
  }

  private get grantTargets(): QueryGrantTargets {
    return {
      workgroupName: this.workgroupName,
      databaseName: this.databaseName,
      tableNames: this.catalog.tableNames,
      logBucket: this.logBucket,
      logPrefixes: this.catalog.logPrefixes,
      logKey: this.logKey,
      accessLogs: this.accessLogs,
      results: this.results,
    };
  }

  private createCatalog(props: TrailAnalysisProps, accounts?: string[]): DataCatalog {
    return new DataCatalog(this, 'Catalog', {
      ...props,
      accounts,
      databaseName: props.databaseName ?? stableName(this, 128).toLowerCase().replace(/-/g, '_'),
      days: reachOf(props),
      logBucket: this.logBucket,
      trailAttributes: props.trail.trailAttributes,
    });
  }

  private createLakeFormation(): LakeFormationAccess {
    const access = new LakeFormationAccess(this, 'LakeFormation', { databaseName: this.databaseName, tableNames: this.catalog.tableNames });
    access.node.addDependency(this.catalog);
    return access;
  }

  /** Reading across accounts requires the permission of both; the policies of the owner cannot be changed from here. */
  private warnOfOtherAccount(grantee: IGrantable): void {
    if (!knownDifferent(this.logBucket.env.account, Stack.of(this).account)) return;
    const statements = logReading(this, this.grantTargets).map(({ actions, resourceArns, conditions }) => ({
      Effect: 'Allow',
      Principal: grantee.grantPrincipal.policyFragment.principalJson,
      Action: actions,
      Resource: resourceArns,
      ...(conditions && { Condition: conditions }),
    }));
    Validations.of(this).addWarning(
      'cdk-well-architected-trail:analysisAcrossAccounts',
      statementsToPaste(this, 'The bucket of the trail is in another account, whose owner must add these statements to the policies of the bucket and its key.', statements),
    );
  }
}

function questionsAbout(tables: string[]): TrailQuestion[] {
  return [...TrailQuestion.all(), ...TrailQuestion.ofOtherTables()].filter(({ tableName }) => tables.includes(tableName));
}

/** An account trail has one account. For an organization, or for a bucket whose trails are not known, each query has to name the account. */
function accountsOf({ organizationId, trailArn }: TrailAttributes): AnalysisAccounts {
  return organizationId === undefined && trailArn !== undefined ? AnalysisAccounts.of([trailAccount(trailArn)]) : AnalysisAccounts.perQuery();
}
