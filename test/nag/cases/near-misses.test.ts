import { adding } from '../helpers/changes';
import { ACCOUNT, changed, type TestTemplate, verdicts } from '../helpers/templates';

/* One letter more or less: changes to the rules that other tests would not notice. */

const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const named = (rule: string, ...changes: Parameters<typeof changed>) => verdicts(rule, changed(...changes));

test.each<[string, unknown, boolean]>([
  ['a part of an organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/*' } }, true],
  ['what ends like one', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*o-abcdefghij/*' } }, false],
  ['an account', { StringLike: { 'aws:PrincipalAccount': ACCOUNT } }, true],
  ['roles of an account', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }, true],
  ['roles of accounts that end like it', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*1122223333:role/*' } }, false],
  ['a service that works for an account', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, true],
  ['the owner of the source', { StringEquals: { 'aws:SourceOwner': ACCOUNT } }, true],
  ['a session of a role', { StringLike: { 'aws:userid': 'AROAEXAMPLEROLEID1234:*' } }, true],
  ['any session', { StringLike: { 'aws:userid': '*:session' } }, false],
])('everybody, as %s, is somebody: %j', (_, Condition, expected) => {
  const found = named('CloudTrailBucketPolicyLeastPrivilege', adding('BucketPolicy', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition }));
  expect(found.length === 0).toBe(expected);
});

test.each([[`x${ACCOUNT}`], [`${ACCOUNT}0`], ['111122223333*']])('%s is no account that CloudTrail may work for', (account) => {
  expect(named('CloudTrailBucketPolicySourceArn', { 'BucketPolicy.PolicyDocument.Statement.2.Condition': { StringLike: { 'aws:SourceAccount': account } } }))
    .toEqual(['non-compliant BucketPolicy PolicyDocument.Statement.2 [AnyTrail]']);
});

test.each<[string, object, boolean]>([
  ['of everybody but one role', { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } }, false],
  ['of everybody but one role, by equality', { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } }, false],
  ['of other accounts', { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }, false],
  ['of other networks', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, false],
  ['of other principals, but not of services',
    { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } }, true],
  ['of services that are not named',
    { StringNotEquals: { 'aws:PrincipalServiceName': ['cloudtrail.amazonaws.com', 'config.amazonaws.com'] } }, true],
  ['of one organization, which a service has not', { 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/r-1/' } }, true],
])('CloudTrail delivers in spite of a denial %s: %j', (_, Condition, expected) => {
  const deny = adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: OBJECTS, Condition });
  expect(named('CloudTrailBucketPolicyAllowsDelivery', deny).length === 0).toBe(expected);
});

test.each<[unknown, boolean]>([
  [{ Bool: { 'aws:PrincipalIsAWSService': 'true' } }, true],
  [{ Bool: { 'aws:PrincipalIsAWSService': 'false' } }, false],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }, false],
  [{ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }, false],
])('CloudWatch Logs may use the key under %j: %j', (Condition, expected) => {
  expect(named('CloudTrailLogGroupEncrypted', { 'Key.KeyPolicy.Statement.3.Condition': Condition }).length === 0).toBe(expected);
});

test.each([
  [1, false], [3, false], [5, false], [7, true], [8, false], [14, true], [30, true], [60, true], [90, true], [120, true], [150, true], [151, false],
  [180, true], [365, true], [366, false], [400, true], [545, true], [731, true], [1096, true], [1827, true], [2192, true], [2557, true], [2922, true],
  [3288, true], [3653, true], [3654, false],
])('a log group that keeps events for %i days is right where a week is required: %j', (days, expected) => {
  const found = verdicts('CloudTrailLogGroupRetention', changed({ 'LogGroup.RetentionInDays': days }), { requiredRetentionDays: 7 });
  expect(found.length === 0).toBe(expected);
});

test.each<[string, object, boolean]>([
  ['every trail but one', { NotResource: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit` }, true],
  ['everything but trails', { NotResource: 'arn:aws:cloudtrail:*:*:trail/*' }, false],
  ['one trail', { Resource: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit` }, true],
  ['event data stores', { Resource: 'arn:aws:cloudtrail:*:*:eventdatastore/*' }, false],
])('who may stop %s may stop a trail: %j', (_, where, expected) => {
  const grant = (t: TestTemplate) => {
    t.Resources.Grant = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cloudtrail:StopLogging', ...where }] } },
    };
  };
  expect(named('CloudTrailTamperGrants', grant).length > 0).toBe(expected);
});

test.each<[unknown, string]>([
  [`x${ACCOUNT}`, 'Outsiders'], [ACCOUNT, ''], [`arn:aws:iam::${ACCOUNT}:root`, ''], ['AIDAEXAMPLEUSERID12345', 'Outsiders'], ['999988887777', 'Outsiders'],
])('%s administers the key from outside: %j', (AWS, expected) => {
  const found = named('CloudTrailKeyPolicyLeastPrivilege', adding('Key', { Effect: 'Allow', Principal: { AWS }, Action: 'kms:PutKeyPolicy', Resource: '*' }));
  expect(found.map((verdict) => /\[(.*)\]/.exec(verdict)![1]).join()).toBe(expected);
});
