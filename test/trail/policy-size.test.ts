import { type App, CfnParameter, Fn, Lazy, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV } from '../fixtures/accounts';
import { newStack, newTrail, warningsOf } from '../helpers/trails';
import { type WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** A statement of at least so many bytes. */
const filler = (bytes: number, resource: string, n = 0, principals: iam.IPrincipal[] = [new iam.AnyPrincipal()]) => new iam.PolicyStatement({
  sid: `Filler${n}`, effect: iam.Effect.DENY, principals, actions: ['sns:Publish'], resources: [resource], conditions: { StringEquals: { 'aws:PrincipalArn': 'x'.repeat(bytes) } },
});

/** Two trails that share a resource whose policy others have filled, up to so many bytes or statements. */
function twoTrails(fill: (stack: Stack, bytes: number) => WellArchitectedTrailProps, bytes: number) {
  const stack = newStack({ env: ENV });
  const props = fill(stack, bytes);
  newTrail(props, stack, 'One');
  newTrail(props, stack, 'Two');
  return () => (stack.node.root as App).synth();
}

const FILLED: Record<string, (stack: Stack, bytes: number) => WellArchitectedTrailProps> = {
  'bucket': (stack, bytes) => {
    const bucket = new s3.Bucket(stack, 'Shared');
    bucket.addToResourcePolicy(filler(bytes, bucket.bucketArn));
    return { bucket, encryptionKey: new kms.Key(stack, 'SharedKey') };
  },
  'bucket, an L1': (stack, bytes) => {
    const bucket = new s3.CfnBucket(stack, 'Shared');
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: bucket.ref, policyDocument: { Version: '2012-10-17', Statement: [filler(bytes, bucket.attrArn).toStatementJson()] } });
    return { bucket, encryptionKey: new kms.Key(stack, 'SharedKey') };
  },
  'encryptionKey': (stack, bytes) => {
    const encryptionKey = new kms.Key(stack, 'Shared');
    encryptionKey.addToResourcePolicy(filler(bytes, '*'));
    return { encryptionKey };
  },
  'encryptionKey, an alias': (stack, bytes) => ({ encryptionKey: (FILLED.encryptionKey(stack, bytes).encryptionKey as kms.Key).addAlias('shared') }),
  'accessLogs.bucket': (stack, bytes) => {
    const bucket = new s3.Bucket(stack, 'Shared', { encryption: s3.BucketEncryption.S3_MANAGED });
    bucket.addToResourcePolicy(filler(bytes, bucket.bucketArn));
    return { accessLogs: { bucket } };
  },
  'notifications.topic': (stack, bytes) => {
    const topic = new sns.Topic(stack, 'Shared');
    topic.addToResourcePolicy(filler(bytes, topic.topicArn));
    return { notifications: { topic } };
  },
};

test.each([
  ['bucket', 'bucket policy', 20480],
  ['bucket, an L1', 'bucket policy', 20480],
  ['encryptionKey', 'key policy', 32768],
  ['encryptionKey, an alias', 'key policy', 32768],
  ['accessLogs.bucket', 'bucket policy', 20480],
  ['notifications.topic', 'topic policy', 30720],
])('of two trails that share a resource, an error says how many fit: %s', (what, policy, limit) => {
  const [prop] = what.split(',');
  const refusal = (bytes: number) => {
    try {
      twoTrails(FILLED[what], bytes)();
      return undefined;
    } catch (error) {
      const [, fitting, size] = new RegExp(`^\`${prop}\` must have a ${policy} of at most ${limit} bytes.*; (\\d) of the 2 trails that extend it fit, got: (\\d+) bytes, \\d+ statements \\[Audit/One\\]\\. Use one`)
        .exec((error as Error).message)!;
      return { fitting: Number(fitting), over: Number(size) - limit };
    }
  };
  const { fitting, over } = refusal(limit)!;
  expect(fitting).toBe(0);
  expect(over).toBeGreaterThan(500);
  expect(refusal(limit - over)).toBeUndefined();
  expect(refusal(limit - over + 1)).toEqual({ fitting: 1, over: 1 });
});

test('a topic takes 100 statements', () => {
  const synthesizeWith = (ids: string[]) => {
    const stack = newStack({ env: ENV });
    const topic = new sns.Topic(stack, 'Shared');
    for (let n = 0; n < 99; n++) topic.addToResourcePolicy(filler(1, topic.topicArn, n));
    ids.forEach((id) => newTrail({ notifications: { topic } }, stack, id));
    return () => (stack.node.root as App).synth();
  };
  expect(synthesizeWith(['One'])).not.toThrow();
  expect(synthesizeWith(['One', 'Two'])).toThrow(
    '`notifications.topic` must have a topic policy of at most 30720 bytes and 100 statements; 1 of the 2 trails that extend it fit, got: ');
});

