import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

const NAME = 'Stack-Trail';
const TRAIL_ARN = `arn:${Aws.PARTITION}:cloudtrail:${Aws.REGION}:${Aws.ACCOUNT_ID}:trail/${NAME}`;
const CLOUDTRAIL = new iam.ServicePrincipal('cloudtrail.amazonaws.com');

const nameOf = (purpose: string) => `trail-${purpose}-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`;

/**
 * The resources of a default trail as an app would write them with the L2s of aws-cdk-lib. Only the trail is an L1:
 * the L2 `Trail` cannot limit its statements to the trail.
 */
export function l2Equivalent(scope: Construct): void {
  const fromThisTrail = { 'aws:SourceArn': TRAIL_ARN };

  const key = new kms.Key(scope, 'Key', {
    description: `Encrypts the log files of the CloudTrail trail ${NAME}`,
    alias: `cloudtrail/${NAME}`,
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'Encrypt',
    principals: [CLOUDTRAIL],
    actions: ['kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: {
      StringEquals: fromThisTrail,
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${Aws.PARTITION}:cloudtrail:*:${Aws.ACCOUNT_ID}:trail/*` },
    },
  }));
  for (const [sid, action] of [['Decrypt', 'kms:Decrypt'], ['Describe', 'kms:DescribeKey']]) {
    key.addToResourcePolicy(new iam.PolicyStatement({
      sid, principals: [CLOUDTRAIL], actions: [action], resources: ['*'], conditions: { StringEquals: fromThisTrail },
    }));
  }
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'LogGroups',
    principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*` } },
  }));

  const hardened: s3.BucketProps = {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { id: 'Expire', expiration: Duration.days(365), noncurrentVersionExpiration: Duration.days(365) },
      { id: 'CleanUp', abortIncompleteMultipartUploadAfter: Duration.days(7), expiredObjectDeleteMarker: true },
    ],
  };
  const accessLogs = new s3.Bucket(scope, 'AccessLogs', { ...hardened, bucketName: nameOf('access'), encryption: s3.BucketEncryption.S3_MANAGED });
  const bucket = new s3.Bucket(scope, 'Bucket', {
    ...hardened,
    bucketName: nameOf('logs'),
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
  });
  // Written out, for the two names that the bucket may have; the L2 admits one.
  (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: accessLogs.bucketName };
  accessLogs.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AccessLogs',
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [accessLogs.arnForObjects('*')],
    conditions: {
      ArnLike: { 'aws:SourceArn': [bucket.bucketArn, `arn:${Aws.PARTITION}:s3:::${nameOf('locked')}`] },
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
    },
  }));
  for (const each of [accessLogs, bucket]) (each.node.defaultChild as s3.CfnBucket).bucketNamespace = 'account-regional';
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AclCheck', principals: [CLOUDTRAIL], actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions: { StringEquals: fromThisTrail },
  }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'Write',
    principals: [CLOUDTRAIL],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
    conditions: { StringEquals: { ...fromThisTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }));
  for (const each of [accessLogs, bucket]) {
    each.policy!.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  const trail = new CfnTrail(scope, 'Resource', {
    trailName: NAME,
    isLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    isOrganizationTrail: false,
    enableLogFileValidation: true,
    s3BucketName: bucket.bucketName,
    kmsKeyId: key.keyArn,
  });
  trail.node.addDependency(bucket.policy!, key);
}
