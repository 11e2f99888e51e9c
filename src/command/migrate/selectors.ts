import { type Code, call, list, quoted } from './code';
import { equalTo, type Fields, fieldsOf, filterOf } from './filters';
import type { Management } from './management';
import { isAbsent, isStruct, itemsIn, textsIn } from './raw';
import { EXCLUDABLE_SOURCES, READ_WRITE_TYPES } from '../../cloudtrail/selectors/limits';
import { standsForAll } from '../../cloudtrail/selectors/selectors';
import { readBoolean } from '../../cloudtrail/selectors/unknown';
import type { Raw, RawObject } from '../../nag/engine/cloudformation/json';

/** What a selector logs, as props say it. */
export type Item = { readonly management: Management } | { readonly call: string; readonly source?: string };

/** The items of an advanced selector; undefined for what no prop says. */
export function advancedItems(code: Code, selector: Raw): Item[] | undefined {
  const fields = isStruct(selector) ? fieldsOf(selector) : undefined;
  const item = fields && itemOf(code, selector as RawObject, fields);
  return item && [item];
}

function itemOf(code: Code, selector: RawObject, fields: Fields): Item | undefined {
  const rest = [...fields.keys()].filter((name) => name !== 'eventCategory' && name !== 'readOnly');
  const readWrite = readWriteOf(fields);
  if (readWrite === undefined) return undefined;
  switch (equalTo(fields, 'eventCategory')) {
    case 'Management': return managementItem(fields, rest, readWrite);
    case 'Data': return dataItem(code, selector, fields, rest, readWrite);
    case 'NetworkActivity': return readWrite === 'All' ? networkItem(code, selector, fields, rest) : undefined;
    default: return undefined;
  }
}

function readWriteOf(fields: Fields): Management['readWrite'] | undefined {
  if (!fields.has('readOnly')) return 'All';
  const value = equalTo(fields, 'readOnly');
  return value === 'true' ? 'ReadOnly' : value === 'false' ? 'WriteOnly' : undefined;
}

function managementItem(fields: Fields, rest: readonly string[], readWrite: Management['readWrite']): Item | undefined {
  if (rest.some((name) => name !== 'eventSource')) return undefined;
  const source = fields.get('eventSource');
  const excluded = source ? exclusions(source.NotEquals) : [];
  return excluded && (!source || excluded.length > 0) ? { management: { readWrite, excluded } } : undefined;
}

function exclusions(raw: Raw): string[] | undefined {
  const sources = textsIn(raw);
  return sources?.every((source) => typeof source === 'string' && EXCLUDABLE_SOURCES.includes(source)) ? sources as string[] : undefined;
}

const FACTORIES: { readonly [type: string]: string } = {
  'AWS::S3::Object': 's3Objects', 'AWS::Lambda::Function': 'lambdaFunctions', 'AWS::DynamoDB::Table': 'dynamoDbTables',
};

function dataItem(code: Code, { Name: name }: RawObject, fields: Fields, rest: readonly string[], readWrite: Management['readWrite']): Item | undefined {
  const type = equalTo(fields, 'resources.type');
  if (type === undefined || !/^\w+::\w+::\w+$/.test(type)) return undefined;
  const filters = filtersOf(code, fields, rest.filter((each) => each !== 'resources.type'));
  if (!filters) return undefined;
  return { call: dataCall(code, type, [...readWriteMember(code, readWrite), ...filters, ...nameMember(code, name, `${type} data events`)]) };
}

function dataCall(code: Code, type: string, members: readonly string[]): string {
  const events = code.use('TrailEvents');
  const before = Object.hasOwn(FACTORIES, type) ? `${events}.${FACTORIES[type]}(` : `${events}.data(${quoted(type)}`;
  if (members.length === 0) return `${before})`;
  return call(Object.hasOwn(FACTORIES, type) ? before : `${before}, `, members).join('\n');
}

function networkItem(code: Code, { Name: name }: RawObject, fields: Fields, rest: readonly string[]): Item | undefined {
  const source = equalTo(fields, 'eventSource');
  if (source === undefined || !/^[a-z0-9.-]+\.amazonaws\.com$/.test(source)) return undefined;
  const filters = filtersOf(code, fields, rest.filter((each) => each !== 'eventSource'));
  if (!filters) return undefined;
  const members = [...filters, ...nameMember(code, name, `Network activity events of ${source}`)];
  const before = `${code.use('TrailEvents')}.networkActivity(${quoted(source)}`;
  return { call: members.length === 0 ? `${before})` : call(`${before}, `, members).join('\n'), source };
}

function filtersOf(code: Code, fields: Fields, names: readonly string[]): string[] | undefined {
  const filters = names.map((name) => filterOf(code, name, fields.get(name)!));
  if (!filters.every((filter) => filter !== undefined)) return undefined;
  return filters.length === 0 ? [] : [list('filters: [', filters, ']').join('\n')];
}

export function readWriteMember(code: Code, readWrite: Management['readWrite']): string[] {
  if (readWrite === 'All') return [];
  return [`readWrite: ${code.use('ReadWriteEvents')}.${readWrite === 'ReadOnly' ? 'READ_ONLY' : 'WRITE_ONLY'}`];
}

function nameMember(code: Code, name: Raw, usual: string): string[] {
  return isAbsent(name) || name === usual ? [] : [`name: ${code.text(name)}`];
}

/** What is known of a text of the template, with references followed. */
export type Resolve = (raw: Raw) => unknown;

/** The items of a basic selector; undefined for what no prop says. */
export function basicItems(code: Code, selector: Raw, resolve: Resolve): Item[] | undefined {
  if (!isStruct(selector)) return undefined;
  const include = isAbsent(selector.IncludeManagementEvents) ? true : readBoolean(selector.IncludeManagementEvents);
  const readWrite = isAbsent(selector.ReadWriteType) ? 'All' : selector.ReadWriteType;
  const excluded = exclusions(selector.ExcludeManagementEventSources);
  const resources = itemsIn(selector.DataResources)?.map((resource) => basicDataItem(code, resource, readWrite as Management['readWrite'], resolve));
  if (typeof include !== 'boolean' || !READ_WRITE_TYPES.includes(readWrite as string) || !excluded) return undefined;
  if (!resources?.every((item) => item !== undefined)) return undefined;
  return [...include ? [{ management: { readWrite: readWrite as Management['readWrite'], excluded } }] : [], ...resources];
}

function basicDataItem(code: Code, resource: Raw, readWrite: Management['readWrite'], resolve: Resolve): Item | undefined {
  const type = isStruct(resource) ? resource.Type : undefined;
  const values = isStruct(resource) ? textsIn(resource.Values) : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(FACTORIES, type) || !values || values.length === 0) return undefined;
  const all = values.some((value) => standsForAll(type, String(resolve(value))));
  const operator = type === 'AWS::S3::Object' ? 'StartsWith' : 'Equals';
  const filter = all ? undefined : filterOf(code, 'resources.ARN', { [operator]: values });
  return { call: dataCall(code, type, [...readWriteMember(code, readWrite), ...filter === undefined ? [] : [`filters: [${filter}]`]]) };
}
