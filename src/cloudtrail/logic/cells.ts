import { ACCOUNT, ANY, ARN, type Block, GENERATED_NAME, GENERATED_REFERENCE, isHole, isIdentity, isIn, KEY_ID, NAME, NOT_EMPTY, NUMBER, ORGANIZATION, REGION } from './marks';

/** What a mark can stand for. */
interface Shape {
  /** The characters that it is made of. */
  readonly of: RegExp;
  readonly least: number;
  readonly most: number;
  /** Whether it can be a text that is written out. */
  readonly canBe: (text: string) => boolean;
  readonly madeUp: boolean;
}

/** A character of a pattern: itself, any single one, any text, or a mark. */
export interface Cell {
  readonly character: string;
  readonly kind: 'literal' | 'one' | 'many' | 'mark';
  readonly shape?: Shape;
}

const some = (of: RegExp, least: number, most: number, whole: RegExp): Shape => ({
  of, least, most, canBe: (text) => whole.test(text), madeUp: false,
});

/** Names that AWS generates are never equal to a literal text. */
const generated = (of: RegExp): Shape => ({ of, least: 4, most: 2048, canBe: () => false, madeUp: true });

const SHAPES: ReadonlyArray<{ readonly block: Block; readonly shape: Shape; readonly begins?: string }> = [
  { block: GENERATED_NAME, shape: generated(/[^:/]/) },
  { block: GENERATED_REFERENCE, shape: generated(/[^]/) },
  { block: NOT_EMPTY, shape: some(/[^]/, 1, Infinity, /[^]/) },
  { block: NAME, shape: some(/[^:/]/, 1, 512, /[^]/) },
  { block: ACCOUNT, shape: some(/\d/, 12, 12, /^\d{12}$/) },
  { block: REGION, shape: some(/[a-z0-9-]/, 9, 30, /^[a-z]+(-[a-z]+)+-\d+$/) },
  { block: ORGANIZATION, shape: some(/[a-z0-9]/, 10, 32, /^[a-z0-9]{10,32}$/), begins: 'o-' },
  { block: KEY_ID, shape: some(/[a-z0-9-]/, 36, 36, /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/) },
  { block: ARN, shape: some(/[^]/, 6, Infinity, /^[^:]+(:[^:]*){3}:[^]/), begins: 'arn:' },
  { block: NUMBER, shape: some(/[\d-]/, 1, 20, /^-?\d+$/) },
];

/** Beyond this many comparisons of characters the answer is that they may meet. */
const MAX_WORK = 250_000;

/** A text as cells; `wildcards` are the characters that are not themselves. */
export function cellsOf(text: string, wildcards: string): Cell[] {
  return Array.from(text).flatMap((character): Cell | Cell[] => {
    if (character === ANY || (character === '*' && wildcards.includes('*'))) return { character: '*', kind: 'many' };
    if (character === '?' && wildcards.includes('?')) return { character, kind: 'one' };
    if (character.length === 1 || !(isHole(character) || isIdentity(character))) return { character, kind: 'literal' };
    const known = SHAPES.find(({ block }) => isIn(block, character));
    const mark: Cell = { character, kind: 'mark', ...(known && { shape: known.shape }) };
    // What every organization begins with is known.
    return known?.begins ? [...cellsOf(known.begins, ''), mark] : mark;
  });
}

/** Whether some text fits both patterns: for some value of their marks, or (`open` false) whatever the marks are. */
export function intersect(x: readonly Cell[], y: readonly Cell[], open: boolean): boolean {
  // What both begin and end with decides nothing; an ARN is little else.
  const begin = sharedLength(x, y, 0, (list, at) => list[at], open);
  if (begin === undefined) return false;
  const end = sharedLength(x, y, begin, (list, at) => list[list.length - 1 - at], open);
  if (end === undefined) return false;
  const [a, b] = [x.slice(begin, x.length - end), y.slice(begin, y.length - end)];
  return a.length * b.length > MAX_WORK ? open : fits(a, b, open);
}

