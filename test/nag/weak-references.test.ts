import { type App, CfnOutput, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { initializedApp, STRENGTHS } from '../fixtures/cross-stack';
import { places, synth } from './helpers/support';
import { WellArchitectedTrailChecks } from '../../src/nag';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

const EU = { env: { account: '111111111111', region: 'eu-west-1' }, crossRegionReferences: true };
const US = { env: { account: '111111111111', region: 'us-east-1' }, crossRegionReferences: true };
const ARCHIVE = { env: { account: '222222222222', region: 'eu-west-1' } };

/** What the pack says of an app, whatever the order. */
function findings(build: (app: App) => void, strength: typeof STRENGTHS[number]): string[] {
  const app = initializedApp(strength);
  build(app);
  return places(synth(app, new WellArchitectedTrailChecks()).violations).filter((finding) => !finding.includes('Annotation::'));
}

/** A trail that is wrong in what it delivers to, all of which is in another stack. */
function wrongTrail(storage: StackProps, audit: StackProps = storage): (app: App) => void {
  return (app) => {
    const there = new Stack(app, 'Storage', storage);
    const bucket = new Bucket(there, 'Logs', { bucketName: 'audit-logs', removalPolicy: RemovalPolicy.DESTROY });
    const key = new Key(there, 'Key');
    const group = new LogGroup(there, 'Group', { retention: 1 });
    const topic = new Topic(there, 'Topic', { topicName: 'audit' });
    bucket.grantPut(new ServicePrincipal('cloudtrail.amazonaws.com'));
    new CfnTrail(new Stack(app, 'Audit', audit), 'Trail', {
      isLogging: false,
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      cloudWatchLogsLogGroupArn: group.logGroupArn,
      snsTopicName: topic.topicArn,
    });
  };
}

test.each<[string, (app: App) => void]>([
  ['two agnostic stacks', wrongTrail({})],
  ['two stacks of one environment', wrongTrail(EU)],
])('the same app has the same findings, however references are written: %s', (_, build) => {
  const [strong, both, weak] = STRENGTHS.map((strength) => findings(build, strength));
  expect(strong.filter((finding) => finding.startsWith('error')).length).toBeGreaterThan(10);
  expect(both).toEqual(strong);
  expect(weak).toEqual(strong);
});

test('across Regions too', () => {
  const build = (app: App) => {
    const bucket = new Bucket(new Stack(app, 'Storage', US), 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
    new CfnTrail(new Stack(app, 'Audit', EU), 'Trail', { isLogging: true, s3BucketName: bucket.bucketName });
  };
  const [strong, both, weak] = STRENGTHS.map((strength) => findings(build, strength));
  expect(strong.join()).toContain('BucketSSLRequestsOnly');
  expect(both).toEqual(strong);
  expect(weak).toEqual(strong);
});

test('across accounts by the role that reads the output', () => {
  const build = (app: App) => {
    const archive = new Stack(app, 'Archive', ARCHIVE);
    const bucket = new Bucket(archive, 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
    new CfnOutput(archive, 'Name', { value: bucket.bucketName }).overrideLogicalId('Name');
    new CfnTrail(new Stack(app, 'Audit', EU), 'Trail', {
      isLogging: true,
      s3BucketName: Fn.getStackOutput('Archive', 'Name', 'eu-west-1', 'arn:aws:iam::222222222222:role/reader').toString(),
    });
  };
  expect(findings(build, 'weak')).toContainEqual('error WellArchitectedTrail-CloudTrailBucketSSLRequestsOnly Archive/Logs/Resource');
});

test('an output of a stack of another account is not meant without that role', () => {
  const build = (app: App) => {
    const archive = new Stack(app, 'Archive', ARCHIVE);
    new CfnOutput(archive, 'Name', { value: new Bucket(archive, 'Logs').bucketName }).overrideLogicalId('Name');
    new CfnTrail(new Stack(app, 'Audit', EU), 'Trail', { isLogging: true, s3BucketName: Fn.getStackOutput('Archive', 'Name').toString() });
  };
  expect(findings(build, 'weak').join()).not.toContain('Archive/Logs');
});

test('a right trail on shared storage is right', () => {
  const build = (app: App) => {
    const storage = new Stack(app, 'Storage', EU);
    const first = new WellArchitectedTrail(storage, 'First', { cloudWatchLogs: {} });
    new WellArchitectedTrail(new Stack(app, 'Audit', EU), 'Second', { bucket: first.bucket, encryptionKey: first.encryptionKey });
  };
  const [strong, both, weak] = STRENGTHS.map((strength) => findings(build, strength));
  expect(strong.filter((finding) => finding.startsWith('error'))).toEqual([]);
  expect(both).toEqual(strong);
  expect(weak).toEqual(strong);
});
