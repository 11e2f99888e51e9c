import { overAlternatives } from '../../../cloudtrail/logic/alternatives';
import { type Answer, isUnknown, Unknown } from '../../../cloudtrail/logic/answer';
import { firstHole, hasHole, isHole, mayBeEmpty } from '../../../cloudtrail/logic/marks';
import { sameText } from '../../../cloudtrail/logic/patterns';
import { asList, isObject, own, type Value } from '../cloudformation/json';
import { type Resource } from '../cloudformation/template';
import { type World } from '../cloudformation/world';

/** A resource as it will be deployed in one world. */
export class ResourceView {
  /** `present` is whether it is there and is what it was looked up as; true wherever nobody says otherwise. */
  constructor(public readonly world: World, public readonly resource: Resource, public readonly present: Answer = true) {}

  public get logicalId(): string {
    return this.resource.logicalId;
  }

  public get type(): string {
    return this.resource.type;
  }

  public get stackPath(): string {
    return this.resource.template.stackPath;
  }

  /** The physical name: given by the template, or an atom. */
  public get name(): string {
    return this.world.nameOf(this.resource);
  }

  /** As `Fn::GetAtt` gives it: a log group's ends with `:*`. */
  public get arn(): string {
    return this.world.attribute(this.resource, 'Arn');
  }

  /** Account of the stack: twelve digits, or an atom. */
  public get account(): string {
    return this.world.pseudo(this.resource.template, 'AWS::AccountId');
  }

  public get region(): string {
    return this.world.pseudo(this.resource.template, 'AWS::Region');
  }

  public get partition(): string {
    return this.resource.template.partition;
  }

  /** `DeletionPolicy`; missing means `Delete`. */
  public get deletionPolicy(): Node {
    return this.topLevel('DeletionPolicy');
  }

  /** `UpdateReplacePolicy`; missing means `Delete`. */
  public get updateReplacePolicy(): Node {
    return this.topLevel('UpdateReplacePolicy');
  }

  /** The logical ids that the template writes in `DependsOn`. */
  public get dependsOn(): readonly string[] {
    return asList(own(this.resource.raw, 'DependsOn')).filter((id) => typeof id === 'string');
  }

  /** A property, or a place in it. The others are not looked at: what they depend on changes nothing. */
  public get(name: string, ...path: Array<string | number>): Node {
    return new Node(this, name, this.world.property(this.resource, name)).get(...path);
  }

  /** The place of a dotted path. */
  public at(path: string): Node {
    const [name, ...rest] = path.split('.');
    return this.get(name, ...rest);
  }

  /** Whether this is certain to be created after another resource: by reference, `DependsOn`, nesting or the order of stacks. */
  public comesAfter(earlier: ResourceView): boolean {
    return this.world.set.comesAfter(this.resource, earlier.resource);
  }

  public isSame(other: ResourceView): boolean {
    return this.resource === other.resource;
  }

  private topLevel(name: string): Node {
    return new Node(this, name, this.world.resolve(this.resource.template, own(this.resource.raw, name)));
  }
}

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
      path = `${path}.${key}`;
      if (typeof value === 'string' && isHole(value)) continue;
      value = (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, key) ? (value as Record<string | number, Value>)[key] : undefined;
    }
    return new Node(this.resource, path, value);
  }

  /** Whether there is a value; an empty string is none. */
  public get isSet(): Answer {
    const { value } = this;
    if (value === undefined || value === null || value === '') return false;
    if (typeof value !== 'string' || !hasHole(value)) return true;
    return overAlternatives([value], (text) => text !== '' && (!isHole(text) || !mayBeEmpty(text) || new Unknown(text)));
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

  /** The value in a message, whatever it is. Some objects cannot be made a text. */
  public get shown(): string {
    return typeof this.value === 'object' ? JSON.stringify(this.value) : String(this.value);
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

/** The items of a list, or the node itself where the list cannot be seen: what can be seen beside it is judged all the same. */
export function itemsOf(node: Node): readonly Node[] {
  return typeof node.value === 'string' ? [node] : node.list;
}

/** Where a verdict points to: a property of a resource, or a resource as a whole. */
export type Place = Node | ResourceView;

/** What a rule says. `place` is undefined only where a verdict is about the app as a whole. */
export type Verdict =
  | { readonly kind: 'compliant' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'non-compliant'; readonly place?: Place; readonly detail: string; readonly findingId?: string; readonly fix?: string }
  | { readonly kind: 'cannot-tell'; readonly place?: Place; readonly detail: string; readonly findingId?: string; readonly failed?: true };

/** One verdict, or one for each thing that can be wrong. An empty list is compliant. */
export type Verdicts = Verdict | readonly Verdict[];

/** Thrown by what a rule reads when there is nothing to judge or nothing to see; the judge takes the verdict. */
export class Stop {
  constructor(public readonly verdict: Verdict) {}
}

export const compliant: Verdict = { kind: 'compliant' };
export const notApplicable: Verdict = { kind: 'not-applicable' };

/**
 * `detail` is a sentence that says what is wrong there. `findingId` (no spaces) tells several findings on one resource apart. `fix` is for findings
 * that the fix of the rule does not fit.
 */
export function nonCompliant(place: Place | undefined, detail: string, findingId?: string, fix?: string): Verdict {
  return { kind: 'non-compliant', place, detail, ...(findingId !== undefined && { findingId }), ...(fix !== undefined && { fix }) };
}

/** `why` names what could not be seen: "the parameter Days". */
export function cannotTell(place: Place | undefined, why: string, findingId?: string): Verdict {
  return { kind: 'cannot-tell', place, detail: why, ...(findingId !== undefined && { findingId }) };
}

/** Compliant when the answer is yes, else the finding; cannot tell when the answer is unknown. */
export function check(answer: Answer, place: Place | undefined, detail: string, findingId?: string, fix?: string): Verdict {
  if (isUnknown(answer)) return cannotTell(place, answer.why, findingId);
  return answer ? compliant : nonCompliant(place, detail, findingId, fix);
}
