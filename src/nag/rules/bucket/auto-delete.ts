import { type Answer, any, AUTO_DELETERS, identityIn, referrers, type ResourceView, Unknown } from '../rule';

/** Whether a resource of the CDK empties the bucket when the stack is deleted. */
export function isEmptiedOnDelete(bucket: ResourceView): Answer {
  const { found, missing } = referrers(bucket.world, AUTO_DELETERS, identityIn(bucket), bucket.resource);
  return any([...found.map(({ present }) => present), ...missing.map((why) => new Unknown(why))]);
}