test.each<[string, (trail: WellArchitectedTrail, stack: Stack) => void]>([
  ['encryptionKey', (trail) => {
    for (let n = 0; n < 300; n++) trail.grantRead(new iam.ArnPrincipal(`arn:aws:iam::444455556666:role/reader-with-a-long-name-${n}${'x'.repeat(40)}`));
  }],
  ['bucket', (trail) => trail.bucket.addToResourcePolicy(filler(20000, '*'))],
  ['accessLogs.bucket', (trail) => trail.accessLogBucket!.addToResourcePolicy(filler(20000, '*'))],
])('what others add to the policies of a trail counts: %s', (prop, add) => {
  const stack = newStack({ env: ENV });
  add(newTrail({}, stack), stack);
  expect(() => (stack.node.root as App).synth()).toThrow(new RegExp(`^\`${prop}\` must have a .* of at most .* 0 of the 1 trails`));
});

test('a condition that is produced at the end counts', () => {
  const stack = newStack({ env: ENV });
  newTrail({}, stack).bucket.addToResourcePolicy(new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: ['*'],
    conditions: { StringEquals: Lazy.any({ produce: () => ({ 'aws:PrincipalArn': 'x'.repeat(20000) }) }) },
  }));
  expect(() => (stack.node.root as App).synth()).toThrow(/^`bucket` must have a bucket policy of at most 20480 bytes/);
});

describe('values that are known at deployment', () => {
  /** How a policy that is filled like this is judged: accepted, warned about, or refused with its size. */
  function judge(stackProps: object, resource: (stack: Stack) => string, bytes: number): string | number {
    const stack = newStack(stackProps);
    const trail = newTrail({}, stack);
    trail.bucket.addToResourcePolicy(filler(bytes, resource(stack)));
    try {
      return warningsOf(stack).includes('cdk-well-architected-trail:policyMayBeTooLarge') ? 'warned' : 'accepted';
    } catch (error) {
      return Number(/got: (\d+) bytes/.exec((error as Error).message)![1]);
    }
  }

  test.each<[string, object, number, (stack: Stack) => string]>([
    ['the account and Region', {}, 300, () => '*'],
    ['a parameter', { env: ENV }, 600, (stack) => new CfnParameter(stack, 'P').valueAsString],
    ['an attribute', { env: ENV }, 600, (stack) => new kms.Key(stack, 'K').keyArn],
    ['a function', { env: ENV }, 600, (stack) => Fn.select(0, Fn.split(',', new CfnParameter(stack, 'P').valueAsString))],
  ])('are counted at their shortest for an error, and at their longest for a warning: %s', (_, stackProps, room, resource) => {
    const limit = 20480;
    const over = Number(judge(stackProps, resource, limit)) - limit;
    expect(judge(stackProps, resource, limit - over + 1)).toBe(limit + 1);
    expect(judge(stackProps, resource, limit - over)).toBe('warned');
    expect(judge(stackProps, resource, limit - over - room)).toBe('accepted');
  });

  test('the warning has both sizes', () => {
    const parameter = (stack: Stack) => new CfnParameter(stack, 'P').valueAsString;
    const over = Number(judge({}, parameter, 20480)) - 20480;
    const stack = newStack();
    newTrail({}, stack).bucket.addToResourcePolicy(filler(20480 - over, parameter(stack)));
    const [{ entry }] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('policyMayBeTooLarge'));
    const [, least, most] = /^`bucket` must have a bucket policy of at most 20480 bytes, and has (\d{5}) to (\d{5}), depending on values that are known at deployment\. Use one/.exec(String(entry.data))!;
    expect(Number(least)).toBeLessThanOrEqual(20480);
    expect(Number(most)).toBeGreaterThan(20480);
  });
});

test('the policies of the role have room for the longest names', () => {
  const stack = newStack({ env: ENV });
  newTrail({ trailName: 'x'.repeat(128), cloudWatchLogs: { logGroupName: 'x'.repeat(512) }, organization: { organizationId: `o-${'a'.repeat(32)}` } }, stack);
  const { Resources } = (stack.node.root as App).synth().getStackByName('Audit').template;
  const [policy] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
  expect(JSON.stringify(policy.Properties.PolicyDocument).length).toBeLessThan(6144);
});
