import { adding, without } from '../helpers/changes';
import { ACCOUNT, agnosticStack, findings, REGION, verdicts } from '../helpers/templates';
import { all, BUCKET, type Change, CLOUDTRAIL, declaring, found, NO_VALUE, OBJECTS, resource, type Variation, varied } from '../helpers/variations';

/* Settings that parameters, conditions and mappings decide, alarms that cannot trigger, and advice that has to work. */

const check = (_: string, changes: Variation[1], expected: Variation[2]) => expect(found(...changes)).toEqual([...expected].sort());
const choose = (condition: string, whenTrue: unknown, otherwise: unknown) => ({ 'Fn::If': [condition, whenTrue, otherwise] });
const V = { Ref: 'Value' };
const is = (value: unknown) => ({ 'Fn::Equals': [V, value] });
const given = (declaration: object, Conditions: object = {}, Mappings: object = {}): Change => declaring({ Value: { Type: 'String', ...declaration } }, {
  Conditions: { Has: { 'Fn::Not': [is('')] }, On: is('on'), Off: { 'Fn::Not': [{ Condition: 'On' }] }, ...Conditions }, Mappings,
} as object);

describe('a condition says of its parameter', () => {
  const topicOnly = (condition: string): Change => (t) => {
    for (const id of ['Topic', 'TopicPolicy']) t.Resources[id].Condition = condition;
  };

  test.each<Variation>([
    ['the prefix of access logs', [given({}), {
      'Bucket.LoggingConfiguration.LogFilePrefix': V,
      'AccessLogsPolicy.PolicyDocument.Statement.1.Resource': choose('Has', { 'Fn::Sub': '${AccessLogs.Arn}/${Value}*' }, { 'Fn::Sub': '${AccessLogs.Arn}/*' }),
    }], []],
    ['that it is true', [given({}, { Yes: is('true') }), { 'Trail.IsLogging': choose('Yes', V, true) }], []],
    ['that it is false', [given({}, { No: { 'Fn::Equals': ['false', V] } }), { 'Trail.IsLogging': choose('No', V, false) }], ['non-compliant LoggingEnabled Trail']],
    ['which of two it is not', [given({ AllowedValues: ['true', 'false'] }, { No: is('false') }), { 'Trail.IsLogging': choose('No', true, V) }], []],
    ['which number it is not', [given({ Type: 'Number', AllowedValues: [30, 365] }, { Short: is(30) }), { 'LogGroup.RetentionInDays': choose('Short', 365, V) }], []],
    ['whether a topic is there', [given({}), topicOnly('On'), { 'Trail.SnsTopicName': choose('Off', NO_VALUE, { Ref: 'Topic' }) }], []],
    ['the same, and that the Region is this one', [given({}, { Both: { 'Fn::And': [{ Condition: 'On' }, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, REGION] }] } }), topicOnly('Both'),
      { 'Trail.SnsTopicName': choose('On', { Ref: 'Topic' }, NO_VALUE) }], []],
    ['nothing, where the Region decides', [given({}, { East: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } }), { 'Trail.IncludeGlobalServiceEvents': choose('East', false, true) }], []],
    ['nothing, where the partition decides', [given({}, { China: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] } }), { 'Trail.IsLogging': choose('China', false, true) }], []],
    ['who administers the key', [given({}), { 'Key.KeyPolicy.Statement.0.Principal.AWS': choose('Has', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Value}' }, { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' }) }], []],
    ['that anybody may decrypt without it', [given({}), adding('Key', { Effect: 'Allow', Principal: { AWS: choose('Has', V, '*') }, Action: 'kms:Decrypt', Resource: '*' })],
      ['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key']],
  ])('%s', check);

  test('the Region of a stack without an environment', () => {
    const service = choose('East', 'logs.us-east-1.amazonaws.com', { 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' });
    const template = varied(given({}, { East: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } }), {
      'Key.KeyPolicy.Statement.3.Principal.Service': service, 'Key.KeyPolicy.Statement.3.Condition': undefined,
    });
    expect(all(agnosticStack(template)).filter((each) => each.includes('LogGroupEncrypted'))).toEqual([]);
  });
});

