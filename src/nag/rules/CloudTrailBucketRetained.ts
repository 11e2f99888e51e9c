import { check, not, trailRule } from './rule';
import { isEmptiedOnDelete } from './support/auto-delete';
import { checkRetained } from './support/retained';

/**
 * Compliant when the trail's bucket outlives its stack and its replacement, and nothing empties it when the stack is deleted.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export const CloudTrailBucketRetained = trailRule(({ bucket: link }) => {
  const bucket = link.need();
  return [
    ...checkRetained(bucket, 'The bucket of the trail'),
    check(not(isEmptiedOnDelete(bucket)), bucket, 'Custom::S3AutoDeleteObjects empties the bucket of the trail when its stack is deleted.', 'AutoDelete'),
  ];
});
