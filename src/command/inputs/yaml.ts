import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseAllDocuments, type Scalar, type YAMLMap } from 'yaml';
import { type Parsed, type Position, START } from './parsed';
import { plainScalar, shortForm } from './yaml-values';
import { Problem } from '../problem';

/** Deeper than any template. The library reads by recursion, and Node.js may end where the stack does. */
const MAX_DEPTH = 250;
const INDICATORS = new RegExp(`(?:[-?][ \\t]+){${MAX_DEPTH}}`);

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > MAX_DEPTH) return true;
  }
  return INDICATORS.test(text);
}

/** More than any template needs; aliases of aliases reach it at once. */
const MAX_NODES = 1_000_000;

/** Reads YAML as CloudFormation does: version 1.1, without dates, with the short forms of its functions. */
export function parseYaml(text: string, file: string): Parsed {
  if (isTooDeep(text)) throw new Problem(`${file} is nested too deeply`);
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // No schema resolves a value: what is a number or a date is decided here.
  const options = { schema: 'failsafe', lineCounter: lines, prettyErrors: false, logLevel: 'silent' } as const;
  const documents = parseAllDocuments(text, options) as Extract<ReturnType<typeof parseAllDocuments>, readonly unknown[]>;
  const fault = documents.flatMap(({ errors }) => errors)[0];
  if (fault) {
    if (fault.message.includes('call stack')) throw new Problem(`${file} is nested too deeply`);
    const { line, column } = at(fault.pos[0]);
    throw new Problem(`${file}:${line}:${column} is not valid YAML: ${fault.message}`);
  }
  if (documents.length > 1) throw new Problem(`${file} holds ${documents.length} YAML documents, a template is one`);
  const root = documents[0]?.contents ?? undefined;
  const reader = new Reader(documents[0], (offset) => {
    const { line, column } = at(offset);
    return `${file}:${line}:${column}`;
  });
  return { format: 'yaml', value: reader.value(root), locate: (path) => locate(root, path, text, at) };
}

class Reader {
  private count = 0;
  private readonly targets = new Map<Node, unknown>();

  constructor(private readonly document: { readonly contents: unknown } | undefined, private readonly where: (offset: number) => string) {}

  public value(node: unknown): unknown {
    if (++this.count > MAX_NODES) throw new Problem(`${this.where(0)} has aliases that make it too large`);
    if (isAlias(node)) return this.alias(node);
    const tag = tagOf(node);
    const plain = isMap(node) ? this.map(node) : isSeq(node) ? node.items.map((item) => this.value(item)) : isScalar(node) ? scalar(node, tag) : null;
    return tag?.startsWith('!') ? shortForm(tag.slice(1), plain) : plain;
  }

  private alias(node: Extract<Node, { source: string }>): unknown {
    // The library looks through the whole document each time.
    if (!this.targets.has(node)) this.targets.set(node, (node as unknown as { resolve: (document: unknown) => unknown }).resolve(this.document));
    const target = this.targets.get(node);
    if (target === undefined) throw new Problem(`${this.where(node.range![0])} refers to the anchor ${node.source}, which is not defined`);
    try {
      return this.value(target);
    } catch (error) {
      if (error instanceof RangeError) throw new Problem(`${this.where(node.range![0])} refers to itself`);
      throw error;
    }
  }

  private map(node: YAMLMap): unknown {
    const value: Record<string, unknown> = {};
    const merged: unknown[] = [];
    for (const { key, value: item } of node.items as Array<Pair<Node, Node>>) {
      if (!isScalar(key)) throw new Problem(`${this.where(key.range![0])} has a key that is not a text`);
      const name = String(key.value);
      if (name === '<<' && key.type === 'PLAIN') merged.push(...[this.value(item)].flat());
      else define(value, name, this.value(item));
    }
    for (const each of merged) for (const [name, item] of Object.entries(each ?? {})) if (!Object.hasOwn(value, name)) define(value, name, item);
    return value;
  }
}

/** A key may be `__proto__`. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function tagOf(node: unknown): string | undefined {
  return (node as { tag?: string } | null | undefined)?.tag;
}

/** What YAML itself calls a number, a truth value or nothing, as in `!!int "3"`. */
const TYPED = /^tag:yaml\.org,2002:(?:bool|float|int|null)$/;

function scalar(node: Scalar, tag: string | undefined): unknown {
  const text = String(node.value);
  const isTyped = tag === undefined ? node.type === 'PLAIN' : TYPED.test(tag);
  return isTyped ? plainScalar(text) : text;
}

function locate(root: unknown, path: readonly string[], text: string, at: (offset: number) => Position): Position {
  let node = root;
  let found: Position = START;
  for (const key of path) {
    const next = step(node, key, text);
    if (!next) break;
    found = at(next.offset);
    node = next.node;
  }
  return found;
}

function step(node: unknown, key: string, text: string): { readonly node: unknown; readonly offset: number } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)] as Node | undefined;
    if (!item?.range) return undefined;
    // A short form begins before what the library takes for its beginning.
    const isShort = tagOf(item)?.startsWith('!');
    return { node: item, offset: isShort ? text.lastIndexOf('!', item.range[0]) : item.range[0] };
  }
  if (!isMap(node)) return undefined;
  const pair = (node.items as Array<Pair<Scalar, Node>>).find((each) => String(each.key.value) === key);
  return pair?.key.range ? { node: pair.value, offset: pair.key.range[0] } : undefined;
}
