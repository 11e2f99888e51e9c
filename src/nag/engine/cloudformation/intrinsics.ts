import { type AtomTable } from './atoms';
import { asList, digest, fingerprint, isObject, own, type Raw, type Value } from './json';
import { parameter } from './parameters';
import type { Template } from './template';
import { type Evaluation } from './types';
import { combinations, mapAlternatives, oneOf } from '../../../cloudtrail/logic/alternatives';
import { isUnknown } from '../../../cloudtrail/logic/answer';
import { ABSENT, ANYTHING, decisionIn, hasHole, isHole, marksIn, NOT_EMPTY, TREE } from '../../../cloudtrail/logic/marks';

type Intrinsic = (world: Evaluation, template: Template, argument: Raw) => Value | undefined;

/** A longer text is not followed: no name, ARN or policy is as long. */
const MAX_TEXT = 100_000;
const MAX_ITEMS = 20_000;
const MAX_ROWS = 16;
/** Items of a list to be joined that may not be there. */
const MAX_OPTIONAL = 4;

/** The value of an intrinsic function; a hole for whatever cannot be followed. */
export function intrinsic(world: Evaluation, template: Template, name: string, argument: Raw): Value | undefined {
  const evaluate = INTRINSICS.get(name);
  const value = evaluate ? evaluate(world, template, argument) : hole(world, template, name, argument, undefined, TREE);
  const isTooLong = typeof value === 'string' ? value.length > MAX_TEXT : Array.isArray(value) && value.length > MAX_ITEMS;
  if (isTooLong) {
    return world.set.atoms.hole(`too long\n${template.stackPath}\n${name}\n${digest(fingerprint(argument))}`, 'a text that is too long to be followed', NOT_EMPTY);
  }
  // What is put together may be a reference only as a whole.
  return typeof value === 'string' && value.includes('{{resolve:') ? mapAlternatives(value, (text) => withReferences(world.set.atoms, template, text)) : value;
}

/** Without `{` inside, so that a text full of beginnings is read once. */
const DYNAMIC_REFERENCE = /\{\{resolve:[^{}]*\}\}/g;

/** A text in which dynamic references are what they are: only the deployment knows them. They are read in the account and Region of the stack. */
export function withReferences(atoms: AtomTable, { account, region }: Template, text: string): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(DYNAMIC_REFERENCE, (reference) => atoms.hole(fingerprint([account, region, reference]), `the dynamic reference ${reference}`, NOT_EMPTY));
}

/** A value that cannot be resolved. Where a part of it depends on a decision, it is that decision. */
function hole(
  world: Evaluation, { stackPath }: Template, name: string, argument: Raw, known?: Value, block = name === 'Fn::GetAtt' ? NOT_EMPTY : ANYTHING,
): string {
  const key = `${stackPath}\n${name}\n${digest(fingerprint(argument))}`;
  return decisionIn(fingerprint(known)) ?? world.set.atoms.hole(key, `a value of ${name} that cannot be followed`, block);
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

const getAtt: Intrinsic = (world, template, argument) => {
  const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : asList(argument);
  const attribute = rest.map((part) => textOf(world, template, part)).join('.');
  const resource = template.resources.get(logicalId as string);
  if (!resource || attribute === '') return hole(world, template, 'Fn::GetAtt', argument);
  if (attribute.startsWith('Outputs.')) {
    const nested = world.set.childOf(resource);
    const output = nested?.section('Outputs', attribute.slice('Outputs.'.length));
    if (nested && isObject(output)) return outputValue(world, nested, `nested ${attribute}`, output) ?? hole(world, template, 'Fn::GetAtt', argument);
  }
  if (resource.type === 'Custom::CrossRegionExportReader') {
    const written = world.set.crossRegionExport(attribute);
    if (written) return shared(world, written.template, `cross-region\n${attribute}`, written.value) ?? hole(world, template, 'Fn::GetAtt', argument);
  }
  return world.attribute(resource, attribute);
};

function outputValue(world: Evaluation, template: Template, key: string, output: Raw): Value | undefined {
  const condition = own(output, 'Condition');
  // Whoever reads an output that is not there is not deployed.
  if (typeof condition === 'string' && world.condition(template, condition) === false) return undefined;
  return shared(world, template, `output\n${template.stackPath}\n${key}`, own(output, 'Value'));
}

function shared(world: Evaluation, template: Template, key: string, raw: Raw): Value | undefined {
  return world.memo(key, () => world.resolve(template, raw), () => hole(world, template, 'a circular reference', key));
}

const importValue: Intrinsic = (world, template, argument) => {
  const name = world.resolve(template, argument);
  if (typeof name !== 'string') return hole(world, template, 'Fn::ImportValue', argument);
  const exported = world.set.exportNamed(name, template);
  const value = exported && outputValue(world, exported.template, `export ${name}`, exported.output);
  return value ?? decisionIn(name) ?? world.set.atoms.hole(`import\n${name}`, `the import ${name}`, NOT_EMPTY);
};

/** An output of another stack, by the name of the stack: of the account of the role that reads it, and of the Region, if they are given. */
const getStackOutput: Intrinsic = (world, template, argument) => {
  const [stackName, outputName, role, given] = ['StackName', 'OutputName', 'RoleArn', 'Region'].map((name) => world.resolve(template, own(argument, name)));
  if (typeof stackName !== 'string' || typeof outputName !== 'string') return hole(world, template, 'Fn::GetStackOutput', argument);
  const account = typeof role === 'string' ? role.split(':')[4] ?? role : world.pseudo(template, 'AWS::AccountId') as string;
  const region = typeof given === 'string' ? given : world.pseudo(template, 'AWS::Region') as string;
  const found = world.set.stackOutput(stackName, outputName, { account, region }, template);
  const value = found && outputValue(world, found.template, `stack ${outputName}`, found.output);
  const key = fingerprint([stackName, account, region, outputName]);
  return value ?? decisionIn(stackName + outputName) ?? world.set.atoms.hole(key, `the output ${outputName} of the stack ${stackName}`, NOT_EMPTY);
};

const sub: Intrinsic = (world, template, argument) => {
  const [pattern, variables] = asList(argument);
  if (typeof pattern !== 'string') return hole(world, template, 'Fn::Sub', argument);
  const values = new Map<string, string>();
  const valueOf = (name: string): string => {
    const variable = own(variables, name);
    if (variable !== undefined) return textOf(world, template, variable);
    return textOf(world, template, name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name });
  };
  const parts: string[] = [];
  // Split at the opening first: what is not closed is read once.
  const [first, ...others] = pattern.split('${');
  parts.push(textOf(world, template, first));
  for (const other of others) {
    const end = other.indexOf('}');
    if (end < 0) {
      parts.push(`\${${other}`);
      continue;
    }
    const name = other.slice(0, end);
    if (name.startsWith('!')) {
      parts.push(`\${${name.slice(1)}}`);
    } else {
      const trimmed = name.trim();
      if (!values.has(trimmed)) values.set(trimmed, valueOf(trimmed));
      parts.push(values.get(trimmed) as string);
    }
    parts.push(textOf(world, template, other.slice(end + 1)));
  }
  return concatenated(parts);
};

