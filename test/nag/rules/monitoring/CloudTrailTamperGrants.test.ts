import { either, GIVEN, withUnknowns } from '../../helpers/changes';
import { ACCOUNT, changed, findings, stack, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailTamperGrants';
const policy = (...statements: object[]) => (t: TestTemplate) => {
  t.Resources.Grant = {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'Grant', Roles: ['somebody'], PolicyDocument: { Statement: statements.map((each) => ({ Effect: 'Allow', Resource: '*', ...each })) } },
  };
};
const WRONG = ['non-compliant Grant PolicyDocument.Statement.0'];

test('the policies around a right trail are compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, object]>([
  ['reading of trails', { Action: ['cloudtrail:Get*', 'cloudtrail:Describe*', 'cloudtrail:List*', 'cloudtrail:LookupEvents'] }],
  ['everything of another service', { Action: 's3:*' }],
  ['creating and starting trails', { Action: ['cloudtrail:CreateTrail', 'cloudtrail:StartLogging'] }],
  ['everything but CloudTrail', { NotAction: ['cloudtrail:*', 'iam:*'] }],
  ['everything, on a bucket', { Action: '*', Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'] }],
  ['everything of CloudTrail, on event data stores', { Action: 'cloudtrail:*', Resource: `arn:aws:cloudtrail:*:${ACCOUNT}:eventdatastore/*` }],
  ['everything, except on trails', { Action: '*', NotAction: undefined, Resource: undefined, NotResource: 'arn:aws:cloudtrail:*' }],
  ['a denial', { Effect: 'Deny', Action: 'cloudtrail:*' }],
])('%s is compliant', (_, statement) => {
  expect(verdicts(rule, changed(policy(statement)))).toEqual([]);
});

test.each([
  'cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:PutInsightSelectors',
  'cloudtrail:PutEventConfiguration', 'cloudtrail:stop*', 'cloudtrail:*Trail', 'cloud*:*', 'cloudtrail:*', '*',
])('%s is not', (Action) => {
  expect(verdicts(rule, changed(policy({ Action })))).toEqual(WRONG);
});

test.each<[string, object]>([
  ['everything but another service', { NotAction: 's3:*' }],
  ['everything but reading of CloudTrail', { NotAction: ['cloudtrail:Get*', 'iam:*'] }],
  ['one trail by its ARN', { Action: 'cloudtrail:StopLogging', Resource: { 'Fn::GetAtt': ['Trail', 'Arn'] } }],
  ['everything but some place', { Action: 'cloudtrail:StopLogging', Resource: undefined, NotResource: 'arn:aws:s3:::*' }],
  ['a condition that may hold', { Action: 'cloudtrail:StopLogging', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
])('%s is not', (_, statement) => {
  expect(verdicts(rule, changed(policy(statement)))).toEqual(WRONG);
});

test('the finding names what is allowed', () => {
  expect(findings(rule, changed(policy({ Action: ['cloudtrail:Stop*', 'cloudtrail:DeleteTrail'] })))).toMatchObject([{
    detail: 'Statement 0 lets the principal call cloudtrail:StopLogging, cloudtrail:DeleteTrail.',
  }]);
});

describe('a denial in the same policy', () => {
  const tampering = [
    'cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:PutInsightSelectors',
    'cloudtrail:PutEventConfiguration',
  ];
  const admin = { Action: '*' };

  test.each<[string, object]>([
    ['of all that the finding advises to deny', { Action: tampering }],
    ['by a wildcard', { Action: 'cloudtrail:*', Resource: 'arn:aws:cloudtrail:*:*:trail/*' }],
    ['of all but reading', { NotAction: ['s3:*', 'cloudtrail:Get*'] }],
  ])('%s counts', (_, denial) => {
    expect(verdicts(rule, changed(policy(admin, { Effect: 'Deny', ...denial })))).toEqual([]);
  });

  test.each<[string, object]>([
    ['of a part', { Action: 'cloudtrail:StopLogging' }],
    ['on one trail', { Action: 'cloudtrail:*', Resource: { 'Fn::GetAtt': ['Trail', 'Arn'] } }],
    ['under a condition', { Action: 'cloudtrail:*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }],
  ])('%s does not', (_, denial) => {
    expect(verdicts(rule, changed(policy(admin, { Effect: 'Deny', ...denial })))).toEqual(WRONG);
  });
});

describe('where permissions stand', () => {
  const Statement = [{ Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*' }];

  test.each(['AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'])('in an %s', (Type) => {
    expect(verdicts(rule, changed((t) => {
      t.Resources.Grant = { Type, Properties: { PolicyDocument: { Statement } } };
    }))).toEqual(WRONG);
  });

  test.each(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'])('in an %s', (Type) => {
    const inline = (t: TestTemplate) => {
      t.Resources.Grant = { Type, Properties: { Policies: [{ PolicyName: 'Empty', PolicyDocument: { Statement: [] } }, { PolicyName: 'Stop', PolicyDocument: { Statement } }] } };
    };
    expect(verdicts(rule, changed(inline))).toEqual(['non-compliant Grant Policies.1.PolicyDocument.Statement.0']);
  });

  test.each([
    'arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/PowerUserAccess', 'arn:aws-us-gov:iam::aws:policy/AWSCloudTrail_FullAccess',
  ])('in the managed policy %s', (arn) => {
    const role = (t: TestTemplate) => {
      t.Resources.Grant = { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [arn] } };
    };
    expect(verdicts(rule, changed(role))).toEqual(['non-compliant Grant ManagedPolicyArns.0']);
  });

  test.each([
    'arn:aws:iam::aws:policy/ReadOnlyAccess', `arn:aws:iam::${ACCOUNT}:policy/AdministratorAccess`, either('arn:aws:iam::aws:policy/ReadOnlyAccess', 'x'), 5,
  ])('not in the managed policy %j', (arn) => {
    const role = (t: TestTemplate) => {
      t.Resources.Grant = { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [arn] } };
    };
    expect(verdicts(rule, withUnknowns(role))).toEqual([]);
  });

  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const STOPS = { PolicyName: 'Stop', PolicyDocument: { Statement } };

  test.each<[string, unknown, string[]]>([
    ['two that allow it, whichever it is', [either(admin, 'arn:aws:iam::aws:policy/PowerUserAccess')], ['non-compliant Grant ManagedPolicyArns.0']],
    ['one that allows it, or another', [either(admin, 'arn:aws:iam::aws:policy/ReadOnlyAccess')], ['cannot-tell Grant ManagedPolicyArns.0']],
    ['one that allows it, or none', [either(admin, { Ref: 'AWS::NoValue' })], ['cannot-tell Grant ManagedPolicyArns.0']],
    ['a parameter', [GIVEN], ['cannot-tell Grant ManagedPolicyArns.0']],
    ['a name in a parameter', [{ 'Fn::Sub': 'arn:aws:iam::aws:policy/${Given}' }], ['cannot-tell Grant ManagedPolicyArns.0']],
    ['one in a path', [{ 'Fn::Sub': 'arn:aws:iam::aws:policy/job-function/${Given}' }], []],
    ['a parameter for all of them', GIVEN, ['cannot-tell Grant ManagedPolicyArns']],
  ])('managed policies that only the deployment knows: %s', (_, ManagedPolicyArns, expected) => {
    const role = (t: TestTemplate) => {
      t.Resources.Grant = { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns } };
    };
    expect(verdicts(rule, withUnknowns(role))).toEqual(expected);
  });

  test.each(['ManagedPolicyArns', 'Policies'])('a list of %s that nobody can see hides nothing beside it', (name) => {
    const role = (t: TestTemplate) => {
      t.Resources.Grant = { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [admin], Policies: [STOPS], [name]: GIVEN } };
    };
    expect(verdicts(rule, withUnknowns(role))).toEqual([`non-compliant Grant ${name === 'Policies' ? 'ManagedPolicyArns.0' : 'Policies.0.PolicyDocument.Statement.0'}`]);
  });

  test.each<[string, string, object, string[]]>([
    ['statements of a function', 'AWS::Serverless::Function', { Policies: [{ Statement }] }, ['non-compliant Grant Policies.0.Statement.0']],
    ['one policy of a function', 'AWS::Serverless::Function', { Policies: { Statement } }, ['non-compliant Grant Policies.Statement.0']],
    ['a managed policy by name', 'AWS::Serverless::StateMachine', { Policies: ['AWSLambdaExecute', 'AdministratorAccess'] }, ['non-compliant Grant Policies.1']],
    ['a managed policy alone', 'AWS::Serverless::Function', { Policies: admin }, ['non-compliant Grant Policies']],
    ['a template of SAM', 'AWS::Serverless::Function', { Policies: [{ S3ReadPolicy: { BucketName: 'x' } }] }, []],
    ['no policy', 'AWS::Serverless::Function', {}, []],
    ['a permission set with a managed policy', 'AWS::SSO::PermissionSet', { ManagedPolicies: [admin] }, ['non-compliant Grant ManagedPolicies.0']],
    ['a permission set with statements', 'AWS::SSO::PermissionSet', { InlinePolicy: { Statement } }, ['non-compliant Grant InlinePolicy.Statement.0']],
    ['a permission set with a text', 'AWS::SSO::PermissionSet', { InlinePolicy: JSON.stringify({ Statement }) }, ['non-compliant Grant InlinePolicy.Statement.0']],
    ['a permission set that reads', 'AWS::SSO::PermissionSet', { ManagedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }, []],
  ])('%s: in an %s', (_, Type, Properties, expected) => {
    const grant = (t: TestTemplate) => {
      t.Resources.Grant = { Type, Properties };
    };
    expect(verdicts(rule, changed(grant))).toEqual(expected);
  });

  test.each([
    ['AWS::SSO::PermissionSet', { InlinePolicy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['s3:*', '*'], Resource: '*' }] }) }],
    ['AWS::SSO::PermissionSet', { InlinePolicy: JSON.stringify({ Statement: [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }] }) }],
    ['AWS::Serverless::Function', { Policies: 'AdministratorAccess' }],
    ['AWS::Serverless::Function', { Policies: [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }] }],
    ['AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: [...Array.from({ length: 300 }, (_, i) => `s3:Get${i}`), '*'], Resource: '*' }] } }],
  ])('what grants everything in a stack that does not speak of CloudTrail: %s %#', (Type, Properties) => {
    const grant = stack({ Resources: { Grant: { Type, Properties } } }, { stackPath: 'Other' });
    expect(verdicts(rule, [stack(changed()), grant]).map((verdict) => verdict.split(' ').slice(0, 2).join(' '))).toEqual(['non-compliant Grant']);
  });
});

test.each<[string, object]>([
  ['an action that is a parameter', { Action: GIVEN }],
  ['a place that is a parameter', { Action: 'cloudtrail:StopLogging', Resource: GIVEN }],
  ['an action under one outcome of a condition', { Action: either('cloudtrail:*', 's3:*') }],
])('%s cannot be told', (_, statement) => {
  expect(verdicts(rule, withUnknowns(policy(statement)))).toEqual(['cannot-tell Grant PolicyDocument.Statement.0']);
});

test.each([[GIVEN], ['everything'], [undefined]])('a policy document %j', (document) => {
  const grant = (t: TestTemplate) => {
    t.Resources.Grant = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } };
  };
  expect(verdicts(rule, withUnknowns(grant))).toEqual(document === undefined ? [] : ['cannot-tell Grant PolicyDocument']);
});

test('a policy that is not created grants nothing', () => {
  const conditional = (t: TestTemplate) => {
    t.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    t.Resources.Grant.Condition = 'Never';
  };
  expect(verdicts(rule, changed(policy({ Action: '*' }), conditional))).toEqual([]);
});
