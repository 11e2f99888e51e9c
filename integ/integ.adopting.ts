/** A bucket that exists (INTEG_EXISTING_BUCKET, with a policy that admits the trail `integ-adopting`), and a trail that is described and watched. */
import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { integTest } from './assertions';
import { EXISTING_BUCKET, HOME } from './environment';
import { AlertTopic, TamperDetection, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

const app = new App();
const stack = new Stack(app, 'IntegAdopting', { env: HOME });
const trail = new WellArchitectedTrail(stack, 'Trail', {
  trailName: 'integ-adopting',
  bucket: Bucket.fromBucketName(stack, 'Logs', EXISTING_BUCKET),
  removalPolicy: RemovalPolicy.DESTROY,
});
const described = TrailSource.fromTrailAttributes({ trailArn: trail.trailArn });
new TamperDetection(stack, 'Tampering', { trail: described, alerts: new AlertTopic(stack, 'Alerts') });

const test = integTest(app, [stack]);
test.assertions.awsApiCall('CloudTrail', 'getTrailStatus', { Name: trail.trailArn }).expect(ExpectedResult.objectLike({ IsLogging: true }));