describe('values that agree', () => {
  const SSE = 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm';
  const days = 'Bucket.LifecycleConfiguration.Rules.0';
  const lock = { 'Bucket.ObjectLockEnabled': undefined, 'Bucket.ObjectLockConfiguration': undefined };
  const row = { 'Fn::FindInMap': ['Rows', V, V] };

  test.each<Variation>([
    ['on too few days of objects', [given({ Type: 'Number', AllowedValues: [1, 5] }), { [`${days}.ExpirationInDays`]: V }], ['non-compliant BucketRetention[Expiration] Bucket']],
    ['on too few days of versions', [given({ Type: 'Number', MaxValue: 30 }), { [`${days}.NoncurrentVersionExpiration.NoncurrentDays`]: V, ...lock }],
      ['non-compliant BucketObjectLockEnabled Bucket', 'non-compliant BucketRetention[NoncurrentExpiration] Bucket']],
    ['on enough days of versions', [given({ Type: 'Number', MinValue: 365 }), { [`${days}.NoncurrentVersionExpiration.NoncurrentDays`]: V }], []],
    ['on a window that is long enough', [given({ Type: 'Number', AllowedValues: [7, 14, 30] }), { 'Key.PendingWindowInDays': V }], []],
    ['on a window that is too short', [given({ Type: 'Number', MaxValue: 6 }), { 'Key.PendingWindowInDays': V }], ['non-compliant KeyRetained[Window] Key']],
    ['on a trail that is off', [given({ AllowedValues: ['no', 'false'] }), { 'Trail.IsLogging': V }], ['non-compliant LoggingEnabled Trail']],
    ['on versions that are not kept', [given({ AllowedValues: ['Suspended'] }), { 'Bucket.VersioningConfiguration.Status': V, ...lock }],
      ['non-compliant BucketObjectLockEnabled Bucket', 'non-compliant BucketVersioningEnabled Bucket']],
    ['on no KMS', [given({ AllowedValues: ['AES256', 'aws:s3'] }), { [SSE]: V }], ['non-compliant BucketEncryptionKMS Bucket']],
    ['on KMS in one layer or two', [given({ AllowedValues: ['aws:kms:dsse', 'aws:kms'] }), { [SSE]: V }], []],
    ['in a mapping, whatever the keys are', [given({}, {}, { Rows: { a: { x: 'false' }, b: { x: 'false', y: 'false' } } }), { 'Trail.IsLogging': row }], ['non-compliant LoggingEnabled Trail']],
    ['under both outcomes', [given({}), { 'LogGroup.RetentionInDays': choose('On', 30, '60') }], ['non-compliant LogGroupRetention LogGroup']],
    ['only by default', [given({ Default: 'Suspended' }), { 'Bucket.VersioningConfiguration.Status': V }], ['cannot-tell BucketVersioningEnabled Bucket']],
  ])('%s', check);
});

test.each<Variation>([
  ['set in part', [{ 'Bucket.PublicAccessBlockConfiguration': { BlockPublicAcls: true } }], ['non-compliant BucketPublicAccessBlocked Bucket']],
  ['off', [{ 'Bucket.PublicAccessBlockConfiguration': { BlockPublicAcls: false, BlockPublicPolicy: 'false', IgnorePublicAcls: false, RestrictPublicBuckets: false } }], ['non-compliant BucketPublicAccessBlocked Bucket']],
  ['empty', [{ 'Bucket.PublicAccessBlockConfiguration': {} }], ['non-compliant BucketPublicAccessBlocked Bucket']],
  ['left out', [{ 'Bucket.PublicAccessBlockConfiguration': NO_VALUE }], ['non-compliant BucketPublicAccessBlocked[NotSet] Bucket']],
  ['left out in part', [{ 'Bucket.PublicAccessBlockConfiguration.RestrictPublicBuckets': NO_VALUE }], ['non-compliant BucketPublicAccessBlocked Bucket']],
])('the public access block is %s', check);

