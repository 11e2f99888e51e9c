import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { judge } from '../../../src/nag/engine/judge';
import { RULES } from '../../../src/nag/rules';
import { adding, either, GIVEN, withUnknowns } from '../helpers/changes';
import { report, said } from '../helpers/reports';
import { ACCOUNT, changed, REGION, stack, TRAIL_ARN } from '../helpers/templates';

/* What a rule answers where one of several things is unreadable, absent, outside of the app, or too long to print. */

const OTHER = '999988887777';
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const FOREIGN_KEY = `arn:aws:kms:${REGION}:${OTHER}:key/12345678-1234-1234-1234-123456789012`;
const ENCRYPTION = 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';

const detailsOf = (template: object, rule: string, id?: string) => report(template)
  .filter((each) => each.rule === `CloudTrail${rule}` && (id === undefined || each.findingId === id)).map(({ detail }) => detail);

describe('a statement of which a part cannot be read', () => {
  const Condition = { StringEquals: { 'aws:SourceArn': TRAIL_ARN } };
  const unreadable = { Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: [['x']], Resource: '*', Condition };
  const rules: ReadonlyArray<[rule: string, id: string, policy: string]> = [
    ['BucketPolicyLeastPrivilege', 'Changes', 'BucketPolicy'], ['BucketPolicySourceArn', 'AnyTrail', 'BucketPolicy'],
    ['KeyPolicyLeastPrivilege', 'AnyPrincipal', 'Key'], ['KeyPolicySourceArn', 'AnyTrail', 'Key'],
    ['TopicPolicySourceArn', 'AnyTrail', 'TopicPolicy'], ['LogsRoleLeastPrivilege', 'Others', 'LogsRole'],
  ];

  test.each(rules)('may be what %s[%s] looks for where it allows', (rule, id, policy) => {
    const template = changed(adding(policy, { ...unreadable, Effect: 'Allow' }));
    expect(said(report(template), rule)).toContain(`cannot-tell ${rule}[${id}] ${policy}`);
  });

  test.each(rules)('is nothing that %s[%s] looks for where it denies', (rule, id, policy) => {
    const template = changed(adding(policy, { ...unreadable, Effect: 'Deny' }));
    expect(said(report(template), rule)).not.toContain(`cannot-tell ${rule}[${id}] ${policy}`);
  });

  test.each<[string, string[]]>([
    ['Allow', ['cannot-tell KeyPolicyAllowsDelivery[Lockout] Key']], ['Deny', ['non-compliant KeyPolicyAllowsDelivery[Lockout] Key']],
  ])('may be what keeps a key from being locked where its effect is %s', (Effect, expected) => {
    const template = changed({ 'Key.KeyPolicy.Statement.0': { ...unreadable, Effect } });
    expect(said(report(template), 'KeyPolicyAllowsDelivery').filter((each) => each.includes('Lockout'))).toEqual(expected);
  });
});

describe('the key that the bucket encrypts with', () => {
  const rotation = (KMSMasterKeyID: unknown, SSEAlgorithm: unknown = 'aws:kms') => said(report(changed({ [ENCRYPTION]: { SSEAlgorithm, KMSMasterKeyID } })), 'KeyRotationEnabled');

  test('is judged beside that of the trail, also where it is not in the app', () => {
    expect(rotation(FOREIGN_KEY)).toEqual(['cannot-tell KeyRotationEnabled Bucket']);
    expect(rotation('alias/theirs')).toEqual(['cannot-tell KeyRotationEnabled Bucket']);
  });

  test.each<[string, unknown, unknown]>([
    ['a key of AWS', 'alias/aws/s3', 'aws:kms'], ['a name of no key', 'aws/s3', 'aws:kms'], ['none', undefined, 'aws:kms'], ['one that is not used', FOREIGN_KEY, 'AES256'],
    ['that of the trail', { Ref: 'Key' }, 'aws:kms'],
  ])('is not judged where it is %s', (_, key, algorithm) => {
    expect(rotation(key, algorithm)).toEqual([]);
  });
});

test('a key that is used under a condition is wrong wherever there is one', () => {
  const template = withUnknowns({
    'Trail.KMSKeyId': either({ Ref: 'Key' }, { Ref: 'AWS::NoValue' }), [ENCRYPTION]: { SSEAlgorithm: 'AES256' }, 'Key.EnableKeyRotation': false,
  });
  expect(said(report(template), 'KeyRotationEnabled')).toEqual(['non-compliant KeyRotationEnabled Key']);
});

