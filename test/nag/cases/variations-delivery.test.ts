import { adding, without } from '../helpers/changes';
import { ACCOUNT, REGION, stack, TRAIL_ARN } from '../helpers/templates';
import { all, BUCKET, type Change, CLOUDTRAIL, declaring, found, NO_VALUE, OBJECTS, OTHER, OUTSIDER, resource, type Variation, varied } from '../helpers/variations';

/* What AWS services send and need, in policies of all resources of a trail: each kind of mistake beside what looks alike and is right. */

const check = (_: string, changes: Variation[1], expected: Variation[2]) => expect(found(...changes)).toEqual([...expected].sort());
const ACCOUNT_WRITE = ['non-compliant BucketPolicyAllowsDelivery[AccountWrite] BucketPolicy'];
const DESTINATION = ['non-compliant BucketAccessLoggingEnabled[Destination] Bucket'];
const UNCLEAR_DESTINATION = ['cannot-tell BucketAccessLoggingEnabled[Destination] Bucket'];

describe('a denial of uploads', () => {
  const denial = (more: object): Change => adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: OBJECTS, ...more });
  const under = (Condition: object): Change[] => [denial({ Condition })];

  test.each<Variation>([
    ['with another ACL', under({ StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }), []],
    ['with the ACL that CloudTrail sends', under({ StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }), ACCOUNT_WRITE],
    ['without an ACL', under({ Null: { 's3:x-amz-acl': 'true' } }), []],
    ['with a key of the client', under({ Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } }), []],
    ['without a key of the client', under({ Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'true' } }), ACCOUNT_WRITE],
    ['with some other algorithm', under({ 'ForAnyValue:StringNotEquals': { 's3:x-amz-server-side-encryption': ['aws:kms', 'AES256'] } }), []],
    ['with two layers at most', under({ 'ForAllValues:StringEquals': { 's3:x-amz-server-side-encryption': 'aws:kms:dsse' } }), []],
    ['by a pattern, with a key in capitals', under({ StringNotLike: { 'S3:X-AMZ-SERVER-SIDE-ENCRYPTION': 'aws:*' } }), ACCOUNT_WRITE],
    ['that name AES256 if any', under({ StringEqualsIfExists: { 's3:x-amz-server-side-encryption': 'AES256' } }), ACCOUNT_WRITE],
    ['that come directly, not by way of a service', under({ Bool: { 'aws:ViaAWSService': 'false' } }), ACCOUNT_WRITE],
    ['that come by way of a service', under({ Bool: { 'aws:ViaAWSService': 'true' } }), []],
    ['through other endpoints', under({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }), ACCOUNT_WRITE],
    ['from other networks, but of no service', under({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }), []],
    ['by everybody but CloudTrail', [denial({ Principal: undefined, NotPrincipal: CLOUDTRAIL })], []],
    ['by everybody but another service', [denial({ Principal: undefined, NotPrincipal: { Service: 'config.amazonaws.com' } })], ACCOUNT_WRITE],
    ['and of all but reading', [denial({ Action: undefined, NotAction: 's3:Get*' })], ACCOUNT_WRITE],
  ])('%s', check);

  test.each<Variation>([
    ['the ACL of the bucket may not be read', [adding('BucketPolicy', { Effect: 'Deny', Principal: CLOUDTRAIL, Action: 's3:GetBucketA*', Resource: BUCKET })],
      ['non-compliant BucketPolicyAllowsDelivery[AclCheck] BucketPolicy']],
    ['no key may be used without TLS', [adding('Key', { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })], []],
    ['data keys are for an organization', [adding('Key', {
      Effect: 'Deny', Principal: '*', Action: 'kms:GenerateDataKey*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    })], ['non-compliant KeyPolicyAllowsDelivery[Encrypt] Key', 'non-compliant LogGroupEncrypted[KeyPolicy] Key', 'non-compliant TopicPolicySourceArn[Key] Key']],
    ['data keys are for an organization and for services', [adding('Key', {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    })], []],
    ['data keys are for those who have MFA', [adding('Key', {
      Effect: 'Deny', Principal: '*', Action: 'kms:GenerateDataKey*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    })], ['non-compliant KeyPolicyAllowsDelivery[Encrypt] Key', 'non-compliant LogGroupEncrypted[KeyPolicy] Key', 'non-compliant TopicPolicySourceArn[Key] Key']],
    ['the key may not be described without a context', [adding('Key', {
      Effect: 'Deny', Principal: CLOUDTRAIL, Action: 'kms:DescribeKey', Resource: '*', Condition: { Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'true' } },
    })], ['non-compliant KeyPolicyAllowsDelivery[Describe] Key']],
    ['messages come through one endpoint', [adding('TopicPolicy', {
      Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: { Ref: 'Topic' }, Condition: { StringNotEquals: { 'aws:sourceVpce': 'vpce-1' } },
    })], ['non-compliant TopicPolicySourceArn[Publish] TopicPolicy']],
    ['writing takes a header that test files do not have',
      [{ 'BucketPolicy.PolicyDocument.Statement.2.Condition.StringEquals': { 's3:x-amz-server-side-encryption': 'aws:kms', 'aws:SourceArn': TRAIL_ARN } }], ACCOUNT_WRITE],
    ['writing takes TLS and a service', [{ 'BucketPolicy.PolicyDocument.Statement.2.Condition.Bool': { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'true' } }], []],
  ])('is not needed where %s', check);
});

describe('access logs', () => {
  const WRITE = 'AccessLogsPolicy.PolicyDocument.Statement.1';
  const denied = (Condition: object): Change[] => [adding('AccessLogsPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*', Condition })];
  const LOGGING = { Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::access/*' };
  const outside = (name: unknown, ...Statement: object[]): Change[] => [
    without('AccessLogs', 'AccessLogsPolicy'), declaring({ Name: { Type: 'String' } }), { 'Bucket.LoggingConfiguration.DestinationBucketName': name },
    resource('Policy', 'AWS::S3::BucketPolicy', { Bucket: name, PolicyDocument: { Version: '2012-10-17', Statement } }),
  ];

  test.each<Variation>([
    ['allowed to all but some', [{ [`${WRITE}.Principal`]: undefined, [`${WRITE}.NotPrincipal`]: { AWS: OTHER } }], []],
    ['allowed in other letters', [{ [`${WRITE}.Action`]: 'S3:putobject' }], []],
    ['allowed by a JSON text', [{ 'AccessLogs.BucketName': 'access', 'AccessLogsPolicy.PolicyDocument': JSON.stringify({ Version: '2012-10-17', Statement: [LOGGING] }) }], []],
    ['allowed for buckets that begin alike', [{ 'Bucket.BucketName': 'audit-logs', [`${WRITE}.Condition`]: { StringLike: { 'aws:SourceArn': 'arn:aws:s3:::audit-*' } } }], []],
    ['allowed for a bucket whose name may begin alike', [{ [`${WRITE}.Condition`]: { StringLike: { 'aws:SourceArn': 'arn:aws:s3:::stack-*' } } }], UNCLEAR_DESTINATION],
    ['allowed to the bucket instead of its objects', [{ [`${WRITE}.Resource`]: { 'Fn::GetAtt': ['AccessLogs', 'Arn'] } }], DESTINATION],
    ['allowed for objects as the source', [{ [`${WRITE}.Condition.ArnLike`]: { 'aws:SourceArn': OBJECTS } }], DESTINATION],
    ['allowed to set ACLs alone', [{ [`${WRITE}.Action`]: 's3:PutObjectAcl' }], DESTINATION],
    ['denied without MFA', denied({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }), DESTINATION],
    ['denied outside of an organization', denied({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }), DESTINATION],
    ['denied to other endpoints', denied({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }), DESTINATION],
    ['denied without a tag', denied({ StringNotEquals: { 'aws:PrincipalTag/team': 'audit' } }), DESTINATION],
    ['denied with keys of the client', denied({ Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } }), []],
    ['denied by policy and allowed by ACL', [
      adding('AccessLogsPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }),
      { 'AccessLogs.AccessControl': 'LogDeliveryWrite', 'AccessLogs.OwnershipControls': { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } },
    ], DESTINATION],
    ['allowed by one of two policies', [resource('Second', 'AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'AccessLogs' }, PolicyDocument: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }] },
    })], UNCLEAR_DESTINATION],
    ['allowed by a policy that AWS refuses', [{ [`${WRITE}.NotAction`]: 's3:GetObject' }], ['non-compliant BucketAccessLoggingEnabled[Destination] AccessLogsPolicy']],
    ['allowed nothing, because no resource is named', [{ [`${WRITE}.Resource`]: undefined }],
      [...DESTINATION, 'non-compliant BucketAccessLoggingEnabled[Destination] AccessLogsPolicy']],
    ['in a bucket of two layers of KMS', [{ 'AccessLogs.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm': 'aws:kms:dsse' }], DESTINATION],
    ['of which anybody may delete all but some', [adding('AccessLogsPolicy', { Effect: 'Allow', Principal: '*', NotAction: 's3:GetObject', Resource: '*' })],
      ['non-compliant BucketAccessLoggingEnabled[Destination] AccessLogsPolicy']],
    ['of another bucket with a policy', [without('AccessLogsPolicy'), declaring({ Name: { Type: 'String' } }),
      resource('Reports', 'AWS::S3::Bucket', { BucketName: { 'Fn::Sub': '${Name}-x' } }),
      resource('ReportsPolicy', 'AWS::S3::BucketPolicy', { Bucket: { Ref: 'Reports' }, PolicyDocument: { Statement: [{ ...LOGGING, Resource: '*' }] } })], DESTINATION],
    ['in a bucket outside, whose policy is right', outside('access', LOGGING), UNCLEAR_DESTINATION],
    ['in a bucket outside, whose ACL may allow them', outside('access', { ...LOGGING, Principal: { Service: 'config.amazonaws.com' } }), UNCLEAR_DESTINATION],
    ['in a bucket outside, whose policy denies them', outside({ Ref: 'Name' }, { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }), DESTINATION],
    ['in a bucket outside, where anybody may delete them', outside('access', LOGGING, { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::access/*' }),
      [...UNCLEAR_DESTINATION, 'non-compliant BucketAccessLoggingEnabled[Destination] Policy']],
  ])('are %s', check);

  test('are allowed by a policy in another stack', () => {
    const Policy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'access', PolicyDocument: { Statement: [LOGGING] } } };
    expect(all(stack(varied({ 'AccessLogs.BucketName': 'access' }, without('AccessLogsPolicy'))), stack({ Resources: { Policy } }, { stackPath: 'Other' }))).toEqual([]);
  });

  test('need a policy in another stack, too', () => {
    const here = varied(without('AccessLogs', 'AccessLogsPolicy'), { 'Bucket.LoggingConfiguration.DestinationBucketName': { 'Fn::ImportValue': 'access' } });
    const there = { Resources: { Access: { Type: 'AWS::S3::Bucket' } }, Outputs: { Name: { Value: { Ref: 'Access' }, Export: { Name: 'access' } } } };
    expect(all(stack(here), stack(there, { stackPath: 'Other' }))).toEqual(DESTINATION);
  });
});

describe('a policy whose subject is not in the app', () => {
  const central = (name: unknown): Change[] => [
    declaring({ Name: { Type: 'String' } }), without('Bucket', 'AccessLogsPolicy'),
    { 'Trail.S3BucketName': name, 'BucketPolicy.Bucket': name, 'BucketPolicy.PolicyDocument': { Statement: [{ Effect: 'Allow', Principal: OUTSIDER, Action: 's3:Delete*', Resource: '*' }] } },
  ];

  test.each<[string, unknown]>([
    ['its name', 'central'], ['a parameter', { Ref: 'Name' }], ['an import', { 'Fn::ImportValue': 'logs' }], ['a stored value', '{{resolve:ssm:/logs}}'],
    ['an output of a stack', { 'Fn::GetStackOutput': { StackName: 'Logs', OutputName: 'Name' } }],
  ])('is judged for a bucket by %s', (_, name) => {
    expect(found(...central(name)).filter((each) => each.startsWith('non-compliant Bucket'))).toEqual([
      'non-compliant BucketPolicyAllowsDelivery[AccountWrite] BucketPolicy', 'non-compliant BucketPolicyAllowsDelivery[AclCheck] BucketPolicy',
      'non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy', 'non-compliant BucketSSLRequestsOnly BucketPolicy',
    ]);
  });

  const open = { Statement: [{ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sns:Publish', Resource: '*' }] };

  test.each<[string, unknown, string, object]>([
    ['its name, by a policy for its ARN', 'deliveries', 'AWS::SNS::TopicPolicy', { Topics: [`arn:aws:sns:${REGION}:${ACCOUNT}:deliveries`] }],
    ['its name, by an inline policy', 'deliveries', 'AWS::SNS::TopicInlinePolicy', { TopicArn: { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:deliveries' } }],
    ['a parameter', { Ref: 'Name' }, 'AWS::SNS::TopicPolicy', { Topics: [{ Ref: 'Name' }] }],
  ])('is judged for a topic by %s', (_, name, type, properties) => {
    const changes = [declaring({ Name: { Type: 'String' } }), without('Topic', 'TopicPolicy'), { 'Trail.SnsTopicName': name }, resource('Policy', type, { ...properties, PolicyDocument: open })];
    expect(found(...changes)).toContain('non-compliant TopicPolicySourceArn[AnyTrail] Policy');
  });

  test.each<[string, object]>([
    ['AWS::IAM::RolePolicy', { RoleName: 'deliver' }], ['AWS::IAM::Policy', { Roles: ['deliver'] }], ['AWS::IAM::ManagedPolicy', { Roles: ['other', 'deliver'] }],
  ])('is judged for a role: %s', (type, properties) => {
    const role = (Action: unknown): Change[] => [
      without('LogsRole', 'LogsPolicy'), { 'Trail.CloudWatchLogsRoleArn': `arn:aws:iam::${ACCOUNT}:role/deliver` },
      resource('Policy', type, { ...properties, PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: { 'Fn::GetAtt': ['LogGroup', 'Arn'] } }] } }),
    ];
    const about = (action: unknown) => found(...role(action)).filter((each) => each.includes('LogsRole'));
    expect(about('logs:*')).toEqual(['cannot-tell LogsRoleLeastPrivilege Trail', 'non-compliant LogsRoleLeastPrivilege[Excess] Policy']);
    expect(about(['logs:CreateLogStream', 'logs:PutLogEvents'])).toEqual(['cannot-tell LogsRoleLeastPrivilege Trail']);
  });
});

describe('a key', () => {
  const LOGS = 'logs.amazonaws.com';
  const CT = 'cloudtrail.amazonaws.com';
  const admitting = (Service: string) => ({
    EnableKeyRotation: true,
    PendingWindowInDays: 30,
    KeyPolicy: {
      Statement: [
        { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' },
        {
          Effect: 'Allow',
          Principal: { Service },
          Action: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncrypt*'],
          Resource: '*',
          ...Service === CT && { Condition: { StringEquals: { 'aws:SourceArn': TRAIL_ARN } } },
        },
      ],
    },
  });
  const own = (service: string, more: object = {}, attributes: object = {}): Change => resource('Own', 'AWS::KMS::Key', { ...admitting(service), ...more }, {
    DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', ...attributes,
  });
  const alias = resource('Alias', 'AWS::KMS::Alias', { AliasName: 'alias/own', TargetKeyId: { Ref: 'Own' } });
  const ofBucket = (id: unknown) => ({ 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID': id });

  test.each<Variation>([
    ['the bucket, by its alias, disabled', [own(CT, { Enabled: false }), alias, ofBucket('alias/own')], ['non-compliant KeyUsable[Enabled] Own']],
    ['the bucket, by the ARN of its alias, asymmetric', [own(CT, { KeySpec: 'RSA_2048' }), alias, ofBucket({ 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/own' })],
      ['non-compliant KeyUsable[KeySpec] Own']],
    ['the bucket, by reference to its alias, not retained', [own(CT, {}, { DeletionPolicy: 'Delete' }), alias, ofBucket({ Ref: 'Alias' })],
      ['non-compliant KeyRetained[Deletion] Own']],
    ['the log group, right', [own(LOGS), { 'LogGroup.KmsKeyId': { 'Fn::GetAtt': ['Own', 'Arn'] } }], []],
    ['the log group, disabled', [own(LOGS, { Enabled: 'false' }), { 'LogGroup.KmsKeyId': { 'Fn::GetAtt': ['Own', 'Arn'] } }], ['non-compliant LogGroupEncrypted[KeyPolicy] Own']],
    ['the log group, for signatures', [own(LOGS, { KeySpec: 'HMAC_256' }), { 'LogGroup.KmsKeyId': { Ref: 'Own' } }], ['non-compliant LogGroupEncrypted[KeyPolicy] Own']],
    ['the log group, by an import', [{ 'LogGroup.KmsKeyId': { 'Fn::ImportValue': 'key' } }], ['cannot-tell LogGroupEncrypted[KeyPolicy] LogGroup']],
    ['the topic, disabled', [own(CT, { Enabled: false }), { 'Topic.KmsMasterKeyId': { Ref: 'Own' } }], ['non-compliant TopicPolicySourceArn[Key] Own']],
    ['the topic, for verification', [own(CT, { KeyUsage: 'SIGN_VERIFY' }), alias, { 'Topic.KmsMasterKeyId': 'alias/own' }],
      ['non-compliant TopicPolicySourceArn[Key] Own']],
    ['the topic, by a name without alias/', [{ 'Topic.KmsMasterKeyId': 'aws/sns' }], ['non-compliant TopicPolicySourceArn[Key] Topic']],
    ['the topic, by the ARN of the alias of AWS', [{ 'Topic.KmsMasterKeyId': { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/sns' } }],
      ['non-compliant TopicPolicySourceArn[Key] Topic']],
  ])('of %s', check);

  test.each<Variation>([
    ['only another account may change it', [{ 'Key.KeyPolicy.Statement.0.Principal.AWS': OTHER }], ['non-compliant KeyPolicyAllowsDelivery[Lockout] Key', 'non-compliant KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['the account may do all but change it', [{ 'Key.KeyPolicy.Statement.0.Action': undefined, 'Key.KeyPolicy.Statement.0.NotAction': 'kms:Put*' }], ['non-compliant KeyPolicyAllowsDelivery[Lockout] Key']],
    ['the account may change another key', [{ 'Key.KeyPolicy.Statement.0.Resource': `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab` }],
      ['non-compliant KeyPolicyAllowsDelivery[Lockout] Key']],
    ['a role of the account may change it', [{ 'Key.KeyPolicy.Statement.0.Principal.AWS': `arn:aws:iam::${ACCOUNT}:role/admin` }], []],
    ['whoever a parameter names may change it', [declaring({ Admin: { Type: 'String' } }), { 'Key.KeyPolicy.Statement.0.Principal.AWS': { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Admin}' } }], []],
  ])('is refused where nobody may change it: %s', check);

  test.each<[string, unknown]>([
    ['an import', { 'Fn::ImportValue': 'key' }], ['an attribute', { 'Fn::GetAtt': ['Provider', 'Arn'] }], ['an output of a nested stack', { 'Fn::GetAtt': ['Nested', 'Outputs.Key'] }],
    ['an output of a stack', { 'Fn::GetStackOutput': { StackName: 'Keys', OutputName: 'Key' } }], ['a stored value', '{{resolve:ssm:/key}}'],
  ])('is set where it is %s', (_, value) => {
    const others = [resource('Provider', 'Custom::Key'), resource('Nested', 'AWS::CloudFormation::Stack', { TemplateURL: 'x' })];
    const about = (path: string, rule: RegExp) => found(...others, { [path]: value }).filter((each) => rule.test(each));
    expect(about('Trail.KMSKeyId', /\bEncryptionEnabled/)).toEqual([]);
    expect(about('Topic.KmsMasterKeyId', /TopicEncrypted/)).toEqual([]);
    expect(about('LogGroup.KmsKeyId', /LogGroupEncrypted /)).toEqual([]);
    expect(about('Trail.CloudWatchLogsRoleArn', /CloudWatchLogsEnabled/)).toEqual([]);
    expect(about('Trail.CloudWatchLogsLogGroupArn', /CloudWatchLogsEnabled/)).toEqual([]);
  });
});

test.each<Variation>([
  ['the trail', [{ 'BucketPolicy.PolicyDocument.Statement.2.Condition.StringEquals': { 'aws:SourceArn': 'arn:aws:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/audit' } }], ACCOUNT_WRITE],
  ['the account', [{ 'TopicPolicy.PolicyDocument.Statement.0.Condition.StringEquals': { 'aws:SourceAccount': '${AWS::AccountId}' } }], ['non-compliant TopicPolicySourceArn[Publish] TopicPolicy']],
  ['a parameter', [{ 'Key.KeyPolicy.Statement.2.Condition.StringEquals': { 'aws:SourceAccount': '${Account}' } }], ['non-compliant KeyPolicyAllowsDelivery[Describe] Key']],
  ['the account, which is a variable of AWS', [{ 'TopicPolicy.PolicyDocument.Statement.0.Condition.StringEquals': { 'aws:SourceAccount': '${aws:ResourceAccount}' } }], []],
])('a condition with %s outside of Fn::Sub admits nobody', check);

test.each<[string, unknown, string[]]>([
  ['a list', ['s3.amazonaws.com', 'logs.amazonaws.com'], []],
  ['a join', { 'Fn::Join': ['.', ['logs', { Ref: 'AWS::Region' }, { Ref: 'AWS::URLSuffix' }]] }, []],
  ['one of two, on condition', { 'Fn::If': ['East', 'logs.us-east-1.amazonaws.com', 'logs.eu-west-1.amazonaws.com'] }, []],
  ['nothing', NO_VALUE, ['non-compliant LogGroupEncrypted[KeyPolicy] Key']],
])('CloudWatch Logs is named by %s', (_, Service, expected) => {
  const East = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] };
  const verdicts = found(declaring({}, { Conditions: { East } }), { 'Key.KeyPolicy.Statement.3.Principal': { Service } }).filter((each) => each.includes('LogGroupEncrypted'));
  expect(verdicts).toEqual(expected);
});

test.each<[string, string, boolean]>([
  ['logs.amazonaws.com', 'cn-north-1', true], ['logs.cn-north-1.amazonaws.com', 'cn-north-1', true], ['logs.us-gov-west-1.amazonaws.com', 'us-gov-west-1', true],
  ['logs.us-gov-east-1.amazonaws.com', 'us-gov-west-1', false],
])('%s is CloudWatch Logs in %s: %j', (Service, region, expected) => {
  const template = varied({ 'Key.KeyPolicy.Statement.3.Principal': { Service }, 'Key.KeyPolicy.Statement.3.Condition': undefined });
  expect(!all(stack(template, { region })).some((each) => each.includes('LogGroupEncrypted'))).toBe(expected);
});
