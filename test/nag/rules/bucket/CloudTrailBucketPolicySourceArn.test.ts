import { adding, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, agnosticStack, changed, findings, TRAIL_ARN, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailBucketPolicySourceArn';
const WRITE = 'BucketPolicy.PolicyDocument.Statement.2';
const condition = (value: unknown) => ({ [`${WRITE}.Condition`]: value });
const OPEN = ['non-compliant BucketPolicy PolicyDocument.Statement.2 [AnyTrail]'];
const UNCLEAR = ['cannot-tell BucketPolicy PolicyDocument.Statement.2 [AnyTrail]'];

test('the documented policy is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, unknown]>([
  ['a list of trails of several accounts',
    { StringEquals: { 'aws:SourceArn': [TRAIL_ARN, 'arn:aws:cloudtrail:us-east-1:999999999999:trail/theirs'] } }],
  ['all trails of one account', { ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } }],
  ['SourceAccount', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }],
  ['SourceAccounts, one of them a number', { StringEqualsIgnoreCase: { 'AWS:sourceaccount': [999999999999, ACCOUNT] } }],
  ['the trail by reference', { StringEquals: { 'aws:SourceArn': { 'Fn::GetAtt': 'Trail.Arn' } } }],
  ['pseudo parameters', { StringLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*' } } }],
  ['a second condition that says nothing about the source', { ArnEquals: { 'aws:SourceArn': TRAIL_ARN }, Bool: { 'aws:SecureTransport': true } }],
])('a limit by %s is compliant', (_, value) => {
  expect(verdicts(rule, changed(condition(value)))).toEqual([]);
});

test.each<[string, unknown]>([
  ['no condition', undefined],
  ['a condition on the ACL alone', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }],
  ['a pattern of everything', { StringLike: { 'aws:SourceArn': '*' } }],
  ['a pattern of trails of all accounts', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' } }],
  ['one such pattern beside a trail', { ArnLike: { 'aws:SourceArn': [TRAIL_ARN, 'arn:aws:cloudtrail:*:*:trail/*'] } }],
  ['a pattern of accounts', { StringLike: { 'aws:SourceAccount': '1111*' } }],
  ['what holds without a source too', { StringEqualsIfExists: { 'aws:SourceArn': TRAIL_ARN } }],
  ['a set operator that holds for none', { 'ForAllValues:StringEquals': { 'aws:SourceArn': TRAIL_ARN } }],
  ['every trail but one', { StringNotEquals: { 'aws:SourceArn': TRAIL_ARN } }],
  ['an ARN that is no trail', { StringEquals: { 'aws:SourceArn': `arn:aws:iam::${ACCOUNT}:root` } }],
])('%s is not', (_, value) => {
  expect(verdicts(rule, changed(condition(value)))).toEqual(OPEN);
});

test('a statement among others is found, whatever else it is for', () => {
  const statement = { Effect: 'Allow', Principal: { Service: ['config.amazonaws.com', 'cloudtrail.amazonaws.com'] }, Action: 's3:*', Resource: '*' };
  expect(verdicts(rule, changed(adding('BucketPolicy', statement)))).toEqual(['non-compliant BucketPolicy PolicyDocument.Statement.3 [AnyTrail]']);
});

