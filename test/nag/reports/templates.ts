import { type TestTemplate } from '../helpers/templates';

/* Kinds of templates that people publish, in words of our own: what they get right and what they forget is what such templates get right and forget. */
/* eslint-disable @typescript-eslint/no-explicit-any */

const SERVICE = { Service: 'cloudtrail.amazonaws.com' };
const att = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const sub = (text: string) => ({ 'Fn::Sub': text });
const policy = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const aclCheck = (id: string, Condition?: unknown) => ({ Sid: 'AclCheck', Effect: 'Allow', Principal: SERVICE, Action: 's3:GetBucketAcl', Resource: att(id), Condition });
const write = (id: string, path: string, Condition?: unknown, Principal: unknown = SERVICE) => ({
  Sid: 'Write',
  Effect: 'Allow',
  Principal,
  Action: 's3:PutObject',
  Resource: sub(`\${${id}.Arn}/${path}`),
  Condition: { ...Condition as object, StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...(Condition as any)?.StringEquals } },
});
const tlsOnly = (id: string) => ({
  Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [att(id), sub(`\${${id}.Arn}/*`)], Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
const blocked = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const encrypted = (key?: unknown) => ({ ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: key ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } : { SSEAlgorithm: 'AES256' } }] });
const bucket = (Properties: object = {}, more: object = {}) => ({ Type: 'AWS::S3::Bucket', ...more, Properties });
const bucketPolicy = (id: string, ...statements: unknown[]) => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: id }, PolicyDocument: policy(...statements) } });
const trail = (Properties: object, DependsOn?: unknown) => ({ Type: 'AWS::CloudTrail::Trail', DependsOn, Properties });
const root = { Effect: 'Allow', Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' };
const complete = { IsLogging: true, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true };
const bySourceArn = { StringEquals: { 'aws:SourceArn': sub('arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/audit') } };

export const TEMPLATES: { readonly [name: string]: TestTemplate } = {
  'a first tutorial': {
    Resources: {
      Logs: bucket(),
      LogsPolicy: bucketPolicy('Logs', aclCheck('Logs'), write('Logs', 'AWSLogs/${AWS::AccountId}/*')),
      Trail: trail({ IsLogging: true, S3BucketName: { Ref: 'Logs' } }, 'LogsPolicy'),
    },
  },
  'a tutorial of 2014, with the accounts of CloudTrail and a topic': {
    Resources: {
      Logs: bucket({}, { DeletionPolicy: 'Retain' }),
      LogsPolicy: bucketPolicy('Logs',
        { ...aclCheck('Logs'), Principal: { AWS: ['arn:aws:iam::086441151436:root', 'arn:aws:iam::113285607260:root'] } },
        write('Logs', 'AWSLogs/${AWS::AccountId}/*', undefined, { AWS: ['arn:aws:iam::086441151436:root', 'arn:aws:iam::113285607260:root'] })),
      News: { Type: 'AWS::SNS::Topic', Properties: { Subscription: [{ Endpoint: 'a@example.com', Protocol: 'email' }] } },
      NewsPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [{ Ref: 'News' }], PolicyDocument: policy({ Effect: 'Allow', Principal: SERVICE, Action: 'SNS:Publish', Resource: { Ref: 'News' } }) },
      },
      Trail: trail({ IsLogging: true, S3BucketName: { Ref: 'Logs' }, SnsTopicName: att('News', 'TopicName') }, ['LogsPolicy', 'NewsPolicy']),
    },
  },
  'a baseline for a benchmark, with a key, a log group and one alarm': {
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          EnableKeyRotation: true,
          KeyPolicy: policy(root,
            { Sid: 'Encrypt', Effect: 'Allow', Principal: SERVICE, Action: 'kms:GenerateDataKey*', Resource: '*', Condition: { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': sub('arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*') } } },
            { Sid: 'Describe', Effect: 'Allow', Principal: SERVICE, Action: 'kms:DescribeKey', Resource: '*' }),
        },
      },
      Access: bucket({ AccessControl: 'LogDeliveryWrite' }, kept),
      Logs: bucket({
        PublicAccessBlockConfiguration: blocked,
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: encrypted(att('Key')),
        LoggingConfiguration: { DestinationBucketName: { Ref: 'Access' } },
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 365, Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 90 }] }] },
      }, kept),
      LogsPolicy: bucketPolicy('Logs', tlsOnly('Logs'), aclCheck('Logs', bySourceArn), write('Logs', 'AWSLogs/${AWS::AccountId}/*', bySourceArn)),
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 90 } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: SERVICE, Action: 'sts:AssumeRole' }),
          Policies: [{ PolicyName: 'Write', PolicyDocument: policy({ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: att('Group') }) }],
        },
      },
      RootFilter: {
        Type: 'AWS::Logs::MetricFilter',
        Properties: {
          LogGroupName: { Ref: 'Group' },
          FilterPattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
          MetricTransformations: [{ MetricNamespace: 'Audit', MetricName: 'Root', MetricValue: '1' }],
        },
      },
      RootAlarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'Audit',
          MetricName: 'Root',
          Statistic: 'Sum',
          Period: 300,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          AlarmActions: [{ 'Fn::ImportValue': 'alerts' }],
        },
      },
      Trail: trail({
        ...complete, TrailName: 'audit', S3BucketName: { Ref: 'Logs' }, KMSKeyId: att('Key'), CloudWatchLogsLogGroupArn: att('Group'), CloudWatchLogsRoleArn: att('Role'),
      }, 'LogsPolicy'),
    },
  },
  'an organization trail that delivers to the log archive': {
    Parameters: { ArchiveBucket: { Type: 'String' }, ArchiveKey: { Type: 'String' } },
    Resources: {
      Trail: trail({ ...complete, TrailName: 'organization', IsOrganizationTrail: true, S3BucketName: { Ref: 'ArchiveBucket' }, KMSKeyId: { Ref: 'ArchiveKey' } }),
    },
  },
  'a log archive for an organization': {
    Resources: {
      Logs: bucket({
        PublicAccessBlockConfiguration: blocked,
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: encrypted(),
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 2555, NoncurrentVersionExpiration: { NoncurrentDays: 2555 } }] },
      }, kept),
      LogsPolicy: bucketPolicy('Logs', tlsOnly('Logs'),
        aclCheck('Logs', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }), write('Logs', 'AWSLogs/*', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }),
        { Sid: 'Read', Effect: 'Allow', Principal: '*', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [att('Logs'), sub('${Logs.Arn}/*')], Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    },
  },
  'a quick start that denies what is not encrypted': {
    Resources: {
      Logs: bucket({ PublicAccessBlockConfiguration: blocked, VersioningConfiguration: { Status: 'Enabled' } }, kept),
      LogsPolicy: bucketPolicy('Logs', tlsOnly('Logs'), aclCheck('Logs', bySourceArn), write('Logs', 'AWSLogs/${AWS::AccountId}/*', bySourceArn), {
        Sid: 'Encrypted', Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: sub('${Logs.Arn}/*'), Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      }),
      Trail: trail({ ...complete, TrailName: 'audit', S3BucketName: { Ref: 'Logs' } }, 'LogsPolicy'),
    },
  },
  'a trail whose policy names it': {
    Resources: {
      Logs: bucket({ PublicAccessBlockConfiguration: blocked, BucketEncryption: encrypted() }),
      LogsPolicy: bucketPolicy('Logs', aclCheck('Logs', { StringEquals: { 'aws:SourceArn': att('Trail') } }), write('Logs', 'AWSLogs/${AWS::AccountId}/*', { StringEquals: { 'aws:SourceArn': att('Trail') } })),
      Trail: trail({ ...complete, S3BucketName: { Ref: 'Logs' } }),
    },
  },
  'a second trail for data events': {
    Resources: {
      Logs: bucket({ PublicAccessBlockConfiguration: blocked }, kept),
      LogsPolicy: bucketPolicy('Logs', tlsOnly('Logs'), aclCheck('Logs'), write('Logs', '*')),
      Trail: trail({ ...complete, S3BucketName: { Ref: 'Logs' } }, 'LogsPolicy'),
      DataTrail: trail({
        ...complete,
        S3BucketName: { Ref: 'Logs' },
        S3KeyPrefix: 'data',
        EventSelectors: [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }],
      }, 'LogsPolicy'),
    },
  },
  'a workshop that cleans up after itself, with an administrator': {
    Resources: {
      Logs: bucket({ PublicAccessBlockConfiguration: blocked, LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 7 }] } }, { DeletionPolicy: 'Delete' }),
      LogsPolicy: bucketPolicy('Logs', aclCheck('Logs'), write('Logs', 'AWSLogs/${AWS::AccountId}/*'),
        { Sid: 'Admin', Effect: 'Allow', Principal: { AWS: { Ref: 'AWS::AccountId' } }, Action: 's3:*', Resource: [att('Logs'), sub('${Logs.Arn}/*')] }),
      Admin: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }), ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
      Trail: trail({ IsLogging: true, S3BucketName: { Ref: 'Logs' }, IsMultiRegionTrail: true }, 'LogsPolicy'),
    },
  },
  'copied from a template without its Fn::Sub': {
    Resources: {
      Logs: bucket({ PublicAccessBlockConfiguration: blocked }, kept),
      LogsPolicy: bucketPolicy('Logs', tlsOnly('Logs'), aclCheck('Logs'),
        { Effect: 'Allow', Principal: SERVICE, Action: 's3:PutObject', Resource: 'arn:aws:s3:::${Logs}/AWSLogs/${AWS::AccountId}/*' }),
      Trail: trail({ ...complete, S3BucketName: { Ref: 'Logs' }, KMSKeyId: 'aws/cloudtrail' }, 'LogsPolicy'),
    },
  },
};
