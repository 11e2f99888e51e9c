import { report, said } from '../helpers/reports';
import { agnosticStack, stack } from '../helpers/templates';

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const ofAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
const ARN = { 'Fn::GetAtt': ['Logs', 'Arn'] };
const allow = (action: string, resource: unknown) => ({ Effect: 'Allow', Principal: CLOUDTRAIL, Action: action, Resource: resource, Condition: ofAccount });
const tls = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [ARN, { 'Fn::Sub': '${Logs.Arn}/*' }], Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const OWN = { 'Fn::Sub': '${Logs.Arn}/AWSLogs/${AWS::AccountId}/*' };
const policyOf = (bucket: unknown, ...statements: object[]) => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: bucket, PolicyDocument: { Statement: statements } } });
const logs = { Logs: { Type: 'AWS::S3::Bucket' }, LogsPolicy: policyOf({ Ref: 'Logs' }, allow('s3:GetBucketAcl', ARN), allow('s3:PutObject', OWN), tls) };
const trail = (properties: object = {}) => ({
  Trail: { Type: 'AWS::CloudTrail::Trail', DependsOn: 'LogsPolicy', Properties: { IsLogging: true, S3BucketName: { Ref: 'Logs' }, ...properties } },
});
const POLICY_RULES = ['BucketPolicyAllowsDelivery', 'BucketPolicySourceArn', 'BucketPolicyLeastPrivilege', 'BucketSSLRequestsOnly'];
const stranger = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 's3:DeleteObject' };

