import { Token } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { type BoundEvents, equalTo, type EventsContext, type EventsWarning, fieldSelector } from './event-selectors';
import { loops, withoutLogBuckets } from './log-bucket-events';
import { invalid } from '../../cloudtrail/invalid';
import { type Category, CATEGORY_FIELDS, MAX_SELECTOR_NAME_LENGTH } from '../../cloudtrail/selectors/limits';
import type { EventFilter, EventFilterConditions } from '../event-filter';
import type { DataEventsOptions, ManagementEventsOptions, NetworkActivityEventsOptions } from '../event-options';
import { ReadWriteEvents } from '../read-write-events';

/** What only some resource types have. */
export interface DataEventsTarget {
  readonly includeLogBuckets?: boolean;
  /** The resources that are meant, and the prop that names them. */
  readonly resources?: { readonly prop: string; arns(partition: string): EventFilterConditions };
}

type FieldSelector = CfnTrail.AdvancedFieldSelectorProperty;

const PRICE = '0.10 USD for each 100,000 events, for each trail that logs them (https://aws.amazon.com/cloudtrail/pricing/)';

/** Security scanners look for this name. */
const MANAGEMENT_SELECTOR_NAME = 'Management events selector';

export function managementEvents(options: ManagementEventsOptions): BoundEvents {
  const excluded = [...(options.excludeKms ? ['kms.amazonaws.com'] : []), ...(options.excludeRdsDataApi ? ['rdsdata.amazonaws.com'] : [])];
  const fieldSelectors = [
    equalTo('eventCategory', 'Management'),
    ...readOnly(options.readWrite),
    ...(excluded.length > 0 ? [{ field: 'eventSource', notEquals: excluded }] : []),
  ];
  return { selector: { name: MANAGEMENT_SELECTOR_NAME, fieldSelectors }, warnings: managementWarnings(options) };
}

function managementWarnings({ readWrite, excludeKms, excludeRdsDataApi }: ManagementEventsOptions): EventsWarning[] {
  const warnings: EventsWarning[] = [];
  if (readWrite === ReadWriteEvents.READ_ONLY) {
    warnings.push({ id: 'managementWriteEventsOff', message: 'The trail logs no management events that write: who changed what is not recorded by it.' });
  }
  if (readWrite === ReadWriteEvents.WRITE_ONLY) {
    warnings.push({
      id: 'managementReadEventsOff',
      message: 'The trail logs no management events that read. CIS and Security Hub (CloudTrail.1) ask for read and write events.',
    });
  }
  if (excludeKms) {
    warnings.push({
      id: 'kmsEventsExcluded',
      message: 'The trail leaves out the management events of AWS KMS, DisableKey and ScheduleKeyDeletion among them, and the AWS Config rules '
        + 'multi-region-cloudtrail-enabled and cloudtrail-security-trail-enabled find it NON_COMPLIANT.',
    });
  }
  if (excludeRdsDataApi) {
    warnings.push({
      id: 'rdsDataEventsExcluded',
      message: 'The trail leaves out the management events of the Amazon RDS Data API: who ran SQL statements through it is not recorded.',
    });
  }
  return warnings;
}

