import { Aws, CfnDeletionPolicy, type CfnResource, Fn } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

const NAME = 'Stack-Trail';
const TRAIL_ARN = `arn:${Aws.PARTITION}:cloudtrail:${Aws.REGION}:${Aws.ACCOUNT_ID}:trail/${NAME}`;
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const FROM_THIS_TRAIL = { 'aws:SourceArn': TRAIL_ARN };

/** The resources of a default trail with L1s alone: as little work as the CDK can be given. */
export function l1Equivalent(scope: Construct): void {
  const key = retained(new CfnKey(scope, 'Key', {
    description: `Encrypts the log files of the CloudTrail trail ${NAME}`,
    enableKeyRotation: true,
    pendingWindowInDays: 30,
    keyPolicy: policy(
      { Effect: 'Allow', Principal: { AWS: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root` }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'Encrypt',
        Effect: 'Allow',
        Principal: CLOUDTRAIL,
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
        Condition: {
          StringEquals: FROM_THIS_TRAIL,
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${Aws.PARTITION}:cloudtrail:*:${Aws.ACCOUNT_ID}:trail/*` },
        },
      },
      { Sid: 'Decrypt', Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: FROM_THIS_TRAIL } },
      { Sid: 'Describe', Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'kms:DescribeKey', Resource: '*', Condition: { StringEquals: FROM_THIS_TRAIL } },
      {
        Sid: 'LogGroups',
        Effect: 'Allow',
        Principal: { Service: `logs.${Aws.REGION}.amazonaws.com` },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*` } },
      },
    ),
  }));
  new CfnAlias(scope, 'Alias', { aliasName: `alias/${NAME}`, targetKeyId: key.attrArn });

  const accessLogs = retained(new CfnBucket(scope, 'AccessLogs', {
    ...hardened('access'),
    bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
  }));
  const bucket = retained(new CfnBucket(scope, 'Bucket', {
    ...hardened('logs'),
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{ bucketKeyEnabled: true, serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.attrArn } }],
    },
    loggingConfiguration: { destinationBucketName: accessLogs.ref },
  }));
  retained(new CfnBucketPolicy(scope, 'AccessLogsPolicy', {
    bucket: accessLogs.ref,
    policyDocument: policy(...overTls(accessLogs), {
      Sid: 'AccessLogs',
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: Fn.join('', [accessLogs.attrArn, '/*']),
      Condition: { ArnLike: { 'aws:SourceArn': [bucket.attrArn, `arn:${Aws.PARTITION}:s3:::${nameOf('locked')}`] }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  }));
  const bucketPolicy = retained(new CfnBucketPolicy(scope, 'BucketPolicy', {
    bucket: bucket.ref,
    policyDocument: policy(...overTls(bucket), {
      Sid: 'AclCheck', Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:GetBucketAcl', Resource: bucket.attrArn, Condition: { StringEquals: FROM_THIS_TRAIL },
    }, {
      Sid: 'Write',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 's3:PutObject',
      Resource: Fn.join('', [bucket.attrArn, '/AWSLogs/', Aws.ACCOUNT_ID, '/*']),
      Condition: { StringEquals: { ...FROM_THIS_TRAIL, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  }));

  new CfnTrail(scope, 'Resource', {
    trailName: NAME,
    isLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    isOrganizationTrail: false,
    enableLogFileValidation: true,
    s3BucketName: bucket.ref,
    kmsKeyId: key.attrArn,
  }).addResourceDependency(bucketPolicy);
}

const nameOf = (purpose: string) => `trail-${purpose}-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`;

function hardened(purpose: string) {
  return {
    bucketName: nameOf(purpose),
    bucketNamespace: 'account-regional',
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    versioningConfiguration: { status: 'Enabled' },
    lifecycleConfiguration: {
      rules: [
        { id: 'Expire', status: 'Enabled', expirationInDays: 365, noncurrentVersionExpiration: { noncurrentDays: 365 } },
        { id: 'CleanUp', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 7 }, expiredObjectDeleteMarker: true },
      ],
    },
  };
}

function overTls(bucket: CfnBucket): object[] {
  const everything = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: [bucket.attrArn, Fn.join('', [bucket.attrArn, '/*'])] };
  return [
    { Sid: 'Tls', ...everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Sid: 'TlsVersion', ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
}

function policy(...statements: object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

function retained<T extends CfnResource>(resource: T): T {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return resource;
}
