import { changed, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailCloudWatchLogsEnabled';
const trail = (group: unknown, role: unknown) => changed({ 'Trail.CloudWatchLogsLogGroupArn': group, 'Trail.CloudWatchLogsRoleArn': role }, withUnknowns);
const GROUP = { 'Fn::GetAtt': ['LogGroup', 'Arn'] };
const ROLE = { 'Fn::GetAtt': ['LogsRole', 'Arn'] };

test.each<[string, unknown, unknown]>([
  ['a log group and a role of the app', GROUP, ROLE],
  ['those of somebody else', 'arn:aws:logs:eu-west-1:111122223333:log-group:audit:*', 'arn:aws:iam::111122223333:role/audit'],
  ['one role or another', GROUP, either(ROLE, 'arn:aws:iam::111122223333:role/audit')],
  ['an ARN with a parameter in it', { 'Fn::Sub': 'arn:aws:logs:eu-west-1:111122223333:log-group:${Given}:*' }, ROLE],
  ['a role by a literal name in the ARN', GROUP, { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/audit' }],
])('%s is compliant', (_, group, role) => {
  expect(verdicts(rule, trail(group, role))).toEqual([]);
});

test.each<[string, unknown, unknown]>([
  ['neither', undefined, undefined],
  ['two empty texts, with which logging is switched off', '', ''],
  ['a role alone', undefined, ROLE],
  ['an empty log group', '', ROLE],
  ['no log group in any case', either('', { Ref: 'AWS::NoValue' }), undefined],
])('%s is not', (_, group, role) => {
  expect(verdicts(rule, trail(group, role))).toEqual(['non-compliant Trail CloudWatchLogsLogGroupArn']);
});

test.each([[undefined], [''], [null]])('a log group with the role %j is not', (role) => {
  expect(verdicts(rule, trail(GROUP, role))).toEqual(['non-compliant Trail CloudWatchLogsRoleArn [Role]']);
});

test.each<[string, unknown, unknown, string[]]>([
  ['a parameter as log group', PARAMETER, ROLE, ['cannot-tell Trail CloudWatchLogsLogGroupArn']],
  ['a parameter as role', GROUP, PARAMETER, ['cannot-tell Trail CloudWatchLogsRoleArn [Role]']],
  ['a log group under a condition', either(GROUP, ''), ROLE, ['cannot-tell Trail CloudWatchLogsLogGroupArn']],
  ['both under the same condition', either(GROUP, ''), either(ROLE, ''), ['cannot-tell Trail CloudWatchLogsLogGroupArn']],
])('%s cannot be told', (_, group, role, expected) => {
  expect(verdicts(rule, trail(group, role))).toEqual(expected);
});

test.each([
  ['an import', { 'Fn::ImportValue': 'Role' }],
  ['an output of another stack', { 'Fn::GetStackOutput': { StackName: 'Roles', OutputName: 'Role' } }],
  ['a stored parameter', '{{resolve:ssm:/audit/role}}'],
  ['an attribute', { 'Fn::GetAtt': ['Elsewhere', 'Outputs.Role'] }],
])('%s is never empty', (_, role) => {
  expect(verdicts(rule, trail(GROUP, role))).toEqual([]);
});
