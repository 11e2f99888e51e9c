import { adding, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, changed, TRAIL_ARN, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailTopicPolicySourceArn';
const PUBLISH = 'TopicPolicy.PolicyDocument.Statement.0';
const publish = (more: object) => Object.fromEntries(Object.entries(more).map(([name, value]) => [`${PUBLISH}.${name}`, value]));
const CLOSED = ['non-compliant TopicPolicy PolicyDocument [Publish]'];
const ANYBODY = ['non-compliant TopicPolicy PolicyDocument.Statement.2 [AnyPrincipal]'];
const toAll = (more: object) => adding('TopicPolicy', { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*', ...more });

test('the documented policy is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['every action of SNS', publish({ Action: 'SNS:*' })],
  ['every topic', publish({ Resource: '*' })],
  ['the account as the source', publish({ Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } })],
  ['all trails of the account', publish({ Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } } })],
  ['the trail by reference', publish({ Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Trail', 'Arn'] } } } })],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['another action', publish({ Action: 'sns:Subscribe' }), CLOSED],
  ['another service', publish({ Principal: { Service: 's3.amazonaws.com' } }), CLOSED],
  ['another trail', publish({ Condition: { StringEquals: { 'aws:SourceArn': `${TRAIL_ARN}2` } } }), CLOSED],
  ['another topic', publish({ Resource: `arn:aws:sns:eu-west-1:${ACCOUNT}:other` }), CLOSED],
  ['a denial', publish({ Effect: 'Deny' }), CLOSED],
  ['no limit', publish({ Condition: undefined }), ['non-compliant TopicPolicy PolicyDocument.Statement.0 [AnyTrail]']],
  ['the trails of all accounts', publish({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' } } }),
    ['non-compliant TopicPolicy PolicyDocument.Statement.0 [AnyTrail]']],
])('%s is not', (_, change, expected) => {
  expect(verdicts(rule, changed(change))).toEqual(expected);
});

test('a topic without a policy lets CloudTrail do nothing', () => {
  expect(verdicts(rule, changed(without('TopicPolicy')))).toEqual(['non-compliant Topic [Publish]']);
});

test.each<[string, object]>([
  ['anybody', {}],
  ['anybody in AWS', { Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
  ['everybody but one', { Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }],
])('%s is not', (_, more) => {
  expect(verdicts(rule, changed(toAll(more)))).toEqual(ANYBODY);
});

test.each<[string, object]>([
  ['the own account', { Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } } }],
  ['one bucket', { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::uploads' } } }],
])('a statement for everybody by way of %s is compliant', (_, more) => {
  expect(verdicts(rule, changed(toAll(more)))).toEqual([]);
});

test.each<[string, unknown]>([
  ['a source that is a parameter', { ArnLike: { 'aws:SourceArn': GIVEN } }],
  ['a source under one outcome of a condition',
    either({ StringEquals: { 'aws:SourceArn': TRAIL_ARN } }, { StringEquals: { 'aws:SourceArn': 'arn:x' } })],
])('%s cannot be told', (_, Condition) => {
  expect(verdicts(rule, withUnknowns(publish({ Condition })))).toEqual([
    'cannot-tell TopicPolicy PolicyDocument.Statement.0 [AnyTrail]', 'cannot-tell TopicPolicy PolicyDocument [Publish]',
  ]);
});

test('a topic of another app cannot be told', () => {
  const topic = { 'Trail.SnsTopicName': 'arn:aws:sns:eu-west-1:999999999999:news' };
  expect(verdicts(rule, changed(topic, without('Topic', 'TopicPolicy')))).toEqual(['cannot-tell Trail SnsTopicName']);
});

test('a trail without a topic has nothing to judge', () => {
  expect(verdicts(rule, changed({ 'Trail.SnsTopicName': undefined }, without('TopicPolicy')))).toEqual([]);
});

test('a topic for the trail of another app is judged by its limits', () => {
  expect(verdicts(rule, changed(without('Trail')))).toEqual([]);
  expect(verdicts(rule, changed(without('Trail'), publish({ Condition: undefined })))).toEqual([
    'non-compliant TopicPolicy PolicyDocument.Statement.0 [AnyTrail]',
  ]);
});
