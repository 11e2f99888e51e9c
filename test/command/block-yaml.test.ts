import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPLATES } from './templates';
import { readBlocks } from '../../src/command/inputs/block-yaml';
import { parseDocument } from '../../src/command/inputs/document';
import { parseYaml } from '../../src/command/inputs/yaml';
import { runs } from '../helpers/runs';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'fixtures', 'yaml', name), 'utf8');
const TEXTS: { readonly [name: string]: string } = { 'a stack': fixture('stack.yaml'), 'all forms': fixture('forms.yaml'), ...TEMPLATES };
const windows = (text: string) => text.replace(/\n/g, '\r\n');

/** Paths of all keys and items. Short forms are no keys of the text. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (/^(?:Fn::.*|Ref|Condition)$/.test(key)) return [];
    const here = [...path, key];
    return [here, ...pathsOf(item, here)];
  });
}

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  test.each([['Unix', text], ['Windows', windows(text)]])('is read as the parser reads it, with the line ends of %s', (_system, written) => {
    expect(readBlocks(written)?.value).toStrictEqual(parseYaml(written, 'a.yaml').value);
  });

  test('has its keys where the parser finds them', () => {
    const [parser, reader] = [parseYaml(text, 'a.yaml'), parseDocument(windows(text), 'a.yaml')];
    const paths = pathsOf(parser.value);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.map((path) => reader.locate(path))).toEqual(paths.map((path) => parser.locate(path)));
  });
});

test.each([
  ['an anchor', 'a: &x 1\n'],
  ['an alias', 'a: *x\n'],
  ['a merged object', '<<: {a: 1}\n'],
  ['a merged object in brackets', 'a: {<<: {b: 1}}\n'],
  ['a key that reaches prototypes', '__proto__: 1\n'],
  ['such a key in brackets', 'a: {__proto__: 1}\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['a key twice in brackets', 'a: {b: 1, b: 2}\n'],
  ['a key with a mark', '? a\n: b\n'],
  ['a key without a value in brackets', 'a: {b}\n'],
  ['a key before a comma', 'a: {b: , c: 1}\n'],
  ['a key without a space behind it, in brackets', 'a: {b:1}\n'],
  ['a key with a space behind it', 'a : 1\n'],
  ['a key with a comment in it', 'a #b: 1\n'],
  ['a very long key', `${'a'.repeat(1001)}: 1\n`],
  ['a very long key in brackets', `a: {${'a'.repeat(1001)}: 1}\n`],
  ['a pair in a list', 'a: [b: c]\n'],
  ['two items without a comma', 'a: ["b" "c"]\n'],
  ['nothing between commas', 'a: [b, , c]\n'],
  ['brackets that end left of the key', 'a:\n  b: [c,\n  d]\n'],
  ['brackets that do not end', 'a: [b\n'],
  ['text behind brackets', 'a: [b] c\n'],
  ['a text over empty lines', 'a: b\n\n  c\n'],
  ['a text that goes on behind a comment', 'a: b # c\n  d\n'],
  ['a text with a comment in a further line', 'a: b\n  c # d\n'],
  ['a quoted text of two lines', 'a: "b\n  c"\n'],
  ['an escape that JSON has not', 'a: "\\x41"\n'],
  ['a value in a value', 'a: b: c\n'],
  ['a list on the line of a key', 'a: - b\n'],
  ['a list below the value of a key', 'a: 1\n- b\n'],
  ['a key below a list', '- a\nb: c\n'],
  ['a key that is too far right', 'a: 1\n b: 2\n'],
  ['a list item that is too far right', '- a:\n    b\n   - c\n'],
  ['a nested object that ends between two columns', 'a:\n    b: 1\n  c: 2\n'],
  ['a document of one text', 'a\n'],
  ['an indented document', ' a: 1\n'],
  ['nothing', ''],
  ['only a comment', '# a\n'],
  ['two documents', 'a: 1\n---\nb: 2\n'],
  ['a directive', '%YAML 1.2\n---\na: 1\n'],
  ['the end of a document', 'a: 1\n...\n'],
  ['text on the line of a mark', '--- a\n'],
  ['a tab', 'a:\tb\n'],
  ['a carriage return', 'a: b\rc: d\n'],
  ['a tag of YAML itself', 'a: !!str 1\n'],
  ['two tags', 'a: !A !B c\n'],
  ['two tags on two lines', 'a: !A\n  !B [c]\n'],
  ['a tag without a value', 'a: !Ref\nb: 1\n'],
  ['a tag without a value in brackets', 'a: [!Ref , b]\n'],
  ['a tag before a text on the next line', 'a: !Ref\n  b\n'],
  ['a literal text that keeps its end', 'a: |+\n  b\n\n'],
  ['a literal text with a named indentation', 'a: |2\n  b\n'],
  ['a literal text without content', 'a: |\nb: 1\n'],
  ['a literal text that begins with an empty line', 'a: |\n\n  b\n'],
  ['a literal text with spaces on an empty line', 'a: |\n  b\n    \n  c\n'],
  ['a literal text at the end without a line end', 'a: |\n  b\n  # c'],
  ['a literal text that ends between two columns', 'a:\n  b: |\n      c\n    d\n'],
  ['a folded text with an empty line', 'a: >\n  b\n\n  c\n'],
  ['a folded text with an indented line', 'a: >\n  b\n    c\n'],
  ['more lists in one another than templates have', `a: ${'['.repeat(101)}${']'.repeat(101)}\n`],
])('%s is for the parser', (_, text) => {
  expect(readBlocks(text)).toBeUndefined();
});

test('an error that is none of YAML is not taken for one', () => {
  const get = () => {
    throw new Error('no memory');
  };
  const places = Object.defineProperty(new Map(), 'set', { get }) as Map<object, Map<string, number>>;
  expect(() => readBlocks('a: 1\n', places)).toThrow('no memory');
});

const PIECES = [
  ' ', '  ', '\n', ':', ': ', '- ', '-', '#', ' #', '"', '\'', '[', ']', '{', '}', ',', '|', '>', '|-', '|+', '>-', '!', '!Ref ', '!If', '&a', '*a', '\\', '~', '0', 'yes', 'x', '%',
  '@', '`', '?', '? ', '---', '...', '\n---\n', '\n\n', '\n  ', '\n    ', '<<', '"a":', 'é', '\u0085', '\u00a0', '\u2028', '=', '+', '\\n', '\\u0041', '\ud83d',
];

/** Numbers that look random and are the same in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = state * 48_271 % 2_147_483_647;
    return Math.floor(state / 2_147_483_647 * below);
  };
}

/** Some lines of a text, with a few pieces put in or taken out. */
function damaged(text: string, below: (limit: number) => number): string {
  const lines = text.split('\n');
  const from = below(2) === 0 ? 0 : below(lines.length);
  let result = lines.slice(from, from + 1 + below(14)).join('\n') + (below(3) === 0 ? '' : '\n');
  for (let edits = below(4); edits > 0; edits--) {
    const at = below(result.length);
    result = result.slice(0, at) + (below(5) === 0 ? '' : PIECES[below(PIECES.length)]) + result.slice(at + (below(5) < 2 ? below(4) : 0));
  }
  return result;
}

test('whatever is read of a damaged text is what the parser reads, and is no error to it', () => {
  const { numRuns, seed } = runs(20_000);
  const below = random(seed);
  const texts = Object.values(TEXTS);
  let read = 0;
  for (let run = 0; run < numRuns; run++) {
    const text = damaged(texts[below(texts.length)], below);
    const blocks = readBlocks(text);
    if (!blocks) continue;
    read++;
    expect({ text, value: blocks.value }).toStrictEqual({ text, value: parseYaml(text, 'a.yaml').value });
  }
  expect(read).toBeGreaterThan(numRuns / 10);
});
