import * as fc from 'fast-check';
import { type TemplateSource } from '../../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { judge } from '../../../../src/nag/engine/judge';
import { RULES } from '../../../../src/nag/rules';
import { runs } from '../../../helpers/runs';

/* eslint-disable @typescript-eslint/no-explicit-any */
const STRANGER = { AWS: 'arn:aws:iam::999988887777:root' };
const EVERYTHING = { Statement: [{ Effect: 'Allow', Principal: STRANGER, Action: '*', Resource: '*' }] };

/** How a template can write the name of something in another one. */
const FORMS: Record<string, (name: string) => unknown> = {
  literal: (name) => name,
  sub: (name) => ({ 'Fn::Sub': `${name}` }),
  join: (name) => ({ 'Fn::Join': ['-', name.split('-')] }),
  account: () => ({ 'Fn::Join': ['', ['audit-', { Ref: 'AWS::AccountId' }]] }),
  accountBySub: () => ({ 'Fn::Sub': 'audit-${AWS::AccountId}' }),
  map: () => ({ 'Fn::FindInMap': ['Names', 'All', 'Name'] }),
  condition: (name) => ({ 'Fn::If': ['Yes', name, 'other'] }),
  parameter: () => ({ Ref: 'Name' }),
  stored: () => '{{resolve:ssm:/audit/name}}',
  import: () => ({ 'Fn::ImportValue': 'audit-name' }),
  output: () => ({ 'Fn::GetStackOutput': { StackName: 'AuditStack', OutputName: 'Name' } }),
};

/** What another template can do to the bucket, topic, role or log group of a trail. */
const DEEDS: Record<string, (name: unknown) => object> = {
  bucketPolicy: (Bucket) => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket, PolicyDocument: EVERYTHING } }),
  topicPolicy: (Topic) => ({ Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [Topic], PolicyDocument: EVERYTHING } }),
  topicInlinePolicy: (TopicArn) => ({ Type: 'AWS::SNS::TopicInlinePolicy', Properties: { TopicArn, PolicyDocument: EVERYTHING } }),
  rolePolicy: (Role) => ({ Type: 'AWS::IAM::Policy', Properties: { Roles: [Role], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'logs:DeleteLogGroup', Resource: '*' }] } } }),
  ownRolePolicy: (RoleName) => ({ Type: 'AWS::IAM::RolePolicy', Properties: { RoleName, PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'logs:DeleteLogGroup', Resource: '*' }] } } }),
  metricFilter: (LogGroupName) => ({ Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName, FilterPattern: 'x', MetricTransformations: [] } }),
  bucket: (BucketName) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName } }),
  topic: (TopicName) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } }),
  logGroup: (LogGroupName) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName } }),
  role: (RoleName) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName, AssumeRolePolicyDocument: EVERYTHING } }),
  grant: (name) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: [name, 'CLOUDTRAIL:StopLogging'], Resource: '*' }] } } }),
  grantByParts: () => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: { 'Fn::Join': ['', ['cloudtr', 'ail:StopLogging']] }, Resource: '*' }] } } }),
};

const SECTIONS = {
  Parameters: { Name: { Type: 'String', AllowedValues: ['audit-name'] } },
  Mappings: { Names: { All: { Name: 'audit-name' } } },
  Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] } },
};

function source(stackPath: string, template: object, more: Partial<TemplateSource> = {}): TemplateSource {
  return { stackPath, stackName: `${stackPath}Stack`, templatePath: `${stackPath}.json`, text: JSON.stringify(template, undefined, 1), account: '111122223333', region: 'eu-west-1', ...more };
}

function audit(form: string): TemplateSource {
  const name = FORMS[form]('audit-name');
  const own = (property: string, type: string, more: object = {}) => ({ Type: type, Properties: { [property]: name, ...more } });
  return source('Audit', {
    ...SECTIONS,
    Outputs: { Name: { Value: name, Export: { Name: 'audit-name' } } },
    Resources: {
      Bucket: own('BucketName', 'AWS::S3::Bucket'),
      Topic: own('TopicName', 'AWS::SNS::Topic'),
      LogGroup: own('LogGroupName', 'AWS::Logs::LogGroup'),
      Role: own('RoleName', 'AWS::IAM::Role', { AssumeRolePolicyDocument: EVERYTHING }),
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          S3BucketName: { Ref: 'Bucket' },
          SnsTopicName: { 'Fn::GetAtt': ['Topic', 'TopicName'] },
          CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['LogGroup', 'Arn'] },
          CloudWatchLogsRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
      },
    },
  });
}

const BYSTANDER = source('Bystander', { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });

function findings(sources: TemplateSource[], everything: boolean): any {
  const set = everything ? new TemplateSet(sources, (templates) => templates) : new TemplateSet(sources);
  return judge(set, RULES, { requiredRetentionDays: 365 });
}

test('what is searched for by its text finds all that reading everything finds', () => {
  const keys = (record: object) => fc.constantFrom(...Object.keys(record));
  const there = keys(FORMS).filter((form) => form !== 'import' && form !== 'output');
  fc.assert(fc.property(there, fc.array(fc.tuple(keys(DEEDS), keys(FORMS)), { minLength: 1, maxLength: 3 }), fc.boolean(), (form, deeds, inArn) => {
    const others = deeds.map(([deed, how], index) => {
      const name = FORMS[how](inArn && how === 'literal' && deed.startsWith('topic') ? 'arn:aws:sns:eu-west-1:111122223333:audit-name' : 'audit-name');
      return source(`Other${index}`, { ...SECTIONS, Resources: { Deed: DEEDS[deed](name) } });
    });
    const sources = [BYSTANDER, ...others, audit(form)];
    expect(findings(sources, false)).toEqual(findings(sources, true));
  }), runs(400));
});

test('a template that nothing leads to is not parsed', () => {
  const set = new TemplateSet([BYSTANDER, audit('literal')]);
  expect(set.templates.map(({ stackPath }) => stackPath)).toEqual(['Audit']);
});
