import { App, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

/** A template that is small, or no larger than AWS takes many times over, and that must not be expensive to judge. */
export interface Adversary {
  readonly name: string;
  readonly template: string;
}

type Json = Record<string, any>;
/** Changes a template, given the resources of a trail by their types; the log bucket and its policy come first. */
type Change = (of: (type: string) => Json, template: Json) => void;

const POLICY_SIZES = [2_000, 10_000];
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const nested = (levels: number, wrap: (inner: unknown) => unknown, start: unknown = 'x') => times(levels, () => wrap).reduce((inner, each) => each(inner), start);
const inTrail = (value: unknown): Change => (of) => {
  of('AWS::CloudTrail::Trail').S3KeyPrefix = value;
};
const role = (index: number) => ({ AWS: `arn:aws:iam::111122223333:role/r${index}` });
const allow = (index: number, more: object = {}) => {
  return { Effect: 'Allow', Principal: role(index), Action: 's3:PutObject', Resource: `arn:aws:s3:::*/p${index}/*`, ...more };
};
const deny = (index: number) => ({
  ...allow(index, { Action: ['s3:Delete*', 's3:PutObject'], Condition: { StringNotEquals: { 'aws:PrincipalAccount': `${index}` } } }), Effect: 'Deny',
});
const inPolicy = (type: string, statements: readonly object[], property = 'PolicyDocument'): Change => (of) => {
  of(type)[property].Statement.push(...statements);
};
const inBucketPolicy = (...statements: readonly object[]) => inPolicy('AWS::S3::BucketPolicy', statements);

const OF_TEXTS: Record<string, Change> = {
  'Fn::Sub that doubles, 60 levels': inTrail(nested(60, (A) => ({ 'Fn::Sub': ['${A}${A}', { A }] }))),
  'Fn::Select of Fn::Split, 100 levels': inTrail(nested(100, (inner) => ({ 'Fn::Select': [0, { 'Fn::Split': [',', inner] }] }))),
  'Fn::ToJsonString, 60 levels': inTrail(nested(60, (a) => ({ 'Fn::ToJsonString': { a } }), '"\\"')),
  'exports that double, 60 of them': (of, template) => {
    of('AWS::CloudTrail::Trail').S3KeyPrefix = { 'Fn::ImportValue': 'E59' };
    template.Outputs = Object.fromEntries(times(60, (index) => [`O${index}`, {
      Value: index === 0 ? 'x' : { 'Fn::Join': ['', times(2, () => ({ 'Fn::ImportValue': `E${index - 1}` }))] }, Export: { Name: `E${index}` },
    }]));
  },
  'mappings that double, 60 of them': (of, template) => {
    of('AWS::CloudTrail::Trail').S3KeyPrefix = { 'Fn::FindInMap': ['M', 'A', 'L59'] };
    const level = (index: number) => index === 0 ? 'x' : { 'Fn::Sub': ['${A}${A}', { A: { 'Fn::FindInMap': ['M', 'A', `L${index - 1}`] } }] };
    template.Mappings = { M: { A: Object.fromEntries(times(60, (index) => [`L${index}`, level(index)])) } };
  },
  '40,000 beginnings of dynamic references': inTrail('{{resolve:'.repeat(40_000)),
  '50,000 beginnings of variables in Fn::Sub': inTrail({ 'Fn::Sub': '${'.repeat(50_000) }),
  '50,000 beginnings of variables in a policy': inBucketPolicy(allow(0, { Resource: '${'.repeat(50_000) })),
  '20 undecided conditions': (of, template) => {
    const names = times(20, (index) => `C${index}`);
    template.Parameters = Object.fromEntries(names.map((name) => [`P${name}`, { Type: 'String' }]));
    template.Conditions = Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: `P${name}` }, 'yes'] }]));
    names.forEach((name, index) => of('AWS::S3::BucketPolicy').PolicyDocument.Statement.push({ 'Fn::If': [name, allow(index), { Ref: 'AWS::NoValue' }] }));
    of('AWS::CloudTrail::Trail').S3KeyPrefix = { 'Fn::Join': ['', names.map((name) => ({ 'Fn::If': [name, 'a', 'b'] }))] };
  },
  'a metric filter with 3,000 parentheses': (_of, template) => {
    const LogGroupName = { Ref: Object.keys(template.Resources).find((id) => template.Resources[id].Type === 'AWS::Logs::LogGroup') };
    const MetricTransformations = [{ MetricName: 'm', MetricNamespace: 'n', MetricValue: '1' }];
    const FilterPattern = `{ ${'('.repeat(3_000)}$.a = 1${')'.repeat(3_000)} }`;
    template.Resources.Filter = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName, FilterPattern, MetricTransformations } };
    template.Resources.Alarm = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Namespace: 'n', MetricName: 'm', Statistic: 'Sum', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', AlarmActions: ['x'] },
    };
  },
};