describe('an alarm on the use of the root user', () => {
  const PATTERN = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
  const alarmed = (alarm: object, filter: object = {}, transformation: object = {}) => varied(
    declaring({ Topic1: { Type: 'String' }, Topics: { Type: 'CommaDelimitedList' }, Stored: { Type: 'AWS::SSM::Parameter::Value<String>' } }),
    resource('Nested', 'AWS::CloudFormation::Stack', { TemplateURL: 'x' }),
    resource('Filter', 'AWS::Logs::MetricFilter', {
      LogGroupName: { Ref: 'LogGroup' }, FilterPattern: PATTERN, MetricTransformations: [{ MetricName: 'M', MetricNamespace: 'N', MetricValue: '1', ...transformation }], ...filter,
    }),
    resource('Alarm', 'AWS::CloudWatch::Alarm', {
      MetricName: 'M', Namespace: 'N', Statistic: 'Sum', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:a'], ...alarm,
    }),
  );
  const watched = (...args: Parameters<typeof alarmed>) => !verdicts('CloudTrailAlarmsConfigured', alarmed(...args)).some((each) => /\[(?:None|RootUserUsage)\]/.test(each));

  test.each<[string, unknown]>([
    ['a parameter', [{ Ref: 'Topic1' }]], ['a stored parameter', [{ Ref: 'Stored' }]], ['an output of a nested stack', [{ 'Fn::GetAtt': ['Nested', 'Outputs.Topic'] }]],
    ['an output of a stack', [{ 'Fn::GetStackOutput': { StackName: 'X', OutputName: 'Y' } }]], ['an import that is no list', { 'Fn::ImportValue': 'topic' }],
    ['a part of a parameter', [{ 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Topic1}' }]],
  ])('notifies whom %s names', (_, AlarmActions) => {
    expect(watched({ AlarmActions })).toBe(true);
  });

  test.each<[string, unknown]>([
    ['a list that is a parameter', { Ref: 'Topics' }], ['a part of an import', { 'Fn::Split': [',', { 'Fn::ImportValue': 'topics' }] }],
  ])('notifies whom %s names, which cannot be told', (_, AlarmActions) => {
    const template = alarmed({ AlarmActions });
    expect(verdicts('CloudTrailAlarmsConfigured', template)).toContain('cannot-tell Trail CloudWatchLogsLogGroupArn [RootUserUsage]');
  });

  test.each<[string, object, object, object]>([
    ['without actions', { AlarmActions: [] }, {}, {}],
    ['whose actions are left out', { AlarmActions: [NO_VALUE] }, {}, {}],
    ['with an empty action', { AlarmActions: [''] }, {}, {}],
    ['with actions when all is well', { AlarmActions: NO_VALUE, OKActions: ['arn:aws:sns:eu-west-1:111122223333:a'] }, {}, {}],
    ['whose actions are off', { ActionsEnabled: 'false' }, {}, {}],
    ['on another namespace', { Namespace: 'Other' }, {}, {}],
    ['for ten thousand events and one', { Threshold: '10001' }, {}, {}],
    ['on an average that is never above', { Statistic: 'Average', ComparisonOperator: 'GreaterThanThreshold' }, {}, {}],
    ['on a filter for another group', {}, { LogGroupName: 'elsewhere' }, {}],
    ['on a filter that counts less than nothing', {}, {}, { MetricValue: '-1' }],
  ])('%s notifies nobody', (_, alarm, filter, transformation) => {
    expect(watched(alarm, filter, transformation)).toBe(false);
  });

  test.each<[string, string, boolean]>([
    ['parentheses', '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }', true],
    ['another order and no spaces', '{$.eventType!="AwsServiceEvent"&&$.userIdentity.type="Root"&&$.userIdentity.invokedBy NOT EXISTS}', true],
    ['more than is needed', '{ $.userIdentity.type = "Root" }', true],
    ['one more exclusion', '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" && $.eventName != "ConsoleLogin" }', false],
    ['another type', '{ $.userIdentity.type = "IAMUser" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }', false],
    ['letters in lower case', '{ $.userIdentity.type = "root" && $.userIdentity.invokedBy NOT EXISTS }', false],
  ])('by a pattern with %s: %j', (_, FilterPattern, expected) => {
    expect(watched({}, { FilterPattern })).toBe(expected);
  });
});

describe('a policy that refers to the trail always comes later', () => {
  const before = (...ids: string[]): Change => (t) => {
    t.Resources.Trail.DependsOn = ids;
  };

  test.each<[string, string, Change[]]>([
    ['by its name', 'BucketPolicy', [{ 'Trail.TrailName': undefined, 'BucketPolicy.PolicyDocument.Statement.2.Condition.StringEquals': { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/${Trail}' } } },
      before('LogsPolicy', 'TopicPolicy')]],
    ['by DependsOn', 'BucketPolicy', [before('LogsPolicy', 'TopicPolicy'), (t) => {
      t.Resources.BucketPolicy.DependsOn = 'Trail';
    }]],
    ['by way of another resource', 'BucketPolicy', [before('LogsPolicy', 'TopicPolicy'), resource('Middle', 'AWS::SSM::Parameter', { Value: { 'Fn::GetAtt': 'Trail.Arn' } }), (t) => {
      t.Resources.BucketPolicy.DependsOn = ['Middle'];
    }]],
    ['in an inline policy of the topic', 'Inline', [without('TopicPolicy'), before('LogsPolicy', 'BucketPolicy'), resource('Inline', 'AWS::SNS::TopicInlinePolicy', {
      TopicArn: { Ref: 'Topic' },
      PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sns:Publish', Resource: '*', Condition: { StringEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Trail', 'Arn'] } } } }] },
    })]],
  ])('%s', (_, logicalId, changes) => {
    const [finding, ...more] = findings('CloudTrailCreatedAfterPolicies', varied(...changes));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ detail: expect.stringMatching(new RegExp(`^The trail is always created before ${logicalId}, `)), fix: expect.stringMatching(/Give the trail a name/) });
  });
});

