import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { Deployment } from '../oracles/concrete';
import { AlertTopic, CisAlarms, TrailLogArchive, TrailLogReplica, TrailSource, TamperDetection, WellArchitectedTrail } from 'cdk-well-architected-trail';

const ARN = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit';
const target: events.IRuleTarget = { bind: (rule) => ({ arn: Stack.of(rule).formatArn({ service: 'sqs', resource: 'tampering' }) }) };

const newStack = (env?: typeof ENV) => new Stack(new App(), 'Security', { env });
const patterns = (stack: Stack, ...services: string[]) => Deployment.of(stack).resources('AWS::Events::Rule').map(({ properties }) => properties.EventPattern)
  .filter(({ detail }) => detail && (services.length === 0 || services.includes(detail.eventSource[0].split('.')[0])));
const details = (stack: Stack, ...services: string[]) => patterns(stack, ...services).map(({ detail }) => detail);
const trailRule = (stack: Stack) => details(stack, 'cloudtrail')[0].$or[0].requestParameters.name;

describe('monitors', () => {
  test('all parts of a trail of this app, by their exact names', () => {
    const stack = newStack();
    const trail = new WellArchitectedTrail(stack, 'Trail', { trailName: 'audit', cloudWatchLogs: {} });
    const { rules } = new TamperDetection(stack, 'TamperDetection', { trail, ruleTargets: [target] });

    const deployment = Deployment.of(stack);
    const buckets = deployment.resources('AWS::S3::Bucket').map(({ ref }) => ref);
    const [key] = deployment.resources('AWS::KMS::Key');

    expect(rules).toHaveLength(10);
    expect(details(stack, 'cloudtrail')[0].$or.map((part: any) => part.requestParameters)).toEqual([{ name: [ARN, 'audit'] }, { trailName: [ARN, 'audit'] }]);
    expect(details(stack, 's3').slice(0, 2).map(({ requestParameters }) => requestParameters.bucketName[0]).sort()).toEqual(buckets.sort());
    expect(details(stack, 'kms')[0].$or).toEqual([
      expect.objectContaining({ resources: { ARN: [key.arn] } }), expect.objectContaining({ requestParameters: { keyId: [key.arn, key.ref] } }),
    ]);
    expect(details(stack, 'logs')[0].$or[0].requestParameters.logGroupName).toEqual([deployment.resource('AWS::Logs::LogGroup').ref]);
    expect(details(stack, 'iam')[0].requestParameters.roleName).toEqual([deployment.resource('AWS::IAM::Role').ref]);
  });

  test('what is about the whole account, where the trail has something of it', () => {
    const stack = newStack();
    new TamperDetection(stack, 'TamperDetection', { trail: new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} }), ruleTargets: [target] });

    expect(details(stack, 's3', 'logs').filter(({ requestParameters, $or }) => !requestParameters && !$or)).toEqual([
      { eventSource: ['s3.amazonaws.com'], eventName: ['PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock'] },
      { eventSource: ['logs.amazonaws.com'], eventName: ['PutAccountPolicy', 'DeleteAccountPolicy'] },
    ]);
  });

  test('its own rules, whose names are known beforehand', () => {
    const stack = newStack();
    const others = new events.Rule(stack, 'Other', { eventPattern: { source: ['aws.s3'] } });
    const { rules } = new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ trailArn: ARN }), ruleTargets: [target], monitoring: { rules: [others] } });

    const deployed = Deployment.of(stack).resources('AWS::Events::Rule');
    const [bus, ofRules] = details(stack, 'events');
    const [byName, byRule] = ofRules.$or;
    expect(rules).toHaveLength(3);
    expect(bus).toEqual({ eventSource: ['events.amazonaws.com'], eventName: ['UpdateEventBus'], requestParameters: { name: ['default', expect.stringMatching(/:event-bus\/default$/)] } });
    expect(byName).toEqual({ eventName: ['DisableRule', 'DeleteRule', 'PutRule'], requestParameters: { name: expect.any(Array) } });
    expect([...byName.requestParameters.name].sort()).toEqual(deployed.map(({ ref, properties }) => properties.Name ?? ref).sort());
    expect(byRule).toEqual({ eventName: ['RemoveTargets', 'PutTargets'], requestParameters: { rule: byName.requestParameters.name } });
  });

  test('the topic of the alerts with its key, further topics, and alarms in patterns that are short enough', () => {
    const stack = newStack();
    const alerts = new AlertTopic(stack, 'Alerts');
    const topic = new sns.Topic(stack, 'Topic');
    const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
    const { alarms } = new CisAlarms(stack, 'CisAlarms', { trail, alerts });
    new TamperDetection(stack, 'TamperDetection', { trail, alerts, monitoring: { alarms, topics: [topic] } });

    const deployment = Deployment.of(stack);
    const named = (service: string) => details(stack, service).flatMap(({ $or = [] }) => $or.map(({ requestParameters }: any) => requestParameters));
    const topics = deployment.resources('AWS::SNS::Topic').map(({ ref }) => ref);
    expect(named('sns').flatMap(({ topicArn = [] }) => topicArn).sort()).toEqual(topics.sort());
    expect(named('sns').flatMap(({ subscriptionArn = [] }) => subscriptionArn.map(({ prefix }: any) => prefix)).sort()).toEqual(topics.map((arn) => `${arn}:`).sort());
    expect(named('monitoring').flatMap(({ alarmNames = [] }) => alarmNames).sort()).toEqual(deployment.resources('AWS::CloudWatch::Alarm').map(({ ref }) => ref).sort());
    expect(details(stack, 'monitoring').map(({ eventName }) => eventName)).toContainEqual(['PutAlarmMuteRule']);
    expect(details(stack, 'kms')).toHaveLength(2);
    expect(patterns(stack).map((pattern) => JSON.stringify(pattern).length).filter((length) => length > 2_048)).toEqual([]);
  });

  test.each([
    ['a trail', { trailArn: ARN }, 'cloudtrail.amazonaws.com'],
    ['a bucket', (stack: Stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'audit-logs') }), 's3.amazonaws.com'],
    ['a key', (stack: Stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1') }), 'kms.amazonaws.com'],
    ['a log group', (stack: Stack) => ({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'LogGroup', 'audit') }), 'logs.amazonaws.com'],
  ])('%s alone', (_what, attributes, eventSource) => {
    const stack = newStack();
    const known = typeof attributes === 'function' ? attributes(stack) : attributes;
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes(known), ruleTargets: [target] });

    const template = Template.fromStack(stack);
    expect(new Set(details(stack).map((detail) => detail.eventSource[0]))).toEqual(new Set([eventSource, 'events.amazonaws.com']));
    template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED',
      EventPattern: { 'source': [`aws.${eventSource.split('.')[0]}`], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': Match.objectLike({ eventSource: [eventSource] }) },
    });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('a trail whose ARN is known only at deployment', () => {
    const stack = newStack();
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ trailArn: stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: 'audit' }) }) });

    expect(trailRule(stack)).toEqual([ARN, 'audit']);
  });

  test('a trail whose ARN is one token', () => {
    const app = new App();
    const producer = new Stack(app, 'Producer', { env: ENV });
    const consumer = new Stack(app, 'Consumer', { env: ENV });
    const trail = new s3.CfnBucket(producer, 'StandsForATrail').attrArn;
    new TamperDetection(consumer, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ trailArn: trail }) });

    Template.fromStack(consumer).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { $or: Match.arrayWith([Match.objectLike({ requestParameters: { name: [{ 'Fn::ImportValue': Match.anyValue() }, { 'Fn::Select': [1, { 'Fn::Split': ['/', Match.anyValue()] }] }] } })]) } },
    });
  });

  test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']])('in %s', (partition, region) => {
    const stack = new Stack(new App(), 'Security', { env: { account: '111122223333', region } });
    const logGroup = new logs.LogGroup(stack, 'LogGroup');
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ logGroup }) });

    const byIdentifier = details(stack, 'logs')[0].$or.find(({ requestParameters }: any) => requestParameters.logGroupIdentifier);
    expect(byIdentifier.requestParameters.logGroupIdentifier[1]).toMatch(new RegExp(`^arn:${partition}:logs:${region}:111122223333:log-group:[^*]+$`));
  });
});

