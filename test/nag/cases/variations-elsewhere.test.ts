import { without } from '../helpers/changes';
import { report } from '../helpers/reports';
import { ACCOUNT, REGION, stack, type TestTemplate } from '../helpers/templates';
import { all, type Change, OTHER, OUTSIDER, varied } from '../helpers/variations';

/* What stands in another stack, Region or account than the trail, by every way to write a name. */

const NAMES = { 'Bucket.BucketName': 'audit-logs', 'Topic.TopicName': 'audit-topic', 'LogsRole.RoleName': 'audit-delivery', 'LogGroup.LogGroupName': '/audit' };
const here = (...changes: Change[]) => stack(varied(NAMES, ...changes));
const SECTIONS = {
  Parameters: { Part: { Type: 'String', AllowedValues: ['logs'] }, Whole: { Type: 'String', AllowedValues: ['audit-logs'] }, Any: { Type: 'String' } },
  Mappings: { Names: { all: { bucket: 'audit-logs', action: 'cloudtrail:*', actions: ['cloudtrail:*'] } } },
  Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Any' }, 'prod'] } },
};
const there = (Resources: object, more: object = {}) => stack({ ...SECTIONS, Resources } as TestTemplate, { stackPath: 'Other', ...more });
const ofPolicy = (findings: readonly string[]) => findings.filter((each) => each.endsWith(' Policy'));

