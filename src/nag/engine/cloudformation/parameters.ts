import { asList, own, type Raw, type Value } from './json';
import { type Template } from './template';
import { type Evaluation } from './types';
import { numberBetween, oneOf } from '../../../cloudtrail/logic/alternatives';
import { ACCOUNT, ANYTHING, ARN, type Block, decisionIn, isHole, KEY_ID, NOT_EMPTY, NUMBER, ORGANIZATION, REGION } from '../../../cloudtrail/logic/marks';

const MAX_VALUES = 50;
const MAX_PATTERN = 200;

/** Texts of each shape, to be tried on a pattern: it has the shape when it takes these and none of the others. */
const SHAPES: ReadonlyArray<{ readonly block: Block; readonly takes: readonly string[] }> = [
  { block: ACCOUNT, takes: ['123456789012', '000000000000'] },
  { block: ORGANIZATION, takes: ['o-abcdefghij', `o-${'a1'.repeat(16)}`] },
  { block: REGION, takes: ['eu-west-1', 'us-gov-west-1'] },
  { block: KEY_ID, takes: ['1234abcd-12ab-34cd-56ef-1234567890ab'] },
  { block: NUMBER, takes: ['0', '365'] },
];
const OF_NO_SHAPE = ['x', 'Audit', 'a/b', 'a:b', '*', 'arn:aws:s3:::x', 'o-', '12', '12345678901', '1234567890123', 'alias/x', 'eu'];

/**
 * The parent decides the parameters of a nested template, its defaults included. At the top a default is only what stands there when nobody
 * gives another value, so that only what the declaration demands is certain.
 */
export function parameter(world: Evaluation, template: Template, name: string): Value {
  const declaration = template.section('Parameters', name);
  const type = own(declaration, 'Type');
  const ofStore = typeof type === 'string' && type.startsWith('AWS::SSM::');
  const key = `parameter\n${template.stackPath}\n${name}`;
  const stack = world.set.parentOf(template);
  if (stack && !ofStore) {
    const given = own(own(own(stack.raw, 'Properties'), 'Parameters'), name) ?? own(declaration, 'Default');
    const value = world.memo(key, () => world.resolve(stack.template, given), () => world.set.atoms.hole(key, `the parameter ${name}`));
    if (value !== undefined) return isListType(type) ? itemsOf(world, value, key, name) : value;
  }
  const chosen = own(template.source.parameters, name);
  if (!ofStore && typeof chosen === 'string') return world.resolve(template, isListType(type) ? chosen.split(',').map((item) => item.trim()) : chosen) as Value;
  return ofStore ? world.given(world.set.atoms.hole(key, `the parameter ${name}`, NOT_EMPTY)) : declared(world, name, key, declaration);
}

/** The items of a list that a parent gives to a nested template as a text. */
function itemsOf({ set: { atoms } }: Evaluation, value: Value, key: string, name: string): Value {
  if (typeof value !== 'string' || marksWhole(value)) return value;
  if (atoms.beforeFreeHole(value) === value) return value.split(',').map((item) => item.trim());
  return decisionIn(value) ?? atoms.hole(`list\n${key}`, `the parameter ${name}`);
}

const marksWhole = (value: string): boolean => isHole(value);

/** What the declaration says that the value can be. */
function declared(world: Evaluation, name: string, key: string, declaration: Raw): Value {
  const { atoms, decisions } = world.set;
  const allowed = asList(own(declaration, 'AllowedValues')).filter((value) => ['string', 'number', 'boolean'].includes(typeof value)).map(String);
  if (allowed.length > 0 && allowed.length <= MAX_VALUES && !isListType(own(declaration, 'Type'))) {
    const texts = [...new Set(allowed)];
    const mark = atoms.decision(key, `the parameter ${name}`);
    if (!decisions.has(mark)) decisions.set(mark, { kind: 'choice', texts });
    const left = world.left(mark, texts);
    // Each value keeps its place, so that it is decided alike where all of them are possible.
    return oneOf(mark, texts.map((text) => left.includes(text) ? text : left[0]));
  }
  const fallback = own(declaration, 'Default');
  const label = typeof fallback === 'number' || (typeof fallback === 'string' && /^\d{1,10}$/.test(fallback)) ? `the parameter ${name} (${fallback} by default)` : `the parameter ${name}`;
  const value = world.given(atoms.hole(key, label, blockOf(declaration)));
  const [least, greatest] = ['MinValue', 'MaxValue'].map((limit) => numberOf(own(declaration, limit)));
  const isRange = (least !== undefined || greatest !== undefined) && own(declaration, 'Type') === 'Number';
  return isRange && value === atoms.hole(key, label, blockOf(declaration)) ? numberBetween(value, least, greatest) : value;
}

function numberOf(raw: Raw): number | undefined {
  const number = typeof raw === 'number' || (typeof raw === 'string' && raw.trim() !== '') ? Number(raw) : NaN;
  return Number.isNaN(number) ? undefined : number;
}

function blockOf(declaration: Raw): Block {
  const pattern = own(declaration, 'AllowedPattern');
  const shape = typeof pattern === 'string' && pattern.length <= MAX_PATTERN ? shapeOf(pattern) : undefined;
  if (shape) return shape;
  const type = own(declaration, 'Type');
  if (type === 'Number') return NUMBER;
  const isLong = (numberOf(own(declaration, 'MinLength')) ?? 0) > 0;
  return isLong || (typeof type === 'string' && type.startsWith('AWS::')) ? NOT_EMPTY : ANYTHING;
}

/** The shape that a pattern demands; CloudFormation wants it to match the whole value. */
function shapeOf(pattern: string): Block | undefined {
  let whole: RegExp;
  try {
    whole = new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
  if (isOfArns(pattern)) return ARN;
  if (whole.test('')) return undefined;
  if (!isSimple(pattern) || OF_NO_SHAPE.some((text) => whole.test(text))) return NOT_EMPTY;
  const fitting = SHAPES.filter(({ takes }) => takes.some((text) => whole.test(text)));
  return fitting.length === 1 ? fitting[0].block : NOT_EMPTY;
}

/** Whether a pattern begins like an ARN, in all that it takes: no alternative of the whole is beside it. */
function isOfArns(pattern: string): boolean {
  return /^\^?arn:(?![*?{|])/.test(pattern) && !pattern.replace(/\\.|\[[^\]]*\]|\([^()]*\)/g, '').includes('|');
}

/** Whether a pattern is quick on every text: nothing is repeated inside of what is repeated, and little has no fixed length. */
export function isSimple(pattern: string): boolean {
  return !/[()|]/.test(pattern) && (pattern.match(/[*+?]|\{\d*,\d*\}/g)?.length ?? 0) <= 3;
}

function isListType(type: Raw): boolean {
  return typeof type === 'string' && (type === 'CommaDelimitedList' || type.startsWith('List<'));
}
