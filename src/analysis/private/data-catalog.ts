import { Stack, Tokenization } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { LogFolder, logRoot } from './layout';
import { LogTable } from './log-table';
import { PartitionRegions } from './regions';
import { EVENT_COLUMNS, INSIGHT_COLUMNS } from '../../cloudtrail/queries/record-columns';
import type { RecordColumn } from '../../cloudtrail/queries/record-columns';
import type { TrailAttributes } from '../../trail-source';

export interface DataCatalogProps {
  readonly databaseName: string;
  readonly trailAttributes: TrailAttributes;
  readonly logBucket: IBucketRef;
  /** The listed accounts; none when a query has to say which. */
  readonly accounts?: string[];
  readonly regions?: string[];
  /** How far back, in days. */
  readonly days: number;
  readonly insights?: boolean;
  readonly networkActivity?: boolean;
}

/** The database with a table for each folder of log files that is asked for. */
export class DataCatalog extends Construct {
  public readonly database: glue.CfnDatabase;
  public readonly eventsTable: glue.CfnTable;
  public readonly insightsTable?: glue.CfnTable;
  public readonly networkActivityTable?: glue.CfnTable;
  public readonly tableNames: string[] = [];
  /** Key prefixes of the log files that the tables reach, with `*` where the account is for the query to say. */
  public readonly logPrefixes: string[] = [];

  constructor(scope: Construct, id: string, props: DataCatalogProps) {
    super(scope, id);
    const { accounts, logBucket, trailAttributes } = props;
    const root = logRoot(trailAttributes);
    const regions = props.regions?.join(',') ?? new PartitionRegions(this, 'Regions').names;
    const days = Tokenization.stringifyNumber(props.days);

    this.database = new glue.CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: props.databaseName, description: 'Log files of AWS CloudTrail' },
    });
    const databaseName = this.database.ref;
    const { bucketName } = logBucket.bucketRef;
    const addTable = (tableId: string, tableName: string, folder: LogFolder, columns: readonly RecordColumn[]) => {
      this.tableNames.push(tableName);
      this.logPrefixes.push(...(accounts ?? ['*']).map((account) => `${root}${account}/${folder}/`));
      return new LogTable(this, tableId, { databaseName, tableName, columns, bucketName, logRoot: root, folder, accounts, regions, days }).table;
    };
    this.eventsTable = addTable('Events', 'events', LogFolder.EVENTS, EVENT_COLUMNS);
    this.insightsTable = props.insights ? addTable('Insights', 'insights', LogFolder.INSIGHTS, INSIGHT_COLUMNS) : undefined;
    this.networkActivityTable = props.networkActivity
      ? addTable('NetworkActivity', 'network_activity', LogFolder.NETWORK_ACTIVITY, EVENT_COLUMNS)
      : undefined;
  }
}
