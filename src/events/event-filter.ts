import { Token } from 'aws-cdk-lib';
import { MAX_SELECTOR_VALUE_LENGTH, S3_AUTHENTICATION_SOURCE, S3_LIFECYCLE_SOURCE } from '../cloudtrail/selectors/limits';
import { checkRequiredText } from '../private/checks';
import { invalid } from '../private/invalid';

/**
 * Conditions on one field of an event. Each value has 1 to 2048 characters and is matched literally: `*` is not a wildcard.
 *
 * An event matches if it matches any of the positive conditions (or there are none) and all of the negative conditions.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export interface EventFilterConditions {
  /**
   * Includes events whose field equals one of these values.
   *
   * @default - no such condition
   */
  readonly equalTo?: string[];

  /**
   * Includes events whose field starts with one of these values.
   *
   * @default - no such condition
   */
  readonly startsWith?: string[];

  /**
   * Includes events whose field ends with one of these values.
   *
   * @default - no such condition
   */
  readonly endsWith?: string[];

  /**
   * Excludes events whose field equals one of these values.
   *
   * @default - no such condition
   */
  readonly notEqualTo?: string[];

  /**
   * Excludes events whose field starts with one of these values.
   *
   * @default - no such condition
   */
  readonly notStartsWith?: string[];

  /**
   * Excludes events whose field ends with one of these values.
   *
   * @default - no such condition
   */
  readonly notEndsWith?: string[];
}

/**
 * A filter on one field of data events or network activity events. Only events that match are logged and charged for.
 *
 * If a `TrailEvents` has several filters, an event must match all of them. Of the filters on one field, at most one can include events, because CloudTrail
 * has one list of conditions for each field.
 *
 * @example
 * TrailEvents.s3Objects({
 *   filters: [EventFilter.eventName({ equalTo: ['PutObject', 'DeleteObject'] })],
 * });
 */
export class EventFilter {
  /**
   * Filters by the name of the API operation, such as `PutObject`. For data events and network activity events.
   *
   * Throws if there is no value, or if a value is empty or too long.
   */
  public static eventName(conditions: EventFilterConditions): EventFilter {
    return new EventFilter('eventName', 'eventName', conditions);
  }

  /**
   * Filters by the service that was called, such as `s3.amazonaws.com`. For data events.
   *
   * Throws if there is no value, or if a value is empty or too long.
   */
  public static eventSource(conditions: EventFilterConditions): EventFilter {
    return new EventFilter('eventSource', 'eventSource', conditions);
  }

  /**
   * Filters by the kind of event, such as `AwsApiCall` or `AwsServiceEvent`. For data events.
   *
   * Throws if there is no value, or if a value is empty or too long.
   */
  public static eventType(conditions: EventFilterConditions): EventFilter {
    return new EventFilter('eventType', 'eventType', conditions);
  }

  /**
   * Filters by the ARN of the resource. For data events of types that have ARNs.
   *
   * To match all objects in an S3 bucket, use `startsWith` with the ARN of the bucket and a trailing slash.
   *
   * Throws if there is no value, or if a value is empty or too long.
   */
  public static resourceArn(conditions: EventFilterConditions): EventFilter {
    return new EventFilter('resourceArn', 'resources.ARN', conditions);
  }

  /**
   * Filters by the ARN of the principal that made the call. For data events and network activity events.
   *
   * For a call made with a role, this is the ARN of the role session, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/NAME`.
   *
   * Throws if there is no value, or if a value is empty or too long.
   */
  public static userIdentityArn(conditions: EventFilterConditions): EventFilter {
    return new EventFilter('userIdentityArn', 'userIdentity.arn', conditions);
  }

  /**
   * Filters by the VPC endpoint that the call came through. For network activity events.
   *
   * Throws if there is no value, or if a value is empty or too long.
   */
  public static vpcEndpointId(conditions: EventFilterConditions): EventFilter {
    return new EventFilter('vpcEndpointId', 'vpcEndpointId', conditions);
  }

