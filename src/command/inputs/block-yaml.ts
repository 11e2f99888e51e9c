import { plainScalar, shortForm } from './yaml-values';

/** What a text holds; with `places`, where the keys of each object and the items of each list begin, and short forms are left out. */
export interface Blocks {
  readonly value: unknown;
  /** The text with the line ends of Unix, to which places refer. */
  readonly text: string;
}

export type Places = Map<object, Map<string, number>>;

/**
 * Reads the YAML that nearly all templates are written in, many times as fast as a parser of all of YAML: blocks, flow collections, short forms,
 * quoted and literal texts. Undefined for everything else, wrong YAML included. What it reads, it reads as the parser does: the tests compare them.
 */
export function readBlocks(written: string, places?: Places): Blocks | undefined {
  const text = written.includes('\r') ? written.replace(/\r\n/g, '\n') : written;
  const [start] = /^(?: *#[^\n]*\n|\n)*--- *(?=\n)/.exec(text) ?? [''];
  if (NOT_HERE.test(start === '' ? text : text.slice(start.length))) return undefined;
  try {
    return { text, value: new Reader(text, places).document(start.length) };
  } catch (error) {
    if (error === OTHER) return undefined;
    throw error;
  }
}

/** Tabs, lone carriage returns, directives and marks of documents. */
const NOT_HERE = /[\t\r\ufeff]|(?:^|\n)(?:---|\.\.\.|%)/;

/** Thrown where something begins that only the parser reads. */
const OTHER = new Error('not read here');

/** Deeper than templates are; the parser says what is wrong with those that are deeper still. */
const MAX_DEPTH = 100;
/** YAML allows no longer ones where the colon is all that makes them keys. */
const MAX_KEY = 1000;

const END = -1;
const KEY = /[^\s\-?:,[\]{}#&*!|>'"%@`][^\n]*?(?=:(?:[ \n]|$))/y;
const DOUBLE_QUOTED = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex
const SINGLE_QUOTED = /'(?:[^'\n]|'')*'/y;
const TAG = /!([A-Za-z0-9]+)(?=[ \n]|$)/y;
const BLOCK_HEADER = /([|>])(-?)\n/y;
const SPACES = / */y;
const TO_FLOW_INDICATOR = /[^,[\]{}\n]+/y;
/** What a plain text cannot begin with. */
const INDICATOR = /^(?:[,[\]{}#&*!|>'"%@`?]|[-:](?: |$))/;
const FLOW_SPACE = /[ \n]*/y;
const FLOW_KEY = /[^:,[\]{}\n]+(?::+[^:,[\]{}\s]+)*/y;

class Reader {
  /** The next character, and the column of the content that it belongs to: `END` after the last line. */
  private at = 0;
  private column = END;
  private line = 0;
  private depth = 0;

  constructor(private readonly text: string, private readonly places: Places | undefined) {}

  public document(start: number): unknown {
    this.toContent(start);
    if (this.column !== 0) throw OTHER;
    const value = this.isDash() ? this.list(0) : this.object(0);
    // A dash below the keys of an object, or a key below a list.
    if (this.at < this.text.length) throw OTHER;
    return value;
  }

  /** Goes to the first line with content at or below one. */
  private toContent(from: number): void {
    const { text } = this;
    for (let line = from; line < text.length; line = this.endOfLine(this.at) + 1) {
      this.at = line;
      this.take(SPACES);
      if (text[this.at] === '\n' || text[this.at] === '#' || this.at === text.length) continue;
      this.line = line;
      this.column = this.at - line;
      return;
    }
    this.at = this.text.length;
    this.column = END;
  }

  private object(column: number): unknown {
    const value: Record<string, unknown> = {};
    const places = this.begin(value);
    do {
      const start = this.at;
      const key = this.key();
      if (key === undefined || key === '__proto__' || Object.hasOwn(value, key)) throw OTHER;
      places?.set(key, start);
      value[key] = this.valueOfKey(column);
    } while (this.column === column);
    return this.end(value, column);
  }

  private valueOfKey(column: number): unknown {
    if (!this.isLineOver()) return this.value(column);
    if (this.column > column) return this.nested(column);
    return this.column === column && this.isDash() ? this.list(column) : null;
  }

  private list(column: number): unknown {
    const value: unknown[] = [];
    const places = this.begin(value);
    do {
      this.at++;
      this.take(SPACES);
      const start = this.at;
      const isBelow = this.isLineOver();
      if (!isBelow) this.column = this.at - this.line;
      const isNothing = isBelow && this.column <= column;
      places?.set(String(value.length), isNothing ? start : this.at);
      value.push(isNothing ? null : this.nested(column));
    } while (this.column === column && this.isDash());
    return this.end(value, column);
  }

  private begin(value: object): Map<string, number> | undefined {
    if (++this.depth > MAX_DEPTH) throw OTHER;
    const places = this.places && new Map<string, number>();
    if (places) this.places!.set(value, places);
    return places;
  }

  private end(value: object, column: number): object {
    if (this.column > column) throw OTHER;
    this.depth--;
    return value;
  }

  /** What stands at a column of its own, right of the one around it. */
  private nested(column: number): unknown {
    if (this.isDash()) return this.list(this.column);
    const start = this.at;
    const isKey = this.key() !== undefined;
    this.at = start;
    return isKey ? this.object(this.column) : this.value(column);
  }

  /** A value on the line of its key or dash, or on the next one. What belongs to it is right of the column. */
  private value(column: number, isTagged = false): unknown {
    const first = this.text[this.at];
    if (first === '!' && !isTagged) return this.tagged(column);
    if (first === '|' || first === '>') return this.block(column);
    if (first !== '"' && first !== '\'' && first !== '[' && first !== '{') return this.plain(column, isTagged);
    const value = first === '[' || first === '{' ? this.flow(column) : this.quoted();
    if (!this.isLineOver() || this.column > column) throw OTHER;
    return value;
  }

  private tagged(column: number): unknown {
    const name = this.tag();
    if (!this.isLineOver()) return this.short(name, this.value(column, true));
    if (this.column <= column || this.text[this.at] === '!') throw OTHER;
    const value = this.nested(column);
    if (typeof value !== 'object' || value === null) throw OTHER;
    return this.short(name, value);
  }

  private tag(): string {
    const name = this.take(TAG)?.[1];
    if (name === undefined) throw OTHER;
    this.take(SPACES);
    return name;
  }

  private short(name: string, value: unknown): unknown {
    return this.places ? value : shortForm(name, value);
  }

  private plain(column: number, isTagged: boolean): unknown {
    let end = this.endOfLine();
    const [first, comment] = withoutComment(this.text.slice(this.at, end));
    let value = checked(first);
    for (this.toContent(end + 1); this.column > column; this.toContent(end + 1)) {
      // A comment or an empty line in a text, and what follows it, is for the parser.
      if (comment || this.line !== end + 1) throw OTHER;
      end = this.endOfLine();
      const [piece, another] = withoutComment(this.text.slice(this.at, end));
      if (another) throw OTHER;
      value += ` ${checked(piece)}`;
    }
    return isTagged ? value : plainScalar(value);
  }

  /** A text between quotes, on one line. */
  private quoted(): string {
    const isDouble = this.text[this.at] === '"';
    const text = this.take(isDouble ? DOUBLE_QUOTED : SINGLE_QUOTED)?.[0];
    if (text === undefined) throw OTHER;
    return isDouble ? JSON.parse(text) as string : text.slice(1, -1).replace(/''/g, '\'');
  }

  /** The text of a key, with the colon and the space behind it. Stays where it is if there is none. */
  private key(): string | undefined {
    const start = this.at;
    const first = this.text[start];
    const key = first === '"' || first === '\'' ? this.quoted() : this.take(KEY)?.[0];
    if (key === undefined) return undefined;
    if (this.text[this.at] !== ':' || !this.isSpace(this.at + 1)) {
      this.at = start;
      return undefined;
    }
    if (key.length > MAX_KEY || (first === key[0] && (key.includes(' #') || key.endsWith(' ') || key === '<<'))) throw OTHER;
    this.at++;
    this.take(SPACES);
    return key;
  }

  /** A literal or folded text. Folded ones with empty or indented lines are for the parser. */
  private block(column: number): string {
    const [, style, chomp] = this.take(BLOCK_HEADER) ?? [];
    const start = this.at;
    const indent = this.take(SPACES)![0].length;
    if (style === undefined || indent <= column) throw OTHER;
    this.at = start;
    const lines = (this.take(linesRightOf(indent))?.[0] ?? '').split('\n').map((line) => {
      if (line.length > indent && line.trim() === '') throw OTHER;
      return line.slice(indent);
    });
    // Whether a last line without an end belongs to it is for the parser.
    if (this.at < this.text.length && this.endOfLine() === this.text.length) throw OTHER;
    this.toContent(this.at);
    while (lines.at(-1) === '') lines.pop();
    if (lines.length === 0 || lines[0] === '' || this.column > column) throw OTHER;
    if (style === '>' && lines.some((line) => line === '' || line.startsWith(' '))) throw OTHER;
    return lines.join(style === '>' ? ' ' : '\n') + (chomp === '-' ? '' : '\n');
  }

  /** A list or an object between brackets. */
  private flow(column: number): unknown {
    const isList = this.text[this.at] === '[';
    const close = isList ? ']' : '}';
    const value: Record<string | number, unknown> = isList ? [] as object as Record<number, unknown> : {};
    const places = this.begin(value);
    this.at++;
    this.flowSpace(column);
    for (let count = 0; this.text[this.at] !== close; count++) {
      const start = this.at;
      const key = isList ? count : this.flowKey(column);
      if (key === '__proto__' || Object.hasOwn(value, key)) throw OTHER;
      places?.set(String(key), start);
      value[key] = this.flowValue(column);
      this.flowSpace(column);
      if (this.text[this.at] === close) break;
      if (this.text[this.at] !== ',') throw OTHER;
      this.at++;
      this.flowSpace(column);
    }
    this.at++;
    this.depth--;
    return value;
  }

  private flowKey(column: number): string {
    const first = this.text[this.at];
    const isQuoted = first === '"' || first === '\'';
    const key = isQuoted ? this.quoted() : checked(this.take(FLOW_KEY)?.[0] ?? '');
    if (this.text[this.at] !== ':' || key.length > MAX_KEY || (!isQuoted && (key.endsWith(' ') || key === '<<'))) throw OTHER;
    this.at++;
    if (!isQuoted && !this.isSpace(this.at)) throw OTHER;
    this.flowSpace(column);
    return key;
  }

  private flowValue(column: number, isTagged = false): unknown {
    const first = this.text[this.at];
    if (first === '[' || first === '{') return this.flow(column);
    if (first === '"' || first === '\'') return this.quoted();
    if (first === '!' && !isTagged) return this.short(this.tag(), this.flowValue(column, true));
    const text = checked(this.take(TO_FLOW_INDICATOR)?.[0] ?? '');
    return isTagged ? text : plainScalar(text);
  }

  /** Spaces and line ends. Further lines are right of the column. */
  private flowSpace(column: number): void {
    const space = this.take(FLOW_SPACE)![0];
    const newline = space.lastIndexOf('\n');
    if (newline >= 0 && space.length - newline - 1 <= column) throw OTHER;
  }

  /** Whether nothing but a comment is left of a line. Goes to the next content then. */
  private isLineOver(): boolean {
    const start = this.at;
    this.take(SPACES);
    const next = this.text[this.at];
    if (next !== undefined && next !== '\n' && (next !== '#' || (this.at === start && this.text[start - 1] !== ' '))) return false;
    this.toContent(this.endOfLine() + 1);
    return true;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private endOfLine(from = this.at): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private isDash(): boolean {
    return this.text[this.at] === '-' && this.isSpace(this.at + 1);
  }

  private isSpace(at: number): boolean {
    return at >= this.text.length || this.text[at] === ' ' || this.text[at] === '\n';
  }
}

const LINES = new Map<number, RegExp>();

/** Lines that are empty or begin with so many spaces. */
function linesRightOf(indent: number): RegExp {
  const known = LINES.get(indent) ?? new RegExp(`(?:(?: {${indent}}[^\\n]*| *)\\n)+`, 'y');
  LINES.set(indent, known);
  return known;
}

function withoutComment(line: string): [text: string, hasComment: boolean] {
  const at = line.indexOf(' #');
  return at < 0 ? [line, false] : [line.slice(0, at), true];
}

/** A plain text, without the spaces behind it. */
function checked(piece: string): string {
  const text = piece.replace(/ +$/, '');
  if (INDICATOR.test(text) || text === '' || text.endsWith(':') || text.includes(': ') || text.includes(' #')) throw OTHER;
  return text;
}
