import { type Code, call, list } from './code';
import { isAbsent, itemsIn, isStruct, onlyText, textsIn } from './raw';
import { OPERATORS } from '../../cloudtrail/selectors/limits';
import { own, type Raw, type RawObject } from '../../nag/engine/cloudformation/json';

/** The conditions of an advanced selector by field. */
export type Fields = ReadonlyMap<string, RawObject>;

/** The fields of an advanced selector; undefined where one is not written out, or is there twice. */
export function fieldsOf(selector: RawObject): Fields | undefined {
  const fields = new Map<string, RawObject>();
  for (const each of itemsIn(selector.FieldSelectors) ?? [undefined]) {
    const name = isStruct(each) ? each.Field : undefined;
    if (typeof name !== 'string' || fields.has(name)) return undefined;
    fields.set(name, each as RawObject);
  }
  return fields;
}

/** The text that a field must equal, where that is its only condition. */
export function equalTo(fields: Fields, name: string): string | undefined {
  const field = fields.get(name);
  return field && operatorsOf(field).join() === 'Equals' ? onlyText(field.Equals) : undefined;
}

function operatorsOf(field: RawObject): string[] {
  return OPERATORS.filter((operator) => !isAbsent(own(field, operator)));
}

const FACTORIES: { readonly [field: string]: string } = {
  'eventName': 'eventName',
  'eventSource': 'eventSource',
  'eventType': 'eventType',
  'resources.ARN': 'resourceArn',
  'userIdentity.arn': 'userIdentityArn',
  'vpcEndpointId': 'vpcEndpointId',
};

/** The filter of a field as a call of `EventFilter`; undefined for what it has no way to say. */
export function filterOf(code: Code, name: string, field: RawObject): string | undefined {
  const operators = operatorsOf(field);
  const only = (operator: string, value: string) => operators.join() === operator && onlyText(field[operator]) === value;
  const filter = () => code.use('EventFilter');
  if (name === 'sessionCredentialFromConsole') {
    return only('Equals', 'true') ? `${filter()}.consoleOnly()` : only('NotEquals', 'true') ? `${filter()}.excludeConsole()` : undefined;
  }
  if (name === 'errorCode') return only('Equals', 'VpceAccessDenied') ? `${filter()}.onlyVpcEndpointDenied()` : undefined;
  if (!Object.hasOwn(FACTORIES, name) || operators.length === 0) return undefined;
  const conditions = operators.map((operator) => {
    const values = distinct(textsIn(field[operator]));
    return values && list(`${CONDITIONS[operator]}: [`, values.map((value) => code.value(value)), ']').join('\n');
  });
  if (!conditions.every((each) => each !== undefined)) return undefined;
  return call(`${filter()}.${FACTORIES[name]}(`, conditions).join('\n');
}

const CONDITIONS: { readonly [operator: string]: string } = {
  Equals: 'equalTo', StartsWith: 'startsWith', EndsWith: 'endsWith', NotEquals: 'notEqualTo', NotStartsWith: 'notStartsWith', NotEndsWith: 'notEndsWith',
};

/** Each value once; undefined where there is none. */
function distinct(values: readonly Raw[] | undefined): readonly Raw[] | undefined {
  const found = new Map((values ?? []).map((value) => [JSON.stringify(value), value]));
  return found.size > 0 ? [...found.values()] : undefined;
}
