import { App, Aws, CfnParameter, Lazy, PhysicalName, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ACCOUNT, ENV, REGION } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { warningsOf } from '../helpers/trails';
import { WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const OTHER_ACCOUNT = { account: '222233334444', region: REGION };
const OTHER_REGION = { account: ACCOUNT, region: 'us-east-1' };
const CHINA = { account: '222233334444', region: 'cn-north-1' };

type Env = Partial<typeof ENV>;

/** A trail in one stack, with props made of resources in another one. */
function pair(env: Env | undefined, theirs: Env | undefined, props: (other: Stack, own: Stack) => WellArchitectedTrailProps): () => Stack {
  const app = new App();
  const own = new Stack(app, 'Audit', { env });
  const other = new Stack(app, 'Other', { env: theirs });
  return () => {
    new WellArchitectedTrail(own, 'Trail', props(other, own));
    return own;
  };
}

const bucketIn = (stack: Stack, bucketName?: string) => new s3.Bucket(stack, 'Bucket', { bucketName });
const keyIn = (stack: Stack) => new kms.Key(stack, 'Key', { alias: 'central' });
const aliasIn = (stack: Stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/central', targetKey: new kms.Key(stack, 'Key') });

inEveryStrength(() => {
  describe('Regions, accounts and partitions', () => {
    test.each<[string, Env, (stack: Stack) => WellArchitectedTrailProps, string]>([
      ['a bucket elsewhere without a key there', OTHER_REGION, (stack) => ({ bucket: bucketIn(stack, 'logs') }),
        "`encryptionKey` must be a key in the Region of the bucket (us-east-1), got: 'eu-west-1'"],
      ['a key elsewhere', OTHER_REGION, (stack) => ({ encryptionKey: keyIn(stack) }),
        "`encryptionKey` must be a key in the Region of the bucket (eu-west-1), got: 'us-east-1'"],
      ['a log group in another account', OTHER_ACCOUNT, (stack) => ({ cloudWatchLogs: { logGroup: new logs.LogGroup(stack, 'Group') } }),
        "`cloudWatchLogs.logGroup` must be in the account of the trail (111122223333), got: '222233334444'"],
      ['a bucket in another partition', CHINA, (stack) => ({ bucket: bucketIn(stack, 'logs'), encryptionKey: aliasIn(stack) }),
        "`bucket` must be in the partition of the trail (aws), got: 'cn-north-1'"],
      ['a bucket without a name in another account', OTHER_ACCOUNT, (stack) => ({ bucket: bucketIn(stack) }),
        "`bucket` needs a physical name, because it is referenced across accounts or Regions, got: 'Other/Bucket'"],
      ['a topic without a name in another account', OTHER_ACCOUNT, (stack) => ({ notifications: { topic: new sns.Topic(stack, 'Topic') } }),
        "`notifications.topic` needs a physical name, because it is referenced across accounts or Regions, got: 'Other/Topic'"],
    ])('%s', (_, theirs, props, message) => {
      expect(pair(ENV, theirs, props)).toThrow(message);
    });

    test.each<[string, Env, (stack: Stack) => WellArchitectedTrailProps]>([
      ['a bucket of a name that the CDK makes, in another account', OTHER_ACCOUNT, (stack) => ({ bucket: bucketIn(stack, PhysicalName.GENERATE_IF_NEEDED) })],
      ['a bucket with its key in another Region', OTHER_REGION, (stack) => ({ bucket: bucketIn(stack, 'logs'), encryptionKey: aliasIn(stack) })],
      ['a topic in another Region', OTHER_REGION, (stack) => ({ notifications: { topic: new sns.Topic(stack, 'Topic', { topicName: 'notices' }) } })],
      ['a topic in another account', OTHER_ACCOUNT, (stack) => ({ notifications: { topic: new sns.Topic(stack, 'Topic', { topicName: 'notices' }) } })],
    ])('%s is fine', (_, theirs, props) => {
      const stack = pair(ENV, theirs, props)();
      expect(() => Template.fromStack(stack)).not.toThrow();
      expect(warningsOf(stack)).toEqual([]);
    });
  });

  describe('environments that one of the two stacks names, and the other does not', () => {
    const props: Record<string, (stack: Stack) => WellArchitectedTrailProps> = {
      'bucket': (stack) => ({ bucket: bucketIn(stack, 'logs') }),
      'encryptionKey': (stack) => ({ encryptionKey: keyIn(stack) }),
      'accessLogs.bucket': (stack) => ({ accessLogs: { bucket: bucketIn(stack, 'logs') } }),
      'notifications.topic': (stack) => ({ notifications: { topic: new sns.Topic(stack, 'Topic') } }),
    };

    test.each(Object.keys(props))('%s', (prop) => {
      const rule = (what: string, whose: string) =>
        `\`${prop}\` is in another stack, and only one of the two stacks names its ${what}, got: ${what} ${whose} unknown`;
      expect(pair(ENV, undefined, props[prop])).toThrow(rule('account', 'of the resource'));
      expect(pair(undefined, ENV, props[prop])).toThrow(rule('account', 'of the trail'));
      expect(pair({ account: ENV.account }, ENV, props[prop])).toThrow(rule('Region', 'of the trail'));
    });

    test('bucket without a name', () => {
      expect(pair(ENV, undefined, (other) => ({ bucket: bucketIn(other) }))).toThrow(
        '`bucket` is in another stack, and only one of the two stacks names its account, got: account of the resource unknown',
      );
    });

    test('accessLogs.bucket in a stack whose account alone is known', () => {
      expect(pair(ENV, { account: ACCOUNT }, (other) => ({ accessLogs: { bucket: bucketIn(other) } }))).toThrow(
        '`accessLogs.bucket` is in another stack, and only one of the two stacks names its Region, got: Region of the resource unknown',
      );
    });

    test.each([undefined, ENV])('bucket and key together are fine when both stacks are in %j', (env) => {
      expect(pair(env, env, (other) => ({ bucket: bucketIn(other), encryptionKey: keyIn(other) }))).not.toThrow();
    });

    test.each(Object.keys(props))('%s is fine when both or neither are', (prop) => {
      expect(pair(undefined, undefined, props[prop])).not.toThrow();
      expect(pair(ENV, ENV, props[prop])).not.toThrow();
    });
  });

  test.each<[string, (stack: Stack) => WellArchitectedTrailProps]>([
    ['bucket', (stack) => ({ bucket: new s3.Bucket(stack, 'B', { bucketName: 'logs' }) })],
    ['encryptionKey', (stack) => ({ encryptionKey: new kms.Key(stack, 'K') })],
    ['notifications.topic', (stack) => ({ notifications: { topic: new sns.Topic(stack, 'T', { topicName: 'notices' }) } })],
  ])('a resource of another stage is an error: %s', (prop, props) => {
    const app = new App();
    const [central, prod] = ['Central', 'Prod'].map((id) => new Stack(new Stage(app, id), 'Audit', { env: ENV }));
    expect(() => new WellArchitectedTrail(prod, 'Trail', props(central)))
      .toThrow(new RegExp(`^\`${prop}\` must be in the stage of the trail, because .* Import it by its name or ARN`));
  });

  describe('names that a policy in another stack cannot have', () => {
    const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;
    const message = (name: string, prop: string, got = '{"Ref":"Parameter"}') => `\`${name}\` must be known before deployment, because the policy of \`${prop}\` in another stack names it, got: ${got}`;

    test.each<[string, string, (other: Stack, own: Stack) => WellArchitectedTrailProps]>([
      ['trailName', 'bucket', (other, own) => ({ bucket: bucketIn(other), trailName: parameter(own) })],
      ['bucketKeyPrefix', 'bucket', (other, own) => ({ bucket: bucketIn(other), bucketKeyPrefix: parameter(own) })],
      ['organization.organizationId', 'bucket', (other, own) => ({ bucket: bucketIn(other), organization: { organizationId: parameter(own) } })],
      ['trailName', 'encryptionKey', (other, own) => ({ encryptionKey: keyIn(other), trailName: parameter(own) })],
      ['trailName', 'notifications.topic', (other, own) => ({ notifications: { topic: new sns.Topic(other, 'Topic') }, trailName: parameter(own) })],
      ['accessLogs.prefix', 'accessLogs.bucket', (other, own) => ({ accessLogs: { bucket: bucketIn(other), prefix: parameter(own) } })],
    ])('%s, for %s', (name, prop, props) => {
      expect(pair(undefined, undefined, props)).toThrow(message(name, prop));
    });

    test('a pseudo parameter means something else in another Region', () => {
      const props = (other: Stack) => ({ bucket: bucketIn(other, 'logs'), encryptionKey: aliasIn(other), trailName: `audit-${Aws.REGION}` });
      expect(pair(ENV, OTHER_REGION, props)).toThrow(message('trailName', 'bucket', '{"Fn::Join":["",["audit-",{"Ref":"AWS::Region"}]]}'));
      expect(pair(ENV, ENV, props)).not.toThrow();
    });

    test.each<[string, (other: Stack, own: Stack) => WellArchitectedTrailProps]>([
      ['a parameter of the stack of the bucket', (other) => ({ bucket: bucketIn(other), trailName: parameter(other) })],
      ['a parameter of its own for a bucket of its own', (_, own) => ({ bucket: bucketIn(own), trailName: parameter(own) })],
      ['a text that is made later', (other) => ({ bucket: bucketIn(other), trailName: Lazy.string({ produce: () => 'audit' }) })],
      ['a prefix, which the policy of the key does not name', (other, own) => ({ encryptionKey: keyIn(other), bucketKeyPrefix: parameter(own) })],
    ])('%s is fine', (_, props) => {
      const stack = pair(undefined, undefined, props)();
      expect(() => stack.node.root.node.findAll().filter(Stack.isStack).map((one) => Template.fromStack(one))).not.toThrow();
    });

    test('a text that is made later is fine in another account', () => {
      expect(pair(ENV, OTHER_ACCOUNT, (other) => ({ bucket: bucketIn(other, 'logs'), trailName: Lazy.string({ produce: () => 'audit' }) }))).not.toThrow();
    });
  });

  describe('resources that wait for the trail', () => {
    const rule = 'must not depend on a key or bucket in the stack of the trail: the two stacks would depend on each other';

    test.each<[string, string, (other: Stack, own: Stack) => WellArchitectedTrailProps]>([
      ['bucket', 'Other/Bucket', (other, own) => ({ bucket: new s3.Bucket(other, 'Bucket', { encryptionKey: keyIn(own) }) })],
      ['bucket', 'Other/Bucket', (other, own) => ({ bucket: new s3.CfnBucket(other, 'Bucket', { loggingConfiguration: { destinationBucketName: bucketIn(own).bucketName } }) })],
      ['notifications.topic', 'Other/Topic', (other, own) => ({ notifications: { topic: new sns.Topic(other, 'Topic', { masterKey: keyIn(own) }) } })],
      ['cloudWatchLogs.logGroup', 'Other/Group', (other, own) => ({ cloudWatchLogs: { logGroup: new logs.LogGroup(other, 'Group', { encryptionKey: keyIn(own) }) } })],
      ['encryptionKey', 'Other/Alias', (other, own) => ({ encryptionKey: new kms.Alias(other, 'Alias', { aliasName: 'alias/own', targetKey: keyIn(own) }) })],
    ])('%s: %s', (prop, path, props) => {
      expect(pair(undefined, undefined, props)).toThrow(`\`${prop}\` ${rule}, got: '${path}'`);
    });
  });
});
