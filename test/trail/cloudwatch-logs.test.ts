import { Aws, RemovalPolicy, type Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import type { WellArchitectedTrailProps } from 'cdk-well-architected-trail';

describe('cloudWatchLogs: {}', () => {
  const template = templateOf({ cloudWatchLogs: {} });
  const trail = propertiesOf(template, 'AWS::CloudTrail::Trail');
  const [groupId] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const [roleId] = Object.keys(template.findResources('AWS::IAM::Role'));
  const [policyId] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));

  test('makes a log group: encrypted, kept for a year and retained', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: {
        LogGroupName: `/aws/cloudtrail/${trail.TrailName}`,
        KmsKeyId: trail.KMSKeyId,
        RetentionInDays: 365,
        DeletionProtectionEnabled: false,
        LogGroupClass: Match.absent(),
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('gives the trail both ARNs', () => {
    expect(trail.CloudWatchLogsLogGroupArn).toEqual({ 'Fn::GetAtt': [groupId, 'Arn'] });
    expect(trail.CloudWatchLogsRoleArn).toEqual({ 'Fn::GetAtt': [roleId, 'Arn'] });
  });

  test('makes a role whose permissions exist before it does', () => {
    const role = propertiesOf(template, 'AWS::IAM::Role');
    expect(role.ManagedPolicyArns).toEqual([{ Ref: policyId }]);
    expect(role).not.toHaveProperty('Policies');
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('costs nothing in anything else', () => {
    const others = (props?: object) => Object.entries(templateOf(props).toJSON().Resources)
      .filter(([id]) => !/Log(Group|sRole|sPolicy)|Key3|Trail022/.test(id));
    expect(others({ cloudWatchLogs: {} })).toEqual(others());
  });
});

describe('the role for the delivery', () => {
  const rolePolicies = (props: WellArchitectedTrailProps) => Object.entries(templateOf(props).toJSON().Resources)
    .filter(([id]) => /^TrailLogs/.test(id)).map(([, { DeletionPolicy, UpdateReplacePolicy }]: any) => [DeletionPolicy, UpdateReplacePolicy]);

  test('stays when `cloudWatchLogs` is removed, because CloudFormation keeps it in the settings of the trail; one that is replaced goes', () => {
    expect(rolePolicies({ cloudWatchLogs: {} })).toEqual([['RetainExceptOnCreate', 'Delete'], ['RetainExceptOnCreate', 'Delete']]);
  });

  test('is deleted with the rest in a test environment', () => {
    expect(rolePolicies({ cloudWatchLogs: {}, removalPolicy: RemovalPolicy.DESTROY })).toEqual([[undefined, undefined], [undefined, undefined]]);
  });

  test('may be one that an administrator creates', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Audit/Trail/LogsRole': 'corp-logs-role' } });
    newTrail({ cloudWatchLogs: {} }, stack);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
  });
});

describe('options of the new log group', () => {
  test('reach it', () => {
    templateOf({
      cloudWatchLogs: { logGroupName: 'audit/events', retention: logs.RetentionDays.TEN_YEARS, logGroupClass: logs.LogGroupClass.STANDARD, deletionProtectionEnabled: false },
    }).hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: 'audit/events', RetentionInDays: 3653, LogGroupClass: 'STANDARD', DeletionProtectionEnabled: false,
    });
  });

  test('the name stands in the policy of the role as well', () => {
    const template = templateOf({ cloudWatchLogs: { logGroupName: 'audit/events' } });
    expect(JSON.stringify(propertiesOf(template, 'AWS::IAM::ManagedPolicy').PolicyDocument)).toContain(':log-group:audit/events:log-stream:');
  });

  test.each([
    [logs.RetentionDays.SIX_MONTHS, ['cdk-well-architected-trail:shortLogGroupRetention']],
    [logs.RetentionDays.ONE_YEAR, []],
    [logs.RetentionDays.INFINITE, []],
    [Token.asNumber({ resolve: () => 365 }) as logs.RetentionDays, []],
  ])('a retention of %d days warns: %j', (retention, warnings) => {
    const stack = newStack();
    newTrail({ cloudWatchLogs: { retention } }, stack);
    expect(warningsOf(stack)).toEqual(warnings);
  });

  test('kept indefinitely has no retention', () => {
    templateOf({ cloudWatchLogs: { retention: logs.RetentionDays.INFINITE } }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.absent() });
  });

  test('a class without metric filters warns', () => {
    const stack = newStack();
    newTrail({ cloudWatchLogs: { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS } }, stack);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:noMetricFilters']);
  });

  test('a class that keeps nothing is refused', () => {
    expect(() => newTrail({ cloudWatchLogs: { logGroupClass: logs.LogGroupClass.DELIVERY } }))
      .toThrow("`cloudWatchLogs.logGroupClass` must be STANDARD or INFREQUENT_ACCESS, because DELIVERY does not keep events, got: 'DELIVERY'");
  });

  test.each(['', 'a b', 'a*', 'x'.repeat(513)])('the name %j is refused', (logGroupName) => {
    expect(() => newTrail({ cloudWatchLogs: { logGroupName } }))
      .toThrow(`\`cloudWatchLogs.logGroupName\` must be 1 to 512 letters, digits and the characters _ - / . #, got: '${logGroupName.slice(0, 120)}`);
  });

  test.each(['a', 'x'.repeat(512), '/aws/cloudtrail/a_b-c.d#1'])('the name %j is fine', (logGroupName) => {
    expect(() => newTrail({ cloudWatchLogs: { logGroupName } })).not.toThrow();
  });

  test('the name can be a token', () => {
    const logGroupName = `audit-${Aws.REGION}`;
    const template = templateOf({ cloudWatchLogs: { logGroupName } });
    expect(propertiesOf(template, 'AWS::Logs::LogGroup').LogGroupName).toEqual({ 'Fn::Join': ['', ['audit-', { Ref: 'AWS::Region' }]] });
  });
});

