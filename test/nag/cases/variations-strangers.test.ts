import { adding } from '../helpers/changes';
import { ACCOUNT } from '../helpers/templates';
import { BUCKET, type Change, CLOUDTRAIL, declaring, found, OBJECTS, OTHER, OUTSIDER, resource, type Variation } from '../helpers/variations';

/* Statements that are for anybody, for trails of any account or for outsiders, in spellings that are easily overlooked, on every resource of a trail. */

const PLACES: ReadonlyArray<[where: string, logicalId: string, action: string, resource: unknown]> = [
  ['bucket', 'BucketPolicy', 's3:GetObject', OBJECTS], ['key', 'Key', 'kms:Decrypt', '*'], ['topic', 'TopicPolicy', 'sns:Subscribe', { Ref: 'Topic' }],
];
const about = (part: string, ...changes: Change[]) => found(...changes).filter((each) => each.includes(part));

describe.each(PLACES)('a statement on the %s', (_where, logicalId, Action, Resource) => {
  const isForAnybody = (more: object) => about('[AnyPrincipal]', declaring({ Who: { Type: 'String' } }, { Conditions: { C: { 'Fn::Equals': [{ Ref: 'Who' }, 'x'] } } }), adding(logicalId, {
    Effect: 'Allow', Principal: '*', Action, Resource, ...more,
  }));
  const when = (Condition: object) => ({ Condition });

  test.each<[string, object]>([
    ['everybody but one account', { Principal: undefined, NotPrincipal: { AWS: OTHER } }],
    ['an account and everybody', { Principal: { AWS: [ACCOUNT, '*'] } }],
    ['everybody, under both outcomes', { Principal: { AWS: { 'Fn::If': ['C', '*', { 'Fn::Join': ['', ['*']] }] } } }],
    ['any ARN', when({ ArnLike: { 'aws:PrincipalArn': '*' } })],
    ['an account of any twelve characters', when({ StringLike: { 'aws:PrincipalAccount': '????????????' } })],
    ['a type of principal', when({ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } })],
    ['a tag that others may set', when({ StringEquals: { 'aws:PrincipalTag/team': 'audit' } })],
    ['one organization or any', when({ StringLike: { 'aws:PrincipalOrgID': ['o-abcdefghij', 'o-*'] } })],
    ['whoever uses TLS', when({ Bool: { 'aws:SecureTransport': 'true' } })],
    ['whoever says so', when({ StringLike: { 'aws:UserAgent': 'audit-*' } })],
    ['the account that asks, in other letters', when({ StringEqualsIgnoreCase: { 'AWS:principalaccount': '${AWS:PrincipalAccount}' } })],
    ['the part of the organization that asks', when({ 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': '${aws:PrincipalOrgPaths}' } })],
    ['a role, if there is an ARN', when({ ArnEqualsIfExists: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/x` } })],
    ['services that act for whomever', when({ Bool: { 'aws:ViaAWSService': 'true' } })],
    ['no condition at all', when({})],
  ])('for %s is for anybody', (_, more) => {
    expect(isForAnybody(more)).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['an organization and a client', when({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' }, StringLike: { 'aws:UserAgent': '*' } })],
    ['roles of the account in another partition', when({ ArnLike: { 'aws:PrincipalArn': `arn:aws-cn:iam::${ACCOUNT}:*` } })],
    ['the account, by two keys', when({ StringLike: { 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalArn': '*' } })],
    ['nobody, by Fn::If', { Principal: { AWS: { 'Fn::If': ['C', ACCOUNT, `arn:aws:iam::${ACCOUNT}:role/x`] } } }],
  ])('for %s is not', (_, more) => {
    expect(isForAnybody(more)).toEqual([]);
  });
});

test.each<Variation>([
  ['by way of S3', [adding('Key', { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } })],
    ['non-compliant KeyPolicyLeastPrivilege[AnyPrincipal] Key']],
  ['by way of S3, from the account', [adding('Key', {
    Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': ACCOUNT } },
  })], []],
])('the key may be used %s', (_, changes, expected) => {
  expect(found(...changes)).toEqual(expected);
});

describe('a star that is no wildcard', () => {
  const STREAMS = 'arn:aws:logs:eu-west-1:111122223333:log-group:${LogGroup}:log-stream:${!*}';
  const allowed = (logicalId: string, Action: string) => adding(logicalId, { Effect: 'Allow', Principal: OUTSIDER, Action, Resource: '*' });
  const denied = (logicalId: string, Action: string, Resource: string) => adding(logicalId, { Effect: 'Deny', Principal: '*', Action, Resource });

  test.each<Variation>([
    ['lets no events in', [{ 'LogsPolicy.PolicyDocument.Statement.0.Resource': { 'Fn::Sub': STREAMS } }], ['non-compliant LogsRoleLeastPrivilege[Delivery] LogsPolicy']],
    ['admits no trail', [{ 'BucketPolicy.PolicyDocument.Statement.2.Condition': { StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/${*}' } } }],
      ['non-compliant BucketPolicyAllowsDelivery[AccountWrite] BucketPolicy']],
    ['denies nothing on the topic', [allowed('TopicPolicy', 'sns:SetTopicAttributes'), denied('TopicPolicy', 'sns:*', 'arn:aws:sns:${*}')], ['non-compliant TopicPolicySourceArn[Outsiders] TopicPolicy']],
    ['denies nothing on the key', [allowed('Key', 'kms:PutKeyPolicy'), denied('Key', 'kms:*', 'arn:aws:kms:${?}*')], ['non-compliant KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['is one in the older version, with braces around it', [{
      'BucketPolicy.PolicyDocument.Version': '2008-10-17', 'BucketPolicy.PolicyDocument.Statement.0.Resource': [BUCKET, { 'Fn::Sub': '${Bucket.Arn}/${!*}' }],
    }], ['non-compliant BucketSSLRequestsOnly BucketPolicy']],
  ])('%s', (_, changes, expected) => {
    expect(found(...changes)).toEqual(expected);
  });
});

describe('of two policies for one resource one is in force', () => {
  const second = (Type: string, properties: object, ...Statement: object[]) => resource('Second', Type, { ...properties, PolicyDocument: { Statement } });
  const TOPIC = { Ref: 'Topic' };

  test.each<[string, string, Change[], string[]]>([
    ['a topic whose second policy admits nobody', 'TopicPolicySourceArn', [second('AWS::SNS::TopicPolicy', { Topics: [TOPIC] }, { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sns:Subscribe', Resource: '*' })],
      ['cannot-tell TopicPolicySourceArn[Publish] Second', 'non-compliant TopicPolicySourceArn[SecondPolicy] Second']],
    ['a topic whose second policy admits all trails', 'TopicPolicySourceArn', [second('AWS::SNS::TopicInlinePolicy', { TopicArn: TOPIC }, { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sns:Publish', Resource: '*' })],
      ['cannot-tell TopicPolicySourceArn[AnyTrail] Second', 'non-compliant TopicPolicySourceArn[SecondPolicy] Second']],
    ['a bucket whose policies exclude each other', 'SecondPolicy', [declaring({ Env: { Type: 'String' } }, {
      Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] }, Other: { 'Fn::Not': [{ Condition: 'Prod' }] } },
    }), (t) => {
      t.Resources.Second = { ...t.Resources.BucketPolicy, Condition: 'Other' };
      t.Resources.BucketPolicy.Condition = 'Prod';
      t.Resources.Trail.DependsOn.push('Second');
    }], []],
  ])('%s', (_, part, changes, expected) => {
    expect(about(part, ...changes)).toEqual(expected);
  });
});

describe('what a denial leaves to trails of others', () => {
  const OPEN = ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy'];

  test.each<[string, object, string[]]>([
    ['all but the account and its principals', { Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }, []],
    ['all accounts but this one, for any of their values', { Condition: { 'ForAnyValue:StringNotEquals': { 'aws:SourceAccount': ACCOUNT } } }, []],
    ['a folder that holds those of the account', { Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/1*' } }, []],
    ['another folder', { Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/2*' } }, OPEN],
    ['another action', { Action: 's3:PutObjectAcl' }, OPEN],
    ['people alone', { Principal: { AWS: '*' }, Condition: { StringNotEquals: { 'aws:SourceAccount': ACCOUNT }, Bool: { 'aws:PrincipalIsAWSService': 'false' } } }, OPEN],
    ['what is sent without TLS', { Condition: { StringNotEquals: { 'aws:SourceAccount': ACCOUNT }, Bool: { 'aws:SecureTransport': 'false' } } }, OPEN],
  ])('%s', (_, more, expected) => {
    const denial = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: OBJECTS, Condition: { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } }, ...more };
    expect(about('[AnyTrail]', { 'BucketPolicy.PolicyDocument.Statement.2.Condition': undefined }, adding('BucketPolicy', denial))).toEqual(expected);
  });
});

test.each<[string, string, object, boolean]>([
  ['a role beside the account, on the key', 'Key', { Principal: { AWS: [ACCOUNT, `arn:aws:iam::${OTHER}:role/x`] }, Action: ['kms:Decrypt', 'KMS:Put*'] }, true],
  ['all but subscribing, on the topic', 'TopicPolicy', { NotAction: 'sns:Subscribe' }, true],
  ['a session, on the topic', 'TopicPolicy', { Principal: { AWS: `arn:aws:sts::${OTHER}:assumed-role/x/y` }, Action: 'sns:Publish' }, true],
  ['everybody of a role that is outside, on the key', 'Key', { Principal: '*', Action: 'kms:*', Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/x` } } }, true],
  ['reading, on the key', 'Key', { Action: ['kms:Decrypt', 'kms:Describe*', 'kms:List*'] }, false],
  ['the account after all, on the topic', 'TopicPolicy', { Action: 'sns:*', Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }, false],
])('outsiders may do too much by %s: %j', (_, logicalId, more, expected) => {
  expect(about('[Outsiders]', adding(logicalId, { Effect: 'Allow', Principal: OUTSIDER, Resource: '*', ...more })).length > 0).toBe(expected);
});

test.each<[string, unknown, boolean]>([
  ['configurations of all kinds', 's3:Put*Configuration', true], ['the rest of a word', 's3:?utBucketPolicy', true], ['any action with an ACL', '*Acl', true],
  ['tags of the bucket', ['s3:Get*', 's3:TagResource'], true], ['copies of it', 's3:Replicate*', true], ['lists', 's3:List*', false], ['reading', ['s3:Get*'], false],
])('who may call %s changes log files or the bucket: %j, %j', (_, Action, expected) => {
  expect(about('[Changes]', adding('BucketPolicy', { Effect: 'Allow', Principal: OUTSIDER, Action, Resource: [BUCKET, OBJECTS] })).length > 0).toBe(expected);
});
