import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { newStack, newTrail, propertiesOf, templateOf } from '../helpers/trails';
import { LogRetention, TrailAggregationTemplate, TrailEvents, TrailInsights, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

describe('the default trail', () => {
  const template = templateOf();
  const trail = propertiesOf(template, 'AWS::CloudTrail::Trail');

  test.each([
    'IsLogging', 'IsMultiRegionTrail', 'IncludeGlobalServiceEvents', 'EnableLogFileValidation',
  ])('has %s on', (property) => {
    expect(trail[property]).toBe(true);
  });

  test('is no organization trail, said explicitly', () => {
    expect(trail.IsOrganizationTrail).toBe(false);
  });

  test.each([
    'S3KeyPrefix', 'CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn', 'SnsTopicName', 'EventSelectors',
    'AdvancedEventSelectors', 'InsightSelectors',
  ])('has no %s', (property) => {
    expect(trail).not.toHaveProperty(property);
  });

  test('delivers to its bucket, encrypted with its key', () => {
    expect(trail.S3BucketName).toEqual({ Ref: Object.keys(template.findResources('AWS::S3::Bucket', { Properties: { LoggingConfiguration: Match.anyValue() } }))[0] });
    expect(trail.KMSKeyId).toEqual({ 'Fn::GetAtt': [Object.keys(template.findResources('AWS::KMS::Key'))[0], 'Arn'] });
  });

  test('is created after the bucket policy that CloudTrail checks', () => {
    const [{ DependsOn: dependencies }] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
    const [[policy]] = Object.entries(template.findResources('AWS::S3::BucketPolicy'))
      .filter(([, { Properties }]) => JSON.stringify(Properties.PolicyDocument).includes('cloudtrail.amazonaws.com'));
    expect(dependencies).toEqual([policy]);
  });

  test('has the only resources that it needs', () => {
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values<{ Type: string }>(template.toJSON().Resources)) {
      counts[Type] = (counts[Type] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'AWS::CloudTrail::Trail': 1,
      'AWS::KMS::Key': 1,
      'AWS::KMS::Alias': 1,
      'AWS::S3::Bucket': 2,
      'AWS::S3::BucketPolicy': 2,
    });
  });
});

test('the logical ids are a contract: another id replaces the resource', () => {
  expect(Object.keys(templateOf({ cloudWatchLogs: {}, notifications: {} }).toJSON().Resources).sort()).toEqual([
    'Trail022F0CF2',
    'TrailAccessLogsFEE33FE3',
    'TrailAccessLogsPolicy8131301E',
    'TrailBucket6C1E344E',
    'TrailBucketPolicy053FC86D',
    'TrailKey31F874A3',
    'TrailKeyAlias0DEFEE02',
    'TrailLogGroup4CBE3AF5',
    'TrailLogsPolicy01437670',
    'TrailLogsRole83B70503',
    'TrailTopicA2324151',
    'TrailTopicPolicy86E35FB7',
  ]);
});

