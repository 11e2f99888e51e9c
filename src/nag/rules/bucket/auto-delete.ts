import { type Answer, any, type Edge, hasHole, referrers, type ResourceView, Unknown } from '../rule';

/** What empties a bucket when its stack is deleted, by the bucket. */
export const AUTO_DELETERS: Edge = {
  types: ['Custom::S3AutoDeleteObjects'],
  targets: (world, resource) => {
    const { BucketName: name } = world.properties(resource);
    const texts = [name].filter((text) => typeof text === 'string');
    return { texts, open: texts.some(hasHole) };
  },
};

/** Whether a resource of the CDK empties the bucket when the stack is deleted. */
export function isEmptiedOnDelete(bucket: ResourceView): Answer {
  const { found, missing } = referrers(bucket.world, AUTO_DELETERS, bucket.name);
  return any([found.length > 0, ...missing.map((why) => new Unknown(why))]);
}
