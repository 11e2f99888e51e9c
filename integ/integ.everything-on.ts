/** Everything on: an event is in the log group, a tamper rule rings, a query answers; and nothing is left once it is destroyed. */
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expectAnswer, expectEvent, expectLogFile, expectTamperingNoticed, integTest } from './assertions';
import { HOME } from './environment';
import {
  AlertTopic, ArchiveTier, CisAlarms, DeliveryHealth, EventFilter, LogRetention, TamperDetection, TrailAggregationTemplate, TrailAnalysis,
  TrailDashboard, TrailEvents, TrailInsights, TrailQueryDefinitions, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

const app = new App();
const stack = new Stack(app, 'IntegEverythingOn', { env: HOME });
const trail = new WellArchitectedTrail(stack, 'Trail', {
  trailName: 'integ-everything-on',
  bucketKeyPrefix: 'integ',
  retention: LogRetention.pciDss({ archive: ArchiveTier.glacierInstantRetrieval({ after: Duration.days(92) }) }),
  cloudWatchLogs: { logGroupName: '/integ/everything-on' },
  notifications: {},
  events: [TrailEvents.s3Objects(), TrailEvents.networkActivity('kms.amazonaws.com', { filters: [EventFilter.onlyVpcEndpointDenied()] })],
  insights: [TrailInsights.apiCallRate(), TrailInsights.apiErrorRate()],
  aggregation: [TrailAggregationTemplate.API_ACTIVITY],
  removalPolicy: RemovalPolicy.DESTROY,
});
const alerts = new AlertTopic(stack, 'Alerts');
const heard = new Queue(stack, 'Heard', { retentionPeriod: Duration.hours(1) });
new TamperDetection(stack, 'Tampering', { trail, alerts, ruleTargets: [new SqsQueue(heard)] });
const cisAlarms = new CisAlarms(stack, 'Alarms', { trail, alerts });
new DeliveryHealth(stack, 'Health', { trail, alerts });
new TrailDashboard(stack, 'Dashboard', { trail, alarms: [{ title: 'CIS', alarms: cisAlarms.alarms }] });
new TrailQueryDefinitions(stack, 'Queries', { trail });
const analysis = new TrailAnalysis(stack, 'Analysis', { trail, removalPolicy: RemovalPolicy.DESTROY });

const nothingLeft = [
  "test \"$(aws logs describe-log-groups --log-group-name-prefix /integ/everything-on --query 'length(logGroups)' --output text)\" = 0",
  "test \"$(aws cloudtrail list-trails --query \"length(Trails[?Name=='integ-everything-on'])\" --output text)\" = 0",
];
const test = integTest(app, [stack], nothingLeft);
expectLogFile(test, trail.bucket, `integ/AWSLogs/${HOME.account}`);
expectEvent(test, '/integ/everything-on');
expectTamperingNoticed(test, trail.cfnTrail, heard.queueUrl);
expectAnswer(test, analysis.workgroupName, `SELECT count(*) FROM "${analysis.databaseName}"."events" WHERE day = date_format(current_date, '%Y/%m/%d')`);
