import { either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { changed, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailTopicEncrypted';
const key = (value: unknown) => ({ 'Topic.KmsMasterKeyId': value });
const WRONG = ['non-compliant Topic KmsMasterKeyId'];

test.each([[{ Ref: 'Key' }], [{ 'Fn::GetAtt': ['Key', 'Arn'] }], ['arn:aws:kms:us-east-1:999999999999:key/1'], ['alias/topics'], ['alias/aws/sns']])(
  'KmsMasterKeyId %j is compliant', (value) => {
    expect(verdicts(rule, changed(key(value)))).toEqual([]);
  });

test.each([[undefined], [''], [null], [{ Ref: 'AWS::NoValue' }]])('KmsMasterKeyId %j is not', (value) => {
  expect(verdicts(rule, changed(key(value)))).toEqual(WRONG);
});

test.each<[string, unknown]>([
  ['a key that is a parameter', GIVEN],
  ['a key under one outcome of a condition', either('alias/topics', { Ref: 'AWS::NoValue' })],
])('%s cannot be told', (_, value) => {
  expect(verdicts(rule, withUnknowns(key(value)))).toEqual(['cannot-tell Topic KmsMasterKeyId']);
});

test.each(['topic', 'arn:aws:sns:eu-west-1:111122223333:topic'])('the topic by its name %s is found', (name) => {
  expect(verdicts(rule, changed(key(undefined), { 'Topic.TopicName': 'topic', 'Trail.SnsTopicName': name }))).toEqual(WRONG);
});

test('a topic of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.SnsTopicName': 'elsewhere' }))).toEqual(['cannot-tell Trail SnsTopicName']);
});

test('a topic that has nothing to do with a trail is nobody\'s business', () => {
  const other = (t: TestTemplate) => {
    t.Resources.Other = { Type: 'AWS::SNS::Topic', Properties: {} };
  };
  expect(verdicts(rule, changed(other))).toEqual([]);
});

test('a topic for the trail of another app is judged as well', () => {
  expect(verdicts(rule, changed(key(undefined), without('Trail')))).toEqual(WRONG);
});
