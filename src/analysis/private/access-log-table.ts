import { Fn, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ACCESS_LOG_COLUMNS, ACCESS_LOG_PATTERN } from '../../cloudtrail/queries/record-columns';

export interface AccessLogTableProps {
  readonly databaseName: string;
  readonly tableName: string;
  readonly bucket: IBucketRef;
  /** Empty, or with a slash at the end. */
  readonly prefix: string;
}

/** A table over server access logs. It has no partitions: S3 does not split them by day unless the bucket is configured so, and Athena reads both layouts. */
export class AccessLogTable extends Construct {
  public readonly table: CfnTable;

  constructor(scope: Construct, id: string, props: AccessLogTableProps) {
    super(scope, id);
    this.table = new CfnTable(this, 'Resource', {
      catalogId: Stack.of(this).account,
      databaseName: props.databaseName,
      tableInput: {
        name: props.tableName,
        description: 'Server access logs of the bucket of the trail',
        tableType: 'EXTERNAL_TABLE',
        parameters: { EXTERNAL: 'TRUE' },
        storageDescriptor: {
          columns: ACCESS_LOG_COLUMNS.map((column) => ({ ...column })),
          location: Fn.join('', ['s3://', props.bucket.bucketRef.bucketName, '/', props.prefix]),
          inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: {
            serializationLibrary: 'org.apache.hadoop.hive.serde2.RegexSerDe',
            parameters: { 'serialization.format': '1', 'input.regex': ACCESS_LOG_PATTERN },
          },
        },
      },
    });
  }
}