/** Texts in a row. What is too long is cut, but not so that it looks as if it were not: all of it may be more than a text can hold. */
function concatenated(texts: readonly string[]): string {
  let whole = '';
  for (const text of texts) if (whole.length <= MAX_TEXT) whole += text;
  return whole;
}

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
  if (typeof separator !== 'string' || !Array.isArray(items)) return hole(world, template, 'Fn::Join', argument, items);
  return joined(items.map((item) => asText(world, template, item)), separator);
};

/** What is not there is not joined. */
function joined(texts: readonly string[], separator: string, optional = 0): string {
  const at = texts.findIndex((text) => text.includes(ABSENT));
  if (at < 0) return concatenated(texts.flatMap((text, index) => index === 0 ? text : [separator, text]));
  const decision = decisionIn(texts[at]) as string;
  const cases = combinations([texts[at], decision]);
  if (optional >= MAX_OPTIONAL || cases.length !== 2) return decision;
  return oneOf(decision, cases.map(([text]) => {
    return joined([...texts.slice(0, at), ...text === ABSENT ? [] : [text], ...texts.slice(at + 1)], separator, optional + 1);
  }));
}

/** Whether an item of a list may not be there. */
function isOptional(item: Value): boolean {
  return typeof item === 'string' && (item.includes(ABSENT) || (isHole(item) && decisionIn(item) !== undefined));
}

const split: Intrinsic = (world, template, argument) => {
  const [separator, source] = asList(argument);
  const text = world.resolve(template, source);
  if (typeof separator !== 'string' || separator === '' || typeof text !== 'string') return hole(world, template, 'Fn::Split', argument, text);
  if (world.set.atoms.beforeFreeHole(text) === text) return text.split(separator);
  return decisionIn(text) ?? world.set.atoms.hole(`split\n${separator}\n${digest(text)}`, `a part of ${text}`);
};

const select: Intrinsic = (world, template, argument) => {
  const [position, list] = asList(argument);
  const at = textOf(world, template, position);
  const index = Number(at);
  const { atoms } = world.set;
  const [separator, source] = asList(own(list, 'Fn::Split'));
  if (typeof separator === 'string' && separator !== '') {
    const text = world.resolve(template, source);
    if (typeof text !== 'string') return hole(world, template, 'Fn::Select', argument);
    // The pieces before the first part that may hold a separator itself are known.
    const known = atoms.beforeFreeHole(text);
    const before = known.split(separator);
    if (text === known || index < before.length - 1) return before[index] ?? hole(world, template, 'Fn::Select', argument);
    return decisionIn(text) ?? atoms.hole(`select\n${at}\n${separator}\n${digest(text)}`, `a part of ${text}`);
  }
  const items = world.resolve(template, list);
  if (typeof items === 'string' && isHole(items)) return decisionIn(items) ?? atoms.hole(`select\n${at}\n${items}`, `an item of ${items}`);
  if (Array.isArray(items)) {
    // What may not be there moves what comes after it.
    const loose = items.slice(0, index + 1).find(isOptional);
    if (typeof loose === 'string') return decisionIn(loose);
  }
  return (Array.isArray(items) ? items[index] : undefined) ?? hole(world, template, 'Fn::Select', argument);
};