describe('an existing log group', () => {
  test.each<[string, (stack: Stack) => logs.ILogGroupRef]>([
    ['L2', (stack) => new logs.LogGroup(stack, 'Existing')],
    ['L1', (stack) => new logs.CfnLogGroup(stack, 'Existing')],
    ['imported', (stack) => logs.LogGroup.fromLogGroupName(stack, 'Existing', 'events')],
  ])('receives the events: %s', (_, existing) => {
    const stack = newStack();
    const logGroup = existing(stack);
    const trail = newTrail({ cloudWatchLogs: { logGroup, retention: undefined } }, stack);
    const template = Template.fromStack(stack);

    expect(stack.resolve(trail.logGroup!.logGroupName)).toEqual(stack.resolve(logGroup.logGroupRef.logGroupName));
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      CloudWatchLogsLogGroupArn: stack.resolve(trail.logGroup!.logGroupArn), CloudWatchLogsRoleArn: stack.resolve(trail.logsRole!.roleArn),
    });
    expect(template.findResources('AWS::Logs::LogGroup', { Properties: { DeletionProtectionEnabled: true } })).toEqual({});
    // Its key, if it has one, is its own; that of the trail is for groups that the trail had before.
    expect(JSON.stringify(propertiesOf(template, 'AWS::KMS::Key')).match(/log-group:[^"]*/g)).toEqual(['log-group:*']);
  });

  test.each([
    ['retention', logs.RetentionDays.ONE_MONTH],
    ['logGroupName', 'other'],
    ['logGroupClass', logs.LogGroupClass.STANDARD],
    ['deletionProtectionEnabled', false],
  ] as const)('takes no %s', (option, value) => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Existing');
    expect(() => newTrail({ cloudWatchLogs: { logGroup, [option]: value } }, stack)).toThrow(
      `\`cloudWatchLogs.${option}\` cannot be combined with \`cloudWatchLogs.logGroup\`, got: ${typeof value === 'string' ? `'${value}'` : value}`,
    );
  });

  test.each([
    ['account', { account: '444455556666', region: 'eu-west-1' }, '111122223333', '444455556666'],
    ['Region', { account: '111122223333', region: 'us-east-1' }, 'eu-west-1', 'us-east-1'],
  ])('of another %s is refused', (what, env, own, theirs) => {
    const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
    const logGroup = logs.LogGroup.fromLogGroupArn(stack, 'Existing', `arn:aws:logs:${env.region}:${env.account}:log-group:events`);
    expect(() => newTrail({ cloudWatchLogs: { logGroup } }, stack))
      .toThrow(`\`cloudWatchLogs.logGroup\` must be in the ${what} of the trail (${own}), got: '${theirs}'`);
  });
});

test('the role is trusted by CloudTrail alone, and is not changed by grants', () => {
  const stack = newStack();
  const trail = newTrail({ cloudWatchLogs: {}, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }, stack);
  expect(trail.logsRole).toBeInstanceOf(iam.Role);
  expect(propertiesOf(Template.fromStack(stack), 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement)
    .toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } }]);
});
