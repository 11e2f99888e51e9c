/**
 * What the selectors of a trail mean: which events it logs.
 *
 * Both kinds of selector, as in CloudFormation, are converted to one form: a trail logs an event that matches one of its selectors; an event matches a
 * selector if it matches the conditions on every field; it matches a field if it matches any positive value and no negative one.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
import { BASIC_RESOURCE_TYPES, MAX_SELECTOR_VALUES, type Operator, OPERATORS } from './limits';
import { ALL, NONE, share, type Share, type TextOperator, unsure } from './text-sets';
import { readBoolean, readList, readString, readStruct, UNKNOWN } from './unknown';
import { all, allOf, type Answer, any as some, isUnknown, not, Unknown } from '../logic/answer';
import { ANY } from '../logic/marks';

/** The two properties of an `AWS::CloudTrail::Trail` that select events. */
export interface SelectorProperties {
  readonly EventSelectors?: unknown;
  readonly AdvancedEventSelectors?: unknown;
}

export interface Condition {
  readonly operator: Operator;
  readonly value: string;
}

export interface FieldConditions {
  readonly field: string;
  readonly conditions: readonly Condition[];
  /** False if there are unknown conditions. */
  readonly known: boolean;
}

export interface Selector {
  readonly fields: readonly FieldConditions[];
  /** False if there are further conditions, or if the selector itself may not exist. */
  readonly known: boolean;
}

export interface Selection {
  /** The property that the selectors come from; `default` if there is neither, so that all management events are logged. */
  readonly kind: 'default' | 'basic' | 'advanced';
  readonly selectors: readonly Selector[];
  /** False if there are unknown selectors. */
  readonly known: boolean;
}

/**
 * Events by their fields. A field that is missing here can have any value; `null` is a field that the events do not have.
 * A text that contains `ANY` stands for many.
 */
export type Events = Readonly<Record<string, string | null>>;

/** Reasons that are not part of a value. */
const UNREAD = 'selectors that cannot be read';
const TOGETHER = 'what several selectors select together';

/** CloudTrail takes no more selectors or values. What is more is not read, so that it is unknown what it selects. */
const MAX_READ = MAX_SELECTOR_VALUES;

const ALL_MANAGEMENT: Selector = { fields: [equals('eventCategory', 'Management')], known: true };

export function readSelection(trail: SelectorProperties): Selection {
  const advanced = readList(trail.AdvancedEventSelectors);
  if (advanced !== UNKNOWN && advanced !== undefined && advanced.length > 0) return selection('advanced', advanced, readAdvanced);
  const basic = readList(trail.EventSelectors);
  if (basic !== UNKNOWN && basic !== undefined && basic.length > 0) return selection('basic', basic, readBasic);
  if (advanced === UNKNOWN || basic === UNKNOWN) {
    return { kind: advanced === UNKNOWN ? 'advanced' : 'basic', selectors: [], known: false };
  }
  return { kind: 'default', selectors: [ALL_MANAGEMENT], known: true };
}

function selection(kind: Selection['kind'], elements: readonly unknown[], read: (element: Readonly<Record<string, unknown>>) => Selector[]): Selection {
  const structs = elements.slice(0, MAX_READ).map(readStruct);
  return {
    kind,
    selectors: structs.flatMap((struct) => struct === UNKNOWN || struct === undefined ? [] : read(struct)),
    known: elements.length <= MAX_READ && !structs.includes(UNKNOWN),
  };
}

function readAdvanced(selector: Readonly<Record<string, unknown>>): Selector[] {
  const elements = readList(selector.FieldSelectors);
  if (elements === UNKNOWN || elements === undefined) {
    return [{ fields: [], known: false }];
  }
  const structs = elements.map(readStruct);
  const fields = structs.flatMap((struct) => {
    if (struct === UNKNOWN || struct === undefined) return [];
    const field = readString(struct.Field);
    return field === UNKNOWN || field === undefined ? [] : [readField(field, struct)];
  });
  // CloudTrail rejects a selector without a category, so it matches no event.
  return [{ fields, known: fields.length === structs.length && fields.some(({ field }) => field === 'eventCategory') }];
}

function readField(field: string, struct: Readonly<Record<string, unknown>>): FieldConditions {
  const conditions: Condition[] = [];
  let known = true;
  for (const operator of OPERATORS) {
    const values = readList(struct[operator]);
    if (Array.isArray(values) && values.length > MAX_READ) known = false;
    for (const value of values === UNKNOWN ? [UNKNOWN] : (values ?? []).slice(0, MAX_READ)) {
      const text = value === UNKNOWN ? UNKNOWN : readString(value);
      if (typeof text === 'string') {
        conditions.push({ operator, value: text });
      } else {
        known = known && text === undefined;
      }
    }
  }
  return { field, conditions, known };
}

