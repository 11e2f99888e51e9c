import { asList, fingerprint, isObject, own, type Properties, type Raw, type Value } from './json';
import { Resolver } from './resolver';
import { type Resource, type Template } from './template';
import { type Evaluation, type Lookup } from './types';
import { isUnknown } from '../../../cloudtrail/logic/answer';
import { isHole } from '../../../cloudtrail/logic/marks';
import { sameText } from '../../../cloudtrail/logic/patterns';

/** One undecided comparison, as decided in a world. */
export interface Choice {
  readonly key: string;
  readonly value: boolean;
  /** The condition that asked. */
  readonly condition: string;
}

/** What one question answered in every world. */
export interface Worlds<T> {
  readonly results: readonly T[];
  /** False when there are more worlds than were looked at. */
  readonly complete: boolean;
  /** The conditions that the worlds differ in. */
  readonly conditions: readonly string[];
}

export const MAX_WORLDS = 64;
const MAX_DEPTH = 150;

/**
 * The templates as they would be deployed under one outcome of every condition. A world decides a condition when it first meets it, first as
 * true; the set runs the same question again with the other outcome. What depends on no such choice is resolved once for all worlds.
 */
export class World implements Evaluation {
  public readonly choices: Choice[] = [];
  private readonly decided = new Map<string, boolean>();
  private readonly bindings = new Map<string, string>();
  private readonly local = new Map<unknown, unknown>();
  private readonly resolver: Resolver;
  private consulted = false;
  private depth = 0;

  constructor(public readonly set: Lookup, private readonly forced: readonly boolean[] = []) {
    this.resolver = new Resolver(this);
  }

  /** Whether anything so far depended on a choice. */
  public get forked(): boolean {
    return this.choices.length > 0;
  }

  /** The properties of a resource. */
  public properties(resource: Resource): Properties {
    return this.memo(resource, () => {
      const value = this.resolve(resource.template, own(resource.raw, 'Properties'));
      return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
    });
  }

  /** Whether the condition of a resource holds. */
  public exists(resource: Resource): boolean {
    const condition = own(resource.raw, 'Condition');
    return typeof condition !== 'string' || this.condition(resource.template, condition);
  }

  /** The name of a resource: the one that the template gives it, or an atom. */
  public nameOf(resource: Resource): string {
    return this.resolver.nameOf(resource);
  }

  /** What `Ref` or an attribute of a resource will be. */
  public attribute(resource: Resource, attribute: string): string {
    return this.resolver.attribute(resource, attribute);
  }

  public pseudo(template: Template, name: string): string {
    return this.resolver.pseudo(template, name) as string;
  }

  /** A property tree of a template, resolved; undefined where `AWS::NoValue` removes it. */
  public resolve(template: Template, raw: Raw): Value | undefined {
    return this.deeper(() => this.resolver.resolve(template, raw), () => this.set.atoms.hole('depth', 'a value that is nested too deeply'));
  }

  /**
   * Computes once for all worlds what no choice takes part in, and once for this world what one does.
   * `circular` is the answer while the first is still being computed.
   */
  public memo<T>(key: unknown, compute: () => T, circular?: () => T): T {
    if (this.set.shared.has(key)) return this.set.shared.get(key) as T;
    if (this.local.has(key)) {
      this.consulted = true;
      return this.local.get(key) as T;
    }
    if (circular) this.local.set(key, circular());
    const before = this.consulted;
    this.consulted = false;
    const value = compute();
    this.local.delete(key);
    (this.consulted ? this.local : this.set.shared).set(key, value);
    this.consulted ||= before;
    return value;
  }

  /** The outcome of a named condition. */
  public condition(template: Template, name: string): boolean {
    const key = `condition\n${template.stackPath}\n${name}`;
    return this.memo(key, () => {
      const raw = template.section('Conditions', name);
      return isObject(raw) ? this.evaluate(template, raw, name) : this.choose(key, name);
    }, () => true);
  }

  private deeper<T>(compute: () => T, tooDeep: () => T): T {
    if (this.depth >= MAX_DEPTH) return tooDeep();
    this.depth++;
    try {
      return compute();
    } finally {
      this.depth--;
    }
  }

  private evaluate(template: Template, raw: Raw, name: string): boolean {
    const undecided = () => this.choose(`condition\n${template.stackPath}\n${fingerprint(raw)}`, name);
    return this.deeper(() => this.outcome(template, raw, name) ?? undecided(), undecided);
  }

  private outcome(template: Template, raw: Raw, name: string): boolean | undefined {
    const [kind, ...others] = isObject(raw) ? Object.keys(raw) : [];
    const operand = others.length > 0 ? undefined : own(raw, kind);
    const operands = asList(operand);
    if (kind === 'Condition' && typeof operand === 'string') return this.condition(template, operand);
    if (kind === 'Fn::Not' && operands.length === 1) return !this.evaluate(template, operands[0], name);
    if (kind === 'Fn::And' && operands.length > 0) return operands.every((each) => this.evaluate(template, each, name));
    if (kind === 'Fn::Or' && operands.length > 0) return operands.some((each) => this.evaluate(template, each, name));
    if (kind === 'Fn::Equals' && operands.length === 2) return this.equal(template, operands[0], operands[1], name);
    return undefined;
  }

  private equal(template: Template, left: Raw, right: Raw, name: string): boolean {
    const [a, b] = [left, right].map((raw) => this.bound(this.comparable(template, raw))).sort();
    const known = sameText(a, b);
    if (!isUnknown(known)) return known;
    const chosen = this.choose(`${a}\n${b}`, name);
    // A parameter that equals one value equals no other in the same world. Atoms sort last.
    if (chosen && isHole(b)) this.bindings.set(b, a);
    return chosen;
  }

  /** The value that this world has decided for a hole. */
  private bound(text: string): string {
    const value = this.bindings.get(text);
    if (value !== undefined) this.consulted = true;
    return value ?? text;
  }

  private comparable(template: Template, raw: Raw): string {
    const value = this.resolve(template, raw);
    return typeof value === 'string' ? value : fingerprint(value ?? '');
  }

  private choose(key: string, condition: string): boolean {
    this.consulted = true;
    let value = this.decided.get(key);
    if (value === undefined) {
      value = this.forced[this.choices.length] ?? true;
      this.decided.set(key, value);
      this.choices.push({ key, value, condition });
    }
    return value;
  }
}

/** Asks one question in every world that it can tell apart; `first` is a world in which nothing was decided yet. */
export function worlds<T>(set: Lookup, ask: (world: World) => T, first = new World(set), limit = MAX_WORLDS): Worlds<T> {
  const results: T[] = [];
  const conditions = new Set<string>();
  let world: World | undefined = first;
  while (world && results.length < limit) {
    results.push(ask(world));
    for (const { condition } of world.choices) conditions.add(condition);
    world = next(set, world.choices);
  }
  return { results, complete: world === undefined, conditions: [...conditions].sort() };
}

function next(set: Lookup, choices: readonly Choice[]): World | undefined {
  const values = choices.map(({ value }) => value);
  const last = values.lastIndexOf(true);
  return last < 0 ? undefined : new World(set, [...values.slice(0, last), false]);
}
