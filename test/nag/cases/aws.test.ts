import { adding, GIVEN, withUnknowns, without } from '../helpers/changes';
import { ACCOUNT, agnosticStack, changed, findings, REGION, type TestTemplate, TRAIL_ARN, verdicts } from '../helpers/templates';

/* What AWS does with a template, which is not always what it says. */

const SERVICE = { Service: 'cloudtrail.amazonaws.com' };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const SSE = 's3:x-amz-server-side-encryption';
const KEY_ID = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const noKey = { 'Trail.KMSKeyId': undefined };
const named = (rule: string, ...changes: Parameters<typeof changed>) => verdicts(rule, changed(...changes));

describe('uploads as CloudTrail makes them', () => {
  const rule = 'CloudTrailBucketPolicyAllowsDelivery';
  const denied = (Condition: unknown, change: Record<string, unknown> = {}) => findings(rule, changed(change, adding('BucketPolicy', {
    Sid: 'DenyUploads', Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: OBJECTS, Condition,
  })));

  test.each<[string, unknown, Record<string, unknown>]>([
    ['of another algorithm than both', { StringNotEquals: { [SSE]: ['aws:kms', 'AES256'] } }, {}],
    ['the same where the trail has no key', { StringNotEquals: { [SSE]: ['aws:kms', 'AES256'] } }, noKey],
    ['of all but AES256 where the trail has no key', { StringNotEquals: { [SSE]: 'AES256' } }, noKey],
    ['without a header', { Null: { [SSE]: 'true' } }, {}],
    ['with a header in two layers', { StringEqualsIfExists: { [SSE]: 'aws:kms:dsse' } }, {}],
    ['with another key', { StringNotEqualsIfExists: { [KEY_ID]: { 'Fn::GetAtt': ['Key', 'Arn'] } }, StringEquals: { [SSE]: 'aws:kms' } }, {}],
    ['with an old version of TLS', { NumericLessThan: { 's3:TlsVersion': '1.2' } }, {}],
  ])('a denial of uploads %s lets CloudTrail deliver', (_, condition, change) => {
    expect(denied(condition, change)).toEqual([]);
  });

  test.each<[string, unknown, Record<string, unknown>, string]>([
    ['all but AES256', { StringNotEquals: { [SSE]: 'AES256' } }, {}, 'encrypted with the key of the trail (aws:kms)'],
    ['all but aws:kms', { StringNotEquals: { [SSE]: 'aws:kms' } }, {}, 'encrypted with AES256'],
    ['all but aws:kms, without a key', { StringNotEquals: { [SSE]: 'aws:kms' } }, noKey, 'encrypted with AES256'],
    ['what names no key', { Null: { [KEY_ID]: 'true' } }, {}, 'encrypted with AES256'],
    ['another key', { StringNotEquals: { [KEY_ID]: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' } }, {}, 'encrypted with AES256'],
  ])('one of %s stops it, and is named', (_, condition, change, what) => {
    expect(denied(condition, change)).toMatchObject([{
      answer: 'non-compliant',
      findingId: 'AccountWrite',
      property: 'PolicyDocument.Statement.3',
      detail: `Statement 3 ("DenyUploads") denies CloudTrail to write objects to AWSLogs/${ACCOUNT}/* that are ${what}.`,
    }]);
  });

  test('where nothing allows it, no denial is to blame', () => {
    expect(findings(rule, changed({ 'BucketPolicy.PolicyDocument.Statement.2.Action': 's3:GetObject' })))
      .toMatchObject([{ detail: `The bucket policy does not let CloudTrail write to AWSLogs/${ACCOUNT}/*.` }]);
  });
});

describe('what AWS refuses', () => {
  const delete2 = (path: string) => ({ [path]: undefined });

  test.each<[string, string, Parameters<typeof changed>]>([
    ['a bucket policy', 'CloudTrailBucketPolicyAllowsDelivery', [delete2('BucketPolicy.PolicyDocument.Statement.2.Resource')]],
    ['a key policy', 'CloudTrailKeyPolicyAllowsDelivery', [delete2('Key.KeyPolicy.Statement.1.Resource')]],
    ['a topic policy', 'CloudTrailTopicPolicySourceArn', [delete2('TopicPolicy.PolicyDocument.Statement.0.Resource')]],
    ['the policy of a role', 'CloudTrailLogsRoleLeastPrivilege', [delete2('LogsPolicy.PolicyDocument.Statement.0.Resource')]],
  ])('%s with a statement without Resource allows nothing', (_, rule, changes) => {
    const found = findings(rule, changed(...changes));
    expect(found.map(({ findingId }) => findingId)).toContain('Malformed');
    expect(found.find(({ findingId }) => findingId === 'Malformed')!.detail).toMatch(/^AWS refuses the policy as malformed: .* has no Resource\.$/);
    expect(found.some(({ findingId }) => ['AccountWrite', 'Encrypt', 'Publish', 'Delivery'].includes(findingId!))).toBe(true);
  });

  test('a trust policy has no Resource', () => {
    expect(named('CloudTrailLogsRoleLeastPrivilege', { 'LogsRole.AssumeRolePolicyDocument.Statement.0.Resource': '*' })).toEqual([
      'non-compliant LogsRole AssumeRolePolicyDocument.Statement.0 [Malformed]',
    ]);
  });

  test.each(['arn:aws:s3:::${Bucket}/AWSLogs/${AWS::AccountId}/*', 'arn:${AWS::Partition}:s3:::logs/*', 'arn:aws:s3:::logs/AWSLogs/${AccountId}/*', '${Bucket.Arn}/*'])(
    '%s outside of Fn::Sub is a text', (Resource) => {
      const [finding] = findings('CloudTrailBucketPolicyAllowsDelivery', changed({ 'BucketPolicy.PolicyDocument.Statement.2.Resource': Resource }));
      expect(finding).toMatchObject({ answer: 'non-compliant', findingId: 'AccountWrite', detail: expect.stringMatching(/as a text: `Fn::Sub` is missing around it\.$/) });
    });

  test.each(['arn:aws:s3:::*/AWSLogs/${aws:SourceAccount}/*', 'arn:aws:s3:::*/AWSLogs/${aws:ResourceAccount}/*', 'arn:aws:s3:::*/AWSLogs/${ aws:SourceAccount }/*'])(
    '%s is a variable of AWS', (Resource) => {
      expect(named('CloudTrailBucketPolicyAllowsDelivery', { 'Bucket.BucketName': 'logs', 'BucketPolicy.PolicyDocument.Statement.2.Resource': Resource })).toEqual([]);
    });

  test.each<[string, unknown, unknown, string[]]>([
    ['lets nobody change it', [{ Effect: 'Allow', Principal: SERVICE, Action: 'kms:*', Resource: '*' }], undefined, ['Lockout']],
    ['lets a role use it', [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/r` }, Action: 'kms:Decrypt', Resource: '*' }], undefined, ['Lockout']],
    ['denies', [{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }], undefined, ['Lockout']],
    ['lets a role change it, and denies it to everybody', [
      { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }, { Effect: 'Deny', Principal: '*', Action: 'kms:Put*', Resource: '*' },
    ], undefined, ['Lockout']],
    ['lets a role change it', [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/r` }, Action: 'kms:Put*', Resource: '*' }], undefined, []],
    ['lets nobody change it, on purpose', [{ Effect: 'Allow', Principal: SERVICE, Action: 'kms:*', Resource: '*' }], true, []],
  ])('a key policy that %s: %j', (_, Statement, bypass, expected) => {
    const found = named('CloudTrailKeyPolicyAllowsDelivery', { 'Key.KeyPolicy': { Statement }, 'Key.BypassPolicyLockoutSafetyCheck': bypass });
    expect(found.filter((verdict) => verdict.includes('Lockout')).map(() => 'Lockout')).toEqual(expected);
  });
});

describe('the key of the bucket', () => {
  const own = (more: object = {}, bucketKey: unknown = true) => (t: TestTemplate) => {
    t.Resources.Own = { ...t.Resources.Key, Properties: { EnableKeyRotation: true, KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }] }, ...more } };
    t.Resources.Bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration = [{
      BucketKeyEnabled: bucketKey, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Own', 'Arn'] } },
    }];
  };

  test.each<[string, Array<Parameters<typeof changed>[number]>, string[]]>([
    ['CloudTrailKeyUsable', [own({ Enabled: false })], ['non-compliant Own Enabled [Enabled]']],
    ['CloudTrailKeyRotationEnabled', [own({ EnableKeyRotation: false })], ['non-compliant Own EnableKeyRotation']],
    ['CloudTrailKeyRetained', [own({ PendingWindowInDays: 3 })], ['non-compliant Own PendingWindowInDays [Window]']],
    ['CloudTrailKeyPolicyAllowsDelivery', [own()], ['non-compliant Own KeyPolicy [Describe]', 'non-compliant Own KeyPolicy [Encrypt]']],
    ['CloudTrailKeyPolicyAllowsDelivery', [own({}, false), noKey], ['non-compliant Own KeyPolicy [Describe]', 'non-compliant Own KeyPolicy [Encrypt]']],
    ['CloudTrailKeyPolicyAllowsDelivery', [own({}, false)], []],
    ['CloudTrailKeyUsable', [own({ Enabled: false }), (t: TestTemplate) => {
      t.Resources.Bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm = 'AES256';
    }], []],
  ])('%s looks at it: %#', (rule, changes, expected) => {
    expect(named(rule, ...changes)).toEqual(expected);
  });

  test.each(['aws/s3', 'alias/aws/s3', undefined])('there is none where it is %s', (id) => {
    const by = { 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID': id };
    expect(named('CloudTrailKeyUsable', by, noKey)).toEqual([]);
  });
});

