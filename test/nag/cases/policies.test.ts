import { adding, GIVEN, withUnknowns } from '../helpers/changes';
import { ACCOUNT, changed, findings, type TestTemplate, TRAIL_ARN, verdicts } from '../helpers/templates';

/* Each table holds policies that let somebody in beside those that look alike and do not. */

const OTHER = '999988887777';
const OUTSIDER = { AWS: `arn:aws:iam::${OTHER}:root` };
const SERVICE = { Service: 'cloudtrail.amazonaws.com' };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const BUCKET = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
const version = (t: TestTemplate) => {
  t.Resources.Key.Properties.KeyPolicy.Version = '2012-10-17';
  t.Resources.TopicPolicy.Properties.PolicyDocument.Version = '2012-10-17';
};
const ids = (rule: string, ...changes: Parameters<typeof changed>) => [...new Set(verdicts(rule, changed(version, ...changes)).map((verdict) => {
  return `${verdict.startsWith('cannot-tell') ? '?' : ''}${/\[(.*)\]$/.exec(verdict)?.[1] ?? ''}`;
}))];

const ON: { readonly [where: string]: readonly [rule: string, logicalId: string, action: string, resource: unknown] } = {
  bucket: ['CloudTrailBucketPolicyLeastPrivilege', 'BucketPolicy', 's3:GetObject', OBJECTS],
  key: ['CloudTrailKeyPolicyLeastPrivilege', 'Key', 'kms:Decrypt', '*'],
  topic: ['CloudTrailTopicPolicySourceArn', 'TopicPolicy', 'sns:Subscribe', { Ref: 'Topic' }],
};

