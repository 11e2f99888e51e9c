/**
 * An organization trail in the management account, its archive in another one.
 * Needs INTEG_ORGANIZATION_ID and INTEG_ARCHIVE_ACCOUNT, and a bootstrapped archive account that trusts the management account.
 */
import { ExpectedResult, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { integTest } from './assertions';
import { ARCHIVE, HOME, ORGANIZATION_ID } from './environment';
import { TrailLogArchive, WellArchitectedTrail } from 'cdk-well-architected-trail';

const app = new App();
const archiveStack = new Stack(app, 'IntegArchive', { env: ARCHIVE });
const archive = new TrailLogArchive(archiveStack, 'Archive', { removalPolicy: RemovalPolicy.DESTROY });
const stack = new Stack(app, 'IntegOrganization', { env: HOME });
const trail = new WellArchitectedTrail(stack, 'Trail', {
  bucket: archive.bucket,
  encryptionKey: archive.encryptionKey,
  organization: { organizationId: ORGANIZATION_ID },
});

// Whether files arrive is what CloudTrail says of its last delivery: the bucket is in another account.
const test = integTest(app, [stack]);
test.assertions.awsApiCall('CloudTrail', 'getTrailStatus', { Name: trail.trailArn })
  .expect(ExpectedResult.objectLike({ IsLogging: true, LatestDeliveryTime: Match.stringLikeRegexp('.+') }))
  .waitForAssertions({ totalTimeout: Duration.minutes(20), interval: Duration.seconds(30) });