test.each<[string, unknown]>([
  ['other services', { Effect: 'Allow', Principal: { Service: 'config.amazonaws.com' }, Action: 's3:PutObject', Resource: '*' }],
  ['roles', { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: '*' }],
  ['everybody, which is for another rule', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
  ['all but some', { Effect: 'Allow', NotPrincipal: { Service: 'config.amazonaws.com' }, Action: 's3:GetObject', Resource: '*' }],
  ['CloudTrail, as a denial', { Effect: 'Deny', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:GetObject', Resource: '*' }],
])('a statement for %s needs no source', (_, statement) => {
  expect(verdicts(rule, changed(adding('BucketPolicy', statement)))).toEqual([]);
});

describe('a denial', () => {
  const deny = (more: object) => adding('BucketPolicy', {
    Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceArn': TRAIL_ARN } }, ...more,
  });

  test.each<[string, object]>([
    ['of every other source', {}],
    ['of every other source, for services',
      { Condition: { StringNotEqualsIfExists: { 'aws:SourceAccount': ACCOUNT }, Bool: { 'aws:PrincipalIsAWSService': 'true' } } }],
  ])('%s is a limit', (_, more) => {
    expect(verdicts(rule, changed(condition(undefined), deny(more)))).toEqual([]);
  });

  test.each<[string, object]>([
    ['of another action', { Action: 's3:GetObject' }],
    ['at another place', { Resource: 'arn:aws:s3:::elsewhere/*' }],
    ['to somebody else', { Principal: { AWS: ACCOUNT } }],
    ['under one more condition',
      { Condition: { StringNotEquals: { 'aws:SourceArn': TRAIL_ARN, 'aws:SourceVpc': 'vpc-1' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
  ])('%s is none', (_, more) => {
    expect(verdicts(rule, changed(condition(undefined), deny(more)))).toEqual(OPEN);
  });

  test('does not limit what is allowed by exclusion', () => {
    const allow = { [`${WRITE}.Action`]: undefined, [`${WRITE}.NotAction`]: 's3:GetObject' };
    expect(verdicts(rule, changed(condition(undefined), allow, deny({})))).toEqual(OPEN);
  });
});

// A comparison of whole texts knows no wildcards: whatever it is, it is one.
test.each<[string, unknown]>([
  ['a trail that is a parameter', { StringEquals: { 'aws:SourceArn': GIVEN } }],
  ['a SourceAccount that is a parameter', { StringEqualsIgnoreCase: { 'aws:SourceAccount': GIVEN } }],
  ['a trail of another app', { StringEquals: { 'aws:SourceArn': { 'Fn::ImportValue': 'TrailArn' } } }],
])('%s is a limit', (_, value) => {
  expect(verdicts(rule, withUnknowns(condition(value)))).toEqual([]);
});

test.each<[string, unknown]>([
  ['a pattern of trails that is a parameter', { ArnEquals: { 'aws:SourceArn': GIVEN } }],
  ['an account that is a parameter', { StringLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:cloudtrail:*:${Given}:trail/*' } } }],
  ['a pattern of accounts that is a parameter', { StringLike: { 'aws:SourceAccount': GIVEN } }],
  ['a condition that is a parameter', GIVEN],
  ['a limit under one outcome of a condition', either({ StringEquals: { 'aws:SourceArn': TRAIL_ARN } }, { Ref: 'AWS::NoValue' })],
  ['trails of another app', { StringLike: { 'aws:SourceArn': { 'Fn::ImportValue': 'TrailArn' } } }],
])('%s cannot be told', (_, value) => {
  expect(verdicts(rule, withUnknowns(condition(value)))).toEqual(UNCLEAR);
});

test('a principal that may be CloudTrail cannot be told, unless it is limited', () => {
  const principal = { [`${WRITE}.Principal.Service`]: GIVEN };
  expect(verdicts(rule, withUnknowns(principal))).toEqual([]);
  expect(verdicts(rule, withUnknowns(principal, condition(undefined)))).toEqual(UNCLEAR);
});

test('a statement that is a parameter cannot be told', () => {
  expect(findings(rule, withUnknowns(adding('BucketPolicy', GIVEN)))).toMatchObject([{ answer: 'cannot-tell', detail: 'Cannot see the parameter Given' }]);
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, without('Bucket', 'BucketPolicy')))).toEqual([
    'cannot-tell Trail S3BucketName',
  ]);
});

test('in a stack without an environment its own account is one account', () => {
  const own = (account: string) => condition({ StringLike: { 'aws:SourceArn': { 'Fn::Sub': `arn:aws:cloudtrail:*:${account}:trail/*` } } });
  expect(verdicts(rule, [agnosticStack(changed(own('${AWS::AccountId}')))])).toEqual([]);
  expect(verdicts(rule, [agnosticStack(changed(own('*')))])).toEqual(OPEN);
});

test('a bucket without a policy lets nobody in', () => {
  expect(verdicts(rule, changed(without('BucketPolicy')))).toEqual([]);
});

test('a bucket for the trail of another app is judged as well', () => {
  expect(verdicts(rule, changed(without('Trail')))).toEqual([]);
  expect(verdicts(rule, changed(without('Trail'), condition(undefined)))).toEqual(OPEN);
});
