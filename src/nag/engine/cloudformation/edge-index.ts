import { nameIn } from './identity';
import { append } from './multimap';
import { type Resource } from './template';
import { combinations } from '../../../cloudtrail/logic/alternatives';
import { hasHole, knownBeginning } from '../../../cloudtrail/logic/marks';

/** Beyond this many resources whose names are not known, each may be the one. */
const MAX_LOOSE = 100;

/** A name that a resource refers to or has, and what it begins with as far as that is known. */
interface Entry {
  readonly beginning: string;
  readonly isLoose: boolean;
  readonly resource: Resource;
}

/** Resources that may refer to a name. */
export interface Loose {
  readonly found: readonly Resource[];
  /** Whether there are more. */
  readonly isCut: boolean;
}

/** The resources of an edge by the names in the identities that they refer to. */
export class EdgeIndex {
  private readonly byName = new Map<string, Resource[]>();
  /** Names that are not known, by what they begin with. */
  private readonly byBeginning = new Map<string, Resource[]>();
  private readonly entries: Entry[] = [];
  private readonly lengths = new Set<number>();
  /** The place of each resource among those of the edge. */
  private readonly order = new Map<Resource, number>();
  private isSorted = false;

  /** Adds a resource with the identities that it refers to. */
  public add(resource: Resource, identities: readonly string[]): void {
    this.order.set(resource, this.order.size);
    const names = new Set(identities.flatMap((identity) => combinations([identity]).map(([one]) => nameIn(one))));
    for (const name of names) {
      const beginning = knownBeginning(name);
      const isLoose = hasHole(name);
      append(this.byName, name, resource);
      this.entries.push({ beginning, isLoose, resource });
      if (!isLoose) continue;
      append(this.byBeginning, beginning, resource);
      this.lengths.add(beginning.length);
    }
  }

  /** The resources that refer to exactly this name. */
  public named(name: string): readonly Resource[] {
    return this.byName.get(name) ?? [];
  }

  /** Others that may refer to this name, because they or the name are not known: what both begin with does not contradict. */
  public mayBeNamed(name: string): Loose {
    const beginning = knownBeginning(name);
    const found = new Set<Resource>();
    for (const length of this.lengths) {
      if (length > beginning.length) continue;
      for (const resource of this.byBeginning.get(beginning.slice(0, length)) ?? []) {
        found.add(resource);
        if (found.size > MAX_LOOSE) return this.inOrder(found);
      }
    }
    if (beginning.length === name.length) return this.inOrder(found);
    const isLoose = hasHole(name);
    for (const entry of this.from(beginning)) {
      // Two names that AWS makes up are never the same.
      if (isLoose || entry.isLoose) found.add(entry.resource);
      if (found.size > MAX_LOOSE) return this.inOrder(found);
    }
    return this.inOrder(found);
  }

  private inOrder(found: ReadonlySet<Resource>): Loose {
    const few = [...found].slice(0, MAX_LOOSE).sort((a, b) => (this.order.get(a) as number) - (this.order.get(b) as number));
    return { found: few, isCut: found.size > MAX_LOOSE };
  }

  /** The entries whose names begin like this. */
  private* from(beginning: string): Iterable<Entry> {
    const { entries } = this;
    if (!this.isSorted) entries.sort((a, b) => a.beginning < b.beginning ? -1 : Number(a.beginning > b.beginning));
    this.isSorted = true;
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (entries[middle].beginning < beginning) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < entries.length && entries[at].beginning.startsWith(beginning); at++) yield entries[at];
  }
}
