import type {
  AgentCoreEventsOptions, BedrockEventsOptions, DataEventsOptions, DynamoDbTableEventsOptions, LambdaFunctionEventsOptions, ManagementEventsOptions,
  NetworkActivityEventsOptions, S3ObjectEventsOptions,
} from './event-options';
import { agentCoreEvents, bedrockEvents } from './private/ai-events';
import { dataEvents, managementEvents, networkActivityEvents } from './private/event-factories';
import type { BoundEvents, EventsContext } from './private/event-selectors';
import { AGENT_CORE, BEDROCK, DATA, DYNAMO_DB_TABLES, LAMBDA_FUNCTIONS, MANAGEMENT, NETWORK_ACTIVITY, S3_OBJECTS } from './private/shapes';
import { shaped } from '../private/shape';

/**
 * Events that a trail logs.
 *
 * A trail logs all management events unless the list contains `TrailEvents.management()` with other options, or `TrailEvents.withoutManagementEvents()`.
 * Data events and network activity events are logged, and charged for, only if they are in the list.
 *
 * @example
 * const events = [
 *   TrailEvents.s3Objects({ readWrite: ReadWriteEvents.WRITE_ONLY }),
 *   TrailEvents.networkActivity('kms.amazonaws.com', { filters: [EventFilter.onlyVpcEndpointDenied()] }),
 * ];
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-events.html
 */
export class TrailEvents {
  /**
   * Management events: operations on the resources of the account, and sign-ins. The first copy in each account and Region is free of charge.
   *
   * The trail throws if the list contains it more than once.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
   */
  public static management(options: ManagementEventsOptions = {}): TrailEvents {
    const given = shaped(options, MANAGEMENT);
    return new TrailEvents('Management', () => managementEvents(given));
  }

  /**
   * No management events, for a trail in addition to another one that logs them. Emits a warning. The trail throws if the list has no other events.
   */
  public static withoutManagementEvents(): TrailEvents {
    return new TrailEvents('Management', () => ({
      selectors: [],
      warnings: [{ id: 'managementEventsOff', message: 'The trail logs no management events: it does not record who changed what in the account.' }],
    }));
  }

  /**
   * Data events for objects in general purpose S3 buckets, such as `GetObject` and `PutObject`.
   *
   * The objects of the trail's own bucket and of its access-log bucket are excluded unless `includeLogBuckets` is set.
   *
   * Lifecycle actions, requests that fail authentication, and each object that a `DeleteObjects` call deletes are events of these objects too, logged
   * and charged for. To exclude or select them, see `EventFilter.excludeS3LifecycleActions`, `excludeS3AuthenticationFailures` and `excludeServiceEvents`.
   *
   * Throws if a filter is on a field that data events do not have, if two filters of a field include events, or if `buckets` is empty or combined with a
   * filter that includes ARNs.
   */
  public static s3Objects(options: S3ObjectEventsOptions = {}): TrailEvents {
    const { buckets, includeLogBuckets, ...rest } = shaped(options, S3_OBJECTS);
    return new TrailEvents('Data', dataEvents('AWS::S3::Object', rest, {
      includeLogBuckets,
      resources: buckets === undefined ? undefined : {
        prop: 'buckets',
        list: buckets,
        reference: 'bucketRef',
        arns: (partition) => ({ startsWith: buckets.map(({ bucketRef }) => `arn:${partition}:s3:::${bucketRef.bucketName}/`) }),
      },
    }));
  }

  /**
   * Data events for Lambda functions: each invocation.
   *
   * Throws if a filter is on a field that data events do not have, if two filters of a field include events, or if `functions` is empty or combined with a filter that includes ARNs.
   */
  public static lambdaFunctions(options: LambdaFunctionEventsOptions = {}): TrailEvents {
    const { functions, ...rest } = shaped(options, LAMBDA_FUNCTIONS);
    return new TrailEvents('Data', dataEvents('AWS::Lambda::Function', rest, {
      resources: functions === undefined ? undefined : {
        prop: 'functions',
        list: functions,
        reference: 'functionRef',
        arns: () => ({ equalTo: functions.map(({ functionRef }) => functionRef.functionArn) }),
      },
    }));
  }

  /**
   * Data events for DynamoDB tables: operations on items, such as `GetItem` and `PutItem`.
   *
   * Throws if a filter is on a field that data events do not have, if two filters of a field include events, or if `tables` is empty or combined with a filter that includes ARNs.
   */
  public static dynamoDbTables(options: DynamoDbTableEventsOptions = {}): TrailEvents {
    const { tables, ...rest } = shaped(options, DYNAMO_DB_TABLES);
    return new TrailEvents('Data', dataEvents('AWS::DynamoDB::Table', rest, {
      resources: tables === undefined ? undefined : {
        prop: 'tables',
        list: tables,
        reference: 'tableRef',
        arns: () => ({ equalTo: tables.map(({ tableRef }) => tableRef.tableArn) }),
      },
    }));
  }

  /**
   * Data events for resources of one type. For `AWS::S3::Object`, the objects of the trail's own buckets are excluded, as in `TrailEvents.s3Objects`.
   *
   * Throws if the type is not a resource type, if a filter is on a field that data events do not have, or if two filters of a field include events.
   *
   * @param resourceType a type that has data events, such as `AWS::SNS::Topic`
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html#logging-data-events
   */
  public static data(resourceType: string, options: DataEventsOptions = {}): TrailEvents {
    return new TrailEvents('Data', dataEvents(resourceType, shaped(options, DATA)));
  }

  /**
   * Data events of Amazon Bedrock: agents, flows, knowledge bases, guardrails, and other operations, in the groups of the guide of AWS on auditing AI
   * workloads. One selector for each resource type.
   *
   * Calls of models through `InvokeModel` and `Converse` are management events, which the trail logs without this; those through the `bedrock-mantle`
   * endpoint are data events. Neither kind of event has the prompt or
   * the answer: for those, turn on the model invocation logging of Bedrock.
   *
   * Throws if `groups` is empty, if a filter is on a field that data events do not have, or if two filters of a field include events.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
   */
  public static bedrock(options: BedrockEventsOptions = {}): TrailEvents {
    return new TrailEvents('Data', bedrockEvents(shaped(options, BEDROCK)));
  }

  /**
   * Data events of Amazon Bedrock AgentCore: gateways, credentials, runtimes, tools and memory of agents, in the order in which the guide of AWS on auditing
   * AI workloads enables them. One selector for each resource type.
   *
   * Throws if `groups` is empty, if a filter is on a field that data events do not have, or if two filters of a field include events.
   *
   * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/
   */
  public static bedrockAgentCore(options: AgentCoreEventsOptions = {}): TrailEvents {
    return new TrailEvents('Data', agentCoreEvents(shaped(options, AGENT_CORE)));
  }

  /**
   * Network activity events: calls to a service through VPC endpoints. The list can contain at most one entry for each service.
   *
   * Throws if the event source is not valid, if a filter is on a field that network activity events do not have, or if two filters of a field include events.
   *
   * @param eventSource a service that has network activity events, such as `kms.amazonaws.com`
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
   */
  public static networkActivity(eventSource: string, options: NetworkActivityEventsOptions = {}): TrailEvents {
    return new TrailEvents('NetworkActivity', networkActivityEvents(eventSource, shaped(options, NETWORK_ACTIVITY)), eventSource);
  }

  private constructor(
    /** @internal */
    public readonly _category: string,
    /** @internal */
    public readonly _bind: (context: EventsContext) => BoundEvents,
    /** @internal */
    public readonly _networkSource?: string,
  ) {}
}
