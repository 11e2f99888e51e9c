import { isUnknown } from '../../../../src/cloudtrail/logic/answer';
import { type TemplateSource } from '../../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { World } from '../../../../src/nag/engine/cloudformation/world';
import { AppView, GrantView } from '../../../../src/nag/engine/graph/app-view';
import { type Link } from '../../../../src/nag/engine/graph/link';
import { Policies } from '../../../../src/nag/engine/graph/policies';
import { type TrailView } from '../../../../src/nag/engine/graph/trail-view';
import { ResourceView, Stop } from '../../../../src/nag/engine/graph/view';
import { ACCOUNT, agnosticStack, changed, REGION, stack, type TestTemplate } from '../../helpers/templates';

function viewOf(...templates: Array<TestTemplate | TemplateSource>): TrailView {
  const set = new TemplateSet(templates.map((template, index) => 'stackPath' in template ? template : stack(template, { stackPath: `S${index}` })));
  return new AppView(new World(set)).trails[0];
}

/** A link as text: the logical id, `absent`, or why it is hidden. */
function text(link: Link): string {
  if (link.resource) return link.resource.logicalId;
  return link.why === undefined ? 'absent' : link.resource ?? atoms(link).render(link.why);
}

function atoms(link: Link) {
  const place = link.from as { resource: ResourceView };
  return place.resource.world.set.atoms;
}

const PARTS = ['bucket', 'accessLogBucket', 'bucketKey', 'key', 'logGroup', 'logGroupKey', 'logsRole', 'topic', 'topicKey'] as const;
const POLICIES = ['bucketPolicy', 'accessLogBucketPolicy', 'keyPolicy', 'logGroupKeyPolicy', 'logsRolePolicies', 'logsRoleTrust', 'topicPolicy'] as const;

test('everything that hangs on a trail is found', () => {
  const view = viewOf(changed());
  expect(PARTS.map((part) => text(view[part]))).toEqual(['Bucket', 'AccessLogs', 'Key', 'Key', 'LogGroup', 'Key', 'LogsRole', 'Topic', 'Key']);
  expect(POLICIES.map((part) => view[part].documents.map((node) => `${node.resource.logicalId} ${node.path}`))).toEqual([
    ['BucketPolicy PolicyDocument'], ['AccessLogsPolicy PolicyDocument'], ['Key KeyPolicy'], ['Key KeyPolicy'], ['LogsPolicy PolicyDocument'],
    ['LogsRole AssumeRolePolicyDocument'], ['TopicPolicy PolicyDocument'],
  ]);
  expect(view.targets.map(({ logicalId }) => logicalId)).toHaveLength(PARTS.length);
  expect(view.bucket.need().comesAfter(view.trail.need())).toBe(false);
  expect(view.trail.need().comesAfter(view.bucketPolicy.documents[0].resource)).toBe(true);
});

test('what a trail does not name is absent', () => {
  const view = viewOf({ Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: '' } } } });
  expect(PARTS.map((part) => text(view[part]))).toEqual(PARTS.map(() => 'absent'));
  expect(POLICIES.map((part) => view[part].documents.length + view[part].gaps.length)).toEqual(POLICIES.map(() => 0));
  expect(view.metricFilters).toEqual([]);
  expect(() => view.bucket.need()).toThrow(expect.objectContaining({ verdict: { kind: 'not-applicable' } }));
});

test('what a trail names outside the app is hidden, and so is all behind it', () => {
  const view = viewOf({
    Parameters: { Topic: { Type: 'String' } },
    Resources: {
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          S3BucketName: 'elsewhere',
          KMSKeyId: 'alias/other',
          CloudWatchLogsLogGroupArn: { 'Fn::ImportValue': 'group' },
          CloudWatchLogsRoleArn: ['x'],
          SnsTopicName: { Ref: 'Topic' },
        },
      },
    },
  });
  const bucket = 'the bucket elsewhere, which is not in this app';
  const group = 'the import group';
  expect(PARTS.map((part) => text(view[part]))).toEqual([
    bucket, bucket, bucket, 'the key alias/other, which is not in this app', group, group, 'CloudWatchLogsRoleArn, which is not a text',
    'the parameter Topic', 'the parameter Topic',
  ]);
  expect(POLICIES.map((part) => view[part].gaps.length)).toEqual(POLICIES.map(() => 1));
  expect(() => view.bucket.need()).toThrow(Stop);
});