export function dataEvents(resourceType: string, options: DataEventsOptions, target: DataEventsTarget = {}): (context: EventsContext) => BoundEvents {
  if (!Token.isUnresolved(resourceType) && !/^\w+::\w+::\w+$/.test(resourceType)) {
    throw invalid('resourceType', 'must be the type of a resource that has data events, such as AWS::SNS::Topic', resourceType);
  }
  const { 'resources.ARN': arnFilter, ...filters } = filtersByField('Data', options.filters);
  checkResources(target, arnFilter);
  const name = checkName(options.name) ?? `${resourceType} data events`;
  // A type that is not known yet may be this one, and does not mind the exclusion if it is not.
  const guarded = (resourceType === 'AWS::S3::Object' || Token.isUnresolved(resourceType)) && !target.includeLogBuckets;

  return (context) => {
    const arns = { ...target.resources?.arns(context.partition), ...arnFilter };
    const conditions = { ...filters, 'resources.ARN': guarded ? withoutLogBuckets(arns, context) : arns };
    const fieldSelectors = [
      equalTo('eventCategory', 'Data'), equalTo('resources.type', resourceType), ...readOnly(options.readWrite), ...fieldSelectorsOf(conditions),
    ];
    const warnings = Object.values(conditions).some(isPositive) ? [] : [
      { id: 'allDataEvents', message: `The trail logs the data events of every ${resourceType}: ${PRICE}. Filter by resource, name or caller.` },
    ];
    if (target.includeLogBuckets && loops(fieldSelectors, context)) {
      warnings.push({
        id: 'logBucketEventsIncluded',
        message: `The trail logs the delivery of its own log files, each of which is an event in a later one, without end: ${PRICE}.`,
      });
    }
    return { selector: { name, fieldSelectors }, warnings: [...warnings, ...wildcardWarnings(conditions)] };
  };
}

function checkResources({ resources }: DataEventsTarget, filter: EventFilterConditions | undefined): void {
  if (resources === undefined) return;
  if (Object.values(resources.arns('aws')).flat().length === 0) throw invalid(resources.prop, 'must name at least one resource', '[]');
  if (filter && isPositive(filter)) {
    throw invalid('filters', `cannot admit resource ARNs beside those of \`${resources.prop}\``, JSON.stringify(filter));
  }
}

export function networkActivityEvents(eventSource: string, options: NetworkActivityEventsOptions): (context: EventsContext) => BoundEvents {
  if (!Token.isUnresolved(eventSource) && !/^[a-z0-9.-]+\.amazonaws\.com$/.test(eventSource)) {
    throw invalid('eventSource', 'must be a service that has network activity events, such as kms.amazonaws.com', eventSource);
  }
  const filters = filtersByField('NetworkActivity', options.filters);
  const name = checkName(options.name) ?? `Network activity events of ${eventSource}`;
  const fieldSelectors = [equalTo('eventCategory', 'NetworkActivity'), equalTo('eventSource', eventSource), ...fieldSelectorsOf(filters)];
  const warnings = Object.values(filters).some(isPositive) ? [] : [{
    id: 'allNetworkActivity',
    message: `The trail logs every call to ${eventSource} through VPC endpoints: ${PRICE}. EventFilter.onlyVpcEndpointDenied() leaves the denied ones.`,
  }];
  return () => ({ selector: { name, fieldSelectors }, warnings: [...warnings, ...wildcardWarnings(filters)] });
}

type ConditionsByField = Readonly<Record<string, EventFilterConditions>>;

function filtersByField(category: Category, filters: EventFilter[] = []): ConditionsByField {
  const byField: Record<string, EventFilterConditions> = {};
  for (const { _field: field, _conditions: conditions } of filters) {
    const fields = CATEGORY_FIELDS[category].optional;
    if (!fields.includes(field)) {
      throw invalid('filters', `of category ${category} must be on one of ${fields.join(', ')}`, field);
    }
    if (field in byField) throw invalid('filters', 'must have at most one filter for each field', field);
    byField[field] = conditions;
  }
  return byField;
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
  if (name !== undefined && !Token.isUnresolved(name) && (name === '' || name.length > MAX_SELECTOR_NAME_LENGTH)) {
    throw invalid('name', `must have 1 to ${MAX_SELECTOR_NAME_LENGTH} characters`, name);
  }
  return name;
}

function wildcardWarnings(filters: ConditionsByField): EventsWarning[] {
  return Object.values(filters)
    .flatMap((conditions) => Object.values<string[]>({ ...conditions }).flat())
    .filter((value) => !Token.isUnresolved(value) && value.includes('*'))
    .map((value) => ({ id: 'wildcardInEventFilter', message: `An event filter takes * as it stands, it is no wildcard: ${value}. Use startsWith or endsWith.` }));
}