describe('tells', () => {
  test('the destination in plain words, other targets the whole event', () => {
    const stack = newStack();
    const alerts = new AlertTopic(stack, 'Alerts');
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ trailArn: ARN }), alerts, ruleTargets: [target] });

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      Targets: [
        Match.objectLike({
          Arn: stack.resolve(alerts.topic.topicArn),
          InputTransformer: {
            InputPathsMap: Match.objectLike({ 'detail-eventName': '$.detail.eventName', 'detail-userIdentity-arn': '$.detail.userIdentity.arn', 'detail-errorCode': '$.detail.errorCode' }),
            InputTemplate: Match.stringLikeRegexp('^"<detail-eventName> by <detail-userIdentity-arn> from <detail-sourceIPAddress> at <detail-eventTime>: possible tampering with the trail of your CloudTrail trail"'),
          },
        }),
        { Arn: stack.resolve(stack.formatArn({ service: 'sqs', resource: 'tampering' })), Id: Match.anyValue() },
      ],
    });
  });

  test('nobody, and warns of it', () => {
    const stack = newStack();
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ trailArn: ARN }), ruleTargets: [] });

    Annotations.fromStack(stack).hasWarning('/Security/TamperDetection', Match.stringLikeRegexp('The rules have no targets: nobody is notified. Set `alerts` or `ruleTargets`'));
  });
});

