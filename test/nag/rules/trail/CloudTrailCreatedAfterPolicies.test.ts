import { changed, findings, stack, type TestTemplate, verdicts } from '../../helpers/templates';
import { PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailCreatedAfterPolicies';
const dependsOn = (...ids: string[]) => (t: TestTemplate) => {
  t.Resources.Trail.DependsOn = ids;
};
const all = ['BucketPolicy', 'LogsPolicy', 'TopicPolicy'];
const at = (id: string, answer = 'non-compliant') => `${answer} Trail DependsOn [${id}]`;
const statement = (document: string, index: number, change: Record<string, unknown>) => (t: TestTemplate) => {
  Object.assign(t.Resources[document].Properties.PolicyDocument.Statement[index], change);
};

test('a trail that depends on all three is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, (t: TestTemplate) => void]>([
  ['through another resource', (t) => {
    t.Resources.Trail.DependsOn = 'Between';
    t.Resources.Between = { Type: 'AWS::CloudFormation::WaitConditionHandle', DependsOn: all };
  }],
  ['by a reference', (t) => {
    t.Resources.Trail.DependsOn = ['LogsPolicy', 'TopicPolicy'];
    t.Resources.Trail.Properties.Tags = [{ Key: 'policy', Value: { Ref: 'BucketPolicy' } }];
  }],
  ['where there is no topic', (t) => {
    t.Resources.Trail.DependsOn = ['BucketPolicy', 'LogsPolicy'];
    delete t.Resources.Trail.Properties.SnsTopicName;
  }],
  ['where the policy of the role is in the role', (t) => {
    t.Resources.Trail.DependsOn = ['BucketPolicy', 'TopicPolicy'];
    t.Resources.LogsRole.Properties.Policies = [{ PolicyName: 'Write', PolicyDocument: t.Resources.LogsPolicy.Properties.PolicyDocument }];
    delete t.Resources.LogsPolicy;
  }],
  ['where the role has other policies', (t) => {
    t.Resources.Other = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'Other', Roles: [{ Ref: 'LogsRole' }], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } },
    };
  }],
  ['where the policy only denies', (t) => {
    dependsOn('LogsPolicy', 'TopicPolicy')(t);
    t.Resources.BucketPolicy.Properties.PolicyDocument.Statement.splice(1);
  }],
])('a trail that comes later %s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each<[string, string[], string[]]>([
  ['the bucket policy', ['LogsPolicy', 'TopicPolicy'], [at('BucketPolicy')]],
  ['the topic policy', ['BucketPolicy', 'LogsPolicy'], [at('TopicPolicy')]],
  ['the policy of the role', ['BucketPolicy', 'TopicPolicy'], [at('RolePolicy')]],
  ['any policy', [], [at('BucketPolicy'), at('RolePolicy'), at('TopicPolicy')]],
  ['any policy, but on the bucket', ['Bucket', 'Topic', 'LogsRole'], [at('BucketPolicy'), at('RolePolicy'), at('TopicPolicy')]],
])('a trail that does not depend on %s is not', (_, ids, expected) => {
  expect(verdicts(rule, changed(dependsOn(...ids)))).toEqual(expected);
});

test.each([['logs:CreateLogStream'], ['logs:PutLogEvents'], ['logs:*']])('the policy of the role counts where it allows %s', (Action) => {
  expect(verdicts(rule, changed(dependsOn('BucketPolicy', 'TopicPolicy'), statement('LogsPolicy', 0, { Action })))).toEqual([at('RolePolicy')]);
});

