import { type Policies } from './policies';
import { TrailView } from './trail-view';
import { ResourceView } from './view';
import { CLOUDTRAIL, includes, type Principal } from '../cloudformation/principals';
import { type Listed } from '../cloudformation/statement';
import { type Resource } from '../cloudformation/template';
import { type TemplateSet } from '../cloudformation/template-set';
import { worlds } from '../cloudformation/world';

/** A bucket, key or topic that a trail of another app delivers to. */
export interface Orphan {
  readonly resource: Resource;
  readonly part: 'bucket' | 'key' | 'topic';
}

const PARTS: ReadonlyArray<[type: string, part: Orphan['part'], policy: (view: TrailView) => Policies]> = [
  ['AWS::S3::Bucket', 'bucket', (view) => view.bucketPolicy],
  ['AWS::KMS::Key', 'key', (view) => view.keyPolicy],
  ['AWS::SNS::Topic', 'topic', (view) => view.topicPolicy],
];

/** What admits CloudTrail by name in its policy and is used by none of the trails. */
export function orphans(set: TemplateSet, trails: readonly Resource[]): Orphan[] {
  const used = new Set<Resource>();
  for (const trail of trails) {
    for (const targets of worlds(set, (world) => TrailView.ofTrail(new ResourceView(world, trail)).targets).results) {
      for (const { resource } of targets) used.add(resource);
    }
  }
  return PARTS.flatMap(([type, part, policy]) => set.ofType(type).filter((resource) => !used.has(resource) && worlds(set, (world) => {
    return admitsCloudTrail(policy(TrailView.ofTarget(new ResourceView(world, resource), part)));
  }).results.includes(true)).map((resource) => ({ resource, part })));
}

function admitsCloudTrail(policies: Policies): boolean {
  return policies.allowing.some(({ principals }) => {
    const { except, items } = principals as Listed<Principal>;
    return !except && items.some((item) => item.kind === 'service' && includes(item, CLOUDTRAIL) === true);
  });
}
