import { App, CfnParameter, CfnResource, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type Construct } from 'constructs';
import { Deployment } from './concrete';

const probe = (scope: Construct, properties: Record<string, unknown>, id = 'Probe') => new CfnResource(scope, id, { type: 'Test::Probe', properties });
const probed = (app: App, target = {}) => Deployment.of(app, target).resource('Test::Probe').properties;

test('pseudo parameters and functions get their values', () => {
  const stack = new Stack(new App(), 'S');
  probe(stack, {
    Join: Fn.join(':', ['a', stack.partition, stack.account]),
    Sub: Fn.sub('${AWS::Region}/${Own}/${!Literal}', { Own: Fn.ref('AWS::URLSuffix') }),
    Pick: Fn.select(1, Fn.split('-', stack.region)),
    Absent: { Ref: 'AWS::NoValue' },
    List: [1, true, { Ref: 'AWS::NoValue' }, { Nested: { Ref: 'AWS::StackName' } }],
  });

  expect(probed(stack.node.root as App, { region: 'cn-north-1', partition: 'aws-cn' })).toEqual({
    Join: 'a:aws-cn:111122223333',
    Sub: 'cn-north-1/amazonaws.com.cn/${Literal}',
    Pick: 'north',
    List: [1, true, { Nested: 'S' }],
  });
});

test('the environment of a stack wins over the default one', () => {
  const stack = new Stack(new App(), 'S', { env: { account: '444455556666', region: 'us-gov-west-1' } });
  probe(stack, { Where: `${stack.partition}:${stack.region}:${stack.account}` });

  expect(probed(stack.node.root as App).Where).toBe('aws-us-gov:us-gov-west-1:444455556666');
});

test('references to resources become readable names and ARNs', () => {
  const stack = new Stack(new App(), 'S');
  const bucket = new s3.CfnBucket(stack, 'Bucket');
  const named = new s3.CfnBucket(stack, 'Named', { bucketName: Fn.join('-', ['logs', stack.region]) });
  const key = new kms.CfnKey(stack, 'Key');
  const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
  const topic = new sns.CfnTopic(stack, 'Topic');
  probe(stack, {
    Bucket: bucket.attrArn,
    Named: named.attrArn,
    Name: named.ref,
    Key: key.attrArn,
    KeyId: key.ref,
    Role: role.attrArn,
    Topic: topic.ref,
    TopicName: topic.attrTopicName,
    Sub: Fn.sub('${Key.Arn} ${Bucket}'),
  });

  expect(probed(stack.node.root as App)).toEqual({
    Bucket: 'arn:aws:s3:::bucket-111122223333-eu-west-1',
    Named: 'arn:aws:s3:::logs-eu-west-1',
    Name: 'logs-eu-west-1',
    Key: 'arn:aws:kms:eu-west-1:111122223333:key/Key',
    KeyId: 'Key',
    Role: 'arn:aws:iam::111122223333:role/Role',
    Topic: 'arn:aws:sns:eu-west-1:111122223333:Topic',
    TopicName: 'Topic',
    Sub: 'arn:aws:kms:eu-west-1:111122223333:key/Key bucket-111122223333-eu-west-1',
  });
});

test('values travel between stacks, stages and nested stacks', () => {
  const app = new App();
  const stage = new Stage(app, 'Stage');
  const producer = new Stack(stage, 'Producer');
  const consumer = new Stack(stage, 'Consumer');
  const inner = new NestedStack(consumer, 'Inner');
  const bucket = new s3.CfnBucket(producer, 'Bucket', { bucketName: 'logs' });
  const key = new kms.CfnKey(inner, 'Key');
  const local = new s3.CfnBucket(consumer, 'Local', { bucketName: 'local' });
  probe(consumer, { Imported: bucket.attrArn, FromNested: key.attrArn }, 'Outer');
  probe(inner, { Passed: local.attrArn, Both: bucket.ref }, 'Nested');

  expect(Deployment.of(app).resources('Test::Probe').map(({ properties }) => properties)).toEqual([
    { Imported: 'arn:aws:s3:::logs', FromNested: 'arn:aws:kms:eu-west-1:111122223333:key/Key' },
    { Passed: 'arn:aws:s3:::local', Both: 'logs' },
  ]);
});

test('a parameter has its default', () => {
  const stack = new Stack(new App(), 'S');
  probe(stack, { Value: new CfnParameter(stack, 'P', { default: 'x' }).valueAsString });
  expect(probed(stack.node.root as App).Value).toBe('x');
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['function', () => ({ 'Fn::Base64': 'x' }), 'unknown intrinsic function: Fn::Base64'],
  ['resource', () => ({ Ref: 'Nobody' }), 'unknown reference: Nobody'],
  ['attribute', (stack) => new s3.CfnBucket(stack, 'B').attrDomainName, 'unknown attribute: AWS::S3::Bucket.DomainName'],
  ['parameter', (stack) => new CfnParameter(stack, 'P').valueAsString, 'parameter without value: P'],
  ['export', () => Fn.importValue('elsewhere'), 'unknown export: elsewhere'],
  ['list', () => ({ 'Fn::Join': [',', { Ref: 'AWS::Region' }] }), 'Fn::Join of "eu-west-1"'],
])('an unknown %s is an error', (_, value, message) => {
  const stack = new Stack(new App(), 'S');
  probe(stack, { Value: value(stack) });
  expect(() => probed(stack.node.root as App)).toThrow(message);
});

test('a resource has to be the only one of its type', () => {
  expect(() => Deployment.of(new Stack(new App(), 'S')).resource('Test::Probe')).toThrow('expected one Test::Probe, found 0');
});

test('weak references have the values of the outputs', () => {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  const [producer, consumer] = ['Producer', 'Consumer'].map((id) => new Stack(app, id));
  probe(consumer, { Name: new sns.Topic(producer, 'Topic', { topicName: 'alerts' }).topicName });

  expect(probed(app)).toEqual({ Name: 'alerts' });
});

test('an output that there is not is refused', () => {
  const stack = new Stack(new App(), 'S');
  probe(stack, { Name: { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Out' } } });

  expect(() => probed(stack.node.root as App)).toThrow('unknown output: Out of Other');
});
