/** Which management events a selector logs. */
export interface Management {
  readonly readWrite: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly excluded: readonly string[];
}

/** What several selectors log together, in one; undefined where that takes more than one. */
export function union(selectors: readonly Management[]): Management | undefined {
  const isCovered = (each: Management, index: number) => {
    return selectors.some((other, at) => at !== index && covers(other, each) && (at < index || !covers(each, other)));
  };
  const left = selectors.filter((each, index) => !isCovered(each, index));
  const [first, second, ...others] = left;
  if (second === undefined) return first;
  // What is left are a selector for reads and one for writes, or selectors that exclude different services.
  const isSplit = others.length === 0 && sameExclusions(first, second);
  return isSplit ? { readWrite: 'All', excluded: first.excluded } : undefined;
}

function covers(one: Management, other: Management): boolean {
  return (one.readWrite === 'All' || one.readWrite === other.readWrite) && one.excluded.every((source) => other.excluded.includes(source));
}

function sameExclusions(one: Management, other: Management): boolean {
  return [...one.excluded].sort().join() === [...other.excluded].sort().join();
}
