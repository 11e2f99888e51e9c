import { isStruct } from './raw';
import { own, type Raw, type RawObject } from '../../nag/engine/cloudformation/json';
import type { Resource } from '../../nag/engine/cloudformation/template';
import { TemplateSet } from '../../nag/engine/cloudformation/template-set';
import { TrailView } from '../../nag/engine/graph/trail-view';
import { ResourceView } from '../../nag/engine/graph/view';
import type { LoadedStack } from '../inputs/stack';

/** Constructs that are in a `WellArchitectedTrail`, and in no `Trail`. */
const OURS = ['AccessLogs', 'Bucket', 'Key', 'LogsPolicy'];

/** A trail of the templates, and what it refers to. */
export class TrailReading {
  public readonly path?: string;
  /** Path of the construct that made the trail: an L2, or the trail itself. */
  public readonly construct?: string;
  /** Whether an L2 made it, which makes resources of its own. */
  public readonly isL2: boolean;
  public readonly view: TrailView;

  constructor(public readonly trail: Resource, public readonly stack: LoadedStack, private readonly app: AppReading) {
    this.path = app.pathOf(trail);
    this.isL2 = this.path?.endsWith('/Resource') === true;
    this.construct = this.path?.replace(/\/Resource$/, '');
    this.view = TrailView.ofTrail(new ResourceView(app.set.root, trail));
  }

  /** The properties as they are written; undefined where a macro or a condition makes them. */
  public get properties(): RawObject | undefined {
    const properties = own(this.trail.raw, 'Properties') ?? {};
    return isStruct(properties) ? properties : undefined;
  }

  public resolve(raw: Raw): unknown {
    return this.app.set.root.resolve(this.trail.template, raw);
  }

  /** A value with references followed, for people. */
  public shown(raw: Raw): string {
    const value = this.resolve(raw);
    return this.app.set.atoms.render(typeof value === 'string' ? value : JSON.stringify(value) ?? '');
  }

  /** A reason of the engine, for people. */
  public rendered(why: string): string {
    return this.app.set.atoms.render(why);
  }

  /** What the construct of the trail made beside the trail: it leaves the app with the construct. */
  public get own(): readonly Resource[] {
    return this.isL2 ? [...this.trail.template.resources.values()].filter((each) => each !== this.trail && this.made(each)) : [];
  }

  public made(resource: Resource): boolean {
    return this.isL2 && resource.template === this.trail.template && this.app.pathOf(resource)?.startsWith(`${this.construct}/`) === true;
  }

  public pathOf(resource: Resource): string | undefined {
    return this.app.pathOf(resource);
  }

  /** The construct of another trail that made a resource, and that leaves the app as well. */
  public otherMaker(resource: Resource): string | undefined {
    return this.app.trails.find((other) => other.trail !== this.trail && other.made(resource) && !other.isOurs)?.construct;
  }

  /** Whether this package made the trail: as the tree of the app says, or by what it made beside it. */
  public get isOurs(): boolean {
    const { path, stack: { constructs }, construct } = this;
    if (path !== undefined && constructs?.ownConstruct(path) === 'WellArchitectedTrail') return true;
    return this.own.some((each) => OURS.some((id) => this.app.pathOf(each) === `${construct}/${id}/Resource`));
  }
}

/** The templates that were given. */
export class AppReading {
  public readonly set: TemplateSet;
  private readonly stacks: ReadonlyMap<string, LoadedStack>;
  private readings?: readonly TrailReading[];

  constructor(stacks: readonly LoadedStack[]) {
    this.set = new TemplateSet(stacks);
    this.stacks = new Map(stacks.map((stack) => [stack.stackPath, stack]));
  }

  public get trails(): readonly TrailReading[] {
    return this.readings ??= this.set.ofType('AWS::CloudTrail::Trail').map((trail) => new TrailReading(trail, this.stacks.get(trail.template.stackPath)!, this));
  }

  /** The path of a construct: by the assembly, or by the metadata that the CDK writes into the template. */
  public pathOf({ template, logicalId, raw }: Resource): string | undefined {
    const written = own(own(raw, 'Metadata'), 'aws:cdk:path');
    return this.stacks.get(template.stackPath)?.constructs?.pathOf(logicalId) ?? (typeof written === 'string' ? written : undefined);
  }
}
