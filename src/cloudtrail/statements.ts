/**
 * Every policy statement that a trail needs, as IAM writes it. This is the one place where they are made.
 *
 * All permissions of CloudTrail carry the exact ARN of the trail in `aws:SourceArn`, so that no other trail,
 * of whatever account, can use the bucket, key or topic by way of the same service principal.
 */
import { CLOUDTRAIL_PRINCIPAL, deliveryPaths, encryptionContextArn, logPath, logRoot, logStreamPatterns, trailArn, type TrailIdentity } from './names';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: { readonly [kind: string]: string };
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | string[] } };
}

const CLOUDTRAIL = { Service: CLOUDTRAIL_PRINCIPAL };
const ANYONE = { AWS: '*' };

/**
 * What CloudTrail does in a bucket: look at its ACL, and write under the paths of the trail.
 *
 * Nothing here denies unencrypted uploads or uploads with another key: CloudTrail tests the bucket without
 * encryption headers when a trail is created, so such a statement stops the trail from being created.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function bucketDelivery(trail: TrailIdentity, bucketArn: string, prefix?: string): Statement[] {
  const writes = deliveryPaths(trail, prefix).map((path, index): Statement => ({
    Sid: index === 0 ? 'AWSCloudTrailWrite' : 'AWSCloudTrailOrganizationWrite',
    Effect: 'Allow',
    Principal: CLOUDTRAIL,
    Action: 's3:PutObject',
    Resource: `${bucketArn}/${path}`,
    Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trailArn(trail) } },
  }));
  return [
    {
      Sid: 'AWSCloudTrailAclCheck',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail) } },
    },
    ...writes,
  ];
}

/**
 * Requests without TLS, or with a version before 1.2, are refused whoever makes them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function bucketTransport(bucketArn: string): Statement[] {
  const everything = { Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`] };
  return [
    denyInsecureTransport(everything),
    { Sid: 'DenyOutdatedTls', Effect: 'Deny', Principal: ANYONE, ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
}

/**
 * S3 may write the server access logs of one bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogDelivery(source: { bucketArn: string; account: string }, targetArn: string, prefix = ''): Statement {
  return {
    Sid: 'S3ServerAccessLogsPolicy',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${targetArn}/${prefix}*`,
    Condition: { ArnLike: { 'aws:SourceArn': source.bucketArn }, StringEquals: { 'aws:SourceAccount': source.account } },
  };
}

/**
 * What CloudTrail does with the key: encrypt the log files of this trail, and look at the key and the bucket key
 * when the trail is created or changed.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function keyForTrail(trail: TrailIdentity): Statement[] {
  const onlyThisTrail = { 'aws:SourceArn': trailArn(trail) };
  return [
    {
      Sid: 'AllowCloudTrailEncrypt',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: { StringEquals: onlyThisTrail, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': encryptionContextArn(trail) } },
    },
    {
      // A bucket with an S3 Bucket Key is accepted for a trail only if CloudTrail may decrypt.
      Sid: 'AllowCloudTrailDecrypt',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: onlyThisTrail },
    },
    {
      Sid: 'AllowCloudTrailDescribeKey',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 'kms:DescribeKey',
      Resource: '*',
      Condition: { StringEquals: onlyThisTrail },
    },
  ];
}

/**
 * CloudWatch Logs may use the key for one log group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function keyForLogGroup(logGroup: { arn: string; region: string; urlSuffix: string }): Statement {
  return {
    Sid: 'AllowCloudWatchLogs',
    Effect: 'Allow',
    Principal: { Service: `logs.${logGroup.region}.${logGroup.urlSuffix}` },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroup.arn } },
  };
}

/**
 * What the role that CloudTrail assumes may do: create this trail's log streams, and write to them.
 *
 * The trust policy of that role takes no `aws:SourceArn` or `aws:SourceAccount`: CloudTrail sends neither when it
 * assumes the role, and delivery stops.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function logStreamWrite(trail: TrailIdentity, logGroupArn: string): Statement {
  return {
    Sid: 'WriteTrailLogStreams',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: logStreamPatterns(trail).map((pattern) => `${logGroupArn}:log-stream:${pattern}`),
  };
}

/**
 * CloudTrail may announce the log files of this trail on a topic.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export function topicDelivery(trail: TrailIdentity, topicArn: string): Statement {
  return {
    Sid: 'AWSCloudTrailSNSPolicy',
    Effect: 'Allow',
    Principal: CLOUDTRAIL,
    Action: 'sns:Publish',
    Resource: topicArn,
    Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail) } },
  };
}

/**
 * Requests to publish without TLS are refused whoever makes them.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
 */
export function topicTransport(topicArn: string): Statement {
  return denyInsecureTransport({ Action: 'sns:Publish', Resource: topicArn });
}

function denyInsecureTransport(requests: Pick<Statement, 'Action' | 'Resource'>): Statement {
  return { Sid: 'DenyInsecureTransport', Effect: 'Deny', Principal: ANYONE, ...requests, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
}

/**
 * CloudTrail may use the key of an encrypted topic.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export function keyForTopic(trail: TrailIdentity): Statement {
  return {
    Sid: 'AllowCloudTrailPublishEncrypted',
    Effect: 'Allow',
    Principal: CLOUDTRAIL,
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail) } },
  };
}

/**
 * Every account of the organization may read the log files about itself, and no others.
 */
export function memberRead(organizationId: string, bucketArn: string, prefix?: string): Statement[] {
  const own = logPath(`${organizationId}/\${aws:PrincipalAccount}`, prefix);
  const members = { 'aws:PrincipalOrgID': organizationId };
  return [
    {
      Sid: 'AllowMembersReadOwnLogFiles',
      Effect: 'Allow',
      Principal: ANYONE,
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: `${bucketArn}/${own}`,
      Condition: { StringEquals: members },
    },
    {
      Sid: 'AllowMembersListOwnLogFiles',
      Effect: 'Allow',
      Principal: ANYONE,
      Action: 's3:ListBucket',
      Resource: bucketArn,
      Condition: { StringEquals: members, StringLike: { 's3:prefix': own } },
    },
  ];
}

/**
 * Every account of the organization may decrypt log files of the trail, by way of S3 in the Region of the bucket alone.
 *
 * What stands behind the Region differs from partition to partition, and no page says what KMS sends in each of them.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function keyForMembers(trail: TrailIdentity, organizationId: string, bucketRegion: string): Statement {
  return {
    Sid: 'AllowMembersDecryptLogFiles',
    Effect: 'Allow',
    Principal: ANYONE,
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': organizationId },
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': encryptionContextArn(trail), 'kms:ViaService': `s3.${bucketRegion}.*` },
    },
  };
}

/** Reading the log files of a trail: the objects, their versions, and what a reader needs to find them. */
export const READ_OBJECT_ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'];
export const READ_BUCKET_ACTIONS = ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'];

/** The objects that readers of a trail may read. */
export function readableObjects(bucketArn: string, prefix?: string): string {
  return `${bucketArn}/${logRoot(prefix)}*`;
}
