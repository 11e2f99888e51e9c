import { type Resource } from './template';

/**
 * What only a deployment knows is one private-use character in a resolved string, so that equality, prefixes and wildcards work on plain strings.
 * Plane 15 holds names that are unique to a resource (they differ from every literal), plane 16 holds holes (they may be anything).
 */
const IDENTITY = { first: 0xf0000, last: 0xffffd };
const HOLE = { first: 0x100000, last: 0x10fffb };

/** Stands where a policy has a variable. */
export const POLICY_VARIABLE = String.fromCodePoint(0x10fffc);
const OVERFLOW = String.fromCodePoint(0x10fffd);

const ANY_ATOM = /[\udb80-\udbff][\udc00-\udfff]/g;
const ANY_HOLE = /[\udbc0-\udbff][\udc00-\udfff]/;

export interface Atom {
  /** How a finding calls it. */
  readonly label: string;
  /** The resource that an identity belongs to. */
  readonly resource?: Resource;
  /** False where the text behind it can hold no separator: an account id, a Region, a generated name. */
  readonly free: boolean;
}

export function hasHole(text: string): boolean {
  return ANY_HOLE.test(text);
}

/** The first hole of a text, as a reason for an Unknown. */
export function firstHole(text: string): string | undefined {
  return ANY_HOLE.exec(text)?.[0];
}

export function isHole(character: string | undefined): boolean {
  // Of plane 16, told by the first half alone: this is asked for every character of every comparison.
  return character !== undefined && character.length === 2 && character >= '\udbc0' && character < '\udc00';
}

/** Whether a UTF-16 unit is one half of a character outside the first plane, as every atom is. */
export function isAtomHalf(unit: string): boolean {
  return unit >= '\ud800' && unit <= '\udfff';
}

/** A literal of a template, in which nobody else's private-use characters can pass for atoms. */
export function literal(text: string): string {
  return text.replace(ANY_ATOM, '\ufffd');
}

/** The atoms of one set of templates: the same thing is always the same character. */
export class AtomTable {
  private readonly byKey = new Map<string, string>();
  private readonly atoms = new Map<string, Atom>([
    [POLICY_VARIABLE, { label: 'a policy variable', free: true }],
    [OVERFLOW, { label: 'more values than can be followed', free: true }],
  ]);
  private identities = 0;
  private holes = 0;

  constructor(private readonly capacity = IDENTITY.last - IDENTITY.first) {}

  /** The name of a resource that CloudFormation makes up: equal to itself and to nothing else. */
  public identity(resource: Resource, attribute: string): string {
    const label = attribute === 'Ref' ? resource.logicalId : `${resource.logicalId}.${attribute}`;
    return this.intern(`${resource.key}\n${attribute}`, { label: `<${label}>`, resource, free: false }, () => this.identities < this.capacity ? IDENTITY.first + this.identities++ : undefined);
  }

  /** Text that may turn out to be anything. `why` says what it is: "the parameter Name". */
  public hole(key: string, why: string, free = true): string {
    return this.intern(`hole\n${key}`, { label: why, free }, () => this.holes < this.capacity ? HOLE.first + this.holes++ : undefined);
  }

  /** The text before the first hole that may hold separators. */
  public beforeFreeHole(text: string): string {
    for (const match of text.matchAll(ANY_ATOM)) {
      if ((this.atoms.get(match[0]) as Atom).free) return text.slice(0, match.index);
    }
    return text;
  }

  /**
   * A text as a person reads it. Labels may hold atoms in their turn, and names that a template spells with private-use
   * characters look like atoms: what is unknown, or is being rendered already, stays a mark.
   */
  public render(text: string, within: readonly string[] = []): string {
    return text.replace(ANY_ATOM, (atom) => {
      const label = within.includes(atom) ? undefined : this.atoms.get(atom)?.label;
      return label === undefined ? '\ufffd' : this.render(label, [...within, atom]);
    });
  }

  private intern(key: string, atom: Atom, next: () => number | undefined): string {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const codePoint = next();
    if (codePoint === undefined) return OVERFLOW;
    const character = String.fromCodePoint(codePoint);
    this.byKey.set(key, character);
    this.atoms.set(character, atom);
    return character;
  }
}
