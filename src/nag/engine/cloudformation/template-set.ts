import { AtomTable } from './atoms';
import { EdgeIndex } from './edge-index';
import { isObject, own, type Raw } from './json';
import { append, groupBy } from './multimap';
import { Ordering } from './ordering';
import { inScope, mayGrantEverything, mentionsCloudTrail } from './scope';
import { type Resource, Template, type TemplateSource } from './template';
import { type Decision, type Edge, type Environment, type Exported, type Lookup } from './types';
import { World } from './world';
import { all, type Answer } from '../../../cloudtrail/logic/answer';
import { sameText } from '../../../cloudtrail/logic/patterns';

/** All templates of an app (or of a part of it), with indexes that are built once, when first needed. */
export class TemplateSet implements Lookup {
  public readonly atoms = new AtomTable();
  /** What could not be judged because something failed. */
  public readonly failures: Array<{ readonly template: Template; readonly why: string }> = [];
  public readonly decisions = new Map<string, Decision>();
  /** The world in which nothing is decided. */
  public readonly root = new World(this);
  private readonly ordering = new Ordering(this);
  /** The templates that can have to do with CloudTrail. Only these are parsed. */
  public readonly templates: readonly Template[];
  /** Every template, unparsed unless it is in `templates`. */
  public readonly everything: readonly Template[];
  private readonly byPath: ReadonlyMap<string, Template>;
  private readonly children = new Map<string, Template>();
  private readonly edges = new Map<Edge, EdgeIndex>();
  private types?: Map<string, Resource[]>;
  private exports?: Map<string, Exported[]>;
  private byName?: ReadonlyMap<string, readonly Template[]>;
  private crossRegion?: Map<string, { readonly template: Template; readonly value: Raw }>;

  /** `select` says which of the templates can have to do with CloudTrail. */
  constructor(sources: readonly TemplateSource[], select: (templates: readonly Template[]) => readonly Template[] = inScope) {
    this.everything = sources.map((source) => new Template(source));
    this.byPath = new Map(this.everything.map((template) => [template.stackPath, template]));
    for (const template of this.everything) {
      const { parent } = template.source;
      if (parent) this.children.set(`${parent.stackPath}\n${parent.logicalId}`, template);
    }
    this.templates = select(this.everything);
  }

  public template(stackPath: string): Template | undefined {
    return this.byPath.get(stackPath);
  }

  public ofType(type: string): readonly Resource[] {
    if (!this.types) {
      this.types = new Map();
      for (const template of this.templates) {
        for (const resource of template.resources.values()) append(this.types, resource.type, resource);
      }
    }
    return this.types.get(type) ?? [];
  }

  /** What nobody can see in the templates, as reasons: what macros, loops and templates that lie elsewhere make of them. */
  public get unseen(): ReadonlyArray<{ readonly template: Template; readonly why: string }> {
    const unexpanded = this.templates.flatMap((template) => template.unexpanded.map((why) => ({ template, why })));
    const known = new Set(this.templates);
    const more = this.everything.filter(({ text }) => MORE.test(text)).flatMap((template) => {
      return [...known.has(template) ? [] : template.added, ...this.elsewhere(template)].map((why) => ({ template, why }));
    });
    return [...unexpanded, ...more];
  }

  private elsewhere(template: Template): string[] {
    return [...template.resources.values()].flatMap((resource) => {
      const { type, logicalId, raw } = resource;
      if (type.endsWith('::MODULE')) return [`what the module ${logicalId} makes`];
      if (type === 'AWS::Serverless::Application') return [`the template that the application ${logicalId} deploys`];
      if (type === 'AWS::ServiceCatalog::CloudFormationProvisionedProduct') return [`the template that the product ${logicalId} deploys`];
      if (type === 'AWS::CloudFormation::Stack') return this.childOf(resource) ? [] : [`the template that the nested stack ${logicalId} deploys`];
      if (type !== 'AWS::CloudFormation::StackSet') return [];
      const body = own(own(raw, 'Properties'), 'TemplateBody');
      const isElsewhere = typeof body === 'string' && !mentionsCloudTrail(body);
      return isElsewhere ? [] : [`the template that the stack set ${logicalId} deploys`];
    });
  }

