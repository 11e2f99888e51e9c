import { Fn, Token } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { type BoundEvents, equalTo, type EventsContext, type EventsWarning, fieldSelector } from './event-selectors';
import { FACTORIES } from './filter-factories';
import { loops, withoutLogBuckets } from './log-bucket-events';
import { loopsThroughLogGroup } from './log-group-events';
import { filterWarnings, sourceWarnings, typeWarnings } from './name-warnings';
import { type Price, PRICES, priceText } from '../../cloudtrail/pricing';
import { type Category, CATEGORY_FIELDS, MAX_SELECTOR_NAME_LENGTH } from '../../cloudtrail/selectors/limits';
import { checkList, checkRequiredText, checkText, type Problem, refInterface } from '../../private/checks';
import { invalid, words } from '../../private/invalid';
import { EventFilter, type EventFilterConditions } from '../event-filter';
import type { DataEventsOptions, ManagementEventsOptions, NetworkActivityEventsOptions } from '../event-options';
import { ReadWriteEvents } from '../read-write-events';

/** Options that only some resource types have. */
export interface DataEventsTarget {
  readonly includeLogBuckets?: boolean;
  readonly resources?: TargetResources;
}

/** The resources whose events are logged. */
export interface TargetResources {
  /** The prop that lists them. */
  readonly prop: string;
  readonly list: readonly object[];
  /** The property that each of them has, such as `bucketRef`. */
  readonly reference: string;
  arns(partition: string): EventFilterConditions;
}

type FieldSelector = CfnTrail.AdvancedFieldSelectorProperty;

const cost = (price: Price) => `${priceText(price)}, for each trail that logs them (${price.source})`;

/** Security scanners look for this name. */
const MANAGEMENT_SELECTOR_NAME = 'Management events selector';

export function managementEvents(options: ManagementEventsOptions): BoundEvents {
  const excluded = [...(options.excludeKms ? ['kms.amazonaws.com'] : []), ...(options.excludeRdsDataApi ? ['rdsdata.amazonaws.com'] : [])];
  const fieldSelectors = [
    equalTo('eventCategory', 'Management'),
    ...readOnly(options.readWrite),
    ...(excluded.length > 0 ? [{ field: 'eventSource', notEquals: excluded }] : []),
  ];
  return { selectors: [{ name: MANAGEMENT_SELECTOR_NAME, fieldSelectors }], warnings: managementWarnings(options) };
}

function managementWarnings({ readWrite, excludeKms, excludeRdsDataApi }: ManagementEventsOptions): EventsWarning[] {
  const warnings: EventsWarning[] = [];
  if (readWrite === ReadWriteEvents.READ_ONLY) {
    warnings.push({ id: 'managementWriteEventsOff', message: 'The trail logs no write management events: it does not record who changed what.' });
  }
  if (readWrite === ReadWriteEvents.WRITE_ONLY) {
    warnings.push({
      id: 'managementReadEventsOff',
      message: 'The trail logs no read management events. CIS and Security Hub (CloudTrail.1) require read and write events.',
    });
  }
  if (excludeKms) {
    warnings.push({
      id: 'kmsEventsExcluded',
      message: 'The trail excludes the management events of AWS KMS, including DisableKey and ScheduleKeyDeletion, and the AWS Config rules '
        + 'multi-region-cloudtrail-enabled and cloudtrail-security-trail-enabled find it NON_COMPLIANT.',
    });
  }
  if (excludeRdsDataApi) {
    warnings.push({
      id: 'rdsDataEventsExcluded',
      message: 'The trail excludes the management events of the Amazon RDS Data API: it does not record who ran SQL statements through it.',
    });
  }
  return warnings;
}

