import { adding, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, changed, findings, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailBucketPolicyLeastPrivilege';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const BUCKET = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
const allow = (more: object) => adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:GetObject', Resource: OBJECTS, ...more });
const at = (id: string, answer = 'non-compliant') => `${answer} BucketPolicy PolicyDocument.Statement.3 [${id}]`;
const CHANGES = [at('Changes')];
const ANYBODY = [at('AnyPrincipal')];

test('CloudTrail alone is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, object]>([
  ['a reader', { Action: ['s3:GetObject*', 's3:ListBucket', 's3:GetBucketLocation'], Resource: [BUCKET, OBJECTS] }],
  ['a reading account', { Principal: { AWS: '999999999999' } }],
  ['a service that reads', { Principal: { Service: 'athena.amazonaws.com' } }],
  ['a writer of another bucket', { Action: 's3:PutObject', Resource: 'arn:aws:s3:::elsewhere/*' }],
  ['a change of objects that is allowed on the bucket alone, where it means nothing', { Action: 's3:PutObject', Resource: BUCKET }],
  ['members of the organization who read', { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }],
  ['an organization that is a parameter', { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': { Ref: 'AWS::StackName' } } } }],
  ['a part of the organization', { Principal: '*', Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/r-1/*' } } }],
  ['roles of one account', { Principal: { AWS: '*' }, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/audit-*' } } }],
  ['one role by its ARN', { Principal: { AWS: '*' }, Condition: { ArnLike: { 'aws:PrincipalArn': ROLE } } }],
  ['everything as a denial', { Effect: 'Deny', Principal: '*', Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
])('%s is compliant', (_, more) => {
  expect(verdicts(rule, changed(allow(more)))).toEqual([]);
});

test.each([
  's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 's3:PutObjectRetention', 's3:ReplicateObject', 's3:Put*', 's3:*', '*',
])('somebody else with %s on objects is not', (Action) => {
  expect(verdicts(rule, changed(allow({ Action })))).toEqual(CHANGES);
});

test.each([
  's3:PutBucketPolicy', 's3:DeleteBucket', 's3:DeleteBucketPolicy', 's3:PutLifecycleConfiguration', 's3:PutBucketVersioning', 's3:PutBucketPublicAccessBlock',
  's3:PutEncryptionConfiguration', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketAcl', 's3:putbucket*',
])('somebody else with %s on the bucket is not', (Action) => {
  expect(verdicts(rule, changed(allow({ Action, Resource: BUCKET })))).toEqual(CHANGES);
});

test.each<[string, object]>([
  ['the root of the account', { Principal: { AWS: ACCOUNT }, Action: 's3:DeleteObject' }],
  ['another service', { Principal: { Service: 'config.amazonaws.com' }, Action: 's3:PutObject' }],
  ['CloudTrail together with another service',
    { Principal: { Service: ['cloudtrail.amazonaws.com', 'config.amazonaws.com'] }, Action: 's3:PutObject' }],
  ['everything but reading', { Action: undefined, NotAction: 's3:GetObject' }],
  ['everything but another place', { Action: 's3:PutObject', Resource: undefined, NotResource: 'arn:aws:s3:::elsewhere/*' }],
  ['a writer below the logs', { Action: 's3:PutObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/*' } }],
  ['members of the organization who write',
    { Principal: '*', Action: 's3:PutObject', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }],
])('%s is not', (_, more) => {
  expect(verdicts(rule, changed(allow(more)))).toEqual(CHANGES);
});

test.each<[string, object]>([
  ['anybody who reads', { Principal: '*' }],
  ['anybody in AWS', { Principal: { AWS: ['*'] } }],
  ['everybody but one', { Principal: undefined, NotPrincipal: { AWS: ROLE } }],
  ['a referrer', { Principal: '*', Condition: { StringLike: { 'aws:Referer': 'https://example.com/*' } } }],
  ['an address', { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
  ['any organization', { Principal: '*', Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' } } }],
  ['everybody outside of the organization', { Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }],
  ['roles of all accounts', { Principal: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } } }],
])('%s is not', (_, more) => {
  expect(verdicts(rule, changed(allow(more)))).toEqual(ANYBODY);
});

test('anybody with everything is both', () => {
  expect(verdicts(rule, changed(allow({ Principal: '*', Action: '*' })))).toEqual([...ANYBODY, ...CHANGES]);
});

test('the finding names who may do what', () => {
  const [finding] = findings(rule, changed(allow({ Action: 's3:*', Resource: BUCKET })));
  expect(finding.detail).toBe(`Statement 3 lets "${ROLE}" change log files or the bucket: s3:DeleteBucket, s3:PutBucketPolicy, s3:DeleteBucketPolicy and 27 more.`);
  const details = (more: object) => findings(rule, changed(allow({ Action: 's3:DeleteObject', ...more }))).map(({ detail }) => detail);
  expect(details({ Principal: undefined, NotPrincipal: { AWS: ROLE } })).toContain(`Statement 3 lets everybody but "${ROLE}" change log files or the bucket: s3:DeleteObject.`);
  expect(details({ Principal: '*' })).toContain('Statement 3 lets anybody change log files or the bucket: s3:DeleteObject.');
});

test('what is denied to everybody is not allowed', () => {
  const deny = (more: object) => adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:Delete*', Resource: OBJECTS, ...more });
  const remove = allow({ Action: 's3:DeleteObject' });
  expect(verdicts(rule, changed(remove, deny({})))).toEqual([]);
  expect(verdicts(rule, changed(remove, deny({ Principal: { AWS: '999999999999' } })))).toEqual(CHANGES);
  expect(verdicts(rule, changed(remove, deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })))).toEqual(CHANGES);
});

test('a denial of something else takes nothing away', () => {
  const deny = adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: OBJECTS });
  expect(verdicts(rule, changed(allow({ Action: 's3:PutObject' }), deny))).toEqual(CHANGES);
});

test.each<[number, string]>([
  [2, 'Statements 3 and 4 let'], [3, 'Statements 3, 4, 5 let'], [10, 'Statements 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 let'],
  [12, 'Statements 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more let'],
])('one finding names %d statements', (count, start) => {
  const [finding, ...others] = findings(rule, changed(...Array.from({ length: count }, () => allow({ Principal: '*' }))));
  expect(finding.detail).toBe(`${start} anybody use the bucket.`);
  expect(others).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ['one account or another', either('111122223333', '999999999999'), []],
  ['one account or any', either('111122223333', '*'), [at('AnyPrincipal', 'cannot-tell')]],
])('a role that the tags of the caller name, in %s', (_, account, expected) => {
  const role = { 'Fn::Join': ['', ['arn:aws:iam::', account, ':role/${aws:PrincipalTag/team}']] };
  expect(verdicts(rule, withUnknowns(allow({ Principal: '*', Condition: { ArnLike: { 'aws:PrincipalArn': role } } })))).toEqual(expected);
});

describe('the function that empties the bucket', () => {
  const cleaner = (t: TestTemplate) => {
    t.Resources.Cleaner = { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, BucketName: { Ref: 'Bucket' } } };
    t.Resources.Handler = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } } };
    t.Resources.HandlerRole = { Type: 'AWS::IAM::Role', Properties: {} };
  };
  const grant = allow({ Principal: { AWS: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } }, Action: ['s3:PutBucketPolicy', 's3:DeleteObject*'], Resource: [BUCKET, OBJECTS] });

  test('is left to another rule', () => {
    expect(verdicts(rule, changed(cleaner, grant))).toEqual([]);
  });

  test.each<[string, (t: TestTemplate) => void]>([
    ['whose resource is gone', (t) => {
      delete t.Resources.Cleaner;
    }],
    ['whose handler is gone', (t) => {
      delete t.Resources.Handler;
    }],
    ['whose handler has another role', (t) => {
      t.Resources.Handler.Properties.Role = ROLE;
    }],
  ])('%s is somebody else', (_, change) => {
    expect(verdicts(rule, changed(cleaner, grant, change))).toEqual(CHANGES);
  });
});

test.each<[string, object, string[]]>([
  // The only text that AWS takes is `*`: whatever the parameter is, CloudTrail is not named.
  ['a principal that is a parameter',
    { Principal: GIVEN, Action: 's3:PutObject' }, [at('AnyPrincipal', 'cannot-tell'), at('Changes', 'non-compliant')]],
  ['a principal that a macro makes',
    { Principal: { 'Fn::Transform': { Name: 'Company' } }, Action: 's3:PutObject' }, [at('AnyPrincipal', 'cannot-tell'), at('Changes', 'cannot-tell')]],
  ['an ARN that may be everybody', { Principal: { AWS: GIVEN } }, [at('AnyPrincipal', 'cannot-tell')]],
  ['a service that may be CloudTrail', { Principal: { Service: GIVEN }, Action: 's3:PutObject' }, [at('Changes', 'cannot-tell')]],
  ['an action that is a parameter', { Action: GIVEN }, [at('Changes', 'cannot-tell')]],
  ['a place that is a parameter', { Action: 's3:PutObject', Resource: GIVEN }, [at('Changes', 'cannot-tell')]],
  ['a condition that is a parameter', { Principal: '*', Condition: GIVEN }, [at('AnyPrincipal', 'cannot-tell')]],
  ['an account in a pattern that is a parameter', {
    Principal: '*', Condition: { ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:aws:iam::${Given}:role/*' } } },
  }, [at('AnyPrincipal', 'cannot-tell')]],
  ['a pattern that is a parameter', { Principal: '*', Condition: { ArnLike: { 'aws:PrincipalArn': GIVEN } } }, [at('AnyPrincipal', 'cannot-tell')]],
  ['an action under one outcome of a condition', { Action: either('s3:GetObject', 's3:PutObject') }, [at('Changes', 'cannot-tell')]],
])('%s cannot be told', (_, more, expected) => {
  expect(verdicts(rule, withUnknowns(allow(more)))).toEqual(expected);
});

test('a policy that is a parameter cannot be told', () => {
  expect(verdicts(rule, withUnknowns({ 'BucketPolicy.PolicyDocument': GIVEN }))).toEqual(['cannot-tell BucketPolicy PolicyDocument [Changes]']);
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, without('Bucket', 'BucketPolicy')))).toEqual([
    'cannot-tell Trail S3BucketName',
  ]);
});

test('the policy of a bucket without a trail is nobody\'s business', () => {
  const other = adding('AccessLogsPolicy', { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' });
  expect(verdicts(rule, changed(other))).toEqual([]);
});
