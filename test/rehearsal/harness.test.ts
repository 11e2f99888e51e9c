/** The rehearsal itself: each check fails when it must, and only then. */
import { bucketPolicy, checks, cloudtrail, first, right, role, then, withoutTrail } from './harness-helpers';
import { type Existing, play } from './rehearsal';
import type { Check } from './report';
import { allow, edited, encryption, policy, type Resources, stack } from './templates';

test('a right trail is created, updated, kept and deleted without a problem', () => {
  expect(play([
    first(right),
    then(edited(right, { Trail: { Properties: { IsMultiRegionTrail: true } } })),
    { name: 'again', deploy: [stack(right)] },
    { name: 'gone', destroy: [stack(right)] },
  ]).problems).toEqual([]);
});

describe('a trail is refused', () => {
  const keyPolicy = (...statements: unknown[]) => ({ Key: { Properties: { KeyPolicy: policy(allow({ AWS: '111122223333' }, 'kms:*'), ...statements) } } });
  const logsUse = right.Key.Properties!.KeyPolicy.Statement[2];
  const noLogs = { Group: undefined, Role: undefined };
  const plainTrail = { CloudWatchLogsLogGroupArn: undefined, CloudWatchLogsRoleArn: undefined };
  const cases: [string, Check, Parameters<typeof edited>[1]][] = [
    ['before the policy of its bucket', 'trail-bucket', { Trail: { DependsOn: ['TopicPolicy', 'Alias'] } }],
    ['by a bucket policy for other folders', 'trail-bucket', { Trail: { Properties: { S3KeyPrefix: 'corp' } } }],
    ['before the alias of its key', 'trail-key', { Trail: { DependsOn: ['Policy', 'TopicPolicy'] } }],
    ['by a key that does not admit CloudTrail', 'trail-key', { ...keyPolicy(logsUse), Topic: { Properties: { KmsMasterKeyId: undefined } } }],
    ['by the key of its bucket, when that is another one', 'trail-key', {
      Other: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(allow({ AWS: '111122223333' }, 'kms:*')) } },
      Bucket: { Properties: { BucketEncryption: encryption({ Ref: 'Other' }) } },
    }],
    ['before the policy of its topic', 'trail-topic', { Trail: { DependsOn: ['Policy', 'Alias'] } }],
    ['by a topic with an AWS managed key', 'trail-topic', { Topic: { Properties: { KmsMasterKeyId: 'alias/aws/sns' } } }],
    ['by the key of its topic', 'trail-topic', {
      Other: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(allow({ AWS: '111122223333' }, 'kms:*')) } },
      Topic: { Properties: { KmsMasterKeyId: { Ref: 'Other' } } },
    }],
    ['by a role that CloudTrail may not assume', 'trail-logs', {
      Role: { Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }) } },
    }],
    ['by a role that may not write', 'trail-logs', { Role: { Properties: { Policies: [] } } }],
    ['without its log group', 'trail-logs', {
      ...noLogs, Trail: { Properties: { ...plainTrail, CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:/gone:*', CloudWatchLogsRoleArn: 'arn:x' } },
    }],
    ['for the reason that the test gives', 'injected', {}],
  ];

  test.each(cases)('%s', (_, check, changes) => {
    const failing = check === 'injected' ? ['Trail'] : undefined;
    const { problems, steps } = play([{ ...first(edited(right, changes)), failing }]);
    expect(problems.map((problem) => problem.check)).toEqual(check === 'injected' ? [] : [check]);
    // Some are refused in the unlucky order only.
    expect(steps[0].deployed).toBe(false);
  });

  test('when it is the sixth of its Region', () => {
    const trails = [...'ABCDEF'].map((id): [string, Resources[string]] => [id, {
      ...right.Trail, Properties: { ...right.Trail.Properties, TrailName: `audit-${id}` },
    }]);
    expect(checks([first({ ...withoutTrail, ...Object.fromEntries(trails) })])).toEqual(['trail-limit']);
  });
});

