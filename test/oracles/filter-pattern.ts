/**
 * Evaluates CloudWatch Logs filter patterns over JSON events, as far as the documentation describes them.
 *
 * A test helper: no engine is published. It shares no code with the library, refuses syntax that it does not know, and
 * answers `undocumented` where the documentation is silent. That `!=` does not match an absent field, and no operator
 * matches an object, was recorded by users of TestMetricFilter.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export type Outcome = boolean | 'undocumented';

/** Not in the syntax that the documentation describes, or beyond its quotas. */
export class RefusedPattern extends Error {}

type Expression = (event: unknown) => Outcome;

const and = (outcomes: Outcome[]): Outcome => outcomes.includes(false) ? false : outcomes.includes('undocumented') ? 'undocumented' : true;
const or = (outcomes: Outcome[]): Outcome => outcomes.includes(true) ? true : outcomes.includes('undocumented') ? 'undocumented' : false;
const not = (outcome: Outcome): Outcome => outcome === 'undocumented' ? outcome : !outcome;

/** Whether an event matches a pattern. */
export function evaluateFilterPattern(pattern: string, event: unknown): Outcome {
  return compile(pattern)(event);
}

function compile(pattern: string): Expression {
  if (pattern.length > 1024) throw new RefusedPattern(`longer than 1,024 characters: ${pattern.length}`);
  const rest = { text: pattern.trim() };
  take(rest, /^\{/, 'an opening brace');
  const expression = parseOr(rest);
  take(rest, /^\s*\}$/, 'a closing brace');
  quota('regular expressions', pattern.match(/%[^%]*%/g) ?? [], 2);
  quota('wildcard selectors', (pattern.match(/\$\.[^\s=!<>]*/g) ?? []).flatMap((selector) => selector.match(/\*/g) ?? []), 3);
  return expression;
}

interface Rest {
  text: string;
}

function take(rest: Rest, what: RegExp, name: string): RegExpExecArray {
  const found = what.exec(rest.text);
  if (!found) throw new RefusedPattern(`expected ${name} at: ${rest.text}`);
  rest.text = rest.text.slice(found[0].length);
  return found;
}

function skip(rest: Rest, what: RegExp): boolean {
  const found = what.exec(rest.text);
  rest.text = rest.text.slice(found?.[0].length ?? 0);
  return found !== null;
}

function quota(what: string, found: string[], most: number) {
  if (found.length > most) throw new RefusedPattern(`at most ${most} ${what} a pattern, got ${found.length}`);
}

function parseOr(rest: Rest): Expression {
  const parts = [parseAnd(rest)];
  while (skip(rest, /^\s*\|\|/)) {
    parts.push(parseAnd(rest));
  }
  return (event) => or(parts.map((part) => part(event)));
}

function parseAnd(rest: Rest): Expression {
  const parts = [parseOperand(rest)];
  while (skip(rest, /^\s*&&/)) {
    parts.push(parseOperand(rest));
  }
  return (event) => and(parts.map((part) => part(event)));
}

function parseOperand(rest: Rest): Expression {
  if (!skip(rest, /^\s*\(/)) return parseTest(rest);
  const inner = parseOr(rest);
  take(rest, /^\s*\)/, 'a closing parenthesis');
  return inner;
}

