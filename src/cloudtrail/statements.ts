/**
 * Every policy statement that a trail needs, as it appears in IAM policies. All of them are created here.
 *
 * All permissions of CloudTrail require the exact ARN of the trail in `aws:SourceArn`, so that no other trail, in any account,
 * can use the bucket, key or topic through the same service principal.
 */
import { CLOUDTRAIL_PRINCIPAL, deliveryPaths, encryptionContextArn, logPath, logRoot, logStreamPatterns, memberTrailArns, type MemberTrails, SOURCE_ACCOUNT, trailArn, type TrailIdentity } from './names';

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
 * CloudTrail can check the ACL of the bucket, and write to the paths of the trail.
 *
 * No statement denies unencrypted uploads or uploads with another key: CloudTrail tests the bucket without encryption headers
 * when a trail is created, so such a statement would stop the trail from being created.
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
 * Every trail of this name, in any account of the organization, can write to the path of its own account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 */
export function memberTrailDelivery(trails: MemberTrails, bucketArn: string, prefix?: string): Statement[] {
  const source = memberTrailCondition(trails);
  return [
    { Sid: 'AWSCloudTrailMembersAclCheck', Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:GetBucketAcl', Resource: bucketArn, Condition: source },
    {
      Sid: 'AWSCloudTrailMembersWrite',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 's3:PutObject',
      Resource: `${bucketArn}/${logPath(SOURCE_ACCOUNT, prefix)}`,
      Condition: { ...source, StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...source.StringEquals } },
    },
  ];
}

/** Both keys are needed: the organization alone would admit every trail of its accounts. */
function memberTrailCondition(trails: MemberTrails) {
  return { StringEquals: { 'aws:SourceOrgID': trails.organizationId }, ArnLike: { 'aws:SourceArn': memberTrailArns(trails) } };
}

/**
 * Requests without TLS, or with TLS below 1.2, are denied for all principals.
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
 * S3 can write the server access logs of these buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogDelivery(source: { bucketArns: string[]; account: string }, targetArn: string, prefix = ''): Statement {
  return {
    Sid: 'S3ServerAccessLogsPolicy',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${targetArn}/${prefix}*`,
    Condition: { ArnLike: { 'aws:SourceArn': source.bucketArns }, StringEquals: { 'aws:SourceAccount': source.account } },
  };
}

/**
 * CloudTrail can encrypt the log files of this trail with the key, and check the key and the S3 Bucket Key when the trail is
 * created or changed.
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
      // CloudTrail accepts a bucket with an S3 Bucket Key only if it can decrypt with the key.
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
 * CloudTrail can encrypt the log files of every trail of this name in any account of the organization.
 */
export function keyForMemberTrails(trails: MemberTrails): Statement[] {
  const source = memberTrailCondition(trails);
  const context = encryptionContextArn({ partition: trails.partition, account: SOURCE_ACCOUNT });
  const use = (sid: string, action: string, condition: Statement['Condition']): Statement => (
    { Sid: sid, Effect: 'Allow', Principal: CLOUDTRAIL, Action: action, Resource: '*', Condition: condition }
  );
  return [
    use('AllowCloudTrailMembersEncrypt', 'kms:GenerateDataKey*', { ...source, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': context } }),
    use('AllowCloudTrailMembersDecrypt', 'kms:Decrypt', source),
    use('AllowCloudTrailMembersDescribeKey', 'kms:DescribeKey', source),
  ];
}

/**
 * CloudTrail can use the key of a bucket that encrypts with another key than the trail does: it tests the bucket without encryption
 * headers, and so with this key. AWS does not document the encryption context of that test.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function keyForBucketTest(trail: TrailIdentity): Statement[] {
  return [{
    Sid: 'AllowCloudTrailTestBucket',
    Effect: 'Allow',
    Principal: CLOUDTRAIL,
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': trailArn(trail) } },
  }];
}

/**
 * CloudWatch Logs can use the key for these log groups. Who reads their events still needs permission to do so: the service decrypts
 * nothing for others, and log files in S3 have another encryption context.
 *
 * @param shared whether other trails can use the key, which need the same statement
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function keyForLogGroups(logGroups: { arnPattern: string; region: string; urlSuffix: string }, shared: boolean): Statement {
  return {
    Sid: shared ? 'AllowCloudWatchLogsForTrails' : 'AllowCloudWatchLogs',
    Effect: 'Allow',
    Principal: { Service: `logs.${logGroups.region}.${logGroups.urlSuffix}` },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups.arnPattern } },
  };
}

/**
 * The role that CloudTrail assumes can create the log streams of this trail, and write to them.
 *
 * The trust policy of that role must not require `aws:SourceArn` or `aws:SourceAccount`: CloudTrail sends neither when it assumes
 * the role, so delivery would stop.
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
 * CloudTrail can publish notifications about the log files of this trail to the topic.
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
 * Requests to publish without TLS are denied for all principals.
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
 * CloudTrail can use the key of an encrypted topic.
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
 * Every account of the organization can read its own log files, and no others.
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
 * Every account of the organization can decrypt log files of the trail, through S3 in the Region of the bucket only.
 *
 * The DNS suffix after the Region depends on the partition, and AWS does not document the value that KMS uses in each of them.
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

/** Actions for reading log files: objects and their versions, and listing them. */
export const READ_OBJECT_ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'];
export const READ_BUCKET_ACTIONS = ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'];

/** The objects that readers of a trail can read. */
export function readableObjects(bucketArn: string, prefix?: string): string {
  return `${bucketArn}/${logRoot(prefix)}*`;
}
