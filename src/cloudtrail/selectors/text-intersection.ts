/** A character of a pattern: itself, any text at all, or a name that no literal is equal to. */
export interface Cell {
  readonly character: string;
  readonly kind: 'literal' | 'open' | 'name';
}

/** Whether some text fits both patterns. */
export function intersect(a: readonly Cell[], b: readonly Cell[]): boolean {
  const width = b.length + 1;
  // Whether a from i and b from j fit each other, filled from the ends.
  const fits = new Uint8Array((a.length + 1) * width);
  const at = (i: number, j: number) => i <= a.length && j <= b.length && fits[i * width + j] === 1;

  const fit = (i: number, j: number): boolean => {
    const [left, right] = [a[i], b[j]];
    const named = (left?.kind === 'name' && namesPartOf(b, j, (end) => at(i + 1, end)))
      || (right?.kind === 'name' && namesPartOf(a, i, (end) => at(end, j + 1)));
    // An open one stands for nothing more, or takes the next of the other.
    if (left?.kind === 'open' || right?.kind === 'open') return at(i + 1, j) || at(i, j + 1) || named;
    return left?.character === right?.character ? left === undefined || at(i + 1, j + 1) : named;
  };
  for (let i = a.length; i >= 0; i--) {
    for (let j = b.length; j >= 0; j--) {
      fits[i * width + j] = fit(i, j) ? 1 : 0;
    }
  }
  return at(0, 0);
}

/** Whether a name can stand for a part of the pattern from an index on: some of it has to be open, for no literal equals the name. */
function namesPartOf(pattern: readonly Cell[], start: number, restFits: (end: number) => boolean): boolean {
  let open = false;
  for (let end = start; ; end++) {
    const next: Cell | undefined = pattern[end];
    // Behind an open part, or within it.
    if ((open || next?.kind === 'open') && restFits(end)) return true;
    if (next === undefined || next.kind === 'name' || next.character === ':' || next.character === '/') return false;
    open = open || next.kind === 'open';
  }
}