inEveryStrength(() => {
  describe('what is elsewhere', () => {
    test.each([
      ['the trail', 'The trail is in Region us-east-1', () => ({ trailArn: ARN.replace('eu-west-1', 'us-east-1') })],
      ['the trail of another account', 'The trail is in account 999988887777', () => ({ trailArn: ARN.replace('111122223333', '999988887777') })],
      ['the bucket', 'The bucket is in Region us-east-1', (stack: Stack) => ({ bucket: s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'logs', region: 'us-east-1' }) })],
      ['the key', 'The key is in account 999988887777', (stack: Stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'K', 'arn:aws:kms:eu-west-1:999988887777:key/1') })],
      ['the log group', 'The log group is in Region us-east-1', (stack: Stack) => (
        { logGroup: logs.LogGroup.fromLogGroupArn(stack, 'L', 'arn:aws:logs:us-east-1:111122223333:log-group:audit') }
      )],
    ])('%s gets no rule, and a warning says so', (_what, message, attributes) => {
      const stack = newStack(ENV);
      new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes(attributes(stack)), ruleTargets: [target] });

      Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 0);
      Annotations.fromStack(stack).hasWarning('/Security/TamperDetection', Match.stringLikeRegexp(`${message}: no rule of this stack receives its events. Create another TamperDetection`));
    });

    test('is seen by a second instance there', () => {
      const app = new App();
      const trailStack = new Stack(app, 'Trail', { env: ENV });
      const archive = new Stack(app, 'Archive', { env: { account: '999988887777', region: 'eu-west-1' } });
      const bucket = new s3.Bucket(archive, 'Bucket', { bucketName: 'archive-logs' });
      const trail = TrailSource.fromTrailAttributes({ trailArn: ARN, bucket });
      new TamperDetection(trailStack, 'TamperDetection', { trail, ruleTargets: [target] });
      new TamperDetection(archive, 'TamperDetection', { trail, ruleTargets: [target] });

      Template.fromStack(trailStack).hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ source: ['aws.cloudtrail'] }) });
      Template.fromStack(archive).hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ source: ['aws.s3'] }) });
    });
  });
});

test('fails when there is nothing to monitor', () => {
  expect(() => new TamperDetection(newStack(), 'TamperDetection', { trail: TrailSource.fromTrailAttributes({}) })).toThrow(
    '`trail.trailAttributes` must contain a trail ARN, bucket, encryption key or log group, got: none [Security/TamperDetection]. Set one of them in `TrailSource.fromTrailAttributes`.',
  );
});

test('can be created twice in a stack, in a stage and in a nested stack', () => {
  const stack = new Stack(new Stage(new App(), 'Prod'), 'Security');
  const nested = new NestedStack(stack, 'Nested');
  const trail = TrailSource.fromTrailAttributes({ trailArn: ARN });
  for (const [scope, id] of [[stack, 'One'], [stack, 'Two'], [nested, 'Three']] as const) {
    new TamperDetection(scope, id, { trail, ruleTargets: [target] });
  }

  // Each has a rule for the trail, one for the event bus and one for its own rules.
  Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 6);
  Template.fromStack(nested).resourceCountIs('AWS::Events::Rule', 3);
});

describe('a key that is known by an alias', () => {
  const ofKey = (stack: Stack, encryptionKey: kms.IKey) => {
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ encryptionKey }), ruleTargets: [target] });
    return details(stack, 'kms');
  };
  const aliasRule = expect.objectContaining({ eventName: ['UpdateAlias', 'DeleteAlias'], requestParameters: { aliasName: ['alias/audit'] } });

  test('is monitored by the ARN of the key, and so is the alias', () => {
    const stack = newStack(ENV);
    const found = ofKey(stack, new kms.Key(stack, 'Key').addAlias('audit'));

    expect(found[0].$or).toContainEqual(expect.objectContaining({ resources: { ARN: [Deployment.of(stack).resource('AWS::KMS::Key').arn] } }));
    expect(found.slice(1)).toEqual([aliasRule]);
  });

  test('of which no more is known is monitored for changes to the alias, with a warning about the rest', () => {
    const stack = newStack(ENV);

    expect(ofKey(stack, kms.Alias.fromAliasName(stack, 'Key', 'alias/audit'))).toEqual([aliasRule]);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('alias/audit.*no rule sees that it is disabled'));
  });
});

