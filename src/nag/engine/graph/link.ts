import { cannotTell, type Node, notApplicable, type Place, ResourceView, Stop } from './view';
import { firstHole, hasHole } from '../../../cloudtrail/logic/marks';
import { sameText } from '../../../cloudtrail/logic/patterns';
import { namesOf } from '../cloudformation/edges';
import { type Resource } from '../cloudformation/template';
import { type World } from '../cloudformation/world';

/** A resource that another one names: found in the app, not named at all, or named and not to be seen. */
export class Link {
  public static found(resource: ResourceView, from?: Place): Link {
    return new Link(from, resource);
  }

  public static absent(from?: Place): Link {
    return new Link(from);
  }

  public static hidden(from: Place, why: string): Link {
    return new Link(from, undefined, why);
  }

  private constructor(
    /** What names it. */
    public readonly from?: Place,
    /** The resource, when found. */
    public readonly resource?: ResourceView,
    /** Why it cannot be seen, when it is named. */
    public readonly why?: string,
  ) {}

  public get isAbsent(): boolean {
    return this.resource === undefined && this.why === undefined;
  }

  public get isHidden(): boolean {
    return this.why !== undefined;
  }

  /** The resource. Ends the rule as not applicable when none is named, and with "cannot tell" when it cannot be seen. */
  public need(): ResourceView {
    if (this.resource) return this.resource;
    throw new Stop(this.why === undefined ? notApplicable : cannotTell(this.from, this.why));
  }
}

/** Follows a name to the resource of some types that has it. `read` makes the name of what the property holds. */
export function follow(node: Node, kind: string, types: readonly string[], read: (text: string) => string = (text) => text): Link {
  const given = node.value;
  if (node.isMissing) return Link.absent(node);
  if (typeof given !== 'string') return Link.hidden(node, `${node.path}, which is not a text`);
  const name = read(given);
  const { world } = node.resource;
  const found = byName(world, types, name, node.resource.resource);
  if (found && !contradicts(world, found, given)) return world.exists(found) ? Link.found(new ResourceView(world, found), node) : Link.hidden(node, `${found.logicalId}, which is not created`);
  return Link.hidden(node, hasHole(given) ? firstHole(given) as string : `the ${kind} ${name}, which is not in this app`);
}

/** Whether an ARN names another account or Region than the resource is in. */
function contradicts(world: World, found: Resource, given: string): boolean {
  if (!given.startsWith('arn:') || given.includes(':alias/')) return false;
  const [arn, own] = [given, world.attribute(found, 'Arn')].map((text) => text.replace(/:\*$/, ''));
  return sameText(arn, own) === false;
}

/** The resource of a name; of several, the one whose account and Region are the asking one's, then the nearest in the tree. */
export function byName(world: World, types: readonly string[], name: string, asking: Resource): Resource | undefined {
  const candidates = types.flatMap((type) => world.set.edge(namesOf(type)).byText.get(name) ?? []).filter((each) => world.nameOf(each) === name);
  const here = asking.template;
  const score = ({ template }: Resource): number => {
    const env = ['AWS::AccountId', 'AWS::Region'].filter((pseudo) => sameText(world.pseudo(template, pseudo), world.pseudo(here, pseudo)) === true);
    return (template === here ? 1000 : 0) + env.length * 100 + sharedSegments(template.stackPath, here.stackPath);
  };
  return candidates.reduce<Resource | undefined>((best, each) => best === undefined || score(each) > score(best) ? each : best, undefined);
}

function sharedSegments(a: string, b: string): number {
  const [x, y] = [a.split('/'), b.split('/')];
  const at = x.findIndex((segment, index) => segment !== y[index]);
  return at < 0 ? x.length : at;
}