export function dataEvents(resourceType: string, options: DataEventsOptions, target: DataEventsTarget = {}): (context: EventsContext) => BoundEvents {
  checkRequiredText('resourceType', resourceType, matches(/^\w+::\w+::\w+$/, 'must be a resource type that has data events, such as AWS::SNS::Topic'));
  const { 'resources.ARN': arnFilter, ...filters } = filtersByField('Data', options.filters);
  checkResources(target, arnFilter);
  const name = checkName(options.name) ?? `${resourceType} data events`;
  // A type that is a token may be this one; for any other type, the exclusion has no effect.
  const guarded = (resourceType === 'AWS::S3::Object' || Token.isUnresolved(resourceType)) && !target.includeLogBuckets;

  return (context) => {
    const arns = { ...target.resources?.arns(context.partition), ...arnFilter };
    const conditions = { ...filters, 'resources.ARN': guarded ? withoutLogBuckets(arns, context) : arns };
    const fieldSelectors = [
      equalTo('eventCategory', 'Data'), equalTo('resources.type', resourceType), ...readOnly(options.readWrite), ...fieldSelectorsOf(conditions),
    ];
    const warnings = [...typeWarnings(resourceType), ...allDataEvents(`every ${resourceType}`, conditions)];
    if (target.includeLogBuckets && loops(fieldSelectors, context)) {
      warnings.push({
        id: 'logBucketEventsIncluded',
        message: `The trail logs the delivery of its own log files, and each delivery is an event in a later log file, in an endless loop: ${cost(PRICES.dataEvents)}.`,
      });
    }
    if (loopsThroughLogGroup(fieldSelectors, context)) {
      warnings.push({
        id: 'logGroupEventsIncluded',
        message: `The trail logs data events of ${resourceType} and delivers to a log group. If these include PutLogEvents, each delivery is an event in a later delivery, in an endless loop: `
          + `${cost(PRICES.dataEvents)}. Add EventFilter.eventName({ notEqualTo: ['PutLogEvents'] }) to \`filters\`.`,
      });
    }
    return { selectors: [{ name, fieldSelectors }], warnings: [...warnings, ...wildcardWarnings(conditions), ...filterWarnings(filters, resourceType), ...filterWarnings({ 'resources.ARN': arnFilter ?? {} })] };
  };
}

/** The data events of several types that have the same filters, and no resources that a trail could write to. */
export function dataEventsOfTypes(
  service: string, resourceTypes: readonly string[], { filters, readWrite }: DataEventsOptions,
): (context: EventsContext) => BoundEvents {
  const conditions = filtersByField('Data', filters);
  return () => ({
    selectors: resourceTypes.map((resourceType) => ({
      name: `${resourceType} data events`,
      fieldSelectors: [
        equalTo('eventCategory', 'Data'), equalTo('resources.type', resourceType), ...readOnly(readWrite), ...fieldSelectorsOf(conditions),
      ],
    })),
    warnings: [
      ...allDataEvents(`${resourceTypes.length} resource types of ${service}`, conditions), ...wildcardWarnings(conditions), ...filterWarnings(conditions),
    ],
  });
}

function allDataEvents(what: string, conditions: ConditionsByField): EventsWarning[] {
  return Object.values(conditions).some(isPositive) ? [] : [
    { id: 'allDataEvents', message: `The trail logs the data events of ${what}: ${cost(PRICES.dataEvents)}. Use \`filters\` to log fewer events.` },
  ];
}

function checkResources({ resources }: DataEventsTarget, filter: EventFilterConditions | undefined): void {
  if (resources === undefined) return;
  const { prop, list, reference } = resources;
  if (!Array.isArray(list) || list.length === 0) throw invalid(prop, 'must name at least one resource', list, { wayOut: 'Leave it out for all of them' });
  list.forEach((one: unknown) => {
    if (typeof one !== 'object' || one === null || !(reference in one)) throw invalid(prop, `must be constructs that implement \`${refInterface(reference)}\``, one);
  });
  if (filter && isPositive(filter)) {
    throw invalid('filters', `cannot include resource ARNs in addition to those of \`${prop}\``, filter, {
      wayOut: `Remove \`${prop}\`, or use conditions whose names begin with \`not\``,
    });
  }
}

export function networkActivityEvents(eventSource: string, options: NetworkActivityEventsOptions): (context: EventsContext) => BoundEvents {
  checkRequiredText('eventSource', eventSource, matches(/^[a-z0-9.-]+\.amazonaws\.com$/, 'must be a service that has network activity events, such as kms.amazonaws.com'));
  const filters = filtersByField('NetworkActivity', options.filters);
  const name = checkName(options.name) ?? `Network activity events of ${eventSource}`;
  const fieldSelectors = [equalTo('eventCategory', 'NetworkActivity'), equalTo('eventSource', eventSource), ...fieldSelectorsOf(filters)];
  const warnings = Object.values(filters).some(isPositive) ? [] : [{
    id: 'allNetworkActivity',
    message: `The trail logs every call to ${eventSource} through VPC endpoints: ${cost(PRICES.networkActivityEvents)}. Use EventFilter.onlyVpcEndpointDenied() to log only denied calls.`,
  }];
  return () => ({
    selectors: [{ name, fieldSelectors }],
    warnings: [...sourceWarnings(eventSource), ...warnings, ...wildcardWarnings(filters), ...filterWarnings(filters)],
  });
}

