import { unseenThing } from '../../../src/nag/reporting/unseen';
import { without } from '../helpers/changes';
import { report } from '../helpers/reports';
import { ACCOUNT, REGION, stack, type TestTemplate } from '../helpers/templates';
import { all, type Change, declaring, OTHER, resource, varied } from '../helpers/variations';

/* References to other stacks, followed where the stack is in the app, and said once where it is not. */

const output = (OutputName: string, more: object = {}) => ({ 'Fn::GetStackOutput': { StackName: 'shared', OutputName, ...more } });

/** The right template, some resources of which are in another stack that offers them as outputs. */
function split(ids: readonly string[], property: string, attribute: string | undefined, more: object = {}, ...changes: Change[]) {
  const whole = varied(...changes);
  const shared: TestTemplate = { Resources: {}, Outputs: { Id: { Value: attribute ? { 'Fn::GetAtt': [ids[0], attribute] } : { Ref: ids[0] } } } };
  for (const id of ids) {
    shared.Resources[id] = whole.Resources[id];
    delete whole.Resources[id];
  }
  const written = JSON.stringify(whole).replaceAll(JSON.stringify({ Ref: ids[0] }), JSON.stringify(output('Id', more)))
    .replaceAll(JSON.stringify({ 'Fn::GetAtt': [ids[0], 'Arn'] }), JSON.stringify(output('Id', more)));
  const trail = JSON.parse(written) as TestTemplate;
  trail.Resources.Trail.Properties[property] = output('Id', more);
  trail.Resources.Trail.DependsOn = trail.Resources.Trail.DependsOn.filter((id: string) => trail.Resources[id]);
  return [stack(trail, { dependencies: ['Shared'] }), stack(shared, { stackPath: 'Shared', stackName: 'shared' })];
}

describe('an output of another stack, by its name', () => {
  const TOPIC = { 'Topic.KmsMasterKeyId': undefined };
  const isAbout = (...rules: string[]) => (each: string) => rules.some((rule) => each.includes(` ${rule}`));

  test.each<[string, ReturnType<typeof split>, string, string[]]>([
    ['a topic with its policy', split(['Topic', 'TopicPolicy'], 'SnsTopicName', undefined, {}, TOPIC), 'Topic', ['non-compliant TopicEncrypted Topic']],
    ['the same in the Region, written out', split(['Topic', 'TopicPolicy'], 'SnsTopicName', undefined, { Region: REGION }, TOPIC), 'Topic', ['non-compliant TopicEncrypted Topic']],
    ['the same in another Region', split(['Topic', 'TopicPolicy'], 'SnsTopicName', undefined, { Region: 'us-east-1' }, TOPIC), 'Topic',
      // The topic here is judged as one of a trail of another app; the policy may be that of the topic which the trail names.
      ['cannot-tell TopicEncrypted Trail', 'cannot-tell TopicPolicySourceArn[AnyTrail] TopicPolicy', 'cannot-tell TopicPolicySourceArn[Publish] TopicPolicy', 'non-compliant TopicEncrypted Topic']],
    ['a role with its policy', split(['LogsRole', 'LogsPolicy'], 'CloudWatchLogsRoleArn', 'Arn', {}, { 'LogsPolicy.PolicyDocument.Statement.0.Action': 'logs:*', 'LogsPolicy.PolicyDocument.Statement.0.Resource': '*' }),
      'LogsRole', ['non-compliant LogsRoleLeastPrivilege[Excess] LogsPolicy']],
    ['a key', split(['Key'], 'KMSKeyId', 'Arn', {}, { 'Key.EnableKeyRotation': false }), 'KeyRotation', ['non-compliant KeyRotationEnabled Key']],
    ['a log group', split(['LogGroup'], 'CloudWatchLogsLogGroupArn', 'Arn', {}, { 'LogGroup.RetentionInDays': 30 }), 'LogGroupRetention', ['non-compliant LogGroupRetention LogGroup']],
  ])('is followed for %s', (...[, stacks, rule, expected]) => {
    expect(all(...stacks).filter(isAbout(rule)).sort()).toEqual(expected);
  });

  test.each<[string, object, string[]]>([
    ['of the account of the role that reads it', { RoleArn: `arn:aws:iam::${OTHER}:role/reader` }, ['non-compliant KeyRotationEnabled Key']],
    ['of no other account without a role', {}, ['cannot-tell KeyRotationEnabled Trail']],
    ['of no other stack', { RoleArn: `arn:aws:iam::${OTHER}:role/reader`, StackName: 'elsewhere' }, ['cannot-tell KeyRotationEnabled Trail']],
    ['of no other output', { RoleArn: `arn:aws:iam::${OTHER}:role/reader`, OutputName: 'Arn' }, ['cannot-tell KeyRotationEnabled Trail']],
  ])('is that %s', (_, more, expected) => {
    const keys = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: {} } }, Outputs: { Id: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } } };
    const stacks = [stack(varied({ 'Trail.KMSKeyId': output('Id', more) })), stack(keys, { stackPath: 'Shared', stackName: 'shared', account: OTHER })];
    expect(all(...stacks).filter(isAbout('KeyRotation'))).toEqual(expected);
  });
});

describe('what is not in the app', () => {
  const things = (...changes: Change[]) => new Set(report(varied(...changes)).filter(({ answer }) => answer === 'cannot-tell').map((finding) => unseenThing(finding)));
  const withNames = declaring({ Name: { Type: 'String' } });

  test.each<[string, Change[], string]>([
    ['a bucket by its name', [without('Bucket', 'BucketPolicy', 'AccessLogsPolicy'), { 'Trail.S3BucketName': 'central' }], 'the bucket central, which is not in this app'],
    ['a bucket by an import', [without('Bucket', 'BucketPolicy', 'AccessLogsPolicy'), { 'Trail.S3BucketName': { 'Fn::ImportValue': 'logs' } }], 'the import logs'],
    ['a bucket by an output', [without('Bucket', 'BucketPolicy', 'AccessLogsPolicy'), { 'Trail.S3BucketName': output('Logs') }], 'the output Logs of the stack shared'],
    ['a topic by its name', [without('Topic', 'TopicPolicy'), { 'Trail.SnsTopicName': 'deliveries' }], 'the topic deliveries, which is not in this app'],
    ['a topic by a parameter', [without('Topic', 'TopicPolicy'), withNames, { 'Trail.SnsTopicName': { Ref: 'Name' } }], 'the parameter Name'],
    ['a role by its ARN', [without('LogsRole', 'LogsPolicy'), { 'Trail.CloudWatchLogsRoleArn': `arn:aws:iam::${ACCOUNT}:role/deliver` }], 'the role deliver, which is not in this app'],
    ['an output of a nested stack', [without('Topic', 'TopicPolicy'), resource('Nested', 'AWS::CloudFormation::Stack', { TemplateURL: 'x' }), { 'Trail.SnsTopicName': { 'Fn::GetAtt': ['Nested', 'Outputs.Topic'] } }],
      'the value of Nested.Outputs.Topic'],
  ])('is one thing for all rules: %s', (_, changes, thing) => {
    expect([...things(...changes)]).toEqual([thing]);
  });
});
