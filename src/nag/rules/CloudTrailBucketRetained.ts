import { any, check, Node, not, trailRule } from './rule';
import { isEmptiedOnDelete } from './support/auto-delete';

/**
 * Compliant when the trail's bucket outlives its stack and its replacement, and nothing empties it when the stack is deleted.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export const CloudTrailBucketRetained = trailRule(({ bucket: link }) => {
  const bucket = link.need();
  const keeps = (policy: Node) => any(['Retain', 'RetainExceptOnCreate'].map((each) => policy.is(each)));
  return [
    check(keeps(bucket.deletionPolicy), bucket.deletionPolicy, 'The bucket of the trail is deleted with its stack: DeletionPolicy is not Retain.', 'DeletionPolicy'),
    check(bucket.updateReplacePolicy.is('Retain'), bucket.updateReplacePolicy,
      'The bucket of the trail is deleted when it is replaced: UpdateReplacePolicy is not Retain.', 'UpdateReplacePolicy'),
    check(not(isEmptiedOnDelete(bucket)), bucket, 'Custom::S3AutoDeleteObjects empties the bucket of the trail when its stack is deleted.', 'AutoDelete'),
  ];
});
