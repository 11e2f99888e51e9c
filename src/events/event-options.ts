import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunctionRef } from 'aws-cdk-lib/aws-lambda';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { AgentCoreEventGroup, BedrockEventGroup } from './ai-event-groups';
import type { EventFilter } from './event-filter';
import type { ReadWriteEvents } from './read-write-events';

/**
 * Options of `TrailEvents.management`.
 */
export interface ManagementEventsOptions {
  /**
   * Whether read events, write events or both are logged. Anything but both emits a warning: CIS and Security Hub require both.
   *
   * @default ReadWriteEvents.ALL
   */
  readonly readWrite?: ReadWriteEvents;

  /**
   * Excludes the events of AWS KMS. Emits a warning: this also excludes events that disable keys or schedule their deletion, and AWS Config rules
   * then find the trail noncompliant. Nearly all KMS events are read events, so `ReadWriteEvents.WRITE_ONLY` saves about as much.
   *
   * @default false
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
   */
  readonly excludeKms?: boolean;

  /**
   * Excludes the events of the Amazon RDS Data API. Emits a warning.
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
   * Whether read events, write events or both are logged. For most resources, read events are most of the volume and cost.
   *
   * @default ReadWriteEvents.ALL
   */
  readonly readWrite?: ReadWriteEvents;

  /**
   * Filters, all of which an event must match, on the fields of data events. Of the filters on one field, at most one can include events.
   *
   * @default - every event
   */
  readonly filters?: EventFilter[];

  /**
   * Name of the selector: 1 to 1000 characters. Throws if it is not valid.
   *
   * @default - a name derived from the resource type
   */
  readonly name?: string;
}

/**
 * Options of `TrailEvents.s3Objects`.
 */
export interface S3ObjectEventsOptions extends DataEventsOptions {
  /**
   * The buckets whose objects are logged. With this option, `EventFilter.resourceArn` can only exclude.
   *
   * @default - all buckets of the account, including future ones
   */
  readonly buckets?: IBucketRef[];

  /**
   * Whether the objects of the trail's own bucket and of its access-log bucket are logged as well.
   *
   * Emits a warning if this includes the deliveries of CloudTrail: each delivered log file is then an event in a later one, in an endless and
   * chargeable loop.
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
   * The functions whose invocations are logged. With this option, `EventFilter.resourceArn` can only exclude.
   *
   * @default - all functions of the account, including future ones
   */
  readonly functions?: IFunctionRef[];
}

/**
 * Options of `TrailEvents.dynamoDbTables`.
 */
export interface DynamoDbTableEventsOptions extends DataEventsOptions {
  /**
   * The tables whose item operations are logged. With this option, `EventFilter.resourceArn` can only exclude.
   *
   * @default - all tables of the account, including future ones
   */
  readonly tables?: ITableRef[];
}

/**
 * Options of `TrailEvents.bedrock`.
 */
export interface BedrockEventsOptions {
  /**
   * The groups of resource types whose events are logged. Throws if it is empty.
   *
   * @default - every group
   */
  readonly groups?: BedrockEventGroup[];

  /**
   * Whether read events, write events or both are logged.
   *
   * @default ReadWriteEvents.ALL
   */
  readonly readWrite?: ReadWriteEvents;

  /**
   * Filters, all of which an event must match, on the fields of data events. Of the filters on one field, at most one can include events.
   *
   * @default - every event
   */
  readonly filters?: EventFilter[];
}

/**
 * Options of `TrailEvents.bedrockAgentCore`.
 */
export interface AgentCoreEventsOptions {
  /**
   * The groups of resource types whose events are logged. Throws if it is empty.
   *
   * Gateways and runtimes can have many events: one for each request and for each operation on a session.
   *
   * @default - every group
   */
  readonly groups?: AgentCoreEventGroup[];

  /**
   * Whether read events, write events or both are logged.
   *
   * @default ReadWriteEvents.ALL
   */
  readonly readWrite?: ReadWriteEvents;

  /**
   * Filters, all of which an event must match, on the fields of data events. Of the filters on one field, at most one can include events.
   *
   * @default - every event
   */
  readonly filters?: EventFilter[];
}

/**
 * Options of `TrailEvents.networkActivity`.
 */
export interface NetworkActivityEventsOptions {
  /**
   * Filters, all of which an event must match, on the fields of network activity events. Of the filters on one field, at most one can include events.
   *
   * @default - every event
   */
  readonly filters?: EventFilter[];

  /**
   * Name of the selector: 1 to 1000 characters. Throws if it is not valid.
   *
   * @default - a name derived from the event source
   */
  readonly name?: string;
}
