import type { ResourceView } from './resource-view';
import { cannotTell, Stop } from './verdict';
import { type Answer, Unknown } from '../cloudformation/answer';
import { firstHole, hasHole, isHole } from '../cloudformation/atoms';
import { isObject, type Value } from '../cloudformation/json';
import { sameText } from '../cloudformation/text';

/**
 * A place in the properties of a resource, present or not. What a rule asks for by value (`text`, `number`, `list`) ends the rule with
 * "cannot tell" where it cannot be seen; what it asks with yes or no (`is`, `isSet`) answers in three values.
 */
export class Node {
  constructor(
    public readonly resource: ResourceView,
    /** Dotted path under `Properties`, as reports name it. */
    public readonly path: string,
    public readonly value: Value | undefined,
  ) {}

  /** A place below this one. An unknown value is unknown all the way down. */
  public get(...keys: Array<string | number>): Node {
    let { path, value } = this;
    for (const key of keys) {
      path = path === '' ? String(key) : `${path}.${key}`;
      if (typeof value === 'string' && isHole(value)) continue;
      value = (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, key) ? (value as Record<string | number, Value>)[key] : undefined;
    }
    return new Node(this.resource, path, value);
  }

  /** Whether there is a value; an empty string is none. */
  public get isSet(): Answer {
    const { value } = this;
    if (value === undefined || value === null || value === '') return false;
    return typeof value === 'string' && isHole(value) ? new Unknown(value) : true;
  }

  public get isMissing(): boolean {
    return this.isSet === false;
  }

  /** The names of what is below. */
  public get keys(): string[] {
    if (this.isMissing) return [];
    return isObject(this.value) ? Object.keys(this.value) : this.cannotBeRead('an object');
  }

  /** Whether the value is this one; `true` and `"true"` are the same. What is missing is not. */
  public is(expected: string | number | boolean): Answer {
    const { value } = this;
    if (typeof value === 'string') return sameText(value, String(expected));
    return value !== undefined && typeof value !== 'object' && String(value) === String(expected);
  }

  /** The text, which may hold atoms; undefined when missing. */
  public get text(): string | undefined {
    if (this.isMissing) return undefined;
    return isObject(this.value) || Array.isArray(this.value) ? this.cannotBeRead('a text') : String(this.value);
  }

  /** The number; undefined when missing. */
  public get number(): number | undefined {
    const { text } = this;
    if (text === undefined) return undefined;
    const number = Number(text);
    return Number.isNaN(number) ? this.cannotBeRead('a number') : number;
  }

  /** The items of a list; a single value is a list of one, what is missing has none. */
  public get list(): Node[] {
    if (this.isMissing) return [];
    if (Array.isArray(this.value)) return this.value.map((_, index) => this.get(index));
    return typeof this.value === 'string' && isHole(this.value) ? this.cannotBeRead('a list') : [this];
  }

  private cannotBeRead(expected: string): never {
    const why = typeof this.value === 'string' && hasHole(this.value) ? firstHole(this.value) as string : `${this.path}, which is not ${expected}`;
    throw new Stop(cannotTell(this, why));
  }
}