describe('public members', () => {
  test('of the default trail', () => {
    const trail = newTrail();

    expect(trail.cfnTrail.node.path).toBe('Audit/Trail/Resource');
    expect(trail.bucket.node.path).toBe('Audit/Trail/Bucket');
    expect(trail.accessLogBucket?.node.path).toBe('Audit/Trail/AccessLogs');
    expect(trail.encryptionKey.node.path).toBe('Audit/Trail/Key');
    expect([trail.logGroup, trail.logsRole, trail.topic]).toEqual([undefined, undefined, undefined]);
  });

  test('of the trail with everything on', () => {
    const trail = newTrail({ cloudWatchLogs: {}, notifications: {} });

    expect([trail.logGroup, trail.logsRole, trail.topic].map((member) => member?.node.path))
      .toEqual(['Audit/Trail/LogGroup', 'Audit/Trail/LogsRole', 'Audit/Trail/Topic']);
  });

  test('say what is known of the trail', () => {
    const retention = LogRetention.hipaa();
    const trail = newTrail({ bucketKeyPrefix: 'audit', cloudWatchLogs: {}, organization: { organizationId: 'o-a1b2c3d4e5' }, retention });

    const { bucketKeyPrefix, organizationId } = trail;
    expect({ bucketKeyPrefix, organizationId, retention: trail.retention }).toEqual({ bucketKeyPrefix: 'audit', organizationId: 'o-a1b2c3d4e5', retention });
    expect(trail.trailAttributes).toEqual({
      trailArn: trail.trailArn,
      bucket: trail.bucket,
      accessLogBucket: trail.accessLogBucket,
      bucketKeyPrefix,
      encryptionKey: trail.encryptionKey,
      logGroup: trail.logGroup,
      logsRole: trail.logsRole,
      organizationId,
      retention,
      insights: false,
      networkActivity: false,
      aggregatedEvents: false,
    });
  });

  test('say how long log files are kept, where that is known', () => {
    const stack = newStack();

    expect(newTrail({}, newStack()).retention?.expiration?.toDays()).toBe(365);
    expect(newTrail({ bucket: new s3.Bucket(stack, 'Logs') }, stack).retention).toBeUndefined();
  });

  test.each<[string, WellArchitectedTrailProps, object]>([
    ['Insights', { insights: [TrailInsights.apiCallRate()] }, { insights: true, networkActivity: false }],
    ['aggregated data events', {
      events: [TrailEvents.data('AWS::SNS::Topic')], aggregation: [TrailAggregationTemplate.API_ACTIVITY],
    }, { insights: false, networkActivity: false, aggregatedEvents: true }],
    ['no Insights', { insights: [] }, { insights: false, networkActivity: false }],
    ['network activity', { events: [TrailEvents.networkActivity('kms.amazonaws.com')] }, { insights: false, networkActivity: true }],
    ['data events', { events: [TrailEvents.data('AWS::SNS::Topic')] }, { insights: false, networkActivity: false }],
  ])('say what the trail logs: %s', (_, props, expected) => {
    expect(newTrail(props).trailAttributes).toMatchObject(expected);
  });

  test('give the statements that the policies already have', () => {
    const stack = newStack();
    const trail = newTrail({ notifications: {} }, stack);
    const statements = (type: string) => Object.values(Template.fromStack(stack).findResources(type))
      .flatMap(({ Properties }) => (Properties.PolicyDocument ?? Properties.KeyPolicy).Statement);

    for (const [type, own] of [
      ['AWS::S3::BucketPolicy', trail.bucketPolicyStatements], ['AWS::KMS::Key', trail.keyPolicyStatements], ['AWS::SNS::TopicPolicy', trail.topicPolicyStatements],
    ] as const) {
      expect(own.length).toBeGreaterThan(0);
      expect(statements(type)).toEqual(expect.arrayContaining(own.map((statement) => stack.resolve(statement.toStatementJson()))));
    }
  });
});

describe('more than one trail', () => {
  test('in one stack share nothing', () => {
    const stack = newStack();
    const [one, two] = ['One', 'Two'].map((id) => new WellArchitectedTrail(stack, id, { cloudWatchLogs: {}, notifications: {} }));
    const template = Template.fromStack(stack);

    expect(one.trailName).not.toBe(two.trailName);
    template.resourceCountIs('AWS::CloudTrail::Trail', 2);
    template.resourceCountIs('AWS::S3::Bucket', 4);
    const named = (type: string, property: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties[property]);
    for (const [type, property] of [['AWS::CloudTrail::Trail', 'TrailName'], ['AWS::KMS::Alias', 'AliasName'], ['AWS::Logs::LogGroup', 'LogGroupName']]) {
      expect(new Set(named(type, property)).size).toBe(2);
    }
  });

  test('in stacks of the same account have different names', () => {
    const app = new App();
    const names = ['A', 'B'].map((id) => new WellArchitectedTrail(new Stack(app, id), 'Trail').trailName);
    expect(new Set(names).size).toBe(2);
  });
});
