import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { WellArchitectedTrail } from '../../src';

const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'migrating-from-cloudtrail-trail.md'), 'utf8');

function resources(add: (stack: Stack) => void): { [logicalId: string]: any } {
  const stack = new Stack(new App(), 'Audit');
  add(stack);
  return Template.fromStack(stack).toJSON().Resources;
}

const before = resources((stack) => new cloudtrail.Trail(stack, 'Trail', { sendToCloudWatchLogs: true }));
const after = resources((stack) => new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} }));

const named = (ids: string[]) => ids.filter((id) => !guide.includes(`\`${id}\``));

test('the guide names every resource of both', () => {
  expect(named([...Object.keys(before), ...Object.keys(after)])).toEqual([]);
});

test('trail, log group and role have the same logical ids, and nothing else does', () => {
  expect(Object.keys(before).filter((id) => id in after).sort()).toEqual(['Trail022F0CF2', 'TrailLogGroup4CBE3AF5', 'TrailLogsRole83B70503']);
});

test('trail and log group are replaced, since they get names', () => {
  expect(before.Trail022F0CF2.Properties.TrailName).toBeUndefined();
  expect(after.Trail022F0CF2.Properties.TrailName).toBeDefined();
  expect(before.TrailLogGroup4CBE3AF5.Properties.LogGroupName).toBeUndefined();
  expect(after.TrailLogGroup4CBE3AF5.Properties.LogGroupName).toBeDefined();
});

test('log files and events that leave the stack are retained', () => {
  expect(before.TrailS30071F172).toMatchObject({ DeletionPolicy: 'Retain' });
  expect(before.TrailLogGroup4CBE3AF5).toMatchObject({ UpdateReplacePolicy: 'Retain' });
  expect(after.TrailLogGroup4CBE3AF5).toMatchObject({ UpdateReplacePolicy: 'Retain' });
});

test('a bucket that is kept keeps its logical id and that of its policy', () => {
  const kept = resources((stack) => {
    const logs = new s3.Bucket(stack, 'Logs', { enforceSSL: true, versioned: true, removalPolicy: RemovalPolicy.RETAIN });
    new WellArchitectedTrail(stack, 'Trail', { bucket: logs });
    (logs.node.defaultChild as s3.CfnBucket).overrideLogicalId('TrailS30071F172');
    (logs.policy!.node.defaultChild as s3.CfnBucketPolicy).overrideLogicalId('TrailS3PolicyE42170FE');
  });
  const types = (template: { [id: string]: any }, type: string) => Object.keys(template).filter((id) => template[id].Type === type);
  expect(types(kept, 'AWS::S3::Bucket')).toEqual(['TrailS30071F172']);
  expect(types(kept, 'AWS::S3::BucketPolicy')).toEqual(types(before, 'AWS::S3::BucketPolicy'));
  // The trail waits for the policy by its kept id.
  expect(kept.Trail022F0CF2.DependsOn).toContain('TrailS3PolicyE42170FE');
});
