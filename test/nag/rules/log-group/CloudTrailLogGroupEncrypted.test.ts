import { adding, either, GIVEN, withUnknowns } from '../../helpers/changes';
import { ACCOUNT, agnosticStack, changed, findings, REGION, stack, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailLogGroupEncrypted';
const LOGS = 'Key.KeyPolicy.Statement.3';
const key = (value: unknown) => ({ 'LogGroup.KmsKeyId': value });
const context = (operator: string, value: unknown) => ({ [`${LOGS}.Condition`]: { [operator]: { 'kms:EncryptionContext:aws:logs:arn': value } } });
const REFUSED = ['non-compliant Key KeyPolicy [KeyPolicy]'];
const GROUP = { 'LogGroup.LogGroupName': 'audit' };

test('a key whose policy admits CloudWatch Logs is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['the documented actions', { [`${LOGS}.Action`]: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'] }],
  ['no condition', { [`${LOGS}.Condition`]: undefined }],
  ['exactly the log group', { ...GROUP, ...context('ArnEquals', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:audit`) }],
  ['the log group by reference to its name', context('ArnLike', { 'Fn::Sub': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:\${LogGroup}` })],
  ['the service by a pseudo parameter', { [`${LOGS}.Principal.Service`]: { 'Fn::Sub': 'logs.${AWS::Region}.${AWS::URLSuffix}' } }],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each([[undefined], [''], ['alias/aws/logs'], [`arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/logs`]])('KmsKeyId %j is not', (value) => {
  expect(verdicts(rule, changed(key(value)))).toEqual(['non-compliant LogGroup KmsKeyId']);
});

test.each<[string, Record<string, unknown>]>([
  ['another service', { [`${LOGS}.Principal.Service`]: 's3.amazonaws.com' }],
  ['CloudWatch Logs of another Region', { [`${LOGS}.Principal.Service`]: 'logs.us-east-1.amazonaws.com' }],
  ['too little', { [`${LOGS}.Action`]: ['kms:Encrypt', 'kms:Decrypt'] }],
  ['the context of another log group', { ...GROUP, ...context('ArnEquals', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:other`) }],
  ['the ARN with :* behind it, which is not the context',
    { ...GROUP, ...context('StringEquals', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:audit:*`) }],
  ['no policy of its own', { 'Key.KeyPolicy': { Statement: [] } }],
])('a key policy with %s is not', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual(REFUSED);
});

test('a denial counts', () => {
  expect(verdicts(rule, changed(adding('Key', { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' })))).toEqual(REFUSED);
});

test('the service has the suffix of its partition', () => {
  const china = changed({ [`${LOGS}.Principal.Service`]: 'logs.cn-north-1.amazonaws.com.cn', [`${LOGS}.Condition`]: undefined });
  expect(verdicts(rule, [stack(china, { region: 'cn-north-1' })])).toEqual([]);
});

test('in a stack without an environment pseudo parameters meet', () => {
  const template = changed({ [`${LOGS}.Principal.Service`]: { 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' } }, context('ArnLike', {
    'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:*',
  }));
  expect(verdicts(rule, [agnosticStack(template)])).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a key that is a parameter', key(GIVEN), 'LogGroup KmsKeyId'],
  ['a key under one outcome of a condition', key(either({ 'Fn::GetAtt': ['Key', 'Arn'] }, { Ref: 'AWS::NoValue' })), 'LogGroup KmsKeyId'],
  ['a policy that is a parameter', { 'Key.KeyPolicy': GIVEN }, 'Key KeyPolicy [KeyPolicy]'],
  ['a condition that nobody knows', { [`${LOGS}.Condition`]: { StringEquals: { 'aws:SourceOrgID': 'o-1' } } }, 'Key KeyPolicy [KeyPolicy]'],
])('%s cannot be told', (_, change, place) => {
  expect(verdicts(rule, withUnknowns(change))).toEqual([`cannot-tell ${place}`]);
});

test('the policy of a key of another app cannot be told, and the finding can be told apart', () => {
  expect(findings(rule, changed(key('arn:aws:kms:eu-west-1:999999999999:key/1')))).toMatchObject([{
    answer: 'cannot-tell', logicalId: 'LogGroup', property: 'KmsKeyId', findingId: 'KeyPolicy', detail: 'Cannot see the key 1, which is not in this app',
  }]);
});

test('a log group of another app cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.CloudWatchLogsLogGroupArn': { 'Fn::ImportValue': 'Group' } }))).toEqual([
    'cannot-tell Trail CloudWatchLogsLogGroupArn',
  ]);
});
