import { Node } from './node';
import { asList, own } from '../cloudformation/json';
import { type Resource } from '../cloudformation/template';
import { type World } from '../cloudformation/world';

/** A resource as it will be deployed in one world. */
export class ResourceView {
  constructor(public readonly world: World, public readonly resource: Resource) {}

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

  /** The properties, or a place in them. */
  public get(...path: Array<string | number>): Node {
    return new Node(this, '', this.world.properties(this.resource)).get(...path);
  }

  /** Whether this is certain to be created after another resource: by reference, `DependsOn`, nesting or the order of stacks. */
  public comesAfter(earlier: ResourceView): boolean {
    return this.world.set.ordering.comesAfter(this.resource, earlier.resource);
  }

  public isSame(other: ResourceView): boolean {
    return this.resource === other.resource;
  }

  private topLevel(name: string): Node {
    return new Node(this, name, this.world.resolve(this.resource.template, own(this.resource.raw, name)));
  }
}
