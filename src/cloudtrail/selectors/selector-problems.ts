import {
  BASIC_RESOURCE_TYPES, CATEGORIES, type Category, CATEGORY_FIELDS, EXCLUDABLE_SOURCES, fieldLimits, MAX_DATA_RESOURCES, MAX_EVENT_SELECTORS,
  MAX_SELECTOR_NAME_LENGTH, MAX_SELECTOR_VALUES, MAX_SELECTOR_VALUE_LENGTH, OPERATORS, READ_WRITE_TYPES,
} from './limits';
import { type SelectorProperties, standsForAll } from './selectors';
import { readList, readString, readStruct, UNKNOWN } from './unknown';
import { hasHole } from '../logic/marks';

/** Something that CloudTrail rejects. */
export interface Problem {
  /** Where, as in the properties of the trail: `EventSelectors[0].ReadWriteType`. */
  readonly path: string;
  /** What is required, to be read after the path. */
  readonly rule: string;
  readonly value: unknown;
}

type Struct = Readonly<Record<string, unknown>>;

/** Problems for which CloudTrail rejects the event selectors of a trail. An unknown value is never a problem. */
export function selectorProblems(trail: SelectorProperties): Problem[] {
  const basic = items(trail.EventSelectors);
  const advanced = items(trail.AdvancedEventSelectors);
  const both: Problem[] = basic.length === 0 || advanced.length === 0 ? [] : [
    { path: 'AdvancedEventSelectors', rule: 'cannot be combined with EventSelectors', value: advanced.length },
  ];
  return [...both, ...basicProblems(basic), ...advancedProblems(advanced)];
}

function basicProblems(selectors: readonly unknown[]): Problem[] {
  const path = 'EventSelectors';
  const each = structs(path, selectors);
  const problems = each.flatMap(([at, selector]) => basicSelectorProblems(at, selector));
  if (each.length > MAX_EVENT_SELECTORS) {
    problems.push({ path, rule: `must have at most ${MAX_EVENT_SELECTORS} selectors`, value: each.length });
  }
  const texts = each.map(([, selector]) => JSON.stringify(selector));
  if (new Set(texts).size < texts.length) {
    problems.push({ path, rule: 'must not contain the same selector twice', value: each.length });
  }
  const resources = each
    .flatMap(([, selector]) => structs('', items(selector.DataResources)))
    .reduce((sum, [, { Type, Values }]) => sum + strings(Values).filter((value) => !standsForAll(Type, value)).length, 0);
  if (resources > MAX_DATA_RESOURCES) {
    problems.push({ path, rule: `must name at most ${MAX_DATA_RESOURCES} data resources in all`, value: resources });
  }
  return problems;
}

function basicSelectorProblems(path: string, selector: Struct): Problem[] {
  const { IncludeManagementEvents: include } = selector;
  return [
    ...oneOf(`${path}.IncludeManagementEvents`, typeof include === 'string' ? include.toLowerCase() : include, ['true', 'false']),
    ...oneOf(`${path}.ReadWriteType`, selector.ReadWriteType, READ_WRITE_TYPES),
    ...items(selector.ExcludeManagementEventSources)
      .flatMap((source, i) => oneOf(`${path}.ExcludeManagementEventSources[${i}]`, source, EXCLUDABLE_SOURCES)),
    ...structs(`${path}.DataResources`, items(selector.DataResources)).flatMap(([at, resource]) => dataResourceProblems(at, resource)),
  ];
}

function dataResourceProblems(path: string, resource: Struct): Problem[] {
  const types = Object.keys(BASIC_RESOURCE_TYPES);
  if (readString(resource.Type) === undefined) {
    return [{ path: `${path}.Type`, rule: `must be one of ${types.join(', ')}`, value: undefined }];
  }
  const service = BASIC_RESOURCE_TYPES[known(resource.Type) ?? ''];
  return [
    ...oneOf(`${path}.Type`, resource.Type, types),
    ...items(resource.Values).flatMap((value, i) => {
      const text = known(value);
      if (text === undefined || service === undefined || new RegExp(`^arn:[^:*]+:${service}(:[^*]*)?$`).test(text)) return [];
      return [{ path: `${path}.Values[${i}]`, rule: `must be an ARN that begins with arn:PARTITION:${service}, without wildcards`, value }];
    }),
  ];
}

function advancedProblems(selectors: readonly unknown[]): Problem[] {
  const path = 'AdvancedEventSelectors';
  const problems = structs(path, selectors).flatMap(([at, selector]) => advancedSelectorProblems(at, selector));
  const values = structs(path, selectors)
    .flatMap(([, selector]) => structs('', items(selector.FieldSelectors)))
    .reduce((sum, [, field]) => sum + OPERATORS.reduce((count, operator) => count + strings(field[operator]).length, 0), 0);
  if (values > MAX_SELECTOR_VALUES) {
    problems.push({ path, rule: `must have at most ${MAX_SELECTOR_VALUES} values in all selectors and fields together`, value: values });
  }
  return problems;
}

