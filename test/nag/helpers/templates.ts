import { FINDING_IDS } from '../../../scripts/docs/finding-ids';
import { type TemplateSource } from '../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { type Finding, judge, type JudgeOptions } from '../../../src/nag/engine/judge';
import { type RuleName, RULES } from '../../../src/nag/rules';
import { ACCOUNT, REGION } from '../../fixtures/accounts';

/* eslint-disable @typescript-eslint/no-explicit-any */
/** A CloudFormation template that a test may change. */
export interface TestTemplate {
  Parameters?: Record<string, any>;
  Conditions?: Record<string, any>;
  Mappings?: Record<string, any>;
  Outputs?: Record<string, any>;
  Resources: Record<string, any>;
}
/* eslint-enable @typescript-eslint/no-explicit-any */

export { ACCOUNT, REGION };
export const TRAIL_ARN = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/audit`;

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const onlyTrail = { StringEquals: { 'aws:SourceArn': TRAIL_ARN } };
const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/** A trail with which nothing is wrong, and all that hangs on it. Every call gives a fresh copy. */
export function rightTemplate(): TestTemplate {
  return JSON.parse(JSON.stringify({
    Resources: {
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        DependsOn: ['BucketPolicy', 'LogsPolicy', 'TopicPolicy'],
        Properties: {
          TrailName: 'audit',
          IsLogging: true,
          IsMultiRegionTrail: true,
          IncludeGlobalServiceEvents: true,
          EnableLogFileValidation: true,
          S3BucketName: { Ref: 'Bucket' },
          KMSKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
          CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['LogGroup', 'Arn'] },
          CloudWatchLogsRoleArn: { 'Fn::GetAtt': ['LogsRole', 'Arn'] },
          SnsTopicName: { Ref: 'Topic' },
          EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }],
          InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }],
        },
      },
      Bucket: {
        Type: 'AWS::S3::Bucket',
        ...retained,
        Properties: {
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          VersioningConfiguration: { Status: 'Enabled' },
          ObjectLockEnabled: true,
          ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } } },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } },
            }],
          },
          LoggingConfiguration: { DestinationBucketName: { Ref: 'AccessLogs' }, LogFilePrefix: 'trail/' },
          LifecycleConfiguration: {
            Rules: [{
              Id: 'Expire',
              Status: 'Enabled',
              ExpirationInDays: 400,
              NoncurrentVersionExpiration: { NoncurrentDays: 400 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            }],
          },
        },
      },
      BucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              denyInsecure('Bucket'),
              { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:GetBucketAcl', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, Condition: onlyTrail },
              {
                Effect: 'Allow',
                Principal: CLOUDTRAIL,
                Action: 's3:PutObject',
                Resource: { 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/${ACCOUNT}/*` },
                Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': TRAIL_ARN } },
              },
            ],
          },
        },
      },
      AccessLogs: {
        Type: 'AWS::S3::Bucket',
        ...retained,
        Properties: {
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        },
      },
      AccessLogsPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'AccessLogs' },
          PolicyDocument: {
            Statement: [denyInsecure('AccessLogs'), {
              Effect: 'Allow',
              Principal: { Service: 'logging.s3.amazonaws.com' },
              Action: 's3:PutObject',
              Resource: { 'Fn::Sub': '${AccessLogs.Arn}/trail/*' },
              Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': ['Bucket', 'Arn'] } }, StringEquals: { 'aws:SourceAccount': ACCOUNT } },
            }],
          },
        },
      },
      Key: {
        Type: 'AWS::KMS::Key',
        ...retained,
        Properties: {
          EnableKeyRotation: true,
          PendingWindowInDays: 30,
          KeyPolicy: {
            Statement: [
              { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' },
              {
                Effect: 'Allow',
                Principal: CLOUDTRAIL,
                Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
                Resource: '*',
                // Without an encryption context: the same key encrypts the topic, and SNS sends another one.
                Condition: onlyTrail,
              },
              { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'kms:DescribeKey', Resource: '*', Condition: onlyTrail },
              {
                Effect: 'Allow',
                Principal: { Service: `logs.${REGION}.amazonaws.com` },
                Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
                Resource: '*',
                Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${REGION}:${ACCOUNT}:*` } },
              },
              { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' },
            ],
          },
        },
      },
      LogGroup: {
        Type: 'AWS::Logs::LogGroup',
        ...retained,
        Properties: { RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
      LogsRole: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sts:AssumeRole' }] } },
      },
      LogsPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'Write',
          Roles: [{ Ref: 'LogsRole' }],
          PolicyDocument: {
            Statement: [{
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: { 'Fn::Sub': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:\${LogGroup}:log-stream:${ACCOUNT}_CloudTrail_${REGION}*` },
            }],
          },
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Key' } } },
      TopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Topic' }],
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sns:Publish', Resource: { Ref: 'Topic' }, Condition: onlyTrail },
              { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
            ],
          },
        },
      },
    },
  })) as TestTemplate;
}

