/**
 * The `Condition` element of IAM policies, evaluated by meaning.
 *
 * Whatever is not known here is an error: a test that silently skips a condition proves nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** Context keys of a request. A multivalued key is an array, and may only be tested with `ForAnyValue` or `ForAllValues`. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** The `Condition` element of a statement, with literal values only. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The policy variables that resolve from the context of the request; a wildcard stands for the name of a tag. */
const VARIABLES = [
  'aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalTag/*', 'aws:ResourceAccount',
  'aws:ResourceOrgID', 'aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:userid', 'aws:username',
];

type Compare = (actual: string, expected: string) => boolean;

const equals: Compare = (actual, expected) => actual === expected;
const equalsIgnoreCase: Compare = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const bool: Compare = (actual, expected) => actual.toLowerCase() === oneOf(['true', 'false'], expected.toLowerCase(), 'value of Bool');
const numeric = (compare: (actual: number, expected: number) => boolean): Compare =>
  (actual, expected) => compare(number(actual), number(expected));

/** The operators, each as its positive comparison and whether it is negated. */
const OPERATORS: Record<string, { compare: Compare; negated?: boolean }> = {
  StringEquals: { compare: equals },
  StringNotEquals: { compare: equals, negated: true },
  StringEqualsIgnoreCase: { compare: equalsIgnoreCase },
  StringNotEqualsIgnoreCase: { compare: equalsIgnoreCase, negated: true },
  StringLike: { compare: (actual, expected) => wildcard(expected).test(actual) },
  StringNotLike: { compare: (actual, expected) => wildcard(expected).test(actual), negated: true },
  ArnEquals: { compare: arnLike },
  ArnLike: { compare: arnLike },
  ArnNotEquals: { compare: arnLike, negated: true },
  ArnNotLike: { compare: arnLike, negated: true },
  Bool: { compare: bool },
  NumericEquals: { compare: numeric((a, b) => a === b) },
  NumericNotEquals: { compare: numeric((a, b) => a === b), negated: true },
  NumericLessThan: { compare: numeric((a, b) => a < b) },
  NumericLessThanEquals: { compare: numeric((a, b) => a <= b) },
  NumericGreaterThan: { compare: numeric((a, b) => a > b) },
  NumericGreaterThanEquals: { compare: numeric((a, b) => a >= b) },
};

/** Whether every condition of a statement holds: operators and keys are joined by AND, the values of one key by OR. */
export function conditionsHold(conditions: Conditions, context: RequestContext): boolean {
  const tests = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => holds(operator, key, list(values, `${operator} ${key}`), context)));
  return tests.every(Boolean);
}

/** Regular expression of a pattern in which `*` stands for any characters and `?` for exactly one. */
export function wildcard(pattern: string, flags = 's'): RegExp {
  const key = `${flags} ${pattern}`;
  const known = patterns.get(key) ?? compile(pattern, flags);
  patterns.set(key, known);
  return known;
}

/** Mutation testing asks for the same patterns a million times. */
const patterns = new Map<string, RegExp>();

function compile(pattern: string, flags: string): RegExp {
  return new RegExp(`^${[...pattern].map((c) => ({ '*': '.*', '?': '.' })[c] ?? c.replace(/[.+^${}()|[\]\\]/, '\\$&')).join('')}$`, flags);
}

/**
 * A policy string with its policy variables replaced, or `undefined` when the request has no value for one of them:
 * such a string matches nothing.
 */
export function substitute(value: string, context: RequestContext): string | undefined {
  let incomplete = false;
  const result = value.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
    if (['*', '?', '$'].includes(expression)) {
      throw new Error(`escaped wildcards are not supported: ${value}`);
    }
    const [, name, fallback] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(expression) ?? [];
    if (!name || !VARIABLES.some((known) => wildcard(known, 'i').test(name))) {
      throw new Error(`unknown policy variable: \${${expression}}`);
    }
    const found = lookUp(context, name) ?? fallback;
    if (typeof found === 'object') {
      throw new Error(`multivalued policy variable: \${${expression}}`);
    }
    incomplete ||= found === undefined;
    return found ?? '';
  });
  return incomplete ? undefined : result;
}

/** What a string is worth whose variable has no value: it matches nothing. Whether AWS then also negates that is not documented, so it is an error. */
export function missing(value: string, negated = false): string[] {
  if (negated) {
    throw new Error(`no value for the policy variable of a negated element: ${value}`);
  }
  return [];
}

/** One or many strings of a policy as a list. Anything else, such as an unresolved intrinsic function, is an error. */
export function list(values: unknown, where: string): string[] {
  return (Array.isArray(values) ? values : [values]).map((value) => {
    if (typeof value === 'boolean' || typeof value === 'number') return String(value);
    if (typeof value !== 'string') {
      throw new Error(`${where} is not a literal: ${JSON.stringify(value)}`);
    }
    return value;
  });
}

function holds(operator: string, key: string, expected: string[], context: RequestContext): boolean {
  const actual = lookUp(context, key);
  if (operator === 'Null') {
    return expected.some((value) => oneOf(['true', 'false'], value, 'value of Null') === String(actual === undefined));
  }

  const [, set, name, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const known = OPERATORS[name ?? ''];
  if (!known) {
    throw new Error(`unknown condition operator: ${operator}`);
  }

  const values = expected.flatMap((value) => substitute(value, context) ?? missing(value, known.negated));
  const one = (value: string) => values.some((candidate) => known.compare(value, candidate)) !== (known.negated ?? false);

  // Compared against nothing first, so that a malformed value is an error even when the request lacks the key.
  values.forEach((value) => known.compare(value, value));
  if (actual === undefined) return ifExists !== undefined || set === 'ForAllValues' || (known.negated === true && set === undefined);
  if (set === undefined && typeof actual !== 'string') {
    throw new Error(`${operator} on the multivalued key ${key} needs a set operator`);
  }
  const actuals = typeof actual === 'string' ? [actual] : actual;
  return set === 'ForAnyValue' ? actuals.some(one) : actuals.every(one);
}

/** The value of a context key: the names of keys are not case-sensitive. */
function lookUp(context: RequestContext, key: string): string | readonly string[] | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** ARNs are compared by their six parts, so a wildcard never reaches across a colon of the first five. */
function arnLike(actual: string, pattern: string): boolean {
  const parts = (arn: string) => {
    const split = arn.split(':'); return [...split.slice(0, 5), split.slice(5).join(':')];
  };
  if (pattern.split(':').length < 6) {
    throw new Error(`not an ARN: ${pattern}`);
  }
  const actuals = parts(actual);
  return actual.split(':').length >= 6 && parts(pattern).every((part, i) => wildcard(part).test(actuals[i]));
}

function number(value: string): number {
  if (value.trim() === '' || Number.isNaN(Number(value))) {
    throw new Error(`not a number: ${value}`);
  }
  return Number(value);
}

function oneOf(allowed: string[], value: string, what: string): string {
  if (!allowed.includes(value)) {
    throw new Error(`unknown ${what}: ${value}`);
  }
  return value;
}
