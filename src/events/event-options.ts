import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunctionRef } from 'aws-cdk-lib/aws-lambda';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { EventFilter } from './event-filter';
import type { ReadWriteEvents } from './read-write-events';

/**
 * Options of `TrailEvents.management`.
 */
export interface ManagementEventsOptions {
  /**
   * Whether read events, write events or both are logged. Less than both gives a warning: CIS and Security Hub ask for both.
   *
   * @default ReadWriteEvents.ALL
   */
  readonly readWrite?: ReadWriteEvents;

  /**
   * Leaves out the events of AWS KMS. Gives a warning: it hides who disables keys or schedules their deletion, too, and AWS Config rules then find
   * the trail non-compliant. Nearly all KMS events are read events, so `ReadWriteEvents.WRITE_ONLY` saves about as much.
   *
   * @default false
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
   */
  readonly excludeKms?: boolean;

  /**
   * Leaves out the events of the Amazon RDS Data API. Gives a warning.
   *
   * @default false
   */
  readonly excludeRdsDataApi?: boolean;
}

/**
 * Options of data events.
 */
export interface DataEventsOptions {
  /**
   * Whether read events, write events or both are logged. Reads are most of the volume, and of the cost, of most resources.
   *
   * @default ReadWriteEvents.ALL
   */
  readonly readWrite?: ReadWriteEvents;

  /**
   * What the events have to meet, all of it: at most one filter a field, of the fields that data events have.
   *
   * @default - every event
   */
  readonly filters?: EventFilter[];

  /**
   * Name of the selector, up to 1000 characters.
   *
   * @default - a name made from the resource type
   */
  readonly name?: string;
}

/**
 * Options of `TrailEvents.s3Objects`.
 */
export interface S3ObjectEventsOptions extends DataEventsOptions {
  /**
   * The buckets whose objects are logged. A filter on `EventFilter.resourceArn` may then only leave out.
   *
   * @default - all buckets of the account, also those that do not exist yet
   */
  readonly buckets?: IBucketRef[];

  /**
   * Logs the objects of the trail's own bucket and of its access-log bucket, too.
   *
   * Gives a warning when that includes what CloudTrail delivers: each delivered log file is then an event in the next one, without end and at a cost.
   *
   * @default false
   */
  readonly includeLogBuckets?: boolean;
}

/**
 * Options of `TrailEvents.lambdaFunctions`.
 */
export interface LambdaFunctionEventsOptions extends DataEventsOptions {
  /**
   * The functions whose invocations are logged. A filter on `EventFilter.resourceArn` may then only leave out.
   *
   * @default - all functions of the account, also those that do not exist yet
   */
  readonly functions?: IFunctionRef[];
}

/**
 * Options of `TrailEvents.dynamoDbTables`.
 */
export interface DynamoDbTableEventsOptions extends DataEventsOptions {
  /**
   * The tables whose item operations are logged. A filter on `EventFilter.resourceArn` may then only leave out.
   *
   * @default - all tables of the account, also those that do not exist yet
   */
  readonly tables?: ITableRef[];
}

/**
 * Options of `TrailEvents.networkActivity`.
 */
export interface NetworkActivityEventsOptions {
  /**
   * What the events have to meet, all of it: at most one filter a field, of the fields that network activity events have.
   *
   * @default - every event
   */
  readonly filters?: EventFilter[];

  /**
   * Name of the selector, up to 1000 characters.
   *
   * @default - a name made from the event source
   */
  readonly name?: string;
}
