import { Token } from 'aws-cdk-lib';
import type { EventsWarning } from './event-selectors';
import { FACTORIES } from './filter-factories';
import { meant } from '../../cloudtrail/logic/nearest';
import { DATA_EVENT_NAMES, DATA_RESOURCE_TYPES, EVENT_TYPES, NETWORK_ACTIVITY_SOURCES, OTHER_SOURCES } from '../../cloudtrail/selectors/known-names';
import { S3_AUTHENTICATION_SOURCE, S3_LIFECYCLE_SOURCE } from '../../cloudtrail/selectors/limits';
import type { EventFilterConditions } from '../event-filter';

/*
 * Names that are probably misspelled. AWS adds names all the time, so that one which is not known is never an error.
 */

const SOURCES = [...NETWORK_ACTIVITY_SOURCES, ...OTHER_SOURCES, S3_LIFECYCLE_SOURCE, S3_AUTHENTICATION_SOURCE];

/** A type that is not known, of a service that is, or which is nearly one that is. */
export function typeWarnings(resourceType: string): EventsWarning[] {
  if (Token.isUnresolved(resourceType) || DATA_RESOURCE_TYPES.includes(resourceType)) return [];
  const service = resourceType.replace(/\w+$/, '');
  const near = meant(resourceType, DATA_RESOURCE_TYPES);
  const ofService = DATA_RESOURCE_TYPES.filter((type) => type.startsWith(service));
  if (!near && ofService.length === 0) return [];
  const other = near ? `Did you mean ${near}?` : `Known ones of that service are ${ofService.join(', ')}.`;
  return [{
    id: 'unknownResourceType',
    message: `${resourceType} is not among the ${DATA_RESOURCE_TYPES.length} resource types with data events that this version knows. ${other} CloudTrail refuses a type that does not exist; acknowledge this if AWS has added it.`,
  }];
}

/** An event source that is nearly another one. */
export function sourceWarnings(eventSource: string): EventsWarning[] {
  const near = Token.isUnresolved(eventSource) ? undefined : meant(eventSource, SOURCES);
  return near === undefined ? [] : [{
    id: 'unknownEventSource',
    message: `${eventSource} is not among the ${SOURCES.length} event sources that this version knows. Did you mean ${near}? CloudTrail refuses a source that does not exist; acknowledge this if AWS has added it.`,
  }];
}

/** The form of the values that a field has, by which a filter can match. */
const FORMS: Readonly<Record<string, { readonly pattern: RegExp; readonly example: string }>> = {
  'eventSource': { pattern: /^[a-z0-9.-]+\.amazonaws\.com$/, example: 's3.amazonaws.com' },
  'eventName': { pattern: /^[^:]+$/, example: 'PutObject' },
  'resources.ARN': { pattern: /^arn:/, example: 'arn:aws:s3:::bucket/' },
  'userIdentity.arn': { pattern: /^arn:/, example: 'arn:aws:iam::111122223333:user/auditor' },
  'vpcEndpointId': { pattern: /^vpce-/, example: 'vpce-0123456789abcdef0' },
};

/** The values of a field, as far as they are known. */
function knownValues(field: string, resourceType?: string): readonly string[] {
  if (field === 'eventType') return EVENT_TYPES;
  if (field === 'eventSource') return SOURCES;
  return field === 'eventName' && resourceType !== undefined ? DATA_EVENT_NAMES[resourceType] ?? [] : [];
}

/** Values of filters that no event has: their form tells, or they are nearly those that events have. */
export function filterWarnings(conditions: Readonly<Record<string, EventFilterConditions>>, resourceType?: string): EventsWarning[] {
  return Object.entries(conditions).flatMap(([field, { equalTo = [], notEqualTo = [] }]) => (
    [...listed(equalTo), ...listed(notEqualTo)].flatMap((value) => {
      const hint = hintAt(value, field, resourceType);
      return hint === undefined ? [] : [{
        id: 'unknownFilterValue',
        message: `\`EventFilter.${FACTORIES[field][0]}\` compares with ${value}, which no known event has. ${hint} Otherwise acknowledge this.`,
      }];
    })));
}

function hintAt(value: string, field: string, resourceType?: string): string | undefined {
  const form = FORMS[field];
  if (form && !form.pattern.test(value)) return `Values are like ${form.example}.`;
  const near = meant(value, knownValues(field, resourceType));
  return near && `Did you mean ${near}?`;
}

/** A list can be a token, and so can its values. */
function listed(values: string[]): string[] {
  return Token.isUnresolved(values) ? [] : values.filter((value) => !Token.isUnresolved(value));
}