describe('a key that the trail names by an alias outside of the app', () => {
  const header = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  const denial = (Condition: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: OBJECTS, Condition });

  test.each<[string, { StringEquals?: object; StringNotEquals?: object }]>([
    ['every other key', { StringNotEquals: { [header]: FOREIGN_KEY } }],
    ['this key', { StringEquals: { [header]: FOREIGN_KEY } }],
  ])('may be the one where a policy denies writes with %s, and an ARN tells', (_, condition) => {
    const kms = { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms', ...condition.StringEquals }, ...condition.StringNotEquals && { StringNotEquals: condition.StringNotEquals } };
    const template = changed({ 'Trail.KMSKeyId': 'alias/theirs' }, adding('BucketPolicy', denial(kms)));
    expect(said(report(template), 'BucketPolicyAllowsDelivery')).toEqual(['cannot-tell BucketPolicyAllowsDelivery[AccountWrite] BucketPolicy']);

    template.Resources.Trail.Properties.KMSKeyId = FOREIGN_KEY;
    const certain = said(report(template), 'BucketPolicyAllowsDelivery');
    expect(certain).toEqual(condition.StringEquals ? ['non-compliant BucketPolicyAllowsDelivery[AccountWrite] BucketPolicy'] : []);
  });
});

describe('TLS, as CloudTrail and S3 use it', () => {
  const modern = { NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } };

  test('a permission that demands version 1.2 holds for deliveries and access logs', () => {
    const template = changed((t) => {
      t.Resources.BucketPolicy.Properties.PolicyDocument.Statement[2].Condition = modern;
      t.Resources.AccessLogsPolicy.Properties.PolicyDocument.Statement[1].Condition = modern;
    });
    expect(said(report(template), 'BucketPolicyAllowsDelivery', 'BucketAccessLoggingEnabled')).toEqual([]);
  });
});