test.each<[string, unknown]>([
  ['id', { Ref: 'Key' }], ['ARN', { 'Fn::GetAtt': 'Key.Arn' }], ['alias', { Ref: 'Alias' }], ['alias by name', 'alias/trail'],
  ['ARN of the alias', { 'Fn::Sub': 'arn:aws:kms:eu-west-1:111122223333:alias/trail' }],
])('a key is found by its %s', (_, KMSKeyId) => {
  const view = viewOf(changed({ 'Trail.KMSKeyId': KMSKeyId }, (t) => {
    t.Resources.Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/trail', TargetKeyId: { Ref: 'Key' } } };
  }));
  expect(text(view.key)).toBe('Key');
});

test.each<[string, unknown, unknown, unknown, string]>([
  ['that is no text', 'alias/trail', { Ref: 'Key' }, ['alias/trail'], 'KMSKeyId, which is not a text'],
  ['by a parameter that names an alias', { Ref: 'P' }, { Ref: 'Key' }, { Ref: 'P' }, 'Key'],
  ['by an alias of another one', 'alias/trail', 'alias/trail', 'alias/trail', 'the key alias/trail, which is not in this app'],
  ['by an alias of a key elsewhere', 'alias/trail', 'abc', 'alias/trail', 'the key abc, which is not in this app'],
  ['by what is only called like an alias', 'alias/trail', { Ref: 'Key' }, 'my-alias/trail', 'the key my-alias/trail, which is not in this app'],
])('a key %s', (_, AliasName, TargetKeyId, KMSKeyId, expected) => {
  const view = viewOf(changed({ 'Trail.KMSKeyId': KMSKeyId }, (t) => {
    t.Parameters = { P: { Type: 'String' } };
    t.Resources.Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName, TargetKeyId } };
  }));
  expect(text(view.key)).toBe(expected);
});

test('a key without a policy has none', () => {
  const view = viewOf(changed({ 'Key.KeyPolicy': undefined }));
  expect(view.keyPolicy.place).toBe(view.key.resource);
  expect(view.keyPolicy.unreadable).toBe(false);
});

test.each<[string, string, object]>([
  ['log group', 'LogGroup', { 'LogGroup.LogGroupName': { Ref: 'P' } }],
  ['log group that is named by the parameter everywhere', 'LogGroup', {
    'LogGroup.LogGroupName': { Ref: 'P' },
    'Filter.LogGroupName': { Ref: 'P' },
    'Trail.CloudWatchLogsLogGroupArn': { 'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${P}:*' },
  }],
  ['role', 'LogsRole', { 'LogsRole.RoleName': { Ref: 'P' } }],
  ['role that is named by the parameter everywhere', 'LogsRole', { 'LogsRole.RoleName': { Ref: 'P' }, 'LogsPolicy.Roles': [{ Ref: 'P' }] }],
  ['topic', 'Topic', { 'Topic.TopicName': { Ref: 'P' } }],
  ['topic that is named by the parameter everywhere', 'Topic', { 'Topic.TopicName': { Ref: 'P' }, 'Trail.SnsTopicName': { Ref: 'P' } }],
  ['bucket', 'Bucket', { 'Bucket.BucketName': { Ref: 'P' } }],
  ['bucket that is named by the parameter everywhere', 'Bucket', { 'Bucket.BucketName': { Ref: 'P' }, 'Trail.S3BucketName': { Ref: 'P' }, 'BucketPolicy.Bucket': { Ref: 'P' } }],
])('a %s whose name is a parameter is the one that refers to it', (_, id, changes) => {
  const filter = (t: TestTemplate) => {
    t.Parameters = { P: { Type: 'String' } };
    t.Conditions = { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } };
    t.Resources.Filter = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'LogGroup' } } };
  };
  const view = viewOf(changed(filter, changes as Record<string, unknown>));
  expect([view.bucket, view.logGroup, view.logsRole, view.topic].map(text)).toEqual(['Bucket', 'LogGroup', 'LogsRole', 'Topic']);
  const policies = [view.bucketPolicy, view.logsRolePolicies, view.topicPolicy];
  const certain = policies.flatMap(({ documents }) => documents.map(({ resource }) => [resource.logicalId, resource.present]));
  expect(certain).toEqual([['BucketPolicy', true], ['LogsPolicy', true], ['TopicPolicy', true]]);
  expect(view.metricFilters.map(({ logicalId, present }) => [logicalId, present])).toEqual([['Filter', true]]);
  expect([view.bucket, view.logGroup, view.logsRole, view.topic].map(({ resource }) => resource?.logicalId)).toContain(id);
});