/** How many cells are the same up to the first that may stand for others; undefined when two differ before that. */
function sharedLength(
  x: readonly Cell[], y: readonly Cell[], taken: number, read: (list: readonly Cell[], at: number) => Cell, open: boolean,
): number | undefined {
  const length = Math.min(x.length, y.length) - taken;
  for (let at = 0; at < length; at++) {
    const [a, b] = [read(x, at), read(y, at)];
    if (a.kind === 'many' || b.kind === 'many') return at;
    if (a.character === b.character && a.kind === b.kind) continue;
    return a.kind === 'literal' && b.kind === 'literal' ? undefined : isStuck(a, b, open) ? undefined : at;
  }
  return length;
}

/** Two cells of which none can give way. */
function isStuck(a: Cell, b: Cell, open: boolean): boolean {
  return !open && (a.kind === 'mark' || b.kind === 'mark');
}

/** Whether `a` from i and `b` from j fit each other, filled from the ends. */
function fits(a: readonly Cell[], b: readonly Cell[], open: boolean): boolean {
  const width = b.length + 1;
  const table = new Uint8Array((a.length + 1) * width);
  const at = (i: number, j: number) => i <= a.length && j <= b.length && table[i * width + j] === 1;
  for (let i = a.length; i >= 0; i--) {
    for (let j = b.length; j >= 0; j--) {
      if (fitsAt(a[i], b[j], i, j)) table[i * width + j] = 1;
    }
  }
  return at(0, 0);

  function fitsAt(left: Cell | undefined, right: Cell | undefined, i: number, j: number): boolean {
    // Text of any length stands for nothing more, or takes the next of the other.
    if (takesAny(left, open) && (at(i + 1, j) || (right !== undefined && at(i, j + 1)))) return true;
    if (takesAny(right, open) && (at(i, j + 1) || (left !== undefined && at(i + 1, j)))) return true;
    if (left === undefined || right === undefined) return left === right;
    if (sameCell(left, right) && at(i + 1, j + 1)) return true;
    return open && ((left.shape !== undefined && standsFor(left.shape, b, j, (end) => at(i + 1, end)))
      || (right.shape !== undefined && standsFor(right.shape, a, i, (end) => at(end, j + 1))));
  }
}

function takesAny(cell: Cell | undefined, open: boolean): boolean {
  return cell !== undefined && (cell.kind === 'many' || (open && cell.kind === 'mark' && cell.shape === undefined));
}

function sameCell(a: Cell, b: Cell): boolean {
  if (a.kind === 'one' || b.kind === 'one') return a.kind !== 'mark' && b.kind !== 'mark';
  return a.kind === b.kind && a.character === b.character;
}

/** Whether what has a shape can stand for the cells from an index to some end. */
function standsFor(shape: Shape, cells: readonly Cell[], start: number, restFits: (end: number) => boolean): boolean {
  const { of, least, most, canBe, madeUp } = shape;
  let text = '';
  // Characters that are there but not known, and whether there may be any number of them.
  let ones = 0;
  let loose = false;
  for (let end = start; ; end++) {
    const next: Cell | undefined = cells[end];
    const within = next?.kind === 'many' || (next?.kind === 'mark' && next.shape === undefined);
    const length = text.length + ones;
    const possible = loose || within ? length <= most : ones > 0 ? length >= least && length <= most : canBe(text);
    if (possible && restFits(end)) return true;
    if (next === undefined || length >= most) return false;
    if (next.kind === 'literal') {
      text += next.character;
      if (!of.test(next.character)) return false;
    } else if (next.kind === 'one') {
      ones++;
    } else {
      // What AWS makes up for one thing is never what it makes up for another.
      if (madeUp && next.shape?.madeUp) return false;
      loose = true;
    }
  }
}