describe('principals of whom one part is open', () => {
  const administering = (statement: object) => ({ Effect: 'Allow', Principal: '*', Action: 'kms:PutKeyPolicy', Resource: '*', ...statement });
  const outsiders = (statement: object) => said(report(withUnknowns(adding('Key', administering(statement)))), 'KeyPolicyLeastPrivilege').filter((each) => each.includes('Outsiders'));
  const arn = (account: string) => `arn:aws:iam::${account}:role/*`;

  test.each<[string, object, string[]]>([
    ['roles of the account', { Condition: { ArnLike: { 'aws:PrincipalArn': arn(ACCOUNT) } } }, []],
    ['roles of another account', { Condition: { ArnLike: { 'aws:PrincipalArn': arn(OTHER) } } }, ['non-compliant KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['roles of one of the two', { Condition: { ArnLike: { 'aws:PrincipalArn': either(arn(ACCOUNT), arn(OTHER)) } } }, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a parameter with an account behind it', { Principal: { AWS: { 'Fn::Sub': `\${Given}:iam::${ACCOUNT}:root` } } }, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a kind of principal that is a list of no texts', { Principal: { AWS: [['x']] } }, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a parameter', { Principal: { AWS: GIVEN } }, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
  ])('%s', (_, statement, expected) => {
    expect(outsiders(statement)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['another account', OTHER, ['non-compliant TopicPolicySourceArn[Outsiders] TopicPolicy']], ['the account', ACCOUNT, []],
  ])('whoever owns the source, in %s', (_, owner, expected) => {
    const Condition = { StringEquals: { 'aws:SourceOwner': owner } };
    const template = changed(adding('TopicPolicy', { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: { Ref: 'Topic' }, Condition }));
    expect(said(report(template), 'TopicPolicySourceArn')).toEqual(expected);
  });
});

describe('objects of the own bucket', () => {
  const selecting = (conditions: object) => [{
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }, { Field: 'resources.ARN', ...conditions },
    ],
  }];
  const logged = (conditions: object) => said(report(changed({ 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': selecting(conditions), 'Bucket.BucketName': 'logs' })), 'ObjectEventsLogged');

  test('may be left out, and are not all that there is', () => {
    expect(logged({ NotStartsWith: ['arn:aws:s3:::logs/'] })).toEqual([]);
    expect(logged({ StartsWith: ['arn:aws:s3:::logs/'] })).not.toEqual([]);
    expect(logged({ NotStartsWith: ['arn:aws:s3:::logs/', 'arn:aws:s3:::reports/'] })).toEqual(['non-compliant ObjectEventsLogged[Read] Trail', 'non-compliant ObjectEventsLogged[Write] Trail']);
  });

  test('may be left out together with those of a bucket that nobody knows', () => {
    const unknown = selecting({ NotStartsWith: ['arn:aws:s3:::logs/', { 'Fn::Sub': 'arn:aws:s3:::${Given}/' }] });
    const template = withUnknowns({ 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': unknown, 'Bucket.BucketName': 'logs' });
    expect(said(report(template), 'ObjectEventsLogged')).toEqual(['cannot-tell ObjectEventsLogged[Read] Trail', 'cannot-tell ObjectEventsLogged[Write] Trail']);
  });

  test('a bucket that is not in the app may belong to another account', () => {
    const template = changed({
      'Trail.S3BucketName': 'elsewhere', 'Trail.EventSelectors': [{ ReadWriteType: 'All', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }],
    });
    expect(detailsOf(template, 'DataEventsNoFeedbackLoop')).toEqual(['Cannot see the bucket elsewhere, which is not in this app']);
  });
});

test.each<[string, unknown, string[]]>([
  ['is empty or enough', either('', 400), []], ['is empty or too little', either('', 30), ['cannot-tell LogGroupRetention LogGroup']],
])('a retention that %s', (_, days, expected) => {
  expect(said(report(withUnknowns({ 'LogGroup.RetentionInDays': days })), 'LogGroupRetention').filter((each) => !each.includes('['))).toEqual(expected);
});

test('metric filters of unknown log groups, of which there are very many, may watch this one', () => {
  const template = withUnknowns((t) => {
    for (let i = 0; i < 101; i++) t.Resources[`Filter${i}`] = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: GIVEN, FilterPattern: 'x', MetricTransformations: [] } };
  });
  expect(said(report(template), 'AlarmsConfigured')).toContain('cannot-tell AlarmsConfigured[None] Trail');
});

describe('a sentence', () => {
  test('names what CloudTrail has to do, with whose key, and what denies it', () => {
    const denied = { Effect: 'Deny', Principal: '*', Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'], Resource: '*' };
    expect(detailsOf(changed(adding('Key', denied)), 'KeyPolicyAllowsDelivery')).toEqual([
      'Statement 5 denies CloudTrail to describe the key.', 'Statement 5 denies CloudTrail to generate data keys for the trail.',
    ]);
    const own = changed({ 'Key.KeyPolicy.Statement.1': undefined, 'Key.KeyPolicy.Statement.2': undefined }, (t) => {
      t.Resources.Key.Properties.KeyPolicy.Statement = t.Resources.Key.Properties.KeyPolicy.Statement.filter(Boolean);
      delete t.Resources.Trail.Properties.KMSKeyId;
    });
    const subject = 'The policy of the key that the bucket encrypts with does not let CloudTrail';
    expect(detailsOf(own, 'KeyPolicyAllowsDelivery')).toEqual([`${subject} describe the key.`, `${subject} generate data keys for the bucket.`]);
  });

  test.each<[string, object, string]>([
    ['every action but many', { NotAction: ['a:1', 'b:2', 'c:3', 'd:4'], Resource: '*' }, 'every action but "a:1", "b:2", "c:3"'],
    ['many actions', { Action: ['a:1', 'b:2', 'c:3', 'd:4'], Resource: '*' }, '"a:1", "b:2", "c:3" on "*"'],
    ['many resources', { Action: 'a:1', Resource: ['r:1', 'r:2', 'r:3', 'r:4'] }, '"a:1" on "r:1", "r:2", "r:3"'],
  ])('about %s names the first three', (_, statement, expected) => {
    const [detail] = detailsOf(changed(adding('LogsPolicy', { Effect: 'Allow', ...statement })), 'LogsRoleLeastPrivilege', 'Excess');
    expect(detail.includes(`${expected}.`) || detail.endsWith(expected) || detail).toBe(true);
  });
});

test.each<[string, object]>([
  ['basic selectors', { 'Trail.EventSelectors': GIVEN }], ['one of them', { 'Trail.EventSelectors': [GIVEN] }],
  ['their resources', { 'Trail.EventSelectors': [{ DataResources: GIVEN }] }], ['one of the resources', { 'Trail.EventSelectors': [{ DataResources: [GIVEN] }] }],
  ['advanced selectors', { 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': [{ FieldSelectors: [GIVEN] }] }],
])('where %s are unknown, CloudTrail may refuse them', (_, changes) => {
  expect(said(report(withUnknowns(changes as Record<string, unknown>)), 'EventSelectorsValid')).toEqual(['cannot-tell EventSelectorsValid Trail']);
});

describe('what is not there', () => {
  test.each<[string, string[]]>([
    ['the log group', ['CloudWatchLogsLogGroupArn']], ['the role', ['CloudWatchLogsRoleArn']], ['the key', ['KMSKeyId']], ['the topic', ['SnsTopicName']],
    ['the bucket', ['S3BucketName']], ['all of them', ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn', 'KMSKeyId', 'SnsTopicName', 'S3BucketName']],
  ])('costs no answer about the rest: %s', (_, properties) => {
    const set = new TemplateSet([stack(changed(Object.fromEntries(properties.map((each) => [`Trail.${each}`, undefined]))))]);
    expect(judge(set, RULES, { requiredRetentionDays: 365 }).filter(({ failed }) => failed)).toEqual([]);
    expect(set.failures).toEqual([]);
  });

  test('a replica is not judged as one of the key of which it may be none', () => {
    const foreign = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: 'kms:*', Resource: '*' };
    const replica = (PrimaryKeyArn: unknown) => withUnknowns((t) => {
      t.Resources.Replica = { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn, KeyPolicy: { Statement: [foreign] } } };
    });
    expect(said(report(replica(GIVEN)), 'KeyPolicyLeastPrivilege')).toEqual([]);
    expect(said(report(replica({ 'Fn::GetAtt': ['Key', 'Arn'] })), 'KeyPolicyLeastPrivilege')).toEqual(['non-compliant KeyPolicyLeastPrivilege[Outsiders] Replica']);
  });
});

describe('grants on trails', () => {
  test.each<[string, string, boolean]>([
    ['all trails', 'arn:aws:cloudtrail:*:*:trail/*', true], ['what begins like a trail', 'arn:aws:cloudtrail:*', true], ['another kind of resource', 'arn:aws:cloudtrail:*:*:eventdatastore/*', false],
    ['a text that is no ARN of a trail', 'arn:aws:cloudtrail:eu-west-1', false], ['another service', 'arn:aws:s3:*:*:trail/*', false],
  ])('%s', (_, Resource, expected) => {
    const found = said(report(changed(adding('LogsPolicy', { Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource }))), 'TamperGrants');
    expect(found).toEqual(expected ? ['non-compliant TamperGrants LogsPolicy'] : []);
  });
});

test.each([
  '035351147821', '086441151436', '113285607260', '216624486486', '284668455005', '388731089494', '814480443879', '859597730677', '903692715234',
])('the account %s is a former one of CloudTrail', (account) => {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  const template = changed(adding('BucketPolicy', { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: OBJECTS }));
  expect(said(report(template), 'BucketPolicyLeastPrivilege')).toEqual([]);
});

test.each<[string, string, string]>([['Region', 'us-east-1', ACCOUNT], ['account', REGION, OTHER]])('a log group of another %s is refused by name', (what, region, account) => {
  const template = changed({ 'Trail.CloudWatchLogsLogGroupArn': `arn:aws:logs:${region}:${account}:log-group:x:*` });
  const shown = what === 'Region' ? region : account;
  expect(detailsOf(template, 'CloudWatchLogsEnabled', 'Home')).toEqual([`CloudTrail refuses the log group: its ARN names the ${what} "${shown}", which is not that of the trail.`]);
});

test.each<[string, number, boolean]>([
  ['GreaterThanThreshold', 0, true], ['GreaterThanThreshold', 1, false], ['GreaterThanOrEqualToThreshold', 1, true], ['GreaterThanOrEqualToThreshold', 2, false],
  ['LessThanThreshold', 2, true], ['LessThanThreshold', 1, false], ['LessThanOrEqualToThreshold', 1, true], ['LessThanOrEqualToThreshold', 0, false],
])('an alarm on a greatest value of 1 that is %s %d can trigger: %s', (ComparisonOperator, Threshold, expected) => {
  const template = changed((t) => {
    const FilterPattern = '{ $.userIdentity.type = "Root" }';
    t.Resources.Filter = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'LogGroup' }, FilterPattern, MetricTransformations: [{ MetricNamespace: 'N', MetricName: 'M', MetricValue: '1' }] } };
    t.Resources.Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'N', MetricName: 'M', Statistic: 'Maximum', ComparisonOperator, Threshold, AlarmActions: [{ Ref: 'Topic' }] } };
  });
  expect(said(report(template), 'AlarmsConfigured').some((each) => each.includes('[None]'))).toBe(!expected);
});

test.each<[string, object, object, boolean]>([
  ['events are counted, of which there may be one', { Statistic: 'SampleCount', Threshold: 2 }, {}, true],
  ['the value is blank', { Statistic: 'Maximum', Threshold: 0 }, { MetricValue: ' ' }, true],
  ['the value is too great', { Statistic: 'Maximum', Threshold: 1 }, { MetricValue: 1 }, false],
])('an alarm on less than a threshold, where %s', (_, properties, transformation, expected) => {
  const template = changed((t) => {
    const MetricTransformations = [{ MetricNamespace: 'N', MetricName: 'M', MetricValue: '1', ...transformation }];
    t.Resources.Filter = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'LogGroup' }, FilterPattern: '{ $.userIdentity.type = "Root" }', MetricTransformations } };
    t.Resources.Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'N', MetricName: 'M', ComparisonOperator: 'LessThanThreshold', AlarmActions: [{ Ref: 'Topic' }], ...properties } };
  });
  expect(said(report(template), 'AlarmsConfigured').some((each) => each.includes('[None]'))).toBe(!expected);
});