test('names and ARNs that are written out meet the resources that have them', () => {
  const view = viewOf(changed({
    'Bucket.BucketName': 'logs',
    'Trail.S3BucketName': 'logs',
    'LogGroup.LogGroupName': 'group',
    'Trail.CloudWatchLogsLogGroupArn': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:group:*`,
    'Topic.TopicName': 'topic',
    'Trail.SnsTopicName': 'topic',
    'LogsRole.RoleName': 'role',
    'Trail.CloudWatchLogsRoleArn': `arn:aws:iam::${ACCOUNT}:role/role`,
  }));
  expect([view.bucket, view.logGroup, view.topic, view.logsRole].map(text)).toEqual(['Bucket', 'LogGroup', 'Topic', 'LogsRole']);
  expect(text(viewOf(changed({ 'LogGroup.LogGroupName': 'group', 'Trail.CloudWatchLogsLogGroupArn': 'arn:aws:logs:us-east-1:1:log-group:group:*' })).logGroup))
    .toBe('the log group group, which is not in this app');
});

test('of resources with the same name the nearest counts', () => {
  const named = (more: Partial<TemplateSource>, id: string) => stack({
    Description: 'cloudtrail', Resources: { [id]: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs' } } },
  }, more);
  const trail = stack({ Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: 'logs' } } } }, { stackPath: 'Prod/Trail' });
  const bucketOf = (...others: TemplateSource[]) => text(viewOf(...others, trail).bucket);
  expect(bucketOf(named({ stackPath: 'Dev/Logs' }, 'Dev'), named({ stackPath: 'Prod/Logs' }, 'Prod'), named({ stackPath: 'Test/Logs' }, 'Test'))).toBe('Prod');
  expect(bucketOf(named({ stackPath: 'Dev' }, 'Dev'), named({ stackPath: 'Prod' }, 'Prod'))).toBe('Prod');
  expect(bucketOf(named({ stackPath: 'Dev' }, 'Dev'), named({ stackPath: 'Test' }, 'Test'))).toBe('Dev');
  const own = changed({ 'Bucket.BucketName': 'logs', 'Trail.S3BucketName': 'logs' });
  expect(text(viewOf(named({ stackPath: 'A' }, 'Other'), stack(own, { stackPath: 'B' })).bucket)).toBe('Bucket');
  expect(bucketOf(named({ stackPath: 'Prod/Far', account: '999999999999' }, 'Far'), named({ stackPath: 'Near' }, 'Near'))).toBe('Near');
  expect(bucketOf(named({ stackPath: 'Prod/Far', region: 'us-east-1' }, 'Far'), named({ stackPath: 'Near' }, 'Near'))).toBe('Near');
  const nested = named({ stackPath: 'B/Nested', parent: { stackPath: 'B', logicalId: 'Nested' } }, 'Inner');
  expect(text(viewOf(nested, stack(own, { stackPath: 'B' })).bucket)).toBe('Bucket');
  expect(bucketOf(named({ stackPath: 'Prod/Trail/Logs', account: undefined }, 'Unsure'), named({ stackPath: 'Near' }, 'Near'))).toBe('Near');
});

test('a resource that is not created is not the one that a name means', () => {
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs' } };
  const Never = { 'Fn::Equals': ['a', 'b'] };
  const trail = { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: 'logs' } };
  const near = stack({ Conditions: { Never }, Resources: { Trail: trail, Near: { ...bucket, Condition: 'Never' } } }, { stackPath: 'Prod/Trail' });
  const far = stack({ Description: 'cloudtrail', Resources: { Far: bucket } }, { stackPath: 'Dev/Logs' });
  expect(text(viewOf(near, far).bucket)).toBe('Far');
});

test('the policies of a bucket whose name is no text cannot be seen', () => {
  expect(viewOf(changed({ 'Trail.S3BucketName': ['x'], 'Trail.SnsTopicName': { a: 1 } })).bucketPolicy.gaps).toHaveLength(1);
});

test('a topic with the name, in an account that nobody knows, may be the one', () => {
  const trail = changed({ 'Trail.SnsTopicName': 'alerts' });
  const topics = agnosticStack({ Description: 'cloudtrail', Resources: { Alerts: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } } } }, { stackPath: 'Topics' });
  expect(text(viewOf(trail, topics).topic)).toBe('the Region of an environment-agnostic stack');
  const elsewhere = stack({ Description: 'cloudtrail', Resources: { Alerts: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } } } }, { stackPath: 'Far', region: 'us-east-1' });
  expect(text(viewOf(trail, elsewhere, topics).topic)).toBe('the Region of an environment-agnostic stack');
  expect(text(viewOf(trail, elsewhere).topic)).toBe('the topic alerts, which is not in this app');
});

test.each<[string, string, string]>([
  ['KMSKeyId', 'abc', 'the key abc'],
  ['KMSKeyId', `arn:aws:kms:${REGION}:${ACCOUNT}:key/abc`, 'the key abc'],
  ['KMSKeyId', `arn:aws:kms:${REGION}:${ACCOUNT}:alias/key/abc`, 'the key alias/key/abc'],
  ['CloudWatchLogsLogGroupArn', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/a/role/b:*`, 'the log group /a/role/b'],
  ['CloudWatchLogsLogGroupArn', `arn:aws:logs:*:${ACCOUNT}:log-group:far:*`, 'the log group far'],
  ['CloudWatchLogsRoleArn', `arn:aws:iam::${ACCOUNT}:role/a/role/b`, 'the role a/role/b'],
  ['SnsTopicName', `arn:aws:sns:${REGION}:${ACCOUNT}:policy`, 'the topic policy'],
  ['S3BucketName', 'a:*', 'the bucket a:*'],
])('what %s %s names elsewhere is called by its name', (property, name, expected) => {
  const view = viewOf(changed({ [`Trail.${property}`]: name }));
  expect([view.key, view.logGroup, view.logsRole, view.topic, view.bucket].map(text)).toContain(`${expected}, which is not in this app`);
});

test('a name that is known in one case only is found there', () => {
  const template = changed({ 'Bucket.BucketName': { Ref: 'P' }, 'Trail.S3BucketName': { 'Fn::If': ['IsLogs', 'logs', 'other'] } }, (t) => {
    t.Parameters = { P: { Type: 'String' } };
    t.Conditions = { IsLogs: { 'Fn::Equals': [{ Ref: 'P' }, 'logs'] } };
  });
  const { root, templates } = new TemplateSet([stack(template)]);
  const answer = root.condition(templates[0], 'IsLogs');
  const worlds = isUnknown(answer) ? root.cases(answer.why) : [];
  expect(worlds.map((world) => text(new AppView(world).trails[0].bucket))).toEqual(['Bucket', 'the parameter P']);
});

test('an ARN that is cut off is named as it stands', () => {
  expect(text(viewOf(changed({ 'Trail.CloudWatchLogsLogGroupArn': 'arn:aws:logs' })).logGroup)).toBe('the log group arn:aws:logs, which is not in this app');
});

test.each<[string, string, string]>([
  ['bucketOfPolicy', 'elsewhere', 'arn:aws:s3:::elsewhere'],
  ['bucketOfPolicy', 'arn:aws:s3:::elsewhere', 'arn:aws:s3:::elsewhere'],
  ['topicOfPolicy', 'elsewhere', `arn:aws:sns:${REGION}:${ACCOUNT}:elsewhere`],
  ['topicOfPolicy', `arn:aws:sns:${REGION}:${ACCOUNT}:elsewhere`, `arn:aws:sns:${REGION}:${ACCOUNT}:elsewhere`],
])('%s has its ARN where the app has its policy alone, and the trail names it %s', (part, name, arn) => {
  const { bucketOfPolicy, topicOfPolicy } = viewOf(changed({
    'Trail.S3BucketName': name, 'BucketPolicy.Bucket': name, 'Trail.SnsTopicName': name, 'TopicPolicy.Topics': [name],
  }));
  expect(part === 'bucketOfPolicy' ? bucketOfPolicy : topicOfPolicy).toEqual({ arn });
});

describe('conditions on resources', () => {
  const template = (bucket: boolean, policy: boolean) => changed((t) => {
    t.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    if (!bucket) t.Resources.Bucket.Condition = 'Never';
    if (!policy) t.Resources.BucketPolicy.Condition = 'Never';
  });

  test('a bucket that is not created is hidden', () => {
    expect(text(viewOf(template(false, true)).bucket)).toBe('Bucket, which is not created');
  });

  test('whether a bucket is created is decided by its condition', () => {
    expect(text(viewOf(changed((t) => {
      t.Parameters = { P: { Type: 'String' } };
      t.Conditions = { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } };
      t.Resources.Bucket.Condition = 'C';
    })).bucket)).toBe('C');
  });

  test('a policy that is not created does not apply', () => {
    const view = viewOf(template(true, false));
    expect(view.bucketPolicy.documents).toEqual([]);
    expect(view.bucketPolicy.place).toBe(view.bucket.resource);
  });
});

describe('policies that may apply', () => {
  const another = (bucket: unknown, more: object = {}) => (t: TestTemplate) => {
    t.Parameters = { P: { Type: 'String' } };
    t.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    t.Resources.Another = { ...t.Resources.BucketPolicy, ...more, Properties: { ...t.Resources.BucketPolicy.Properties, Bucket: bucket } };
  };
  const gaps = (template: TestTemplate) => {
    const { world, bucketPolicy } = viewOf(template);
    return bucketPolicy.gaps.map(({ why }) => world.set.atoms.render(why));
  };

  test('two for the bucket are two documents', () => {
    expect(viewOf(changed(another({ Ref: 'Bucket' }))).bucketPolicy.documents).toHaveLength(2);
  });

  /** Whether the first policy is for the bucket. */
  const applies = (template: TestTemplate) => {
    const { world, bucketPolicy: { documents: [document] } } = viewOf(template);
    const present = document?.resource.present;
    return isUnknown(present) ? world.set.atoms.render(present.why) : present;
  };

  test('one for an unknown bucket may apply, one that certainly is for another does not', () => {
    const alone = (...changes: Parameters<typeof changed>) => changed(...changes, (t: TestTemplate) => {
      delete t.Resources.BucketPolicy;
    });
    expect(applies(alone(another({ Ref: 'P' })))).toBe('the parameter P');
    expect(applies(alone({ 'Bucket.BucketName': 'logs' }, another({ 'Fn::Sub': 'other-${P}' })))).toBeUndefined();
    expect(applies(alone(another({ Ref: 'P' }, { Condition: 'Never' })))).toBeUndefined();
  });

  test('one that may apply does not where another certainly does: a bucket has one policy', () => {
    expect(viewOf(changed(another({ Ref: 'P' }))).bucketPolicy.documents).toHaveLength(1);
    expect(applies(changed(another({ Ref: 'P' })))).toBe(true);
  });

  test('one for another bucket of the app does not apply, though nobody knows its name', () => {
    const reports = { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'P' } } };
    expect(applies(changed(another({ Ref: 'Reports' }), (t) => {
      t.Resources.Reports = reports;
      delete t.Resources.BucketPolicy;
    }))).toBeUndefined();
  });

  test('one for a bucket of the app may apply to a bucket that a parameter names', () => {
    const template = changed({ 'Trail.S3BucketName': { Ref: 'Given' }, 'Bucket.BucketName': { Ref: 'Own' } }, (t) => {
      t.Parameters = { Given: { Type: 'String' }, Own: { Type: 'String' } };
    });
    expect(viewOf(template).bucketPolicy.documents.map(({ resource }) => [resource.logicalId, isUnknown(resource.present)])).toContainEqual(['BucketPolicy', true]);
  });

  test('one for a topic of the name elsewhere may apply to a topic that a parameter names', () => {
    const topic = (TopicName: unknown) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } });
    const template = changed({ 'Topic.TopicName': { Ref: 'P' }, 'TopicPolicy.Topics': [`arn:aws:sns:${REGION}:${ACCOUNT}:alerts`] }, (t) => {
      t.Parameters = { P: { Type: 'String' } };
    });
    const far = stack({ Description: 'cloudtrail', Resources: { Far: topic('alerts') } }, { stackPath: 'Far', region: 'us-east-1' });
    const near = stack({ Description: 'cloudtrail', Resources: { Near: topic('alerts') } }, { stackPath: 'Near' });
    const documents = (other: TemplateSource) => viewOf(template, other).topicPolicy.documents.map(({ resource }) => resource.logicalId);
    expect([documents(far), documents(near)]).toEqual([['TopicPolicy'], []]);
  });

  test('one that names the same unknown bucket applies', () => {
    const template = changed({ 'Bucket.BucketName': { Ref: 'P' } }, another('other'));
    expect(gaps(template)).toEqual([]);
    expect(viewOf(template).bucketPolicy.documents).toHaveLength(1);
  });

  test('very many of them are a gap without a look at each', () => {
    const template = changed((t) => {
      another({ Ref: 'P' })(t);
      for (let i = 0; i < 101; i++) t.Resources[`Another${i}`] = { ...t.Resources.Another };
      delete t.Resources.BucketPolicy;
    });
    expect(gaps(template)).toContain('more references than can be followed');
  });

  test('one whose bucket depends on very many conditions is looked at in each world', () => {
    const template = changed((t) => {
      const names = ['A', 'B', 'C', 'D'];
      t.Parameters = Object.fromEntries(names.map((name) => [name, { Type: 'String' }]));
      t.Conditions = Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'x'] }]));
      const join = names.map((name) => ({ 'Fn::If': [name, name, ''] }));
      t.Resources.BucketPolicy.Properties.Bucket = { 'Fn::If': ['A', { Ref: 'Bucket' }, { 'Fn::Join': ['', join] }] };
    });
    expect(viewOf(template).bucketPolicy.documents).toHaveLength(1);
  });
});

