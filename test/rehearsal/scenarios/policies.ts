/** One policy for each resource, whichever way it is reached. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { HOME, OTHER_REGION, type Scene } from '../edits/scenes';
import { allow, policy } from '../templates';
import { deploys, type Scenario } from './helpers';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

const l1Bucket = (scene: Scene) => new s3.CfnBucket(scene.stack(), 'L1', { bucketName: 'corp-logs' });
export const POLICIES: Scenario[] = [
  {
    name: 'bucket.grantRead on an L1 bucket',
    run: () => deploys((scene) => {
      scene.trail({ bucket: l1Bucket(scene) }).bucket.grantRead(new iam.AccountPrincipal('444455556666'));
    }),
  },
  {
    name: 'bucket.addToResourcePolicy on an L1 bucket',
    run: () => deploys((scene) => {
      const { bucket } = scene.trail({ bucket: l1Bucket(scene) });
      bucket.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')], principals: [new iam.AccountPrincipal('444455556666')] }));
    }),
  },
  {
    name: 'a second trail on an L1 bucket of the first',
    run: () => deploys((scene) => {
      const { bucket, encryptionKey } = scene.trail({ bucket: l1Bucket(scene) });
      scene.trail({ bucket, encryptionKey }, 'Second');
    }),
  },
  {
    name: 'a second trail with the access-log bucket of the first, an L1',
    run: () => deploys((scene) => {
      const first = scene.trail({ accessLogs: { bucket: new s3.CfnBucket(scene.stack(), 'L1', { bucketName: 'corp-access' }) } });
      scene.trail({ accessLogs: { bucket: first.accessLogBucket! } }, 'Second');
    }),
  },
  {
    name: 'a bucket made from an L1 that has a policy',
    run: () => deploys((scene) => {
      const l1 = l1Bucket(scene);
      new s3.CfnBucketPolicy(scene.stack(), 'Policy', { bucket: l1.ref, policyDocument: policy(allow({ AWS: '444455556666' }, 's3:GetObject', `${l1.attrArn}/*`)) });
      scene.trail({ bucket: s3.Bucket.fromCfnBucket(l1) });
    }),
  },
  {
    name: 'a bucket with a policy of its own',
    run: () => deploys((scene) => {
      const bucket = new s3.Bucket(scene.stack(), 'Bucket');
      new s3.BucketPolicy(scene.stack(), 'Policy', { bucket }).document.addStatements(new iam.PolicyStatement({
        actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')], principals: [new iam.AccountPrincipal('444455556666')],
      }));
      scene.trail({ bucket });
    }),
  },
  {
    name: 'sixty trails on one bucket',
    run: () => deploys((scene) => {
      const stack = scene.stack('Logs', { account: '222233334444', region: 'eu-west-1' });
      const storage = { bucket: new s3.Bucket(stack, 'Bucket', { bucketName: 'org-logs' }), encryptionKey: new kms.Key(stack, 'Key').addAlias('org-logs') };
      for (let n = 0; n < 60; n++) scene.trail(storage, 'Trail', scene.stack(`Member${n}`, { account: String(100000000000 + n), region: 'eu-west-1' }));
    }),
  },
  ...[
    { whose: 'the stack of the owner', trailEnv: undefined, ownerEnv: { account: '222233334444', region: 'eu-west-1' } },
    { whose: 'the stack of an owner in another Region', trailEnv: { account: HOME.account }, ownerEnv: OTHER_REGION },
    { whose: 'the stack of the owner, of a trail with an environment', trailEnv: HOME, ownerEnv: { account: '222233334444', region: 'eu-west-1' } },
    { whose: 'a stack without an environment, of a trail without', trailEnv: undefined, ownerEnv: undefined },
  ].map(({ whose, trailEnv, ownerEnv }): Scenario => ({
    name: `the statements are copied into ${whose}`,
    run: () => deploys(({ app }) => {
      const stack = new Stack(app, 'Audit', { env: trailEnv });
      const owner = new Stack(app, 'Owner', { env: ownerEnv });
      stack.addStackDependency(owner);
      const made = new WellArchitectedTrail(stack, 'Trail', {
        bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'central-audit-logs'),
        notifications: { topic: sns.Topic.fromTopicArn(stack, 'Notices', `arn:aws:sns:${ownerEnv?.region ?? HOME.region}:${ownerEnv?.account ?? HOME.account}:notices`) },
      });
      const bucket = new s3.Bucket(owner, 'Bucket', { bucketName: 'central-audit-logs' });
      const topic = new sns.Topic(owner, 'Topic', { topicName: 'notices' });
      made.bucketPolicyStatements.forEach((statement) => bucket.addToResourcePolicy(statement));
      made.topicPolicyStatements.forEach((statement) => topic.addToResourcePolicy(statement));
    }),
  })),
  {
    name: 'the docstring of `trailName` promises no more than holds',
    run: () => {
      const text = readFileSync(join(__dirname, '..', '..', '..', 'src', 'trail', 'well-architected-trail-props.ts'), 'utf8');
      return text.includes('without a gap') ? [{ check: 'accepted', message: 'the old trail is deleted with what it has not delivered' }] : [];
    },
  },
];
