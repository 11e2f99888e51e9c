import { hasVariable, substitute } from './policy-text';
import { allOf, type Answer, anyOf, not, Unknown } from '../../../cloudtrail/logic/answer';
import { firstHole, hasHole, POLICY_VARIABLE } from '../../../cloudtrail/logic/marks';
import { matches, sameText } from '../../../cloudtrail/logic/patterns';

/**
 * The attributes of a request, by condition key. `null`: the key is certainly absent. A key that is left out or undefined may be anything. `aws:PrincipalTag/*` is
 * every key that begins so.
 */
export type Context = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** One operator on one key of a statement's `Condition`. */
export interface Condition {
  /** Lower case, without qualifier and `IfExists`. */
  readonly operator: string;
  readonly qualifier?: 'forallvalues' | 'foranyvalue';
  readonly ifExists: boolean;
  /** Lower case. */
  readonly key: string;
  /** With variables; see `policy-text.ts`. */
  readonly values: readonly string[];
}

type Operator = (expected: string, actual: string) => Answer;

const ignoringCase = (compare: Operator): Operator => (expected, actual) => compare(expected.toLowerCase(), actual.toLowerCase());
const numeric = (compare: (actual: number, expected: number) => boolean): Operator => (expected, actual) => {
  const [a, b] = [actual, expected].map((text) => text.trim() === '' ? NaN : Number(text));
  return Number.isNaN(a) || Number.isNaN(b) ? new Unknown(`a number in ${expected}`) : compare(a, b);
};

/** Wildcards of an ARN operator stay inside their part of the ARN. */
export function arnMatches(pattern: string, arn: string): Answer {
  const [x, y] = [arnParts(pattern), arnParts(arn)];
  if (x.length < 6 || y.length < 6) return matches(pattern, arn);
  return allOf(x, (part, index) => matches(part, y[index]));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
}

/** The address of a service of AWS: nobody knows which, and no range that somebody writes into a policy holds it, unless that is very large. */
export const ADDRESS_OF_AWS = 'an address of AWS';
const LARGE_RANGE = /\/[0-7]$/;

function inRange(range: string, address: string): Answer {
  const isUnclear = address !== ADDRESS_OF_AWS || hasHole(range) || LARGE_RANGE.test(range);
  return isUnclear && new Unknown(firstHole(range) ?? `whether ${range} holds ${address}`);
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['stringequals', sameText],
  ['stringequalsignorecase', ignoringCase(sameText)],
  ['stringlike', matches],
  ['arnequals', arnMatches],
  ['arnlike', arnMatches],
  ['ipaddress', inRange],
  ['bool', ignoringCase(sameText)],
  ['numericequals', numeric((actual, expected) => actual === expected)],
  ['numericlessthan', numeric((actual, expected) => actual < expected)],
  ['numericlessthanequals', numeric((actual, expected) => actual <= expected)],
  ['numericgreaterthan', numeric((actual, expected) => actual > expected)],
  ['numericgreaterthanequals', numeric((actual, expected) => actual >= expected)],
]);

const NEGATED: ReadonlyMap<string, string> = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['arnnotequals', 'arnequals'],
  ['arnnotlike', 'arnlike'],
  ['notipaddress', 'ipaddress'],
  ['numericnotequals', 'numericequals'],
]);

/** Operators whose values are texts in which IAM replaces variables. */
export function takesVariables(operator: string): boolean {
  return operator.startsWith('string') || operator.startsWith('arn');
}

/** The operator that a negated one negates. */
export function negates({ operator }: Condition): string | undefined {
  return NEGATED.get(operator);
}

/** Operators that hold only for the values that they list. */
export function isPositive({ operator, qualifier, ifExists, values }: Condition): boolean {
  return OPERATORS.has(operator) && !operator.startsWith('numeric') && qualifier !== 'forallvalues' && !ifExists && values.length > 0;
}

/** The key of a condition that cannot be read; its value says why. */
export const UNKNOWN_KEY = '?';

const contexts = new WeakMap<Context, ReadonlyMap<string, Context[string]>>();

/** A context by lower-case key; one context serves many statements. */
export function byKey(context: Context): ReadonlyMap<string, Context[string]> {
  let known = contexts.get(context);
  if (!known) contexts.set(context, known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])));
  return known;
}

/** The value of a key in lower case. */
function valueOf(key: string, context: Context): Context[string] | undefined {
  const known = byKey(context);
  return known.has(key) ? known.get(key) : known.get(key.replace(/\/.*/s, '/*'));
}

/** A text of a policy in a request: its variables are replaced by known values. Undefined where one of them has no value. */
export function inRequest(text: string, context: Context): string | undefined {
  return substitute(text, (key) => {
    const given = valueOf(key, context);
    return given === undefined || Array.isArray(given) ? POLICY_VARIABLE : given as string | null;
  });
}

/** A text of a policy as a pattern of all that its variables may be: a request decides them. */
export function asPattern(text: string): string {
  return substitute(text, () => '*') as string;
}

/** Whether a condition holds for a request. */
export function holds(condition: Condition, context: Context): Answer {
  const { key, operator, qualifier, values } = condition;
  if (key === UNKNOWN_KEY) return new Unknown(values[0]);
  const given = valueOf(key, context);
  if (given === undefined) return new Unknown(`the condition key ${key} of a request`);
  const absent = given === null || given.length === 0;
  if (operator === 'null') return anyOf(values, (value) => sameText(value.toLowerCase(), String(absent)));
  const negated = NEGATED.get(operator);
  const compare = OPERATORS.get(negated ?? operator);
  if (!compare) return new Unknown(`the condition operator ${operator}`);
  // Without a value in the request, `ForAllValues` and `…IfExists` hold, and so does a negated operator, but not with `ForAnyValue`.
  if (absent) return condition.ifExists || qualifier === 'forallvalues' || (negated !== undefined && qualifier === undefined);
  const expected = values.some(hasVariable) ? values.flatMap((value) => inRequest(value, context) ?? []) : values;
  const one = (actual: string): Answer => {
    const listed = anyOf(expected, (value) => compare(value, actual));
    if (negated === undefined) return listed;
    // What AWS makes of a negated comparison with a variable that has no value is not documented.
    return expected.length < values.length && listed === false ? new Unknown(`a policy variable of the condition on ${key}`) : not(listed);
  };
  if (typeof given === 'string') return one(given);
  return qualifier === 'foranyvalue' ? anyOf(given, one) : allOf(given, one);
}
