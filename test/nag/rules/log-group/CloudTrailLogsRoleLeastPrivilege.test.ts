import { adding, either, GIVEN, withUnknowns, without } from '../../helpers/changes';
import { ACCOUNT, agnosticStack, changed, findings, REGION, type TestTemplate, TRAIL_ARN, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailLogsRoleLeastPrivilege';
const TRUST = 'LogsRole.AssumeRolePolicyDocument.Statement.0';
const WRITE = 'LogsPolicy.PolicyDocument.Statement.0';
const GROUP = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:\${LogGroup}`;
const resource = (...paths: string[]) => ({ [`${WRITE}.Resource`]: paths.map((path) => ({ 'Fn::Sub': path })) });
const allow = (Action: unknown, Resource: unknown) => adding('LogsPolicy', { Effect: 'Allow', Action, Resource });
const EXCESS = ['non-compliant LogsPolicy PolicyDocument.Statement.0 [Excess]'];
const MORE = ['non-compliant LogsPolicy PolicyDocument.Statement.1 [Excess]'];
const SILENT = ['non-compliant LogsPolicy PolicyDocument [Delivery]'];
const SOURCE = ['non-compliant LogsRole AssumeRolePolicyDocument [Source]'];
const OTHERS = ['non-compliant LogsRole AssumeRolePolicyDocument.Statement.0 [Others]'];

test('the documented role is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['every stream of the log group', resource(`${GROUP}:*`)],
  ['the log group by its attribute', { [`${WRITE}.Resource`]: { 'Fn::GetAtt': ['LogGroup', 'Arn'] } }],
  ['the log group itself beside its streams', resource(GROUP, `${GROUP}:log-stream:*`)],
  ['one stream', resource(`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_${REGION}`)],
  ['other letters', { [`${WRITE}.Action`]: ['logs:createLogStream', 'LOGS:PutLogEvents'] }],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test('permissions may stand in the role, in several policies, or in a managed policy of the app', () => {
  const { Statement } = changed().Resources.LogsPolicy.Properties.PolicyDocument;
  const split = (action: string) => ({ Statement: [{ ...Statement[0], Action: action }] });
  const spread = (t: TestTemplate) => {
    t.Resources.LogsPolicy.Properties.PolicyDocument = split('logs:PutLogEvents');
    t.Resources.LogsRole.Properties.ManagedPolicyArns = [{ Ref: 'Managed' }];
    t.Resources.Managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: split('logs:CreateLogStream') } };
  };
  expect(verdicts(rule, changed(spread))).toEqual([]);
  const inline = (t: TestTemplate) => {
    t.Resources.LogsRole.Properties.Policies = [{ PolicyName: 'Write', PolicyDocument: { Statement } }];
  };
  expect(verdicts(rule, changed(inline, without('LogsPolicy')))).toEqual([]);
});

describe('delivery', () => {
  test.each<[string, Record<string, unknown>]>([
    ['events alone', { [`${WRITE}.Action`]: 'logs:PutLogEvents' }],
    ['streams alone', { [`${WRITE}.Action`]: 'logs:CreateLogStream' }],
    ['the streams of another Region', resource(`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_us-east-1*`)],
    ['the log group without its streams', resource(GROUP)],
    ['a denial', { [`${WRITE}.Effect`]: 'Deny' }],
  ])('with %s fails', (_, change) => {
    expect(verdicts(rule, changed(change))).toEqual(SILENT);
  });

  test('into another log group fails, and is more than the role needs', () => {
    expect(verdicts(rule, changed(resource(`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:other:*`)))).toEqual([...SILENT, ...EXCESS]);
  });

  test('without permissions fails', () => {
    expect(verdicts(rule, changed(without('LogsPolicy')))).toEqual(['non-compliant LogsRole [Delivery]']);
  });

  test('that something else denies fails', () => {
    expect(verdicts(rule, changed(adding('LogsPolicy', { Effect: 'Deny', Action: 'logs:*', Resource: '*' })))).toEqual(SILENT);
  });

  test('for an organization needs its streams', () => {
    const organization = { 'Trail.IsOrganizationTrail': true };
    const own = `${GROUP}:log-stream:${ACCOUNT}_CloudTrail_${REGION}*`;
    expect(verdicts(rule, changed(organization))).toEqual(['non-compliant LogsPolicy PolicyDocument [Organization]']);
    expect(verdicts(rule, changed(organization, resource(own, `${GROUP}:log-stream:o-abcdefghij_*`)))).toEqual([]);
  });

  test('into the log group of another app is judged by its ARN', () => {
    const elsewhere = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:elsewhere`;
    const group = { 'Trail.CloudWatchLogsLogGroupArn': `${elsewhere}:*` };
    expect(verdicts(rule, changed(group, resource(`${elsewhere}:log-stream:*`)))).toEqual([]);
    expect(verdicts(rule, changed(group))).toEqual([...SILENT, ...EXCESS]);
  });
});