function denyInsecure(bucket: string): unknown {
  return {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:*',
    Resource: [{ 'Fn::GetAtt': [bucket, 'Arn'] }, { 'Fn::Sub': `\${${bucket}.Arn}/*` }],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** The right template, changed. Paths are dotted: `Trail.IsLogging` is a property; `undefined` removes it; a function gets the whole template. */
export function changed(...changes: Array<Record<string, unknown> | ((template: TestTemplate) => void)>): TestTemplate {
  const template = rightTemplate();
  for (const change of changes) {
    if (typeof change === 'function') change(template);
    else for (const [path, value] of Object.entries(change)) setProperty(template, path, value);
  }
  return template;
}

/** Sets a property by `LogicalId.Path.To.It`. */
export function setProperty(template: TestTemplate, path: string, value: unknown): void {
  const [logicalId, ...keys] = path.split('.');
  const last = keys.pop() as string;
  let object = template.Resources[logicalId].Properties;
  for (const key of keys) object = object[key] ??= {};
  if (value === undefined) delete object[last];
  else object[last] = value;
}

/** A stack of the template's home account and Region, unless told otherwise. */
export function stack(template: unknown, more: Partial<TemplateSource> = {}): TemplateSource {
  const { stackPath = 'Stack' } = more;
  const text = typeof template === 'string' ? template : JSON.stringify(template, null, 1);
  return { stackPath, templatePath: `${stackPath.replace(/\//g, '-')}.template.json`, text, account: ACCOUNT, region: REGION, ...more };
}

/** A stack of which only the deployment knows account and Region. */
export function agnosticStack(template: unknown, more: Partial<TemplateSource> = {}): TemplateSource {
  return stack(template, { account: undefined, region: undefined, ...more });
}

/** What one rule finds, by its name. Templates are plain objects (one stack each, `Stack`, `Stack2`, …) or sources. */
export function findings(
  ruleName: string,
  templates: TestTemplate | Array<TestTemplate | TemplateSource>,
  options: Partial<JudgeOptions> = {},
): Finding[] {
  const rule = RULES[ruleName as RuleName];
  const sources = [templates].flat().map((template, index) => {
    return 'stackPath' in template ? template : stack(template, { stackPath: index === 0 ? 'Stack' : `Stack${index + 1}` });
  });
  const set = new TemplateSet(sources);
  const found = judge(set, { [ruleName]: rule }, { requiredRetentionDays: 365, ...options });
  if (set.failures.length > 0) throw new Error(`What ${ruleName} says is not all: ${set.failures.map(({ why }) => why).join(', ')}`);
  // Users acknowledge findings by their ids: docs/versioning.md lists them.
  const listed = FINDING_IDS[ruleName as RuleName] ?? [];
  const unlisted = found.flatMap(({ findingId }) => findingId === undefined || listed.includes(findingId) ? [] : findingId);
  if (unlisted.length > 0) throw new Error(`The ids of these findings of ${ruleName} are not listed: ${unlisted.join(', ')}`);
  return found;
}

/** The findings as short texts: `non-compliant Bucket VersioningConfiguration.Status`, `cannot-tell Trail IsLogging`; none when compliant. */
export function verdicts(ruleName: string, templates: Parameters<typeof findings>[1], options: Partial<JudgeOptions> = {}): string[] {
  return findings(ruleName, templates, options).map(({ answer, logicalId, property, findingId }) => {
    return [answer, logicalId, property, findingId && `[${findingId}]`].filter(Boolean).join(' ');
  });
}
