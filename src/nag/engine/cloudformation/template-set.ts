import { AtomTable } from './atoms';
import { isObject, own, type Raw } from './json';
import { Ordering } from './ordering';
import { inScope, mayGrantEverything } from './scope';
import { type Resource, Template, type TemplateSource } from './template';
import { type Edge, type EdgeIndex, type Exported, type Lookup } from './types';
import { World, worlds } from './world';

const MAX_INDEX_WORLDS = 8;

/** All templates of an app (or of a part of it), with indexes that are built once, when first needed. */
export class TemplateSet implements Lookup {
  public readonly atoms = new AtomTable();
  /** What is the same in every world; see `World.memo`. */
  public readonly shared = new Map<unknown, unknown>();
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
  private crossRegion?: Map<string, { readonly template: Template; readonly value: Raw }>;

  constructor(sources: readonly TemplateSource[]) {
    this.everything = sources.map((source) => new Template(source));
    this.byPath = new Map(this.everything.map((template) => [template.stackPath, template]));
    for (const template of this.everything) {
      const { parent } = template.source;
      if (parent) this.children.set(`${parent.stackPath}\n${parent.logicalId}`, template);
    }
    this.templates = inScope(this.everything);
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
    const byText = new Map<string, Resource[]>();
    const loose: Resource[] = [];
    for (const resource of edge.types.flatMap((type) => this.ofType(type))) {
      const { results, complete } = worlds(this, (world) => edge.targets(world, resource), undefined, MAX_INDEX_WORLDS);
      for (const text of new Set(results.flatMap(({ texts }) => texts))) append(byText, text, resource);
      if (!complete || results.some(({ open }) => open)) loose.push(resource);
    }
    return { byText, loose };
  }

  private readExports(): Map<string, Exported[]> {
    const found = new Map<string, Exported[]>();
    for (const template of this.templates) {
      const outputs = template.section('Outputs');
      for (const key of isObject(outputs) ? Object.keys(outputs) : []) {
        const output = own(outputs, key);
        const name = own(own(output, 'Export'), 'Name');
        if (name === undefined) continue;
        const text = new World(this).resolve(template, name);
        if (typeof text === 'string') append(found, text, { template, output });
      }
    }
    return found;
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
