import { Dependencies } from './dependencies';
import { asList, digest, fingerprint, isFunction, isObject, own, type Properties, type Raw, type Value } from './json';
import { Resolver } from './resolver';
import { type Resource, type Template } from './template';
import { type Decision, type Evaluation, type Lookup } from './types';
import { all, allOf, type Answer, anyOf, isUnknown, not, Unknown } from '../../../cloudtrail/logic/answer';
import { CLOSE, isHole, NOT_EMPTY, OPEN } from '../../../cloudtrail/logic/marks';
import { sameText } from '../../../cloudtrail/logic/patterns';

const MAX_DEPTH = 150;
/** A parameter with more allowed values than this is not decided value by value. */
const MAX_VALUES = 8;
const NOTHING: ReadonlySet<string> = new Set();

/** A computed value, and the marks of what is undecided in it: a world that decides one of them computes it again. */
interface Entry {
  readonly value: unknown;
  readonly dependsOn: ReadonlySet<string>;
}

/**
 * The templates as they would be deployed where some comparisons have one outcome or another. The root decides none: what depends on a condition is
 * there a text with alternatives, or a mark. Where that leaves an answer open, `cases` are the worlds that decide what it depends on.
 */
export class World implements Evaluation {
  private readonly entries = new Map<unknown, Entry>();
  private readonly children = new Map<string, World>();
  private readonly resolver: Resolver;
  /** What parameters are where comparisons with them hold, and which of their values are left where they do not. */
  private readonly bound = new Map<string, string>();
  private readonly excluded = new Map<string, ReadonlySet<string>>();
  /** The marks that other values have here than in the root. */
  private readonly affected = new Set<string>();
  /** The marks that were met by what is being computed. */
  private met: Dependencies | undefined;
  private depth = 0;

  constructor(public readonly set: Lookup, private readonly decided: ReadonlyMap<string, number> = new Map(), private readonly root?: World) {
    this.resolver = new Resolver(this);
    for (const [mark, index] of decided) this.decide(mark, index);
  }

  /** The world in which nothing is decided. */
  public get base(): World {
    return this.root ?? this;
  }

  /** What is decided here: marks, and which of their outcomes. */
  public get outcomes(): ReadonlyMap<string, number> {
    return this.decided;
  }

  /** The worlds in which the outcome of a mark is known; none when nobody can decide it. */
  public cases(mark: string): readonly World[] {
    const decision = this.set.decisions.get(mark);
    if (decision?.kind === 'condition') {
      const answer = this.condition(decision.template, decision.name);
      return isUnknown(answer) ? this.cases(answer.why) : [];
    }
    if (!decision || this.decided.has(mark)) return [];
    if (decision.kind === 'comparison') return [this.with(mark, 0), this.with(mark, 1)];
    const left = this.left(mark, decision.texts);
    return left.length > MAX_VALUES ? [] : left.map((text) => this.with(mark, decision.texts.indexOf(text)));
  }

  /** The properties of a resource. */
  public properties(resource: Resource): Properties {
    const value = this.body(resource);
    return typeof value === 'object' ? value : {};
  }

  /** All properties of a resource, or a mark where they cannot be seen. */
  public body(resource: Resource): Properties | string {
    return this.memo(resource, () => {
      const value = this.resolve(resource.template, own(resource.raw, 'Properties'));
      if (typeof value === 'string' && isHole(value)) return value;
      return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
    });
  }

  /** One property of a resource, without a look at the others; a mark where none of them can be seen. */
  public property(resource: Resource, name: string): Value | undefined {
    const properties = own(resource.raw, 'Properties');
    if (isObject(properties) && !Object.keys(properties).some(isFunction)) {
      const raw = own(properties, name);
      const resolve = () => this.resolve(resource.template, raw);
      return typeof raw === 'object' && raw !== null ? this.memo(raw, resolve) : resolve();
    }
    const body = this.body(resource);
    return typeof body === 'string' ? body : own(body, name) as Value | undefined;
  }

