/** What each test waits for: CloudTrail delivers within about five minutes, digests within about an hour. */
import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { type App, Duration, Stack } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { HOME } from './environment';

/** A test of these stacks. Its assertions are in a stack with an environment, which may read ARNs of the others. */
export function integTest(app: App, testCases: Stack[], postDestroy: string[] = []): IntegTest {
  return new IntegTest(app, 'Test', { testCases, assertionStack: new Stack(app, 'Assertions', { env: HOME }), hooks: { postDestroy } });
}

const SOON = { totalTimeout: Duration.minutes(20), interval: Duration.seconds(30) };
const LATER = { totalTimeout: Duration.minutes(90), interval: Duration.minutes(2) };

/** A log file of this account has arrived. */
export function expectLogFile(test: IntegTest, bucket: IBucket, path: string): void {
  const listed = test.assertions.awsApiCall('S3', 'listObjectsV2', { Bucket: bucket.bucketName, Prefix: `${path}/CloudTrail/`, MaxKeys: 50 });
  allowListing(listed, bucket);
  listed.expect(ExpectedResult.objectLike({
    Contents: Match.arrayWith([Match.objectLike({ Key: Match.stringLikeRegexp('_CloudTrail_.*\\.json\\.gz$') })]),
  })).waitForAssertions(SOON);
}

/** A digest file, by which log files are validated, has arrived. */
export function expectDigest(test: IntegTest, bucket: IBucket, path: string): void {
  const listed = test.assertions.awsApiCall('S3', 'listObjectsV2', { Bucket: bucket.bucketName, Prefix: `${path}/CloudTrail-Digest/`, MaxKeys: 50 });
  allowListing(listed, bucket);
  listed.expect(ExpectedResult.objectLike({
    Contents: Match.arrayWith([Match.objectLike({ Key: Match.stringLikeRegexp('_CloudTrail-Digest_.*\\.json\\.gz$') })]),
  })).waitForAssertions(LATER);
}

/** An event is in the log group. */
export function expectEvent(test: IntegTest, logGroupName: string): void {
  test.assertions.awsApiCall('CloudWatchLogs', 'filterLogEvents', { logGroupName, limit: 1 })
    .expect(ExpectedResult.objectLike({ events: Match.arrayWith([Match.objectLike({ message: Match.stringLikeRegexp('eventVersion') })]) }))
    .waitForAssertions(SOON);
}

/** Somebody stops the trail and starts it again, and the queue behind the rules hears of it. */
export function expectTamperingNoticed(test: IntegTest, trail: CfnTrail, queueUrl: string): void {
  const stopped = test.assertions.awsApiCall('CloudTrail', 'stopLogging', { Name: trail.attrArn });
  const started = test.assertions.awsApiCall('CloudTrail', 'startLogging', { Name: trail.attrArn });
  const heard = test.assertions.awsApiCall('SQS', 'receiveMessage', { QueueUrl: queueUrl, WaitTimeSeconds: 10, VisibilityTimeout: 0 });
  heard.expect(ExpectedResult.objectLike({ Messages: Match.arrayWith([Match.objectLike({ Body: Match.stringLikeRegexp('StopLogging') })]) }))
    .waitForAssertions(SOON);
  stopped.next(started).next(heard);
}

/** A query is answered. */
export function expectAnswer(test: IntegTest, workgroup: string, query: string): void {
  const begun = test.assertions.awsApiCall('Athena', 'startQueryExecution', { QueryString: query, WorkGroup: workgroup });
  const ended = test.assertions.awsApiCall('Athena', 'getQueryExecution', { QueryExecutionId: begun.getAttString('QueryExecutionId') });
  ended.expect(ExpectedResult.objectLike({ QueryExecution: Match.objectLike({ Status: Match.objectLike({ State: 'SUCCEEDED' }) }) }))
    .waitForAssertions(SOON);
  begun.next(ended);
}

function allowListing(call: { readonly provider: { addToRolePolicy(statement: unknown): void } }, bucket: IBucket): void {
  call.provider.addToRolePolicy({ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [bucket.bucketArn] });
}
