import { adding } from '../helpers/changes';
import { ACCOUNT, changed, findings, type TestTemplate, verdicts } from '../helpers/templates';

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

test.each<[string, object, boolean]>([
  ['whatever ends like a session of a role', { StringLike: { 'aws:userid': '*AROAEXAMPLEROLEID1234:*' } }, false],
  ['organizations that begin like one', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abc*/r-1/*' } }, false],
  ['what may be a role of another account, with the account in its path', { StringLike: { 'aws:PrincipalArn': `a*:aws:iam::${ACCOUNT}:role/x` } }, false],
  ['the same by an operator for ARNs', { ArnLike: { 'aws:PrincipalArn': `a*:aws:iam::${ACCOUNT}:role/x` } }, true],
  ['a role with a star in its name', { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }, true],
  ['a star as a part of an organization', { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:PrincipalOrgPaths': 'o-abc*/r-1/*' } }, true],
])('anybody, as %s, is somebody: %j', (_, Condition, expected) => {
  const found = named('CloudTrailBucketPolicyLeastPrivilege', adding('BucketPolicy', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition }));
  expect(found.length === 0).toBe(expected);
});

test.each<[string, object, boolean]>([
  ['a network by its name', { StringLike: { 'aws:SourceVpc': 'vpc-1' } }, true],
  ['networks by a pattern', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }, false],
  ['a network that is called like a pattern', { StringEquals: { 'aws:SourceVpc': 'vpc-*' } }, true],
  ['the same in any case of letters', { StringEqualsIgnoreCase: { 'aws:SourceVpc': 'vpc-*' } }, true],
  ['sixteen large networks', { IpAddress: { 'aws:SourceIp': Array.from({ length: 16 }, (_, i) => `${i}.0.0.0/8`) } }, true],
  ['seventeen large networks', { IpAddress: { 'aws:SourceIp': Array.from({ length: 17 }, (_, i) => `${i}.0.0.0/8`) } }, false],
  ['a large network of newer addresses', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, true],
  ['a larger one', { IpAddress: { 'aws:SourceIp': '2001:db8::/31' } }, false],
  ['one address, if there is one', { 'ForAllValues:IpAddress': { 'aws:SourceIp': '192.0.2.1/32' } }, false],
  ['some address', { 'ForAnyValue:IpAddress': { 'aws:SourceIp': '192.0.2.1/32' } }, true],
])('anybody from %s comes from somewhere: %j', (_, Condition, expected) => {
  const found = named('CloudTrailBucketPublicAccessBlocked', adding('BucketPolicy', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition }));
  expect(found.length === 0).toBe(expected);
});

describe('a permission of CloudTrail for any trail, beside a denial', () => {
  const beside = (Condition: object, denial: object = {}, allowed: object = {}) => named('CloudTrailBucketPolicySourceArn', (t) => {
    Object.assign(t.Resources.BucketPolicy.Properties.PolicyDocument.Statement[2], { Condition: undefined, ...allowed });
  }, adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition, ...denial })).map((each) => each.split(' ')[0]);
  const FOREIGN = { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } };

  test.each<[string, object, string[]]>([
    ['of all that have a source', { Null: { 'aws:SourceArn': 'false' } }, []],
    ['of the same, with a capital letter', { Null: { 'aws:SourceArn': 'False' } }, []],
    ['of the same, as a boolean', { Null: { 'aws:SourceArn': false } }, []],
    ['of all accounts', { StringLike: { 'aws:SourceAccount': '*' } }, []],
    ['of an account that is called *', { StringEquals: { 'aws:SourceAccount': '*' } }, ['non-compliant']],
    ['of the same in any case of letters', { StringEqualsIgnoreCase: { 'aws:SourceAccount': '*' } }, ['non-compliant']],
    ['by an operator that there is not', { SubstringLike: { 'aws:SourceAccount': '*' } }, ['cannot-tell']],
  ])('%s: %j', (_, Condition, expected) => {
    expect(beside(Condition)).toEqual(expected);
  });

  test.each<[string, object, object, string[]]>([
    ['the same action', { Action: 's3:PutObject' }, {}, []],
    ['one of the actions', { Action: 's3:PutObject' }, { Action: ['s3:PutObject', 's3:DeleteObject'] }, ['non-compliant']],
    ['one of the actions that a wildcard stands for', { Action: 's3:PutObject' }, { Action: 's3:Put*' }, ['non-compliant']],
    ['all actions that a wildcard stands for', { Action: 's3:P*' }, { Action: 's3:Put*' }, []],
    ['the same objects', { Resource: OBJECTS }, {}, []],
    ['some of the objects', { Resource: { 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/${ACCOUNT}/CloudTrail/*` } }, {}, ['non-compliant']],
    ['the only objects that it leaves out', { Resource: 'arn:aws:s3:::x/*' }, { Resource: undefined, NotResource: 'arn:aws:s3:::x/*' }, ['non-compliant']],
    ['the only actions that it leaves out', { Action: 's3:PutObject' }, { Action: undefined, NotAction: 's3:PutObject' }, ['non-compliant']],
    ['one of two kinds of objects', { Resource: OBJECTS }, { Resource: [OBJECTS, 'arn:aws:s3:::another/*'] }, ['non-compliant']],
  ])('of %s for the trails of other accounts', (_, denial, allowed, expected) => {
    expect(beside(FOREIGN, denial, allowed)).toEqual(expected);
  });

  // The policy denies requests without TLS as well, which has nothing to do with it.
  test.each<[number, string[]]>([[250, ['non-compliant']], [251, ['cannot-tell']]])('that lists five hundred things, where it lists twice %d itself', (count, expected) => {
    const texts = (name: string, length: number) => Array.from({ length }, (_, i) => `${name}${i}`);
    const denial = { Action: texts('s3:Other', 250), Resource: texts('arn:aws:s3:::other/', 250) };
    expect(beside(FOREIGN, denial, { Action: texts('s3:Put', count), Resource: texts('arn:aws:s3:::some/', count) })).toEqual(expected);
  });
});

test.each<[string, object, boolean]>([
  ['an organization', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, true],
  ['an organization of which a letter is open', { StringLike: { 'aws:SourceOrgID': 'o-a1b2c3d4e?' } }, true],
  ['an organization that is called like a pattern', { StringEquals: { 'aws:SourceOrgID': 'o-*' } }, false],
  ['a part of an organization', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-?/*' } }, true],
  ['no organization at all', { StringEquals: { 'aws:SourceOrgID': [] } }, false],
])('CloudTrail delivers by a permission for %s: %j', (_, Condition, expected) => {
  const found = findings('CloudTrailBucketPolicyAllowsDelivery', changed({ 'BucketPolicy.PolicyDocument.Statement.2.Condition': Condition }));
  expect(found.some(({ findingId }) => findingId === 'AccountWrite')).toBe(!expected);
  expect(found.filter(({ failed }) => failed)).toEqual([]);
});

test.each<[string, object, boolean]>([
  ['organizations by a pattern', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-abc*/r-1/*' } }, false],
  ['a part of an organization that is called like a pattern', { 'ForAnyValue:StringEquals': { 'aws:SourceOrgPaths': 'o-abc*/r-1/*' } }, true],
  ['the same in any case of letters', { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:SourceOrgPaths': 'o-abc*/r-1/*' } }, true],
])('CloudTrail acts for the trails of %s, which are known ones: %j', (_, Condition, expected) => {
  expect(named('CloudTrailBucketPolicySourceArn', { 'BucketPolicy.PolicyDocument.Statement.2.Condition': Condition }).length === 0).toBe(expected);
});

describe('deletion that an outsider is allowed, beside a denial', () => {
  const outsider = 'arn:aws:iam::999988887777:role/a';
  const notServices = { Bool: { 'aws:PrincipalIsAWSService': 'false' } };
  const role = { StringLike: { 'aws:PrincipalArn': '*:role/a' } };

  test.each<[string, object, object, string[]]>([
    ['to all but services', { AWS: outsider }, notServices, []],
    ['to services', { AWS: outsider }, { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, ['Changes']],
    ['to all but services, where a service may as well', { AWS: outsider, Service: 'lambda.amazonaws.com' }, notServices, ['Changes']],
    ['to the role', { AWS: outsider }, role, []],
    ['to a role, where its account may', { AWS: '999988887777' }, role, ['Changes']],
    ['to a role, where something that is none may', { AWS: `x${outsider}` }, role, ['Changes']],
  ])('%s', (_, Principal, Condition, expected) => {
    const statement = { Principal, Action: 's3:DeleteObject', Resource: OBJECTS };
    const found = named('CloudTrailBucketPolicyLeastPrivilege', adding('BucketPolicy', { ...statement, Effect: 'Allow' }), adding('BucketPolicy', { ...statement, Effect: 'Deny', Principal: '*', Condition }));
    expect(found.map((each) => /\[(.*)\]/.exec(each)![1])).toEqual(expected);
  });
});

test.each<[string, string[]]>([['aws:PrincipalAccount', []], ['aws:PrincipalTag/account', ['AnyPrincipal']]])('a denial to all of whom %s is not the account leaves in: %j', (key, expected) => {
  const statement = { Principal: '*', Action: 's3:GetObject', Resource: OBJECTS };
  const deny = adding('BucketPolicy', { ...statement, Effect: 'Deny', Condition: { StringNotEquals: { [key]: ACCOUNT } } });
  expect(findings('CloudTrailBucketPolicyLeastPrivilege', changed(adding('BucketPolicy', { ...statement, Effect: 'Allow' }), deny)).map(({ findingId }) => findingId)).toEqual(expected);
});

test('a denial in the policy of a role holds under its condition only', () => {
  const statement = { Action: 'cloudtrail:StopLogging', Resource: '*' };
  const deny = (more: object) => adding('LogsPolicy', { ...statement, Effect: 'Deny', ...more });
  const found = (more: object) => named('CloudTrailTamperGrants', adding('LogsPolicy', { ...statement, Effect: 'Allow' }), deny(more)).length;
  expect([found({}), found({ Condition: { StringEquals: { 'aws:PrincipalAccount': '999988887777' } } })]).toEqual([0, 1]);
});

describe('a hundred denials', () => {
  const answers = (count: number, Principal: unknown, Action: string, id: string) => {
    const statement = { Principal, Action, Resource: OBJECTS };
    const Statement = [
      ...Array.from({ length: count }, () => ({ ...statement, Effect: 'Allow' })),
      ...Array.from({ length: 100 }, () => ({ ...statement, Principal: '*', Effect: 'Deny', Condition: { StringNotEquals: { 'aws:PrincipalAccount': '999988887777' } } })),
      { ...statement, Principal: '*', Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ];
    return findings('CloudTrailBucketPolicyLeastPrivilege', changed({ 'BucketPolicy.PolicyDocument.Statement': Statement }))
      .filter(({ findingId }) => findingId === id).map(({ answer }) => answer);
  };

  test.each<[string, unknown, string, string]>([
    ['anybody', '*', 's3:GetObject', 'AnyPrincipal'], ['an outsider', { AWS: 'arn:aws:iam::999988887777:role/a' }, 's3:PutObject', 'Changes'],
  ])('are read beside a hundred permissions of %s, and beside more it cannot be told what they deny', (_, principal, action, id) => {
    expect(answers(100, principal, action, id)).toEqual(['non-compliant']);
    expect(answers(101, principal, action, id)).toEqual(['cannot-tell']);
  });
});

describe('an organization trail whose bucket policy denies', () => {
  const denying = (path: string, more: object = {}) => named('CloudTrailBucketPolicyAllowsDelivery', {
    'Trail.IsOrganizationTrail': true, 'BucketPolicy.PolicyDocument.Statement.2.Resource': { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/*' }, ...more,
  }, adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: { 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/${path}` } }));
  const CLOSED = ['non-compliant BucketPolicy PolicyDocument [OrganizationWrite]'];

  test.each<[string, string, string[]]>([['one organization', 'o-zzzzzzzzzz/*', []], ['all of them', 'o-*', CLOSED]])('%s', (_, path, expected) => {
    expect(denying(path)).toEqual(expected);
  });

  test.each<[number, string[]]>([[49, CLOSED], [50, ['cannot-tell BucketPolicy PolicyDocument [OrganizationWrite]']]])('all of %d that it allows beside any', (count, expected) => {
    const organizations = Array.from({ length: count }, (_, i) => ({ 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/o-organization${i}/*` }));
    const Resource = [{ 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/${ACCOUNT}/*` }, ...organizations];
    expect(denying('o-*', { 'BucketPolicy.PolicyDocument.Statement.2.Resource': Resource })).toEqual(expected);
  });
});

test.each([['CloudTrailKeyPolicyLeastPrivilege', 'Key', 'kms:PutKeyPolicy'], ['CloudTrailTopicPolicySourceArn', 'TopicPolicy', 'sns:Publish']])(
  '%s calls everybody but an outsider anybody, and no outsider', (rule, logicalId, Action) => {
    const statement = { Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::999988887777:root' }, Action, Resource: '*' };
    expect(named(rule, adding(logicalId, statement)).map((verdict) => /\[(.*)\]/.exec(verdict)![1]).filter((id) => id === 'AnyPrincipal' || id === 'Outsiders')).toEqual(['AnyPrincipal']);
  });

describe('a key of which a single statement is left', () => {
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const left = (Principal: unknown) => named('CloudTrailKeyPolicyAllowsDelivery', { 'Key.KeyPolicy.Statement': [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }] });

  test.each<[string, unknown, boolean]>([
    ['anybody', '*', true], ['the account', { AWS: root }, true], ['the account beside a service', { AWS: root, Service: 'cloudtrail.amazonaws.com' }, true],
    ['the account beside another one', { AWS: ['999988887777', root] }, true], ['another account', { AWS: '999988887777' }, false],
    ['a service', { Service: 'cloudtrail.amazonaws.com' }, false],
  ])('for %s can be changed: %j', (_, Principal, expected) => {
    expect(left(Principal).some((each) => each.includes('[Lockout]'))).toBe(!expected);
  });

  test('for a service beside the account is for a service', () => {
    const both = { Effect: 'Allow', Principal: { AWS: root, Service: 'lambda.amazonaws.com' }, Action: 'kms:PutKeyPolicy', Resource: '*' };
    expect(named('CloudTrailKeyPolicyLeastPrivilege', adding('Key', both))).toEqual(['non-compliant Key KeyPolicy.Statement.5 [Service]']);
  });
});

test('a replica may be used by anybody of the account that a variable names', () => {
  const replica = (condition: unknown) => named('CloudTrailKeyPolicyLeastPrivilege', (t) => {
    const Statement = [{ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'kms:CallerAccount': condition } } }];
    t.Resources.Replica = { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] }, KeyPolicy: { Version: '2012-10-17', Statement } } };
  });
  expect(replica('${aws:ResourceAccount}')).toEqual([]);
  expect(replica('${kms:CallerAccount}')).toEqual(['non-compliant Replica KeyPolicy.Statement.0 [AnyPrincipal]']);
});

describe('a key without a policy, which has that of KMS,', () => {
  test('lets nobody in', () => {
    expect(named('CloudTrailKeyPolicyLeastPrivilege', { 'Key.KeyPolicy': undefined })).toEqual([]);
  });

  test('lets nobody in as the primary key of the one that the trail names', () => {
    const replica = (policy: unknown) => named('CloudTrailKeyPolicyLeastPrivilege', (t) => {
      t.Resources.Replica = { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] }, KeyPolicy: t.Resources.Key.Properties.KeyPolicy } };
    }, { 'Trail.KMSKeyId': { 'Fn::GetAtt': ['Replica', 'Arn'] }, 'Bucket.BucketEncryption': undefined, 'Key.KeyPolicy': policy });
    expect(replica(undefined)).toEqual([]);
    expect(replica({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] })).toEqual(['non-compliant Key KeyPolicy.Statement.0 [AnyPrincipal]']);
  });
});

test.each<[string, Record<string, unknown>, boolean]>([
  ['as it is by default', { KeySpec: undefined, KeyUsage: undefined, Enabled: undefined }, true],
  ['as it is by default, in words', { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', Enabled: true }, true],
  ['that signs', { KeySpec: 'RSA_2048' }, false], ['of another use', { KeyUsage: 'GENERATE_VERIFY_MAC' }, false], ['that is off', { Enabled: false }, false],
])('a log group and a topic may be encrypted with a key %s: %j', (_, properties, expected) => {
  const key = Object.fromEntries(Object.entries(properties).map(([name, value]) => [`Key.${name}`, value]));
  expect(named('CloudTrailLogGroupEncrypted', key).length === 0).toBe(expected);
  expect(named('CloudTrailTopicPolicySourceArn', key).length === 0).toBe(expected);
});

test.each(['s3:DeleteObjectVersionTagging', 's3:ReplicateTags', 's3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:DeleteObjectTagging'])(
  '%s changes objects where a lifecycle rule goes by tags', (Action) => {
    const byTags = (Status: string) => ({ 'Bucket.LifecycleConfiguration.Rules.1': { Status, ExpirationInDays: 400, TagFilters: [{ Key: 'a', Value: 'b' }] } });
    const allow = adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action, Resource: OBJECTS });
    const ids = (Status: string) => findings('CloudTrailBucketPolicyLeastPrivilege', changed(byTags(Status), allow)).map(({ findingId }) => findingId);
    expect(ids('Enabled')).toEqual(['Changes']);
    expect(ids('Disabled')).toEqual([]);
  });

test.each<[string, boolean]>([['logging.s3.amazonaws.com', true], ['s3.amazonaws.com', false], ['', false]])('access logs are delivered by a service that calls itself %j: %j', (name, expected) => {
  const Condition = { StringEquals: { 'aws:PrincipalServiceName': name } };
  const found = named('CloudTrailBucketAccessLoggingEnabled', { 'AccessLogsPolicy.PolicyDocument.Statement.1.Condition': Condition });
  expect(found.length === 0).toBe(expected);
});

test.each<[string, boolean]>([['arn:aws:iam::aws:policy/ReadOnlyAccess', true], ['xarn:aws:iam::aws:policy/ReadOnlyAccess', false], [`arn:aws:iam::${ACCOUNT}:policy/mine`, false]])(
  'a role with the policy %s certainly does more than deliver: %j', (arn, expected) => {
    const found = named('CloudTrailLogsRoleLeastPrivilege', { 'LogsRole.ManagedPolicyArns': [arn] });
    expect(found.includes('non-compliant LogsRole ManagedPolicyArns.0 [Excess]')).toBe(expected);
  });

test('only at its end is :* no part of the ARN of a log group', () => {
  const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:a:*b`;
  const template = changed({ 'Trail.CloudWatchLogsLogGroupArn': `${group}:*`, 'LogsPolicy.PolicyDocument.Statement.0.Resource': `${group}:log-stream:*` });
  expect(verdicts('CloudTrailLogsRoleLeastPrivilege', template)).toEqual([]);
});