describe('other resources are refused', () => {
  const group = (properties: Record<string, unknown>, dependsOn?: string): Resources => ({
    Key: right.Key, Group: { Type: 'AWS::Logs::LogGroup', DependsOn: dependsOn, Properties: { LogGroupName: '/audit', ...properties } },
  });
  const topic = { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } };
  const cases: [string, Check, Resources][] = [
    ['a bucket policy for a role that is not there', 'unknown-principal', bucketPolicy({ AWS: 'arn:aws:iam::111122223333:role/nobody' })],
    ['a bucket policy for a role that comes later', 'unknown-principal', { ...bucketPolicy({ AWS: 'arn:aws:iam::111122223333:role/reader' }), ...role('reader') }],
    ['a key policy for a role that is not there', 'unknown-principal', {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(allow({ AWS: 'arn:aws:iam::111122223333:role/nobody' }, 'kms:Decrypt')) } },
    }],
    ['a topic policy for a role that is not there', 'unknown-principal', {
      ...topic,
      TopicPolicy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: policy(allow({ AWS: 'arn:aws:iam::111122223333:role/nobody' }, 'sns:Publish')) } },
    }],
    ['a trust policy for a role that is not there', 'unknown-principal', {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::1:role/x' }, Action: 'sts:AssumeRole' }) } },
    }],
    ['a second policy for one bucket', 'policy-exists', { ...bucketPolicy(cloudtrail), Second: bucketPolicy(cloudtrail).Policy }],
    ['a bucket policy of more than 20 KB', 'policy-too-large', bucketPolicy({ AWS: Array.from({ length: 1500 }, () => '111122223333') })],
    ['a bucket with a token for a name', 'invalid-name', { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: '${token[token.199]}logs' } } }],
    ['access logs to a bucket that is not there', 'missing-resource', {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { LoggingConfiguration: { DestinationBucketName: 'nothing-here' } } },
    }],
    ['a log group before the alias of a key', 'log-group-key', { ...group({ KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/audit' }), Alias: right.Alias }],
    ['a log group by a key that does not admit CloudWatch Logs', 'log-group-key', {
      ...group({ KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(allow({ AWS: '111122223333' }, 'kms:*')) } },
    }],
    ['an alias of no key', 'missing-resource', { Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/x', TargetKeyId: 'nothing' } } }],
    ['an alias without its prefix', 'invalid-name', { Key: right.Key, Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'audit', TargetKeyId: { Ref: 'Key' } } } }],
    ['a metric filter of a log group that comes later', 'missing-resource', {
      Filter: { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: '/audit', MetricTransformations: [] } },
    }],
    ['an alarm with a topic of another Region', 'wrong-region', {
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: ['arn:aws:sns:us-east-1:111122223333:alerts'] } },
    }],
    ['a rule with a topic of another Region', 'wrong-region', {
      Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'T', Arn: 'arn:aws:sns:us-east-1:111122223333:alerts' }] } },
    }],
    ['a rule with a topic that is not there', 'missing-resource', {
      Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'T', Arn: 'arn:aws:sns:eu-west-1:111122223333:alerts' }] } },
    }],
    ['a subscription to a topic that is not there', 'missing-resource', {
      Subscription: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:alerts' } },
    }],
    ['a topic by a key that is not there', 'missing-resource', { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/nothing' } } }],
    ['a policy for a role that is not there', 'missing-resource', { Inline: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['nobody'], PolicyDocument: policy() } } }],
    ['a role by a managed policy that is not there', 'missing-resource', {
      Role: { ...right.Role, Properties: { AssumeRolePolicyDocument: policy(), ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/nothing'] } },
    }],
    ['resources that wait for each other', 'cycle', {
      A: { Type: 'AWS::SNS::Topic', DependsOn: 'B' }, B: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::Sub': 'about ${A.TopicName}' } } },
    }],
  ];

  test.each(cases)('%s', (_, check, resources) => {
    expect(checks([first(resources)])).toEqual([check]);
  });

  test('but not those that wait for what they need', () => {
    const reader = bucketPolicy({ AWS: { 'Fn::GetAtt': ['Reader', 'Arn'] } });
    expect(checks([first({ ...reader, ...role('reader') })])).toEqual([]);
    expect(checks([first({ ...bucketPolicy({ AWS: 'arn:aws:iam::444455556666:role/siem' }) })], { principals: ['arn:aws:iam::444455556666:role/siem'] })).toEqual([]);
    expect(checks([first({ ...group({ KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/audit' }, 'Alias'), Alias: right.Alias })])).toEqual([]);
  });
});

describe('after every step', () => {
  const member = 'arn:aws:iam::111122223333:role/reader';
  const readable = (statements: unknown[], keyStatements: unknown[] = [allow({ AWS: member }, 'kms:Decrypt')]) => edited(right, {
    Policy: { Properties: { PolicyDocument: policy(...right.Policy.Properties!.PolicyDocument.Statement, ...statements) } },
    Key: { Properties: { KeyPolicy: policy(...right.Key.Properties!.KeyPolicy.Statement, ...keyStatements) } },
  });
  const reads = allow({ AWS: member }, 's3:GetObject', 'arn:aws:s3:::audit-logs/*');
  const principals = [member];
  const watcher = (pattern: unknown, targets: unknown[] = [{ Id: 'T', Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:x' }]): Resources =>
    ({ Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern, Targets: targets } } });
  const aboutKey = { detail: { resources: { ARN: [{ 'Fn::GetAtt': ['Key', 'Arn'] }] } } };
  const alarm: Resources = {
    Filter: { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'Group' }, MetricTransformations: [{ MetricNamespace: 'CIS', MetricName: 'Root' }] } },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'CIS', MetricName: 'Root', AlarmActions: ['arn:aws:lambda:eu-west-1:111122223333:function:x'] } },
  };
  const otherKey = { Other: right.Key };
  const onlyFor = (name: string) => policy(allow(cloudtrail, ['s3:GetBucketAcl', 's3:PutObject'], ['arn:aws:s3:::audit-logs', 'arn:aws:s3:::audit-logs/*'],
    { StringEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${name}` } }));
  const unnamed = edited(right, { Bucket: { Properties: { BucketName: undefined } } });

  const cases: [string, Check[], Resources, Resources][] = [
    ['evidence is where it was: bucket', ['evidence-replaced'], unnamed, right],
    ['evidence is where it was: log group', ['evidence-replaced'], right, edited(right, { Group: { Properties: { LogGroupName: '/other' } } })],
    ['evidence is not deleted', ['evidence-deleted'], edited(right, { Group: { DeletionPolicy: 'Delete' } }),
      edited(right, { Group: undefined, Role: undefined, Trail: undefined })],
    ['its key is there', ['evidence-deleted', 'evidence-key-gone'], edited(right, { Key: { DeletionPolicy: 'Delete' } }),
      edited(right, {
        Key: undefined,
        Alias: undefined,
        Topic: undefined,
        TopicPolicy: undefined,
        Trail: undefined,
        Bucket: { Properties: { BucketEncryption: undefined } },
        Group: { Properties: { KmsKeyId: undefined } },
      })],
    ['readers read: bucket', ['reader-lost'], readable([reads]), readable([])],
    ['readers read: key', ['reader-lost'], readable([reads]), readable([reads], [])],
    ['CloudWatch Logs may use the key', ['log-group-unreadable'], right, edited(right, { Key: { Properties: { KeyPolicy: policy(...right.Key.Properties!.KeyPolicy.Statement.slice(0, 2)) } } })],
    ['trails deliver', ['delivery-broken'], right, edited(right, { Policy: undefined, Trail: { DependsOn: [] } })],
    ['trails deliver as long as they are there', ['delivery-gap'], right, edited(right, {
      Policy: { Properties: { PolicyDocument: onlyFor('other') } }, Trail: { Properties: { TrailName: 'other' } },
    })],
    ['a trail keeps its log group, though the template no longer names it', ['delivery-broken'], right,
      edited(right, { Role: undefined, Trail: { Properties: { CloudWatchLogsLogGroupArn: undefined, CloudWatchLogsRoleArn: undefined } } })],
    ['what is watched by a rule stays so', ['unwatched'], { ...right, ...watcher(aboutKey) },
      { ...edited(right, { ...otherKey, Alias: { Properties: { TargetKeyId: { Ref: 'Other' } } } }), ...watcher(aboutKey) }],
    ['what is watched by an alarm stays so', ['unwatched'], { ...right, ...alarm }, { ...right, ...alarm, Alarm: { ...alarm.Alarm, Properties: { ...alarm.Alarm.Properties, AlarmActions: [] } } }],
    ['a rule can match: alias', ['blind-watch'], right, { ...right, ...watcher({ detail: { resources: { ARN: ['arn:aws:kms:eu-west-1:111122223333:alias/audit'] } } }) }],
    ['a rule can match: trail', ['blind-watch'], right, { ...right, ...watcher({ detail: { requestParameters: { name: ['arn:aws:cloudtrail:eu-west-1:111122223333:trail/old'] } } }) }],
  ];

  test.each(cases)('%s', (_, expected, before, after) => {
    expect(checks([first(before)], { principals })).toEqual([]);
    expect(checks([first(before), then(after)], { principals })).toEqual(expected);
  });

  test('what was asked for is no problem', () => {
    const renamed = edited(right, { Group: { Properties: { LogGroupName: '/other' } } });
    expect(checks([first(right), { ...then(renamed), asked: ['evidence-replaced'] }])).toEqual([]);
  });

  test('a role that is gone has lost nothing', () => {
    const grant: Resources = {
      ...role(),
      Grant: {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: [{ Ref: 'Reader' }], PolicyDocument: policy({ Effect: 'Allow', Action: ['s3:GetObject', 'kms:Decrypt'], Resource: '*' }) },
      },
    };
    expect(checks([first({ ...right, ...grant }), then(right)])).toEqual([]);
    expect(checks([first({ ...right, ...grant }), then({ ...right, ...role() })])).toEqual(['reader-lost']);
  });

  test('what exists outside the stacks counts', () => {
    const { Bucket, Policy, ...rest } = edited(right, { Trail: { DependsOn: ['TopicPolicy', 'Alias'], Properties: { S3BucketName: 'central-logs' } } });
    void Bucket, void Policy;
    const existing = (policies?: Existing['policy']): Existing[] => [{ type: 'AWS::S3::Bucket', properties: { BucketName: 'central-logs' }, policy: policies }];
    const admits = policy(allow(cloudtrail, ['s3:GetBucketAcl', 's3:PutObject'], ['arn:aws:s3:::central-logs', 'arn:aws:s3:::central-logs/*']));
    expect(checks([first(rest)])).toEqual(['trail-bucket']);
    expect(checks([first(rest)], { existing: existing() })).toEqual(['trail-bucket']);
    expect(checks([first(rest)], { existing: existing(admits) })).toEqual([]);
  });
});