describe('a policy in another stack is found', () => {
  test.each<[string, unknown]>([
    ['Fn::Sub', { 'Fn::Sub': 'audit-${Part}' }],
    ['Fn::Join', { 'Fn::Join': ['-', ['audit', 'logs']] }],
    ['Fn::Select', { 'Fn::Select': [1, ['x', 'audit-logs']] }],
    ['Fn::Split', { 'Fn::Select': ['0', { 'Fn::Split': ['/', 'audit-logs/x'] }] }],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Names', 'all', 'bucket'] }],
    ['Fn::If', { 'Fn::If': ['Prod', 'audit-logs', { Ref: 'Whole' }] }],
    ['a parameter', { Ref: 'Whole' }],
  ])('for a bucket, by %s', (_, Bucket) => {
    const Policy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket, PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: OUTSIDER, Action: 's3:*', Resource: 'arn:aws:s3:::audit-logs/*' }] } } };
    expect(ofPolicy(all(here(without('BucketPolicy')), there({ Policy })))).toContain('non-compliant BucketPolicyLeastPrivilege[Changes] Policy');
  });

  test.each<[string, string, object]>([
    ['its ARN', 'AWS::SNS::TopicPolicy', { Topics: [`arn:aws:sns:${REGION}:${ACCOUNT}:audit-topic`] }],
    ['Fn::Sub', 'AWS::SNS::TopicPolicy', { Topics: [{ 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:audit-topic' }] }],
    ['Fn::Join, inline', 'AWS::SNS::TopicInlinePolicy', { TopicArn: { 'Fn::Join': [':', ['arn:aws:sns', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }, 'audit-topic']] } }],
  ])('for a topic, by %s', (_, Type, properties) => {
    const Policy = { Type, Properties: { ...properties, PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sns:*', Resource: '*' }] } } };
    expect(ofPolicy(all(here(without('TopicPolicy')), there({ Policy })))).toContain('non-compliant TopicPolicySourceArn[AnyPrincipal] Policy');
  });

  test.each<[string, string, object]>([
    ['name', 'AWS::IAM::Policy', { Roles: ['audit-delivery'] }],
    ['name, managed', 'AWS::IAM::ManagedPolicy', { Roles: ['x', 'audit-delivery'] }],
    ['name, alone', 'AWS::IAM::RolePolicy', { RoleName: 'audit-delivery' }],
    ['Fn::Join', 'AWS::IAM::RolePolicy', { RoleName: { 'Fn::Join': ['-', ['audit', 'delivery']] } }],
    ['Fn::Split', 'AWS::IAM::Policy', { Roles: { 'Fn::Split': [',', 'x,audit-delivery'] } }],
  ])('for a role, by %s, in whichever Region', (_, Type, properties) => {
    const Policy = { Type, Properties: { PolicyName: 'x', ...properties, PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'logs:DeleteLogGroup', Resource: '*' }] } } };
    expect(ofPolicy(all(here(), there({ Policy }, { region: 'us-east-1' })))).toEqual(['non-compliant LogsRoleLeastPrivilege[Excess] Policy']);
    expect(ofPolicy(all(here(), there({ Policy }, { account: OTHER })))).toEqual([]);
  });

  test('for what empties a bucket', () => {
    const cleaner = { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken: 'x', BucketName: { 'Fn::Sub': 'audit-${Part}' } } };
    expect(all(here(), there({ Cleaner: cleaner }))).toEqual(['non-compliant BucketRetained[AutoDelete] Bucket']);
  });

  test('for a replica of the key', () => {
    const id = `key/mrk-${'a'.repeat(32)}`;
    const Policy = {
      Type: 'AWS::KMS::ReplicaKey',
      Properties: { PrimaryKeyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:${id}`, KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] } },
    };
    const trail = { 'Trail.KMSKeyId': { 'Fn::ImportValue': 'replica' } };
    const exporting = stack({ Resources: { Policy }, Outputs: { Key: { Value: { 'Fn::GetAtt': ['Policy', 'Arn'] }, Export: { Name: 'replica' } } } }, { stackPath: 'Other' });
    expect(ofPolicy(all(here(trail), exporting))).toContain('non-compliant KeyPolicyLeastPrivilege[AnyPrincipal] Policy');
  });
});

describe('a grant in another stack that lets a principal stop a trail', () => {
  const ACTIONS: ReadonlyArray<[string, unknown]> = [
    ['in capitals', 'CLOUDTRAIL:StopLogging'], ['in mixed letters, by a pattern', 'cloudTRAIL:s*'], ['by a letter that may be any', 'cloudtrai?:StopLogging'], ['of every service', '*:StopLogging'],
    ['of services that begin alike', 'c*:StopLogging'], ['in a list', ['s3:GetObject', 'cloud*:Stop*']], ['by Fn::Join', { 'Fn::Join': [':', ['cloudtrail', 'StopLogging']] }],
    ['by Fn::Sub', { 'Fn::Sub': ['cloud${x}:StopLogging', { x: 'trail' }] }], ['by a mapping', { 'Fn::FindInMap': ['Names', 'all', 'action'] }], ['by a list of a mapping', { 'Fn::FindInMap': ['Names', 'all', 'actions'] }],
  ];
  const TYPES: ReadonlyArray<[string, (document: object) => object]> = [
    ['AWS::IAM::Policy', (PolicyDocument) => ({ PolicyName: 'p', Users: ['u'], PolicyDocument })],
    ['AWS::IAM::UserPolicy', (PolicyDocument) => ({ PolicyName: 'p', UserName: 'u', PolicyDocument })],
    ['AWS::IAM::Role', (PolicyDocument) => ({ AssumeRolePolicyDocument: { Statement: [] }, Policies: [{ PolicyName: 'p', PolicyDocument }] })],
    ['AWS::SSO::PermissionSet', (InlinePolicy) => ({ InlinePolicy })],
  ];

  test.each(ACTIONS)('%s', (_, Action) => {
    for (const [Type, properties] of TYPES) {
      const Policy = { Type, Properties: properties({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }) };
      expect(all(here(), there({ Policy }))).toEqual(['non-compliant TamperGrants Policy']);
    }
  });

  test.each<[string, unknown]>([
    ['a JSON text', JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })],
    ['a JSON text in Fn::Sub', { 'Fn::Sub': JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['cloud*:*'], Resource: 'arn:${AWS::Partition}:cloudtrail:*' } }) }],
  ])('in %s', (_, InlinePolicy) => {
    expect(all(here(), there({ Policy: { Type: 'AWS::SSO::PermissionSet', Properties: { InlinePolicy } } }))).toEqual(['non-compliant TamperGrants Policy']);
  });

  test.each<[string, object]>([
    ['all but some', { NotAction: ['iam:*', 's3:*'] }], ['one or the other, on condition', { Action: { 'Fn::If': ['Prod', '*', 'cloudtrail:DeleteTrail'] } }],
    ['all but trails of another Region', { Action: 'cloudtrail:StopLogging', NotResource: 'arn:aws:cloudtrail:us-east-1:*:*', Resource: undefined }],
  ])('by %s', (_, more) => {
    const Policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...more }] } } };
    expect(all(here(), there({ Policy }))).toEqual(['non-compliant TamperGrants Policy']);
  });
});

describe('a thing of the same name in another Region or account is another one', () => {
  const us = (Resources: object) => there(Resources, { region: 'us-east-1' });
  const PATTERN = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
  const Filter = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: '/audit', FilterPattern: PATTERN, MetricTransformations: [{ MetricNamespace: 'N', MetricName: 'M', MetricValue: '1' }] } };
  const Alarm = {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { Namespace: 'N', MetricName: 'M', Statistic: 'Sum', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', AlarmActions: [{ 'Fn::ImportValue': 'alerts' }] },
  };
  const watching = (t: TestTemplate) => {
    t.Resources.Filter = Filter;
  };
  const isWatched = (...stacks: Parameters<typeof report>) => !report(...stacks).some(({ rule, findingId }) => rule === 'CloudTrailAlarmsConfigured' && findingId === 'None');

  test.each<[string, boolean, Parameters<typeof report>]>([
    ['alarms there, the filter here', false, [here(watching), us({ Alarm })]],
    ['both there', false, [here(), us({ Filter, Alarm })]],
    ['both in another account', false, [here(), there({ Filter, Alarm }, { account: OTHER })]],
    ['both in another stack', true, [here(), there({ Filter, Alarm })]],
    ['alarms in another stack', true, [here(watching), there({ Alarm })]],
  ])('%s: watched %j', (_, expected, stacks) => {
    expect(isWatched(...stacks)).toBe(expected);
  });

  const key = { Key: { Type: 'AWS::KMS::Key', Properties: {} }, Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/audit', TargetKeyId: { Ref: 'Key' } } } };
  const rotation = (id: string, other: ReturnType<typeof there>) => all(here({ 'Trail.KMSKeyId': id }), other).filter((each) => each.includes('KeyRotation'));

  test.each<[string, string, ReturnType<typeof there>, string[]]>([
    ['an alias', 'alias/audit', us(key), ['cannot-tell KeyRotationEnabled Trail']],
    ['an alias of another account', 'alias/audit', there(key, { account: OTHER }), ['cannot-tell KeyRotationEnabled Trail']],
    ['an alias here, by its ARN', `arn:aws:kms:${REGION}:${ACCOUNT}:alias/audit`, us(key), ['cannot-tell KeyRotationEnabled Trail']],
    ['an alias of that account, by its ARN', `arn:aws:kms:${REGION}:${OTHER}:alias/audit`, there(key, { account: OTHER }), ['non-compliant KeyRotationEnabled Key']],
    ['an alias in another stack', 'alias/audit', there(key), ['non-compliant KeyRotationEnabled Key']],
  ])('%s', (_, id, other, expected) => {
    expect(rotation(id, other)).toEqual(expected);
  });

  test('a log group', () => {
    const arn = { 'Trail.CloudWatchLogsLogGroupArn': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/audit:*` };
    const group = { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/audit', RetentionInDays: 1 } } };
    const retention = (other: ReturnType<typeof there>) => all(here(without('LogGroup'), arn), other).filter((each) => each.includes('LogGroupRetention'));
    expect(retention(us(group))).toEqual(['cannot-tell LogGroupRetention Trail']);
    expect(retention(there(group))).toEqual(['non-compliant LogGroupRetention Group']);
  });
});