function readBasic(selector: Readonly<Record<string, unknown>>): Selector[] {
  const include = readBoolean(selector.IncludeManagementEvents);
  const readWrite = readWriteFields(selector.ReadWriteType);
  const management: Selector[] = include === false ? [] : [{
    fields: [equals('eventCategory', 'Management'), ...readWrite, readField('eventSource', { NotEquals: selector.ExcludeManagementEventSources })],
    known: include !== UNKNOWN,
  }];
  const resources = readList(selector.DataResources);
  const data = (resources === UNKNOWN ? [UNKNOWN] : resources ?? []).flatMap((resource): Selector[] => {
    const struct = resource === UNKNOWN ? UNKNOWN : readStruct(resource);
    if (struct === undefined) return [];
    const fields = struct === UNKNOWN ? [] : [readField('resources.type', { Equals: struct.Type }), resourceArns(struct)];
    return [{ fields: [equals('eventCategory', 'Data'), ...readWrite, ...fields], known: struct !== UNKNOWN }];
  });
  return [...management, ...data];
}

function readWriteFields(value: unknown): FieldConditions[] {
  const type = readString(value) ?? 'All';
  switch (type) {
    case 'All': return [];
    case 'ReadOnly': return [equals('readOnly', 'true')];
    case 'WriteOnly': return [equals('readOnly', 'false')];
    default: return [{ field: 'readOnly', conditions: [], known: false }];
  }
}

/** S3 objects are selected by prefix, functions and tables by their whole ARN, unless the value means all of them. */
function resourceArns(struct: Readonly<Record<string, unknown>>): FieldConditions {
  const { conditions, known } = readField('resources.ARN', { Equals: struct.Values });
  const operatorFor = (value: string): Operator => struct.Type === 'AWS::S3::Object' || standsForAll(struct.Type, value) ? 'StartsWith' : 'Equals';
  return {
    field: 'resources.ARN',
    conditions: conditions.map(({ value }) => ({ operator: operatorFor(value), value })),
    // AWS does not document what a selector without values selects.
    known: known && conditions.length > 0,
  };
}

/** Whether a value of a basic selector means all resources of its type. */
export function standsForAll(type: unknown, value: string): boolean {
  const service = typeof type === 'string' ? BASIC_RESOURCE_TYPES[type] : undefined;
  return service !== undefined && new RegExp(`^arn:[^:]+:${service}:*$`).test(value);
}

function equals(field: string, value: string): FieldConditions {
  return { field, conditions: [{ operator: 'Equals', value }], known: true };
}

/** How many of the events the trail logs. */
export function logged(trail: Selection, events: Events): Share {
  const shares: Share[] = [];
  for (const selector of trail.selectors) {
    const part = taken(selector, events);
    if (part.every === true) return ALL;
    shares.push(part);
  }
  return union(trail.known ? shares : [...shares, unsure(UNREAD)]);
}

/** Whether the trail logs the events; unknown also if it depends on a field that is missing in `events`. */
export function logsEvent(trail: Selection, events: Events): Answer {
  const { any, every } = logged(trail, events);
  if (isUnknown(any) || any === every) return any;
  return isUnknown(every) ? every : new Unknown('which of the events');
}

function taken(selector: Selector, events: Events): Share {
  const byField = new Map<string, Share>();
  for (const conditions of selector.fields) {
    const { field } = conditions;
    byField.set(field, intersection(byField.get(field) ?? ALL, met(conditions, field in events ? events[field] : ANY)));
  }
  // Fields are independent of each other: if some events match in each field, some match in all of them.
  const shares = [...byField.values()];
  const product = { any: allOf(shares, ({ any }) => any), every: allOf(shares, ({ every }) => every) };
  return selector.known ? product : atMost(product);
}

function met({ conditions, known }: FieldConditions, text: string | null): Share {
  const positives = conditions.filter(({ operator }) => !operator.startsWith('Not'));
  const negatives = conditions.filter(({ operator }) => operator.startsWith('Not'));
  const each = (list: readonly Condition[]) => list.map(({ operator, value }) =>
    text === null ? NONE : share(text, operator.replace('Not', '') as TextOperator, value));

  const wanted = positives.length === 0 ? ALL : union(each(positives));
  const unwanted = union(each(negatives));
  const rest = { any: not(unwanted.every), every: not(unwanted.any) };
  // Unknown values can be positive or negative; a known negative value still excludes.
  return known ? intersection(wanted, rest) : atMost(rest);
}

