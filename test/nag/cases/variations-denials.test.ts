import { adding } from '../helpers/changes';
import { ACCOUNT, TRAIL_ARN } from '../helpers/templates';
import { BUCKET, type Change, CLOUDTRAIL, found, NO_VALUE, OBJECTS, OTHER, OUTSIDER } from '../helpers/variations';

/* What is allowed and denied in the same policy, in pairs: in effect closed, and looks as if it were. */

const isOpen = (part: string, ...changes: Change[]) => found(...changes).some((each) => each.includes(part));
const role = (account: string) => ({ AWS: `arn:aws:iam::${account}:role/x` });
const unless = (operator: string, key: string, values: unknown, more: object = {}) => ({ Condition: { [operator]: { [key]: values }, ...more } });

describe('what everybody may do with the key', () => {
  const isForAnybody = (denial: object, allowed: object = {}) => isOpen('[AnyPrincipal]',
    adding('Key', { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', ...allowed }),
    adding('Key', { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*', ...denial }));

  test.each<[string, object]>([
    ['other accounts', unless('StringNotEquals', 'kms:CallerAccount', ACCOUNT)],
    ['other accounts and whoever has none', unless('StringNotEqualsIfExists', 'aws:PrincipalAccount', [ACCOUNT])],
    ['other principals', unless('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/*`)],
    ['accounts that do not own the key', unless('StringNotEquals', 'aws:PrincipalAccount', '${aws:ResourceAccount}')],
    ['everybody', {}],
  ])('is for nobody else where it is denied to %s', (_, denial) => {
    expect(isForAnybody(denial)).toBe(false);
  });

  test.each<[string, object, object?]>([
    ['one other account', unless('StringNotEquals', 'aws:PrincipalAccount', OTHER)],
    ['whoever asks for the account of another', unless('StringNotEquals', 'aws:PrincipalAccount', '${aws:PrincipalAccount}')],
    ['whoever has an account', unless('ForAnyValue:StringNotEquals', 'aws:PrincipalAccount', ACCOUNT)],
    ['the own account', unless('StringEquals', 'aws:PrincipalAccount', ACCOUNT)],
    ['accounts that begin otherwise', unless('StringNotLike', 'aws:PrincipalAccount', '1*')],
    ['principals that have no ARN', unless('ArnNotLike', 'aws:PrincipalArn', '*')],
    ['roles of no account', unless('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/x')],
    ['others without TLS', unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT, { Bool: { 'aws:SecureTransport': 'false' } })],
    ['others but services', unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT, { Bool: { 'aws:PrincipalIsAWSService': 'false' } })],
    ['others for another action', { Action: 'kms:Encrypt', ...unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT) }],
    ['others where all but an action is allowed', { Action: 'kms:*', ...unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT) }, { Action: undefined, NotAction: 'kms:Encrypt' }],
    ['all services', { Principal: { Service: '*' } }],
  ])('is for anybody where it is denied to %s', (_, ...policies) => {
    expect(isForAnybody(...policies)).toBe(true);
  });
});

test.each<[string, object, object, boolean]>([
  ['to other accounts', OUTSIDER, unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT), false],
  ['to other accounts, services aside', OUTSIDER, unless('StringNotEquals', 'kms:CallerAccount', ACCOUNT, { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }), false],
  ['to all but the own account', OUTSIDER, { Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }, false],
  ['to the principals themselves', OUTSIDER, { Principal: OUTSIDER }, false],
  ['to the account of a role', role(OTHER), { Principal: { AWS: OTHER } }, false],
  ['to other roles', role(OTHER), unless('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:*`), false],
  ['to all but the role', role(OTHER), unless('ArnNotEquals', 'aws:PrincipalArn', `arn:aws:iam::${OTHER}:role/x`), true],
  ['to all but one role of the account', OUTSIDER, unless('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${OTHER}:role/x`), true],
  ['to all but both accounts', OUTSIDER, unless('StringNotEquals', 'aws:PrincipalAccount', [ACCOUNT, OTHER]), true],
  ['to a role of the account', OUTSIDER, { Principal: role(OTHER) }, true],
  ['to one of the two', { AWS: [OTHER, '222233334444'] }, { Principal: { AWS: OTHER } }, true],
  ['to other accounts with TLS', OUTSIDER, unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT, { Bool: { 'aws:SecureTransport': 'true' } }), true],
  ['to users of an identity provider', { Federated: `arn:aws:iam::${OTHER}:saml-provider/x` }, unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT), true],
])('who may change the policy of the key, where that is denied %s', (_, Principal, denial, open) => {
  expect(isOpen('[Outsiders]', adding('Key', { Effect: 'Allow', Principal, Action: 'kms:PutKeyPolicy', Resource: '*' }), adding('Key', { Effect: 'Deny', Principal: '*', Action: 'kms:Put*', Resource: '*', ...denial })))
    .toBe(open);
});

test.each<[string, object, boolean]>([
  ['to other accounts', unless('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT), false],
  ['to all for everything but reading', { NotAction: 's3:GetObject', Action: undefined }, false],
  ['to the account by a key that only KMS has', unless('StringEquals', 'kms:CallerAccount', OTHER), true],
  ['to services', { Principal: { Service: '*' } }, true],
  ['without a second factor', unless('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'), true],
])('who may delete log files, where that is denied %s', (_, denial, open) => {
  expect(isOpen('[Changes]', adding('BucketPolicy', { Effect: 'Allow', Principal: OUTSIDER, Action: 's3:DeleteObject', Resource: OBJECTS }), adding('BucketPolicy', {
    Effect: 'Deny', Principal: '*', Action: 's3:Delete*', Resource: OBJECTS, ...denial,
  }))).toBe(open);
});

describe('a denial of requests without TLS', () => {
  const denial = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, OBJECTS], Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const isMissing = (more: object) => isOpen('BucketSSLRequestsOnly', { 'BucketPolicy.PolicyDocument.Statement.0': { ...denial, ...more } });

  test.each<[string, object]>([
    ['by the names that there can be', { Action: 's3:?*', Resource: [BUCKET, { 'Fn::Sub': '${Bucket.Arn}/?*' }] }],
    ['of all but another service', { Action: undefined, NotAction: 'ec2:*' }],
    ['on all but another bucket', { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }],
    ['by a comparison of texts', { Condition: { StringNotEqualsIgnoreCase: { 'aws:SecureTransport': 'TRUE' } } }],
    ['of the beginning of the bucket', { Resource: { 'Fn::Sub': '${Bucket.Arn}*' } }],
  ])('%s counts', (_, more) => {
    expect(isMissing(more)).toBe(false);
  });

  test.each<[string, object]>([
    ['of services', { Principal: { Service: '*' } }],
    ['of old versions', { Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }],
    ['on all but the log files', { Resource: undefined, NotResource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/*' } }],
    ['of names with two letters', { Resource: [BUCKET, { 'Fn::Sub': '${Bucket.Arn}/??*' }] }],
    ['of all but reading', { Action: undefined, NotAction: 's3:GetObject' }],
    ['of canonical users', { Principal: { CanonicalUser: '*' } }],
  ])('%s does not', (_, more) => {
    expect(isMissing(more)).toBe(true);
  });
});

test.each<[string, unknown, string[]]>([
  ['the whole condition', NO_VALUE, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
  ['an operator', { StringEquals: NO_VALUE }, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
  ['the value of a key', { StringEquals: { 'aws:SourceArn': NO_VALUE } }, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
  ['both outcomes', { 'Fn::If': ['Missing', NO_VALUE, NO_VALUE] }, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
  ['one value of two', { StringEquals: { 'aws:SourceArn': [NO_VALUE, TRAIL_ARN] } }, []],
])('a condition of which AWS::NoValue takes %s', (_, Condition, expected) => {
  expect(found({ 'BucketPolicy.PolicyDocument.Statement.2.Condition': Condition })).toEqual(expected);
});

test.each<[string, object, boolean]>([
  ['the root user', { StringEquals: { 'aws:userid': ACCOUNT } }, false],
  ['a role, whatever the session', { StringLike: { 'aws:userid': 'AROAEXAMPLEID12345:*' } }, false],
  ['sessions of a name', { StringLike: { 'aws:userid': '*:session' } }, true],
  ['a service, by its name', { StringEquals: { 'aws:PrincipalServiceName': CLOUDTRAIL.Service } }, true],
  ['a variable with a default', { StringEquals: { 'aws:PrincipalAccount': `\${aws:PrincipalTag/account, '${ACCOUNT}'}` } }, true],
  ['the role of whoever asks', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/audit' } }, true],
  ['a role of the owner', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:ResourceAccount}:role/audit' } }, false],
])('reading for %s: %j is for anybody, %j', (_, Condition, anybody) => {
  expect(isOpen('BucketPolicyLeastPrivilege[AnyPrincipal]', adding('BucketPolicy', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition }))).toBe(anybody);
});

test.each<[string, object, string | undefined]>([
  ['other addresses', { NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24'] } }, 'non-compliant'],
  ['other addresses, or none', { NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.7' } }, 'non-compliant'],
  ['no address', { NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, 'cannot-tell'],
  ['other addresses than those of a parameter', { NotIpAddress: { 'aws:SourceIp': { Ref: 'AWS::StackName' } } }, 'cannot-tell'],
  ['other addresses, services aside', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } }, undefined],
  ['some addresses', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, undefined],
])('what is denied to %s is denied to CloudTrail: %j, %s', (_, Condition, answer) => {
  const denial = adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, OBJECTS], Condition });
  const delivery = found(denial).find((each) => each.includes('[AccountWrite]'));
  expect(delivery?.split(' ')[0]).toBe(answer);
});
