import { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import { readableJson } from '../../private/readable';

/** The maximum size of a bucket policy, in characters. */
const MAXIMUM_SIZE = 20 * 1024;

/**
 * Every trail that delivers to a bucket adds to its policy, which reaches its maximum size after about thirty trails. The key
 * policy has more room, and smaller statements.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function checkPolicySize(scope: Construct, bucket: IBucket): void {
  scope.node.addValidation({
    validate: () => {
      const text = readableJson(scope, bucket.policy?.document);
      const size = text.replaceAll('<AWS::Partition>', RegionInfo.get(Stack.of(scope).region).partition ?? 'aws').length;
      return size <= MAXIMUM_SIZE ? [] : [
        `the bucket policy has ${size} characters, but S3 accepts at most ${MAXIMUM_SIZE}: too many trails deliver to this archive. Use one organization trail for all accounts`,
      ];
    },
  });
}
