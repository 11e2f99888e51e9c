import { asList, fingerprint, isObject, own, type Raw, type Value } from './json';
import type { Template } from './template';
import { type Evaluation } from './types';
import { isHole } from '../../../cloudtrail/logic/marks';

type Intrinsic = (world: Evaluation, template: Template, argument: Raw) => Value | undefined;

/** The value of an intrinsic function; a hole for whatever cannot be followed. */
export function intrinsic(world: Evaluation, template: Template, name: string, argument: Raw): Value | undefined {
  const evaluate = INTRINSICS.get(name);
  return evaluate ? evaluate(world, template, argument) : hole(world, template, name, argument);
}

function hole(world: Evaluation, { stackPath }: Template, name: string, argument: Raw): string {
  return world.set.atoms.hole(`${stackPath}\n${name}\n${fingerprint(argument)}`, `a value of ${name} that cannot be followed`);
}

const ref: Intrinsic = (world, template, name) => {
  if (name === 'AWS::NoValue') return undefined;
  if (typeof name !== 'string') return hole(world, template, 'Ref', name);
  const { set } = world;
  const resource = template.resources.get(name);
  if (resource) return world.attribute(resource, 'Ref');
  if (isObject(template.section('Parameters', name))) return parameter(world, template, name);
  if (name.startsWith('AWS::')) return world.pseudo(template, name) ?? hole(world, template, 'Ref', name);
  return set.atoms.hole(`${template.stackPath}\n${name}`, `a reference to ${name}, which is not in the template`);
};

/**
 * The parent decides the parameters of a nested template, its defaults included. At the top a default is only what stands there when nobody
 * gives another value, so only a single allowed value is certain.
 */
function parameter(world: Evaluation, template: Template, name: string): Value {
  const declaration = template.section('Parameters', name);
  const type = own(declaration, 'Type');
  const ofStore = typeof type === 'string' && type.startsWith('AWS::SSM::');
  const stack = world.set.parentOf(template);
  if (stack && !ofStore) {
    const given = own(own(own(stack.raw, 'Properties'), 'Parameters'), name) ?? own(declaration, 'Default');
    const key = `parameter\n${template.stackPath}\n${name}`;
    const value = world.memo(key, () => world.resolve(stack.template, given), () => hole(world, template, 'Ref', name));
    if (value !== undefined) return value;
  }
  const chosen = own(template.source.parameters, name);
  if (!ofStore && typeof chosen === 'string') return world.resolve(template, isListType(type) ? chosen.split(',').map((item) => item.trim()) : chosen) as Value;
  const allowed = own(declaration, 'AllowedValues');
  if (!ofStore && Array.isArray(allowed) && allowed.length === 1) return asText(world, template, allowed[0] as Value);
  return world.set.atoms.hole(`${template.stackPath}\n${name}`, `the parameter ${name}`);
}

function isListType(type: Raw): boolean {
  return typeof type === 'string' && (type === 'CommaDelimitedList' || type.startsWith('List<'));
}

const getAtt: Intrinsic = (world, template, argument) => {
  const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : asList(argument);
  const attribute = rest.map((part) => textOf(world, template, part)).join('.');
  const resource = typeof logicalId === 'string' ? template.resources.get(logicalId) : undefined;
  if (!resource || attribute === '') return hole(world, template, 'Fn::GetAtt', argument);
  if (resource.type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
    const nested = world.set.childOf(resource);
    const output = nested?.section('Outputs', attribute.slice('Outputs.'.length));
    if (nested && isObject(output)) return outputValue(world, nested, attribute, output) ?? hole(world, template, 'Fn::GetAtt', argument);
  }
  if (resource.type === 'Custom::CrossRegionExportReader') {
    const written = world.set.crossRegionExport(attribute);
    if (written) return shared(world, written.template, `cross-region\n${attribute}`, written.value) ?? hole(world, template, 'Fn::GetAtt', argument);
  }
  return world.attribute(resource, attribute);
};

function outputValue(world: Evaluation, template: Template, key: string, output: Raw): Value | undefined {
  const condition = own(output, 'Condition');
  if (typeof condition === 'string' && !world.condition(template, condition)) return undefined;
  return shared(world, template, `output\n${template.stackPath}\n${key}`, own(output, 'Value'));
}

function shared(world: Evaluation, template: Template, key: string, raw: Raw): Value | undefined {
  return world.memo(key, () => world.resolve(template, raw), () => hole(world, template, 'a circular reference', key));
}

const importValue: Intrinsic = (world, template, argument) => {
  const name = world.resolve(template, argument);
  if (typeof name !== 'string') return hole(world, template, 'Fn::ImportValue', argument);
  const exported = world.set.exportNamed(name, template);
  const value = exported && outputValue(world, exported.template, name, exported.output);
  return value ?? world.set.atoms.hole(`import\n${name}`, `the import ${name}`);
};