test('the policies of the role are gathered from wherever they are', () => {
  const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }] };
  const view = viewOf(changed({
    'LogsRole.Policies': [{ PolicyName: 'Inline', PolicyDocument }],
    'LogsRole.ManagedPolicyArns': [{ Ref: 'Managed' }, 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  }, (t) => {
    t.Resources.Managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument, Roles: [{ Ref: 'LogsRole' }] } };
    t.Resources.Attached = { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: 'LogsRole' }, PolicyName: 'x', PolicyDocument } };
  }));
  const { documents, gaps } = view.logsRolePolicies;
  expect(documents.map(({ resource, path }) => `${resource.logicalId}.${path}`)).toEqual([
    'LogsRole.Policies.0.PolicyDocument', 'LogsPolicy.PolicyDocument', 'Managed.PolicyDocument', 'Attached.PolicyDocument',
  ]);
  expect(gaps).toEqual([{ why: 'the managed policy ReadOnlyAccess, which is not in this app' }]);
});

test('metric filters, alarms, their topics and subscriptions are followed', () => {
  const template = changed((t) => {
    const metric = { Namespace: 'Cis', MetricName: 'Root' };
    t.Resources.Filter = {
      Type: 'AWS::Logs::MetricFilter',
      Properties: { LogGroupName: { Ref: 'LogGroup' }, MetricTransformations: [{ MetricNamespace: 'Cis', MetricName: 'Root' }, { MetricName: 'None' }] },
    };
    t.Resources.Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { ...metric, AlarmActions: [{ Ref: 'Topic' }] } };
    t.Resources.MathAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ MetricStat: { Metric: metric } }, { Expression: 'm1' }] } };
    t.Resources.OtherAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { ...metric, Namespace: 'Else' } };
    t.Resources.UnknownAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: { Ref: 'Nowhere' } } };
    t.Resources.Subscription = { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' } } };
  });
  const view = viewOf(template);
  const [filter] = view.metricFilters;
  const alarms = view.alarmsOf(filter);
  expect(alarms.map(({ logicalId }) => logicalId)).toEqual(['Alarm', 'MathAlarm']);
  const topic = view.topicOf(alarms[0].get('AlarmActions', 0));
  expect(text(topic)).toBe('Topic');
  const elsewhere = viewOf(changed({ 'Trail.Tags': 'far' }));
  expect(text(elsewhere.topicOf(elsewhere.trail.need().get('Tags')))).toBe('the topic far, which is not in this app');
  expect(view.subscriptionsOf(topic.need()).map(({ logicalId }) => logicalId)).toEqual(['Subscription']);
});

