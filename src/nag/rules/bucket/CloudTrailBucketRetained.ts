import { isEmptiedOnDelete } from './auto-delete';
import { checkRetained } from '../common/retained';
import { capitalized, theBucket } from '../common/subject';
import { evidence } from '../controls/evidence';
import { BUCKET } from '../facts';
import { check, not, trailRule } from '../rule';

export const CloudTrailBucketRetained = trailRule({
  level: 'error',
  compliantWhen: 'the bucket is retained (`DeletionPolicy` and `UpdateReplacePolicy`) and nothing deletes its objects automatically',
  info: 'The bucket of the trail, or its content, is deleted with its stack or when it is replaced.',
  why: 'Deleting one stack, by mistake or to cover tracks, deletes the whole record with it.',
  fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `Bucket` and leave `autoDeleteObjects` out (CloudFormation: `DeletionPolicy: Retain` and '
    + '`UpdateReplacePolicy: Retain`, '
    + 'no `Custom::S3AutoDeleteObjects` for it).',
  resource: BUCKET,
  property: 'DeletionPolicy',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  constructFix: 'Leave `removalPolicy` of the `WellArchitectedTrail` at `RemovalPolicy.RETAIN`.',
  ...evidence({
    wellArchitected: ['SEC08-BP04', 'SEC10-BP03'],
  }),
  constructDefault: 'retained',
}, (view) => {
  const bucket = view.bucket.need();
  return [
    ...checkRetained(bucket, capitalized(theBucket(view))),
    check(not(isEmptiedOnDelete(bucket)), bucket,
      `Custom::S3AutoDeleteObjects empties ${theBucket(view)} when its stack is deleted.`, 'AutoDelete'),
  ];
});
