import { all, type Answer, any, hasHole, isUnknown, type Resource, ResourceView, sameText, type World } from '../rule';
import { selectorsOf } from './selectors';
import { managementEvents } from '../../../cloudtrail/selectors/selectors';

/** What a trail logs of the management events of its account. */
interface Copy {
  readonly reads: Answer;
  readonly writes: Answer;
  /** Whether it is all of them. */
  readonly complete: Answer;
  readonly everyRegion: Answer;
}

/** Another trail, and whether it is certain to log the same events. */
export interface OtherCopy {
  readonly trail: ResourceView;
  readonly same: Answer;
}

/** A trail that comes before another one in the app and logs the same management events, or may do so. */
export function earlierCopy(trail: ResourceView): OtherCopy | undefined {
  if (logsNone(trail)) return undefined;
  let possible: OtherCopy | undefined;
  for (const other of earlierTrails(trail)) {
    // Once one may be a copy, trails of an account that cannot be compared add nothing.
    if (possible && other.account !== trail.account) break;
    const same = logTheSame(trail, other);
    if (same === true) return { trail: other, same };
    if (isUnknown(same)) possible ??= { trail: other, same };
  }
  return possible;
}

/** Whether another trail of the account logs all management events in the Regions of this one. */
export function allLoggedElsewhere(trail: ResourceView): Answer {
  const { world } = trail;
  const covers = (other: ResourceView): Answer => {
    const copy = copyOf(other);
    return all([copy.complete, sameText(other.account, trail.account), any([
      copy.everyRegion, all([sameText(other.region, trail.region), trail.get('IsMultiRegionTrail').is(true) === false]),
    ])]);
  };
  const others = [...trailsByAccount(world.base)].filter(([account]) => account === trail.account || hasHole(account) || hasHole(trail.account));
  return any(others.flatMap(([, trails]) => trails)
    .filter((each) => each !== trail.resource).map((each) => all([world.exists(each), covers(new ResourceView(world, each))])));
}

/** The earlier trails of the same account, then those of all accounts where this one's is not known. */
function* earlierTrails(trail: ResourceView): Iterable<ResourceView> {
  const { world } = trail;
  const { account } = new ResourceView(world.base, trail.resource);
  const byAccount = trailsByAccount(world.base);
  for (const each of byAccount.get(account) as readonly Resource[]) {
    if (each === trail.resource) break;
    yield new ResourceView(world, each, world.exists(each));
  }
  if (!hasHole(account)) return;
  for (const [other, trails] of byAccount) {
    for (const each of other === account ? [] : trails) yield new ResourceView(world, each, world.exists(each));
  }
}

/** By account, the trails that log management events, or do so under some outcome of the conditions. */
function trailsByAccount(world: World): ReadonlyMap<string, readonly Resource[]> {
  return world.memo('trails with management events', () => {
    const { set } = world;
    const found = new Map<string, Resource[]>();
    for (const each of set.ofType('AWS::CloudTrail::Trail')) {
      if (logsNone(new ResourceView(world, each))) continue;
      const { account } = new ResourceView(world, each);
      const trails = found.get(account);
      if (trails) trails.push(each);
      else found.set(account, [each]);
    }
    return found;
  });
}

function logsNone(trail: ResourceView): boolean {
  const { reads, writes } = copyOf(trail);
  return any([reads, writes]) === false;
}

function logTheSame(a: ResourceView, b: ResourceView): Answer {
  const [x, y] = [copyOf(a), copyOf(b)];
  return all([
    b.present,
    sameText(a.account, b.account),
    any([all([x.reads, y.reads]), all([x.writes, y.writes])]),
    any([x.everyRegion, y.everyRegion, sameText(a.region, b.region)]),
  ]);
}

function copyOf(trail: ResourceView): Copy {
  return trail.world.memo(`management events\n${trail.resource.key}`, () => {
    const { selection, answer } = selectorsOf(trail);
    const { read, write, all: complete } = managementEvents(selection);
    const logging = trail.get('IsLogging').is(true);
    return {
      reads: all([logging, answer(read)]),
      writes: all([logging, answer(write)]),
      complete: all([logging, answer(complete)]),
      everyRegion: trail.get('IsMultiRegionTrail').is(true),
    };
  });
}
