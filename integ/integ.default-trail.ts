/** One line: a log file and a digest arrive. */
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { expectDigest, expectLogFile, integTest } from './assertions';
import { HOME } from './environment';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

const app = new App();
const stack = new Stack(app, 'IntegDefaultTrail', { env: HOME });
const trail = new WellArchitectedTrail(stack, 'Trail', { removalPolicy: RemovalPolicy.DESTROY });

const test = integTest(app, [stack]);
expectLogFile(test, trail.bucket, `AWSLogs/${HOME.account}`);
expectDigest(test, trail.bucket, `AWSLogs/${HOME.account}`);
