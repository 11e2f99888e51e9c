/**
 * Metric filter patterns over JSON events: parsed, normalized, and compared by meaning.
 *
 * Knows what the documentation describes (`=`, `!=`, numeric operators, `IS NULL`, `IS TRUE`, `IS FALSE`, `NOT EXISTS`, `&&`
 * before `||`, parentheses, quoted and bare values, `%regular expressions%`). Everything else is `undefined`, never a guess.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax-MetricFilters.html
 */
import { matchesWildcard } from '../logic/wildcard';

/** One comparison. */
export interface Test {
  readonly kind: 'test';
  readonly selector: string;
  readonly operator: string;
  /** How the value is to be read: text with wildcards, number, regular expression; `none` for operators without a value. */
  readonly as: 'text' | 'number' | 'regex' | 'none';
  readonly value: string;
}

export interface Group {
  readonly kind: 'all' | 'any';
  readonly parts: readonly Expression[];
}

export type Expression = Test | Group;

const TOKEN = /\s*(?:(&&|\|\||!=|>=|<=|[()=<>])|"((?:[^"\\]|\\.)*)"|%([^%]*)%|(IS\s+(?:NULL|TRUE|FALSE)|NOT\s+EXISTS)\b|([^\s()=<>!&|"%]+))/y;

interface Token {
  readonly type: 'symbol' | 'string' | 'regex' | 'word-operator' | 'word';
  readonly text: string;
}

function tokens(body: string): Token[] | undefined {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const match = TOKEN.exec(body);
    if (!match) return undefined;
    const [, symbol, string, regex, wordOperator, word] = match;
    found.push(
      symbol !== undefined ? { type: 'symbol', text: symbol }
        : string !== undefined ? { type: 'string', text: string }
          : regex !== undefined ? { type: 'regex', text: regex }
            : wordOperator !== undefined ? { type: 'word-operator', text: wordOperator.replace(/\s+/g, ' ') }
              : { type: 'word', text: word },
    );
  }
  return found;
}

/** Recursive descent; `undefined` as soon as something is not of the known syntax. */
class Parser {
  private position = 0;

  constructor(private readonly input: Token[]) {}

  public parse(): Expression | undefined {
    const expression = this.any();
    return this.position === this.input.length ? expression : undefined;
  }

  private any(): Expression | undefined {
    return this.chain('any', '||', () => this.all());
  }

  private all(): Expression | undefined {
    return this.chain('all', '&&', () => this.operand());
  }

  private chain(kind: Group['kind'], symbol: string, next: () => Expression | undefined): Expression | undefined {
    const parts = [next()];
    while (this.skip(symbol)) {
      parts.push(next());
    }
    const known = parts.filter((part) => part !== undefined);
    return known.length < parts.length ? undefined : parts.length === 1 ? known[0] : { kind, parts: known };
  }

  private operand(): Expression | undefined {
    if (!this.skip('(')) return this.test();
    const inner = this.any();
    return this.skip(')') ? inner : undefined;
  }

  private test(): Test | undefined {
    const [selector, operator] = [this.take(), this.take()];
    if (selector?.type !== 'word' || !selector.text.startsWith('$.')) return undefined;
    if (operator?.type === 'word-operator') {
      return { kind: 'test', selector: selector.text, operator: operator.text, as: 'none', value: '' };
    }
    const value = this.take();
    if (operator?.type !== 'symbol' || !/^(?:!?=|[<>]=?)$/.test(operator.text) || !value || value.type === 'symbol' || value.type === 'word-operator') {
      return undefined;
    }
    const numeric = value.type === 'word' && Number.isFinite(Number(value.text));
    if (/[<>]/.test(operator.text) && !numeric) return undefined;
    const as = value.type === 'regex' ? 'regex' : numeric ? 'number' : 'text';
    return { kind: 'test', selector: selector.text, operator: operator.text, as, value: numeric ? String(Number(value.text)) : value.text };
  }

