import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { READ_BUCKET_ACTIONS, READ_OBJECT_ACTIONS, readableObjects } from '../cloudtrail/statements';

/** Everything that it takes to read log files: find them, get them, decrypt them. Where it is needed, policies of the resources say so too. */
export function grantReadLogs(grantee: IGrantable, bucket: IBucket, key: IKey, prefix?: string): Grant {
  const objects = Grant.addToPrincipalOrResource({
    grantee,
    actions: READ_OBJECT_ACTIONS,
    resourceArns: [readableObjects(bucket.bucketArn, prefix)],
    resource: bucket,
  });
  const listing = Grant.addToPrincipalOrResource({
    grantee,
    actions: READ_BUCKET_ACTIONS,
    resourceArns: [bucket.bucketArn],
    resource: bucket,
  });
  return objects.combine(listing).combine(key.grantDecrypt(grantee));
}