test('a bucket policy that names the ARN of the trail by reference comes too late', () => {
  const change = statement('BucketPolicy', 1, { Condition: { StringEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Trail', 'Arn'] } } } });
  expect(verdicts(rule, changed(dependsOn('LogsPolicy', 'TopicPolicy'), change))).toEqual([at('BucketPolicy')]);
});

test('the text names the policy', () => {
  expect(findings(rule, changed(dependsOn('LogsPolicy', 'TopicPolicy'))))
    .toMatchObject([{ property: 'DependsOn', detail: 'The trail may be created before BucketPolicy, the bucket policy.' }]);
});

test.each<[string, (t: TestTemplate) => void, string]>([
  ['a bucket policy that is a parameter', (t) => {
    dependsOn('LogsPolicy', 'TopicPolicy')(t);
    t.Resources.BucketPolicy.Properties.PolicyDocument = PARAMETER;
  }, 'BucketPolicy'],
  ['a bucket policy whose bucket is a parameter', (t) => {
    dependsOn('LogsPolicy', 'TopicPolicy')(t);
    t.Resources.BucketPolicy.Properties.Bucket = PARAMETER;
  }, 'BucketPolicy'],
  ['a topic policy for whoever the parameter names', (t) => {
    dependsOn('BucketPolicy', 'LogsPolicy')(t);
    t.Resources.TopicPolicy.Properties.PolicyDocument.Statement = [{ Effect: 'Allow', Principal: PARAMETER, Action: 'sns:Publish', Resource: '*' }];
  }, 'TopicPolicy'],
  ['a policy of the role for an action that is a parameter', (t) => {
    dependsOn('BucketPolicy', 'TopicPolicy')(t);
    t.Resources.LogsPolicy.Properties.PolicyDocument.Statement[0].Action = PARAMETER;
  }, 'RolePolicy'],
  ['a bucket policy under a condition', (t) => {
    dependsOn('LogsPolicy', 'TopicPolicy')(t);
    t.Resources.BucketPolicy.Condition = 'Prod';
  }, 'BucketPolicy'],
])('%s cannot be told', (_, change, id) => {
  expect(verdicts(rule, changed(withUnknowns, change))).toEqual([at(id, 'cannot-tell')]);
});

test('policies that are not in the app are there before', () => {
  const template = changed({ 'Trail.S3BucketName': 'elsewhere', 'Trail.SnsTopicName': 'elsewhere', 'Trail.CloudWatchLogsRoleArn': 'arn:aws:iam::111122223333:role/audit' }, dependsOn());
  expect(verdicts(rule, template)).toEqual([]);
});

test('the policy of a bucket that is not in the app can be', () => {
  const template = changed({ 'Trail.S3BucketName': 'elsewhere', 'BucketPolicy.Bucket': 'elsewhere' }, dependsOn('LogsPolicy', 'TopicPolicy'));
  expect(verdicts(rule, template)).toEqual([at('BucketPolicy')]);
});

test('of more bucket policies than can be followed, one may be that of the bucket', () => {
  const others = (count: number) => (t: TestTemplate) => {
    t.Resources.BucketPolicy.Properties.Bucket = { 'Fn::Sub': '${Given}-other' };
    for (let i = 1; i < count; i++) t.Resources[`Other${i}`] = t.Resources.BucketPolicy;
  };
  const named = { 'Bucket.BucketName': 'logs' };
  expect(verdicts(rule, changed(named, dependsOn('LogsPolicy', 'TopicPolicy'), withUnknowns, others(100)))).toEqual([]);
  expect(verdicts(rule, changed(named, dependsOn('LogsPolicy', 'TopicPolicy'), withUnknowns, others(101)))).toEqual([at('BucketPolicy', 'cannot-tell')]);
});

describe('policies of other stacks', () => {
  const split = (): [TestTemplate, TestTemplate] => {
    const trail = changed({ 'Bucket.BucketName': 'logs', 'Trail.S3BucketName': 'logs', 'BucketPolicy.Bucket': 'logs' }, dependsOn('LogsPolicy', 'TopicPolicy'));
    const { BucketPolicy } = trail.Resources;
    delete trail.Resources.BucketPolicy;
    BucketPolicy.Properties.PolicyDocument.Statement.forEach((each: Record<string, unknown>) => {
      each.Resource = '*';
    });
    return [trail, { Resources: { BucketPolicy } }];
  };

  test.each<[string, string[], string[]]>([
    ['that are deployed before', ['Policy'], []],
    ['that are deployed any time', [], [at('BucketPolicy')]],
  ])('%s', (_, dependencies, expected) => {
    const [trail, policy] = split();
    expect(verdicts(rule, [stack(trail, { dependencies }), stack(policy, { stackPath: 'Policy' })])).toEqual(expected);
  });

  test.each<[string, string[], string[]]>([
    ['on which the trail depends', ['LogsPolicy', 'TopicPolicy', 'Nested'], []],
    ['on which it does not', ['LogsPolicy', 'TopicPolicy'], [at('BucketPolicy')]],
  ])('nested stacks %s', (_, ids, expected) => {
    const [trail, policy] = split();
    dependsOn(...ids)(trail);
    trail.Resources.Nested = { Type: 'AWS::CloudFormation::Stack', Properties: {} };
    const nested = stack(policy, { stackPath: 'Stack/Nested', parent: { stackPath: 'Stack', logicalId: 'Nested' } });
    expect(verdicts(rule, [stack(trail), nested])).toEqual(expected);
  });
});
