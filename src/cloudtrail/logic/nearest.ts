const lowerCase = (name: string) => name.toLowerCase();

/** The names that take the fewest edits to arrive at. `bare` takes away what all of them have in common. */
export function nearest<T extends string>(name: string, candidates: readonly T[], bare: (name: string) => string = lowerCase): T[] {
  const wanted = bare(name);
  return candidates.map((candidate) => ({ candidate, edits: distance(wanted, bare(candidate)) }))
    .sort((a, b) => a.edits - b.edits).slice(0, 3).map(({ candidate }) => candidate);
}

/** How many letters have to be changed, added or taken away. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

const MOST_EDITS = 2;

/** The known name that may be meant by an unknown one: which differs from it in its case, or in one or two letters. */
export function meant(name: string, known: readonly string[]): string | undefined {
  const [near] = nearest(name, known);
  if (near === undefined || known.includes(name)) return undefined;
  return distance(name.toLowerCase(), near.toLowerCase()) <= MOST_EDITS ? near : undefined;
}
