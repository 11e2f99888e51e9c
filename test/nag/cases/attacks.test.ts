import { adding, either, GIVEN, withUnknowns } from '../helpers/changes';
import { report, said } from '../helpers/reports';
import { ACCOUNT, changed, stack, type TestTemplate, verdicts } from '../helpers/templates';

/* What lets others in, stops a trail or hides it, in spellings that are easily overlooked, each beside what looks alike and does not. */

const OTHER = '999988887777';
const OUTSIDER = { AWS: `arn:aws:iam::${OTHER}:root` };
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const BUCKET = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const OBJECTS_OF_FIRST = { 'Fn::Sub': '${Bucket.Arn}/' };
type Change = (t: TestTemplate) => void;

const version: Change = (t) => {
  for (const id of ['BucketPolicy', 'TopicPolicy', 'LogsPolicy']) t.Resources[id].Properties.PolicyDocument.Version = '2012-10-17';
  t.Resources.Key.Properties.KeyPolicy.Version = '2012-10-17';
};
const onBucket = (statement: object) => adding('BucketPolicy', { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS, ...statement });
const onKey = (statement: object) => adding('Key', { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...statement });
const resource = (id: string, Type: string, Properties: object = {}): Change => (t) => {
  t.Resources[id] = { Type, Properties };
};
/** All findings but those that the right template has, which is without alarms and events of objects. */
const all = (template: TestTemplate) => said(report(template)).filter((each) => !/TrailPresent|AlarmsConfigured\[None\]|ObjectEventsLogged/.test(each));
const found = (...changes: Parameters<typeof changed>) => all(changed(version, ...changes));

test('nothing is said of the right template', () => {
  expect(found()).toEqual([]);
});

