import { App, NestedStack, Stack, type StackProps, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ACCOUNT, ENV } from '../fixtures/accounts';
import { newStack } from '../helpers/trails';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

const OWNER = { account: '222233334444', region: 'us-east-1' };

/** A trail whose bucket, key and topic belong to others. */
function trailIn(scope: Construct): WellArchitectedTrail {
  return new WellArchitectedTrail(scope, 'Trail', {
    bucket: s3.Bucket.fromBucketName(scope, 'Bucket', 'central-logs'),
    encryptionKey: kms.Key.fromKeyArn(scope, 'Key', Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: 'k' })),
    notifications: { topic: sns.Topic.fromTopicArn(scope, 'Topic', 'arn:aws:sns:us-east-1:222233334444:notices') },
  });
}

const MEMBERS = {
  bucketPolicyStatements: (scope: Construct, statements: PolicyStatement[]) => {
    const bucket = new s3.Bucket(scope, 'Owned');
    statements.forEach((statement) => bucket.addToResourcePolicy(statement));
  },
  keyPolicyStatements: (scope: Construct, statements: PolicyStatement[]) => {
    const key = new kms.Key(scope, 'Owned');
    statements.forEach((statement) => key.addToResourcePolicy(statement));
  },
  topicPolicyStatements: (scope: Construct, statements: PolicyStatement[]) => {
    const topic = new sns.Topic(scope, 'Owned');
    statements.forEach((statement) => topic.addToResourcePolicy(statement));
  },
};

describe.each(Object.keys(MEMBERS) as (keyof typeof MEMBERS)[])('%s', (member) => {
  /** The template of the owner, who adds the statements of a trail. */
  function given(trailProps: StackProps, owner: (app: App, trailStack: Stack) => Construct): string {
    const app = new App();
    const stack = new Stack(app, 'Audit', trailProps);
    const trail = trailIn(stack);
    const scope = owner(app, stack);
    MEMBERS[member](scope, trail[member]);
    return JSON.stringify(Template.fromStack(Stack.of(scope)).toJSON()).replaceAll('\\"', '"');
  }

  test.each<[string, StackProps['env'], string]>([
    ['the account', { region: 'us-east-1' }, 'account'],
    ['the Region', { account: OWNER.account }, 'Region'],
    ['either', undefined, '(account|Region)'],
  ])('throw in the stack of an owner if the stack of the trail does not set %s', (_, env, what) => {
    expect(() => given({ env }, (app) => new Stack(app, 'Owner', { env: OWNER }))).toThrow(new RegExp(
      `^\`${member}\` cannot be used in the stack Owner: they name the ${what} of the trail, which is not known, got: an environment-agnostic stack \\[Audit/Trail\\]\\. `
      + 'Set the account and Region of the trail in the `env` of its stack'));
  });

  test('throw in another stage, which may be another account', () => {
    expect(() => given({}, (app) => new Stack(new Stage(app, 'Prod'), 'Owner'))).toThrow(`\`${member}\` cannot be used in the stack Prod-Owner`);
  });

  test('name the account and Region of the trail in the stack of an owner in another account', () => {
    const template = given({ env: ENV }, (app) => new Stack(app, 'Owner', { env: OWNER }));
    expect(template).toContain(`:cloudtrail:${ENV.region}:${ACCOUNT}:trail/Audit-Trail-`);
    expect(template).not.toMatch(/:cloudtrail:",{"Ref":"AWS::Region"}/);
  });

  test.each<[string, (app: App, stack: Stack) => Construct]>([
    ['the stack of the trail', (_, stack) => stack],
    ['a nested stack of it', (_, stack) => new NestedStack(stack, 'Nested')],
    ['another environment-agnostic stack', (app) => new Stack(app, 'Owner')],
  ])('name the account of the deployment in %s', (_, owner) => {
    expect(given({}, owner)).toMatch(/:cloudtrail:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":trail\/Audit-Trail-/);
  });
});

describe('the statements in a warning', () => {
  const warningOf = (stack: Stack) => {
    trailIn(stack);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('`bucket` is not managed')).map(({ entry }) => String(entry.data))[0];
  };

  test('are complete if the stack of the trail sets its environment', () => {
    expect(warningOf(newStack({ env: ENV }))).toMatch(/arn:aws:cloudtrail:eu-west-1:111122223333:trail\/[^]*\n\] \[ack/);
    expect(warningOf(newStack({ env: ENV }))).not.toMatch(/<|\$\{|Replace/);
    expect(warningOf(newStack({ env: { ...ENV, region: 'cn-north-1' } }))).toContain('"arn:aws-cn:cloudtrail:cn-north-1:');
  });

  test('say what has to be replaced if it does not', () => {
    const warning = warningOf(newStack());
    expect(warning).toContain('arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/');
    expect(warning).toContain(' Replace ${AWS::Partition}, ${AWS::Region}, ${AWS::AccountId} with the values in the stack Audit, or set the `env` of Audit to see its account and Region here.\n[');
  });
});
