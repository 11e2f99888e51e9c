/**
 * Evaluates the `filter` command of CloudWatch Logs Insights over JSON events, as far as the documentation describes it.
 *
 * A test helper: no engine is published. It shares no code with the library, refuses syntax that it does not know, and answers
 * `undocumented` where the documentation is silent, such as for a comparison with a field that the event does not have.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 */
export type Outcome = boolean | 'undocumented';

type Condition = (event: unknown) => Outcome;

const TOKEN = /\s*(?:([()[\],])|(!=|=)|\/((?:[^/\\]|\\.)*)\/|"([^"]*)"|([A-Za-z_][\w.]*))/y;

interface Token {
  readonly kind: 'symbol' | 'operator' | 'regex' | 'text' | 'word';
  readonly text: string;
}

/** Whether an event passes the condition of a `filter`. */
export function evaluateLogsFilter(condition: string, event: unknown): Outcome {
  return new Parser(tokensOf(condition)).parse()(event);
}

function tokensOf(condition: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < condition.trimEnd().length) {
    const match = TOKEN.exec(condition);
    if (!match) throw new Error(`unknown syntax in: ${condition}`);
    const kinds = ['symbol', 'operator', 'regex', 'text', 'word'] as const;
    const index = match.slice(1).findIndex((group) => group !== undefined);
    tokens.push({ kind: kinds[index], text: match[index + 1] });
  }
  return tokens;
}

const and = (outcomes: Outcome[]): Outcome => outcomes.includes(false) ? false : outcomes.includes('undocumented') ? 'undocumented' : true;
const or = (outcomes: Outcome[]): Outcome => outcomes.includes(true) ? true : outcomes.includes('undocumented') ? 'undocumented' : false;
const not = (outcome: Outcome): Outcome => outcome === 'undocumented' ? outcome : !outcome;

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public parse(): Condition {
    const condition = this.either();
    if (this.position < this.tokens.length) throw new Error(`unexpected: ${this.tokens[this.position].text}`);
    return condition;
  }

  private either(): Condition {
    const parts = [this.both()];
    while (this.skip('or')) parts.push(this.both());
    return (event) => or(parts.map((part) => part(event)));
  }

  private both(): Condition {
    const parts = [this.operand()];
    while (this.skip('and')) parts.push(this.operand());
    return (event) => and(parts.map((part) => part(event)));
  }

  private operand(): Condition {
    if (this.skip('not')) {
      const inner = this.operand();
      return (event) => not(inner(event));
    }
    if (this.skip('(')) {
      const inner = this.either();
      this.expect(')');
      return inner;
    }
    if (this.skip('ispresent')) {
      this.expect('(');
      const field = this.take('word');
      this.expect(')');
      return (event) => valueOf(event, field) !== undefined;
    }
    return this.comparison();
  }

  private comparison(): Condition {
    const field = this.take('word');
    const whenPresent = (compare: (value: string) => boolean): Condition => (event) => {
      const value = valueOf(event, field);
      return value === undefined ? 'undocumented' : compare(value);
    };
    const negated = this.skip('not');
    if (this.skip('like')) {
      const expression = new RegExp(this.take('regex'));
      return whenPresent((value) => expression.test(value) !== negated);
    }
    if (this.skip('in')) {
      const values = this.list();
      return whenPresent((value) => values.includes(value) !== negated);
    }
    const operator = this.take('operator');
    const expected = this.take('text');
    return whenPresent((value) => (value === expected) === (operator === '='));
  }

  private list(): string[] {
    this.expect('[');
    const values = [this.take('text')];
    while (this.skip(',')) values.push(this.take('text'));
    this.expect(']');
    return values;
  }

  private skip(text: string): boolean {
    const token = this.tokens[this.position];
    const found = token?.text === text && (token.kind === 'word' || token.kind === 'symbol');
    if (found) this.position++;
    return found;
  }

  private expect(text: string): void {
    if (!this.skip(text)) throw new Error(`expected ${text}`);
  }

  private take(kind: Token['kind']): string {
    const token = this.tokens[this.position++];
    if (token?.kind !== kind) throw new Error(`expected a ${kind}, got ${token?.text}`);
    return token.text;
  }
}

/** The value of a field, whose path has dots; objects are no fields. */
function valueOf(event: unknown, field: string): string | undefined {
  const value = field.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined | null)?.[name], event);
  if (value === undefined || value === null || typeof value === 'object') return undefined;
  return String(value);
}
