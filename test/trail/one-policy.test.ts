import { type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { newStack, newTrail } from '../helpers/trails';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const reader = new iam.AccountPrincipal('444455556666');
const byReader = JSON.stringify(':iam::444455556666:root');

/** The statements of the only policy of a kind that is about what begins with an id. */
function statements(stack: Stack, type: 'AWS::S3::BucketPolicy' | 'AWS::SNS::TopicPolicy', id: string): any[] {
  const policies = Object.values<any>(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties)
    .filter(({ Bucket, Topics }) => (Bucket ?? Topics[0]).Ref?.startsWith(id));
  expect(policies).toHaveLength(1);
  return policies[0].PolicyDocument.Statement;
}
const trails = (all: any[], action: string) => all.filter(({ Action, Principal }) => Action === action && Principal.Service === 'cloudtrail.amazonaws.com').length;
const names = (all: any[]) => JSON.stringify(all).includes(byReader.slice(1, -1));

const policyDocument = { Statement: [{ Effect: 'Allow', Principal: { AWS: '555566667777' }, Action: 's3:GetObject', Resource: '*' }] };

/** Buckets, with who has written their policy before the trail comes. */
const BUCKETS: Record<string, (stack: Stack) => s3.IBucketRef> = {
  'an L1': (stack) => new s3.CfnBucket(stack, 'Logs'),
  'an L1 with a policy': (stack) => {
    const bucket = new s3.CfnBucket(stack, 'Logs');
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: bucket.ref, policyDocument });
    return bucket;
  },
  'an L2 that wraps an L1': (stack) => s3.Bucket.fromCfnBucket(new s3.CfnBucket(stack, 'Logs')),
  'an L2 that wraps an L1 with a policy': (stack) => {
    const bucket = new s3.CfnBucket(stack, 'Logs');
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: bucket.ref, policyDocument });
    return s3.Bucket.fromCfnBucket(bucket);
  },
  'an L2': (stack) => new s3.Bucket(stack, 'Logs', { enforceSSL: true }),
  'an L2 with a BucketPolicy beside': (stack) => {
    const bucket = new s3.Bucket(stack, 'Logs');
    new s3.BucketPolicy(stack, 'Policy', { bucket }).document.addStatements(iam.PolicyStatement.fromJson(policyDocument.Statement[0]));
    return bucket;
  },
  'an L2 with a CfnBucketPolicy beside': (stack) => {
    const bucket = new s3.Bucket(stack, 'Logs');
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: bucket.bucketName, policyDocument });
    return bucket;
  },
  'the L1 of an L2': (stack) => new s3.Bucket(stack, 'Logs', { enforceSSL: true }).node.defaultChild as s3.CfnBucket,
};

describe.each(Object.entries(BUCKETS))('the bucket is %s', (_, bucketIn) => {
  test('and has one policy, for two trails and whoever reads by the public members', () => {
    const stack = newStack({ env: ENV });
    const first = newTrail({ bucket: bucketIn(stack) }, stack);
    newTrail({ bucket: first.bucket, encryptionKey: first.encryptionKey }, stack, 'Second');
    first.bucket.grantRead(reader);
    first.bucket.addToResourcePolicy(new iam.PolicyStatement({ sid: 'Own', actions: ['s3:GetObject'], resources: [first.bucket.arnForObjects('*')], principals: [reader] }));

    const all = statements(stack, 'AWS::S3::BucketPolicy', 'Logs');
    expect(trails(all, 's3:PutObject')).toBe(2);
    expect(names(all)).toBe(true);
    expect(all.map(({ Sid }) => Sid)).toContain('Own');
    const sids = all.map(({ Sid }) => Sid).filter(Boolean);
    expect(new Set(sids).size).toBe(sids.length);
  });

  test('for access logs, and has one policy for two trails', () => {
    const stack = newStack({ env: ENV });
    const first = newTrail({ accessLogs: { bucket: bucketIn(stack) } }, stack);
    newTrail({ accessLogs: { bucket: first.accessLogBucket! } }, stack, 'Second');

    const all = statements(stack, 'AWS::S3::BucketPolicy', 'Logs');
    const sids = all.filter(({ Principal }) => Principal.Service === 'logging.s3.amazonaws.com').map(({ Sid }) => Sid);
    expect(sids).toHaveLength(2);
    expect(new Set(sids).size).toBe(2);
  });
});

const TOPICS: Record<string, (stack: Stack) => sns.ITopicRef> = {
  'an L1': (stack) => new sns.CfnTopic(stack, 'Notices'),
  'an L1 with a policy': (stack) => {
    const topic = new sns.CfnTopic(stack, 'Notices');
    new sns.CfnTopicPolicy(stack, 'Policy', { topics: [topic.ref], policyDocument: { Statement: [] } });
    return topic;
  },
  'an L2': (stack) => new sns.Topic(stack, 'Notices', { enforceSSL: true }),
  'an L2 with a TopicPolicy beside': (stack) => {
    const topic = new sns.Topic(stack, 'Notices');
    new sns.TopicPolicy(stack, 'Policy', { topics: [topic] });
    return topic;
  },
  'an L2 with a CfnTopicPolicy beside': (stack) => {
    const topic = new sns.Topic(stack, 'Notices');
    new sns.CfnTopicPolicy(stack, 'Policy', { topics: [topic.topicArn], policyDocument: { Statement: [] } });
    return topic;
  },
};

test.each(Object.entries(TOPICS))('the topic is %s, and has one policy for two trails and whoever subscribes', (_, topicIn) => {
  const stack = newStack({ env: ENV });
  const first = newTrail({ notifications: { topic: topicIn(stack) } }, stack);
  newTrail({ notifications: { topic: first.topic } }, stack, 'Second');
  first.topic!.grantSubscribe(reader);

  const all = statements(stack, 'AWS::SNS::TopicPolicy', 'Notices');
  expect(trails(all, 'sns:Publish')).toBe(2);
  expect(names(all)).toBe(true);
});
