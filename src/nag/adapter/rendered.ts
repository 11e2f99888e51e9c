import type { IFragmentConcatenator, IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import { CfnElement, CfnResource, DefaultTokenResolver, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { elementsOf } from './construct-index';

/** What a stack would write, and the stacks that must be deployed before it. */
export interface Rendered {
  readonly template: { [section: string]: { [id: string]: any } };
  readonly dependencies: Set<Stack>;
}

/** Logical ids of what carries values between the rendered stacks. */
const READER = 'ExportsReader';
const WRITER = 'ExportsWriter';

/**
 * The templates of stacks without a synth.
 *
 * A synth writes references between stacks as exports, nested-stack parameters or values that are read across Regions.
 * Here all of them take the last form, which works between any two stacks. What depends on what comes out as in a synth.
 * Nothing in the tree is changed, so aspects that no synth has applied yet have no effect.
 */
export function render(stacks: readonly Stack[]): ReadonlyMap<Stack, Rendered> {
  const renderer = new Renderer(stacks);
  for (const stack of stacks) renderer.elements(stack);
  renderer.dependencies();
  return renderer.rendered;
}

class Renderer {
  public readonly rendered: ReadonlyMap<Stack, Rendered>;
  /** What depends on what: written last, when all resources are there. */
  private readonly edges: [source: CfnElement, target: CfnElement][] = [];
  private readonly resolver = new StackResolver((reference, consumer) => this.carried(reference, consumer));

  constructor(stacks: readonly Stack[]) {
    this.rendered = new Map(stacks.map((stack) => [stack, { template: { Resources: {} }, dependencies: new Set(stack.dependencies) }]));
  }

  public elements(stack: Stack): void {
    const { template } = this.rendered.get(stack)!;
    const { transforms } = stack.templateOptions;
    if (transforms?.length) Object.assign(template, { Transform: transforms });
    for (const element of elementsOf(stack)) {
      // Internal to the CDK, but the only way to what is written with all overrides.
      const fragment = Tokenization.resolve((element as any)._toCloudFormation(), { scope: element, resolver: this.resolver, preparing: false });
      for (const [section, entries] of Object.entries<any>(fragment)) {
        template[section] = typeof entries === 'object' ? Object.assign(template[section] ?? {}, entries) : entries;
      }
    }
  }

  /** Dependencies between constructs become dependencies between resources or stacks. */
  public dependencies(): void {
    for (const source of [...this.rendered.keys()].flatMap((stack) => resourcesIn(elementsOf(stack)))) {
      const targets = source.node.scopes.flatMap((scope) => scope.node.dependencies).flatMap((to) => resourcesIn(to.node.findAll()));
      for (const target of targets) this.edges.push([source, target]);
    }
    for (const [source, target] of this.edges) this.depend(source, target);
  }

  private carried(reference: Reference, consumer: CfnElement): any {
    const producer = reference.target as CfnElement;
    const name = `/cdk/exports/${producer.node.path}:${reference.displayName}`;
    const id = producer.stack.resolve(producer.logicalId);
    const written = this.rendered.get(producer.stack)?.template.Resources;
    if (written) {
      const value = reference.displayName === 'Ref' ? { Ref: id } : { 'Fn::GetAtt': [id, reference.displayName] };
      written[WRITER] ??= { Type: 'Custom::CrossRegionExportWriter', Properties: { WriterProps: { exports: {} } } };
      written[WRITER].Properties.WriterProps.exports[name] = value;
    }
    this.rendered.get(consumer.stack)!.template.Resources[READER] = { Type: 'Custom::CrossRegionExportReader' };
    this.edges.push([consumer, producer]);
    return { 'Fn::GetAtt': [READER, name] };
  }

  /** Puts a dependency where it has to be written: on the resources that stand for both in a common stack, or between the stacks. */
  private depend(source: CfnElement, target: CfnElement): void {
    const [sources, targets] = [source, target].map((element) => chain(element));
    for (const later of sources) {
      const earlier = targets.find((candidate) => candidate.stack === later.stack);
      const resource = earlier && this.rendered.get(later.stack)?.template.Resources[later.stack.resolve(later.logicalId)];
      if (earlier && resource && earlier !== later) {
        resource.DependsOn = [...new Set([resource.DependsOn ?? [], earlier.stack.resolve(earlier.logicalId)].flat())];
      }
      if (earlier) return;
    }
    this.rendered.get(sources.at(-1)!.stack)!.dependencies.add(targets.at(-1)!.stack);
  }
}

/** An element, and the stack resources that deploy it, innermost first. */
function chain(element: CfnElement): CfnElement[] {
  const nested = element.stack.nestedStackResource;
  return [element, ...(nested ? chain(nested) : [])];
}

function resourcesIn(constructs: readonly unknown[]): CfnResource[] {
  return constructs.filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}

/** Resolves tokens as a stack does, but has references to other stacks written by a callback. */
class StackResolver extends DefaultTokenResolver {
  constructor(private readonly foreign: (reference: Reference, consumer: CfnElement) => any) {
    super(new JoinConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (isCfnReference(token) && CfnElement.isCfnElement(token.target) && token.target.stack !== Stack.of(context.scope)) {
      return this.foreign(token, context.scope as CfnElement);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

/** A `Ref` or `Fn::GetAtt`. Other references come down to one, or across accounts to a name, by themselves. */
function isCfnReference(token: IResolvable): token is Reference {
  return Reference.isReference(token) && Symbol.for('@aws-cdk/core.CfnReference') in token;
}

/** Joins to a string where all parts are strings, else to `Fn::Join`. */
class JoinConcat implements IFragmentConcatenator {
  public join(left: any, right: any): any {
    const parts = [...partsOf(left), ...partsOf(right)];
    return parts.every((part) => typeof part === 'string') ? parts.join('') : { 'Fn::Join': ['', parts] };
  }
}

function partsOf(value: any): any[] {
  if (value === undefined) return [];
  const join = value['Fn::Join'];
  return join?.[0] === '' && Array.isArray(join[1]) ? join[1] : [value];
}