test('each metric filter has its own alarms', () => {
  const view = viewOf(changed((t) => {
    for (const id of ['One', 'Two']) {
      const metric = { MetricNamespace: 'Cis', MetricName: id };
      t.Resources[`${id}Filter`] = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'LogGroup' }, MetricTransformations: [metric] } };
      t.Resources[`${id}Alarm`] = { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'Cis', MetricName: id } };
    }
  }));
  const alarms = () => view.metricFilters.map((filter) => [filter.logicalId, ...view.alarmsOf(filter).map(({ logicalId }) => logicalId)]);
  expect([alarms(), alarms()]).toEqual(Array(2).fill([['OneFilter', 'OneAlarm'], ['TwoFilter', 'TwoAlarm']]));
});

test('of very many alarms and metric filters that may be the ones, it is said that there may be more', () => {
  const view = viewOf(changed((t) => {
    t.Parameters = { P: { Type: 'String' } };
    t.Resources.Filter = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'LogGroup' }, MetricTransformations: [{ MetricNamespace: 'Cis', MetricName: 'Root' }] } };
    for (let i = 0; i <= 100; i++) {
      t.Resources[`Filter${i}`] = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: { Ref: 'P' } } };
      t.Resources[`Alarm${i}`] = { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'Cis', MetricName: { Ref: 'P' } } };
    }
  }));
  const filter = view.metricFilters.find(({ logicalId }) => logicalId === 'Filter')!;
  expect([view.metricFilterGaps, view.alarmGapsOf(filter)]).toEqual(Array(2).fill(['more references than can be followed']));
  const few = viewOf(changed());
  expect(few.metricFilterGaps).toEqual([]);
});

