import { cannotTell, type Node, notApplicable, type Place, ResourceView, Stop } from './view';
import { isUnknown } from '../../../cloudtrail/logic/answer';
import { firstHole } from '../../../cloudtrail/logic/marks';
import { sameText } from '../../../cloudtrail/logic/patterns';
import { environmentOf, identityOf, namesOf, ownIdentity } from '../cloudformation/edges';
import { nameIn } from '../cloudformation/identity';
import { type Resource } from '../cloudformation/template';
import { sharedSegments } from '../cloudformation/template-set';
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

/** Follows a name or ARN to the resource of some types that has it. */
export function follow(node: Node, kind: string, types: readonly string[]): Link {
  const given = node.value;
  if (node.isMissing) return Link.absent(node);
  if (typeof given !== 'string') return Link.hidden(node, `${node.path}, which is not a text`);
  const { world, resource: asking } = node.resource;
  const found = byIdentity(world, types, given, asking);
  if (found) {
    const exists = world.exists(found);
    if (exists === true) return Link.found(new ResourceView(world, found), node);
    return Link.hidden(node, isUnknown(exists) ? exists.why : `${found.logicalId}, which is not created`);
  }
  return Link.hidden(node, firstHole(given) ?? possiblyMeant(world, types, given, asking) ?? `the ${kind} ${spelled(given)}, which is not in this app`);
}

/** The resource that a name or ARN means; of several with one name, the nearest in the tree. */
export function byIdentity(world: World, types: readonly string[], text: string, asking: Resource): Resource | undefined {
  let nearest: Resource | undefined;
  for (const type of types) {
    const identity = identityOf(world, type, text, asking.template);
    // Where this world knows a name that the root does not, it is found among those that may have it.
    for (const each of world === world.base ? world.set.edge(namesOf(type)).named(nameIn(identity)) : candidates(world, type, identity)) {
      if (namesOf(type).targets(world, each)[0] !== identity) continue;
      if (nearest === undefined || distance(world, each, asking) < distance(world, nearest, asking)) nearest = each;
    }
  }
  return nearest;
}

/** The resources of a type that have the name in an identity, or may have it. */
function candidates(world: World, type: string, identity: string): readonly Resource[] {
  const index = world.set.edge(namesOf(type));
  const name = nameIn(identity);
  return [...index.named(name), ...index.mayBeNamed(name).found];
}

/** The identity of a resource of the app. */
export function identityIn({ world, resource }: ResourceView): string {
  return ownIdentity(world, resource);
}

/** Why a resource that may be the one is not certain to be: its account or Region is not known. */
function possiblyMeant(world: World, types: readonly string[], text: string, { template }: Resource): string | undefined {
  for (const type of types) {
    const identity = identityOf(world, type, text, template);
    for (const each of candidates(world, type, identity)) {
      const same = sameText(namesOf(type).targets(world, each)[0], identity);
      if (isUnknown(same)) return same.why;
    }
  }
  return undefined;
}

/** Less is nearer. */
function distance(world: World, resource: Resource, asking: Resource): number {
  const { template } = resource;
  const [here, there] = [asking.template, template].map((each) => environmentOf(world, each));
  const shared = [here.account === there.account, here.region === there.region].filter(Boolean).length;
  const near = template === asking.template ? 1_000 : sharedSegments(template.stackPath, asking.template.stackPath);
  return (world.exists(resource) === false ? 10_000 : 0) - shared * 100 - near;
}

/** The name in an ARN, for people. */
function spelled(text: string): string {
  return text.replace(/:\*$/, '').split(':').slice(5).join(':').replace(/^(?:key|policy|role|log-group)[/:]/, '') || text;
}
