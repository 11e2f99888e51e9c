import { type TemplateSource } from '../../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { stack } from '../../helpers/templates';

const other = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const trail = (Properties: object = {}, more: object = {}) => ({ Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties } }, ...more });
const exporting = (name: unknown) => ({ ...other, Outputs: { Out: { Value: 'x', Export: { Name: name } } } });
const reading = (StackName: unknown) => ({ Resources: { A: { Type: 'T', Properties: { value: { 'Fn::GetStackOutput': { StackName, OutputName: 'Out' } } } } } });
const importing = (name: unknown) => ({ Resources: { A: { Type: 'T', Properties: { value: { 'Fn::ImportValue': name } } } } });

function scope(sources: Record<string, object | [object, Partial<TemplateSource>]>): string[] {
  const templates = Object.entries(sources).map(([stackPath, source]) => {
    const [template, more] = Array.isArray(source) ? source as [object, Partial<TemplateSource>] : [source, {}];
    return stack(template, { stackPath, ...more });
  });
  return new TemplateSet(templates).templates.map(({ stackPath }) => stackPath);
}

test.each<[string, Parameters<typeof scope>[0], string[]]>([
  ['nothing about CloudTrail', { A: other, B: other }, []],
  ['what mentions CloudTrail', { A: other, B: trail(), C: { Description: 'cloudtrail:StopLogging' } }, ['B', 'C']],
  ['what is imported from, in turn', {
    A: { ...exporting('a'), ...importing('b') }, B: exporting('b'), C: exporting('c'), T: trail({ S3BucketName: { 'Fn::ImportValue': 'a' } }),
  }, ['A', 'B', 'T']],
  ['whatever exports when an imported name is an expression', {
    A: exporting('a'), B: other, T: trail({ S3BucketName: { 'Fn::ImportValue': { 'Fn::Sub': '${X}' } } }),
  }, ['A', 'T']],
  ['exports whose name is an expression', { A: exporting({ 'Fn::Sub': '${X}' }), T: trail({ S3BucketName: { 'Fn::ImportValue': 'a' } }) }, ['A', 'T']],
  ['what imports from it', { A: importing('t'), B: importing('other'), T: trail({}, { Outputs: exporting('t').Outputs }) }, ['A', 'T']],
  ['lists of references that hold a parameter', {
    A: { Parameters: { P: { Type: 'String' } }, Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }, { Ref: 'P' }] } } } },
    B: { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }, { 'Fn::GetAtt': 'Role.Name' }] } } } },
    C: { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['other', '{{resolve:ssm:role}}'] } } } },
    E: { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }, { 'Fn::Sub': '${X}' }] } } } },
    T: trail({ CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/audit' }),
  }, ['A', 'C', 'E', 'T']],
  ['lists of names, if one is shared', {
    A: { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['other', 'another'] } } } },
    B: { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['third', 'audit'] } } } },
    C: { Parameters: { P: { Type: 'String' } }, Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }] } } } },
    T: trail({ CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/audit' }),
  }, ['B', 'T']],
  ['lists in which all is written out, beside expressions', {
    A: { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['other'] }, Metadata: { 'Fn::Sub': 'x' } } } },
    B: { Resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }] }, Metadata: ['audit'] } } },
    T: trail({ CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/audit' }),
  }, ['T']],
  ['parameters, but not what is only declared like one', {
    A: { Metadata: { Logs: { Type: 'String' } }, Parameters: { P: { Type: 'String' } }, Resources: { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Logs' } } } } },
    T: trail({ S3BucketName: 'logs' }),
  }, ['T']],
  ...([
    ['a bucket whose name a loop makes', 'AWS::S3::Bucket', { BucketName: 'logs-${Name}' }, {}],
    ['a bucket that is named like each item of a loop', 'AWS::S3::Bucket', { BucketName: { Ref: 'Name' } }, {}],
    ['the roles that a loop names', 'AWS::IAM::Policy', { Roles: ['x&{Name}'] }, {}],
    ['a bucket whose name is stored', 'AWS::S3::Bucket', { BucketName: '{{resolve:ssm:name}}' }, {}],
    ['a role whose name is stored', 'AWS::IAM::Policy', { Roles: ['other', '{{resolve:ssm:name}}'] }, {}],
    ['a role of which the name is an expression, behind another', 'AWS::IAM::Policy', { Roles: ['other', { 'Fn::Sub': '${X}' }] }, {}],
    ['a role of which the name is an expression, behind an attribute', 'AWS::IAM::Policy', { Roles: [{ 'Fn::GetAtt': ['Role', 'Name'] }, { 'Fn::Sub': '${X}' }] }, {}],
    ['a role of which the name is an expression, behind a reference', 'AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }, { 'Fn::Sub': '${X}' }] }, {}],
    ['a role that is a parameter', 'AWS::IAM::Policy', { Roles: [{ Ref: 'P' }] }, { Parameters: { P: { Type: 'String' } } }],
    ['one of two roles that is a parameter', 'AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }, { Ref: 'P' }] }, { Parameters: { P: { Type: 'String' } } }],
  ] as Array<[string, string, object, object]>).map(([what, Type, Properties, more]): [string, Parameters<typeof scope>[0], string[]] => [
    what, { A: { ...more, Resources: { 'Fn::ForEach::B': ['Name', ['a', 'b'], { 'B${Name}': { Type, Properties } }] } }, B: other, T: trail({ S3BucketName: 'logs-a' }) }, ['A', 'T'],
  ]),
  ['the only name of another template, where that of the trail is an expression', {
    A: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs' } } } }, B: other, T: trail({ S3BucketName: { 'Fn::Sub': '${X}' } }),
  }, ['A', 'T']],
  ['what is imported beside an output that is read', {
    A: exporting('a'), B: [other, { stackName: 'logs' }], C: other, T: trail({ S3BucketName: { 'Fn::ImportValue': 'a' } }, { Metadata: reading('logs') }),
  }, ['A', 'B', 'T']],
  ['what is imported beside what another Region writes', {
    A: exporting('a'),
    B: { Resources: { W: { Properties: { exports: { '/cdk/exports/T/name': 'x' } } } } },
    C: other,
    T: trail({ S3BucketName: { 'Fn::ImportValue': 'a' }, SnsTopicName: { 'Fn::GetAtt': ['R', '/cdk/exports/T/name'] } }),
  }, ['A', 'B', 'T']],
  ['none of the names that are written out in a loop', {
    A: { Resources: { 'Fn::ForEach::B': ['Name', ['a', 'b'], { 'Bucket${Name}': { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'else' } } }] } },
    T: trail({ S3BucketName: 'logs-a' }),
  }, ['T']],
  ['exports whose names a loop makes', {
    A: { ...other, Outputs: { 'Fn::ForEach::O': ['Name', ['a', 'b'], { 'Out${Name}': { Value: 'x', Export: { Name: 'export-${Name}' } } }] } },
    T: trail({ S3BucketName: { 'Fn::ImportValue': 'export-a' } }),
  }, ['A', 'T']],
  ['a name of any of these properties', {
    ...Object.fromEntries([
      'BucketName', 'Bucket', 'DestinationBucketName', 'KMSKeyId', 'KMSMasterKeyID', 'KmsKeyId', 'KmsMasterKeyId', 'TargetKeyId', 'PrimaryKeyArn', 'AliasName', 'LogGroupName',
      'RoleName', 'Roles', 'SnsTopicName', 'TopicName', 'Topics', 'TopicArn', 'MetricNamespace', 'Namespace', 'ManagedPolicyName', 'ManagedPolicyArns', 'Name',
    ].map((property) => [property, { Resources: { R: { Type: 'T', Properties: { [property]: ['Roles', 'Topics', 'ManagedPolicyArns'].includes(property) ? ['audit'] : 'audit' } } } }])),
    T: trail({ S3BucketName: 'audit' }),
  }, [
    'BucketName', 'Bucket', 'DestinationBucketName', 'KMSKeyId', 'KMSMasterKeyID', 'KmsKeyId', 'KmsMasterKeyId', 'TargetKeyId', 'PrimaryKeyArn', 'AliasName', 'LogGroupName',
    'RoleName', 'Roles', 'SnsTopicName', 'TopicName', 'Topics', 'TopicArn', 'MetricNamespace', 'Namespace', 'ManagedPolicyName', 'ManagedPolicyArns', 'T',
  ]],
  ...['S3BucketName', 'KMSKeyId', 'CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn', 'SnsTopicName'].map((property): [string, Parameters<typeof scope>[0], string[]] => [
    `what ${property} of a trail names`, { A: { Resources: { R: { Type: 'T', Properties: { TopicName: 'audit' } } } }, T: trail({ [property]: 'audit' }) }, ['A', 'T'],
  ]),
  ['names that are longer than names are', {
    A: { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'x'.repeat(3_000) } } } },
    T: trail({ S3BucketName: { 'Fn::Sub': '${X}' } }),
  }, ['A', 'T']],
  ['references to parameters and resources', {
    A: { Parameters: { P: { Type: 'String' } }, Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'P' } } } } },
    B: { Resources: { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { 'Fn::GetAtt': ['Bucket', 'Name'] } } } } },
    C: { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: '{{resolve:ssm:name}}' } } } },
    D: { Resources: { Stack: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: {} } }, Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' } } } } },
    T: trail({ S3BucketName: 'logs' }),
  }, ['A', 'C', 'T']],
  ['what may say anything in escapes', { A: { Description: '\u0001\\u0041' }, B: { Description: 'C:\\users' } }, ['A']],
  ['imports by an expression', { A: importing({ Ref: 'X' }), B: other, T: trail({}, { Outputs: exporting('t').Outputs }) }, ['A', 'T']],
  ['importers of an export by an expression', { A: importing('x'), B: other, T: trail({}, { Outputs: exporting({ Ref: 'X' }).Outputs }) }, ['A', 'T']],
  ['the stack whose output is read by its name', {
    A: [other, { stackName: 'logs' }], B: [other, { stackName: 'else' }], T: trail({}, { Metadata: reading('logs') }), U: other,
  }, ['A', 'T']],
  ['no other stack when the one that is read is not there', { A: [other, { stackName: 'else' }], T: trail({}, { Metadata: reading('logs') }) }, ['T']],
  ['every stack with a name when the name that is read is an expression', {
    A: [other, { stackName: 'logs' }], B: [other, { stackName: 'else' }], C: other, T: trail({}, { Metadata: reading({ Ref: 'X' }) }),
  }, ['A', 'B', 'T']],
  ['what reads its outputs by its name or an expression', {
    A: reading('logs'), B: reading('else'), C: reading({ Ref: 'X' }), T: [trail({}, { Outputs: { Out: { Value: 'x' } } }), { stackName: 'logs' }],
  }, ['A', 'C', 'T']],
  ['what reads its outputs among those of others', {
    A: { Resources: { A: { Type: 'T', Properties: { value: [reading('else').Resources, reading('logs').Resources] } } } },
    T: [trail({}, { Outputs: { Out: { Value: 'x' } } }), { stackName: 'logs' }],
  }, ['A', 'T']],
  ['what exports in turn to what exports to it, by stack names and Regions', {
    A: [other, { stackName: 'a' }],
    B: [{ ...other, ...reading('a') }, { stackName: 'b' }],
    C: { Resources: { W: { Properties: { exports: { '/cdk/exports/B/name': 'x' } } } } },
    D: { Resources: { W: { Properties: { exports: { '/cdk/exports/E/name': 'x' } } } } },
    E: [{ Resources: { R: { 'Fn::GetAtt': ['R', '/cdk/exports/B/name'] } } }, { stackName: 'e' }],
    T: trail({}, { Metadata: [reading('b'), reading('e')] }),
  }, ['A', 'B', 'C', 'E', 'T']],
  ['no importers of nothing', { A: importing({ Ref: 'X' }), B: importing('x'), T: trail() }, ['T']],
  ['no names beside a trail without any', { A: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${X}' } } } } }, T: { Description: 'CloudTrail' } }, ['T']],
  ['a name in a name', {
    A: { Resources: { B: { Type: 'AWS::SNS::Topic', Properties: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:audit' } } } },
    B: { Resources: { B: { Type: 'AWS::SNS::Topic', Properties: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:audit-more' } } } },
    T: trail({ SnsTopicName: 'audit' }),
  }, ['A', 'T']],
  ['the name in an ARN with a star inside', {
    A: { Resources: { B: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'group' } } } },
    B: { Resources: { B: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'more' } } } },
    T: trail({ CloudWatchLogsLogGroupArn: 'arn:aws:logs:*:111122223333:log-group:group:*', S3BucketName: 'x:*more' }),
  }, ['A', 'T']],
  ['no reader of outputs when it has none', { A: reading({ Ref: 'X' }), B: reading('logs'), T: [trail(), { stackName: 'logs' }] }, ['T']],
  ['cross-Region readers and writers', {
    A: { Resources: { W: { Properties: { exports: { '/cdk/exports/T/name': 'x' } } } } },
    B: { Resources: { W: { Properties: { exports: { '/cdk/exports/U/name': 'x' } } } } },
    T: trail({ S3BucketName: { 'Fn::GetAtt': ['R', '/cdk/exports/T/name'] } }),
  }, ['A', 'T']],
  ['a name that both write out', {
    A: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shared' } } } },
    B: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'else' } } } },
    T: trail({ S3BucketName: 'shared' }),
  }, ['A', 'T']],
  ['a name that both write out, among many', {
    A: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs.60' } } } },
    B: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs.61' } } } },
    T: { Resources: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`T${index}`, { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: `logs.${index + 1}` } }])) },
  }, ['A', 'T']],
  ['a name with characters that mean something in patterns', {
    A: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'a.b' } } } },
    B: { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'a-b' } } } },
    T: trail({ S3BucketName: 'a.b' }),
  }, ['A', 'T']],
  ['the name in an ARN', {
    A: { Resources: { B: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'group' } } } },
    B: other,
    T: trail({ CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:group:*' }),
  }, ['A', 'T']],
  ['nested templates around it', {
    'A': other,
    'P': other,
    'P/N': [trail(), { parent: { stackPath: 'P', logicalId: 'N' } }],
    'P/N/M': [other, { parent: { stackPath: 'P/N', logicalId: 'M' } }],
  }, ['P', 'P/N', 'P/N/M']],
  ['one nested template beside another', {
    'P': other,
    'P/N': [trail(), { parent: { stackPath: 'P', logicalId: 'N' } }],
    'Q': other,
    'Q/N': [other, { parent: { stackPath: 'Q', logicalId: 'N' } }],
  }, ['P', 'P/N']],
  ['fifty nested templates around it', {
    P0: other,
    ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`P${index + 1}`, [index === 49 ? trail() : other, { parent: { stackPath: `P${index}`, logicalId: 'N' } }]])),
  } as Parameters<typeof scope>[0], Array.from({ length: 51 }, (_, index) => `P${index}`)],
  ['a nested template whose parent is missing', { A: other, B: [trail(), { parent: { stackPath: 'Gone', logicalId: 'N' } }] }, ['B']],
])('the scope is %s', (_, sources, expected) => {
  expect(scope(sources)).toEqual(expected);
});