  /** The resources of some types, also in templates that may grant everything, which matters only where there is a trail. */
  public grants(types: readonly string[]): readonly Resource[] {
    const near = types.flatMap((type) => this.ofType(type));
    if (this.ofType('AWS::CloudTrail::Trail').length === 0) return near;
    const known = new Set(this.templates);
    const broad = this.everything.filter((template) => !known.has(template) && mayGrantEverything(template));
    return [...near, ...broad.flatMap((template) => [...template.resources.values()].filter(({ type }) => types.includes(type)))];
  }

  /** The nested template that a stack resource deploys. */
  public childOf(resource: Resource): Template | undefined {
    return this.children.get(resource.key);
  }

  /** The stack resource that deploys a nested template. */
  public parentOf(template: Template): Resource | undefined {
    const { parent } = template.source;
    return parent && this.byPath.get(parent.stackPath)?.resources.get(parent.logicalId);
  }

  /** The output that an import of a template means: of its own account and Region, as exports are. */
  public exportNamed(name: string, importer: Template): Exported | undefined {
    this.exports ??= this.readExports();
    return this.exports.get(name)?.find(({ template }) => template.account === importer.account && template.region === importer.region);
  }

  public stackOutput(stackName: string, outputName: string, where: Environment, importer: Template): Exported | undefined {
    this.byName ??= groupBy(this.templates.filter(({ source }) => !source.parent), ({ source }) => source.stackName ?? '');
    const possible = (this.byName.get(stackName) ?? []).map((template) => ({ template, answer: this.isIn(template, where) }));
    const certain = possible.filter(({ answer }) => answer === true);
    const candidates = (certain.length > 0 ? certain : possible.filter(({ answer }) => answer !== false)).map(({ template }) => template);
    const near = ({ stackPath }: Template) => sharedSegments(stackPath, importer.stackPath);
    const [nearest] = [...candidates].sort((a, b) => near(b) - near(a));
    const output = nearest?.section('Outputs', outputName);
    return isObject(output) ? { template: nearest, output } : undefined;
  }

  private isIn(template: Template, { account, region }: Environment): Answer {
    const world = this.root;
    return all([sameText(world.pseudo(template, 'AWS::AccountId'), account), sameText(world.pseudo(template, 'AWS::Region'), region)]);
  }

  /** What a stack of another Region writes for `crossRegionReferences`. */
  public crossRegionExport(name: string): { readonly template: Template; readonly value: Raw } | undefined {
    if (!this.crossRegion) {
      this.crossRegion = new Map();
      for (const { raw, template } of this.ofType('Custom::CrossRegionExportWriter')) {
        const written = own(own(own(raw, 'Properties'), 'WriterProps'), 'exports');
        for (const key of isObject(written) ? Object.keys(written) : []) this.crossRegion.set(key, { template, value: own(written, key) });
      }
    }
    return this.crossRegion.get(name);
  }

  /** The resources of an edge by what they refer to. */
  public edge(edge: Edge): EdgeIndex {
    let index = this.edges.get(edge);
    if (!index) this.edges.set(edge, index = this.readEdge(edge));
    return index;
  }

  public comesAfter(later: Resource, earlier: Resource): boolean {
    return this.ordering.comesAfter(later, earlier);
  }

  private readEdge(edge: Edge): EdgeIndex {
    const index = new EdgeIndex();
    for (const resource of edge.types.flatMap((type) => this.ofType(type))) index.add(resource, edge.targets(this.root, resource));
    return index;
  }

  private readExports(): Map<string, Exported[]> {
    const found = new Map<string, Exported[]>();
    for (const template of this.templates) {
      const outputs = template.section('Outputs');
      for (const key of isObject(outputs) ? Object.keys(outputs) : []) {
        const output = own(outputs, key);
        const text = this.root.resolve(template, own(own(output, 'Export'), 'Name'));
        if (typeof text === 'string') append(found, text, { template, output });
      }
    }
    return found;
  }
}

/** What adds to a template or deploys more than it says: a quick search before a template is parsed. */
const MORE = /"(?:Fn::)?Transform"|"AWS::CloudFormation::Stack|::MODULE"|"AWS::Serverless::Application"|"AWS::ServiceCatalog::CloudFormationProvisionedProduct"/;

/** How much of their paths two constructs share. */
export function sharedSegments(one: string, other: string): number {
  const [x, y] = [one.split('/'), other.split('/')];
  const at = x.findIndex((segment, index) => segment !== y[index]);
  return at < 0 ? x.length : at;
}
