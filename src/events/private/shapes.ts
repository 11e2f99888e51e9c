import { anything, flag, memberOf, type Shape, text } from '../../private/shape';
import type {
  AgentCoreEventsOptions, BedrockEventsOptions, DataEventsOptions, DynamoDbTableEventsOptions, LambdaFunctionEventsOptions, ManagementEventsOptions,
  NetworkActivityEventsOptions, S3ObjectEventsOptions,
} from '../event-options';
import { ReadWriteEvents } from '../read-write-events';

const readWrite = memberOf('ReadWriteEvents', ReadWriteEvents);

export const MANAGEMENT: Shape<ManagementEventsOptions> = { readWrite, excludeKms: flag, excludeRdsDataApi: flag };
/** Lists are checked with the events. */
export const DATA: Shape<DataEventsOptions> = { readWrite, filters: anything, name: text };
export const S3_OBJECTS: Shape<S3ObjectEventsOptions> = { ...DATA, buckets: anything, includeLogBuckets: flag };
export const LAMBDA_FUNCTIONS: Shape<LambdaFunctionEventsOptions> = { ...DATA, functions: anything };
export const DYNAMO_DB_TABLES: Shape<DynamoDbTableEventsOptions> = { ...DATA, tables: anything };
export const BEDROCK: Shape<BedrockEventsOptions> = { groups: anything, readWrite, filters: anything };
export const AGENT_CORE: Shape<AgentCoreEventsOptions> = { groups: anything, readWrite, filters: anything };
export const NETWORK_ACTIVITY: Shape<NetworkActivityEventsOptions> = { filters: anything, name: text };
