import { adding, GIVEN } from '../helpers/changes';
import { conditions, when } from '../helpers/reports';
import { ACCOUNT, TRAIL_ARN } from '../helpers/templates';
import { BUCKET, type Change, CLOUDTRAIL, declaring, found, NO_VALUE, OBJECTS, OTHER, OUTSIDER, resource, type Variation } from '../helpers/variations';

/* Policies that AWS refuses, that nobody can read to the end, and that depend on conditions which do not matter. */

const check = (_: string, changes: Variation[1], expected: Variation[2]) => expect(found(...changes)).toEqual([...expected].sort());
const onBucket = (more: object): Change => adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: OBJECTS, ...more });
const ORGANIZATION = { 'aws:PrincipalOrgID': 'o-abcdefghij' };

describe('AWS refuses', () => {
  const MALFORMED = ['non-compliant BucketPolicyAllowsDelivery[Malformed] BucketPolicy'];

  test.each<[string, object]>([
    ['what is and is not the action', { NotAction: 's3:PutObject' }],
    ['what is and is not the resource', { NotResource: 'arn:aws:s3:::x' }],
    ['what is and is not the principal', { NotPrincipal: '*' }],
    ['a service without its type', { Principal: 'cloudtrail.amazonaws.com' }],
    ['an ARN without its type', { Principal: `arn:aws:iam::${ACCOUNT}:root` }],
    ['the exception of an ARN without its type', { Principal: undefined, NotPrincipal: `arn:aws:iam::${ACCOUNT}:root` }],
    ['a role without its type', { Principal: { Ref: 'LogsRole' } }],
    ['a principal of no known type', { Principal: { User: 'x', AWS: ACCOUNT } }],
    ['no principals of a type', { Principal: { AWS: [NO_VALUE], Service: 'cloudtrail.amazonaws.com' } }],
    ['a name as principal', { Principal: { AWS: [ACCOUNT, 'admin'] } }],
    ['a part of an ARN as principal', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/*` } }],
    ['a principal with a reference outside of Fn::Sub', { Principal: { AWS: 'arn:aws:iam::${AWS::AccountId}:role/x' } }],
    ['a service without its domain', { Principal: { Service: 'cloudtrail' } }],
    ['an action without its service', { Action: ['s3:GetObject', 'GetObjectVersion'] }],
    ['the name of a bucket as resource', { Resource: 'logs/*' }],
    ['a reference that gives a name as resource', { Resource: { 'Fn::Sub': '${Bucket}/*' } }],
    ['a reference outside of Fn::Sub as resource', { Resource: '${Bucket.Arn}/*' }],
    ['an operator with a letter less', { Condition: { StringEqual: ORGANIZATION } }],
    ['a qualifier that there is not', { Condition: { 'ForSomeValues:StringEquals': ORGANIZATION } }],
    ['a key in the place of the operator', { Condition: ORGANIZATION }],
    ['a condition that is a list', { Condition: [{ StringEquals: ORGANIZATION }] }],
    ['a condition that is a text', { Condition: 'StringEquals' }],
    ['an element with a letter more', { Resources: OBJECTS }],
    ['no effect', { Effect: undefined }],
    ['an effect that there is not', { Effect: 'Permit' }],
  ])('%s', (_, more) => {
    expect(found(onBucket(more)).filter((each) => each.includes('[Malformed]'))).toEqual(MALFORMED);
  });

  test.each<Variation>([
    ['of a bucket policy', [{ 'BucketPolicy.PolicyDocument.Version': '2012-10-18' }], MALFORMED],
    ['of a topic policy', [{ 'TopicPolicy.PolicyDocument.Version': '2024-01-01' }], ['non-compliant TopicPolicySourceArn[Malformed] TopicPolicy']],
    ['of a key policy', [{ 'Key.KeyPolicy.Version': '1.0' }], ['non-compliant KeyPolicyAllowsDelivery[Malformed] Key']],
    ['of the policy of a role', [{ 'LogsPolicy.PolicyDocument.Version': '2012' }], ['non-compliant LogsRoleLeastPrivilege[Malformed] LogsPolicy']],
    ['of a trust policy', [{ 'LogsRole.AssumeRolePolicyDocument.Version': '' }], ['non-compliant LogsRoleLeastPrivilege[Malformed] LogsRole']],
    ['which is the older one', [{ 'TopicPolicy.PolicyDocument.Version': '2008-10-17' }], []],
    ['which only the deployment knows', [declaring({ Given: { Type: 'String' } }), { 'TopicPolicy.PolicyDocument.Version': GIVEN }], []],
  ])('a version that there is not, %s', check);

  test.each<Variation>([
    ['a topic policy', [{ 'TopicPolicy.PolicyDocument.Statement.0.Condition': { StringEqualsIfExist: { 'aws:SourceArn': TRAIL_ARN } } }], ['non-compliant TopicPolicySourceArn[Malformed] TopicPolicy']],
    ['a key policy', [{ 'Key.KeyPolicy.Statement.0.Principal': { AWS: `arn:aws:iam::${ACCOUNT}:*` } }], ['non-compliant KeyPolicyAllowsDelivery[Malformed] Key']],
    ['the policy of a role', [adding('LogsPolicy', { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: { Ref: 'LogGroup' } })], ['non-compliant LogsRoleLeastPrivilege[Malformed] LogsPolicy']],
    ['a trust policy', [{ 'LogsRole.AssumeRolePolicyDocument.Statement.0.Principals': '*' }], ['non-compliant LogsRoleLeastPrivilege[Malformed] LogsRole']],
    ['a document', [{ 'TopicPolicy.PolicyDocument.Statements': [] }], ['non-compliant TopicPolicySourceArn[Malformed] TopicPolicy']],
  ])('a fault in %s', (_, changes, expected) => {
    expect(found(...changes).filter((each) => each.includes('[Malformed]'))).toEqual(expected);
  });

  test.each<[string, object]>([
    ['a qualifier and an ending', { Condition: { 'foranyvalue:STRINGLIKEIFEXISTS': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/*' } } }],
    ['dates, numbers and bytes', { Condition: { DateGreaterThan: { 'aws:CurrentTime': '2024-01-01T00:00:00Z' }, NumericLessThanEquals: { 'aws:MultiFactorAuthAge': '300' }, BinaryEquals: { 'x:y': 'QQ==' } } }],
    ['addresses and absence', { Condition: { NotIpAddressIfExists: { 'aws:SourceIp': '192.0.2.0/24' }, Null: { 'aws:SourceVpce': 'true' } } }],
    ['the id of a role', { Principal: { AWS: 'AROAEXAMPLEROLEID1234' } }],
    ['principals of all types', { Principal: { AWS: [ACCOUNT, `arn:aws:sts::${ACCOUNT}:assumed-role/x/y`], Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` } }],
    ['elements in other letters', { sid: 'X' }],
    ['a resource that may be anything', { Resource: ['*', '*:logs/*', 'a*:x'] }],
    ['a resource that an import begins', { Resource: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'arn' }, '/*']] } }],
    ['a resource that a variable of AWS begins', { Resource: '${aws:PrincipalTag/arn}' }],
  ])('not %s', (_, more) => {
    expect(found(onBucket(more)).filter((each) => each.includes('[Malformed]'))).toEqual([]);
  });

  test('what is very long, and says so in few words', () => {
    expect(found(onBucket({ Action: 'x'.repeat(5000) }))).toEqual(MALFORMED);
  });
});

describe('what cannot be read and cannot matter', () => {
  const given = declaring({ Given: { Type: 'String' } });

  test.each<Variation>([
    ['where CloudTrail may write, for TLS', [{ 'BucketPolicy.PolicyDocument.Statement.0.Action': 's3:GetObject' }, onBucket({ Resource: GIVEN })], ['non-compliant BucketSSLRequestsOnly BucketPolicy']],
    ['what the account may read', [onBucket({ Resource: GIVEN })], []],
    ['what the account may read, by a function that there is not', [onBucket({ Resource: { 'Fn::Anything': 1 } })], []],
    ['what CloudTrail may do more', [onBucket({ Principal: CLOUDTRAIL, Action: GIVEN, Condition: { StringEquals: { 'aws:SourceArn': TRAIL_ARN } } })], []],
    ['what a stranger may do elsewhere', [onBucket({ Principal: OUTSIDER, Action: GIVEN, Resource: 'arn:aws:s3:::other/*' })], []],
    ['where deletion is denied', [adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: GIVEN })], []],
    ['to whom subscriptions are denied', [adding('TopicPolicy', { Effect: 'Deny', Principal: { AWS: GIVEN }, Action: 'sns:Subscribe', Resource: '*' })], []],
    ['when the end of the key is denied', [adding('Key', { Effect: 'Deny', Principal: '*', Action: 'kms:ScheduleKeyDeletion', Resource: GIVEN, Condition: GIVEN })], []],
    ['where the account may decrypt', [adding('Key', { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:Decrypt', Resource: [GIVEN, { 'Fn::Anything': 1 }] })], []],
    ['who may only read', [onBucket({ Principal: { AWS: GIVEN } })],
      ['cannot-tell BucketPolicyLeastPrivilege[AnyPrincipal] BucketPolicy', 'cannot-tell BucketPublicAccessBlocked[Policy] BucketPolicy']],
  ])('%s', (_, changes, expected) => {
    expect(found(given, ...changes)).toEqual(expected);
  });
});

describe('twenty conditions that nobody can decide', () => {
  const { Parameters, Conditions, names } = conditions(20);
  const tags = names.map((name) => when(name, { Key: name, Value: 'x' }));
  const actions = names.map((name) => when(name, `s3:Get${name}`));
  const statements = (statement: object): Change => (t) => {
    t.Resources.BucketPolicy.Properties.PolicyDocument.Statement.push(...names.map((name) => when(name, statement)));
  };

  test.each<Variation>([
    ['tags of a key that does not rotate', [{ 'Key.Tags': tags, 'Key.EnableKeyRotation': false }], ['non-compliant KeyRotationEnabled Key']],
    ['tags of a log group of a week', [{ 'LogGroup.Tags': tags, 'LogGroup.RetentionInDays': 7 }], ['non-compliant LogGroupRetention LogGroup']],
    ['tags of a topic without key', [{ 'Topic.Tags': tags, 'Topic.KmsMasterKeyId': undefined }], ['non-compliant TopicEncrypted Topic']],
    ['actions beside one that is too much', [{ 'LogsRole.Policies': [{ PolicyName: 'x', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['logs:DeleteLogGroup', ...actions], Resource: '*' }] } }] }],
      ['non-compliant LogsRoleLeastPrivilege[Excess] LogsRole']],
    ['actions beside a deletion', [onBucket({ Principal: OUTSIDER, Action: ['s3:DeleteObject', ...actions] })], ['non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy']],
    ['principals beside a stranger', [onBucket({ Principal: { AWS: [OUTSIDER.AWS, ...names.map((name) => when(name, `arn:aws:iam::${ACCOUNT}:role/${name}`))] }, Action: 's3:DeleteObject' })],
      ['non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy']],
    ['statements beside a missing one', [{ 'BucketPolicy.PolicyDocument.Statement.0.Action': 's3:GetObject' }, statements({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: OBJECTS })],
      ['non-compliant BucketSSLRequestsOnly BucketPolicy']],
    ['denials that change nothing', [statements({ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: OBJECTS })], []],
    ['lifecycle rules for other objects', [{
      'Bucket.LifecycleConfiguration.Rules': [
        { Status: 'Enabled', ExpirationInDays: 30 }, ...names.map((name) => when(name, { Status: 'Enabled', Prefix: `x${name}/`, ExpirationInDays: 5 })),
      ],
    }], ['non-compliant BucketRetention[Expiration] Bucket']],
    ['outcomes that are all off', [{ 'Trail.IsLogging': { 'Fn::If': ['C1', false, { 'Fn::If': ['C2', 'false', { 'Fn::If': ['C3', NO_VALUE, false] }] }] } }], ['non-compliant LoggingEnabled Trail']],
  ])('in %s', (_, changes, expected) => {
    expect(found(declaring(Parameters, { Conditions } as object), ...changes)).toEqual(expected);
  });
});

describe('two resources of one type are never the same, whatever a parameter says', () => {
  const given = declaring({ Name: { Type: 'String' } });
  const open = (Action: string) => ({ Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource: '*' }] });
  const broad = { Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }] };
  const role = resource('Other', 'AWS::IAM::Role', { RoleName: { Ref: 'Name' }, AssumeRolePolicyDocument: { Statement: [] } });
  const topic = resource('Other', 'AWS::SNS::Topic', { TopicName: { 'Fn::Sub': '${Name}-alerts' } });
  const bucket = resource('Other', 'AWS::S3::Bucket', { BucketName: { 'Fn::ImportValue': 'name' } });

  test.each<Variation>([
    ['topics', [topic, resource('Policy', 'AWS::SNS::TopicPolicy', { Topics: [{ Ref: 'Other' }], PolicyDocument: open('sns:*') })], []],
    ['topics with an inline policy', [topic, resource('Policy', 'AWS::SNS::TopicInlinePolicy', { TopicArn: { Ref: 'Other' }, PolicyDocument: open('sns:*') })], []],
    ['roles', [role, resource('Policy', 'AWS::IAM::Policy', { PolicyName: 'x', Roles: [{ Ref: 'Other' }], PolicyDocument: broad })], []],
    ['roles with a policy of their own', [role, resource('Policy', 'AWS::IAM::RolePolicy', { PolicyName: 'x', RoleName: { Ref: 'Other' }, PolicyDocument: broad })], []],
    ['roles with a managed policy', [role, resource('Policy', 'AWS::IAM::ManagedPolicy', { Roles: [{ Ref: 'Other' }], PolicyDocument: broad })], []],
    ['roles that may delete', [role, onBucket({ Principal: { AWS: { 'Fn::GetAtt': ['Other', 'Arn'] } }, Action: 's3:DeleteObject' })], ['non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy']],
    ['keys with an alias', [resource('Other', 'AWS::KMS::Key', { KeyPolicy: open('kms:*') }), resource('Alias', 'AWS::KMS::Alias', { AliasName: { Ref: 'Name' }, TargetKeyId: { Ref: 'Other' } })], []],
    ['buckets by an import', [bucket, resource('Policy', 'AWS::S3::BucketPolicy', { Bucket: { Ref: 'Other' }, PolicyDocument: open('s3:*') })], []],
    ['buckets that are both named by parameters', [declaring({ Mine: { Type: 'String' } }), { 'Bucket.BucketName': { Ref: 'Mine' } }, resource('Other', 'AWS::S3::Bucket', { BucketName: { Ref: 'Name' } }),
      resource('Policy', 'AWS::S3::BucketPolicy', { Bucket: { Ref: 'Other' }, PolicyDocument: open('s3:*') })], []],
  ])('%s', (_, changes, expected) => {
    expect(found(given, ...changes)).toEqual(expected);
  });
});

describe('the organization of the source', () => {
  const OPEN = ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy', 'non-compliant KeyPolicySourceArn[AnyTrail] Key', 'non-compliant TopicPolicySourceArn[AnyTrail] TopicPolicy'];
  const PLACES = ['TopicPolicy.PolicyDocument.Statement.0', 'Key.KeyPolicy.Statement.1', 'Key.KeyPolicy.Statement.2', 'BucketPolicy.PolicyDocument.Statement.1', 'BucketPolicy.PolicyDocument.Statement.2'];

  test.each<[string, object, string[]]>([
    ['is one of two, with a key in other letters', { StringEquals: { 'AWS:sourceorgid': ['o-a1b2c3d4e5', 'o-abcdefghij'] } }, []],
    ['is given beside the account', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5', 'aws:SourceAccount': ACCOUNT } }, []],
    ['is a part of one', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'] } }, []],
    ['is any parameter, as it is', { StringEquals: { 'aws:SourceOrgID': { Ref: 'Any' } } }, []],
    ['is a parameter with a pattern', { StringLike: { 'aws:SourceOrgID': { Ref: 'Org' } } }, []],
    ['is a part of one in a parameter with a pattern', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': { 'Fn::Sub': '${Org}/r-ab12/*' } } }, []],
    ['is a part of any', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': ['*/ou-ab12-11111111/*'] } }, OPEN],
    ['is not asked for where there is none', { StringEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, OPEN],
    ['is not asked for in an empty set', { 'ForAllValues:StringEquals': { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, OPEN],
  ])('%s', (_, Condition, expected) => {
    const changes = PLACES.map((place) => ({ [`${place}.Condition`]: Condition }));
    expect(found(declaring({ Any: { Type: 'String' }, Org: { Type: 'String', AllowedPattern: '^o-[a-z0-9]{10,32}$' } }), ...changes)).toEqual(expected);
  });
});

describe('the folder of an organization', () => {
  const folder = (Resource: unknown, Parameters: object = {}, sections: object = {}): Change[] => [
    declaring(Parameters, sections),
    { 'Trail.IsOrganizationTrail': true, 'LogsPolicy.PolicyDocument.Statement.0.Resource': { 'Fn::GetAtt': ['LogGroup', 'Arn'] } },
    adding('BucketPolicy', { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:PutObject', Resource, Condition: { StringEquals: { 'aws:SourceArn': TRAIL_ARN } } }),
  ];
  const by = (text: string) => ({ 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/\${${text}}/*` });
  const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['/', [BUCKET, 'AWSLogs', ...parts, '*']] });
  const MISSING = ['non-compliant BucketPolicyAllowsDelivery[OrganizationWrite] BucketPolicy'];
  const UNKNOWN = ['cannot-tell BucketPolicyAllowsDelivery[OrganizationWrite] BucketPolicy'];

  test.each<Variation>([
    ['a parameter that allows organizations', folder(by('Org'), { Org: { Type: 'String', AllowedValues: ['o-aaaaaaaaaa', 'o-bbbbbbbbbb'] } }), []],
    ['a parameter that allows accounts', folder(by('Org'), { Org: { Type: 'String', AllowedValues: [ACCOUNT, OTHER] } }), MISSING],
    ['a parameter with the pattern of accounts', folder(by('Org'), { Org: { Type: 'String', AllowedPattern: '[0-9]{12}' } }), MISSING],
    ['a parameter with a short pattern', folder(by('Org'), { Org: { Type: 'String', AllowedPattern: 'o-[a-z0-9]+' } }), []],
    ['a row of a mapping', folder(joined({ 'Fn::FindInMap': ['Orgs', { Ref: 'AWS::Region' }, 'Id'] }), {}, { Mappings: { Orgs: { 'eu-west-1': { Id: 'o-aaaaaaaaaa' } } } }), []],
    ['a part of a text', folder(joined({ 'Fn::Select': [1, { 'Fn::Split': [':', 'id:o-aaaaaaaaaa'] }] })), []],
    ['an attribute of the organization', [resource('Org', 'AWS::Organizations::Organization'), ...folder(by('Org.Id'))], []],
    ['any', folder(joined('*')), []],
    ['the Region', folder(by('AWS::Region')), MISSING],
    ['an import', folder(joined({ 'Fn::ImportValue': 'org' })), UNKNOWN],
    ['the name of the stack', folder(by('AWS::StackName')), UNKNOWN],
  ])('is %s', check);
});
