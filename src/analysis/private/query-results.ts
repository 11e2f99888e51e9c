import { Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeResultsBucket } from './acknowledgements';
import { asBucket, asKey } from '../../private/resources';

export interface QueryResultsProps {
  readonly bucket?: s3.IBucketRef;
  readonly encryptionKey?: kms.IKeyRef;
  readonly retention: Duration;
}

/** Where answers are kept: extracts of audit logs, so as well protected as the logs, but not for long. */
export class QueryResults extends Construct {
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey: kms.IKey;
  /** Account of the new bucket: should it ever be deleted, nobody else's bucket under its name gets results. */
  public readonly owner?: string;

  constructor(scope: Construct, id: string, props: QueryResultsProps) {
    super(scope, id);
    this.encryptionKey = props.encryptionKey ? asKey(this, props.encryptionKey) : this.createKey();
    this.owner = props.bucket ? undefined : Stack.of(this).account;
    this.bucket = props.bucket ? asBucket(this, props.bucket) : this.createBucket(this.encryptionKey, props.retention);
  }

  private createKey(): kms.Key {
    return new kms.Key(this, 'Key', { description: 'Encrypts the results of queries over CloudTrail log files', enableKeyRotation: true });
  }

  private createBucket(encryptionKey: kms.IKey, retention: Duration): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      bucketKeyEnabled: true,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: retention, noncurrentVersionExpiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      minimumTLSVersion: 1.2,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
    });
    acknowledgeResultsBucket(bucket);
    return bucket;
  }
}
