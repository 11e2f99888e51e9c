import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { CfnBucket, type IBucket, type IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { knownDifferent } from '../../private/environments';
import { lowLevelBucket } from '../../private/keys';
import { referenced } from '../../private/references';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** Names of the buckets that each delivery of the trail writes to, before they are created: its bucket, and the bucket for the access logs of that one. */
export function logBucketNames(
  scope: Construct, { bucket, accessLogs }: WellArchitectedTrailProps, created: { readonly bucket: IBucket; readonly accessLogBucket?: IBucket },
): string[] {
  if (!bucket) {
    const newAccessLogs = Lazy.string({ produce: () => created.accessLogBucket!.bucketName });
    return [Lazy.string({ produce: () => created.bucket.bucketName }), accessLogs?.bucket?.bucketRef.bucketName ?? newAccessLogs];
  }
  const accessLogBucketName = nameOfAccessLogs(scope, bucket);
  return [bucket.bucketRef.bucketName, ...(accessLogBucketName === undefined ? [] : [accessLogBucketName])];
}

/** The bucket for the access logs of an existing bucket, as far as this app knows it and can refer to it. */
function nameOfAccessLogs(scope: Construct, bucket: IBucketRef): string | undefined {
  const { destinationBucketName: name } = (lowLevelBucket(bucket)?.loggingConfiguration ?? {}) as Partial<CfnBucket.LoggingConfigurationProperty>;
  const target = name === undefined ? undefined : referenced(name);
  if (!CfnBucket.isCfnBucket(target)) return name;
  if (target.bucketName !== undefined && !Token.isUnresolved(target.bucketName)) return target.bucketName;
  const [here, there] = [Stack.of(scope), Stack.of(target)];
  return knownDifferent(here.account, there.account) || knownDifferent(here.region, there.region) ? undefined : name;
}