describe('statements that let others change log files', () => {
  const lets = (Action: string[], account = OTHER) => adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action, Resource: OBJECTS });
  const actions = ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload', 's3:PutObjectAcl'];

  test.each([[3, '.'], [4, ' and 1 more.'], [5, ' and 2 more.']])('%d actions are named, the first three by name', (count, end) => {
    const [detail] = detailsOf(changed(lets(actions.slice(0, count))), 'BucketPolicyLeastPrivilege', 'Changes');
    expect(detail).toBe(`Statement 3 lets "arn:aws:iam::${OTHER}:root" change log files or the bucket: s3:PutObject, s3:DeleteObject, s3:DeleteObjectVersion${end}`);
  });

  test('are named ten at a time', () => {
    const many = Array.from({ length: 12 }, (_, index) => lets(['s3:PutObject'], String(100000000000 + index)));
    const [detail] = detailsOf(changed(...many), 'BucketPolicyLeastPrivilege', 'Changes');
    expect(detail.match(/ lets /g)).toHaveLength(10);
    expect(detail).toMatch(/ The same applies to 2 more statements\.$/);
  });
});

test.each<[string, string, string[]]>([
  ['of the account', `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`, []],
  ['with an ARN of the account behind something else', `*arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`, ['non-compliant BucketPolicySourceArn[AnyTrail] BucketPolicy']],
])('a pattern of sources %s', (_, pattern, expected) => {
  const template = changed({ 'BucketPolicy.PolicyDocument.Statement.2.Condition': { StringLike: { 'aws:SourceArn': pattern } } });
  expect(said(report(template), 'BucketPolicySourceArn')).toEqual(expected);
});