describe.each(Object.entries(ON))('a statement for everybody on the %s', (_, [rule, logicalId, Action, Resource]) => {
  const under = (Condition: unknown) => ids(rule, adding(logicalId, { Effect: 'Allow', Principal: '*', Action, Resource, Condition }));

  test.each<[string, unknown]>([
    ['a variable that is the key itself', { StringEquals: { 'kms:CallerAccount': '${kms:CallerAccount}' } }],
    ['the same for an account', { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } }],
    ['the same for an organization', { StringEquals: { 'aws:PrincipalOrgID': '${AWS:PrincipalOrgID}' } }],
    ['a variable inside of an ARN', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/*' } }],
    ['a tag that the other account chooses', { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalTag/account}' } }],
    ['a variable with a default', { StringEquals: { 'aws:PrincipalOrgID': "${aws:PrincipalTag/org, 'o-abcdefghij'}" } }],
    ['one fixed value beside a variable', { StringEquals: { 'aws:PrincipalAccount': [ACCOUNT, '${aws:PrincipalAccount}'] } }],
    ['an operator that holds without the key', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }],
    ['a set operator that holds for none', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/r-1/' } }],
    ['a pattern of organizations', { StringLike: { 'aws:PrincipalOrgID': 'o-abcdefghij*' } }],
    ['a negated operator', { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }],
    ['the presence of the key', { Null: { 'aws:PrincipalOrgID': 'false' } }],
  ])('under %s is for anybody', (_name, condition) => {
    expect(under(condition)).toEqual(['AnyPrincipal']);
  });

  test.each<[string, unknown]>([
    ['the account of the resource', { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }],
    ['the organization of the resource', { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
    ['an organization', { StringEqualsIgnoreCase: { 'aws:principalorgid': 'o-abcdefghij' } }],
    ['a part of an organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/r-1/*' } }],
    ['roles of the account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:ResourceAccount}:role/*' } }],
    ['the unique id of a role', { StringLike: { 'aws:userid': 'AROAEXAMPLEROLEID1234:*' } }],
  ])('under %s is not', (_name, condition) => {
    expect(under(condition)).toEqual([]);
  });
});

test.each<[string, unknown, string[]]>([
  ['a VPC that is whichever it is', { StringEquals: { 'aws:SourceVpc': '${aws:SourceVpc}' } }, ['Policy']],
  ['an access point of whichever account', { StringEquals: { 's3:DataAccessPointAccount': '${s3:DataAccessPointAccount}' } }, ['Policy']],
  ['every address, in two hundred networks', { IpAddress: { 'aws:SourceIp': Array.from({ length: 256 }, (_, i) => `${i}.0.0.0/8`) } }, ['Policy']],
  ['all of the newer addresses in pieces', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }, ['Policy']],
  ['a VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, []],
  ['a few networks', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '2001:db8::/32'] } }, []],
])('S3 calls public what is for everybody from %s: %j', (_, Condition, expected) => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition };
  expect(ids('CloudTrailBucketPublicAccessBlocked', adding('BucketPolicy', statement))).toEqual(expected);
});

describe('which trails CloudTrail may act for', () => {
  const PLACES: ReadonlyArray<[rule: string, logicalId: string, statement: number, Action: string]> = [
    ['CloudTrailBucketPolicySourceArn', 'BucketPolicy.PolicyDocument', 2, 's3:PutObject'],
    ['CloudTrailKeyPolicySourceArn', 'Key.KeyPolicy', 1, 'kms:*'],
    ['CloudTrailTopicPolicySourceArn', 'TopicPolicy.PolicyDocument', 0, 'sns:Publish'],
  ];
  const ALL = { 'BucketPolicy.PolicyDocument': OBJECTS, 'Key.KeyPolicy': '*', 'TopicPolicy.PolicyDocument': { Ref: 'Topic' } };

  describe.each(PLACES)('%s', (rule, path, index, Action) => {
    const [logicalId] = path.split('.');
    const Resource = ALL[path as keyof typeof ALL];
    const open = (deny: unknown) => ids(rule, { [`${path}.Statement.${index}.Condition`]: undefined }, adding(logicalId, {
      Effect: 'Deny', Principal: SERVICE, Action, Resource, Condition: deny,
    })).filter((id) => id.includes('AnyTrail'));

    test.each<[string, unknown]>([
      ['of one Region', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:*:trail/*' } }],
      ['of one foreign account', { StringEquals: { 'aws:SourceAccount': '000000000000' } }],
      ['of one foreign trail', { ArnEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:000000000000:trail/foreign' } }],
      ['of accounts that do not begin like this one', { StringNotLike: { 'aws:SourceAccount': '1*' } }],
      ['of trails with another name', { ArnNotLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/audit' } }],
      ['of what is not itself', { StringNotEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } }],
      ['of requests with another ACL', { StringNotEquals: { 'aws:SourceAccount': ACCOUNT, 's3:x-amz-server-side-encryption': 'aws:kms' } }],
      ['of requests without a source', { Null: { 'aws:SourceArn': 'true' } }],
    ])('a denial %s leaves others in', (_, condition) => {
      expect(open(condition)).toEqual(['AnyTrail']);
    });

    test.each<[string, unknown]>([
      ['other accounts', { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } }],
      ['accounts other than that of the resource', { StringNotEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } }],
      ['other trails', { ArnNotLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } }],
      ['other organizations', { StringNotEqualsIfExists: { 'aws:SourceOrgID': '${aws:ResourceOrgID}' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
      ['all trails', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' } }],
      ['all requests that have a source', { Null: { 'aws:SourceArn': 'false' } }],
      ['trails of every account', { StringLike: { 'aws:SourceAccount': '*' } }],
      ['trails of every organization', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': '*' } }],
    ])('a denial of %s leaves no others in', (_, condition) => {
      expect(open(condition)).toEqual([]);
    });

    const limited = (Condition: unknown) => ids(rule, { [`${path}.Statement.${index}.Condition`]: Condition }).filter((id) => id.includes('AnyTrail'));

    test.each<[string, unknown, string[]]>([
      ['an organization', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, []],
      ['a part of an organization', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } }, []],
      ['the organization of the resource', { StringEquals: { 'aws:SourceOrgID': '${aws:ResourceOrgID}' } }, []],
      ['the account of the resource', { StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } }, []],
      ['its trails', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:${aws:ResourceAccount}:trail/*' } }, []],
      ['any organization', { StringLike: { 'aws:SourceOrgID': 'o-*' } }, ['AnyTrail']],
      ['whichever account it is', { StringEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } }, ['AnyTrail']],
      ['whichever trail it is', { ArnLike: { 'aws:SourceArn': '${aws:SourceArn}' } }, ['AnyTrail']],
      ['any account but one', { StringNotEquals: { 'aws:SourceAccount': OTHER } }, ['AnyTrail']],
    ])('a limit to %s: %j', (_, condition, expected) => {
      expect(limited(condition)).toEqual(expected);
    });
  });

  test('every statement that is open is named at once', () => {
    const open = { 'BucketPolicy.PolicyDocument.Statement.1.Condition': undefined, 'BucketPolicy.PolicyDocument.Statement.2.Condition': undefined };
    expect(findings('CloudTrailBucketPolicySourceArn', changed(open)).map(({ detail }) => detail))
      .toEqual(['Statements 1 and 2 let CloudTrail use the bucket for a trail of any account.']);
  });

  test('who may only describe the key is not said to use it, and gets no advice that breaks the trail', () => {
    const [finding] = findings('CloudTrailKeyPolicySourceArn', changed({ 'Key.KeyPolicy.Statement.2.Condition': undefined }));
    expect(finding).toMatchObject({ detail: 'Statement 2 lets CloudTrail describe the key for a trail of any account.', fix: expect.stringContaining('does not work there') });
    const [both] = findings('CloudTrailKeyPolicySourceArn', changed({ 'Key.KeyPolicy.Statement.1.Condition': undefined, 'Key.KeyPolicy.Statement.2.Condition': undefined }));
    expect(both.detail).toBe('Statement 1 lets CloudTrail use the key for a trail of any account. Statement 2 lets CloudTrail describe the key for a trail of any account.');
    expect(both.fix).toBeUndefined();
  });
});

describe('who may change log files or the bucket', () => {
  const rule = 'CloudTrailBucketPolicyLeastPrivilege';
  const allow = (more: object) => adding('BucketPolicy', { Effect: 'Allow', Principal: OUTSIDER, Resource: [BUCKET, OBJECTS], ...more });

  test.each([
    's3:PutBucketNotification', 's3:PutBucketTagging', 's3:PutBucketCORS', 's3:PutBucketWebsite', 's3:PutInventoryConfiguration', 's3:UpdateObjectEncryption',
    's3:InitiateReplication', 's3:ObjectOwnerOverrideToBucketOwner', 's3:PutBucketOwnershipControls', 's3:PutAccelerateConfiguration', 's3:DeleteBucketWebsite',
    's3:PutReplicationConfiguration', 's3:AbortMultipartUpload', 'S3:PUTOBJECTLEGALHOLD', 's3:*Object', 's3:PutBucket?agging',
  ])('%s is a change', (Action) => {
    expect(ids(rule, allow({ Action }))).toEqual(['Changes']);
  });

  test.each([
    's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:GetBucketPolicy', 's3:GetObjectTagging', 's3:ListBucketVersions', 's3:GetInventoryConfiguration',
    's3:RestoreObject', 's3:GetBucket*', 's3:PutObjectTagging',
  ])('%s is none', (Action) => {
    expect(ids(rule, allow({ Action }))).toEqual([]);
  });

  const byTag = (Status: string) => ({
    'Bucket.LifecycleConfiguration.Rules': [
      { Id: 'Keep', Status: 'Enabled', ExpirationInDays: 400 }, { Id: 'ByTag', Status, ExpirationInDays: 1, TagFilters: [{ Key: 'expire', Value: 'true' }] },
    ],
  });

  test.each([
    ['s3:PutObjectTagging', 'Enabled', ['Changes']],
    ['s3:PutObjectVersionTagging', 'Enabled', ['Changes']],
    ['s3:DeleteObjectTagging', 'Enabled', ['Changes']],
    ['s3:PutObjectTagging', 'Disabled', []],
    ['s3:GetObjectTagging', 'Enabled', []],
  ])('where a rule that deletes by tags is %s, %s: %j', (Action, status, expected) => {
    expect(ids(rule, byTag(status), allow({ Action }))).toEqual(expected);
  });

  const cleaner = (bucket: unknown, trust?: unknown) => (t: TestTemplate) => {
    t.Resources.Cleaner = { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, BucketName: bucket } };
    t.Resources.Handler = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } } };
    t.Resources.HandlerRole = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust ?? TRUST({ Service: 'lambda.amazonaws.com' }) } };
  };
  const TRUST = (Principal: unknown) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
  const asCleaner = (Action: unknown, Resource: unknown = [BUCKET, OBJECTS]) => allow({ Principal: { AWS: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } }, Action, Resource });
  const CLEANING = ['s3:PutBucketPolicy', 's3:GetBucket*', 's3:List*', 's3:DeleteObject*'];

  test.each<[string, Array<(t: TestTemplate) => void>, string[]]>([
    ['the cleaner of this bucket cleans it', [cleaner({ Ref: 'Bucket' }), asCleaner(CLEANING)], []],
    ['and may do no more', [cleaner({ Ref: 'Bucket' }), asCleaner('s3:*')], ['Changes']],
    ['not even put', [cleaner({ Ref: 'Bucket' }), asCleaner('s3:PutObject')], ['Changes']],
    ['nor change the lifecycle', [cleaner({ Ref: 'Bucket' }), asCleaner('s3:PutLifecycleConfiguration', BUCKET)], ['Changes']],
    ['the cleaner of another bucket does not clean this one', [cleaner({ Ref: 'AccessLogs' }), asCleaner(CLEANING)], ['Changes']],
    ['nor does one of a bucket elsewhere', [cleaner('some-other-bucket'), asCleaner(CLEANING)], ['Changes']],
    ['a role that others may use is none of a cleaner', [cleaner({ Ref: 'Bucket' }, TRUST(OUTSIDER)), asCleaner(CLEANING)], ['Changes']],
    ['nor one that anybody may use', [cleaner({ Ref: 'Bucket' }, TRUST({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] })), asCleaner(CLEANING)], ['Changes']],
  ])('%s', (_, changes, expected) => {
    expect(ids(rule, ...changes)).toEqual(expected);
  });

  test.each<[string, object, string[]]>([
    ['all objects', { Resource: OBJECTS }, []],
    ['one folder', { Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/old/*' } }, ['Changes']],
    ['an object that is called *', { Resource: { 'Fn::Sub': '${Bucket.Arn}/${!*}' } }, ['Changes']],
    ['the objects of whoever calls', { Resource: { 'Fn::Sub': '${Bucket.Arn}/${!aws:username}/*' } }, ['Changes']],
    ['all but one folder', { Resource: undefined, NotResource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/*' } }, ['Changes']],
    ['all objects, to those who may', { Resource: OBJECTS, Principal: OUTSIDER }, []],
    ['all objects, to some of those', { Resource: OBJECTS, Principal: { AWS: 'arn:aws:iam::999988887777:role/x' } }, ['Changes']],
    ['all objects, to others', { Resource: OBJECTS, Principal: { AWS: ACCOUNT } }, ['Changes']],
    ['all objects, to all but the account', { Resource: OBJECTS, Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }, []],
    ['all objects, to all but those who may', { Resource: OBJECTS, Principal: undefined, NotPrincipal: OUTSIDER }, ['Changes']],
    ['all objects, without MFA', { Resource: OBJECTS, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }, ['Changes']],
  ])('a denial of %s: %j', (_, denial, expected) => {
    const deny = adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', ...denial });
    expect(ids(rule, allow({ Action: 's3:DeleteObject', Resource: OBJECTS }), deny)).toEqual(expected);
  });
});

test.each<[string, unknown, string[]]>([
  ['bucket and objects', [BUCKET, OBJECTS], []],
  ['the bucket and an object that is called *', [BUCKET, { 'Fn::Sub': '${Bucket.Arn}/${!*}' }], ['']],
  ['objects alone', OBJECTS, ['']],
  ['everything', '*', []],
])('requests without TLS are denied to %s: %j', (_, resource, expected) => {
  expect(ids('CloudTrailBucketSSLRequestsOnly', { 'BucketPolicy.PolicyDocument.Statement.0.Resource': resource })).toEqual(expected);
});

test('what certainly allows something denies nothing, whatever its resources are', () => {
  const allow = adding('BucketPolicy', { Effect: 'Allow', Principal: SERVICE, Action: 's3:PutObject', Resource: [GIVEN, { a: 1 }] });
  const open = { 'BucketPolicy.PolicyDocument.Statement.0.Action': 's3:GetObject' };
  expect(verdicts('CloudTrailBucketSSLRequestsOnly', withUnknowns(open, allow))).toEqual(['non-compliant BucketPolicy PolicyDocument']);
});

describe('two policies for one bucket are not their union', () => {
  const second = (...Statement: unknown[]) => (t: TestTemplate) => {
    t.Resources.Second = { Type: 'AWS::S3::BucketPolicy', DependsOn: 'BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Version: '2012-10-17', Statement } } };
  };
  const read = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: OBJECTS };

  test('one of them is too many', () => {
    const [finding] = findings('CloudTrailBucketPolicyAllowsDelivery', changed(second(read))).filter(({ findingId }) => findingId === 'SecondPolicy');
    expect(finding).toMatchObject({ answer: 'non-compliant', detail: expect.stringContaining('BucketPolicy and Second') });
  });

  test.each([
    ['CloudTrailBucketSSLRequestsOnly', ['?']],
    ['CloudTrailBucketPolicyAllowsDelivery', ['?AccountWrite', '?AclCheck', 'SecondPolicy']],
    ['CloudTrailBucketPolicyLeastPrivilege', []],
  ])('%s holds in one and not in the other: %j', (rule, expected) => {
    expect(ids(rule, second(read)).sort()).toEqual([...expected].sort());
  });

  test('a denial in the second does not excuse the first', () => {
    const allow = adding('BucketPolicy', { Effect: 'Allow', Principal: OUTSIDER, Action: 's3:DeleteObject', Resource: OBJECTS });
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: OBJECTS };
    expect(ids('CloudTrailBucketPolicyLeastPrivilege', allow, second(deny))).toEqual(['?Changes']);
  });

  test('what both lack is certainly missing', () => {
    expect(ids('CloudTrailBucketSSLRequestsOnly', { 'BucketPolicy.PolicyDocument.Statement.0.Action': 's3:GetObject' }, second(read))).toEqual(['']);
  });
});

describe('principals outside the account', () => {
  test.each<[string, object, string[]]>([
    ['everything', { Action: 'kms:*' }, ['Outsiders']],
    ['the policy', { Action: 'kms:PutKeyPolicy' }, ['Outsiders']],
    ['the end of the key', { Action: 'kms:ScheduleKeyDeletion' }, ['Outsiders']],
    ['grants', { Action: 'kms:CreateGrant' }, ['Outsiders']],
    ['everything but decryption', { Action: undefined, NotAction: 'kms:Decrypt' }, ['Outsiders']],
    ['everything, as a web identity', { Action: 'kms:*', Principal: { Federated: 'cognito-identity.amazonaws.com' } }, ['Outsiders']],
    ['everything, as a provider of another account', { Action: 'kms:*', Principal: { Federated: `arn:aws:iam::${OTHER}:saml-provider/x` } }, ['Outsiders']],
    ['everything, as the organization', { Action: 'kms:*', Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }, ['Outsiders']],
    ['grants to services of AWS', { Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }, []],
    ['decryption', { Action: ['kms:Decrypt', 'kms:DescribeKey'] }, []],
    ['decryption, as the organization', { Action: 'kms:Decrypt', Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }, []],
    ['everything, from this account after all', { Action: 'kms:*', Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } } }, []],
    ['everything, as a provider of this account', { Action: 'kms:*', Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` } }, []],
    ['everything on another key', { Action: 'kms:*', Resource: `arn:aws:kms:eu-west-1:${OTHER}:key/1234abcd-12ab-34cd-56ef-1234567890ab` }, []],
    ['grants, as a service', { Action: 'kms:CreateGrant', Principal: { Service: 's3.amazonaws.com' } }, ['Service']],
  ])('on the key, %s: %j', (_, more, expected) => {
    expect(ids('CloudTrailKeyPolicyLeastPrivilege', adding('Key', { Effect: 'Allow', Principal: OUTSIDER, Resource: '*', ...more }))).toEqual(expected);
  });

  test.each<[string, object, string[]]>([
    ['everything', { Action: 'sns:*' }, ['Outsiders']],
    ['publishing', { Action: 'SNS:Publish' }, ['Outsiders']],
    ['changing it', { Action: 'sns:SetTopicAttributes' }, ['Outsiders']],
    ['subscribing', { Action: ['sns:Subscribe', 'sns:GetTopicAttributes'] }, []],
    ['everything, as this account', { Action: 'sns:*', Principal: { AWS: ACCOUNT } }, []],
    ['publishing, as a service', { Action: 'sns:Publish', Principal: { Service: 'events.amazonaws.com' } }, []],
    ['everything by the owner, as the default policy has it', { Action: 'sns:*', Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } } }, []],
  ])('on the topic, %s: %j', (_, more, expected) => {
    expect(ids('CloudTrailTopicPolicySourceArn', adding('TopicPolicy', { Effect: 'Allow', Principal: OUTSIDER, Resource: { Ref: 'Topic' }, ...more }))).toEqual(expected);
  });

  test('an inline policy of the topic is one of its policies', () => {
    const inline = (t: TestTemplate) => {
      delete t.Resources.TopicPolicy;
      t.Resources.Inline = {
        Type: 'AWS::SNS::TopicInlinePolicy',
        Properties: {
          TopicArn: { Ref: 'Topic' },
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sns:*', Resource: '*' }] },
        },
      };
    };
    expect(verdicts('CloudTrailTopicPolicySourceArn', changed(inline))).toEqual(['non-compliant Inline PolicyDocument.Statement.0 [AnyPrincipal]']);
  });
});

describe('what may turn out to be one thing or another', () => {
  const either = (a: unknown, b: unknown) => ({ 'Fn::If': ['Prod', a, b] });
  const source = (value: unknown) => verdicts('CloudTrailBucketPolicySourceArn', withUnknowns({
    'BucketPolicy.PolicyDocument.Statement.2.Condition': { ArnLike: { 'aws:SourceArn': value } },
  })).map((verdict) => verdict.split(' ')[0]);
  const trail = (account: string) => `arn:aws:cloudtrail:eu-west-1:${account}:trail/audit`;

  test.each<[string, unknown, string[]]>([
    ['two known trails', either(trail(ACCOUNT), trail(OTHER)), []],
    ['a known trail, or any', either(trail(ACCOUNT), trail('*')), ['cannot-tell']],
    ['any trail, or any other', either(trail('*'), '*'), ['non-compliant']],
    ['one known account or another', { 'Fn::Join': ['', ['arn:aws:cloudtrail:*:', either(ACCOUNT, OTHER), ':trail/*']] }, []],
    ['one account or all', { 'Fn::Join': ['', ['arn:aws:cloudtrail:*:', either(ACCOUNT, '*'), ':trail/*']] }, ['cannot-tell']],
  ])('%s: %j', (_, value, expected) => {
    expect(source(value)).toEqual(expected);
  });
});

test('the former accounts of CloudTrail are no outsiders, and no way to deliver everywhere', () => {
  const former = { 'BucketPolicy.PolicyDocument.Statement.1.Principal': { AWS: '086441151436' }, 'BucketPolicy.PolicyDocument.Statement.2.Principal': { AWS: '086441151436' } };
  expect(ids('CloudTrailBucketPolicyLeastPrivilege', former)).toEqual([]);
  expect(findings('CloudTrailBucketPolicyAllowsDelivery', changed(former))[0].detail).toMatch(/former accounts of CloudTrail.*name the service principal/);
  expect(TRAIL_ARN).toContain(ACCOUNT);
});