test('metric filters on a log group outside the app are found by its name', () => {
  const view = viewOf(changed({ 'Trail.CloudWatchLogsLogGroupArn': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:far:*` }, (t) => {
    t.Resources.Filter = { Type: 'AWS::Logs::MetricFilter', Properties: { LogGroupName: 'far' } };
  }));
  expect(view.metricFilters.map(({ logicalId }) => logicalId)).toEqual(['Filter']);
});

test('a resource tells where it is and what keeps it', () => {
  const resource = viewOf(changed()).bucket.need();
  expect(resource).toMatchObject({ type: 'AWS::S3::Bucket', stackPath: 'S0', account: ACCOUNT, region: REGION, partition: 'aws', dependsOn: [] });
  expect(resource.deletionPolicy.text).toBe('Retain');
  expect(resource.updateReplacePolicy).toMatchObject({ path: 'UpdateReplacePolicy', value: 'Retain' });
  expect(viewOf(changed()).trail.need().dependsOn).toEqual(['BucketPolicy', 'LogsPolicy', 'TopicPolicy']);
  expect(viewOf(changed((t) => {
    t.Resources.Trail.DependsOn = [5, 'Bucket', null, { Ref: 'Topic' }];
  })).trail.need().dependsOn).toEqual(['Bucket']);
  expect(viewOf(changed()).key.need().deletionPolicy.isMissing).toBe(false);
  expect(resource.isSame(resource)).toBe(true);
});

test('what grants permissions has statements of its own and inline ones', () => {
  const set = new TemplateSet([stack(changed({ 'LogsRole.Policies': [{ PolicyDocument: { Statement: [] } }] }))]);
  const grant = (id: string) => new GrantView(new ResourceView(new World(set), set.template('Stack')!.resources.get(id)!)).policies;
  expect(grant('LogsRole').documents.map(({ path }) => path)).toEqual(['Policies.0.PolicyDocument']);
  expect(grant('LogsPolicy')).toMatchObject({ documents: [{ path: 'PolicyDocument' }], gaps: [] });
  const [statement] = grant('LogsPolicy').statements;
  expect(statement.at).toMatchObject({ path: 'PolicyDocument.Statement.0' });
});

test.each<[string, object, string[]]>([
  ['AWS::IAM::Role', { ManagedPolicyArns: ['a'], Policies: ['b', { PolicyDocument: {} }] }, ['a']],
  ['AWS::SSO::PermissionSet', { ManagedPolicies: ['a', 'b'], Policies: ['c'] }, ['a', 'b']],
  ['AWS::Serverless::Function', { Policies: ['a', { Statement: [] }, { S3ReadPolicy: {} }, 'b'] }, ['a', 'b']],
  ['AWS::Serverless::Function', { Policies: 'a' }, ['a']],
  ['AWS::Serverless::StateMachine', { Policies: { Statement: [] } }, []],
])('a %s with %j names the managed policies %j', (Type, Properties, expected) => {
  const set = new TemplateSet([stack({ Description: 'cloudtrail', Resources: { Grant: { Type, Properties } } })]);
  const grant = new GrantView(new ResourceView(new World(set), set.ofType(Type)[0]));
  expect(grant.managedPolicies.map(({ value }) => value)).toEqual(expected);
});

test('statements are told apart by effect, and requests are answered', () => {
  const { bucketPolicy } = viewOf(changed());
  expect([bucketPolicy.allowing.length, bucketPolicy.denying.length]).toEqual([2, 1]);
  const request = { principal: { kind: 'any', value: '*' } as const, action: 's3:GetObject', resource: 'x', context: { 'aws:SecureTransport': 'false' } };
  expect([bucketPolicy.allows(request), bucketPolicy.denies(request), bucketPolicy.permits(request)]).toEqual([false, false, false]);
  expect(Policies.none().unreadable).toBe(false);
});
