import { App, CfnOutput, CfnResource, Lazy, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type Construct } from 'constructs';
import { ENV, OTHER_ACCOUNT } from '../fixtures/accounts';
import { testInEveryStrength } from '../fixtures/cross-stack';
import { AlertTopic, DeliveryHealth, TamperDetection, TrailAnalysis, TrailLogArchive, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

const inHome = (app: Construct, name: string) => new Stack(app, name, { env: ENV });
function two(): { app: App; audit: Stack; other: Stack } {
  const app = new App();
  return { app, audit: inHome(app, 'Audit'), other: inHome(app, 'Other') };
}
/** Something in one stack that refers to something in another. */
const refer = (from: Stack, value: string) => new CfnOutput(from, 'Refers', { value });

describe('two stacks that would wait for each other are refused by the name of the prop', () => {
  testInEveryStrength('a key', (app) => {
    const [audit, other] = [inHome(app, 'Audit'), inHome(app, 'Other')];
    const trail = new WellArchitectedTrail(audit, 'Trail', { encryptionKey: new kms.Key(other, 'Key') });
    refer(other, trail.bucket.bucketArn);

    expect(() => app.synth()).toThrow("`encryptionKey` must not be in a stack that depends on the stack of this construct (Audit), got: 'Other/Key/Resource' [Audit/Trail]. "
      + 'The two would wait for each other, because Other/Refers refers to Audit/Trail/Bucket/Resource. Create this construct in the stack Other, or remove that reference.');
  });

  test('a key by its alias', () => {
    const { app, audit, other } = two();
    const trail = new WellArchitectedTrail(audit, 'Trail', { encryptionKey: new kms.Key(other, 'Key').addAlias('audit') });
    refer(other, trail.bucket.bucketArn);

    expect(() => app.synth()).toThrow(/^`encryptionKey` must not be in a stack/);
  });

  test('what is inside options', () => {
    const { app, audit, other } = two();
    const trail = new WellArchitectedTrail(audit, 'Trail', { cloudWatchLogs: { logGroup: new logs.LogGroup(other, 'Group') } });
    refer(other, trail.bucket.bucketArn);

    expect(() => app.synth()).toThrow(/^`cloudWatchLogs\.logGroup` must not be in a stack/);
  });

  test('a trail that is described', () => {
    const { app, audit, other } = two();
    const bucket = new s3.Bucket(other, 'Bucket');
    const analysis = new TrailAnalysis(audit, 'Analysis', { trail: TrailSource.fromTrailAttributes({ bucket }) });
    refer(other, analysis.resultsBucket!.bucketArn);

    expect(() => app.synth()).toThrow(/^`trail` must not be in a stack/);
  });

  test('a prop whose stack is the one, where the construct itself is not', () => {
    const { app, audit, other } = two();
    const trail = new WellArchitectedTrail(audit, 'Trail', { cloudWatchLogs: {} });
    const alerts = new AlertTopic(other, 'Alerts');
    const health = new DeliveryHealth(audit, 'Health', { trail, alerts });
    (health.logGroupAlarm!.node.defaultChild as CfnResource).addPropertyOverride('AlarmName', new sns.Topic(other, 'Name').topicName);
    refer(other, trail.bucket.bucketArn);

    expect(() => app.synth()).toThrow(/^`alerts` must not be in a stack/);
  });

  test('a reader', () => {
    const { app, audit, other } = two();
    const archive = new TrailLogArchive(audit, 'Archive');
    archive.bucket.addToResourcePolicy(new iam.PolicyStatement({
      actions: ['s3:GetObject'], resources: [archive.bucket.arnForObjects('*')], principals: [new iam.ArnPrincipal(new iam.Role(other, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleArn)],
    }));
    refer(other, archive.accessLogBucket.bucketArn);

    expect(() => app.synth()).toThrow(/^`grantee` must not be in a stack/);
  });

  test('what comes through no prop', () => {
    const { app, audit, other } = two();
    const alerts = new AlertTopic(audit, 'Alerts');
    (alerts.topic.node.defaultChild as CfnResource).addPropertyOverride('DisplayName', new sns.Topic(other, 'Name').topicName);
    refer(other, alerts.topic.topicArn);

    expect(() => app.synth()).toThrow(/^`scope` must not be in a stack/);
  });

  test('by way of a third stack, and by what waits for no resource', () => {
    const { app, audit, other } = two();
    const third = inHome(app, 'Third');
    const trail = new WellArchitectedTrail(audit, 'Trail', { encryptionKey: new kms.Key(other, 'Key') });
    other.addStackDependency(third);
    const waiting = new CfnResource(third, 'Waiting', { type: 'Test::Waiting' });
    waiting.node.addDependency(trail.bucket);

    expect(() => app.synth()).toThrow(/^`encryptionKey` must not be in a stack .*because Third\/Waiting refers to Audit\/Trail\/Bucket/);
  });

  test('nested stacks', () => {
    const { app, audit } = two();
    const [storage, nested] = ['Storage', 'Nested'].map((id) => new NestedStack(audit, id));
    const trail = new WellArchitectedTrail(nested, 'Trail', { encryptionKey: new kms.Key(storage, 'Key') });
    refer(storage, trail.bucket.bucketArn);

    expect(() => app.synth()).toThrow(/^`encryptionKey` must not be in a stack that depends on the stack of this construct \(Audit\/Nested\)/);
  });
});

describe('what is no cycle is accepted', () => {
  test.each<[string, (app: App, audit: Stack, other: Stack) => void]>([
    ['a reference in one direction', (_, audit, other) => new WellArchitectedTrail(audit, 'Trail', { encryptionKey: new kms.Key(other, 'Key') })],
    ['a nested stack and its parent', (_, audit) => {
      const trail = new WellArchitectedTrail(new NestedStack(audit, 'Nested'), 'Trail', { encryptionKey: new kms.Key(audit, 'Key') });
      refer(audit, trail.bucket.bucketArn);
    }],
    ['two other stacks that need an error of their own', (_, audit, other) => {
      new WellArchitectedTrail(audit, 'Trail', { encryptionKey: new kms.Key(other, 'Key') });
      new Stage(other.node.root as App, 'Stage');
    }],
  ])('%s', (_, build) => {
    const { app, audit, other } = two();
    build(app, audit, other);

    expect(() => app.synth()).not.toThrow();
  });
});

test('errors of others stay as they are', () => {
  const { app, audit, other } = two();
  new WellArchitectedTrail(audit, 'Trail', { encryptionKey: new kms.Key(other, 'Key') });
  refer(other, Lazy.string({
    produce: () => {
      throw new Error('theirs');
    },
  }));

  expect(() => app.synth()).toThrow(/theirs/);
});

test('errors of what is inside stay as they are', () => {
  const { app, audit } = two();
  const { cfnTrail } = new WellArchitectedTrail(audit, 'Trail');
  cfnTrail.addPropertyOverride('TrailName', Lazy.string({
    produce: () => {
      throw new Error('mine');
    },
  }));

  expect(() => app.synth()).toThrow(/mine/);
});

test('what is in another stage has to be imported', () => {
  const app = new App();
  const [one, another] = ['One', 'Another'].map((id) => new Stage(app, id, { env: ENV }));
  const trail = new WellArchitectedTrail(inHome(one, 'Audit'), 'Trail');
  new TamperDetection(inHome(another, 'Security'), 'Tampering', { trail, alerts: new AlertTopic(inHome(another, 'Alerts'), 'Alerts') });

  expect(() => app.synth()).toThrow(/^`trail` must be in the stage of this construct, because stages are deployed apart from each other, got: 'One\/Audit\/Trail\//);
});

test.each([
  ['account', { region: ENV.region }],
  ['Region', { account: ENV.account }],
])('a stack that does not name its %s cannot be referred to', (what, env) => {
  const app = new App();
  const open = new Stack(app, 'Open', { env });
  new AlertTopic(inHome(app, 'Audit'), 'Alerts', { encryptionKey: new kms.Key(open, 'Key') });

  expect(() => app.synth()).toThrow(new RegExp(`only one of the two stacks names its ${what}, got: .* here, unknown there .*Set \`env.${what.toLowerCase()}\` on both stacks or on neither`));
});

test('a stack that reads an output of another account is deployed after it', () => {
  const app = new App();
  const there = new Stack(app, 'There', { env: { account: OTHER_ACCOUNT, region: ENV.region } });
  const here = inHome(app, 'Here');
  const key = new kms.Key(there, 'Key');
  new AlertTopic(here, 'Alerts', { encryptionKey: key });
  app.synth();

  expect(here.dependencies).toContain(there);
});

test('a stack that names its account cannot be referred to by one that does not', () => {
  const app = new App();
  new AlertTopic(new Stack(app, 'Open'), 'Alerts', { encryptionKey: new kms.Key(inHome(app, 'Audit'), 'Key') });

  expect(() => app.synth()).toThrow('`encryptionKey` is in another stack, and only one of the two stacks names its account, got: unknown here, 111122223333 there [Open/Alerts]');
});

test('a name that comes through no prop is missing in another account', () => {
  const app = new App();
  const there = new Stack(app, 'There', { env: { account: OTHER_ACCOUNT, region: ENV.region } });
  const { topic } = new AlertTopic(inHome(app, 'Here'), 'Alerts');
  (topic.node.defaultChild as CfnResource).addPropertyOverride('DisplayName', new sns.Topic(there, 'Name').topicArn);

  expect(() => app.synth()).toThrow("`scope` needs a physical name, because it is referenced across accounts or Regions, got: 'There/Name' [Here/Alerts]. Give the resource a name, and set `env` on both stacks.");
});
