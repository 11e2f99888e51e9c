import { CIS_CONTROLS } from '../../../src/cloudtrail/cis/cis-controls';
import { inScope } from '../../../src/nag/engine/cloudformation/scope';
import { Template } from '../../../src/nag/engine/cloudformation/template';
import { adding, GIVEN, withUnknowns } from '../helpers/changes';
import { report } from '../helpers/reports';
import { ACCOUNT, agnosticStack, changed, findings, stack, type TestTemplate, verdicts } from '../helpers/templates';

/* Small mistakes in rules and engine that no other test notices (`npm run mutants` makes them). */

const OTHER = '999988887777';
const OUTSIDER = { AWS: `arn:aws:iam::${OTHER}:root` };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ids = (found: readonly string[]) => found.map((verdict) => /\[(.*)\]$/.exec(verdict)?.[1] ?? '');

test.each<[string, object, string[]]>([
  ['principals of another account', { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER } } }, ['Outsiders']],
  ['a service that works for another account', { Principal: '*', Condition: { StringEquals: { 'aws:SourceAccount': OTHER } } }, []],
  ['the account together with another one', { Principal: { AWS: [ACCOUNT, OTHER] } }, ['Outsiders']],
  ['a number with one digit more', { Principal: { AWS: `${ACCOUNT}0` } }, ['Outsiders']],
  ['others who create grants for services of AWS', { Principal: OUTSIDER, Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'TRUE' } } }, []],
])('the key may be administered by %s', (_, statement, expected) => {
  const found = verdicts('CloudTrailKeyPolicyLeastPrivilege', changed(adding('Key', { Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: '*', ...statement })));
  expect(ids(found)).toEqual(expected);
});