function advancedSelectorProblems(path: string, selector: Struct): Problem[] {
  const problems: Problem[] = [];
  const name = known(selector.Name);
  if (name !== undefined && name.length > MAX_SELECTOR_NAME_LENGTH) {
    problems.push({ path: `${path}.Name`, rule: `must have at most ${MAX_SELECTOR_NAME_LENGTH} characters`, value: name });
  }
  const list = readList(selector.FieldSelectors);
  if (list === UNKNOWN) return problems;
  const elements = list ?? [];
  if (elements.length === 0) {
    return [...problems, { path: `${path}.FieldSelectors`, rule: 'must have at least one field', value: selector.FieldSelectors }];
  }
  const fields = structs(`${path}.FieldSelectors`, elements);
  const names = fields.map(([, { Field }]) => readString(Field));
  const category = fields.find((_, i) => names[i] === 'eventCategory')?.[1];
  const chosen = CATEGORIES.find((candidate) => category !== undefined && items(category.Equals)[0] === candidate);
  if (fields.length === elements.length && names.every((field) => field === undefined || (field !== UNKNOWN && !hasHole(field)))) {
    problems.push(...missingFields(path, names, chosen));
  }
  for (const field of ['eventCategory', 'resources.type'].filter((candidate) => names.indexOf(candidate) !== names.lastIndexOf(candidate))) {
    problems.push({ path: `${path}.FieldSelectors`, rule: 'must name each of eventCategory and resources.type once', value: field });
  }
  return [...problems, ...fields.flatMap(([at, field]) => fieldProblems(at, field, chosen))];
}

function missingFields(path: string, names: readonly unknown[], category: Category | undefined): Problem[] {
  const required = category === undefined ? ['eventCategory'] : CATEGORY_FIELDS[category].required;
  return required.filter((field) => !names.includes(field)).map((field) => ({
    path: `${path}.FieldSelectors`,
    rule: category === undefined ? `must contain ${field}` : `of category ${category} must contain ${field}`,
    value: names.join(', '),
  }));
}

function allowedFields(category: Category | undefined): string[] {
  const categories = category === undefined ? CATEGORIES : [category];
  return [...new Set(categories.flatMap((each) => [...CATEGORY_FIELDS[each].required, ...CATEGORY_FIELDS[each].optional]))].sort();
}

function fieldProblems(path: string, selector: Struct, category: Category | undefined): Problem[] {
  const field = known(selector.Field);
  if (field === undefined) {
    return readString(selector.Field) === undefined ? [{ path: `${path}.Field`, rule: 'must be set', value: selector.Field }] : [];
  }
  const allowed = allowedFields(category);
  if (!allowed.includes(field)) {
    return [{ path: `${path}.Field`, rule: `must be one of ${allowed.join(', ')}${category ? ` in category ${category}` : ''}`, value: field }];
  }
  const limits = fieldLimits(field, category);
  const used = Object.keys(selector).filter((key) => key !== 'Field' && selector[key] !== undefined);
  if (used.length === 0) {
    return [{ path, rule: 'must have an operator', value: field }];
  }
  return used.flatMap((operator) => {
    const operators: readonly string[] = limits.operators ?? OPERATORS;
    const at = `${path}.${operator}`;
    if (!operators.includes(operator)) {
      return [{ path: at, rule: `is not a valid operator for ${field}, which accepts ${operators.join(', ')}`, value: operator }];
    }
    const values = readList(selector[operator]);
    if (values === UNKNOWN) return [];
    const count: Problem[] = values === undefined || values.length === 0 ? [{ path: at, rule: 'must have a value', value: selector[operator] }] : [];
    const single: Problem[] = limits.single && values !== undefined && values.length > 1
      ? [{ path: at, rule: `must have one value; add a selector for each other ${field}`, value: values.length }] : [];
    return [...count, ...single, ...(values ?? []).flatMap((value, i) => valueProblems(`${at}[${i}]`, value, limits.values))];
  });
}

function valueProblems(path: string, value: unknown, values: readonly string[] | undefined): Problem[] {
  if (value === '') {
    return [{ path, rule: 'must not be empty', value }];
  }
  const text = known(value);
  if (text !== undefined && text.length > MAX_SELECTOR_VALUE_LENGTH) {
    return [{ path, rule: `must have at most ${MAX_SELECTOR_VALUE_LENGTH} characters`, value }];
  }
  return values === undefined ? [] : oneOf(path, value, values);
}

/** The problem of a known value that is not one of these. */
export function oneOf(path: string, value: unknown, values: readonly string[]): Problem[] {
  const text = known(value);
  return text === undefined || values.includes(text) ? [] : [{ path, rule: `must be one of ${values.join(', ')}`, value }];
}

/** The text, if all of it is known. */
function known(value: unknown): string | undefined {
  const text = readString(value);
  return text === undefined || text === UNKNOWN || hasHole(text) ? undefined : text;
}

/** The elements of a list, as far as they are known. */
export function items(value: unknown): readonly unknown[] {
  const list = readList(value);
  return list === UNKNOWN || list === undefined ? [] : list;
}

/** The known texts in a list. */
function strings(value: unknown): string[] {
  return items(value).map(readString).filter((text) => typeof text === 'string');
}

/** The structures in a list, each with its path. */
export function structs(path: string, elements: readonly unknown[]): [string, Struct][] {
  return elements.flatMap((element, i): [string, Struct][] => {
    const struct = readStruct(element);
    return struct === undefined || struct === UNKNOWN ? [] : [[`${path}[${i}]`, struct]];
  });
}