  private skip(symbol: string): boolean {
    const token = this.input[this.position];
    const found = token?.type === 'symbol' && token.text === symbol;
    this.position += found ? 1 : 0;
    return found;
  }

  private take(): Token | undefined {
    return this.input[this.position++];
  }
}

/** The pattern as a tree. `undefined`: unknown syntax. */
export function parseFilterPattern(pattern: string): Expression | undefined {
  const body = /^\s*\{([^]*)\}\s*$/.exec(pattern)?.[1];
  const input = body === undefined ? undefined : tokens(body.trim());
  return input && new Parser(input).parse();
}

function write(expression: Expression): string {
  if (expression.kind === 'test') {
    const { selector, operator, as, value } = expression;
    const written = { none: '', number: value, regex: `%${value}%`, text: `"${value}"` }[as];
    return `${selector} ${operator} ${written}`.trim();
  }
  // A group within a group of its own kind changes nothing, nor do order and repetition.
  const flat = (group: Group): string[] => group.parts.flatMap((part) => (part.kind === group.kind ? flat(part) : [write(part)]));
  const parts = [...new Set(flat(expression))].sort();
  return parts.length === 1 ? parts[0] : `(${parts.join(expression.kind === 'all' ? ' && ' : ' || ')})`;
}

/** The one spelling of all patterns that differ only in blanks, quotes, parentheses and order. `undefined`: unknown syntax. */
export function normalFilterPattern(pattern: string): string | undefined {
  const expression = parseFilterPattern(pattern);
  return expression && `{ ${write(expression)} }`;
}

/** Whether two patterns differ in spelling only. `undefined`: one of them has unknown syntax. */
export function sameFilterPattern(one: string, other: string): boolean | undefined {
  const [first, second] = [normalFilterPattern(one), normalFilterPattern(other)];
  return first === undefined || second === undefined ? undefined : first === second;
}

/** A test with its one spelling. */
interface Fact extends Test {
  readonly spelling: string;
}

/** How many alternatives a pattern may have, and how many pairs of them two patterns: more takes long, and nobody writes them. */
const MOST_ALTERNATIVES = 4096;
const MOST_PAIRS = 65_536;

/** The pattern as alternatives of tests that must all hold. `undefined`: too many. */
function alternatives(expression: Expression): Fact[][] | undefined {
  if (expression.kind === 'test') return [[{ ...expression, spelling: write(expression) }]];
  const parts = expression.parts.map(alternatives);
  if (parts.some((part) => part === undefined)) return undefined;
  const known = parts as Fact[][][];
  if (expression.kind === 'any') return known.flat();
  const size = known.reduce((product, part) => product * part.length, 1);
  return size > MOST_ALTERNATIVES ? undefined : known.reduce((done, part) => done.flatMap((left) => part.map((right) => [...left, ...right])));
}

/** Whether an event that passes the first test is sure to pass the second. */
function implies(given: Fact, wanted: Fact): boolean {
  if (given.selector !== wanted.selector) return false;
  if (given.spelling === wanted.spelling) return true;
  if (given.operator !== '=' || given.as !== 'text' || wanted.as !== 'text' || given.value.includes('*')) {
    return false;
  }
  // The event holds exactly this text.
  return matchesWildcard(wanted.value, given.value) === (wanted.operator === '=');
}

/**
 * Whether the first pattern is sure to match every event that the second one matches, such as a longer list of event names
 * or fewer exclusions.
 *
 * `false` means that it could not be shown. `undefined`: one of them has unknown syntax or is too large.
 */
export function coversFilterPattern(wide: string, narrow: string): boolean | undefined {
  const [whole, part] = [wide, narrow].map(parseFilterPattern).map((expression) => expression && alternatives(expression));
  if (!whole || !part || whole.length * part.length > MOST_PAIRS) return undefined;
  return part.every((given) => whole.some((wanted) => wanted.every((test) => given.some((fact) => implies(fact, test)))));
}
