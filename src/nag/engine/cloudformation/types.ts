import { type AtomTable } from './atoms';
import { type Properties, type Raw, type Value } from './json';
import { type Resource, type Template } from './template';

/** An output that is exported, and the template that has it. */
export interface Exported {
  readonly template: Template;
  readonly output: Raw;
}

/** What a resource refers to in one world. */
export interface Targets {
  readonly texts: readonly string[];
  /** Whether there are references that cannot be followed. */
  readonly open: boolean;
}

/** A kind of reference from resources of some types, read backwards: the policies of a bucket, the filters of a log group. */
export interface Edge {
  readonly types: readonly string[];
  targets(world: Evaluation, resource: Resource): Targets;
}

/** Resources by the texts that their reference to something may resolve to. */
export interface EdgeIndex {
  readonly byText: ReadonlyMap<string, readonly Resource[]>;
  /** Those whose reference cannot be followed. */
  readonly loose: readonly Resource[];
}

/** What the evaluation of one template needs to know of all others. */
export interface Lookup {
  readonly atoms: AtomTable;
  /** What is the same in every world. */
  readonly shared: Map<unknown, unknown>;
  template(stackPath: string): Template | undefined;
  /** The nested template that a stack resource deploys. */
  childOf(resource: Resource): Template | undefined;
  /** The stack resource that deploys a nested template. */
  parentOf(template: Template): Resource | undefined;
  /** The output that an import of a template means: of its own account and Region, as exports are. */
  exportNamed(name: string, importer: Template): Exported | undefined;
  /** What a stack of another Region writes for `crossRegionReferences`. */
  crossRegionExport(name: string): { readonly template: Template; readonly value: Raw } | undefined;
  /** The resources of a type. */
  ofType(type: string): readonly Resource[];
  /** The resources of an edge by what they refer to. */
  edge(edge: Edge): EdgeIndex;
  /** Whether a resource is certain to be created after another one. */
  comesAfter(later: Resource, earlier: Resource): boolean;
}

/** What intrinsic functions and references need of the world that they are evaluated in. */
export interface Evaluation {
  readonly set: Lookup;
  /** The properties of a resource. */
  properties(resource: Resource): Properties;
  /** A property tree of a template, resolved; undefined where `AWS::NoValue` removes it. */
  resolve(template: Template, raw: Raw): Value | undefined;
  /** The name of a resource: the one that the template gives it, or an atom. */
  nameOf(resource: Resource): string;
  /** What `Ref` or an attribute of a resource will be. */
  attribute(resource: Resource, attribute: string): string;
  /** A pseudo parameter, or undefined when there is none of that name. `AWS::NoValue` is the caller's. */
  pseudo(template: Template, name: string): string | undefined;
  /** The outcome of a named condition. */
  condition(template: Template, name: string): boolean;
  memo<T>(key: unknown, compute: () => T, circular?: () => T): T;
}
