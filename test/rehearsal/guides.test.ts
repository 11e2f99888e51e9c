/** The guides on moving and adopting, step by step. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Assembly, assemblyOf } from './assembly';
import { type Build, HOME, Scene } from './edits/scenes';
import { type Existing, play, type Step } from './rehearsal';
import { allow, policy } from './templates';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

const made = (build: Build): Assembly => {
  const scene = new Scene();
  build(scene);
  return assemblyOf(scene.app);
};
const checks = (steps: Step[], existing: Existing[] = []) => (
  [...new Set(play(steps, { existing }).problems.map(({ step, check }) => `${step}: ${check}`))].sort()
);
const actions = (steps: Step[], type: string) => (
  play(steps).steps.at(-1)!.changes.filter((change) => change.type === type).map(({ action }) => action).sort()
);

describe('docs/migrating-from-cloudtrail-trail.md', () => {
  const l2 = (props: cloudtrail.TrailProps = {}): Build => (scene) => {
    new cloudtrail.Trail(scene.stack(), 'Trail', { sendToCloudWatchLogs: true, ...props });
  };
  const l3 = (trailName?: string): Build => (scene) => {
    scene.trail({ trailName, cloudWatchLogs: {} });
  };
  const move = (before: Build, after: Build): Step[] => (
    [{ name: 'before', deploy: made(before) }, { name: 'moved', deploy: made(after), asked: ['evidence-replaced'] }]);

  test('moves in one deployment: the new trail delivers, and the old one until it is deleted', () => {
    expect(checks(move(l2(), l3()))).toEqual([]);
  });

  test('replaces the trail and the log group, and keeps bucket and log group of before', () => {
    expect(actions(move(l2(), l3()), 'AWS::CloudTrail::Trail')).toEqual(['delete', 'replace']);
    expect(actions(move(l2(), l3()), 'AWS::Logs::LogGroup')).toEqual(['replace', 'retain']);
    expect(actions(move(l2(), l3()), 'AWS::S3::Bucket')).toEqual(['create', 'create', 'retain']);
  });

  test('updates in place where both have the same name', () => {
    expect(checks(move(l2({ trailName: 'corp-audit' }), l3('corp-audit')))).toEqual([]);
    expect(actions(move(l2({ trailName: 'corp-audit' }), l3('corp-audit')), 'AWS::CloudTrail::Trail')).toEqual(['update']);
  });

  test('fails under another construct id with the same name', () => {
    const other: Build = (scene) => {
      scene.trail({ trailName: 'corp-audit' }, 'Other');
    };
    expect(checks(move(l2({ trailName: 'corp-audit' }), other))).toEqual(['moved: name-taken']);
  });

  const keeping = (policyId?: string): Build => (scene) => {
    const logs = new s3.Bucket(scene.stack(), 'Logs', { enforceSSL: true, versioned: true, removalPolicy: RemovalPolicy.RETAIN });
    scene.trail({ bucket: logs, cloudWatchLogs: {} });
    (logs.node.defaultChild as s3.CfnBucket).overrideLogicalId('TrailS30071F172');
    if (policyId) (logs.policy!.node.defaultChild as s3.CfnBucketPolicy).overrideLogicalId(policyId);
  };

  test('keeps the bucket with the logical ids of bucket and policy', () => {
    const steps = move(l2(), keeping('TrailS3PolicyE42170FE'));
    expect(actions(steps, 'AWS::S3::Bucket')).toEqual(['update']);
    expect(actions(steps, 'AWS::S3::BucketPolicy')).toEqual(['update']);
    // The policy admits the new trail only, minutes before the old one is deleted with what it has not delivered.
    expect(checks(steps)).toEqual(['moved: delivery-gap']);
  });

  test('fails without the logical id of the policy, since the bucket has one', () => {
    expect(checks(move(l2(), keeping()))).toEqual(['moved: policy-exists']);
  });
});

describe('docs/adopting.md', () => {
  const CENTRAL = { account: '222233334444', region: 'eu-west-1' };
  const cloudtrailPolicy = policy(allow({ Service: 'cloudtrail.amazonaws.com' }, ['s3:GetBucketAcl', 's3:PutObject'], ['arn:aws:s3:::central-audit-logs', 'arn:aws:s3:::central-audit-logs/*']));
  const key: Existing = {
    type: 'AWS::KMS::Key', name: '1234abcd', properties: { KeyPolicy: policy(allow({ AWS: HOME.account }, 'kms:*'), allow({ Service: 'cloudtrail.amazonaws.com' }, 'kms:*')) },
  };
  const bucket = (document?: Existing['policy']): Existing => ({ type: 'AWS::S3::Bucket', properties: { BucketName: 'central-audit-logs' }, policy: document, ...CENTRAL });
  const imported: Build = (scene) => {
    const stack = scene.stack();
    scene.trail({
      bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'central-audit-logs'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${HOME.account}:key/1234abcd`),
    });
  };
  const deployed: Step[] = [{ name: 'first', deploy: made(imported) }];

  test('the owner adds the statements before the trail is deployed', () => {
    expect(checks(deployed, [key, bucket()])).toEqual(['first: trail-bucket']);
    expect(checks(deployed, [key, bucket(cloudtrailPolicy)])).toEqual([]);
  });

  test('the statements of the trail are what the owner has to add', () => {
    const scene = new Scene();
    const owner = scene.stack('Owner', CENTRAL);
    const trail = new WellArchitectedTrail(scene.stack(), 'Trail', { bucket: s3.Bucket.fromBucketName(scene.stack(), 'Logs', 'central-audit-logs') });
    const owned = new s3.Bucket(owner, 'CentralAuditLogs', { bucketName: 'central-audit-logs' });
    trail.bucketPolicyStatements.forEach((statement) => owned.addToResourcePolicy(statement));
    Stack.of(trail).addStackDependency(owner);

    expect(checks([{ name: 'first', deploy: assemblyOf(scene.app) }])).toEqual([]);
  });

  test('a key by its alias, imported', () => {
    const alias: Existing = { type: 'AWS::KMS::Alias', properties: { AliasName: 'alias/corp', TargetKeyId: '1234abcd' } };
    const build: Build = (scene) => {
      scene.trail({ encryptionKey: kms.Alias.fromAliasName(scene.stack(), 'Alias', 'alias/corp') });
    };
    expect(checks([{ name: 'first', deploy: made(build) }], [key, alias])).toEqual([]);
    expect(checks([{ name: 'first', deploy: made(build) }], [key])).toEqual(['first: trail-key']);
  });
});