function parseTest(rest: Rest): Expression {
  const selector = parseSelector(take(rest, /^\s*(\$\.(?:[A-Za-z0-9_.*-]|\[(?:\d+|\*|'[^']*')\])+)/, 'a property selector')[1]);
  const anyNode = (test: (node: unknown) => Outcome): Expression => (event) => {
    const nodes = selector(event);
    return or(nodes.map(test));
  };

  if (skip(rest, /^\s+NOT\s+EXISTS\b/)) return (event) => selector(event).length === 0;
  const is = /^\s+IS\s+(NULL|TRUE|FALSE)\b/.exec(rest.text);
  if (is) {
    rest.text = rest.text.slice(is[0].length);
    const wanted = { NULL: null, TRUE: true, FALSE: false }[is[1] as 'NULL' | 'TRUE' | 'FALSE'];
    return (event) => selector(event).length === 0 ? 'undocumented' : anyNode((node) => typeof node === 'string' ? 'undocumented' : node === wanted)(event);
  }

  const operator = take(rest, /^\s*(!=|>=|<=|=|<|>)\s*/, 'an operator')[1];
  const regex = /^%([^%]*)%/.exec(rest.text);
  const quoted = /^"([^"]*)"/.exec(rest.text);
  // Blank-free text: letters, digits and underscore by the rule for bare strings, dots and asterisks by the examples.
  const bare = /^[A-Za-z0-9_.*+-]+/.exec(rest.text);
  const value = regex ?? quoted ?? bare;
  if (!value) throw new RefusedPattern(`expected a value at: ${rest.text}`);
  rest.text = rest.text.slice(value[0].length);

  if (bare && !regex && !quoted && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(bare[0])) {
    return anyNode((node) => compareNumber(node, operator, Number(bare[0])));
  }
  if (operator !== '=' && operator !== '!=') {
    throw new RefusedPattern(`${operator} needs a number, got ${value[0]}`);
  }
  if (bare && !regex && !quoted && !/^[A-Za-z0-9_.*]+$/.test(bare[0])) {
    throw new RefusedPattern(`needs quotes: ${bare[0]}`);
  }
  const equals = regex ? regexTest(regex[1]) : textTest((quoted ?? bare)!.slice(-1)[0]);
  return anyNode((node) => {
    if (node !== null && typeof node === 'object') return false;
    return operator === '=' ? equals(node) : not(equals(node));
  });
}

/** The nodes that a selector points at: none when the path is absent, several with a wildcard. */
function parseSelector(selector: string): (event: unknown) => unknown[] {
  const steps = [...selector.slice(1).matchAll(/\.?\['([^']*)'\]|\[(\d+|\*)\]|\.([A-Za-z0-9_*-]+)/g)].map(([, name, index, plain]) => name ?? index ?? plain);
  if (steps.filter((step) => step === '*').length > 1) {
    throw new RefusedPattern(`at most one wildcard a selector: ${selector}`);
  }
  return (event) => steps.reduce<unknown[]>((nodes, step) => nodes.flatMap((node) => {
    if (node === null || typeof node !== 'object') return [];
    const fields = node as Record<string, unknown>;
    return step === '*' ? Object.values(fields) : Object.hasOwn(fields, step) ? [fields[step]] : [];
  }), [event]);
}

function compareNumber(node: unknown, operator: string, wanted: number): Outcome {
  if (typeof node !== 'number') {
    return typeof node === 'string' || (node !== null && typeof node === 'object') ? false : 'undocumented';
  }
  switch (operator) {
    case '=': return node === wanted;
    case '!=': return node !== wanted;
    case '<': return node < wanted;
    case '<=': return node <= wanted;
    case '>': return node > wanted;
    default: return node >= wanted;
  }
}

function textTest(text: string): (node: unknown) => Outcome {
  const inner = text.slice(1, -1).includes('*');
  const escaped = text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/^\*/, '[^]*').replace(/(?<!^\[\^\])\*$/, '[^]*');
  const expression = new RegExp(`^${escaped}$`);
  return (node) => {
    if (inner || (typeof node === 'number' && !text.includes('*')) || typeof node === 'boolean' || node === null) {
      return 'undocumented';
    }
    return expression.test(String(node));
  };
}

function regexTest(text: string): (node: unknown) => Outcome {
  if (!/^[A-Za-z0-9:_#=@/;,\-^$?[\]{}|\\*+. ]*$/.test(text)) {
    throw new RefusedPattern(`unsupported character in a regular expression: %${text}%`);
  }
  const expression = new RegExp(text);
  return (node) => typeof node === 'string' ? expression.test(node) : 'undocumented';
}