/** Many of one thing. S3 takes policies of 20 KB, KMS of 32 KB, and CloudTrail 500 values in selectors. */
const OF_NUMBERS: Record<string, (count: number) => Change> = {
  'statements that allow in a bucket policy': (count) => inBucketPolicy(...times(count, allow)),
  'statements that deny and as many that allow': (count) => inBucketPolicy(...times(count, allow), ...times(count, deny)),
  'statements for CloudTrail in a bucket policy': (count) => inBucketPolicy(...times(count, (index) => allow(index, { Principal: CLOUDTRAIL }))),
  'statements for CloudTrail that are denied': (count) => inBucketPolicy(
    ...times(count, (index) => allow(index, { Principal: CLOUDTRAIL })),
    ...times(count, (index) => ({ ...deny(index), Principal: CLOUDTRAIL, Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } })),
  ),
  'statements for CloudTrail in a key policy': (count) => inPolicy('AWS::KMS::Key', times(count, (index) => {
    return { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'kms:GenerateDataKey*', Resource: '*', Condition: { StringEquals: { 'aws:SourceArn': `x${index}` } } };
  }), 'KeyPolicy'),
  'statements in a topic policy': (count) => inPolicy('AWS::SNS::TopicPolicy', times(count, (index) => allow(index, { Action: 'sns:Publish' }))),
  'statements in the policy of the role': (count) => inPolicy('AWS::IAM::ManagedPolicy', times(count, (index) => {
    return { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: `arn:aws:logs:*:*:log-group:x${index}:*` };
  })),
  'grants of a role, half of them denials': (count) => (_of, template) => {
    const Statement = times(count, (index) => ({ Effect: index % 2 ? 'Allow' : 'Deny', Action: 'cloudtrail:*', Resource: `arn:aws:cloudtrail:*:*:trail/t${index}` }));
    template.Resources.Grant = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement } } };
  },
  'principals in a statement': (count) => inBucketPolicy(allow(0, { Principal: { AWS: times(count, (index) => role(index).AWS) } })),
  'principals that are left out': (count) => inBucketPolicy(allow(0, { Principal: undefined, NotPrincipal: { AWS: times(count, (index) => role(index).AWS) } })),
  'actions in a statement': (count) => inBucketPolicy(allow(0, { Action: times(count, (index) => `s3:Put*${index}*`) })),
  'resources in a statement': (count) => inBucketPolicy(allow(0, { Resource: times(count, (index) => `arn:aws:s3:::*/${index}*/*x`) })),
  'resources in a statement and in a denial of it': (count) => inBucketPolicy(...[allow, deny].map((make) => {
    return { ...make(0), Principal: CLOUDTRAIL, Condition: undefined, Resource: times(count, (index) => `arn:aws:s3:::*/${index}*/*x`) };
  })),
  'condition values in a statement': (count) => inBucketPolicy(
    allow(0, { Principal: CLOUDTRAIL, Condition: { StringLike: { 'aws:SourceArn': times(count, (index) => `arn:aws:cloudtrail:*:*:trail/*${index}*`) } } }),
  ),
  'conditions in a statement': (count) => inBucketPolicy(
    allow(0, { Principal: CLOUDTRAIL, Condition: { StringLike: Object.fromEntries(times(count, (index) => [`aws:RequestTag/${index}`, 'x'])) } }),
  ),
  'advanced selectors': (count) => (of) => {
    of('AWS::CloudTrail::Trail').AdvancedEventSelectors = times(count, (index) => ({
      FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, { Field: 'eventSource', NotEquals: [`s${index}.amazonaws.com`] }],
    }));
  },
  'values in an advanced selector': (count) => (of) => {
    of('AWS::CloudTrail::Trail').AdvancedEventSelectors = [{
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Management'] }, { Field: 'eventSource', NotEquals: times(count, (index) => `s${index}.amazonaws.com`) },
      ],
    }];
  },
  'data resources in a basic selector': (count) => (of) => {
    const Values = times(count, (index) => `arn:aws:s3:::b${index}/`);
    of('AWS::CloudTrail::Trail').EventSelectors = [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [{ Type: 'AWS::S3::Object', Values }] }];
  },
  'lifecycle rules': (count) => (of) => {
    of('AWS::S3::Bucket').LifecycleConfiguration.Rules.push(...times(count, (index) => ({ Status: 'Enabled', Prefix: `p${index}/`, ExpirationInDays: 1 })));
  },
};

/** Every input that once took minutes, and others of its kind. */
export function adversaries(): Adversary[] {
  return [
    ...Object.entries(OF_TEXTS).map(([name, change]) => ({ name, template: changed(change) })),
    ...Object.entries(OF_NUMBERS).flatMap(([name, of]) => POLICY_SIZES.map((count) => ({ name: `${count.toLocaleString('en')} ${name}`, template: changed(of(count)) }))),
  ];
}

function changed(change: Change): string {
  const stack = new Stack(new App(), 'Audit');
  new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {}, notifications: { topic: new Topic(stack, 'Topic') } });
  const template = (stack.node.root as App).synth().stacks[0].template as Json;
  // Of buckets and their policies the one for log files, not the one for access logs.
  const ids = Object.keys(template.Resources).filter((id) => !id.includes('AccessLogs'));
  change((type) => template.Resources[ids.find((id) => template.Resources[id].Type === type) as string].Properties as Json, template);
  return JSON.stringify(template);
}