describe('a name that CloudFormation makes up may be what a wildcard stands for', () => {
  test.each<Variation>([
    ['for a bucket', [adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::stack-*/*' })], ['cannot-tell BucketPolicyLeastPrivilege[Changes] BucketPolicy']],
    ['for a topic', [adding('TopicPolicy', { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sns:Publish', Resource: `arn:aws:sns:${REGION}:${ACCOUNT}:Stack-*` })], ['cannot-tell TopicPolicySourceArn[Outsiders] TopicPolicy']],
    ['for a log group', [{ 'LogsPolicy.PolicyDocument.Statement.0.Resource': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:Stack-*:*` }],
      ['cannot-tell LogsRoleLeastPrivilege[Delivery] LogsPolicy', 'non-compliant LogsRoleLeastPrivilege[Excess] LogsPolicy']],
    ['for no bucket of a name that is written out', [{ 'Bucket.BucketName': 'audit' }, adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::stack-*/*' })], []],
  ])('%s', check);
});

describe('what cleans a bucket', () => {
  const CLEANING = { Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, Action: ['s3:PutBucketPolicy', 's3:DeleteObject*'], Resource: [BUCKET, OBJECTS] };
  const cleaner = (BucketName: unknown, trusted: object = { Service: 'lambda.amazonaws.com' }): Change[] => [
    resource('Cleaner', 'Custom::S3AutoDeleteObjects', { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, BucketName }),
    resource('Handler', 'AWS::Lambda::Function', { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } }),
    resource('Role', 'AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }] } }),
  ];
  const CHANGES = ['non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy'];

  test.each<[string, Change[], object, string[]]>([
    ['this one', cleaner({ Ref: 'Bucket' }), {}, []],
    ['this one, with other settings', cleaner({ Ref: 'Bucket' }), { Action: 's3:PutBucketVersioning' }, CHANGES],
    ['this one, with all but reading', cleaner({ Ref: 'Bucket' }), { Action: undefined, NotAction: 's3:Get*' }, CHANGES],
    ['the one of the access logs', cleaner({ Ref: 'AccessLogs' }), {}, CHANGES],
    ['this one, as a web identity', cleaner({ Ref: 'Bucket' }, { Federated: 'cognito-identity.amazonaws.com' }), {}, CHANGES],
    ['this one, with its account', cleaner({ Ref: 'Bucket' }), { Principal: { AWS: [{ 'Fn::GetAtt': ['Role', 'Arn'] }, ACCOUNT] } }, CHANGES],
  ])('%s', (_, changes, more, expected) => {
    const said = found(...changes, adding('BucketPolicy', { ...CLEANING, ...more }));
    expect(said.filter((each) => each.includes('LeastPrivilege'))).toEqual(expected);
  });
});

test.each<[string, object, RegExp | undefined]>([
  ['data events', { 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::Lambda::Function'] }] }] }, /EventCategories: \[Data\]/],
  ['data events by basic selectors', { 'Trail.EventSelectors': [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::x/'] }] }] }, /EventCategories: \[Data\]/],
  ['management events', {}, undefined],
  ['read events', { 'Trail.EventSelectors': [{ ReadWriteType: 'ReadOnly' }] }, undefined],
])('the fix for missing Insights works for a trail of %s', (_, change, fix) => {
  const [finding] = findings('CloudTrailInsightsEnabled', varied(change as Change, { 'Trail.InsightSelectors': undefined }));
  expect(finding.detail).toBe('The trail has no Insights selectors.');
  if (fix) expect(finding.fix).toMatch(fix);
  else expect(finding.fix).toBeUndefined();
});
