import { conditions, report, said, when } from '../helpers/reports';

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const logs = (...statements: unknown[]) => ({
  Logs: { Type: 'AWS::S3::Bucket' },
  LogsPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Logs' }, PolicyDocument: { Statement: statements } } },
});
const trail = (properties: object = {}, more: object = {}) => ({
  Trail: { Type: 'AWS::CloudTrail::Trail', DependsOn: 'LogsPolicy', Properties: { IsLogging: true, S3BucketName: { Ref: 'Logs' }, ...properties }, ...more },
});
const aclCheck = { Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:GetBucketAcl', Resource: { 'Fn::GetAtt': ['Logs', 'Arn'] } };
const write = (resource: unknown) => ({ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 's3:PutObject', Resource: resource });
const OWN = { 'Fn::Sub': '${Logs.Arn}/AWSLogs/${AWS::AccountId}/*' };

describe.each([7, 20, 60])('%i undecided conditions', (count) => {
  const { names, ...sections } = conditions(count);

  test('in tags of a trail decide nothing', () => {
    const template = { ...sections, Resources: trail({ IsLogging: false, S3BucketName: 'audit', Tags: names.map((name) => when(name, { Key: name, Value: 'v' })) }) };
    expect(said(report(template), 'LoggingEnabled', 'MultiRegionEnabled', 'GlobalServiceEventsEnabled', 'LogFileValidationEnabled', 'EncryptionEnabled')).toEqual([
      'non-compliant LoggingEnabled Trail', 'non-compliant MultiRegionEnabled Trail', 'non-compliant GlobalServiceEventsEnabled Trail',
      'non-compliant LogFileValidationEnabled Trail', 'non-compliant EncryptionEnabled Trail',
    ]);
  });

  test('in the resources of a statement leave what is wrong wrong, and what is right right', () => {
    const optional = names.map((name) => when(name, { 'Fn::Sub': `\${Logs.Arn}/AWSLogs/\${P${name}}/*` }));
    const found = report({ ...sections, Resources: { ...logs(write([OWN, ...optional])), ...trail() } });
    expect(said(found, 'BucketSSLRequestsOnly', 'BucketPolicySourceArn', 'BucketPolicyAllowsDelivery')).toEqual([
      'non-compliant BucketSSLRequestsOnly LogsPolicy', 'non-compliant BucketPolicyAllowsDelivery[AclCheck] LogsPolicy',
      'non-compliant BucketPolicySourceArn[AnyTrail] LogsPolicy',
    ]);
  });

  test('on whole statements that cannot matter', () => {
    const readers = names.map((name, index) => when(name, {
      Effect: 'Allow', Principal: { AWS: `arn:aws:iam::1111222233${String(index).padStart(2, '0')}:root` }, Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Logs.Arn}/*' },
    }));
    const found = report({ ...sections, Resources: { ...logs(aclCheck, write(OWN), ...readers), ...trail() } });
    expect(said(found, 'BucketSSLRequestsOnly')).toEqual(['non-compliant BucketSSLRequestsOnly LogsPolicy']);
    expect(said(found, 'BucketPolicyAllowsDelivery')).toEqual([]);
  });

  test('on other resources', () => {
    const others = Object.fromEntries(names.map((name) => [`Bucket${name}`, { Type: 'AWS::S3::Bucket', Condition: name, Properties: { BucketName: { Ref: `P${name}` } } }]));
    const found = report({ ...sections, Resources: { ...logs(aclCheck, write(OWN)), ...trail(), ...others } });
    expect(said(found, 'BucketPolicyAllowsDelivery', 'BucketVersioningEnabled')).toEqual(['non-compliant BucketVersioningEnabled Logs']);
  });

  test('of metric filters: what none of them watches for is not watched', () => {
    const filters = Object.fromEntries(names.flatMap((name) => [
      [`Filter${name}`, { Type: 'AWS::Logs::MetricFilter', Condition: name, Properties: { LogGroupName: { Ref: 'Group' }, FilterPattern: '{ $.eventName = X }', MetricTransformations: [] } }],
    ]));
    const group = { 'Fn::GetAtt': ['Group', 'Arn'] };
    const found = report({ ...sections, Resources: { Group: { Type: 'AWS::Logs::LogGroup' }, ...filters, ...logs(aclCheck), ...trail({ CloudWatchLogsLogGroupArn: group }) } });
    expect(said(found, 'AlarmsConfigured').filter((each) => !each.startsWith('non-compliant'))).toEqual([]);
  });
});

describe('a condition', () => {
  const Parameters = { Prefix: { Type: 'String', Default: '' } };
  const Conditions = { HasPrefix: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Prefix' }, ''] }] } };
  const PREFIXED = { 'Fn::Sub': '${Logs.Arn}/${Prefix}/AWSLogs/${AWS::AccountId}/*' };

  test.each<[string, object, unknown, object, string[]]>([
    ['binds its parameter in properties', Conditions, { 'Fn::If': ['HasPrefix', PREFIXED, OWN] }, { S3KeyPrefix: { Ref: 'Prefix' } }, []],
    [
      'is understood in the property itself', Conditions, { 'Fn::If': ['HasPrefix', PREFIXED, OWN] },
      { S3KeyPrefix: { 'Fn::If': ['HasPrefix', { Ref: 'Prefix' }, { Ref: 'AWS::NoValue' }] } }, [],
    ],
    // A prefix may itself be AWSLogs/<account>.
    ['the other way round', Conditions, { 'Fn::If': ['HasPrefix', OWN, PREFIXED] }, { S3KeyPrefix: { Ref: 'Prefix' } }, ['cannot-tell BucketPolicyAllowsDelivery[AccountWrite] LogsPolicy']],
    [
      'with one prefix in mind', { HasPrefix: { 'Fn::Equals': [{ Ref: 'Prefix' }, 'audit'] } },
      { 'Fn::If': ['HasPrefix', { 'Fn::Sub': '${Logs.Arn}/audit/AWSLogs/${AWS::AccountId}/*' }, { 'Fn::Sub': '${Logs.Arn}/*' }] }, { S3KeyPrefix: { Ref: 'Prefix' } }, [],
    ],
  ])('%s', (_, given, resource, properties, expected) => {
    const template = { Parameters, Conditions: given, Resources: { ...logs(aclCheck, write(resource)), ...trail(properties) } };
    expect(said(report(template), 'BucketPolicyAllowsDelivery')).toEqual(expected);
  });

  test('leaves the other of two values in the other case', () => {
    const template = {
      Parameters: { Stage: { Type: 'String', AllowedValues: ['prod', 'dev'] } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: {
        ...logs(aclCheck, write({ 'Fn::If': ['IsProd', { 'Fn::Sub': '${Logs.Arn}/prod/AWSLogs/*' }, { 'Fn::Sub': '${Logs.Arn}/dev/AWSLogs/*' }] })),
        ...trail({ S3KeyPrefix: { Ref: 'Stage' } }),
      },
    };
    expect(said(report(template), 'BucketPolicyAllowsDelivery')).toEqual([]);
  });

  test('on a pseudo parameter binds it', () => {
    const template = {
      Conditions: { IsHome: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } },
      Resources: { ...logs(aclCheck, write(OWN)), ...trail({ IsMultiRegionTrail: { 'Fn::If': ['IsHome', { 'Fn::Equals': [] }, true] } }) },
    };
    expect(said(report({ stackPath: 'S', templatePath: 's', text: JSON.stringify(template) }), 'BucketPolicyAllowsDelivery')).toEqual([]);
  });

  test('that nobody asked for is not named', () => {
    const { names, ...sections } = conditions(2);
    const template = {
      ...sections,
      Resources: {
        ...logs(aclCheck, write(OWN)),
        ...trail({ Tags: [when(names[1], { Key: 'a', Value: 'b' })] }, { Condition: names[1] }),
        Logs: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { 'Fn::If': [names[0], { Status: 'Enabled' }, { Ref: 'AWS::NoValue' }] } } },
      },
    };
    const [finding] = report(template).filter(({ rule }) => rule === 'CloudTrailBucketVersioningEnabled');
    expect(finding.detail).toContain('because it depends on C1:');
  });
});
