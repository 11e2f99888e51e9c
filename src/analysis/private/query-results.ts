import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, type IKeyRef, Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, type IBucketRef, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeResultsBucket } from './acknowledgements';
import { bucketTransport } from '../../cloudtrail/statements';
import { derivedBucketName, setNamespace, warnAboutGlobalNames } from '../../private/bucket-names';
import { keyDependencies } from '../../private/keys';
import { asBucket, asKey } from '../../private/resources';

export interface QueryResultsProps {
  readonly bucket?: IBucketRef;
  readonly encryptionKey?: IKeyRef;
  readonly prefix?: string;
  readonly retention?: Duration;
  readonly removalPolicy?: RemovalPolicy;
}

/** Where results are kept: extracts of audit logs, so they are as well protected as the logs, but not retained for long. */
export class QueryResults extends Construct {
  public readonly bucket: IBucket;
  public readonly encryptionKey: IKey;
  /** With a slash at the end. */
  public readonly prefix: string;
  /** Account of the new bucket: if it is ever deleted, nobody else's bucket of that name receives results. */
  public readonly owner?: string;

  constructor(scope: Construct, id: string, props: QueryResultsProps) {
    super(scope, id);
    const { bucket, encryptionKey, prefix = 'results', retention = Duration.days(30), removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } = props;
    this.prefix = `${prefix}/`;
    this.encryptionKey = encryptionKey ? asKey(this, encryptionKey) : this.createKey(removalPolicy);
    this.owner = bucket ? undefined : Stack.of(this).account;
    this.bucket = bucket ? asBucket(this, bucket) : this.createBucket(retention, removalPolicy);
  }

  private createKey(removalPolicy: RemovalPolicy): Key {
    return new Key(this, 'Key', {
      description: 'Encrypts the results of queries over CloudTrail log files', enableKeyRotation: true, removalPolicy,
    });
  }

  private createBucket(expiration: Duration, removalPolicy: RemovalPolicy): Bucket {
    warnAboutGlobalNames(this);
    const bucketName = derivedBucketName(this);
    const bucket = new Bucket(this, 'Bucket', {
      bucketName,
      autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      bucketKeyEnabled: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.encryptionKey,
      lifecycleRules: [{ expiration, noncurrentVersionExpiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy,
      versioned: true,
    });
    bucket.node.addDependency(...keyDependencies(this.encryptionKey));
    setNamespace(bucket, bucketName);
    bucketTransport(bucket.bucketArn).forEach((statement) => bucket.addToResourcePolicy(PolicyStatement.fromJson(statement)));
    acknowledgeResultsBucket(bucket);
    return bucket;
  }
}
