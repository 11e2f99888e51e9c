import { type Policies } from './policies';
import { TrailView } from './trail-view';
import { ResourceView } from './view';
import { decisionIn } from '../../../cloudtrail/logic/marks';
import { inCases } from '../cloudformation/cases';
import { CLOUDTRAIL, includes, type Principal } from '../cloudformation/principals';
import { type Listed } from '../cloudformation/statement';
import { type Resource } from '../cloudformation/template';
import { type TemplateSet } from '../cloudformation/template-set';

/** A bucket, key or topic that a trail of another app delivers to. */
export interface Orphan {
  readonly resource: Resource;
  readonly part: 'bucket' | 'key' | 'topic';
}

const PARTS: ReadonlyArray<[type: string, part: Orphan['part'], policy: (view: TrailView) => Policies]> = [
  ['AWS::S3::Bucket', 'bucket', (view) => view.bucketPolicy],
  ['AWS::KMS::Key', 'key', (view) => view.keyPolicy],
  ['AWS::KMS::ReplicaKey', 'key', (view) => view.keyPolicy],
  ['AWS::SNS::Topic', 'topic', (view) => view.topicPolicy],
];

/** What admits CloudTrail by name in its policy and is used by none of the trails. */
export function orphans(set: TemplateSet, trails: readonly Resource[], failed: (resource: Resource, error: unknown) => void): Orphan[] {
  const guarded = <T>(resource: Resource, ask: () => T): T | undefined => {
    try {
      return ask();
    } catch (error) {
      failed(resource, error);
      return undefined;
    }
  };
  const used = new Set<Resource>();
  for (const trail of trails) {
    guarded(trail, () => {
      const cases = inCases(set.root, (world) => TrailView.ofTrail(new ResourceView(world, trail)), (view) => {
        return view.hidden.map((why) => decisionIn(why)).find((mark) => mark !== undefined);
      });
      for (const { result } of cases) for (const { resource } of result.targets) used.add(resource);
    });
  }
  return PARTS.flatMap(([type, part, policy]) => set.ofType(type).filter((resource) => {
    const admits = () => admitsCloudTrail(policy(TrailView.ofTarget(new ResourceView(set.root, resource), part)));
    return !used.has(resource) && guarded(resource, admits);
  }).map((resource) => ({ resource, part })));
}

function admitsCloudTrail(policies: Policies): boolean {
  return policies.allowing.some(({ principals }) => {
    const { except, items } = principals as Listed<Principal>;
    return !except && items.some((item) => item.kind === 'service' && includes(item, CLOUDTRAIL) === true);
  });
}