describe('a wildcard before the account', () => {
  const BUCKET_OPEN = ['non-compliant BucketPublicAccessBlocked[Policy] BucketPolicy', 'non-compliant BucketPolicyLeastPrivilege[AnyPrincipal] BucketPolicy'];

  test.each<[string, object, string[]]>([
    ['takes colons in a text: the path of a role may hold the account', { StringLike: { 'aws:PrincipalArn': `arn:*:iam::${ACCOUNT}:role/x` } }, BUCKET_OPEN],
    ['takes them in place of the service', { StringLike: { 'aws:PrincipalArn': `arn:aws:*::${ACCOUNT}:*` } }, BUCKET_OPEN],
    ['takes them at the beginning', { StringLike: { 'aws:PrincipalArn': `*:${ACCOUNT}:role/x` } }, BUCKET_OPEN],
    ['takes none in an ARN', { ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${ACCOUNT}:role/x` } }, []],
    ['takes none in an ARN that has to be equal', { ArnEquals: { 'aws:PrincipalArn': `arn:*:iam::${ACCOUNT}:role/*` } }, []],
    ['is not there', { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/x*` } }, []],
  ])('%s: %j', (_, Condition, expected) => {
    expect(found(onBucket({ Principal: '*', Condition }))).toEqual(expected);
  });

  test.each<[string, object, boolean]>([
    ['a text', { StringLike: { 'aws:PrincipalArn': `arn:aws:*:*:${ACCOUNT}:role/x` } }, true],
    ['an ARN', { ArnLike: { 'aws:PrincipalArn': `arn:aws:*:*:${ACCOUNT}:role/x` } }, false],
  ])('in %s, of others who administer the key', (_, Condition, isOpen) => {
    expect(found(onKey({ Principal: OUTSIDER, Action: 'kms:*', Condition }))).toEqual(isOpen ? ['non-compliant KeyPolicyLeastPrivilege[Outsiders] Key'] : []);
  });
});

test.each<[string, object, string[]]>([
  ['any resource of the account', { ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:*` } }, []],
  ['any resource of any service', { ArnLike: { 'aws:SourceArn': `arn:aws:*:*:${ACCOUNT}:*` } }, []],
  ['a text with wildcards before the account, which a trail cannot have in its name', { StringLike: { 'aws:SourceArn': `arn:*:cloudtrail:*:${ACCOUNT}:trail/*` } }, []],
  ['accounts that begin alike', { ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}*:trail/*` } }, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
  ['one name in all accounts', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/audit' } }, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
  ['twelve characters', { StringLike: { 'aws:SourceAccount': '????????????' } }, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
  ['the trail in another Region', { ArnEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:us-east-2:${ACCOUNT}:trail/audit` } },
    ['non-compliant BucketPolicyAllowsDelivery[AccountWrite] BucketPolicy']],
])('CloudTrail may write for %s', (_, Condition, expected) => {
  expect(found({ 'BucketPolicy.PolicyDocument.Statement.2.Condition': Condition })).toEqual(expected);
});

test.each<[string, unknown, string[]]>([
  ['every service', { Service: '*' }, ['AnyPrincipal', 'Changes']],
  ['services that begin alike', { Service: 'cloud*.amazonaws.com' }, ['AnyPrincipal', 'Changes']],
  ['CloudTrail', CLOUDTRAIL, []],
])('%s may put objects', (_, Principal, ids) => {
  const Condition = { IpAddress: { 'aws:SourceIp': '192.0.2.1' }, StringEquals: Array.isArray(ids) && ids.length === 0 ? { 'aws:SourceAccount': ACCOUNT } : {} };
  expect(found(onBucket({ Principal, Action: 's3:PutObject', Condition })).filter((each) => each.includes('LeastPrivilege')))
    .toEqual(ids.map((id) => `non-compliant BucketPolicyLeastPrivilege[${id}] BucketPolicy`));
});

describe('a denial that stops delivery, because a service has neither MFA, nor tags, nor a user name', () => {
  const deny = (more: object) => [...new Set(found(adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, OBJECTS], ...more }))
    .map((each) => each.replace(/\[.*/, '')))];

  test.each<[string, object]>([
    ['without MFA, or where it is not said', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    ['where no age of MFA is said', { Condition: { Null: { 'aws:MultiFactorAuthAge': 'true' } } }],
    ['of others than a team', { Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'audit' } } }],
    ['of others than a user', { Condition: { StringNotEquals: { 'aws:username': 'auditor' } } }],
    ['with credentials whose age is not said', { Condition: { Null: { 'aws:TokenIssueTime': 'true' } } }],
    ['of everybody but the account', { Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }],
    ['of everything but reading', { Action: undefined, NotAction: ['s3:GetObject', 's3:List*'] }],
    ['of everything elsewhere', { Resource: undefined, NotResource: 'arn:aws:s3:::x/*' }],
  ])('%s', (_, more) => {
    expect(deny(more)).toEqual(['non-compliant BucketPolicyAllowsDelivery']);
  });

  test.each<[string, object]>([
    ['without MFA, where it is said', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    ['of a team', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'audit' } } }],
    ['where tags are said', { Condition: { Null: { 'aws:PrincipalTag/team': 'false' } } }],
    ['from other networks, but not of services', { Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }],
  ])('not %s', (_, more) => {
    expect(deny(more)).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    ['its organization', { Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/o-abcdefghij/*' } }, ['non-compliant BucketPolicyAllowsDelivery[OrganizationWrite] BucketPolicy']],
    ['all organizations', { Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/o-*' } }, ['non-compliant BucketPolicyAllowsDelivery[OrganizationWrite] BucketPolicy']],
    ['another organization', { Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/o-zzzzzzzzzz/*' } }, []],
  ])('of the files of %s', (_, more, expected) => {
    const ofOrganization = onBucket({
      Principal: CLOUDTRAIL, Action: 's3:PutObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/o-abcdefghij/*' }, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    const streams = { 'LogsPolicy.PolicyDocument.Statement.0.Resource': { 'Fn::GetAtt': ['LogGroup', 'Arn'] } };
    expect(found({ 'Trail.IsOrganizationTrail': true }, streams, ofOrganization, onBucket({ Effect: 'Deny', Principal: CLOUDTRAIL, Action: 's3:PutObject', ...more }))).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['every stream of an organization', 'o-*', ['non-compliant LogsRoleLeastPrivilege[Organization] LogsPolicy']],
    ['those of another one', 'o-zzzzzzzzzz_*', []],
  ])('of %s in the log group', (_, streams, expected) => {
    const allowed = { 'LogsPolicy.PolicyDocument.Statement.0.Resource': { 'Fn::GetAtt': ['LogGroup', 'Arn'] }, 'Trail.IsOrganizationTrail': true };
    const denied = adding('LogsPolicy', { Effect: 'Deny', Action: 'logs:PutLogEvents', Resource: { 'Fn::Sub': `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:\${LogGroup}:log-stream:${streams}` } });
    expect(found(allowed, denied).filter((each) => each.includes('LogsRole'))).toEqual(expected);
  });
});

test.each<[string, object, string[]]>([
  ['nobody', {}, ['non-compliant BucketPolicyAllowsDelivery[Malformed] BucketPolicy']],
  ['an effect in lower case', { Principal: OUTSIDER, Effect: 'allow' }, ['non-compliant BucketPolicyAllowsDelivery[Malformed] BucketPolicy']],
  ['no action', { Principal: OUTSIDER, Action: undefined }, ['non-compliant BucketPolicyAllowsDelivery[Malformed] BucketPolicy']],
  ['actions that are all left out', { Principal: OUTSIDER, Action: [{ Ref: 'AWS::NoValue' }] }, ['non-compliant BucketPolicyAllowsDelivery[Malformed] BucketPolicy']],
])('AWS refuses a statement for %s', (_, statement, expected) => {
  expect(found(onBucket(statement))).toEqual(expected);
});

test('a statement that AWS refuses for its lack of an action is still one for anybody', () => {
  expect(found(onBucket({ Principal: '*', Action: undefined }))).toEqual(expect.arrayContaining([
    'non-compliant BucketPolicyAllowsDelivery[Malformed] BucketPolicy', 'non-compliant BucketPolicyLeastPrivilege[AnyPrincipal] BucketPolicy',
  ]));
});

describe('a dynamic reference that is put together', () => {
  const REFERENCES: ReadonlyArray<[string, unknown]> = [
    ['by Fn::Sub', { 'Fn::Sub': '{{resolve:ssm:/${AWS::Region}/value}}' }],
    ['by Fn::Join', { 'Fn::Join': ['', ['{{resolve:ssm:', 'value', '}}']] }],
    ['by Fn::Select', { 'Fn::Select': [0, { 'Fn::Split': ['|', '{{resolve:ssm:value}}|x'] }] }],
    ['under a condition', { 'Fn::Join': ['', ['{{resolve:ssm:', either('a', 'b'), '}}']] }],
  ];

  test.each(REFERENCES)('%s is no known text', (_, reference) => {
    expect(all(withUnknowns(version, { 'Trail.IsLogging': reference }))).toEqual(['cannot-tell LoggingEnabled Trail']);
    expect(all(withUnknowns(version, onKey({ Principal: { AWS: reference } })))).toEqual(['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key']);
  });

  test('that is not closed is a text', () => {
    expect(found({ 'Trail.IsLogging': { 'Fn::Sub': '{{resolve:ssm:/${AWS::Region}/value' } })).toEqual(['non-compliant LoggingEnabled Trail']);
  });
});

describe('a list that a parent gives to a nested stack', () => {
  const principals = (Type: string, given: unknown, more: object = {}, AWS: unknown = { Ref: 'Who' }) => {
    const parent = { Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x', Parameters: { Who: given } } } } };
    const child = changed(version, onKey({ Principal: { AWS } }), (t) => {
      t.Parameters = { Who: { Type, ...more } };
    });
    return said(report(stack(parent), stack(child, { stackPath: 'Stack/Nested', parent: { stackPath: 'Stack', logicalId: 'Nested' } })), 'KeyPolicyLeastPrivilege');
  };
  const OPEN = ['non-compliant KeyPolicyLeastPrivilege[AnyPrincipal] Key'];

  test.each<[string, string[]]>([
    ['as a text', principals('CommaDelimitedList', `${ACCOUNT},*`)],
    ['with spaces', principals('CommaDelimitedList', `${ACCOUNT} , *`)],
    ['joined', principals('List<String>', { 'Fn::Join': [',', [ACCOUNT, '*']] })],
    ['by default', principals('CommaDelimitedList', undefined, { Default: `${ACCOUNT},*` })],
    ['of which one is selected', principals('CommaDelimitedList', `${ACCOUNT},*`, {}, { 'Fn::Select': [1, { Ref: 'Who' }] })],
  ])('%s is read item by item', (_, verdict) => {
    expect(verdict).toEqual(OPEN);
  });

  test.each<[string, unknown, string[]]>([
    ['two accounts', `${ACCOUNT},${OTHER}`, []],
    ['an import', { 'Fn::ImportValue': 'who' }, ['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key']],
    ['an import among others', { 'Fn::Join': [',', [ACCOUNT, { 'Fn::ImportValue': 'who' }]] }, ['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key']],
  ])('of %s: %j', (_, given, expected) => {
    expect(principals('CommaDelimitedList', given)).toEqual(expected);
  });
});

describe('a reference to a resource whose name somebody chose', () => {
  const reader = (AWS: unknown, Type: string, Properties: object) => found(resource('Named', Type, Properties), onKey({ Principal: { AWS } }));

  test.each<[string, unknown, string, object, string[]]>([
    ['may be *', { Ref: 'Named' }, 'AWS::EC2::KeyPair', { KeyName: '*' }, ['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key']],
    ['may be * as an attribute', { 'Fn::GetAtt': ['Named', 'DomainName'] }, 'AWS::Some::Thing', { DomainName: '*' }, ['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key']],
    ['is what AWS makes up where nobody did', { Ref: 'Named' }, 'AWS::EC2::KeyPair', {}, []],
    ['is an ARN as its ARN', { 'Fn::GetAtt': ['Named', 'RoleArn'] }, 'AWS::Some::Thing', { Name: '*' }, []],
  ])('%s: %j of %s with %j', (_, reference, type, properties, expected) => {
    expect(reader(reference, type, properties)).toEqual(expected);
  });

  test.each<[string, unknown, string[]]>([
    ['an identity provider of the app', { Federated: { Ref: 'Named' } }, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a provider of another account', { Federated: `arn:aws:iam::${OTHER}:saml-provider/x` }, ['non-compliant KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a provider of this account', { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` }, []],
    ['a web identity', { Federated: 'cognito-identity.amazonaws.com' }, ['non-compliant KeyPolicyLeastPrivilege[Outsiders] Key']],
  ])('the key may be administered by %s', (_, Principal, expected) => {
    expect(found(resource('Named', 'AWS::IAM::SAMLProvider'), onKey({ Principal, Action: 'kms:PutKeyPolicy' }))).toEqual(expected);
  });
});

describe('a replica of the key', () => {
  const OPEN = [{ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }];
  const replica = (PrimaryKeyArn: unknown, Statement: object[] = OPEN) => resource('Replica', 'AWS::KMS::ReplicaKey', { PrimaryKeyArn, KeyPolicy: { Statement } });
  const PRIMARY = { 'Fn::GetAtt': ['Key', 'Arn'] };

  test.each<[string, Change, string[]]>([
    ['that is open opens what its primary key has encrypted', replica(PRIMARY), ['non-compliant KeyPolicyLeastPrivilege[AnyPrincipal] Replica']],
    ['that is not does not', replica(PRIMARY, [{ ...OPEN[0], Principal: { AWS: ACCOUNT } }]), []],
    ['of another key does not', replica(`arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-${'0'.repeat(32)}`), []],
  ])('%s', (_, change, expected) => {
    expect(found(change)).toEqual(expected);
  });

  test('whose primary key is open is open', () => {
    const byReplica: Change = (t) => {
      replica(PRIMARY, [{ ...OPEN[0], Principal: { AWS: ACCOUNT } }])(t);
      t.Resources.Trail.Properties.KMSKeyId = { 'Fn::GetAtt': ['Replica', 'Arn'] };
      t.Resources.Bucket.Properties.BucketEncryption = undefined;
    };
    expect(verdicts('CloudTrailKeyPolicyLeastPrivilege', changed(byReplica, onKey({ Principal: '*' })))).toEqual(['non-compliant Key KeyPolicy.Statement.5 [AnyPrincipal]']);
    const elsewhere: Change = (t) => {
      t.Resources.Replica.Properties.PrimaryKeyArn = 'arn:aws:kms:us-east-1:1:key/x';
    };
    expect(verdicts('CloudTrailKeyPolicyLeastPrivilege', changed(byReplica, elsewhere, onKey({ Principal: '*' })))).toEqual([]);
  });

  test('that admits CloudTrail for a trail of another app is judged', () => {
    const admitting = { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'kms:GenerateDataKey*', Resource: '*' };
    const template = { Resources: {} } as TestTemplate;
    replica('arn:aws:kms:us-east-1:1:key/x', [...OPEN, admitting])(template);
    expect(said(report(template), 'KeyPolicyLeastPrivilege', 'KeyPolicySourceArn'))
      .toEqual(['non-compliant KeyPolicySourceArn[AnyTrail] Replica', 'non-compliant KeyPolicyLeastPrivilege[AnyPrincipal] Replica']);
  });

  test('is found in another stack, by the ARN of its primary key', () => {
    const primary = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mrk-${'a'.repeat(32)}`;
    const named = (t: TestTemplate) => replica(primary)(t);
    const other = { Resources: {} } as TestTemplate;
    named(other);
    const ofTrail = { Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { KMSKeyId: primary } } } };
    expect(said(report(stack(ofTrail), stack(other, { stackPath: 'Other' })), 'KeyPolicyLeastPrivilege')).toEqual(['cannot-tell KeyPolicyLeastPrivilege Trail']);
  });
});

describe('two trails that log what is delivered for each other', () => {
  const objects = (value: unknown, more: object = {}) => [{ ReadWriteType: 'All', IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: [value] }], ...more }];
  const second = (properties: object, attributes: object = {}): Change => (t) => {
    t.Resources.Second = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'second' } };
    t.Resources.Data = { Type: 'AWS::CloudTrail::Trail', ...attributes, Properties: { IsLogging: true, S3BucketName: { Ref: 'Second' }, ...properties } };
  };
  const loops = (...changes: Parameters<typeof changed>) => said(report(withUnknowns(...changes)), 'DataEventsNoFeedbackLoop');
  const PAIR = ['non-compliant DataEventsNoFeedbackLoop[Pair] Data', 'non-compliant DataEventsNoFeedbackLoop[Pair] Trail'];
  const all3 = (bucket: string) => [{
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }, { Field: 'resources.ARN', NotStartsWith: [`arn:aws:s3:::${bucket}/`] },
    ],
  }];
  const both = { 'Trail.EventSelectors': objects('arn:aws:s3:::second/') };

  test.each<[string, Parameters<typeof changed>, string[]]>([
    ['each names the bucket of the other', [both, second({ EventSelectors: objects(OBJECTS_OF_FIRST) })], PAIR],
    ['each leaves out only its own', [
      { 'Bucket.BucketName': 'first', 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': all3('first') }, second({ AdvancedEventSelectors: all3('second') }),
    ], PAIR],
    ['only one names the other', [both, second({ EventSelectors: objects('arn:aws:s3:::elsewhere/') })], []],
    ['the second logs no objects', [both, second({})], []],
    ['the second delivers elsewhere', [both, second({ S3BucketName: 'elsewhere', EventSelectors: objects(OBJECTS_OF_FIRST) })], []],
    ['the second may not be there', [both, second({ EventSelectors: objects(OBJECTS_OF_FIRST) }, { Condition: 'Prod' })], ['cannot-tell DataEventsNoFeedbackLoop[Pair] Trail', PAIR[0]]],
    ['the second has no bucket', [both, second({ S3BucketName: undefined, EventSelectors: objects(OBJECTS_OF_FIRST) })], []],
  ])('%s', (_, changes, expected) => {
    expect(loops(...changes).sort()).toEqual([...expected].sort());
  });

  test('are of one account', () => {
    const first = changed({ 'Bucket.BucketName': 'first', ...both });
    const other = { Resources: {} } as TestTemplate;
    second({ EventSelectors: objects('arn:aws:s3:::first/') })(other);
    expect(said(report(stack(first), stack(other, { stackPath: 'Other', account: OTHER })), 'DataEventsNoFeedbackLoop')).toEqual([]);
    expect(said(report(stack(first), stack(other, { stackPath: 'Other' })), 'DataEventsNoFeedbackLoop')).toHaveLength(2);
  });
});


test('a list of managed policies that nobody can see hides nothing about the role of CloudWatch Logs', () => {
  const others = { 'LogsRole.ManagedPolicyArns': GIVEN, 'LogsRole.AssumeRolePolicyDocument.Statement.0.Principal': { AWS: OTHER, ...CLOUDTRAIL } };
  expect(verdicts('CloudTrailLogsRoleLeastPrivilege', withUnknowns(others))).toContain('non-compliant LogsRole AssumeRolePolicyDocument.Statement.0 [Others]');
});
