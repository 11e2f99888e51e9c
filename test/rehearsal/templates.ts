/** Small templates by hand, for tests of the rehearsal itself. */
import { type Assembly, type Environment, HOME, type ResourceDefinition, type Template } from './assembly';

export type Resources = Record<string, ResourceDefinition>;

interface StackOptions extends Partial<Template> {
  readonly name?: string;
  readonly dependencies?: string[];
  readonly environment?: Partial<Environment>;
}

/** One stack. */
export function stack(Resources: Resources, rest: StackOptions = {}): Assembly[number] {
  const { name = 'Audit', dependencies = [], environment, ...template } = rest;
  return { name, environment: { ...HOME, ...environment }, template: { Resources, ...template }, dependencies, nested: {} };
}

export const allow = (principal: unknown, action: string | string[], resource: unknown = '*', condition?: unknown) => ({
  Effect: 'Allow', Principal: principal, Action: action, Resource: resource, ...(condition ? { Condition: condition } : {}),
});
export const policy = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A trail with all that it can have, named `audit`, right in every way. */
export function trailResources(): Resources {
  const bucketArn = arnOf('Bucket');
  return {
    Key: {
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'Retain',
      Properties: {
        KeyPolicy: policy(
          allow({ AWS: 'arn:aws:iam::111122223333:root' }, 'kms:*'),
          allow(CLOUDTRAIL, ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey']),
          allow({ Service: 'logs.eu-west-1.amazonaws.com' }, ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'], '*',
            { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:log-group:*' } }),
        ),
      },
    },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/audit', TargetKeyId: { Ref: 'Key' } } },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { BucketName: 'audit-logs', BucketEncryption: encryption({ Ref: 'Key' }) },
    },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: policy(
          allow(CLOUDTRAIL, 's3:GetBucketAcl', bucketArn),
          allow(CLOUDTRAIL, 's3:PutObject', { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/*' }, { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }),
        ),
      },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'audit-files', KmsMasterKeyId: { Ref: 'Key' } } },
    TopicPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: policy(allow(CLOUDTRAIL, 'sns:Publish', { Ref: 'Topic' })) },
    },
    Group: {
      Type: 'AWS::Logs::LogGroup',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { LogGroupName: '/audit', KmsKeyId: arnOf('Key') },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sts:AssumeRole' }),
        Policies: [{
          PolicyName: 'Write',
          PolicyDocument: policy({ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arnOf('Group') }),
        }],
      },
    },
    Trail: {
      Type: 'AWS::CloudTrail::Trail',
      DependsOn: ['Policy', 'TopicPolicy', 'Alias'],
      Properties: {
        TrailName: 'audit',
        IsLogging: true,
        S3BucketName: { Ref: 'Bucket' },
        KMSKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/audit',
        SnsTopicName: { Ref: 'Topic' },
        CloudWatchLogsLogGroupArn: arnOf('Group'),
        CloudWatchLogsRoleArn: arnOf('Role'),
      },
    },
  };
}

export const encryption = (key: unknown) => ({
  ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }],
});

/** The resources with changes: of properties, of everything else of a resource, or `undefined` for one that is gone. */
export function edited(resources: Resources, changes: Record<string, Partial<ResourceDefinition> | undefined>): Resources {
  const entries = Object.entries({ ...resources, ...changes }).filter(([id]) => !(id in changes) || changes[id] !== undefined);
  return Object.fromEntries(entries.map(([id]) => {
    const properties = Object.entries({ ...resources[id]?.Properties, ...changes[id]?.Properties }).filter(([, value]) => value !== undefined);
    return [id, { ...resources[id], ...changes[id], Properties: Object.fromEntries(properties) } as ResourceDefinition];
  }));
}
