import { Token } from 'aws-cdk-lib';
import { type Class, refInterface } from './checks';
import { invalid, type InvalidOptions } from './invalid';
import { meant } from '../cloudtrail/logic/nearest';

/*
 * What each prop takes, for languages that do not check it: JavaScript, casts, `process.env.NAME!`. Required values cannot be missing, also
 * inside lists; `null` means the same as leaving an optional prop out. Tokens pass.
 */

/** Throws if a value is of another kind. Returns the value to go on with. */
export interface Kind {
  (value: unknown, prop: string, options: InvalidOptions): unknown;
  readonly isRequired?: boolean;
}

/** The kinds of all props of an interface. */
export type Shape<T> = { readonly [P in keyof T]-?: Kind };

export interface ShapeOptions extends InvalidOptions {
  /** What comes before the names of the props, such as `accessLogs`. */
  readonly prefix?: string;
}

/** The props without what is missing. Throws if one is of another kind than its shape says. */
export function shaped<T extends object>(props: T | null | undefined, shape: Shape<T>, { prefix, ...options }: ShapeOptions = {}): T {
  const given = (props ?? {}) as Record<string, unknown>;
  if (typeof given !== 'object' || Array.isArray(given)) throw invalid(prefix ?? 'props', 'must be an object', props, options);
  checkNames(given, Object.keys(shape), { prefix, ...options });
  const entries = Object.entries<Kind>(shape).flatMap(([name, kind]) => {
    const value = given[name];
    if (!kind.isRequired && isMissing(value)) return [];
    return [[name, kind(value, prefix ? `${prefix}.${name}` : name, options)]];
  });
  return Object.fromEntries(entries) as T;
}

/** In shorter names, two letters make many others. */
const SHORTEST = 6;

/** What is nearly a prop that is missing is misspelled. Anything else may be for somebody else. */
function checkNames(given: Record<string, unknown>, known: string[], { prefix, ...options }: ShapeOptions): void {
  for (const [name, value] of Object.entries(given)) {
    const near = name.length < SHORTEST ? undefined : meant(name, known);
    if (near !== undefined && isMissing(given[near])) {
      throw invalid(prefix ? `${prefix}.${name}` : name, 'is not a prop', value, { ...options, wayOut: `Write \`${near}\`` });
    }
  }
}

export function required(kind: Kind): Kind {
  return Object.assign((...parameters: Parameters<Kind>) => kind(...parameters), { isRequired: true });
}

/** What is checked elsewhere. */
export const anything: Kind = (value) => value;

export const text = only('a string', (value) => typeof value === 'string');
export const flag = only('true or false', (value) => typeof value === 'boolean');
export const number = only('a number', (value) => typeof value === 'number' && !Number.isNaN(value));
export const duration = only('a `Duration`, such as `Duration.days(90)`', has('toDays'));
export const size = only('a `Size`, such as `Size.gibibytes(10)`', has('toBytes'));
/** What a companion watches or queries. */
export const trailSource = only('a `WellArchitectedTrail`, or a `TrailSource`', has('trailAttributes'), (
  'Use `TrailSource.fromTrail` for a `cloudtrail.Trail` or `cloudtrail.CfnTrail`, and `TrailSource.fromTrailAttributes` for a trail of another app'));
export const grantee = only('an `IGrantable`, such as a role', has('grantPrincipal'));

/** An instance of a class of this package or the CDK. */
export function instanceOf(type: Class, example: string): Kind {
  return only(`${/^[AEIOU]/.test(type.name) ? 'an' : 'a'} \`${type.name}\`, such as \`${example}\``, (value) => value instanceof type);
}

/** A construct that has a reference, such as `bucketRef`. */
export function construct(reference: string): Kind {
  return only(`a construct that implements \`${refInterface(reference)}\``, has(reference));
}

/** An object that has a method, such as an implementation of an interface. */
export function implementing(name: string, method: string, way?: string): Kind {
  return only(`an implementation of \`${name}\``, has(method), way);
}

/** A value of an enumeration. */
export function memberOf(name: string, all: object): Kind {
  return only(`a value of \`${name}\``, (value) => Object.values(all).includes(value));
}

export function listOf(kind: Kind, example: string): Kind {
  return (values, prop, options) => {
    if (Token.isUnresolved(values)) return values;
    if (!Array.isArray(values)) throw invalid(prop, `must be a list, such as \`[${example}]\``, values, options);
    return values.map((value) => kind(value, prop, options));
  };
}

/** Options, which have a shape of their own. */
export function ofShape<T extends object>(shape: Shape<T>): Kind {
  return (value, prefix, rest) => {
    if (isMissing(value)) throw invalid(prefix, 'must be an object', value, rest);
    return shaped(value as T, shape, { ...rest, prefix });
  };
}

function only(what: string, isOne: (value: unknown) => boolean, way?: string): Kind {
  return (value, prop, { scope, wayOut = way }) => {
    if (!Token.isUnresolved(value) && !isOne(value)) throw invalid(prop, `must be ${what}`, value, { scope, wayOut });
    return value;
  };
}

function has(member: string): (value: unknown) => boolean {
  return (value) => typeof value === 'object' && value !== null && member in value;
}

function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