describe('excess', () => {
  test.each<[string, unknown, unknown]>([
    ['another action on the group', ['logs:DeleteLogStream'], { 'Fn::Sub': `${GROUP}:*` }],
    ['a wildcard', 'logs:*', { 'Fn::Sub': `${GROUP}:*` }],
    ['everything', '*', '*'],
    ['another service', 's3:GetObject', '*'],
    ['the same on every group', ['logs:CreateLogStream', 'logs:PutLogEvents'], '*'],
    ['the same on groups with names that begin alike', 'logs:PutLogEvents', { 'Fn::Sub': `${GROUP}*` }],
  ])('%s is too much', (_, action, on) => {
    expect(verdicts(rule, changed(allow(action, on)))).toEqual(MORE);
  });

  test.each<[string, object]>([
    ['everything but some', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['every place but some', { Effect: 'Allow', Action: 'logs:PutLogEvents', NotResource: 'arn:aws:s3:::*' }],
  ])('%s is too much', (_, statement) => {
    expect(verdicts(rule, changed(adding('LogsPolicy', statement)))).toEqual(MORE);
  });

  test('a managed policy of AWS is too much, whatever it holds', () => {
    const managed = { 'LogsRole.ManagedPolicyArns': ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] };
    expect(findings(rule, changed(managed)).filter(({ answer }) => answer === 'non-compliant')).toMatchObject([{
      logicalId: 'LogsRole', property: 'ManagedPolicyArns.0', findingId: 'Excess', detail: 'The role may do all that the managed policy AWSLambdaBasicExecutionRole allows.',
    }]);
  });
});

describe('trust', () => {
  test.each<[string, unknown]>([
    ['the trail as the source', { StringEquals: { 'aws:SourceArn': TRAIL_ARN } }],
    ['the account as the source', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }],
    ['a pattern of sources', { ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } }],
  ])('that asks for %s stops delivery', (_, value) => {
    expect(verdicts(rule, changed({ [`${TRUST}.Condition`]: value }))).toEqual(SOURCE);
  });

  test('that compares a source only if there is one is compliant', () => {
    expect(verdicts(rule, changed({ [`${TRUST}.Condition`]: { StringEqualsIfExists: { 'aws:SourceAccount': ACCOUNT } } }))).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['another service as well', { [`${TRUST}.Principal.Service`]: ['cloudtrail.amazonaws.com', 'lambda.amazonaws.com'] }, OTHERS],
    ['the account as well', { [`${TRUST}.Principal.AWS`]: ACCOUNT }, OTHERS],
    ['everybody', { [`${TRUST}.Principal`]: '*' }, OTHERS],
    ['all but some', { [`${TRUST}.Principal`]: undefined, [`${TRUST}.NotPrincipal`]: { AWS: ACCOUNT } }, OTHERS],
    ['another service alone',
      { [`${TRUST}.Principal.Service`]: 'lambda.amazonaws.com' }, ['non-compliant LogsRole AssumeRolePolicyDocument [Trust]', ...OTHERS]],
    ['nobody', { 'LogsRole.AssumeRolePolicyDocument': { Statement: [] } }, ['non-compliant LogsRole AssumeRolePolicyDocument [Trust]']],
  ])('in %s is not compliant', (_, change, expected) => {
    expect(verdicts(rule, changed(change)).sort()).toEqual([...expected].sort());
  });
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['an action that is a parameter',
    { [`${WRITE}.Action`]: GIVEN }, ['LogsPolicy PolicyDocument [Delivery]', 'LogsPolicy PolicyDocument.Statement.0 [Excess]']],
  ['a place that is a parameter',
    { [`${WRITE}.Resource`]: GIVEN }, ['LogsPolicy PolicyDocument [Delivery]', 'LogsPolicy PolicyDocument.Statement.0 [Excess]']],
  ['a condition that nobody knows',
    { [`${WRITE}.Condition`]: { StringEquals: { 'aws:RequestedRegion': REGION } } }, ['LogsPolicy PolicyDocument [Delivery]']],
  ['permissions under one outcome of a condition', { [`${WRITE}.Effect`]: either('Allow', 'Deny') }, ['LogsPolicy PolicyDocument [Delivery]']],
  ['a principal that is a parameter', { [`${TRUST}.Principal.Service`]: GIVEN },
    ['LogsRole AssumeRolePolicyDocument.Statement.0 [Others]', 'LogsRole AssumeRolePolicyDocument [Trust]']],
  ['an organization trail by a parameter', { 'Trail.IsOrganizationTrail': GIVEN }, ['LogsPolicy PolicyDocument [Organization]']],
  ['a managed policy that is a parameter',
    { 'LogsRole.ManagedPolicyArns': [GIVEN] }, ['LogsPolicy PolicyDocument [Delivery]', 'LogsPolicy PolicyDocument [Excess]']],
  ['a trust policy that is a parameter', { 'LogsRole.AssumeRolePolicyDocument': GIVEN },
    ['LogsRole AssumeRolePolicyDocument [Others]', 'LogsRole AssumeRolePolicyDocument [Trust]']],
])('%s cannot be told', (_, change, expected) => {
  expect(verdicts(rule, withUnknowns(change))).toEqual(expected.map((each) => `cannot-tell ${each}`));
});

test('a role of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.CloudWatchLogsRoleArn': `arn:aws:iam::${ACCOUNT}:role/elsewhere` }))).toEqual([
    'cannot-tell Trail CloudWatchLogsRoleArn',
  ]);
});

test('in a stack without an environment pseudo parameters meet', () => {
  const stream = 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${LogGroup}:log-stream:${AWS::AccountId}_CloudTrail_${AWS::Region}*';
  expect(verdicts(rule, [agnosticStack(changed(resource(stream)))])).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['a role', { 'Trail.CloudWatchLogsRoleArn': undefined }],
  ['a log group', { 'Trail.CloudWatchLogsLogGroupArn': '' }],
])('a trail without %s has nothing to judge', (_, change) => {
  expect(verdicts(rule, changed(change, { [`${WRITE}.Action`]: '*' }))).toEqual([]);
});
