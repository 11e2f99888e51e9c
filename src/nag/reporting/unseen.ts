import type { Finding } from '../engine/judge';

const SEEN = 'Cannot see ';
/** What a rule says of one property under conditions is no thing that others look at. */
const OF_ONE_RULE = /^(?:whether |which |the answer of |the outcome of )/;

/** The thing that a finding could not see: "the bucket logs, which is not in this app". */
export function unseenThing({ answer, detail }: Finding): string | undefined {
  if (answer !== 'cannot-tell' || !detail.startsWith(SEEN)) return undefined;
  const thing = detail.slice(SEEN.length);
  return OF_ONE_RULE.test(thing) ? undefined : thing;
}

/** A short name of it, for the id of a finding: "bucket-logs". */
export function slugOf(thing: string): string {
  const [name] = thing.split(',');
  return name.replace(/^(?:the|a) /, '').replace(/[^\w./:@-]+/gu, '-').replace(/:{2,}/g, ':').replace(/^-+|-+$/g, '').slice(0, 80);
}

/** The findings in groups: each that is not alone in what it could not see with the others of its stack, the rest alone. */
export function groupedByThing<T extends { readonly finding: Finding }>(items: readonly T[]): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const item of items) {
    const thing = unseenThing(item.finding);
    const key = thing === undefined ? item : `${item.finding.stackPath}\n${thing}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()].flatMap((group) => new Set(group.map(({ finding }) => finding.rule)).size > 1 ? [group] : group.map((item) => [item]));
}
