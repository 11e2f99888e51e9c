import { Token } from 'aws-cdk-lib';
import { type Bucket, CfnBucket, type IBucketRef } from 'aws-cdk-lib/aws-s3';

/** Gives a bucket request metrics for a prefix. False when the bucket is not created in this app. */
export function addRequestMetrics(bucket: IBucketRef, id: string, prefix: string): boolean {
  if (isOwnBucket(bucket)) {
    bucket.addMetric({ id, prefix });
    return true;
  }
  if (CfnBucket.isCfnBucket(bucket)) {
    const configured = bucket.metricsConfigurations ?? [];
    if (!Array.isArray(configured) || Token.isUnresolved(configured)) return false;
    bucket.metricsConfigurations = [...configured, { id, prefix }];
    return true;
  }
  return false;
}

/** Not by `instanceof`, which fails for a second copy of aws-cdk-lib. Imported buckets have no such method. */
function isOwnBucket(bucket: IBucketRef): bucket is Bucket {
  return 'addMetric' in bucket;
}