describe.each([['with an environment', stack], ['without one', agnosticStack]] as const)('in a stack %s', (_, source) => {
  const of = (template: object, ...rules: string[]) => said(report(source(template as Parameters<typeof source>[0])), ...rules);

  test.each<[string, unknown]>([
    ['a parameter', { Ref: 'Name' }],
    ['a part of a parameter', { 'Fn::Sub': '${Name}-reports' }],
    ['an import', { 'Fn::ImportValue': 'reports' }],
    ['a stored value', '{{resolve:ssm:/reports}}'],
  ])('the policy of another bucket, named by %s, is not that of the log bucket', (__, name) => {
    const reports = { Reports: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } } };
    const template = { Parameters: { Name: { Type: 'String' } }, Resources: { ...logs, ...trail(), ...reports, ReportsPolicy: policyOf({ Ref: 'Reports' }, { ...stranger, Resource: '*' }) } };
    expect(of(template, ...POLICY_RULES)).toEqual([]);
  });

  test('two log groups of the app are not the same', () => {
    const template = {
      Parameters: { Name: { Type: 'String' } },
      Resources: {
        ...logs,
        ...trail({ CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }),
        Group: { Type: 'AWS::Logs::LogGroup' },
        Other: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { Ref: 'Name' } } },
        Filter: { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'Other' }, FilterPattern: '', MetricTransformations: [] } },
      },
    };
    expect(of(template, 'AlarmsConfigured')).toEqual(['non-compliant AlarmsConfigured[None] Trail']);
  });

  test.each<[string, object, unknown, string[]]>([
    ['a parameter whose pattern is one', { Parameters: { Org: { Type: 'String', AllowedPattern: '^o-[a-z0-9]{10,32}$' } } }, '${Org}', []],
    ['the organization of the app', {}, '${Organization}', []],
    ['an id', {}, 'o-abcdefghij', []],
    ['nothing', {}, '', ['non-compliant BucketPolicyAllowsDelivery[OrganizationWrite] LogsPolicy']],
    ['the account once more', {}, '${AWS::AccountId}', ['non-compliant BucketPolicyAllowsDelivery[OrganizationWrite] LogsPolicy']],
    ['any parameter', { Parameters: { Org: { Type: 'String' } } }, '${Org}', ['cannot-tell BucketPolicyAllowsDelivery[OrganizationWrite] LogsPolicy']],
  ])('the folder of an organization trail is %s', (__, sections, folder, expected) => {
    const resources = [OWN, ...folder === '' ? [] : [{ 'Fn::Sub': `\${Logs.Arn}/AWSLogs/${folder}/*` }]];
    const template = {
      ...sections,
      Resources: {
        ...logs,
        Organization: { Type: 'AWS::Organizations::Organization' },
        LogsPolicy: policyOf({ Ref: 'Logs' }, allow('s3:GetBucketAcl', ARN), { ...allow('s3:PutObject', ''), Resource: resources }, tls),
        ...trail({ IsOrganizationTrail: true }),
      },
    };
    expect(of(template, 'BucketPolicyAllowsDelivery')).toEqual(expected);
  });

  test('the policy of a bucket outside is judged', () => {
    const template = { Resources: { LogsPolicy: policyOf('central-logs', { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:GetBucketAcl', Resource: 'arn:aws:s3:::central-logs' }), ...trail({ S3BucketName: 'central-logs' }) } };
    expect(of(template, ...POLICY_RULES)).toEqual([
      'non-compliant BucketSSLRequestsOnly LogsPolicy', 'non-compliant BucketPolicyAllowsDelivery[AccountWrite] LogsPolicy', 'non-compliant BucketPolicySourceArn[AnyTrail] LogsPolicy',
    ]);
    expect(of(template, 'BucketVersioningEnabled')).toEqual(['cannot-tell BucketVersioningEnabled Trail']);
  });

  test.each<[string, unknown]>([['by parameter', { Ref: 'Name' }], ['by import', { 'Fn::ImportValue': 'logs' }], ['by a stored value', '{{resolve:ssm:/logs}}']])('also one that is named %s', (__, name) => {
    const template = { Parameters: { Name: { Type: 'String' } }, Resources: { LogsPolicy: policyOf(name, { ...stranger, Resource: '*' }), ...trail({ S3BucketName: name }) } };
    expect(of(template, 'BucketPolicyLeastPrivilege')).toEqual(['non-compliant BucketPolicyLeastPrivilege[Changes] LogsPolicy']);
  });

  test('the policy of a bucket that exists on condition is judged', () => {
    const template = {
      Parameters: { Name: { Type: 'String' }, Make: { Type: 'String' } },
      Conditions: { Makes: { 'Fn::Equals': [{ Ref: 'Make' }, 'yes'] } },
      Resources: {
        Logs: { Type: 'AWS::S3::Bucket', Condition: 'Makes', Properties: { BucketName: { Ref: 'Name' } } },
        LogsPolicy: policyOf({ Ref: 'Name' }, { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:*', Resource: '*' }),
        ...trail({ S3BucketName: { Ref: 'Name' } }),
      },
    };
    expect(of(template, 'BucketSSLRequestsOnly', 'BucketPolicySourceArn')).toEqual(['non-compliant BucketSSLRequestsOnly LogsPolicy', 'non-compliant BucketPolicySourceArn[AnyTrail] LogsPolicy']);
  });

  test('the policy of a topic outside is judged', () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:deliveries';
    const policy = { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [topic], PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sns:Publish', Resource: '*' }] } } };
    const template = { Resources: { ...logs, Policy: policy, ...trail({ SnsTopicName: topic }) } };
    expect(of(template, 'TopicPolicySourceArn')).toEqual(['non-compliant TopicPolicySourceArn[AnyTrail] Policy']);
  });

  test('a generated name may be what a wildcard stands for', () => {
    const policy = policyOf({ Ref: 'Logs' }, allow('s3:GetBucketAcl', ARN), allow('s3:PutObject', OWN), tls, { ...stranger, Resource: 'arn:aws:s3:::audit-trail*/*' });
    expect(of({ Resources: { ...logs, LogsPolicy: policy, ...trail() } }, 'BucketPolicyLeastPrivilege')).toEqual(['cannot-tell BucketPolicyLeastPrivilege[Changes] LogsPolicy']);
  });
});

describe('account and Region', () => {
  const here = { account: '111122223333' };
  const regions = ['eu-west-1', 'us-east-1'];
  const inRegion = (region: string, Resources: object) => stack({ Resources } as Parameters<typeof stack>[0], { ...here, region, stackPath: region });

  test.each<[string, object, object, string, string[]]>([
    ['an alias', { KMSKeyId: 'alias/audit' }, { Key: { Type: 'AWS::KMS::Key' }, Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/audit', TargetKeyId: { Ref: 'Key' } } } }, 'KeyRotationEnabled', ['cannot-tell KeyRotationEnabled Trail']],
    ['a topic', { SnsTopicName: 'audit' }, { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'audit' } } }, 'TopicEncrypted', ['cannot-tell TopicEncrypted Trail']],
  ])('%s of another Region is another one', (_, properties, other, rule, expected) => {
    const found = report(inRegion(regions[0], { ...logs, ...trail(properties) }), inRegion(regions[1], other));
    expect(said(found, rule)).toEqual(expected);
    expect(said(report(inRegion(regions[0], { ...logs, ...trail(properties), ...other })), rule).join()).toContain('non-compliant');
  });

  test('alarms of another Region ring for none here', () => {
    const ROOT_USE = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
    const group = { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/audit' } } };
    const alarms = {
      Filter: { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: '/audit', FilterPattern: ROOT_USE, MetricTransformations: [{ MetricNamespace: 'N', MetricName: 'M', MetricValue: '1' }] } },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'N', MetricName: 'M', AlarmActions: ['arn:aws:sns:us-east-1:111122223333:x'] } },
    };
    const resources = { ...logs, ...group, ...trail({ CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }) };
    const found = report(inRegion(regions[0], resources), inRegion(regions[1], { ...resources, ...alarms }));
    expect(found.filter(({ rule, findingId }) => rule === 'CloudTrailAlarmsConfigured' && findingId === 'None').map(({ stackPath }) => stackPath)).toEqual(['eu-west-1']);
  });

  test('a topic policy for another Region does not serve here', () => {
    const statement = { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sns:Publish', Resource: '*', Condition: ofAccount };
    const topic = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'audit' } } };
    const policy = (region: string) => ({ Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [`arn:aws:sns:${region}:111122223333:audit`], PolicyDocument: { Statement: [statement] } } } });
    const of = (region: string) => said(report(inRegion(regions[0], { ...logs, ...topic, ...policy(region), ...trail({ SnsTopicName: { Ref: 'Topic' } }) })), 'TopicPolicySourceArn');
    expect(of('eu-west-1')).toEqual([]);
    expect(of('us-east-1')).toEqual(['non-compliant TopicPolicySourceArn[Publish] Topic']);
  });
});

