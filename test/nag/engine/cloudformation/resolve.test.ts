import { isUnknown } from '../../../../src/cloudtrail/logic/answer';
import { hasAlternatives, hasHole, decisionIn } from '../../../../src/cloudtrail/logic/marks';
import { inCases } from '../../../../src/nag/engine/cloudformation/cases';
import { type TemplateSource } from '../../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { World } from '../../../../src/nag/engine/cloudformation/world';
import { agnosticStack, stack } from '../../helpers/templates';

const MARK = 'cloudtrail';

interface Sections {
  readonly Parameters?: object;
  readonly Mappings?: object;
  readonly Conditions?: object;
  readonly Outputs?: object;
  readonly Resources?: object;
}

const RESOURCES = {
  Bucket: { Type: 'AWS::S3::Bucket' },
  Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'named' } },
  Unnamed: { Type: 'AWS::S3::Bucket', Properties: { BucketName: '' } },
  Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { TrailName: 'audit' } },
  Key: { Type: 'AWS::KMS::Key' },
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'group' } },
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'role', Path: '/ops/' } },
  User: { Type: 'AWS::IAM::User', Properties: { UserName: 'user' } },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fn' } },
  Custom: { Type: 'Custom::Thing' },
  Queue: { Type: 'AWS::SQS::Queue' },
  NamedQueue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue', KmsMasterKeyId: 'key' } },
  KeyedQueue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'key' } },
  Zone: { Type: 'AWS::Route53::HostedZone' },
  Organization: { Type: 'AWS::Organizations::Organization' },
  PathlessRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'role', Path: '' } },
};

/** What an expression resolves to, atoms as `<Name>` and holes as `{why}`. */
function resolved(value: unknown, sections: Sections = {}, source: (template: object) => TemplateSource = stack): unknown {
  const set = new TemplateSet([source({ Description: MARK, ...sections, Resources: { ...RESOURCES, ...sections.Resources, Subject: { Type: 'T', Properties: { value } } } })]);
  return read(set, 'Stack');
}

function read(set: TemplateSet, stackPath: string, world = new World(set)): unknown {
  const subject = set.template(stackPath)?.resources.get('Subject');
  if (!subject) throw new Error('no subject');
  const { value } = JSON.parse(JSON.stringify(world.properties(subject))) as { value: unknown };
  return rendered(set, value);
}

function rendered(set: TemplateSet, value: unknown): unknown {
  if (typeof value === 'string' && hasAlternatives(value)) return set.atoms.render(value);
  if (typeof value === 'string') return [...value].map((character) => hasHole(character) ? `{${set.atoms.render(character)}}` : set.atoms.render(character)).join('');
  if (Array.isArray(value)) return value.map((item) => rendered(set, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rendered(set, item)]));
}

test('literals stay what they are', () => {
  const value = { text: 'x', number: 5, yes: true, no: false, nothing: null, list: ['a', ['b']], deep: { constructor: 'y' } };
  expect(resolved(value)).toEqual(value);
});