test('a replica whose primary key is not in the app says so', () => {
  const template = changed({ 'Trail.KMSKeyId': { 'Fn::GetAtt': ['Replica', 'Arn'] } }, (t) => {
    t.Resources.Replica = { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: FOREIGN_KEY, KeyPolicy: t.Resources.Key.Properties.KeyPolicy } };
  });
  expect(detailsOf(template, 'KeyRotationEnabled')).toEqual(['Cannot see the key 12345678-1234-1234-1234-123456789012, which is not in this app']);
});

test.each<[string, object, boolean]>([
  ['the id of a role with any session', { StringLike: { 'aws:userid': 'AROAABCDEFGHIJKLMNOP:*' } }, false],
  ['what begins like the id of a role', { StringLike: { 'aws:userid': 'AROAABCDEFGHIJKLMNOP*' } }, true],
  ['anything but an id', { StringLike: { 'aws:userid': '*' } }, true],
  ['a star, taken as it is', { StringEqualsIgnoreCase: { 'aws:PrincipalAccount': '*' } }, false],
  ['any account', { StringLike: { 'aws:PrincipalAccount': '*' } }, true],
])('anybody under the condition of %s', (_, Condition, expected) => {
  const found = said(report(changed(adding('BucketPolicy', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition }))), 'BucketPolicyLeastPrivilege');
  expect(found.some((each) => each.includes('[AnyPrincipal]'))).toBe(expected);
});