const findInMap: Intrinsic = (world, template, argument) => {
  const [map, top, second, options] = asList(argument);
  const names = [map, top, second].map((raw) => world.resolve(template, raw)).map((name) => typeof name === 'number' ? String(name) : name);
  if (!names.every((name) => typeof name === 'string')) return hole(world, template, 'Fn::FindInMap', argument);
  const fallback = own(options, 'DefaultValue');
  const rows = rowsOf(template.section('Mappings'), combinations(names));
  const values = rows.map(({ value }) => world.resolve(template, value ?? fallback) ?? hole(world, template, 'Fn::FindInMap', argument));
  const [first] = values;
  const isCertain = rows.every(({ certain }) => certain);
  // A key that is not known may be one that is not there.
  const isKnown = first !== undefined && (isCertain || fallback === undefined);
  if (isKnown && values.every((value) => fingerprint(value) === fingerprint(first))) return first;
  const decisions = new Set(Array.from(marksIn(fingerprint(names)), ([mark]) => decisionIn(mark)).filter((mark) => mark !== undefined));
  // A decision tells the rows apart where nothing else does; otherwise it has to be made first.
  const isLater = decisions.size > 0 && !(decisions.size === 1 && isCertain);
  if (!isKnown || isLater || values.length > MAX_ROWS || !values.every(isScalar)) return hole(world, template, 'Fn::FindInMap', argument, names);
  return oneOf([...decisions][0] ?? rowMark(world, template, argument), values.map(String));
};

function isScalar(value: Value): boolean {
  return value !== null && typeof value !== 'object';
}

/** Stands for which row of a mapping it is, which nobody can decide by asking again. */
function rowMark(world: Evaluation, { stackPath }: Template, argument: Raw): string {
  return world.set.atoms.decision(`row\n${stackPath}\n${digest(fingerprint(argument))}`, 'a value of Fn::FindInMap that cannot be followed');
}

/** What names lead to in a mapping; a name that is not known leads to every row, since a key that is not there fails the deployment. */
function rowsOf(mappings: Raw, names: ReadonlyArray<readonly string[]>): ReadonlyArray<{ readonly value: Raw; readonly certain: boolean }> {
  return names.flatMap((each) => {
    let found: Array<{ value: Raw; certain: boolean }> = [{ value: mappings, certain: true }];
    for (const name of each) {
      found = found.flatMap(({ value, certain }) => {
        if (!hasHole(name)) return [{ value: own(value, name), certain }];
        return isObject(value) ? Object.keys(value).slice(0, MAX_ROWS + 1).map((key) => ({ value: own(value, key), certain: false })) : [];
      });
    }
    return found;
  });
}

const conditional: Intrinsic = (world, template, argument) => {
  const [condition, whenTrue, whenFalse] = asList(argument);
  if (typeof condition !== 'string') return hole(world, template, 'Fn::If', argument);
  const holds = world.condition(template, condition);
  if (!isUnknown(holds)) return world.resolve(template, holds ? whenTrue : whenFalse);
  const values = [world.resolve(template, whenTrue), world.resolve(template, whenFalse)] as const;
  if (fingerprint(values[0]) === fingerprint(values[1])) return values[0];
  if (values.every(isPlain)) return oneOf(world.decisionOn(template, condition), values.map((value) => value === undefined ? ABSENT : String(value)));
  return world.decisionOn(template, condition, values);
};

function isPlain(value: Value | undefined): boolean {
  // A mark that stands for a list or an object may be opened later.
  return value === undefined || (isScalar(value) && !(isHole(value as string) && decisionIn(value as string) !== undefined));
}

const base64: Intrinsic = (world, template, argument) => {
  const text = world.resolve(template, argument);
  if (typeof text !== 'string' || world.set.atoms.render(text) !== text) return hole(world, template, 'Fn::Base64', argument, text);
  return Buffer.from(text).toString('base64');
};

const toJsonString: Intrinsic = (world, template, argument) => {
  const value = world.resolve(template, argument) ?? null;
  let written = 0;
  // Of what is too long by now, the rest is not written.
  return JSON.stringify(value, function (this: Value, key: string, inner: Value) {
    if (written > MAX_TEXT) return undefined;
    written += (Array.isArray(this) ? '' : key).length + (typeof inner === 'string' ? inner.length : 1);
    return inner;
  });
};

const length: Intrinsic = (world, template, argument) => {
  const list = world.resolve(template, argument);
  const counted = Array.isArray(list) && !list.some(isOptional);
  return counted ? (list as Value[]).length : hole(world, template, 'Fn::Length', argument, list);
};

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::Base64', base64],
  ['Fn::FindInMap', findInMap],
  ['Fn::GetAtt', getAtt],
  ['Fn::GetStackOutput', getStackOutput],
  ['Fn::If', conditional],
  ['Fn::ImportValue', importValue],
  ['Fn::Join', join],
  ['Fn::Length', length],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Sub', sub],
  ['Fn::ToJsonString', toJsonString],
]);