test.each<[string, unknown, unknown]>([
  ['an unnamed resource', { Ref: 'Bucket' }, '<Bucket>'],
  ['a resource with an empty name', { Ref: 'Unnamed' }, '<Unnamed>'],
  ['a named resource', { Ref: 'Named' }, 'named'],
  ['the ARN of a bucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:aws:s3:::<Bucket>'],
  ['the same in one text', { 'Fn::GetAtt': 'Bucket.Arn' }, 'arn:aws:s3:::<Bucket>'],
  ['the ARN of a trail', { 'Fn::GetAtt': 'Trail.Arn' }, 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit'],
  ['the ARN of a key', { 'Fn::GetAtt': 'Key.Arn' }, 'arn:aws:kms:eu-west-1:111122223333:key/<Key>'],
  ['the id of a key', { 'Fn::GetAtt': 'Key.KeyId' }, '<Key>'],
  ['the ARN of a log group', { 'Fn::GetAtt': 'Group.Arn' }, 'arn:aws:logs:eu-west-1:111122223333:log-group:group:*'],
  ['the ARN of a role with a path', { 'Fn::GetAtt': 'Role.Arn' }, 'arn:aws:iam::111122223333:role/ops/role'],
  ['the ARN of a user', { 'Fn::GetAtt': 'User.Arn' }, 'arn:aws:iam::111122223333:user/user'],
  ['the ARN of a function', { 'Fn::GetAtt': 'Function.Arn' }, 'arn:aws:lambda:eu-west-1:111122223333:function:fn'],
  ['a topic', { Ref: 'Topic' }, 'arn:aws:sns:eu-west-1:111122223333:topic'],
  ['the name of a topic', { 'Fn::GetAtt': 'Topic.TopicName' }, 'topic'],
  ['an attribute that is an identity', { 'Fn::GetAtt': 'Queue.Arn' }, '<Queue.Arn>'],
  ['an attribute that may be anything', { 'Fn::GetAtt': 'Bucket.WebsiteURL' }, '{the value of Bucket.WebsiteURL}'],
  ['a custom resource', { Ref: 'Custom' }, '{the value of Custom}'],
  ['an attribute of one', { 'Fn::GetAtt': ['Custom', 'Data.Arn'] }, '{the value of Custom.Data.Arn}'],
  ['the same in one text', { 'Fn::GetAtt': 'Custom.Data.Arn' }, '{the value of Custom.Data.Arn}'],
  ['an attribute like that of a reader', { 'Fn::GetAtt': ['Custom', 'Outputs.Arn'] }, '{the value of Custom.Outputs.Arn}'],
  ['the ARN of a role with an empty path', { 'Fn::GetAtt': 'PathlessRole.Arn' }, 'arn:aws:iam::111122223333:role/role'],
  ['a resource that is called by a name which may be any', { Ref: 'NamedQueue' }, '{the value of NamedQueue}'],
  ['the name that is given to it', { 'Fn::GetAtt': 'NamedQueue.QueueName' }, '{the value of NamedQueue.QueueName}'],
  ['its ARN', { 'Fn::GetAtt': 'NamedQueue.Arn' }, '<NamedQueue.Arn>'],
  ['a resource to which nobody gives a name', { Ref: 'KeyedQueue' }, '<KeyedQueue>'],
  ['the name that it gets', { 'Fn::GetAtt': 'KeyedQueue.QueueName' }, '<KeyedQueue.QueueName>'],
  ['an attribute that only begins like a name', { 'Fn::GetAtt': 'Zone.NameServers' }, '{the value of Zone.NameServers}'],
  ['an organization', { Ref: 'Organization' }, '{the id of Organization}'],
  ['its id', { 'Fn::GetAtt': 'Organization.Id' }, '{the id of Organization}'],
  ['another attribute of it', { 'Fn::GetAtt': 'Organization.RootId' }, '<Organization.RootId>'],
  ['a missing resource', { Ref: 'Nowhere' }, '{a reference to Nowhere, which is not in the template}'],
  ['a missing attribute', { 'Fn::GetAtt': ['Nowhere', 'Arn'] }, '{a value of Fn::GetAtt that cannot be followed}'],
  ['no attribute', { 'Fn::GetAtt': ['Bucket'] }, '{a value of Fn::GetAtt that cannot be followed}'],
  ['a reference that is no text', { Ref: ['Bucket'] }, '{a value of Ref that cannot be followed}'],
  ['an attribute of nothing', { 'Fn::GetAtt': 5 }, '{a value of Fn::GetAtt that cannot be followed}'],
])('%s', (_, value, expected) => {
  expect(resolved(value)).toEqual(expected);
});

test.each<[string, unknown, unknown]>([
  ['AWS::AccountId', '111122223333', '{the account of an environment-agnostic stack}'],
  ['AWS::Region', 'eu-west-1', '{the Region of an environment-agnostic stack}'],
  ['AWS::Partition', 'aws', 'aws'],
  ['AWS::URLSuffix', 'amazonaws.com', 'amazonaws.com'],
  ['AWS::StackName', '{AWS::StackName of the stack Stack}', '{AWS::StackName of the stack Stack}'],
  ['AWS::StackId', '{AWS::StackId of the stack Stack}', '{AWS::StackId of the stack Stack}'],
  ['AWS::NotificationARNs', '{AWS::NotificationARNs of the stack Stack}', '{AWS::NotificationARNs of the stack Stack}'],
  ['AWS::Other', '{a value of Ref that cannot be followed}', '{a value of Ref that cannot be followed}'],
])('the pseudo parameter %s', (name, known, agnostic) => {
  expect(resolved({ Ref: name })).toEqual(known);
  expect(resolved({ Ref: name }, {}, agnosticStack)).toEqual(agnostic);
});

test.each([
  ['cn-north-1', 'aws-cn amazonaws.com.cn'], ['us-gov-west-1', 'aws-us-gov amazonaws.com'], ['us-iso-east-1', 'aws-iso amazonaws.com'],
  ['us-isob-east-1', 'aws-iso-b amazonaws.com'], ['eusc-de-east-1', 'aws-eusc amazonaws.com'], ['us-east-1', 'aws amazonaws.com'],
])('the partition of %s', (region, expected) => {
  expect(resolved({ 'Fn::Sub': '${AWS::Partition} ${AWS::URLSuffix}' }, {}, (template) => stack(template, { region }))).toBe(expected);
});

test('without a Region the partition is the one that the ARNs of the template name, unless it is given', () => {
  const value = { written: 'arn:aws-cn:s3:::x', partition: { Ref: 'AWS::Partition' } };
  expect(resolved(value, {}, agnosticStack)).toEqual({ ...value, partition: 'aws-cn' });
  expect(resolved(value, {}, (template) => agnosticStack(template, { partition: 'aws-us-gov' }))).toEqual({ ...value, partition: 'aws-us-gov' });
});

test.each<[string, unknown, unknown]>([
  ['Fn::Sub', { 'Fn::Sub': '${Bucket}/${Key.Arn}/${!literal}/${ AWS::Region }' }, '<Bucket>/arn:aws:kms:eu-west-1:111122223333:key/<Key>/${literal}/eu-west-1'],
  ['Fn::Sub with variables', { 'Fn::Sub': ['${a}-${b}-${Bucket}', { a: 1, b: { Ref: 'Named' } }] }, '1-named-<Bucket>'],
  ['Fn::Sub with a list as a variable', { 'Fn::Sub': ['${a}', { a: ['x'] }] }, '{a value of a list or object inside a text that cannot be followed}'],
  ['Fn::Sub of no text', { 'Fn::Sub': [5] }, '{a value of Fn::Sub that cannot be followed}'],
  ['Fn::Sub of what is not closed', { 'Fn::Sub': 'a-${Bucket' }, 'a-${Bucket'],
  ['Fn::Sub of nothing', { 'Fn::Sub': 'a-${}-b' }, 'a-{a reference to , which is not in the template}-b'],
  ['Fn::Sub of a variable twice', { 'Fn::Sub': ['${a}${ a }', { a: 'x' }] }, 'xx'],
  ['a dynamic reference that is put together', { 'Fn::Join': [':', ['{{resolve', 'ssm', 'name}}']] }, '{the dynamic reference {{resolve:ssm:name}}}'],
  ['Fn::Join', { 'Fn::Join': ['', ['arn:', { Ref: 'Bucket' }, 5, true, { Ref: 'AWS::NoValue' }]] }, 'arn:<Bucket>5true'],
  ['Fn::Join of a list that is unknown', { 'Fn::Join': [',', { Ref: 'Parameter' }] }, '{a value of Fn::Join that cannot be followed}'],
  ['Fn::Join without a separator', { 'Fn::Join': [['a']] }, '{a value of Fn::Join that cannot be followed}'],
  ['Fn::Join of an object', { 'Fn::Join': ['-', ['a', { b: 'c' }]] }, 'a-{a value of a list or object inside a text that cannot be followed}'],
  ['Fn::Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
  ['Fn::Select out of range', { 'Fn::Select': [5, ['a']] }, '{a value of Fn::Select that cannot be followed}'],
  ['Fn::Select without an index', { 'Fn::Select': [{ Ref: 'AWS::NoValue' }, ['a']] }, '{a value of Fn::Select that cannot be followed}'],
  ['Fn::Select of a text', { 'Fn::Select': [0, 'a'] }, '{a value of Fn::Select that cannot be followed}'],
  ['Fn::Select of an unknown list', { 'Fn::Select': [0, { Ref: 'Parameter' }] }, '{an item of the parameter Parameter}'],
  ['Fn::Split', { 'Fn::Split': [':', 'a:b'] }, ['a', 'b']],
  ['Fn::Split of an identity', { 'Fn::Split': [':', { 'Fn::GetAtt': 'Key.Arn' }] }, ['arn', 'aws', 'kms', 'eu-west-1', '111122223333', 'key/<Key>']],
  ['Fn::Split of an unknown text', { 'Fn::Split': [':', { Ref: 'Parameter' }] }, '{a part of the parameter Parameter}'],
  ['Fn::Split without a separator', { 'Fn::Split': ['', 'a'] }, '{a value of Fn::Split that cannot be followed}'],
  ['Fn::Select of a known split', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': 'Bucket.Arn' }] }] }, '<Bucket>'],
  ['a known part of a split', { 'Fn::Select': [0, { 'Fn::Split': [':', { 'Fn::Sub': 'arn:${Parameter}' }] }] }, 'arn'],
  ['an unknown part of a split', { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Sub': 'arn:${Parameter}' }] }] }, '{a part of arn:<parameter Parameter>}'],
  ['a part at a question mark', { 'Fn::Select': [1, { 'Fn::Split': ['?', 'a?b'] }] }, 'b'],
  ['a part without a separator', { 'Fn::Select': [0, { 'Fn::Split': ['', 'ab'] }] }, '{an item of a value of Fn::Split that cannot be followed}'],
  ['a part of an object', { 'Fn::Select': [0, { a: 'b' }] }, '{a value of Fn::Select that cannot be followed}'],
  ['a part of a URL that AWS makes up', { 'Fn::Select': [0, { 'Fn::Split': ['/', { Ref: 'Queue' }] }] }, '{a part of <Queue>}'],
  ['a part of a name that AWS makes up', { 'Fn::Select': [0, { 'Fn::Split': ['/', { Ref: 'Bucket' }] }] }, '<Bucket>'],
  ['Fn::Base64', { 'Fn::Base64': 'a' }, 'YQ=='],
  ['Fn::Base64 of what is unknown', { 'Fn::Base64': { Ref: 'Bucket' } }, '{a value of Fn::Base64 that cannot be followed}'],
  ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Bucket' } } }, '{"a":"<Bucket>"}'],
  ['Fn::ToJsonString of nothing', { 'Fn::ToJsonString': { Ref: 'AWS::NoValue' } }, 'null'],
  ['Fn::Length', { 'Fn::Length': ['a', 'b'] }, 2],
  ['Fn::Length of what is unknown', { 'Fn::Length': { Ref: 'Parameter' } }, '{a value of Fn::Length that cannot be followed}'],
  ['a function that nobody can follow', { 'Fn::GetAZs': '' }, '{a value of Fn::GetAZs that cannot be followed}'],
  ['Fn::Transform', { 'Fn::Transform': { Name: 'x' }, 'more': 1 }, '{the result of a transform}'],
  ['a loop that cannot be written out', { 'Fn::ForEach::Many': ['Name', { Ref: 'Parameter' }, { '${Name}': 1 }], 'more': 1 }, '{what Fn::ForEach makes}'],
  ['a function with a key beside it', { 'Ref': 'Named', 'Fn::Join': 'x' }, { 'Ref': 'Named', 'Fn::Join': 'x' }],
  ['a dynamic reference', 'x-{{resolve:ssm:name}}', 'x-{the dynamic reference {{resolve:ssm:name}}}'],
  ['AWS::NoValue in an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
  ['AWS::NoValue in a list', [{ Ref: 'AWS::NoValue' }, 1], [1]],
  ['Fn::If of no condition', { 'Fn::If': [5, 1, 2] }, '{a value of Fn::If that cannot be followed}'],
])('%s', (_, value, expected) => {
  expect(resolved(value, { Parameters: { Parameter: { Type: 'String' } } })).toEqual(expected);
});

test.each<[string, unknown, unknown]>([
  ['a known entry', ['Map', { Ref: 'AWS::Region' }, 'value'], 'ireland'],
  ['a missing entry', ['Map', 'us-east-1', 'value'], '{a value of Fn::FindInMap that cannot be followed}'],
  ['a missing entry with a default', ['Map', 'us-east-1', 'value', { DefaultValue: 'else' }], 'else'],
  ['an unknown key, whatever the default', ['Map', { Ref: 'Parameter' }, 'value', { DefaultValue: 'else' }], '{a value of Fn::FindInMap that cannot be followed}'],
  ['a key of an unknown account', ['Map', { Ref: 'AWS::StackName' }, 'value', { DefaultValue: 'else' }], '{a value of Fn::FindInMap that cannot be followed}'],
  ['a key that is a list', ['Map', ['eu-west-1'], 'value'], '{a value of Fn::FindInMap that cannot be followed}'],
  ['a key by number', ['Map', 5, 'value'], 'five'],
])('Fn::FindInMap with %s', (_, argument, expected) => {
  const sections = { Parameters: { Parameter: { Type: 'String' } }, Mappings: { Map: { 'eu-west-1': { value: 'ireland' }, '5': { value: 'five' } } } };
  expect(resolved({ 'Fn::FindInMap': argument }, sections)).toBe(expected);
});

test.each<[string, object, unknown]>([
  ['is a hole', {}, '{the parameter P}'],
  ['is one with a default too', { Default: 'x' }, '{the parameter P}'],
  ['is one with several allowed values', { AllowedValues: ['x', 'y'] }, 'x or y'],
  ['is certain with one allowed value', { AllowedValues: [365] }, '365'],
  ['is a hole when it names a stored parameter', { Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: ['x'] }, '{the parameter P}'],
])('a parameter %s', (_, declaration, expected) => {
  expect(resolved({ Ref: 'P' }, { Parameters: { P: { Type: 'String', ...declaration } } })).toBe(expected);
});

test.each([
  ['is a text', { Type: 'String' }, 'logs', 'logs'],
  ['may be empty', { Type: 'String', Default: 'x' }, '', ''],
  ['is a list', { Type: 'CommaDelimitedList' }, 'a, b', ['a', 'b']],
  ['is a list of numbers', { Type: 'List<Number>' }, '1,2', ['1', '2']],
  ['is only the name of a stored one', { Type: 'AWS::SSM::Parameter::Value<String>' }, '/name', '{the parameter P}'],
])('a parameter that the deployment gives %s', (_, declaration, value, expected) => {
  const given = (template: object) => ({ ...stack(template), parameters: { P: value } });
  expect(resolved({ Ref: 'P' }, { Parameters: { P: declaration } }, given)).toEqual(expected);
});

describe('nested templates', () => {
  const parent = (Parameters: unknown, value: unknown = { 'Fn::GetAtt': ['Nested', 'Outputs.Name'] }) => stack({
    Description: MARK,
    Resources: {
      ...RESOURCES,
      Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters } },
      Subject: { Type: 'T', Properties: { value } },
    },
  });
  const nested = (more: object, value?: unknown) => stack({
    Description: MARK, ...more, Resources: { Inner: { Type: 'AWS::S3::Bucket' }, Subject: { Type: 'T', Properties: { value } } },
  }, { stackPath: 'Stack/Nested', parent: { stackPath: 'Stack', logicalId: 'Nested' } });

  test('outputs are followed down', () => {
    const set = new TemplateSet([parent({}), nested({ Outputs: { Name: { Value: { Ref: 'Inner' } } } })]);
    expect(read(set, 'Stack')).toBe('<Inner>');
  });

  test('each output is followed to its own value, and nothing else is one', () => {
    const outputs = ['Outputs.Name', 'Outputs.Other', 'Nothing.Name'].map((name) => ({ 'Fn::GetAtt': ['Nested', name] }));
    const set = new TemplateSet([parent({}, outputs), nested({ Outputs: { Name: { Value: 'one' }, Other: { Value: 'two' } } })]);
    expect(read(set, 'Stack')).toEqual(['one', 'two', '<Nested.Nothing.Name>']);
  });

  test('parameters are followed up, to a default when the parent gives none', () => {
    const declared = { Parameters: { Given: { Type: 'String', Default: 'no' }, Left: { Type: 'String', Default: 'default' }, Stored: { Type: 'AWS::SSM::Parameter::Value<String>' } } };
    const set = new TemplateSet([parent({ Given: { Ref: 'Bucket' }, Stored: 'x' }), nested(declared, [{ Ref: 'Given' }, { Ref: 'Left' }, { Ref: 'Stored' }])]);
    expect(read(set, 'Stack/Nested')).toEqual(['<Bucket>', 'default', '{the parameter Stored}']);
  });

  test('a parameter that nobody gives is a hole', () => {
    const set = new TemplateSet([parent({}), nested({ Parameters: { P: { Type: 'String' } } }, { Ref: 'P' })]);
    expect(read(set, 'Stack/Nested')).toBe('{the parameter P}');
  });

  test('an output that is not there, or of a template that is not there, is a hole', () => {
    expect(read(new TemplateSet([parent({}), nested({})]), 'Stack')).toBe('{the value of Nested.Outputs.Name}');
    expect(read(new TemplateSet([parent({})]), 'Stack')).toBe('{the value of Nested.Outputs.Name}');
    const none = new TemplateSet([parent({}), nested({ Outputs: { Name: { Value: { Ref: 'AWS::NoValue' } } } })]);
    expect(read(none, 'Stack')).toBe('{a value of Fn::GetAtt that cannot be followed}');
  });

  test('a circle between parameter and output is a hole', () => {
    const set = new TemplateSet([
      parent({ P: { 'Fn::GetAtt': ['Nested', 'Outputs.Name'] } }),
      nested({ Parameters: { P: { Type: 'String' } }, Outputs: { Name: { Value: { Ref: 'P' } } } }, { Ref: 'P' }),
    ]);
    expect([read(set, 'Stack'), read(set, 'Stack/Nested')]).toEqual(['{a value of a circular reference that cannot be followed}', '{the parameter P}']);
  });
});

describe('exports', () => {
  const importer = (name: unknown, more: Partial<TemplateSource> = {}) => stack({
    Description: MARK, Resources: { Subject: { Type: 'T', Properties: { value: { 'Fn::ImportValue': name } } } },
  }, { stackPath: 'Importer', ...more });
  const exporter = (name: unknown, more: Partial<TemplateSource> = {}, output: object = {}, logicalId = 'Exported') => stack({
    Resources: { [logicalId]: { Type: 'AWS::S3::Bucket' } },
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Outputs: { None: { Value: 'x' }, Name: { Value: { Ref: logicalId }, Export: { Name: name }, ...output } },
  }, { stackPath: 'Exporter', ...more });

  test('an import is what the other stack exports', () => {
    expect(read(new TemplateSet([importer('name'), exporter('name')]), 'Importer')).toBe('<Exported>');
    expect(read(new TemplateSet([importer({ 'Fn::Sub': 'x-${AWS::Region}' }), exporter({ 'Fn::Join': ['-', ['x', { Ref: 'AWS::Region' }]] })]), 'Importer')).toBe('<Exported>');
  });

  test('each of two exports of a stack is followed to its own value', () => {
    const both = stack({ Outputs: { A: { Value: 'one', Export: { Name: 'a' } }, B: { Value: 'two', Export: { Name: 'b' } } } }, { stackPath: 'Exporter' });
    const reader = stack({ Description: MARK, Resources: { Subject: { Type: 'T', Properties: { value: [{ 'Fn::ImportValue': 'a' }, { 'Fn::ImportValue': 'b' }] } } } }, { stackPath: 'Importer' });
    expect(read(new TemplateSet([reader, both]), 'Importer')).toEqual(['one', 'two']);
  });

  test('of two exports of a name, the one of the same account and Region counts', () => {
    const set = new TemplateSet([importer('name'), exporter('name', { region: 'us-east-1' }), exporter('name', { stackPath: 'Other' }, {}, 'Right')]);
    expect(read(set, 'Importer')).toBe('<Right>');
  });

  test.each<[string, TemplateSource, unknown]>([
    ['elsewhere', exporter('other'), '{the import name}'],
    ['of another Region', exporter('name', { region: 'us-east-1' }), '{the import name}'],
    ['that is not made', exporter('name', {}, { Condition: 'Never' }), '{the import name}'],
    ['whose name is no text', exporter(['name']), '{the import name}'],
  ])('an export %s is a hole', (_, source, expected) => {
    expect(read(new TemplateSet([importer('name'), source]), 'Importer')).toBe(expected);
  });

  test('an import of no name is a hole', () => {
    expect(read(new TemplateSet([importer(['a'])]), 'Importer')).toBe('{a value of Fn::ImportValue that cannot be followed}');
  });

  test('cross-Region readers read what the writer of the other stack writes', () => {
    const name = '/cdk/exports/Reader/Name';
    const reader = (attribute: string | string[], id = 'ExportsReader') => {
      const values = [attribute].flat().map((each) => ({ 'Fn::GetAtt': [id, each] }));
      const Subject = { Type: 'T', Properties: { value: Array.isArray(attribute) ? values : values[0] } };
      return stack({ Description: MARK, Resources: { ExportsReader: { Type: 'Custom::CrossRegionExportReader' }, Other: { Type: 'Custom::Other' }, Subject } }, { stackPath: 'Reader' });
    };
    const writer = stack({
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket' },
        Writer: { Type: 'Custom::CrossRegionExportWriter', Properties: { WriterProps: { region: 'eu-west-1', exports: { [name]: { Ref: 'Bucket' }, '/cdk/exports/more': 'more', '/cdk/exports/none': { Ref: 'AWS::NoValue' } } } } },
        Broken: { Type: 'Custom::CrossRegionExportWriter' },
      },
    }, { stackPath: 'Writer', region: 'us-east-1' });
    const both = new TemplateSet([reader(name), writer]);
    expect(read(both, 'Reader')).toBe('<Bucket>');
    expect(read(new TemplateSet([reader([name, '/cdk/exports/more']), writer]), 'Reader')).toEqual(['<Bucket>', 'more']);
    expect(read(new TemplateSet([reader(name, 'Other'), writer]), 'Reader')).toBe('{the value of Other./cdk/exports/Reader/Name}');
    expect(both.crossRegionExport(name)?.template.stackPath).toBe('Writer');
    expect(read(new TemplateSet([reader('/cdk/exports/other'), writer]), 'Reader')).toBe('{the value of ExportsReader./cdk/exports/other}');
    expect(read(new TemplateSet([reader('/cdk/exports/none'), writer]), 'Reader')).toBe('{a value of Fn::GetAtt that cannot be followed}');
  });
});

describe('conditions', () => {
  /** What an expression is in every world. */
  const worlds = (value: unknown, sections: Sections) => {
    const set = new TemplateSet([stack({ Description: MARK, ...sections, Resources: { Subject: { Type: 'T', Properties: { value } } } })]);
    const cases = inCases(set.root, (world) => world.properties(set.ofType('T')[0]).value, (unread) => decisionIn(JSON.stringify(unread)));
    const conditions = new Set(cases.flatMap(({ world }) => [...world.outcomes.keys()]).map((mark) => set.atoms.render(mark)));
    return { results: cases.map(({ result }) => rendered(set, result)), conditions: [...conditions].sort() };
  };
  const Parameters = { Env: { Type: 'String' }, Other: { Type: 'String' } };
  const equals = (a: unknown, b: unknown) => ({ 'Fn::Equals': [a, b] });
  const branch = (condition: string) => ({ 'Fn::If': [condition, `${condition}-yes`, `${condition}-no`] });

  test.each<[string, object, unknown[]]>([
    ['a known comparison', equals('a', 'a'), ['C-yes']],
    ['a known difference', equals('a', { Ref: 'AWS::Region' }), ['C-no']],
    ['a comparison of numbers and texts', equals(5, '5'), ['C-yes']],
    ['an unknown comparison', equals({ Ref: 'Env' }, 'prod'), ['C-yes', 'C-no']],
    ['Fn::Not', { 'Fn::Not': [equals('a', 'b')] }, ['C-yes']],
    ['Fn::And that one no decides', { 'Fn::And': [equals('a', 'b'), equals({ Ref: 'Env' }, 'x')] }, ['C-no']],
    ['Fn::Or that one yes decides', { 'Fn::Or': [equals('a', 'a'), equals({ Ref: 'Env' }, 'x')] }, ['C-yes']],
    ['another condition', { Condition: 'D' }, ['C-yes']],
    ['a condition of a form that nobody knows', { 'Fn::Maybe': [] }, ['C-yes', 'C-no']],
    ['two forms at once', { 'Condition': 'D', 'Fn::Not': [] }, ['C-yes', 'C-no']],
    ['a condition that is itself', { Condition: 'C' }, ['C-yes']],
    ['a condition that is not there', { Condition: 'Nowhere' }, ['C-yes', 'C-no']],
    ['a list', [], ['C-yes', 'C-no']],
    ['the opposite of nothing', { 'Fn::Not': [null] }, ['C-no', 'C-yes']],
    ['all of nothing', { 'Fn::And': [] }, ['C-yes', 'C-no']],
    ['some of nothing', { 'Fn::Or': [] }, ['C-yes', 'C-no']],
    ['a comparison of one', { 'Fn::Equals': ['a'] }, ['C-yes', 'C-no']],
    ['a comparison of three', { 'Fn::Equals': ['a', 'a', 'b'] }, ['C-yes', 'C-no']],
    ['a comparison by another name', { 'Fn::Same': ['a', 'b'] }, ['C-yes', 'C-no']],
    ['the opposite of a text', { 'Fn::Not': ['x'] }, ['C-no', 'C-yes']],
    ['a comparison that is known in part', equals({ 'Fn::Sub': 'x-${Env}' }, 'x-prod'), ['C-yes', 'C-no']],
    ['a comparison with nothing', equals({ Ref: 'AWS::NoValue' }, ''), ['C-no']],
  ])('%s', (_, C, expected) => {
    expect(worlds(branch('C'), { Parameters, Conditions: { C, D: equals('x', 'x') } }).results).toEqual(expected);
  });

  test.each<[string, object]>([
    ['that are not there', {}],
    ['of forms that nobody knows', { A: { 'Fn::Maybe': 'a' }, B: { 'Fn::Maybe': 'b' } }],
  ])('two conditions %s decide each for itself', (_, Conditions) => {
    expect(worlds([branch('A'), branch('B')], { Conditions }).results).toEqual([['A-yes', 'B-yes'], ['A-yes', 'B-no'], ['A-no', 'B-yes'], ['A-no', 'B-no']]);
  });

  test('the same comparison has the same outcome wherever it stands', () => {
    const Conditions = { A: equals({ Ref: 'Env' }, 'prod'), B: { 'Fn::Not': [equals('prod', { Ref: 'Env' })] } };
    expect(worlds([branch('A'), branch('B')], { Parameters, Conditions }).results).toEqual([['A-yes', 'B-no'], ['A-no', 'B-yes']]);
  });

  test('a parameter equals only one value at a time', () => {
    const Conditions = { A: equals({ Ref: 'Env' }, 'prod'), B: equals({ Ref: 'Env' }, 'test') };
    expect(worlds([branch('A'), branch('B')], { Parameters, Conditions }).results).toEqual([['A-yes', 'B-no'], ['A-no', 'B-yes'], ['A-no', 'B-no']]);
  });

  test('two parameters may be the same', () => {
    const Conditions = { A: equals({ Ref: 'Env' }, 'prod'), B: equals({ Ref: 'Env' }, { Ref: 'Other' }) };
    expect(worlds([branch('A'), branch('B')], { Parameters, Conditions }).results).toHaveLength(4);
    const known = { ...Conditions, C: equals({ Ref: 'Other' }, 'prod') };
    expect(worlds([branch('A'), branch('B'), branch('C')], { Parameters, Conditions: known }).results[0]).toEqual(['A-yes', 'B-yes', 'C-yes']);
    expect(worlds([branch('A'), branch('B'), branch('C')], { Parameters, Conditions: known }).results[1]).toEqual(['A-yes', 'B-no', 'C-no']);
  });

  test('the conditions that made the worlds are named', () => {
    const Conditions = { Zeta: equals({ Ref: 'Env' }, 'a'), Alpha: equals({ Ref: 'Other' }, 'a') };
    expect(worlds([branch('Zeta'), branch('Alpha')], { Parameters, Conditions })).toMatchObject({ conditions: ['Alpha', 'Zeta'] });
  });

  test('a question is asked in 32 cases, no more, and what is left open stays open', () => {
    const count = 7;
    const many = Object.fromEntries(Array.from({ length: count }, (_, i) => [`P${i}`, { Type: 'String' }]));
    const Conditions = Object.fromEntries(Object.keys(many).map((name) => [`If${name}`, equals({ Ref: name }, 'x')]));
    const { results } = worlds(Object.keys(Conditions).map(branch), { Parameters: many, Conditions });
    expect(results.length).toBeLessThanOrEqual(32);
    expect(JSON.stringify(results)).toContain('IfP6-yes or IfP6-no');
    expect(worlds(Object.keys(Conditions).slice(3).map(branch), { Parameters: many, Conditions }).results).toHaveLength(16);
  });

  test('a condition that is nested beyond all measure is undecided', () => {
    let deep: object = equals('a', 'a');
    for (let i = 0; i < 400; i++) deep = { 'Fn::Not': [deep] };
    expect(worlds(branch('C'), { Conditions: { C: deep } }).results).toHaveLength(2);
  });

  test('a resource that is not created in a world is not there', () => {
    const set = new TemplateSet([stack({
      Description: MARK,
      Parameters,
      Conditions: { C: equals({ Ref: 'Env' }, 'x') },
      Resources: { A: { Type: 'T', Condition: 'C' }, B: { Type: 'T' }, D: { Type: 'T', Condition: ['C'] } },
    })]);
    const there = (id: string) => inCases(set.root, (world) => world.exists(set.ofType('T').find(({ logicalId }) => logicalId === id)!), (exists) => isUnknown(exists) ? exists.why : undefined)
      .map(({ result }) => result);
    expect(there('A')).toEqual([true, false]);
    expect(there('B')).toEqual([true]);
    expect(there('D')).toEqual([true]);
  });
});

describe('damage', () => {
  test('a value that is nested beyond all measure is a hole where it becomes too deep', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 20000; i++) deep = `${i % 2 === 0 ? '[' : '{"a":'}${i === 0 ? '"x"' : deep as string}${i % 2 === 0 ? ']' : '}'}`;
    const text = `{"Description":"${MARK}","Resources":{"Subject":{"Type":"T","Properties":{"value":${deep as string}}}}}`;
    const set = new TemplateSet([stack(text)]);
    expect(() => new World(set).properties(set.ofType('T')[0])).not.toThrow();
    const join = `{"Description":"${MARK}","Resources":{"Subject":{"Type":"T","Properties":{"value":{"Fn::Cidr":${deep as string}}}}}}`;
    expect(read(new TemplateSet([stack(join)]), 'Stack')).toBe('{a value of Fn::Cidr that cannot be followed}');
  });

  test.each<[number, string]>([[149, 'x'], [150, '{a value that is nested too deeply}']])('a text in %i lists in the properties of a resource', (count, expected) => {
    let innermost = resolved(Array.from({ length: count }).reduce<unknown>((inner) => [inner], 'x'));
    while (Array.isArray(innermost)) [innermost] = innermost as unknown[];
    expect(innermost).toBe(expected);
  });

  test('keys of Object.prototype are keys like any other', () => {
    const text = `{"Description":"${MARK}","Resources":{"__proto__":{"Type":"AWS::S3::Bucket","Properties":{"BucketName":"b"}},
      "Subject":{"Type":"T","Properties":{"__proto__":{"a":1},"value":[{"Ref":"__proto__"},{"Ref":"constructor"},{"Fn::FindInMap":["toString","a","b"]}]}}}}`;
    const set = new TemplateSet([stack(text)]);
    expect(read(set, 'Stack')).toEqual([
      'b', '{a reference to constructor, which is not in the template}', '{a value of Fn::FindInMap that cannot be followed}',
    ]);
    expect(Object.keys(new World(set).properties(set.ofType('T')[0]))).toContain('__proto__');
  });

  test.each<[string, string | (() => string), RegExp]>([
    ['no JSON', `${MARK} {`, /^is not JSON: /],
    ['a list', `["${MARK}"]`, /^is not a JSON object$/],
    ['a file that is gone', () => {
      throw new Error('gone');
    }, /^cannot be read: Error: gone$/],
  ])('%s has no resources, and says why', (_, text, problem) => {
    const set = new TemplateSet([stack('', { text })]);
    expect(set.ofType('AWS::S3::Bucket')).toEqual([]);
    expect(set.everything[0].problem).toMatch(problem);
  });

  test.each<[string, unknown]>([['a list', []], ['a text', 'x'], ['a resource that is none', { A: 'x', B: { Type: 5 }, C: null }]])('Resources that are %s hold nothing', (_, Resources) => {
    expect(new TemplateSet([stack({ Description: MARK, Resources })]).templates[0].resources.size).toBe(0);
  });

  test('properties that are no object have no value', () => {
    const set = new TemplateSet([stack({ Description: MARK, Resources: { A: { Type: 'T', Properties: ['x'] }, B: { Type: 'T' } } })]);
    expect(set.ofType('T').map((resource) => new World(set).properties(resource))).toEqual([{}, {}]);
  });

  test('a text may come from a function', () => {
    const set = new TemplateSet([stack('', { text: () => JSON.stringify({ Description: MARK, Resources: RESOURCES }) })]);
    expect(set.ofType('AWS::S3::Bucket')).toHaveLength(3);
  });
});
