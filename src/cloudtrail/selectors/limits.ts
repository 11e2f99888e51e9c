/**
 * What CloudTrail accepts in the selectors of a trail. The only place that states these limits; read 2026-11-26.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */

/** Basic event selectors per trail. */
export const MAX_EVENT_SELECTORS = 5;
/** Data resources in all basic selectors together; a value for all resources of a type does not count. */
export const MAX_DATA_RESOURCES = 250;
/** Values in all advanced selectors and fields together. */
export const MAX_SELECTOR_VALUES = 500;
export const MAX_SELECTOR_NAME_LENGTH = 1000;
export const MAX_SELECTOR_VALUE_LENGTH = 2048;

export const POSITIVE_OPERATORS = ['Equals', 'StartsWith', 'EndsWith'] as const;
export const NEGATIVE_OPERATORS = ['NotEquals', 'NotStartsWith', 'NotEndsWith'] as const;
export const OPERATORS: readonly Operator[] = [...POSITIVE_OPERATORS, ...NEGATIVE_OPERATORS];
export type Operator = typeof POSITIVE_OPERATORS[number] | typeof NEGATIVE_OPERATORS[number];

export type Category = 'Management' | 'Data' | 'NetworkActivity';

/** The fields of a category. */
export interface CategoryFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export const CATEGORY_FIELDS: Readonly<Record<Category, CategoryFields>> = {
  Management: { required: ['eventCategory'], optional: ['eventSource', 'readOnly'] },
  Data: {
    required: ['eventCategory', 'resources.type'],
    optional: ['eventName', 'eventSource', 'eventType', 'readOnly', 'resources.ARN', 'sessionCredentialFromConsole', 'userIdentity.arn'],
  },
  NetworkActivity: { required: ['eventCategory', 'eventSource'], optional: ['errorCode', 'eventName', 'userIdentity.arn', 'vpcEndpointId'] },
};

export const CATEGORIES = Object.keys(CATEGORY_FIELDS) as readonly Category[];

/** The restrictions of a field, if it does not accept every operator with any number of values. */
export interface FieldLimits {
  readonly operators?: readonly Operator[];
  readonly values?: readonly string[];
  /** Accepts one value only. */
  readonly single?: boolean;
}

const FIELD_LIMITS: Readonly<Record<string, FieldLimits>> = {
  'eventCategory': { operators: ['Equals'], values: CATEGORIES, single: true },
  'readOnly': { operators: ['Equals'], values: ['true', 'false'], single: true },
  'resources.type': { operators: ['Equals'], single: true },
  'errorCode': { operators: ['Equals'], values: ['VpceAccessDenied'] },
  'sessionCredentialFromConsole': { operators: ['Equals', 'NotEquals'], values: ['true', 'false'] },
};

/** The event source of what S3 Lifecycle does to objects. */
export const S3_LIFECYCLE_SOURCE = 's3lifecycle.amazonaws.com';
/** The event source of requests to S3 objects that fail authentication. */
export const S3_AUTHENTICATION_SOURCE = 's3-authn-errors.amazonaws.com';

/** The sources of management events that a trail can exclude. */
export const EXCLUDABLE_SOURCES: readonly string[] = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

export function fieldLimits(field: string, category?: Category): FieldLimits {
  if (field === 'eventSource' && category === 'Management') {
    return { operators: ['NotEquals'], values: EXCLUDABLE_SOURCES };
  }
  if (field === 'eventSource' && category === 'NetworkActivity') {
    return { operators: ['Equals'], single: true };
  }
  return FIELD_LIMITS[field] ?? {};
}

/** The resource types of basic selectors, with the service in the ARN of each. */
export const BASIC_RESOURCE_TYPES: Readonly<Record<string, string>> = {
  'AWS::S3::Object': 's3',
  'AWS::Lambda::Function': 'lambda',
  'AWS::DynamoDB::Table': 'dynamodb',
};

export const READ_WRITE_TYPES: readonly string[] = ['All', 'ReadOnly', 'WriteOnly'];

export const INSIGHT_TYPES: readonly string[] = ['ApiCallRateInsight', 'ApiErrorRateInsight'];
export const INSIGHT_CATEGORIES: readonly string[] = ['Management', 'Data'];

export const MAX_AGGREGATION_CONFIGURATIONS = 1;
export const AGGREGATION_CATEGORIES: readonly string[] = ['Data'];
export const AGGREGATION_TEMPLATES: readonly string[] = ['API_ACTIVITY', 'RESOURCE_ACCESS', 'USER_ACTIONS'];

/** A limit that guides and docstrings state, with where it was read. */
export interface Limit {
  readonly value: number;
  /** What it limits, in the words that follow the number. */
  readonly of: string;
  readonly where: string;
  readonly source: string;
  readonly read: string;
}

const READ = '2026-11-26';
const QUOTAS = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html';
const API = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference';

/** Trails per Region. A multi-Region trail counts in every Region, an organization trail in every account. */
export const MAX_TRAILS = 5;

/** Every limit of CloudTrail that a guide, a docstring or a rule states. */
export const LIMITS: readonly Limit[] = [
  { value: MAX_TRAILS, of: 'trails', where: 'a Region', source: QUOTAS, read: READ },
  { value: MAX_EVENT_SELECTORS, of: 'selectors', where: 'the basic event selectors of a trail', source: QUOTAS, read: READ },
  { value: MAX_DATA_RESOURCES, of: 'data resources', where: 'the basic event selectors of a trail', source: QUOTAS, read: READ },
  { value: MAX_SELECTOR_VALUES, of: 'values', where: 'all advanced event selectors of a trail', source: QUOTAS, read: READ },
  { value: MAX_SELECTOR_NAME_LENGTH, of: 'characters', where: 'the name of a selector', source: `${API}/API_AdvancedEventSelector.html`, read: READ },
  { value: MAX_SELECTOR_VALUE_LENGTH, of: 'characters', where: 'a value of a selector', source: `${API}/API_AdvancedFieldSelector.html`, read: READ },
  { value: 128, of: 'characters', where: 'the name of a trail', source: `${API}/API_CreateTrail.html`, read: READ },
  { value: 200, of: 'characters', where: 'the prefix of a bucket', source: `${API}/API_CreateTrail.html`, read: READ },
];
