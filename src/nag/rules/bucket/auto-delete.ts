import { hasHole } from '../../../cloudtrail/logic/marks';
import { type Edge } from '../../engine/cloudformation/types';
import { referrers } from '../../engine/graph/policies';
import { type Answer, any, type ResourceView, Unknown } from '../rule';

const AUTO_DELETERS: Edge = {
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