test.each(['aws/cloudtrail', 'aws/s3', 'my-key', 'audit', '1234abcd', 'arn:aws:kms:eu-west-1:111122223333:aws/s3', 'alias/'])('%s names no key of one\'s own', (id) => {
  expect(findings('CloudTrailEncryptionEnabled', changed({ 'Trail.KMSKeyId': id }))).toMatchObject([{ answer: 'non-compliant', detail: expect.stringMatching(/names no key/) }]);
  expect(named('CloudTrailBucketEncryptionKMS', { 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID': id }))
    .toEqual([expect.stringMatching(/^non-compliant Bucket .* \[Key\]$/)]);
  expect(named('CloudTrailLogGroupEncrypted', { 'LogGroup.KmsKeyId': id })).toEqual(['non-compliant LogGroup KmsKeyId']);
});

test.each([
  '1234abcd-12ab-34cd-56ef-1234567890ab', 'mrk-1234abcd12ab34cd56ef1234567890ab', 'alias/audit', 'arn:aws:kms:eu-west-1:111122223333:alias/audit',
  'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
])('%s names one', (id) => {
  expect(named('CloudTrailEncryptionEnabled', { 'Trail.KMSKeyId': id })).toEqual([]);
});

describe('CloudWatch Logs', () => {
  test.each<[string, string[]]>([
    ['logs.amazonaws.com', []],
    [`logs.${REGION}.amazonaws.com`, []],
    ['logs.us-east-1.amazonaws.com', ['non-compliant Key KeyPolicy [KeyPolicy]']],
    ['delivery.logs.amazonaws.com', ['non-compliant Key KeyPolicy [KeyPolicy]']],
  ])('may be called %s: %j', (Service, expected) => {
    expect(named('CloudTrailLogGroupEncrypted', { 'Key.KeyPolicy.Statement.3.Principal': { Service } })).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['another Region', `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:trail-events:*`, ['non-compliant Trail CloudWatchLogsLogGroupArn [Home]']],
    ['another account', `arn:aws:logs:${REGION}:999988887777:log-group:trail-events:*`, ['non-compliant Trail CloudWatchLogsLogGroupArn [Home]']],
    ['the same place', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:trail-events:*`, []],
  ])('a log group of %s: %j', (_, arn, expected) => {
    const group = { 'LogGroup.LogGroupName': 'trail-events', 'Trail.CloudWatchLogsLogGroupArn': arn };
    expect(named('CloudTrailCloudWatchLogsEnabled', group)).toEqual(expected);
  });

  test('where only the deployment knows the Region, an ARN is taken to be right', () => {
    const arn = { 'Trail.CloudWatchLogsLogGroupArn': `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:x:*` };
    expect(verdicts('CloudTrailCloudWatchLogsEnabled', [agnosticStack(changed(arn))])).toEqual([]);
  });
});

describe('access logs', () => {
  const rule = 'CloudTrailBucketAccessLoggingEnabled';
  const WRITE = 'AccessLogsPolicy.PolicyDocument.Statement.1';
  const acl = (AccessControl: unknown, ObjectOwnership?: string) => ({
    'AccessLogs.AccessControl': AccessControl, 'AccessLogs.OwnershipControls': ObjectOwnership && { Rules: [{ ObjectOwnership }] },
  });
  const AT = 'non-compliant Bucket LoggingConfiguration.DestinationBucketName [Destination]';

  test.each<[string, Array<Parameters<typeof changed>[number]>]>([
    ['without a policy', [without('AccessLogsPolicy')]],
    ['with denials only', [{ 'AccessLogsPolicy.PolicyDocument.Statement': [] }]],
    ['with a policy for another service', [{ [`${WRITE}.Principal`]: { Service: 'delivery.logs.amazonaws.com' } }]],
    ['with a policy for another bucket', [{ [`${WRITE}.Condition.ArnLike`]: { 'aws:SourceArn': 'arn:aws:s3:::elsewhere' } }]],
    ['with a policy for another account', [{ [`${WRITE}.Condition.StringEquals`]: { 'aws:SourceAccount': '999988887777' } }]],
    ['with a policy for another prefix', [{ 'Bucket.LoggingConfiguration.LogFilePrefix': 'other/' }]],
    ['with an ACL that has no effect', [without('AccessLogsPolicy'), acl('LogDeliveryWrite', 'BucketOwnerEnforced')]],
    ['with an ACL and no ownership', [without('AccessLogsPolicy'), acl('LogDeliveryWrite')]],
    ['with another ACL', [without('AccessLogsPolicy'), acl('BucketOwnerFullControl', 'ObjectWriter')]],
    ['with a denial', [adding('AccessLogsPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' })]],
  ])('cannot arrive in a bucket %s', (_, changes) => {
    expect(named(rule, ...changes)).toEqual([AT]);
  });

  test.each<[string, Array<Parameters<typeof changed>[number]>]>([
    ['with a policy', []],
    ['with a policy without conditions', [{ [`${WRITE}.Condition`]: undefined }]],
    ['with an ACL that its owner prefers', [without('AccessLogsPolicy'), acl('LogDeliveryWrite', 'BucketOwnerPreferred')]],
    ['with an ACL of whoever writes', [without('AccessLogsPolicy'), acl('LogDeliveryWrite', 'ObjectWriter')]],
    ['with a denial of plain HTTP', [adding('AccessLogsPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
  ])('arrive in a bucket %s', (_, changes) => {
    expect(named(rule, ...changes)).toEqual([]);
  });

  test('a policy that cannot be read cannot be told', () => {
    expect(verdicts(rule, withUnknowns({ 'AccessLogsPolicy.PolicyDocument': GIVEN }))).toEqual([AT.replace('non-compliant', 'cannot-tell')]);
  });

  test.each([
    [{ Principal: '*', Action: 's3:DeleteObject' }, ['non-compliant AccessLogsPolicy PolicyDocument.Statement.2 [Destination]']],
    [{ Principal: '*', Action: 's3:*' }, ['non-compliant AccessLogsPolicy PolicyDocument.Statement.2 [Destination]']],
    [{ Principal: '*', Action: 's3:GetObject' }, []],
    [{ Principal: { AWS: ACCOUNT }, Action: 's3:DeleteObject' }, []],
  ])('%j on the access logs: %j', (statement, expected) => {
    expect(named(rule, adding('AccessLogsPolicy', { Effect: 'Allow', Resource: '*', ...statement }))).toEqual(expected);
  });
});

describe('trails beside one another', () => {
  const DATA = [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::orders/'] }] }];
  const second = (more: object = {}) => (t: TestTemplate) => {
    t.Resources.Data = { Type: 'AWS::CloudTrail::Trail', Properties: { ...t.Resources.Trail.Properties, TrailName: 'data', EventSelectors: DATA, ...more } };
  };
  const rule = 'CloudTrailManagementEventsEnabled';

  test.each<[string, Array<Parameters<typeof changed>[number]>, string[]]>([
    ['a trail for data events, beside one for management events', [second()], []],
    ['a trail for writes, beside it', [second({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] })], []],
    ['a trail for data events, beside one that is off', [second(), { 'Trail.IsLogging': false }], ['non-compliant Data EventSelectors']],
    ['beside one of one Region', [second(), { 'Trail.IsMultiRegionTrail': false }], ['non-compliant Data EventSelectors']],
    ['both of one Region', [second({ IsMultiRegionTrail: false }), { 'Trail.IsMultiRegionTrail': false }], []],
    ['beside one that leaves something out', [second(), { 'Trail.EventSelectors.0.ExcludeManagementEventSources': ['kms.amazonaws.com'] }],
      ['non-compliant Data EventSelectors', 'non-compliant Trail EventSelectors']],
  ])('%s: %j', (_, changes, expected) => {
    expect(named(rule, ...changes)).toEqual(expected);
    expect(named('CloudTrailManagementEventsNotDuplicated', ...changes).filter((verdict) => expected.length > 0 && verdict.includes('Data'))).toEqual([]);
  });
});

describe('the order of creation', () => {
  const rule = 'CloudTrailCreatedAfterPolicies';
  const byReference = (path: string, value: unknown) => ({ [path]: value, 'Trail.TrailName': undefined });

  test.each<[string, string, Record<string, unknown>]>([
    ['the bucket policy', 'BucketPolicy', byReference('BucketPolicy.PolicyDocument.Statement.2.Condition.StringEquals', { 'aws:SourceArn': { 'Fn::GetAtt': ['Trail', 'Arn'] } })],
    ['the topic policy', 'TopicPolicy', byReference('TopicPolicy.PolicyDocument.Statement.0.Condition.StringEquals', { 'aws:SourceArn': { 'Fn::Sub': '${Trail.Arn}' } })],
    ['the policy of the role', 'LogsPolicy', byReference('LogsPolicy.PolicyName', { Ref: 'Trail' })],
  ])('%s that refers to the trail always comes later, and a dependency would be circular', (_, logicalId, change) => {
    const [finding] = findings(rule, changed(change, (t) => {
      t.Resources.Trail.DependsOn = t.Resources.Trail.DependsOn.filter((id: string) => id !== logicalId);
    }));
    expect(finding.detail).toMatch(new RegExp(`^The trail is always created before ${logicalId}, .* refers to it\\.$`));
    expect(finding.fix).toMatch(/Give the trail a name.*circular/);
  });

  test('where nothing refers to the trail, the dependency is missing', () => {
    const [finding] = findings(rule, changed((t) => {
      t.Resources.Trail.DependsOn = [];
    }));
    expect(finding).toMatchObject({ detail: expect.stringMatching(/^The trail may be created before/) });
    expect(finding.fix).toBeUndefined();
  });
});

describe('the key of the topic', () => {
  const rule = 'CloudTrailTopicPolicySourceArn';

  test.each<[string, Record<string, unknown>, string[]]>([
    ['of AWS', { 'Topic.KmsMasterKeyId': 'alias/aws/sns' }, ['non-compliant Topic KmsMasterKeyId [Key]']],
    ['for the account alone', { 'Key.KeyPolicy.Statement.1.Principal': { AWS: ACCOUNT } }, ['non-compliant Key KeyPolicy [Key]']],
    ['without decryption', { 'Key.KeyPolicy.Statement.1.Action': 'kms:GenerateDataKey*' }, ['non-compliant Key KeyPolicy [Key]']],
    ['for log files alone', { 'Key.KeyPolicy.Statement.1.Condition': { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': TRAIL_ARN } } }, ['cannot-tell Key KeyPolicy [Key]']],
    ['of another app', { 'Topic.KmsMasterKeyId': 'alias/elsewhere' }, ['cannot-tell Topic KmsMasterKeyId [Key]']],
    ['that is none', { 'Topic.KmsMasterKeyId': undefined }, []],
    ['that admits CloudTrail', {}, []],
  ])('%s: %j', (_, change, expected) => {
    expect(named(rule, change)).toEqual(expected);
  });
});

describe('alarms', () => {
  const rule = 'CloudTrailAlarmsConfigured';
  const watch = (alarm: object, transformation: object = {}) => (t: TestTemplate) => {
    const metric = { MetricNamespace: 'CIS', MetricName: 'Root' };
    t.Resources.Filter = {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        LogGroupName: { Ref: 'LogGroup' },
        FilterPattern: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
        MetricTransformations: [{ ...metric, MetricValue: '1', ...transformation }],
      },
    };
    t.Resources.Alarm = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: 'CIS',
        MetricName: 'Root',
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:alerts'],
        ...alarm,
      },
    };
  };
  const triggers = (...args: Parameters<typeof watch>) => !named(rule, watch(...args)).some((verdict) => verdict.includes('[None]'));

  test.each<[string, object, object]>([
    ['a threshold that no number of events reaches', { Threshold: 1e12 }, {}],
    ['a value that is never below the threshold', { ComparisonOperator: 'LessThanThreshold', Threshold: 0 }, {}],
    ['a value that is never as low as the threshold', { ComparisonOperator: 'LessThanOrEqualToThreshold', Threshold: 0 }, {}],
    ['a filter that counts nothing', {}, { MetricValue: '0' }],
    ['a greatest value that is never above', { Statistic: 'Maximum', ComparisonOperator: 'GreaterThanThreshold' }, {}],
    ['dimensions that the filter does not write', { Dimensions: [{ Name: 'a', Value: 'b' }] }, {}],
    ['no dimensions where the filter writes some', {}, { Dimensions: [{ Key: 'user', Value: '$.userIdentity.arn' }] }],
  ])('%s cannot trigger', (_, alarm, transformation) => {
    expect(triggers(alarm, transformation)).toBe(false);
  });

  test.each<[string, object, object]>([
    ['one event', {}, {}],
    ['some events', { Threshold: '5' }, {}],
    ['few events', { ComparisonOperator: 'LessThanOrEqualToThreshold', Threshold: 1 }, {}],
    ['more than none', { Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' }, {}],
    ['many samples', { Statistic: 'SampleCount', Threshold: 20 }, {}],
    ['the value of a field', { Threshold: 1e12 }, { MetricValue: '$.bytes' }],
    ['a threshold that only the deployment knows', { Threshold: { 'Fn::ImportValue': 'threshold' } }, {}],
    ['a band instead of a threshold', { ComparisonOperator: 'GreaterThanUpperThreshold', Threshold: undefined, ThresholdMetricId: 'band' }, {}],
  ])('%s can', (_, alarm, transformation) => {
    expect(triggers(alarm, transformation)).toBe(true);
  });
});

test.each<[string, string, boolean]>([
  ['the parentheses that everybody means',
    '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }', true],
  ['the same in another order',
    '{ ($.eventName != "HeadBucket") && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && (($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation")) }', true],
  ['and without the exclusions', '{ ($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation") }', true],
  ['one exclusion more', '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ($.eventSource != "iam.amazonaws.com") }', false],
  ['one kind of error alone', '{ ($.errorCode = "AccessDenied*") && ($.eventName != "HeadBucket") }', false],
])('a filter for denied calls with %s watches for them: %j', (_, FilterPattern, expected) => {
  const watched = named('CloudTrailAlarmsConfigured', (t) => {
    t.Resources.Filter = {
      Type: 'AWS::Logs::MetricFilter',
      Properties: { LogGroupName: { Ref: 'LogGroup' }, FilterPattern, MetricTransformations: [{ MetricNamespace: 'CIS', MetricName: 'Denied', MetricValue: '1' }] },
    };
    t.Resources.Alarm = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: 'CIS', MetricName: 'Denied', Statistic: 'Sum', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:a'],
      },
    };
  });
  // Where nothing of the benchmark is watched, that is one finding.
  expect(!watched.some((verdict) => /\[(?:UnauthorizedApiCalls|None)\]/.test(verdict))).toBe(expected);
});

test('a bucket of no trail is called what it is', () => {
  const config = (t: TestTemplate) => {
    delete t.Resources.Trail;
    delete t.Resources.Bucket.DeletionPolicy;
  };
  expect(findings('CloudTrailBucketRetained', changed(config))).toMatchObject([{ detail: 'The bucket that admits CloudTrail is deleted with its stack.' }]);
});

test('what the role may do too much is said', () => {
  const excess = adding('LogsPolicy', { Effect: 'Allow', Action: ['logs:PutLogEvents', 's3:GetObject'], Resource: 'arn:aws:s3:::x/*' });
  expect(findings('CloudTrailLogsRoleLeastPrivilege', changed(excess))).toMatchObject([{
    detail: 'Statement 1 lets the role do more than deliver to the log group of the trail: "s3:getobject" on "arn:aws:s3:::x/*".',
  }]);
});
