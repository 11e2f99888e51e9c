import { Fn, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { LogFolder } from './layout';
import { PARTITION_COLUMNS, type RecordColumn } from '../../cloudtrail/queries/record-columns';

export interface LogTableProps {
  readonly databaseName: string;
  readonly tableName: string;
  readonly columns: readonly RecordColumn[];
  readonly bucketName: string;
  readonly accountsRoot: string;
  readonly folder: LogFolder;
  /** The listed accounts; none when each query has to name the account. */
  readonly accounts?: string[];
  /** With commas, without spaces. */
  readonly regions: string;
  /** How far back, as digits. */
  readonly days: string;
}

/** Log files: one JSON document of records each. */
const RECORDS = {
  classification: 'cloudtrail',
  inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
  serde: 'org.apache.hive.hcatalog.data.JsonSerDe',
};

/** Digest files: one JSON object each, on one line. */
const JSON_LINES = { classification: 'json', inputFormat: 'org.apache.hadoop.mapred.TextInputFormat', serde: 'org.openx.data.jsonserde.JsonSerDe' };

/** A table over one folder of log files. Its partitions are computed from their names, so there is nothing to crawl and no partition to add. */
export class LogTable extends Construct {
  public readonly table: CfnTable;

  constructor(scope: Construct, id: string, props: LogTableProps) {
    super(scope, id);
    const format = props.folder === LogFolder.DIGESTS ? JSON_LINES : RECORDS;
    const location = Fn.join('', ['s3://', props.bucketName, '/', props.accountsRoot]);
    this.table = new CfnTable(this, 'Resource', {
      catalogId: Stack.of(this).account,
      databaseName: props.databaseName,
      tableInput: {
        name: props.tableName,
        description: `Log files under ${props.folder}/`,
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: PARTITION_COLUMNS.map((column) => ({ ...column })),
        parameters: {
          'EXTERNAL': 'TRUE',
          'classification': format.classification,
          'projection.enabled': 'true',
          ...accountProjection(props.accounts),
          'projection.region.type': 'enum',
          'projection.region.values': props.regions,
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy/MM/dd',
          'projection.day.range': `NOW-${props.days}DAYS,NOW`,
          'projection.day.interval': '1',
          'projection.day.interval.unit': 'DAYS',
          // Athena fills these in, not CloudFormation: the text reaches it as it is.
          'storage.location.template': Fn.join('', [location, `\${account}/${props.folder}/\${region}/\${day}`]),
        },
        storageDescriptor: {
          columns: props.columns.map((column) => ({ ...column })),
          location,
          inputFormat: format.inputFormat,
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: { serializationLibrary: format.serde },
        },
      },
    });
  }
}

function accountProjection(accounts?: string[]): Record<string, string> {
  if (accounts === undefined) return { 'projection.account.type': 'injected' };
  return { 'projection.account.type': 'enum', 'projection.account.values': accounts.join(',') };
}
