import { App, Fn, Lazy, NestedStack, Stack, Token, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ACCOUNT, ENV } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { newStack, newTrail, propertiesOf, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** How a resource may come, and where its policy is written, if anywhere. */
const KINDS = {
  bucket: {
    L1: (scope: Construct) => new s3.CfnBucket(scope, 'Existing'),
    L2: (scope: Construct) => new s3.Bucket(scope, 'Existing'),
    imported: (scope: Construct) => s3.Bucket.fromBucketName(scope, 'Existing', 'central-logs'),
  },
  encryptionKey: {
    'L1': (scope: Construct) => new kms.CfnKey(scope, 'Existing'),
    'L2': (scope: Construct) => new kms.Key(scope, 'Existing'),
    'alias L2': (scope: Construct) => new kms.Alias(scope, 'Existing', { aliasName: 'alias/central', targetKey: new kms.Key(scope, 'Target') }),
    'imported': (scope: Construct) => kms.Key.fromKeyArn(scope, 'Existing', KEY_ARN),
    'imported alias': (scope: Construct) => kms.Alias.fromAliasName(scope, 'Existing', 'alias/central'),
  },
  topic: {
    L1: (scope: Construct) => new sns.CfnTopic(scope, 'Existing'),
    L2: (scope: Construct) => new sns.Topic(scope, 'Existing'),
    imported: (scope: Construct) => sns.Topic.fromTopicArn(scope, 'Existing', 'arn:aws:sns:eu-west-1:111122223333:notices'),
  },
};
type Kind = keyof typeof KINDS;

const propsFor: Record<Kind, (resource: any) => WellArchitectedTrailProps> = {
  bucket: (bucket) => ({ bucket }),
  encryptionKey: (encryptionKey) => ({ encryptionKey }),
  topic: (topic) => ({ notifications: { topic } }),
};

/** Where the resource is, seen from the stack of the trail. */
const PLACES: Record<string, (app: App, stack: Stack) => Construct> = {
  'the same stack': (_, stack) => stack,
  'another stack': (app) => new Stack(app, 'Other'),
  'a nested stack': (_, stack) => new NestedStack(stack, 'Nested'),
  'a nested stack of another stack': (app) => new NestedStack(new Stack(app, 'Other'), 'Nested'),
};

const made = (['bucket', 'encryptionKey', 'topic'] as const).flatMap((kind) => Object.entries(KINDS[kind])
  .filter(([how]) => /L[12]/.test(how))
  .flatMap(([how, make]) => Object.keys(PLACES).map((where) => ({ kind, how, where, make: make as (scope: Construct) => any }))));

inEveryStrength(() => {
  describe.each(made)('$kind, $how, in $where', ({ kind, where, make }) => {
    const app = new App();
    const stack = new Stack(app, 'Audit');
    const trail = new WellArchitectedTrail(stack, 'Trail', propsFor[kind](make(PLACES[where](app, stack))));
    const deployment = Deployment.of(app);
    const written = deployment.resource('AWS::CloudTrail::Trail').properties;

    test('serves the trail, and its policy admits the trail', () => {
      const propertiesOfAll = (type: string) => deployment.resources(type).map(({ properties }) => properties);
      const documents: Record<Kind, () => { Statement: any[] }[]> = {
        bucket: () => propertiesOfAll('AWS::S3::BucketPolicy').filter(({ Bucket }) => Bucket === written.S3BucketName).map((policy) => policy.PolicyDocument),
        encryptionKey: () => propertiesOfAll('AWS::KMS::Key').map((key) => key.KeyPolicy),
        topic: () => propertiesOfAll('AWS::SNS::TopicPolicy').filter(({ Topics }) => Topics[0] === written.SnsTopicName).map((policy) => policy.PolicyDocument),
      };
      const [document, ...others] = documents[kind]();
      const ours = { bucket: trail.bucketPolicyStatements, encryptionKey: trail.keyPolicyStatements, topic: trail.topicPolicyStatements }[kind];

      expect(others).toEqual([]);
      expect(ours.map(({ sid }) => sid)).toEqual(document.Statement.map(({ Sid }) => Sid).filter((sid) => /CloudTrail|CloudWatchLogs/.test(sid)));
      expect(JSON.stringify(document)).toContain(`:trail/${trail.trailName}"`);
    });

    test('warns of nothing', () => {
      // CDK itself has something to say about references between stacks.
      expect(warningsOf(stack).filter((id) => !id.startsWith('@aws-cdk/core:crossStackReferences'))).toEqual([]);
    });

    test('exists, with its policy, before the trail', () => {
      const other = app.node.tryFindChild('Other') as Stack | undefined;
      if (other) {
        expect(stack.dependencies).toEqual([other]);
      } else if (kind !== 'encryptionKey' || where !== 'the same stack') {
        const [{ DependsOn: waits = [] }] = Object.values<any>(Template.fromStack(stack).findResources('AWS::CloudTrail::Trail'));
        expect(waits.some((id: string) => (where === 'the same stack' ? /^Existing.*Policy/ : /^Nested/).test(id))).toBe(true);
      }
    });
  });
});

const MESSAGE = new RegExp('^The policy of `([\\w.]+)` is not managed by this app, because the resource is imported\\. '
  + 'Before the trail is deployed, its owner must add (?:this statement|these \\d statements)(?:, which (?:is|are) also `trail\\.(\\w+)`)? \\(docs/adopting\\.md\\)\\.(?: Replace .*)?\n'
  + '(\\[\n  \\{\n[^]*?\n\\])(\nIf the trail has had a log group [^]*)? \\[ack: Annotation::(.*)\\]$');

const MEMBERS: Record<string, string> = { 'bucket': 'bucketPolicyStatements', 'encryptionKey': 'keyPolicyStatements', 'notifications.topic': 'topicPolicyStatements' };

describe('resources that are imported', () => {
  const arn = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit';
  const service = { Service: 'cloudtrail.amazonaws.com' };
  const onlyTrail = { StringEquals: { 'aws:SourceArn': arn } };
  const context = { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:*:111122223333:trail/*' } };
  const keyStatements = [
    { Sid: 'AllowCloudTrailEncrypt', Effect: 'Allow', Principal: service, Action: 'kms:GenerateDataKey*', Resource: '*', Condition: { ...onlyTrail, ...context } },
    { Sid: 'AllowCloudTrailDecrypt', Effect: 'Allow', Principal: service, Action: 'kms:Decrypt', Resource: '*', Condition: onlyTrail },
    { Sid: 'AllowCloudTrailDescribeKey', Effect: 'Allow', Principal: service, Action: 'kms:DescribeKey', Resource: '*', Condition: onlyTrail },
  ];
  const bucketArn = 'arn:aws:s3:::central-logs';

  test.each<[string, string, (stack: Stack) => WellArchitectedTrailProps, object[]]>([
    ['bucket', 'bucketPolicyNotWritten', (stack) => ({ bucket: KINDS.bucket.imported(stack), bucketKeyPrefix: 'pre' }), [
      { Sid: 'AWSCloudTrailAclCheck', Effect: 'Allow', Principal: service, Action: 's3:GetBucketAcl', Resource: bucketArn, Condition: onlyTrail },
      {
        Sid: 'AWSCloudTrailWrite',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:PutObject',
        Resource: `${bucketArn}/pre/AWSLogs/111122223333/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': arn } },
      },
    ]],
    ['encryptionKey', 'encryptionKeyPolicyNotWritten', (stack) => ({ encryptionKey: KINDS.encryptionKey.imported(stack) }), keyStatements],
    ['encryptionKey', 'encryptionKeyPolicyNotWritten', (stack) => ({ encryptionKey: KINDS.encryptionKey['imported alias'](stack) }), keyStatements],
    ['encryptionKey', 'encryptionKeyPolicyNotWritten', (stack) => ({
      // A policy that only CloudFormation can read.
      encryptionKey: new kms.CfnKey(stack, 'Key', { keyPolicy: Lazy.any({ produce: () => ({ 'Fn::Transform': 'KeyPolicy' }) }) }),
    }), keyStatements],
    ['encryptionKey', 'encryptionKeyPolicyNotWritten', (stack) => ({
      encryptionKey: new kms.CfnKey(stack, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [Fn.conditionIf('Strict', {}, {})] } }),
    }), keyStatements],
    ['notifications.topic', 'notificationsTopicPolicyNotWritten', (stack) => ({ notifications: { topic: KINDS.topic.imported(stack) } }), [{
      Sid: 'AWSCloudTrailSNSPolicy',
      Effect: 'Allow',
      Principal: service,
      Action: 'sns:Publish',
      Resource: 'arn:aws:sns:eu-west-1:111122223333:notices',
      Condition: onlyTrail,
    }]],
    ['accessLogs.bucket', 'accessLogsBucketPolicyNotWritten', (stack) => ({ accessLogs: { bucket: KINDS.bucket.imported(stack) } }), [{
      Sid: 'S3ServerAccessLogsPolicy',
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${bucketArn}/audit/*`,
      Condition: { ArnLike: { 'aws:SourceArn': ['${TrailBucket6C1E344E.Arn}', expect.stringMatching(/^arn:aws:s3:::audit-trail-[0-9a-f]{8}-locked-111122223333-eu-west-1-an$/)] }, StringEquals: { 'aws:SourceAccount': '111122223333' } },
    }]],
  ])('%s: one warning %s has the exact statements', (prop, id, props, statements) => {
    const stack = newStack({ env: ENV });
    newTrail({ ...props(stack), trailName: 'audit' }, stack);
    const [{ entry: { data } }, ...others] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('PolicyNotWritten'));
    const [, named, member, json, keep, acknowledgement] = MESSAGE.exec(String(data))!;
    expect(member).toBe(MEMBERS[named]);

    expect(others).toEqual([]);
    expect([named, acknowledgement]).toEqual([prop, `cdk-well-architected-trail:${id}`]);
    const sids = JSON.parse(json).map((statement: any) => ({ ...statement, Sid: statement.Sid.replace(/[0-9a-f]{8}$/, '') }));
    expect(sids).toEqual(statements);
    // A key that is known only by its alias, or at deployment, has never encrypted a log group.
    const { encryptionKey } = props(newStack({ env: ENV }));
    expect(keep !== undefined).toBe(encryptionKey !== undefined && !('aliasName' in encryptionKey) && !Token.isUnresolved(encryptionKey.keyRef.keyArn));
  });

  test('the owner of another app can add the statements that the members have', () => {
    const stack = newStack({ env: ENV });
    const trail = newTrail({
      bucket: KINDS.bucket.imported(new Construct(stack, 'A')),
      encryptionKey: KINDS.encryptionKey.imported(new Construct(stack, 'B')),
      notifications: { topic: KINDS.topic.imported(new Construct(stack, 'C')) },
    }, stack);
    const owner = newStack({ env: ENV });
    const [bucket, key, topic] = [new s3.Bucket(owner, 'Bucket'), new kms.Key(owner, 'Key'), new sns.Topic(owner, 'Topic')];
    trail.bucketPolicyStatements.forEach((statement) => bucket.addToResourcePolicy(statement));
    trail.keyPolicyStatements.forEach((statement) => key.addToResourcePolicy(statement));
    trail.topicPolicyStatements.forEach((statement) => topic.addToResourcePolicy(statement));

    const template = JSON.stringify(Template.fromStack(owner).toJSON());
    expect(template.split(`:cloudtrail:eu-west-1:111122223333:trail/${trail.trailName}"`)).toHaveLength(1 + 2 + 3 + 1);
  });

  test('the warning is gone once somebody has acknowledged it', () => {
    const stack = newStack({ env: ENV });
    const trail = newTrail({ bucket: KINDS.bucket.imported(stack) }, stack);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:bucketPolicyNotWritten']);

    const acknowledged = newStack({ env: ENV });
    Validations.of(newTrail({ bucket: KINDS.bucket.imported(acknowledged) }, acknowledged))
      .acknowledge({ id: 'Annotation::cdk-well-architected-trail:bucketPolicyNotWritten', reason: 'The central bucket admits this trail' });
    expect(warningsOf(acknowledged)).toEqual([]);
    expect(trail.bucketPolicyStatements).toHaveLength(2);
  });

  test('something that stands for a bucket, key, topic or log group and is no construct of CDK', () => {
    const stack = newStack({ env: ENV });
    const reference = (ref: object) => Object.assign(new Construct(stack, Object.keys(ref)[0]), ref, { env: ENV }) as any;
    const trail = newTrail({
      bucket: reference({ bucketRef: { bucketName: 'central-logs', bucketArn: 'arn:aws:s3:::central-logs' } }),
      encryptionKey: reference({ keyRef: { keyId: '1234', keyArn: KEY_ARN } }),
      notifications: { topic: reference({ topicRef: { topicArn: 'arn:aws:sns:eu-west-1:111122223333:notices' } }) },
      cloudWatchLogs: { logGroup: reference({ logGroupRef: { logGroupName: 'events', logGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:events' } }) },
    }, stack);
    expect(propertiesOf(Template.fromStack(stack), 'AWS::CloudTrail::Trail')).toMatchObject({
      S3BucketName: 'central-logs', KMSKeyId: KEY_ARN, SnsTopicName: 'arn:aws:sns:eu-west-1:111122223333:notices',
    });
    expect(trail.logGroup!.logGroupName).toBe('events');
    expect(warningsOf(stack)).toHaveLength(3);
  });
});

describe('a resource that is neither L1 nor L2', () => {
  /** All that an input of the library asks for. */
  class Reference extends Construct implements s3.IBucketRef, kms.IKeyRef {
    public readonly env = ENV;
    public readonly bucketRef = { bucketName: 'logs', bucketArn: 'arn:aws:s3:::logs' };
    public readonly keyRef = { keyId: 'k', keyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k` };
  }

  test('serves, and its owner is told what to add', () => {
    const stack = newStack({ env: ENV });
    const reference = new Reference(stack, 'Reference');
    const trail = newTrail({ bucket: reference, encryptionKey: reference }, stack);

    Template.fromStack(stack).hasResourceProperties('AWS::CloudTrail::Trail', { S3BucketName: 'logs', KMSKeyId: reference.keyRef.keyArn });
    expect(trail.grantRead(new iam.AccountPrincipal(ACCOUNT))).toBeDefined();
    expect(warningsOf(stack).sort()).toEqual(['cdk-well-architected-trail:bucketPolicyNotWritten', 'cdk-well-architected-trail:encryptionKeyPolicyNotWritten']);
  });
});