const sub: Intrinsic = (world, template, argument) => {
  const [pattern, variables] = asList(argument);
  if (typeof pattern !== 'string') return hole(world, template, 'Fn::Sub', argument);
  const literals = pattern.split(/\$\{([^}]*)\}/);
  return literals.map((part, index) => {
    if (index % 2 === 0) return textOf(world, template, part);
    if (part.startsWith('!')) return `\${${part.slice(1)}}`;
    const name = part.trim();
    const variable = own(variables, name);
    if (variable !== undefined) return textOf(world, template, variable);
    return textOf(world, template, name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name });
  }).join('');
};

/** A value as a part of a text. */
function textOf(world: Evaluation, template: Template, raw: Raw): string {
  return asText(world, template, world.resolve(template, raw));
}

function asText(world: Evaluation, template: Template, value: Value | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : hole(world, template, 'a list or object inside a text', value);
}

const join: Intrinsic = (world, template, argument) => {
  const [separator, list] = asList(argument);
  const items = world.resolve(template, list);
  if (typeof separator !== 'string' || !Array.isArray(items)) return hole(world, template, 'Fn::Join', argument);
  return items.map((item) => asText(world, template, item)).join(separator);
};

const split: Intrinsic = (world, template, argument) => {
  const [separator, source] = asList(argument);
  const text = world.resolve(template, source);
  if (typeof separator !== 'string' || separator === '' || typeof text !== 'string') return hole(world, template, 'Fn::Split', argument);
  if (world.set.atoms.beforeFreeHole(text) === text) return text.split(separator);
  return world.set.atoms.hole(`split\n${separator}\n${text}`, `a part of ${text}`);
};

const select: Intrinsic = (world, template, argument) => {
  const [position, list] = asList(argument);
  const index = Number(textOf(world, template, position));
  const { atoms } = world.set;
  const pieces = isObject(list) ? own(list, 'Fn::Split') : undefined;
  const [separator, source] = asList(pieces);
  const text = pieces === undefined ? undefined : world.resolve(template, source);
  if (typeof text === 'string' && typeof separator === 'string' && separator !== '') {
    // The pieces before the first part that may hold a separator itself are known.
    const before = atoms.beforeFreeHole(text).split(separator);
    if (text !== atoms.beforeFreeHole(text)) {
      if (index < before.length - 1) return before[index];
      return atoms.hole(`select\n${index}\n${separator}\n${text}`, `a part of ${text}`);
    }
  }
  const items = world.resolve(template, list);
  if (typeof items === 'string' && isHole(items)) return atoms.hole(`select\n${index}\n${items}`, `an item of ${items}`);
  return (Array.isArray(items) ? items[index] : undefined) ?? hole(world, template, 'Fn::Select', argument);
};

const findInMap: Intrinsic = (world, template, argument) => {
  const [map, top, second, options] = asList(argument);
  const names = [map, top, second].map((raw) => world.resolve(template, raw));
  let found: Raw = template.section('Mappings');
  for (const name of names) found = typeof name === 'string' || typeof name === 'number' ? own(found, String(name)) : undefined;
  if (found !== undefined) return world.resolve(template, found);
  const known = names.every((name) => typeof name === 'string' && world.set.atoms.beforeFreeHole(name) === name && ![...name].some(isHole));
  const fallback = own(options, 'DefaultValue');
  return (known && fallback !== undefined ? world.resolve(template, fallback) : undefined) ?? hole(world, template, 'Fn::FindInMap', argument);
};

const conditional: Intrinsic = (world, template, argument) => {
  const [condition, whenTrue, whenFalse] = asList(argument);
  if (typeof condition !== 'string') return hole(world, template, 'Fn::If', argument);
  return world.resolve(template, world.condition(template, condition) ? whenTrue : whenFalse);
};

const base64: Intrinsic = (world, template, argument) => {
  const text = world.resolve(template, argument);
  if (typeof text !== 'string' || world.set.atoms.render(text) !== text) return hole(world, template, 'Fn::Base64', argument);
  return Buffer.from(text).toString('base64');
};

const toJsonString: Intrinsic = (world, template, argument) => JSON.stringify(world.resolve(template, argument) ?? null);

const length: Intrinsic = (world, template, argument) => {
  const list = world.resolve(template, argument);
  return Array.isArray(list) ? list.length : hole(world, template, 'Fn::Length', argument);
};

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::Base64', base64],
  ['Fn::FindInMap', findInMap],
  ['Fn::GetAtt', getAtt],
  ['Fn::If', conditional],
  ['Fn::ImportValue', importValue],
  ['Fn::Join', join],
  ['Fn::Length', length],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Sub', sub],
  ['Fn::ToJsonString', toJsonString],
]);
