import { type AccessRequest, authorize, evaluate, type PolicyDocument, type Principal } from './policy-evaluator';
import { ACCOUNT } from '../fixtures/accounts';

// The policies are those of the AWS documentation (IAM, KMS, S3 and CloudTrail user guides), with its account numbers.
const OTHER = '444455556666';
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const OTHER_ROLE = `arn:aws:iam::${OTHER}:role/reader`;
const CLOUDTRAIL = { service: 'cloudtrail.amazonaws.com' };
const CONTEXT_KEY = 'kms:EncryptionContext:aws:cloudtrail:arn';

const policy = (...statements: object[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const ask = (changes: Partial<AccessRequest> = {}): AccessRequest => ({ principal: { arn: ROLE }, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', ...changes });
const allowing = (statement: object) => policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...statement });
const when = (Condition: object) => allowing({ Condition });

describe('documented policies', () => {
  const bucketPolicy = policy(
    { Sid: 'AWSCloudTrailAclCheck20150319', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:GetBucketAcl', Resource: 'arn:aws:s3:::logs', Condition: { StringEquals: { 'aws:SourceArn': TRAIL } } },
    { Sid: 'AWSCloudTrailWrite20150319', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Resource: `arn:aws:s3:::logs/prefix/AWSLogs/${ACCOUNT}/*`, Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': TRAIL } } },
    { Sid: 'AllowSSLRequestsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'], Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  );
  const delivery = ask({
    principal: CLOUDTRAIL,
    action: 's3:PutObject',
    resource: `arn:aws:s3:::logs/prefix/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/24/f.json.gz`,
    context: { 'aws:SourceArn': TRAIL, 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SecureTransport': 'true' },
  });

  test.each<[string, Partial<AccessRequest>, string]>([
    ['the trail delivers', {}, 'allow'],
    ['the ACL is checked', { action: 's3:GetBucketAcl', resource: 'arn:aws:s3:::logs' }, 'allow'],
    ['action names are not case-sensitive', { action: 'S3:putobject' }, 'allow'],
    ['keys are not case-sensitive', { context: { 'AWS:sourcearn': TRAIL, 'S3:X-AMZ-ACL': 'bucket-owner-full-control' } }, 'allow'],
    ['values are case-sensitive', { context: { 'aws:SourceArn': TRAIL.toUpperCase(), 's3:x-amz-acl': 'bucket-owner-full-control' } }, 'implicit deny'],
    ['another trail', { context: { ...delivery.context, 'aws:SourceArn': `${TRAIL}2` } }, 'implicit deny'],
    ['no source', { context: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, 'implicit deny'],
    ['another path', { resource: `arn:aws:s3:::logs/AWSLogs/${ACCOUNT}/CloudTrail/f` }, 'implicit deny'],
    ['another service', { principal: { service: 'config.amazonaws.com' } }, 'implicit deny'],
    ['a role', { principal: { arn: ROLE } }, 'implicit deny'],
    ['without credentials', { principal: 'anonymous' }, 'implicit deny'],
    ['without TLS, a service', { context: { ...delivery.context, 'aws:SecureTransport': 'false' } }, 'explicit deny'],
    ['without TLS, anybody', { principal: 'anonymous', context: { 'aws:SecureTransport': 'false' } }, 'explicit deny'],
  ])('bucket policy of CloudTrail: %s', (_, changes, expected) => {
    expect(evaluate(bucketPolicy, { ...delivery, ...changes })).toBe(expected);
  });

  const keyPolicy = policy(
    { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`] }, Action: 'kms:*', Resource: '*' },
    { Sid: 'Allow CloudTrail to encrypt logs', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'kms:GenerateDataKey*', Resource: '*', Condition: { StringEquals: { 'aws:SourceArn': TRAIL }, StringLike: { [CONTEXT_KEY]: `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } } },
    { Sid: 'Allow CloudTrail to describe key', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'kms:DescribeKey', Resource: '*', Condition: { StringEquals: { 'aws:SourceArn': TRAIL } } },
    { Sid: 'Allow principals in the account to decrypt log files', Effect: 'Allow', Principal: { AWS: '*' }, Action: ['kms:Decrypt', 'kms:ReEncryptFrom'], Resource: '*', Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT }, StringLike: { [CONTEXT_KEY]: `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } } },
    { Sid: 'Enable encrypted CloudTrail log read access', Effect: 'Allow', Principal: { AWS: OTHER_ROLE }, Action: 'kms:Decrypt', Resource: '*', Condition: { Null: { [CONTEXT_KEY]: 'false' } } },
  );
  test.each<[string, Partial<AccessRequest>, string]>([
    ['CloudTrail encrypts', { principal: CLOUDTRAIL, action: 'kms:GenerateDataKeyWithoutPlaintext', context: { 'aws:SourceArn': TRAIL, [CONTEXT_KEY]: TRAIL } }, 'allow'],
    ['without the encryption context', { principal: CLOUDTRAIL, action: 'kms:GenerateDataKey', context: { 'aws:SourceArn': TRAIL } }, 'implicit deny'],
    ['of another account', { principal: CLOUDTRAIL, action: 'kms:GenerateDataKey', context: { 'aws:SourceArn': TRAIL, [CONTEXT_KEY]: TRAIL.replace(ACCOUNT, OTHER) } }, 'implicit deny'],
    ['CloudTrail may not decrypt', { principal: CLOUDTRAIL, action: 'kms:Decrypt', context: { 'aws:SourceArn': TRAIL, [CONTEXT_KEY]: TRAIL } }, 'implicit deny'],
    ['a caller of the account decrypts', { action: 'kms:Decrypt', context: { 'kms:CallerAccount': ACCOUNT, [CONTEXT_KEY]: TRAIL } }, 'allow'],
    ['a caller of the account decrypts something else', { action: 'kms:Decrypt', context: { 'kms:CallerAccount': ACCOUNT } }, 'implicit deny'],
    ['the named reader, with a context', { principal: { arn: OTHER_ROLE }, action: 'kms:Decrypt', context: { [CONTEXT_KEY]: 'x' } }, 'allow'],
    ['the named reader, without', { principal: { arn: OTHER_ROLE }, action: 'kms:Decrypt' }, 'implicit deny'],
    ['the root user', { principal: { account: ACCOUNT }, action: 'kms:ScheduleKeyDeletion' }, 'allow'],
    ['the root user of another account', { principal: { account: OTHER }, action: 'kms:ScheduleKeyDeletion' }, 'implicit deny'],
    ['a role of the account has to be allowed by its own policies', { action: 'kms:ScheduleKeyDeletion' }, 'implicit deny'],
  ])('key policy of CloudTrail: %s', (_, changes, expected) => {
    expect(evaluate(keyPolicy, ask({ resource: KEY, ...changes }))).toBe(expected);
  });

  test.each<[string, object, string]>([
    ['no MFA', {}, 'explicit deny'],
    ['fresh MFA', { 'aws:MultiFactorAuthAge': '300' }, 'implicit deny'],
    ['stale MFA', { 'aws:MultiFactorAuthAge': '3601' }, 'explicit deny'],
  ])('bucket policy that requires MFA: %s', (_, context, expected) => {
    const document = policy(
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/*', Condition: { Null: { 'aws:MultiFactorAuthAge': true } } },
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/*', Condition: { NumericGreaterThan: { 'aws:MultiFactorAuthAge': 3600 } } },
    );
    expect(evaluate(document, ask({ context: context as Record<string, string> }))).toBe(expected);
  });

  test.each<[string, Principal, string]>([
    ['the excepted user', { arn: `arn:aws:iam::${OTHER}:user/Bob` }, 'implicit deny'],
    ['the root user of the excepted account', { account: OTHER }, 'implicit deny'],
    ['another user of that account', { arn: `arn:aws:iam::${OTHER}:user/Eve` }, 'explicit deny'],
    ['a service', CLOUDTRAIL, 'explicit deny'],
    ['without credentials', 'anonymous', 'explicit deny'],
  ])('NotPrincipal with Deny: %s', (_, principal, expected) => {
    const document = policy({ Effect: 'Deny', NotPrincipal: { AWS: [`arn:aws:iam::${OTHER}:user/Bob`, `arn:aws:iam::${OTHER}:root`] }, Action: 's3:*', Resource: '*' });
    expect(evaluate(document, ask({ principal }))).toBe(expected);
  });

  test('NotPrincipal: a user whose account is not listed is denied as well', () => {
    const bob = `arn:aws:iam::${OTHER}:user/Bob`;
    const document = policy({ Effect: 'Deny', NotPrincipal: { AWS: bob }, Action: 's3:*', Resource: '*' });
    expect(evaluate(document, ask({ principal: { arn: bob } }))).toBe('explicit deny');
  });

  test.each([
    ['iam:ListUsers', { 'aws:MultiFactorAuthPresent': 'false' }, 'implicit deny'],
    ['s3:GetObject', { 'aws:MultiFactorAuthPresent': 'false' }, 'explicit deny'],
    ['s3:GetObject', {}, 'explicit deny'],
    ['s3:GetObject', { 'aws:MultiFactorAuthPresent': 'true' }, 'implicit deny'],
  ])('NotAction with BoolIfExists: %s %j', (action, context, expected) => {
    const document = policy({ Effect: 'Deny', Principal: '*', NotAction: ['iam:*', 'sts:GetSessionToken'], Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } });
    expect(evaluate(document, ask({ action, context: context as Record<string, string> }))).toBe(expected);
  });

  test.each([
    ['arn:aws:s3:::b/public/x', 'implicit deny'],
    ['arn:aws:s3:::b/private/x', 'explicit deny'],
  ])('NotResource: %s', (resource, expected) => {
    const document = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::b/public/*' });
    expect(evaluate(document, ask({ resource }))).toBe(expected);
  });

  test.each([
    ['arn:aws:s3:::b/home/jo/x', { 'aws:username': 'jo' }, 'allow'],
    ['arn:aws:s3:::b/home/al/x', { 'aws:username': 'jo' }, 'implicit deny'],
    ['arn:aws:s3:::b/home//x', {}, 'implicit deny'],
  ])('policy variables: %s %j', (resource, context, expected) => {
    const document = allowing({ Resource: 'arn:aws:s3:::b/home/${aws:username}/*' });
    expect(evaluate(document, ask({ resource, context: context as Record<string, string> }))).toBe(expected);
  });

  test('policy variables: account of the principal, default value', () => {
    const own = when({ StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } });
    expect(evaluate(own, ask({ context: { 'aws:ResourceAccount': ACCOUNT } }))).toBe('allow');
    expect(evaluate(own, ask({ context: { 'aws:ResourceAccount': OTHER } }))).toBe('implicit deny');

    const team = allowing({ Resource: "arn:aws:s3:::b/${aws:PrincipalTag/team, 'nobody'}/*" });
    expect(evaluate(team, ask({ resource: 'arn:aws:s3:::b/nobody/x' }))).toBe('allow');
    expect(evaluate(team, ask({ resource: 'arn:aws:s3:::b/nobody/x', context: { 'aws:PrincipalTag/team': 'sre' } }))).toBe('implicit deny');
  });

  test.each<[object, Principal, string]>([
    [{ AWS: ACCOUNT }, { account: ACCOUNT }, 'allow'],
    [{ AWS: `arn:aws-cn:iam::${ACCOUNT}:root` }, { account: ACCOUNT, partition: 'aws-cn' }, 'allow'],
    [{ AWS: [OTHER, ROLE] }, { arn: ROLE }, 'allow'],
    [{ AWS: `arn:aws:iam::${ACCOUNT}:role/other` }, { arn: ROLE }, 'implicit deny'],
    [{ AWS: ACCOUNT }, CLOUDTRAIL, 'implicit deny'],
    [{ AWS: '*' }, 'anonymous', 'allow'],
    [{ AWS: '*', Service: 'cloudtrail.amazonaws.com' }, CLOUDTRAIL, 'allow'],
  ])('principal %j admits %j: %s', (named, principal, expected) => {
    expect(evaluate(allowing({ Principal: named }), ask({ principal }))).toBe(expected);
  });

  test('an explicit deny of an account is one for every role in it, and wins over an allow', () => {
    const document = policy(
      { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Principal: { AWS: ACCOUNT }, Action: 's3:*', Resource: '*' },
    );
    expect(evaluate(document, ask())).toBe('explicit deny');
  });

  test('a trust policy has no resource', () => {
    const document = policy({ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sts:AssumeRole' });
    expect(evaluate(document, ask({ principal: CLOUDTRAIL, action: 'sts:AssumeRole', resource: ROLE }))).toBe('allow');
    expect(evaluate(document, ask({ principal: { service: 'ec2.amazonaws.com' }, action: 'sts:AssumeRole', resource: ROLE }))).toBe('implicit deny');
  });
});

describe('condition operators', () => {
  const none = undefined;
  test.each<[string, unknown, string | string[] | undefined, boolean]>([
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a', none, false],
    ['StringEqualsIfExists', 'a', none, true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['StringEqualsIgnoreCase', 'a', 'A', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringNotEquals', 'a', none, true],
    ['StringNotEqualsIfExists', 'a', none, true],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringLike', 'a*/?', 'a/b/c', true],
    ['StringLike', 'a?', 'a', false],
    ['StringLike', 'a.c', 'abc', false],
    ['StringNotLike', 'a*', 'ab', false],
    ['StringNotLike', 'a*', none, true],
    ['ArnEquals', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket', true],
    ['ArnLike', `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`, TRAIL, true],
    ['ArnLike', 'arn:aws:logs:*:log-group:*', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:g`, false],
    ['ArnLike', 'arn:aws:logs:*:*:log-group:*', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:g:log-stream:s`, true],
    ['ArnLike', TRAIL, 'not-an-arn', false],
    ['ArnLike', TRAIL, none, false],
    ['ArnNotEquals', TRAIL, TRAIL, false],
    ['ArnNotLike', 'arn:aws:iam::*:role/Admin', ROLE, true],
    ['ArnNotLike', 'arn:aws:iam::*:role/Admin', none, true],
    ['ArnLikeIfExists', TRAIL, none, true],
    ['Bool', true, 'TRUE', true],
    ['Bool', 'false', 'true', false],
    ['Bool', 'false', none, false],
    ['BoolIfExists', 'false', none, true],
    ['Null', 'true', none, true],
    ['Null', 'true', 'a', false],
    ['Null', 'false', 'a', true],
    ['Null', false, none, false],
    ['NumericLessThan', '1.2', '1.1', true],
    ['NumericLessThan', '1.2', '1.2', false],
    ['NumericLessThan', 1.2, none, false],
    ['NumericLessThanEquals', 10, '10', true],
    ['NumericGreaterThanEquals', 10, '9', false],
    ['NumericGreaterThan', 9, '10', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '10.0', false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], none, false],
    ['ForAnyValue:StringLike', 'o-1/*', 'o-1/r-2/', true],
    ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', 'a', none, false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], none, true],
    ['ForAllValues:StringNotLike', 'a*', ['b', 'ab'], false],
  ])('%s %j against %j', (operator, expected, actual, holds) => {
    const context: AccessRequest['context'] = actual === undefined ? {} : { 'aws:key': actual };
    expect(evaluate(when({ [operator]: { 'aws:Key': expected } }), ask({ context }))).toBe(holds ? 'allow' : 'implicit deny');
  });

  test('all operators and all keys have to hold', () => {
    const document = when({ StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } });
    expect(evaluate(document, ask({ context: { a: '1', b: '2', c: 'true' } }))).toBe('allow');
    for (const key of ['a', 'b', 'c']) {
      expect(evaluate(document, ask({ context: { a: '1', b: '2', c: 'true', [key]: 'no' } }))).toBe('implicit deny');
    }
  });
});

describe('resource policy and identity policies together', () => {
  const identity = policy({ Effect: 'Allow', Action: ['kms:Decrypt', 's3:GetObject'], Resource: '*' });
  const admitting = (account: string) => allowing({ Principal: { AWS: account } });
  const decrypt = ask({ action: 'kms:Decrypt', resource: KEY });

  test.each<[string, Parameters<typeof authorize>[0], AccessRequest, string]>([
    ['key that admits the account, identity allows', { resourceAccount: ACCOUNT, needsDelegation: true, resourcePolicy: admitting(ACCOUNT), identityPolicies: [identity] }, decrypt, 'allow'],
    ['key that admits the account, identity silent', { resourceAccount: ACCOUNT, needsDelegation: true, resourcePolicy: admitting(ACCOUNT) }, decrypt, 'implicit deny'],
    ['key that does not admit the account', { resourceAccount: ACCOUNT, needsDelegation: true, resourcePolicy: admitting(OTHER), identityPolicies: [identity] }, decrypt, 'implicit deny'],
    ['bucket without policy, identity allows', { resourceAccount: ACCOUNT, identityPolicies: [identity] }, ask(), 'allow'],
    ['bucket that names the role, identity silent', { resourceAccount: ACCOUNT, resourcePolicy: allowing({ Principal: { AWS: ROLE } }) }, ask(), 'allow'],
    ['other account, both allow', { resourceAccount: ACCOUNT, resourcePolicy: allowing({ Principal: { AWS: OTHER_ROLE } }), identityPolicies: [identity] }, ask({ principal: { arn: OTHER_ROLE } }), 'allow'],
    ['other account admitted as a whole, identity allows', { resourceAccount: ACCOUNT, resourcePolicy: admitting(OTHER), identityPolicies: [identity] }, ask({ principal: { arn: OTHER_ROLE } }), 'allow'],
    ['other account, only the resource allows', { resourceAccount: ACCOUNT, resourcePolicy: allowing({ Principal: { AWS: OTHER_ROLE } }) }, ask({ principal: { arn: OTHER_ROLE } }), 'implicit deny'],
    ['other account, only the identity allows', { resourceAccount: ACCOUNT, identityPolicies: [identity] }, ask({ principal: { arn: OTHER_ROLE } }), 'implicit deny'],
    ['identity denies', { resourceAccount: ACCOUNT, resourcePolicy: allowing({}), identityPolicies: [identity, policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' })] }, ask(), 'explicit deny'],
    ['resource denies', { resourceAccount: ACCOUNT, resourcePolicy: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }), identityPolicies: [identity] }, ask(), 'explicit deny'],
    ['root user, no policy at all', { resourceAccount: ACCOUNT }, ask({ principal: { account: ACCOUNT } }), 'allow'],
    ['root user of another account', { resourceAccount: ACCOUNT }, ask({ principal: { account: OTHER } }), 'implicit deny'],
    ['service named by the resource', { resourceAccount: ACCOUNT, resourcePolicy: allowing({ Principal: { Service: CLOUDTRAIL.service } }) }, ask({ principal: CLOUDTRAIL }), 'allow'],
    ['service not named by the resource', { resourceAccount: ACCOUNT, resourcePolicy: admitting(ACCOUNT) }, ask({ principal: CLOUDTRAIL }), 'implicit deny'],
  ])('%s', (_, policies, request, expected) => {
    expect(authorize(policies, request)).toBe(expected);
  });
});

describe('refuses what it does not know', () => {
  test.each<[string, PolicyDocument, string]>([
    ['operator', when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), 'unknown condition operator: IpAddress'],
    ['set operator', when({ 'ForSomeValues:StringEquals': { a: 'b' } }), 'unknown condition operator: ForSomeValues:StringEquals'],
    ['NullIfExists', when({ NullIfExists: { a: 'true' } }), 'unknown condition operator: NullIfExists'],
    ['value of Null', when({ Null: { a: 'yes' } }), 'unknown value of Null: yes'],
    ['value of Bool', when({ Bool: { a: 'yes' } }), 'unknown value of Bool: yes'],
    ['number', when({ NumericLessThan: { a: 'TLS1.2' } }), 'not a number: TLS1.2'],
    ['ARN', when({ ArnLike: { a: '*' } }), 'not an ARN: *'],
    ['statement element', allowing({ Sidd: 'x' }), 'unknown statement element: Sidd'],
    ['policy element', { ...allowing({}), Statements: [] } as PolicyDocument, 'unknown policy element: Statements'],
    ['version', { Version: '2008-10-17', Statement: [] }, 'unknown policy version: 2008-10-17'],
    ['effect', allowing({ Effect: 'allow' }), 'unknown effect: allow'],
    ['kind of principal', allowing({ Principal: { CanonicalUser: 'x' } }), 'unknown kind of principal: CanonicalUser'],
    ['principal', allowing({ Principal: { AWS: 'reader' } }), 'unknown principal: reader'],
    ['principal string', allowing({ Principal: 'reader' }), 'unknown principal: "reader"'],
    ['wildcard in a principal', allowing({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/*` } }), `a principal has no wildcards: arn:aws:iam::${ACCOUNT}:role/*`],
    ['no principal', policy({ Effect: 'Allow', Action: '*', Resource: '*' }), 'a resource policy names either Principal or NotPrincipal'],
    ['both principals', allowing({ NotPrincipal: '*' }), 'a resource policy names either Principal or NotPrincipal'],
    ['no action', policy({ Effect: 'Allow', Principal: '*', Resource: '*' }), 'a statement without Action'],
    ['both actions', allowing({ NotAction: 's3:*' }), 'both Action and NotAction'],
    ['unresolved value', allowing({ Resource: { Ref: 'Bucket' } }), 'Resource is not a literal: {"Ref":"Bucket"}'],
    ['unresolved condition', when({ StringEquals: { a: [{ Ref: 'X' }] } }), 'StringEquals a is not a literal: {"Ref":"X"}'],
    ['policy variable', allowing({ Resource: 'arn:aws:s3:::${aws:Nothing}' }), 'unknown policy variable: ${aws:Nothing}'],
    ['escaped wildcard', allowing({ Resource: 'arn:aws:s3:::b/${*}' }), 'escaped wildcards are not supported: arn:aws:s3:::b/${*}'],
    ['negated variable without value', when({ StringNotEquals: { a: '${aws:SourceAccount}' } }), 'no value for the policy variable of a negated element: ${aws:SourceAccount}'],
  ])('%s', (_, document, message) => {
    expect(() => evaluate(document, ask())).toThrow(message);
  });

  test('a multivalued key without a set operator', () => {
    expect(() => evaluate(when({ StringEquals: { a: 'b' } }), ask({ context: { a: ['b'] } }))).toThrow('StringEquals on the multivalued key a needs a set operator');
    expect(() => evaluate(allowing({ Resource: '${aws:PrincipalOrgPaths}' }), ask({ context: { 'aws:PrincipalOrgPaths': ['b'] } })))
      .toThrow('multivalued policy variable: ${aws:PrincipalOrgPaths}');
  });

  test('a principal in an identity policy', () => {
    expect(() => authorize({ resourceAccount: ACCOUNT, identityPolicies: [allowing({})] }, ask())).toThrow('an identity policy names no principal');
  });
});
