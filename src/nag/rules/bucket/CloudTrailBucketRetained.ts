import { BUCKET } from '../facts';
import { check, not, trailRule } from '../rule';
import { isEmptiedOnDelete } from './auto-delete';
import { checkRetained } from '../common/retained';

/**
 * Compliant when the trail's bucket outlives its stack and its replacement, and nothing empties it when the stack is deleted.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export const CloudTrailBucketRetained = trailRule({
  level: 'error',
  compliantWhen: 'the bucket is retained (`DeletionPolicy` and `UpdateReplacePolicy`) and nothing deletes its objects automatically',
  info: 'The bucket of the trail, or what is in it, goes when its stack goes or when it is replaced.',
  why: 'One deleted stack, by mistake or to cover tracks, takes the whole record with it.',
  fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `Bucket` and leave `autoDeleteObjects` out (CloudFormation: `DeletionPolicy: Retain` and '
    + '`UpdateReplacePolicy: Retain`, '
    + 'no `Custom::S3AutoDeleteObjects` for it).',
  resource: BUCKET,
  property: 'DeletionPolicy',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  controls: {
    wellArchitected: ['SEC08-BP04', 'SEC10-BP03'],
  },
  constructDefault: 'retained',
}, ({ bucket: link }) => {
  const bucket = link.need();
  return [
    ...checkRetained(bucket, 'The bucket of the trail'),
    check(not(isEmptiedOnDelete(bucket)), bucket, 'Custom::S3AutoDeleteObjects empties the bucket of the trail when its stack is deleted.', 'AutoDelete'),
  ];
});