describe('what a declaration says of a parameter', () => {
  const template = (Parameters: object, days: unknown, more: object = {}) => ({
    Parameters,
    ...more,
    Resources: {
      ...logs,
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: days } },
      ...trail({ CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }),
    },
  });
  const P = { Ref: 'Days' };

  test.each<[string, object, string[]]>([
    ['too few in every case', { AllowedValues: [5, 30, 90] }, ['non-compliant LogGroupRetention Group']],
    ['enough in every case', { AllowedValues: [365, 400, 731] }, []],
    ['some too few', { AllowedValues: [30, 365] }, ['cannot-tell LogGroupRetention Group']],
    ['at least enough', { MinValue: 365, Default: 400 }, []],
    ['at most too few', { MinValue: 1, MaxValue: 90 }, ['non-compliant LogGroupRetention Group']],
    ['at most too few, from nothing on', { MaxValue: 90 }, ['non-compliant LogGroupRetention Group']],
    ['from too few on', { MinValue: 1 }, ['cannot-tell LogGroupRetention Group']],
    ['a default alone', { Default: 5 }, ['cannot-tell LogGroupRetention Group']],
  ])('%s', (_, declaration, expected) => {
    expect(said(report(template({ Days: { Type: 'Number', ...declaration } }, P)), 'LogGroupRetention')).toEqual(expected);
  });

  test.each<[string, unknown, string[]]>([
    ['too few in both', [{ RetentionInDays: 5 }, { RetentionInDays: 30 }], ['non-compliant LogGroupRetention Group']],
    ['enough in both', [{ RetentionInDays: 400 }, { RetentionInDays: 731 }], []],
  ])('properties that a condition chooses as a whole: %s', (_, [one, other]: any, expected) => {
    const chosen = template({ Stage: { Type: 'String' } }, 0) as any;
    chosen.Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } };
    chosen.Resources.Group.Properties = { 'Fn::If': ['IsProd', one, other] };
    expect(said(report(chosen), 'LogGroupRetention')).toEqual(expected);
  });

  test('the default is told', () => {
    const [finding] = report(template({ Days: { Type: 'Number', Default: 5 } }, P)).filter(({ rule }) => rule === 'CloudTrailLogGroupRetention');
    expect(finding.detail).toContain('the parameter Days (5 by default)');
  });

  test.each<[string, object, string[]]>([
    ['agree', { a: { D: 400 }, b: { D: 400 } }, []],
    ['agree on too few', { a: { D: 5 }, b: { D: 30 } }, ['non-compliant LogGroupRetention Group']],
    ['differ', { a: { D: 400 }, b: { D: 30 } }, ['cannot-tell LogGroupRetention Group']],
  ])('rows of a mapping that %s', (_, rows, expected) => {
    const days = { 'Fn::FindInMap': ['Rows', { Ref: 'Stage' }, 'D'] };
    expect(said(report(template({ Stage: { Type: 'String' } }, days, { Mappings: { Rows: rows } })), 'LogGroupRetention')).toEqual(expected);
  });

  test.each<[string, object, boolean]>([
    ['a length', { MinLength: 1 }, true], ['a pattern', { AllowedPattern: '.+' }, true], ['a pattern for no text', { AllowedPattern: '.*' }, false], ['nothing', {}, false],
    ['a type of AWS', { Type: 'AWS::SSM::Parameter::Value<String>' }, true],
  ])('%s says whether it can be empty', (_, declaration, never) => {
    const group = { CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] }, CloudWatchLogsRoleArn: { Ref: 'Role' } };
    const resources = { ...logs, Group: { Type: 'AWS::Logs::LogGroup' }, ...trail(group) };
    const found = report({ Parameters: { Role: { Type: 'String', ...declaration } }, Resources: resources });
    expect(said(found, 'CloudWatchLogsEnabled')).toEqual(never ? [] : ['cannot-tell CloudWatchLogsEnabled[Role] Trail']);
  });

  test('a pattern that would take for ever is not tried', () => {
    const declaration = { Type: 'String', AllowedPattern: '([a-z0-9-]+)+!' };
    expect(said(report(template({ Days: declaration }, P)), 'LogGroupRetention')).toEqual(['cannot-tell LogGroupRetention Group']);
  });
});