describe('grants', () => {
  const types = ['AWS::IAM::Policy'];
  const grant = (Statement: object) => ({ Resources: { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } }, Topic: { Type: 'AWS::SNS::Topic' } } });
  const paths = (...sources: object[]) => {
    const set = new TemplateSet(sources.map((source, index) => stack(source, { stackPath: `S${index}` })));
    return set.grants(types).map(({ template }) => template.stackPath);
  };

  test.each<[string, object, string[]]>([
    ['every action', { Action: '*' }, ['S1']],
    ['every action in a list', { Action: ['s3:Get', '*'] }, ['S1']],
    ['a service by wildcard', { Action: 'c*:*' }, ['S1']],
    ['all but some', { NotAction: 's3:*' }, ['S1']],
    ['every action to a permission set of IAM Identity Center', { Action: '*', Sid: '"AWS::SSO::' }, ['S1']],
    ['a policy in a text', JSON.stringify({ Action: 's3:*' }) as unknown as object, ['S1']],
    ['a managed policy of AWS by name', { Action: 's3:*', Resource: 'arn:aws:iam::aws:policy/AdministratorAccess' }, ['S1']],
    ['nothing, with a name that only sounds like it', { Action: 's3:*', Resource: 'NoAdministratorAccess' }, []],
    ['wildcards in one service', { Action: ['s3:*', 's3:Get*'], Resource: '*' }, []],
  ])('a template that grants %s', (_, statement, expected) => {
    expect(paths(trail(), grant(statement))).toEqual(expected);
  });

  test('without a trail only what names CloudTrail counts', () => {
    expect(paths({ ...grant({ Action: 'cloudtrail:*' }) }, grant({ Action: '*' }))).toEqual(['S0']);
  });

  test('a wildcard on something else than IAM is none', () => {
    expect(paths(trail(), { Resources: { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Action: '*' } } } })).toEqual([]);
  });
});
