import { type Parsed, type Position, positionsIn } from './parsed';
import { messageOf, Problem } from '../problem';

/** Reads JSON. Positions are computed when they are first needed. */
export function parseJson(text: string, file: string): Parsed {
  try {
    const locator = new Locator(text);
    return { format: 'json', value: JSON.parse(text) as unknown, locate: (path) => locator.locate(path) };
  } catch (error) {
    const message = messageOf(error);
    const { line, column } = positionsIn(text)(offsetOf(text, message));
    throw new Problem(`${file}:${line}:${column} is not valid JSON: ${message.replace(/(,| in JSON| at position).*$/s, '')}`);
  }
}

const TOKEN_FAULT = 'Unexpected token';

/** Some messages name the token but not its place: it ends the shortest beginning of the text that has such a fault. */
function offsetOf(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (!message.startsWith(TOKEN_FAULT)) return text.length;
  let least = 1;
  for (let most = text.length; least < most;) {
    const middle = Math.floor((least + most) / 2);
    if (faultOf(text.slice(0, middle)).startsWith(TOKEN_FAULT)) most = middle;
    else least = middle + 1;
  }
  return least - 1;
}

function faultOf(text: string): string {
  let fault = '';
  try {
    JSON.parse(text);
  } catch (error) {
    fault = messageOf(error);
  }
  return fault;
}

/** Where a key and its value begin. */
interface Entry {
  readonly key: number;
  readonly value: number;
}

/** Walks through JSON that is known to be valid, along one path. What the template and its `Resources` hold is walked through once. */
class Locator {
  private at = 0;
  private sections?: ReadonlyMap<string, Entry>;
  private resources?: ReadonlyMap<string, Entry>;

  private readonly positionOf: (offset: number) => Position;

  constructor(private readonly text: string) {
    this.positionOf = positionsIn(text);
  }

  public locate(path: readonly string[]): Position {
    let { key, value } = this.start();
    for (const [index, wanted] of path.entries()) {
      const entry = index === 0 ? this.section(wanted, value) : index === 1 && path[0] === 'Resources' ? this.resource(wanted, value) : this.entry(wanted, value);
      if (!entry) break;
      ({ key, value } = entry);
    }
    return this.positionOf(key);
  }

  private start(): Entry {
    this.at = 0;
    this.take(SPACE);
    return { key: this.at, value: this.at };
  }

  private section(wanted: string, value: number): Entry | undefined {
    this.sections ??= new Map(this.entries(value));
    return this.sections.get(wanted);
  }

  private resource(wanted: string, value: number): Entry | undefined {
    this.resources ??= new Map(this.entries(value));
    return this.resources.get(wanted);
  }

  private entry(wanted: string, value: number): Entry | undefined {
    let found: Entry | undefined;
    // Of a key that is there twice, the last counts.
    for (const [name, entry] of this.entries(value)) if (name === wanted) found = entry;
    return found;
  }

  /** What an object or a list holds, by key or index. */
  private* entries(value: number): Generator<[string, Entry]> {
    this.at = value;
    const isList = this.text[value] === '[';
    if (!isList && this.text[value] !== '{') return;
    this.at++;
    for (let index = 0; ; index++) {
      this.take(SPACE);
      if (this.text[this.at] === '}' || this.text[this.at] === ']') return;
      const key = this.at;
      const name = isList ? String(index) : JSON.parse(this.take(TEXT)!) as string;
      this.take(SPACE);
      const begin = this.at;
      yield [name, { key: isList ? begin : key, value: begin }];
      this.at = begin;
      this.skip();
    }
  }

  private skip(): void {
    if (this.text[this.at] !== '{' && this.text[this.at] !== '[') {
      if (this.take(TEXT) === undefined) this.take(LITERAL);
      return;
    }
    let depth = 0;
    do {
      depth += this.text[this.at] === '{' || this.text[this.at] === '[' ? 1 : -1;
      this.at++;
      if (depth > 0) this.take(TO_BRACKET);
    } while (depth > 0);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at = pattern.lastIndex;
    return match;
  }
}

const SPACE = /[\s,:]*/y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;
const TO_BRACKET = /[^"{}[\]]*(?:"(?:[^"\\]|\\.)*"[^"{}[\]]*)*/y;
const LITERAL = /[^\s,:\]}"[{]+/y;
