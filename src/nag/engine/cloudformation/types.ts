import { type AtomTable } from './atoms';
import { type EdgeIndex } from './edge-index';
import { type Properties, type Raw, type Value } from './json';
import { type Resource, type Template } from './template';
import { type Answer } from '../../../cloudtrail/logic/answer';

/** Where a stack is deployed: literals or marks. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** An output that is exported, and the template that has it. */
export interface Exported {
  readonly template: Template;
  readonly output: Raw;
}

/** What a mark decides: the outcome of a comparison, a named condition, or which of its values a parameter has. */
export type Decision =
  | { readonly kind: 'comparison'; readonly left: string; readonly right: string }
  | { readonly kind: 'condition'; readonly template: Template; readonly name: string; readonly values?: readonly [Value | undefined, Value | undefined] }
  | { readonly kind: 'choice'; readonly texts: readonly string[] };

/** A kind of reference from resources of some types, read backwards: the policies of a bucket, the filters of a log group. */
export interface Edge {
  readonly types: readonly string[];
  /** The type that is referred to, where resources of it have identities. */
  readonly to?: string;
  /** The identities that a resource refers to in one world. */
  targets(world: Evaluation, resource: Resource): readonly string[];
}

/** What the evaluation of one template needs to know of all others. */
export interface Lookup {
  readonly atoms: AtomTable;
  /** What the marks of decisions decide. */
  readonly decisions: Map<string, Decision>;
  template(stackPath: string): Template | undefined;
  /** The nested template that a stack resource deploys. */
  childOf(resource: Resource): Template | undefined;
  /** The stack resource that deploys a nested template. */
  parentOf(template: Template): Resource | undefined;
  /** The output that an import of a template means: of its own account and Region, as exports are. */
  exportNamed(name: string, importer: Template): Exported | undefined;
  /** The output of a stack that `Fn::GetStackOutput` names. */
  stackOutput(stackName: string, outputName: string, where: Environment, importer: Template): Exported | undefined;
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
  /** One property of a resource, without a look at the others; a mark where none of them can be seen. */
  property(resource: Resource, name: string): Value | undefined;
  /** All properties of a resource, or a mark where they cannot be seen. */
  body(resource: Resource): Properties | string;
  /** A property tree of a template, resolved; undefined where `AWS::NoValue` removes it. */
  resolve(template: Template, raw: Raw): Value | undefined;
  /** The name of a resource: the one that the template gives it, or an atom. */
  nameOf(resource: Resource): string;
  /** What `Ref` or an attribute of a resource will be. */
  attribute(resource: Resource, attribute: string): string;
  /** A pseudo parameter, or undefined when there is none of that name. `AWS::NoValue` is the caller's. */
  pseudo(template: Template, name: string): string | undefined;
  /** The outcome of a named condition. */
  condition(template: Template, name: string): Answer;
  /** What stands for a value that depends on a condition. */
  decisionOn(template: Template, name: string, values?: readonly [Value | undefined, Value | undefined]): string;
  /** A parameter as this world knows it. */
  given(mark: string): string;
  /** Which of the allowed values of a parameter are possible. */
  left(mark: string, texts: readonly string[]): readonly string[];
  memo<T>(key: unknown, compute: () => T, circular?: () => T): T;
}