  /** Whether the condition of a resource holds. */
  public exists(resource: Resource): Answer {
    const condition = own(resource.raw, 'Condition');
    return typeof condition !== 'string' || this.condition(resource.template, condition);
  }

  public nameOf(resource: Resource): string {
    return this.resolver.nameOf(resource);
  }

  public attribute(resource: Resource, attribute: string): string {
    return this.resolver.attribute(resource, attribute);
  }

  public pseudo(template: Template, name: string): string {
    return this.resolver.pseudo(template, name) as string;
  }

  public resolve(template: Template, raw: Raw): Value | undefined {
    if (typeof raw === 'string') return this.resolver.text(template, raw);
    if (typeof raw !== 'object' || raw === null) return raw as Value | undefined;
    return this.deeper(() => this.resolver.resolve(template, raw), () => this.set.atoms.hole(`depth\n${digest(fingerprint(raw))}`, 'a value that is nested too deeply'));
  }

  /**
   * Computes once for all worlds what depends on nothing that they decide, and once for this world what does.
   * `circular` is the answer while the first is still being computed.
   */
  public memo<T>(key: unknown, compute: () => T, circular?: () => T): T {
    const known = this.entries.get(key) ?? this.inherited(key);
    if (known) {
      this.met?.addAll(known.dependsOn);
      return known.value as T;
    }
    if (circular) this.entries.set(key, { value: circular(), dependsOn: NOTHING });
    const outer = this.met;
    const met = this.met = new Dependencies();
    try {
      const value = compute();
      this.entries.set(key, { value, dependsOn: met.all });
      return value;
    } catch (error) {
      this.entries.delete(key);
      throw error;
    } finally {
      this.met = outer;
      outer?.addAll(met.all);
    }
  }

  /** The outcome of a named condition. */
  public condition(template: Template, name: string): Answer {
    const key = `condition\n${template.stackPath}\n${name}`;
    return this.memo(key, () => {
      const raw = template.section('Conditions', name);
      return isObject(raw) ? this.evaluate(template, raw, name) : this.undecided(key, name);
    }, () => true);
  }

  /** What stands for a value that depends on a condition: a mark, with the values that it decides between where they are no texts. */
  public decisionOn(template: Template, name: string, values?: readonly [Value | undefined, Value | undefined]): string {
    const key = `value\n${template.stackPath}\n${name}\n${fingerprint(values)}`;
    const mark = this.set.atoms.decision(key, name);
    this.set.decisions.set(mark, { kind: 'condition', template, name, values });
    return mark;
  }

  /** A parameter, or a pseudo parameter: its mark, or what it is compared with where that comparison holds. */
  public given(mark: string): string {
    this.note(mark);
    return this.bound.get(mark) ?? mark;
  }

  /** Which of some values of a parameter are possible here. */
  public left(mark: string, texts: readonly string[]): readonly string[] {
    this.note(mark);
    const index = this.decided.get(mark);
    if (index !== undefined) return [texts[index]];
    const bound = this.bound.get(mark);
    if (bound !== undefined) return [bound];
    const left = texts.filter((text) => !this.excluded.get(mark)?.has(text));
    return left.length > 0 ? left : texts;
  }

  /** What a structural mark decides between, each with whether it is so. Anything else is what it is. */
  public alternatives(value: Value): ReadonlyArray<{ readonly value: Value | undefined; readonly when: Answer }> {
    const decision = this.set.decisions.get(value as string);
    if (decision?.kind !== 'condition' || !decision.values) return [{ value, when: true }];
    const holds = this.condition(decision.template, decision.name);
    const [whenTrue, whenFalse] = decision.values;
    return [{ value: whenTrue, when: holds }, { value: whenFalse, when: not(holds) }].flatMap(({ value: inner, when }) => {
      if (inner === undefined || when === false) return [];
      return this.alternatives(inner).map((each) => ({ value: each.value, when: all([when, each.when]) }));
    });
  }

  private inherited(key: unknown): Entry | undefined {
    const entry = this.root?.entries.get(key);
    if (!entry || entry.dependsOn.size === 0) return entry;
    for (const mark of entry.dependsOn) if (this.affected.has(mark)) return undefined;
    return entry;
  }