  /**
   * Includes only calls that were made in the AWS Management Console. For data events.
   */
  public static consoleOnly(): EventFilter {
    return new EventFilter('consoleOnly', 'sessionCredentialFromConsole', { equalTo: ['true'] });
  }

  /**
   * Excludes calls that were made in the AWS Management Console. For data events.
   */
  public static excludeConsole(): EventFilter {
    return new EventFilter('excludeConsole', 'sessionCredentialFromConsole', { notEqualTo: ['true'] });
  }

  /**
   * Includes only the actions of S3 Lifecycle: expirations, delete markers, transitions and aborted uploads. For data events of S3 objects.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-eventsource-s3lifecycle
   */
  public static onlyS3LifecycleActions(): EventFilter {
    return new EventFilter('onlyS3LifecycleActions', 'eventSource', { equalTo: [S3_LIFECYCLE_SOURCE] });
  }

  /**
   * Excludes the actions of S3 Lifecycle: expirations, delete markers, transitions and aborted uploads. For data events of S3 objects.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-eventsource-s3lifecycle
   */
  public static excludeS3LifecycleActions(): EventFilter {
    return new EventFilter('excludeS3LifecycleActions', 'eventSource', { notEqualTo: [S3_LIFECYCLE_SOURCE] });
  }

  /**
   * Includes only requests to S3 that failed authentication, such as those with a wrong signature or an expired token. For data events of S3 objects.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-eventsource-s3auth
   */
  public static onlyS3AuthenticationFailures(): EventFilter {
    return new EventFilter('onlyS3AuthenticationFailures', 'eventSource', { equalTo: [S3_AUTHENTICATION_SOURCE] });
  }

  /**
   * Excludes requests to S3 that failed authentication, such as those with a wrong signature or an expired token. For data events of S3 objects.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-eventsource-s3auth
   */
  public static excludeS3AuthenticationFailures(): EventFilter {
    return new EventFilter('excludeS3AuthenticationFailures', 'eventSource', { notEqualTo: [S3_AUTHENTICATION_SOURCE] });
  }

  /**
   * Excludes events that AWS services generate themselves, such as the deletion of each object by one `DeleteObjects` call, of which the call itself has an
   * event too. For data events.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
   */
  public static excludeServiceEvents(): EventFilter {
    return new EventFilter('excludeServiceEvents', 'eventType', { notEqualTo: ['AwsServiceEvent'] });
  }

  /**
   * Includes only calls that a VPC endpoint policy denied. For network activity events.
   */
  public static onlyVpcEndpointDenied(): EventFilter {
    return new EventFilter('onlyVpcEndpointDenied', 'errorCode', { equalTo: ['VpceAccessDenied'] });
  }

  /** @internal */
  public readonly _conditions: EventFilterConditions;

  private constructor(
    /** @internal */
    public readonly _factory: string,
    /** @internal */
    public readonly _field: string,
    conditions: EventFilterConditions,
  ) {
    const given = Object.entries<string[] | undefined>({ ...conditions })
      .flatMap(([operator, values]) => values === undefined || values === null ? [] : [{ operator, values }]);
    if (given.length === 0) {
      throw invalid('conditions', `of \`EventFilter.${_factory}\` must have an operator`, conditions, { wayOut: "Set one, such as `equalTo: ['…']`" });
    }
    given.forEach(({ operator, values }) => checkValues(operator, values));
    this._conditions = Object.fromEntries(given.map(({ operator, values }) => [operator, values]));
  }
}

function checkValues(operator: string, values: string[]): void {
  if (Token.isUnresolved(values)) return;
  if (!Array.isArray(values) || values.length === 0) throw invalid(operator, "must be a list of at least one value, such as `['PutObject']`", values);
  values.forEach((each) => checkRequiredText(operator, each, ({ length }) =>
    (length < 1 || length > MAX_SELECTOR_VALUE_LENGTH ? `must contain values of 1 to ${MAX_SELECTOR_VALUE_LENGTH} characters` : undefined)));
  const again = values.find((value, index) => values.indexOf(value) < index);
  if (again !== undefined) throw invalid(operator, 'must contain each value once', again);
}
