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

describe('the owner of what is not in the app', () => {
  const OBJECT_EVENTS = { 'Trail.EventSelectors': [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] };
  const centralBucket = (more: object) => stack({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'central-logs' } } } }, { stackPath: 'Central', ...more });
  const withCentral = (more: object, ...changes: Change[]) => all(stack(varied(OBJECT_EVENTS, without('Bucket', 'BucketPolicy', 'AccessLogs', 'AccessLogsPolicy'), { 'Trail.S3BucketName': 'central-logs' }, ...changes)), centralBucket(more))
    .filter((each) => each.includes('FeedbackLoop'));

  test.each<[string, object, Change[], string[]]>([
    ['of another account', { account: OTHER }, [], []],
    ['of another account, with an organization trail', { account: OTHER }, [{ 'Trail.IsOrganizationTrail': true }], ['non-compliant DataEventsNoFeedbackLoop Trail']],
    ['of an account that only the deployment knows', { account: undefined }, [], ['cannot-tell DataEventsNoFeedbackLoop Trail']],
    ['of this account', {}, [], ['non-compliant DataEventsNoFeedbackLoop Trail']],
  ])('decides about events of a bucket %s', (_, more, changes, expected) => {
    expect(withCentral(more, ...changes)).toEqual(expected);
  });

  test.each<[string, Change[], string]>([
    ['a role of another account with the name of one in the app', [{ 'LogsRole.RoleName': 'deliver', 'Trail.CloudWatchLogsRoleArn': `arn:aws:iam::${OTHER}:role/deliver` }], 'cannot-tell LogsRoleLeastPrivilege Trail'],
    ['a topic of another account with the name of one in the app', [{ 'Topic.TopicName': 'audit', 'Trail.SnsTopicName': `arn:aws:sns:${REGION}:${OTHER}:audit` }], 'cannot-tell TopicEncrypted Trail'],
    ['an alias of another account', [resource('Alias', 'AWS::KMS::Alias', { AliasName: 'alias/audit', TargetKeyId: { Ref: 'Key' } }), { 'Trail.KMSKeyId': `arn:aws:kms:${REGION}:${OTHER}:alias/audit` }], 'cannot-tell KeyRotationEnabled Trail'],
    ['the alias of this account', [resource('Alias', 'AWS::KMS::Alias', { AliasName: 'alias/audit', TargetKeyId: { Ref: 'Key' } }), { 'Trail.KMSKeyId': `arn:aws:kms:${REGION}:${ACCOUNT}:alias/audit`, 'Key.EnableKeyRotation': false }], 'non-compliant KeyRotationEnabled Key'],
  ])('is in an ARN: %s', (_, changes, expected) => {
    expect(all(varied(...changes))).toContain(expected);
  });

  const given = (Type: object = { Type: 'String' }) => declaring({ Given: Type });
  const IN_PLACE: ReadonlyArray<[string, object]> = [['a parameter', { Ref: 'Given' }], ['an import', { 'Fn::ImportValue': 'x' }], ['an output', output('Id')]];

  test.each(IN_PLACE)('is not that of both buckets whose policies are in the app, when the trail names the bucket by %s', (_, name) => {
    const found = all(varied(given(), { 'Trail.S3BucketName': name }));
    expect(found.filter((each) => each.startsWith('non-compliant'))).toEqual([]);
    expect(found.join()).not.toContain('SecondPolicy');
  });

  test.each(IN_PLACE)('is not that of both topics, when the trail names the topic by %s', (_, name) => {
    const found = all(varied(given(), { 'Trail.SnsTopicName': name }, (t) => {
      t.Resources.Alerts = { Type: 'AWS::SNS::Topic', Properties: {} };
      t.Resources.AlertsPolicy = { ...t.Resources.TopicPolicy, Properties: { ...t.Resources.TopicPolicy.Properties, Topics: [{ Ref: 'Alerts' }] } };
    }));
    expect(found.join()).not.toContain('SecondPolicy');
  });

  test.each(IN_PLACE)('of a bucket for access logs that is named by %s cannot be told', (_, name) => {
    expect(all(varied(given(), { 'Bucket.LoggingConfiguration.DestinationBucketName': name }))).toEqual(['cannot-tell BucketAccessLoggingEnabled[Destination] Bucket']);
  });

  const who = (logicalId: string, Action: string, AWS: unknown, type?: object) => all(varied(given(type), (t) => {
    const { PolicyDocument, KeyPolicy } = t.Resources[logicalId].Properties;
    (PolicyDocument ?? KeyPolicy).Statement.push({ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' });
  }));

  test.each<[string, unknown, object | undefined, string[]]>([
    ['a parameter', { Ref: 'Given' }, undefined, ['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key', 'cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a parameter for an ARN', { Ref: 'Given' }, { Type: 'String', AllowedPattern: '^arn:aws:iam::\\d{12}:role/[\\w+=,.@-]+$' }, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a parameter for an ARN of several partitions', { Ref: 'Given' }, { Type: 'String', AllowedPattern: 'arn:(aws|aws-cn):iam::[0-9|]{12}:.*' }, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a parameter for an ARN or anything', { Ref: 'Given' }, { Type: 'String', AllowedPattern: 'arn:.*|.+' }, ['cannot-tell KeyPolicyLeastPrivilege[AnyPrincipal] Key', 'cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['the account of a parameter', { 'Fn::Sub': 'arn:aws:iam::${Given}:root' }, undefined, ['cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key']],
    ['a role of this account', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Given}' }, undefined, []],
  ])('decides whether a principal may administer the key: %s', (_, principal, type, expected) => {
    expect(who('Key', 'kms:PutKeyPolicy', principal, type)).toEqual(expected);
  });

  test('decides nothing where no principal may do it', () => {
    expect(who('BucketPolicy', 's3:DeleteObject', { Ref: 'Given' })).toContain('non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy');
  });

  const PUBLIC = { Effect: 'Allow', Principal: { Ref: 'Given' }, Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' };
  test('of a principal that is a parameter as a whole is everybody, or none', () => {
    const found = all(varied(given(), (t) => t.Resources.BucketPolicy.Properties.PolicyDocument.Statement.push(PUBLIC)));
    expect(found).toEqual(['cannot-tell BucketPolicyLeastPrivilege[AnyPrincipal] BucketPolicy', 'cannot-tell BucketPublicAccessBlocked[Policy] BucketPolicy']);
  });
});

describe('a reference to what is no key', () => {
  const KEY_OF_BUCKET = 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID';
  const isUsed = resource('Database', 'AWS::RDS::DBInstance', {});

  test.each<[string, Change[], string]>([
    ['a bucket, of the trail', [{ 'Trail.KMSKeyId': { Ref: 'Bucket' } }], 'non-compliant EncryptionEnabled Trail'],
    ['a topic, of the trail', [{ 'Trail.KMSKeyId': { Ref: 'Topic' } }], 'non-compliant EncryptionEnabled Trail'],
    ['the ARN of a role, of the trail', [{ 'Trail.KMSKeyId': { 'Fn::GetAtt': ['LogsRole', 'Arn'] } }], 'non-compliant EncryptionEnabled Trail'],
    ['a bucket, of the bucket', [{ [KEY_OF_BUCKET]: { Ref: 'AccessLogs' } }], 'non-compliant BucketEncryptionKMS[Key] Bucket'],
    ['a role, of the topic', [{ 'Topic.KmsMasterKeyId': { Ref: 'LogsRole' } }], 'non-compliant TopicPolicySourceArn[Key] Topic'],
    ['a topic, of the log group', [{ 'LogGroup.KmsKeyId': { Ref: 'Topic' } }], 'non-compliant LogGroupEncrypted LogGroup'],
    ['the key of a database, of the trail', [isUsed, { 'Trail.KMSKeyId': { 'Fn::GetAtt': ['Database', 'MasterUserSecret.KmsKeyId'] } }], 'cannot-tell KeyRotationEnabled Trail'],
  ])('%s: %s', (_, changes, expected) => {
    const found = all(varied(...changes));
    expect(found).toContain(expected);
    expect(found.some((each) => each.includes('EncryptionEnabled'))).toBe(expected.includes('EncryptionEnabled'));
  });
});

describe('a second policy on a condition', () => {
  const second = (Condition: string, ofFirst?: string): Change[] => [declaring({ Env: { Type: 'String' } }, {
    Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] }, Dev: { 'Fn::Equals': [{ Ref: 'Env' }, 'dev'] } },
  }), (t) => {
    t.Resources.Second = { ...t.Resources.BucketPolicy, Condition };
    t.Resources.Trail.DependsOn.push('Second');
    if (ofFirst) t.Resources.BucketPolicy.Condition = ofFirst;
  }];

  test.each<[string, Change[], string[]]>([
    ['takes the place of the first where it is there', second('Prod'), ['cannot-tell BucketPolicyAllowsDelivery[SecondPolicy] Second']],
    ['takes its place where both are there', second('Prod', 'Prod'), ['cannot-tell BucketPolicyAllowsDelivery[SecondPolicy] Second']],
    ['is the first where the first is not', second('Prod', 'Dev'), []],
  ])('%s', (_, changes, expected) => {
    expect(all(varied(...changes)).filter((each) => each.includes('SecondPolicy'))).toEqual(expected);
  });
});