function atMost({ any, every }: Share): Share {
  return { any: any === false ? false : unread(any), every: every === false ? false : unread(every) };
}

function unread(answer: Answer): Unknown {
  return isUnknown(answer) ? answer : new Unknown(UNREAD);
}

function union(shares: readonly Share[]): Share {
  const partial = shares.filter(({ any }) => any !== false);
  const every = some(partial.map((part) => part.every));
  // Several parts together may cover all events.
  return { any: some(partial.map((part) => part.any)), every: every === false && partial.length > 1 ? new Unknown(TOGETHER) : every };
}

function intersection(a: Share, b: Share): Share {
  const any = all([a.any, b.any]);
  // Two parts of the same texts may be disjoint.
  const isOpen = any === true && a.every !== true && b.every !== true;
  return { any: isOpen ? new Unknown(TOGETHER) : any, every: all([a.every, b.every]) };
}

/** Which management events a trail logs. */
export interface ManagementEvents {
  /** Read events of every source that is not named in a selector. */
  readonly read: Answer;
  /** Write events of every source that is not named in a selector. */
  readonly write: Answer;
  /** Sources for which fewer events are logged than for the others. */
  readonly excludedSources: readonly string[];
  /** Read and write events of all sources. */
  readonly all: Answer;
}

export function managementEvents(trail: Selection): ManagementEvents {
  const sources = new Set(trail.selectors.flatMap(({ fields }) => fields)
    .filter(({ field }) => field === 'eventSource')
    .flatMap(({ conditions }) => conditions.map(({ value }) => value)));
  const of = (eventSource: string) => ['true', 'false'].map((readOnly) => logsEvent(trail, { eventCategory: 'Management', eventSource, readOnly }));
  // Any source that is not named.
  const [read, write] = of('*.amazonaws.com');
  const named = [...sources].map((source) => ({ source, logs: of(source) }));
  return {
    read,
    write,
    excludedSources: named.filter(({ logs: [reads, writes] }) => (read === true && reads === false) || (write === true && writes === false))
      .map(({ source }) => source),
    all: all([read, write, ...named.flatMap(({ logs }) => logs)]),
  };
}

/** The resource types for which a trail logs some or all data events. Unknown types are omitted. */
export function dataResourceTypes(trail: Selection): string[] {
  return valuesOf(trail, 'Data', 'resources.type');
}

/** The event sources for which a trail logs some or all network activity events. */
export function networkEventSources(trail: Selection): string[] {
  return valuesOf(trail, 'NetworkActivity', 'eventSource');
}

function valuesOf(trail: Selection, eventCategory: string, field: string): string[] {
  const selectors = trail.selectors.filter((selector) => taken(selector, { eventCategory }).any !== false);
  return [...new Set(selectors.flatMap(({ fields }) => fields)
    .filter((conditions) => conditions.field === field)
    .flatMap(({ conditions }) => conditions.filter(({ operator }) => operator === 'Equals').map(({ value }) => value)))];
}

/**
 * Whether the trail logs the deliveries of CloudTrail or S3 to a bucket, so that each delivery causes another event.
 *
 * @param bucketArn `arn:P:s3:::BUCKET`
 * @param keyPrefix the prefix of the keys of the delivered objects
 */
export function logsDeliveriesTo(trail: Selection, bucketArn: string, keyPrefix: string = ''): Answer {
  return logged(trail, {
    'eventCategory': 'Data',
    'eventName': 'PutObject',
    'eventSource': 's3.amazonaws.com',
    'eventType': 'AwsApiCall',
    'readOnly': 'false',
    'resources.type': 'AWS::S3::Object',
    'resources.ARN': `${bucketArn}/${keyPrefix}${ANY}`,
    // The service that delivers is named in userIdentity.invokedBy only.
    'sessionCredentialFromConsole': null,
    'userIdentity.arn': null,
  }).any;
}

/**
 * Whether the trail may log the deliveries of CloudTrail to a log group, so that each delivery causes another event. AWS names `PutLogEvents` among the
 * events of its own deliveries, and no resource type of which they are data events, so every type of CloudWatch Logs may be it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-recursive-logging.html
 */
export function logsDeliveriesToLogGroups(trail: Selection): Answer {
  return logged(trail, {
    'eventCategory': 'Data',
    'eventName': 'PutLogEvents',
    'eventSource': 'logs.amazonaws.com',
    'eventType': 'AwsApiCall',
    'readOnly': 'false',
    'resources.type': `AWS::Logs::${ANY}`,
    'sessionCredentialFromConsole': null,
    'userIdentity.arn': null,
  }).any;
}