  private note(mark: string): void {
    this.met?.add(mark);
  }

  private with(mark: string, index: number): World {
    const root = this.base;
    const decided = new Map([...this.decided, [mark, index]].sort() as Array<[string, number]>);
    const key = [...decided].flat().join();
    let child = root.children.get(key);
    if (!child) root.children.set(key, child = new World(this.set, decided, root));
    return child;
  }

  private decide(mark: string, index: number): void {
    this.affected.add(mark);
    const decision = this.set.decisions.get(mark) as Decision;
    if (decision.kind !== 'comparison') return;
    const { left, right } = decision;
    for (const [one, other] of [[left, right], [right, left]]) {
      const parameter = this.parameterIn(one);
      if (parameter === undefined) continue;
      this.affected.add(parameter);
      if (index === 0) this.bound.set(parameter, other);
      else if (other === '') this.bound.set(parameter, this.set.atoms.hole(`not empty\n${parameter}`, this.set.atoms.render(parameter), NOT_EMPTY));
      else this.excluded.set(parameter, new Set([...this.excluded.get(parameter) ?? [], other]));
      return;
    }
  }

  /** The parameter that a text is: as a whole, or by its allowed values. */
  private parameterIn(text: string): string | undefined {
    const whole: string = text;
    if (isHole(whole)) return whole;
    const isOne = text.startsWith(OPEN) && text.indexOf(CLOSE) === text.length - CLOSE.length;
    const mark = text.slice(OPEN.length, OPEN.length + 2);
    return isOne && this.set.decisions.get(mark)?.kind === 'choice' ? mark : undefined;
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

  private evaluate(template: Template, raw: Raw, name: string): Answer {
    const undecided = () => this.undecided(`condition\n${template.stackPath}\n${fingerprint(raw)}`, name);
    return this.deeper(() => this.outcome(template, raw, name) ?? undecided(), undecided);
  }

  private outcome(template: Template, raw: Raw, name: string): Answer | undefined {
    const [kind, ...others] = isObject(raw) ? Object.keys(raw) : [];
    const operand = others.length > 0 ? undefined : own(raw, kind);
    const operands = asList(operand);
    if (kind === 'Condition' && typeof operand === 'string') return this.condition(template, operand);
    if (kind === 'Fn::Not' && operands.length === 1) return not(this.evaluate(template, operands[0], name));
    if (kind === 'Fn::And' && operands.length > 0) return allOf(operands, (each) => this.evaluate(template, each, name));
    if (kind === 'Fn::Or' && operands.length > 0) return anyOf(operands, (each) => this.evaluate(template, each, name));
    if (kind === 'Fn::Equals' && operands.length === 2) return this.equal(template, operands[0], operands[1], name);
    return undefined;
  }

  private equal(template: Template, left: Raw, right: Raw, name: string): Answer {
    if (this.root) {
      // What is decided holds, whatever else has become of the texts.
      const [a, b] = [left, right].map((raw) => this.base.comparable(template, raw)).sort();
      const mark = this.set.atoms.decision(`${a}\n${b}`, name);
      if (this.decided.has(mark)) return this.undecided(`${a}\n${b}`, name);
    }
    // Marks sort last, so that the same comparison is the same decision.
    const [a, b] = [left, right].map((raw) => this.comparable(template, raw)).sort();
    const known = sameText(a, b);
    return isUnknown(known) ? this.undecided(`${a}\n${b}`, name, a, b) : known;
  }

  private comparable(template: Template, raw: Raw): string {
    const value = this.resolve(template, raw);
    return typeof value === 'string' ? value : fingerprint(value ?? null);
  }

  private undecided(key: string, condition: string, left = '', right = ''): Answer {
    const mark = this.set.atoms.decision(key, condition);
    if (!this.set.decisions.has(mark)) this.set.decisions.set(mark, { kind: 'comparison', left, right });
    this.note(mark);
    const index = this.decided.get(mark);
    return index === undefined ? new Unknown(mark) : index === 0;
  }
}