const EVENTS = { Management: 'management events', Data: 'data events', NetworkActivity: 'network activity events' };

type ConditionsByField = Readonly<Record<string, EventFilterConditions>>;

function filtersByField(category: Category, filters: EventFilter[] = []): ConditionsByField {
  checkList('filters', filters, EventFilter, "EventFilter.eventName({ equalTo: ['PutObject'] })");
  const byField: Record<string, EventFilterConditions> = {};
  for (const { _field: field, _conditions: conditions, _factory: factory } of filters) {
    const fields = CATEGORY_FIELDS[category].optional;
    if (!fields.includes(field)) {
      const factories = fields.flatMap((allowed) => FACTORIES[allowed] ?? []).map((name) => `\`EventFilter.${name}\``);
      throw invalid('filters', `of ${EVENTS[category]} must be made with ${factories.join(', ')}`, words(`EventFilter.${factory}()`), {
        wayOut: category === 'Data' ? 'Use it in `TrailEvents.networkActivity()`' : 'Use it in data events, such as `TrailEvents.s3Objects()`',
      });
    }
    byField[field] = field in byField ? both(factory, byField[field], conditions) : conditions;
  }
  return byField;
}

/** The conditions of two filters on a field. CloudTrail excludes what any condition excludes, but includes what any condition includes. */
function both(factory: string, a: EventFilterConditions, b: EventFilterConditions): EventFilterConditions {
  if (isPositive(a) && isPositive(b)) {
    throw invalid('filters', 'must have at most one filter for each field that includes events', words(`two with EventFilter.${factory}()`), {
      wayOut: 'Use one filter with all values, or conditions whose names begin with `not`',
    });
  }
  const excluded = (['notEqualTo', 'notStartsWith', 'notEndsWith'] as const)
    .flatMap((operator) => a[operator] && b[operator] ? [[operator, together(a[operator], b[operator])]] : []);
  return { ...a, ...b, ...Object.fromEntries(excluded) };
}

/** Both lists in one. A value can be listed once only; whether a list that is a token has it is not known. */
function together(a: string[], b: string[]): string[] {
  if (![a, b].some((list) => Token.isUnresolved(list))) return [...new Set([...a, ...b])];
  return Fn.split(',', Fn.join(',', [a, b].map((list) => Fn.join(',', list))));
}

function fieldSelectorsOf(filters: ConditionsByField): FieldSelector[] {
  return Object.entries(filters).filter(([, conditions]) => Object.keys(conditions).length > 0)
    .map(([field, conditions]) => fieldSelector(field, conditions));
}

function readOnly(readWrite?: ReadWriteEvents): FieldSelector[] {
  switch (readWrite) {
    case ReadWriteEvents.READ_ONLY: return [equalTo('readOnly', 'true')];
    case ReadWriteEvents.WRITE_ONLY: return [equalTo('readOnly', 'false')];
    default: return [];
  }
}

function isPositive({ equalTo: equal, startsWith, endsWith }: EventFilterConditions): boolean {
  return (equal ?? startsWith ?? endsWith) !== undefined;
}

function checkName(name: string | undefined): string | undefined {
  checkText('name', name, ({ length }) => (length < 1 || length > MAX_SELECTOR_NAME_LENGTH ? `must have 1 to ${MAX_SELECTOR_NAME_LENGTH} characters` : undefined));
  return name;
}

function matches(pattern: RegExp, rule: string): Problem {
  return (value) => (pattern.test(value) ? undefined : rule);
}

function wildcardWarnings(filters: ConditionsByField): EventsWarning[] {
  return Object.values(filters)
    .flatMap((conditions) => Object.values<string[]>({ ...conditions }).flat())
    .filter((value) => !Token.isUnresolved(value) && value.includes('*'))
    .map((value) => ({ id: 'wildcardInEventFilter', message: `\`*\` is matched literally in event filters, here in ${value}; use \`startsWith\` or \`endsWith\`.` }));
}
