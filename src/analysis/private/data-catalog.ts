import { Stack, Tokenization } from 'aws-cdk-lib';
import { CfnDatabase, type CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AccessLogTable } from './access-log-table';
import { accountsRoot, LogFolder } from './layout';
import { LogTable } from './log-table';
import { PartitionRegions } from './regions';
import { AGGREGATED_COLUMNS, DIGEST_COLUMNS, EVENT_COLUMNS, INSIGHT_COLUMNS, type RecordColumn } from '../../cloudtrail/queries/record-columns';
import type { TrailAttributes } from '../../trail-source';
import type { AccessLogLocation } from '../access-log-location';

export interface DataCatalogProps {
  readonly databaseName: string;
  readonly trailAttributes: TrailAttributes;
  readonly logBucket: IBucketRef;
  /** The listed accounts; none when each query has to name the account. */
  readonly accounts?: string[];
  readonly regions?: string[];
  /** How far back, in days. */
  readonly days: number;
  readonly insightsTable?: boolean;
  readonly networkActivityTable?: boolean;
  readonly aggregatedEventsTable?: boolean;
  readonly digestTable?: boolean;
  readonly accessLogs?: AccessLogLocation;
}

/** The database with a table for each folder of log files that is queried. */
export class DataCatalog extends Construct {
  public readonly databaseName: string;
  public readonly database: CfnDatabase;
  public readonly eventsTable: CfnTable;
  public readonly insightsTable?: CfnTable;
  public readonly networkActivityTable?: CfnTable;
  public readonly aggregatedEventsTable?: CfnTable;
  public readonly digestTable?: CfnTable;
  public readonly accessLogTable?: CfnTable;
  public readonly tableNames: string[] = [];
  /** Key prefixes of the log files that the tables cover, with `*` where each query has to name the account. */
  public readonly logPrefixes: string[] = [];

  constructor(scope: Construct, id: string, props: DataCatalogProps) {
    super(scope, id);
    this.databaseName = props.databaseName;
    const { accounts, logBucket, trailAttributes } = props;
    const {
      insightsTable = trailAttributes.insights, networkActivityTable = trailAttributes.networkActivity,
      aggregatedEventsTable = trailAttributes.aggregatedEvents, digestTable = false, accessLogs,
    } = props;
    const root = accountsRoot(trailAttributes);
    const regions = props.regions?.join(',') ?? new PartitionRegions(this, 'Regions').names;
    const days = Tokenization.stringifyNumber(props.days);

    this.database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: props.databaseName, description: 'Log files of AWS CloudTrail' },
    });
    const databaseName = this.database.ref;
    const { bucketName } = logBucket.bucketRef;
    const addTable = (tableId: string, tableName: string, folder: LogFolder, columns: readonly RecordColumn[]) => {
      this.tableNames.push(tableName);
      this.logPrefixes.push(...(accounts ?? ['*']).map((account) => `${root}${account}/${folder}/`));
      return new LogTable(this, tableId, { databaseName, tableName, columns, bucketName, accountsRoot: root, folder, accounts, regions, days }).table;
    };
    this.eventsTable = addTable('Events', 'events', LogFolder.EVENTS, EVENT_COLUMNS);
    this.insightsTable = insightsTable ? addTable('Insights', 'insights', LogFolder.INSIGHTS, INSIGHT_COLUMNS) : undefined;
    this.networkActivityTable = networkActivityTable
      ? addTable('NetworkActivity', 'network_activity', LogFolder.NETWORK_ACTIVITY, EVENT_COLUMNS)
      : undefined;
    this.aggregatedEventsTable = aggregatedEventsTable
      ? addTable('AggregatedEvents', 'aggregated_events', LogFolder.AGGREGATED, AGGREGATED_COLUMNS)
      : undefined;
    this.digestTable = digestTable ? addTable('Digests', 'digests', LogFolder.DIGESTS, DIGEST_COLUMNS) : undefined;
    this.accessLogTable = accessLogs ? this.addAccessLogTable(databaseName, accessLogs) : undefined;
  }

  private addAccessLogTable(databaseName: string, { bucket, prefix = '' }: AccessLogLocation): CfnTable {
    this.tableNames.push('access_logs');
    return new AccessLogTable(this, 'AccessLogs', { databaseName, tableName: 'access_logs', bucket, prefix }).table;
  }
}