test.each([[{ Ref: 'AWS::AccountId' }], [{ 'Fn::Sub': '${AWS::AccountId}' }], [{ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' }]])(
  'the own account %j administers its key, also where only the deployment knows it', (AWS) => {
    const statement = { Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' };
    const template = changed({ 'Key.KeyPolicy.Statement.0': statement });
    expect(verdicts('CloudTrailKeyPolicyLeastPrivilege', [agnosticStack(template)])).toEqual([]);
  });

test('of a feedback loop, what the selectors leave open is said', () => {
  const template = withUnknowns({
    'Bucket.BucketName': { 'Fn::Sub': 'audit-${Env}' },
    'Trail.EventSelectors': [{ DataResources: [{ Type: 'AWS::S3::Object', Values: [{ 'Fn::Sub': 'arn:aws:s3:::${Given}/' }] }] }],
  });
  expect(findings('CloudTrailDataEventsNoFeedbackLoop', template).map(({ detail }) => detail)).toEqual(['Cannot see the parameter Given']);
});

test('a pattern of organizations is none, also where its beginning is not known', () => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition: { StringLike: { 'aws:PrincipalOrgID': { 'Fn::Sub': '${Given}*' } } } };
  expect(verdicts('CloudTrailBucketPolicyLeastPrivilege', withUnknowns(adding('BucketPolicy', statement))))
    .toEqual(['non-compliant BucketPolicy PolicyDocument.Statement.3 [AnyPrincipal]']);
});

test.each(['sns:Publish', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:RemovePermission', 'sns:DeleteTopic', 'sns:PutDataProtectionPolicy'])(
  'others may not call %s on the topic', (Action) => {
    const statement = adding('TopicPolicy', { Effect: 'Allow', Principal: OUTSIDER, Action, Resource: { Ref: 'Topic' } });
    expect(ids(verdicts('CloudTrailTopicPolicySourceArn', changed(statement)))).toEqual(['Outsiders']);
  });

test.each([[1, true], [2, false], [3, true], [4, false], [5, true], [6, false], [7, true]])('CloudWatch Logs takes %i days: %j', (days, expected) => {
  expect(verdicts('CloudTrailLogGroupRetention', changed({ 'LogGroup.RetentionInDays': days }), { requiredRetentionDays: 1 }).length === 0).toBe(expected);
});

test.each<[string, object]>([
  ['a denial of older TLS', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' } } }],
  ['a denial to other organizations', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceOrgID': 'o-abcdefghij' } } }],
])('CloudTrail delivers in spite of %s', (_, statement) => {
  expect(verdicts('CloudTrailBucketPolicyAllowsDelivery', changed(adding('BucketPolicy', statement)))).toEqual([]);
});

test.each([[KEY_ID, true], [KEY_ID.toUpperCase(), true], [`mrk-${'0a'.repeat(16)}`, true], [`x${KEY_ID}`, false], [`${KEY_ID}x`, false], [`mrk-${'0a'.repeat(17)}`, false]])(
  '%s names a key: %j', (KMSKeyId, expected) => {
    expect(verdicts('CloudTrailEncryptionEnabled', changed({ 'Trail.KMSKeyId': KMSKeyId })).length === 0).toBe(expected);
  });

// Such objects cannot be made a text.
describe.each([[{ A: { Ref: 'Nobody' } }], [{ toString: 1 }]])('%j', (value) => {
  test.each(['Trail.KMSKeyId', 'LogGroup.RetentionInDays', 'LogsRole.ManagedPolicyArns', 'LogGroup.KmsKeyId', 'Bucket.BucketEncryption'])('in the place of %s is no failure of a rule', (path) => {
    const found = report(changed({ [path]: path.endsWith('Arns') ? [value] : value }));
    expect(found.filter(({ failed }) => failed)).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  test('in the place of the type of a parameter is no failure of the loops over it', () => {
    const template = changed();
    Object.assign(template, { Transform: 'AWS::LanguageExtensions', Parameters: { Names: { Type: value } } });
    template.Resources['Fn::ForEach::More'] = ['Name', { Ref: 'Names' }, { 'Trail${Name}': template.Resources.Trail }] as never;
    expect(report(template).filter(({ failed }) => failed)).toEqual([]);
  });
});

test('what names no key is said of the bucket', () => {
  const change = { 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID': 'aws/s3' };
  expect(findings('CloudTrailBucketEncryptionKMS', changed(change)).map(({ detail }) => detail)).toEqual([expect.stringMatching(/^"aws\/s3" names no key/)]);
});

test.each(['CloudTrailBucketPolicySourceArn', 'CloudTrailBucketPolicyLeastPrivilege', 'CloudTrailBucketPublicAccessBlocked'])(
  'a denial that cannot be read lets nobody in: %s', (rule) => {
    expect(verdicts(rule, withUnknowns(adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: GIVEN, Resource: { List: true } })))).toEqual([]);
  });

test('a long name is cut between characters', () => {
  const role = (name: string) => findings('CloudTrailBucketPolicyLeastPrivilege', changed(adding('BucketPolicy', {
    Effect: 'Allow', Principal: { AWS: name }, Action: 's3:PutObject', Resource: OBJECTS,
  })))[0].detail;
  expect(role(`x${'é'.repeat(199)}`)).toContain(`"x${'é'.repeat(199)}"`);
  expect(role(`x${'é'.repeat(200)}`)).toContain(`"x${'é'.repeat(198)}…"`);
});

test.each([
  'S3BucketName', 'BucketName', 'Bucket', 'DestinationBucketName', 'KMSKeyId', 'KMSMasterKeyID', 'KmsKeyId', 'KmsMasterKeyId', 'TargetKeyId', 'PrimaryKeyArn', 'AliasName',
  'CloudWatchLogsLogGroupArn', 'LogGroupName', 'CloudWatchLogsRoleArn', 'RoleName', 'Roles', 'SnsTopicName', 'TopicName', 'Topics', 'TopicArn', 'MetricNamespace',
  'Namespace', 'ManagedPolicyName', 'ManagedPolicyArns',
])('%s makes two templates one set', (property) => {
  const template = (stackPath: string, value: unknown, more: object = {}) => {
    return new Template(stack({ Resources: { R: { Properties: { [property]: value, ...more } } } }, { stackPath }));
  };
  const paths = (value: unknown) => inScope([template('Trail', 'shared', { Of: 'cloudtrail' }), template('Other', value)]).map(({ stackPath }) => stackPath);
  expect(paths('shared')).toEqual(['Trail', 'Other']);
  expect(paths(['shared'])).toEqual(['Trail', 'Other']);
  expect(paths('another')).toEqual(['Trail']);
});

test('an alarm whose action is an import of another app watches', () => {
  const template: TestTemplate = {
    Resources: {
      Group: { Type: 'AWS::Logs::LogGroup' },
      Filter: {
        Type: 'AWS::Logs::MetricFilter',
        Properties: {
          LogGroupName: { Ref: 'Group' },
          FilterPattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
          MetricTransformations: [{ MetricName: 'M', MetricNamespace: 'N', MetricValue: '1' }],
        },
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          MetricName: 'M', Namespace: 'N', AlarmActions: [{ 'Fn::ImportValue': 'alerts' }], ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1,
        },
      },
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          IsLogging: true, S3BucketName: 'audit', CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] }, CloudWatchLogsRoleArn: `arn:aws:iam::${ACCOUNT}:role/logs`,
        },
      },
    },
  };
  const others = CIS_CONTROLS.filter(({ id }) => id !== 'RootUserUsage').map(({ id }) => `non-compliant ${id}`).sort();
  const said = report(template).filter(({ rule }) => rule === 'CloudTrailAlarmsConfigured').map(({ answer, findingId }) => `${answer} ${findingId}`).sort();
  expect(said).toEqual(others);
});