test('the role is recorded where IAM is: elsewhere, its effect tells, and no warning is needed', () => {
  const stack = newStack(ENV);
  new TamperDetection(stack, 'TamperDetection', { trail: new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} }), ruleTargets: [target] });

  expect(details(stack, 'iam')).toEqual([]);
  Annotations.fromStack(stack).hasInfo('/Security/TamperDetection', Match.stringLikeRegexp('Changes to the role for the log group are recorded in Region us-east-1'));
  Annotations.fromStack(stack).hasNoWarning('/Security/TamperDetection', Match.anyValue());
});

describe('the role of the replication', () => {
  const withReplica = (env: typeof ENV) => {
    const stack = new Stack(new App(), 'Security', { env });
    const encryptionKeyArn = 'arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    return { stack, destination: TrailLogReplica.fromTrailLogReplicaAttributes(stack, 'Replica', { bucketName: 'audit-replica', encryptionKeyArn }) };
  };
  const ofRoles = (stack: Stack) => details(stack, 'iam').map(({ requestParameters }) => requestParameters.roleName[0]);

  test.each(['trail', 'archive'])('of a replicated %s is monitored where IAM records changes', (kind) => {
    const { stack, destination } = withReplica({ ...ENV, region: 'us-east-1' });
    const made = kind === 'trail'
      ? new WellArchitectedTrail(stack, 'Trail', { replica: { destination } })
      : new TrailLogArchive(stack, 'Archive', { replica: { destination } });
    new TamperDetection(stack, 'TamperDetection', { trail: 'trailSource' in made ? made.trailSource() : made, ruleTargets: [target] });

    const { role } = Deployment.of(stack).resources('AWS::S3::Bucket').map(({ properties }) => ({ role: properties.ReplicationConfiguration?.Role })).find((each) => each.role)!;
    expect(ofRoles(stack)).toEqual([expect.any(String)]);
    expect(role).toMatch(new RegExp(`:role/${ofRoles(stack)[0]}$`));
  });

  test('is seen by its effect elsewhere', () => {
    const { stack, destination } = withReplica(ENV);
    new TamperDetection(stack, 'TamperDetection', { trail: new WellArchitectedTrail(stack, 'Trail', { replica: { destination } }), ruleTargets: [target] });

    expect(ofRoles(stack)).toEqual([]);
    Annotations.fromStack(stack).hasInfo('/Security/TamperDetection',
      Match.stringLikeRegexp('Changes to the role for the replication are recorded in Region us-east-1.*`ReplicationHealth` tells when log files are not replicated'));
  });
});

describe('an organization', () => {
  const attributes = { trailArn: ARN, organizationId: 'o-a1b2c3d4e5' };

  test.each([
    ['us-east-1', 'aws'], ['cn-northwest-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'],
  ])('is monitored in %s: nobody takes it away from CloudTrail unnoticed', (region, partition) => {
    const stack = newStack({ ...ENV, region });
    const trailArn = `arn:${partition}:cloudtrail:${region}:${ENV.account}:trail/audit`;
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes({ ...attributes, trailArn }), ruleTargets: [target] });

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.organizations'],
        detail: { eventName: Match.arrayWith(['DisableAWSServiceAccess']), requestParameters: { servicePrincipal: ['cloudtrail.amazonaws.com'] } },
      },
    });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test.each<[string, typeof ENV | undefined]>([
    ['whose Region only the deployment knows', undefined], ['of another partition', { ...ENV, region: 'us-iso-east-1' }],
  ])('is monitored in a stack %s', (_, env) => {
    const stack = newStack(env);
    const trail = TrailSource.fromTrailAttributes({ organizationId: 'o-a1b2c3d4e5', trailArn: stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: 'audit' }) });
    new TamperDetection(stack, 'TamperDetection', { trail, ruleTargets: [target] });

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ source: ['aws.organizations'] }) });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('is out of sight elsewhere, which is said', () => {
    const stack = newStack(ENV);
    new TamperDetection(stack, 'TamperDetection', { trail: TrailSource.fromTrailAttributes(attributes), ruleTargets: [target] });

    expect(details(stack, 'organizations')).toEqual([]);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('The organization is in Region us-east-1'));
  });
});
