import { Duration, RemovalPolicy, Size, type Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV } from './fixtures/accounts';
import { newStack, newTrail } from './helpers/trails';
import { RuleLevel, WellArchitectedTrailChecks } from '../src/nag';
import {
  AlertTopic, ArchiveTier, CisAlarms, CisControl, EventFilter, InsightEventCategory, LogRetention, TamperDetection, TrailAnalysis, TrailDashboard,
  TrailEvents, TrailInsights, TrailLogArchive, TrailQueryDefinitions, TrailSource, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

/*
 * What whoever is new to the package gets wrong, and what they are told: the prop, the rule, the value and the way out. What TypeScript refuses is
 * marked `@ts-expect-error`, and comes from JavaScript, where the same is an error.
 */

interface Told {
  /** What the message begins with. */
  readonly prop: string;
  readonly rule: string;
  readonly got: string;
  /** What to write instead: after the value, or as an example in the rule. */
  readonly wayOut?: string;
}
type Mistake = [what: string, make: (stack: Stack) => unknown, told: Told];

const WHOLE_DAYS = { prop: 'retention', rule: 'must be a whole number of days from 1 to 2147483647' };
const NO_LOG_GROUP = { prop: 'trail.trailAttributes.logGroup', got: 'undefined', wayOut: 'Set `cloudWatchLogs: {}` on the `WellArchitectedTrail`' };
const NO_RETENTION = { prop: 'retention', rule: 'must be a `LogRetention`', wayOut: 'such as `LogRetention.days(400)`' };
const TRAIL_OF_CDK = { prop: 'trail', rule: 'must be a `WellArchitectedTrail`, or a `TrailSource`', wayOut: 'Use `TrailSource.fromTrail` for a `cloudtrail.Trail`' };
const TOPIC_OF_CDK = { prop: 'alerts', rule: 'must be an implementation of `IAlertDestination`', got: "'Audit/Topic'", wayOut: "For a topic, use `new AlertTopic(this, 'Alerts', { topic })`" };

const imported = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Imported', 'central-logs');
const watched = (stack: Stack) => newTrail({ cloudWatchLogs: {} }, stack);
const locked = (days: number) => s3.ObjectLockRetention.governance(Duration.days(days));
const tuned = (...tuning: object[]) => (stack: Stack) => (
  new CisAlarms(stack, 'Alarms', { trail: watched(stack), tuning: tuning.map((each) => ({ control: CisControl.ROOT_USER_USAGE, ...each })) }));

const MISTAKES: Mistake[] = [
  ['1: no days', () => LogRetention.days(0), { ...WHOLE_DAYS, got: '0' }],
  ['1: fewer days', () => LogRetention.days(-1), { ...WHOLE_DAYS, got: '-1' }],
  ['1: half a day', () => LogRetention.days(30.5), { ...WHOLE_DAYS, got: '30.5' }],
  // @ts-expect-error A text is no number.
  ['1: a text', () => LogRetention.days('400'), { ...WHOLE_DAYS, got: "'400'" }],
  // @ts-expect-error A number is no retention.
  ['2: a retention in days', (stack) => newTrail({ retention: 400 }, stack), { ...NO_RETENTION, got: '400' }],
  // @ts-expect-error Nor is a duration.
  ['2: a retention as a duration', (stack) => newTrail({ retention: Duration.days(400) }, stack), { ...NO_RETENTION, got: 'Duration (400 days)' }],
  // @ts-expect-error Nor is an object that has nothing in it.
  ['3: an empty retention', (stack) => newTrail({ retention: {} }, stack), { ...NO_RETENTION, got: '{}' }],
  ['4: alarms without a log group', (stack) => new CisAlarms(stack, 'Alarms', { trail: newTrail({}, stack) }),
    { ...NO_LOG_GROUP, rule: 'is required because the metric filters are created in it' }],
  ['4: a dashboard without one', (stack) => new TrailDashboard(stack, 'Dashboard', { trail: newTrail({}, stack) }), { ...NO_LOG_GROUP, rule: 'is required because the widgets query it' }],
  ['4: queries without one', (stack) => new TrailQueryDefinitions(stack, 'Queries', { trail: newTrail({}, stack) }), { ...NO_LOG_GROUP, rule: 'is required because the queries run over it' }],
  ['4: an analysis without a bucket', (stack) => new TrailAnalysis(stack, 'Analysis', { trail: TrailSource.fromTrailAttributes({}) }),
    { prop: 'trail.trailAttributes.bucket', rule: 'is required because its log files are queried', got: 'undefined', wayOut: 'Set `bucket` in `TrailSource.fromTrailAttributes`' }],
  ['4: nothing to watch', (stack) => new TamperDetection(stack, 'Tampering', { trail: TrailSource.fromTrailAttributes({}) }),
    { prop: 'trail.trailAttributes', rule: 'must contain a trail ARN, bucket, encryption key or log group', got: 'none', wayOut: 'Set one of them in `TrailSource.fromTrailAttributes`' }],
  ['5: an organization trail of a member account', (stack) => newTrail({ organization: { organizationId: 'o-a1b2c3d4e5', managementAccountId: '999999999999' } }, stack), {
    prop: 'organization.managementAccountId', rule: `must be the account of the trail's stack (${ENV.account})`, got: "'999999999999'", wayOut: 'Deploy the trail in the management account',
  }],
  ['6: an organization by its name', (stack) => newTrail({ organization: { organizationId: 'my-org' } }, stack), {
    prop: 'organization.organizationId', rule: "must be 'o-' followed by 10 to 32 lowercase letters or digits", got: "'my-org'", wayOut: '`aws organizations describe-organization` shows it',
  }],
  ['7: slashes around a prefix', (stack) => newTrail({ bucketKeyPrefix: '/logs/' }, stack), { prop: 'bucketKeyPrefix', rule: "must not start or end with '/'", got: "'/logs/'" }],
  ['8: a service that is no event source', () => TrailEvents.networkActivity('kms'),
    { prop: 'eventSource', rule: 'must be a service that has network activity events', got: "'kms'", wayOut: 'such as kms.amazonaws.com' }],
  ['10: an archive shortly before the end', () => LogRetention.days(120, { archive: ArchiveTier.glacierInstantRetrieval({ after: Duration.days(90) }) }), {
    prop: 'retention', rule: 'must be at least 90 days longer than `archive.after`', got: '120 days with an archive after 90', wayOut: 'Keep log files longer, archive them earlier, or remove `archive`',
  }],
  ['10: an archive after hours', () => ArchiveTier.glacierInstantRetrieval({ after: Duration.hours(3) }),
    { prop: 'archive.after', rule: 'must be a whole number of days', got: 'Duration (3 hours)' }],
  ['11: a lock longer than the retention', (stack) => newTrail({ retention: LogRetention.days(400), objectLock: locked(500) }, stack),
    { prop: 'retention', rule: 'must be at least as long as `objectLock` (500 days)', got: '400 days', wayOut: 'Set it to `LogRetention.days(500)` or longer, or use a shorter lock' }],
  ['12: a lock, and everything to be destroyed', (stack) => newTrail({ objectLock: locked(300), removalPolicy: RemovalPolicy.DESTROY }, stack),
    { prop: 'removalPolicy', rule: 'cannot be DESTROY when `objectLock` is set', got: "'destroy'", wayOut: 'Leave out one of the two' }],
  ['13: a retention of an existing bucket', (stack) => newTrail({ bucket: imported(stack), retention: LogRetention.days(400) }, stack),
    { prop: 'retention', rule: 'cannot be combined with `bucket`', got: 'LogRetention', wayOut: 'Configure it on the existing bucket instead' }],
  ['14: an archive somewhere', () => new TrailLogArchive(newStack(), 'Archive'), {
    prop: 'env', rule: 'of the stack of a `TrailLogArchive` must set the account and Region', got: 'an environment-agnostic stack', wayOut: "Set `env: { account: '…', region: '…' }` on the stack",
  }],
  ['15: a name with a blank', (stack) => newTrail({ trailName: 'my trail' }, stack),
    { prop: 'trailName', rule: 'must contain only ASCII letters, digits, periods, underscores and hyphens', got: "'my trail'" }],
  ['15: a name like an address', (stack) => newTrail({ trailName: '10.0.0.1' }, stack), { prop: 'trailName', rule: 'must not look like an IP address', got: "'10.0.0.1'" }],
  ['16: Insights on data events that are not logged', (stack) => newTrail({ insights: [TrailInsights.apiCallRate({ eventCategories: [InsightEventCategory.DATA] })] }, stack), {
    prop: 'insights',
    rule: 'of type ApiCallRateInsight on data events needs a trail that logs data events',
    got: "'Data'",
    wayOut: 'Add the events to `events`, such as `TrailEvents.s3Objects()`',
  }],
  ['17: a key of another Region', (stack) => newTrail({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1') }, stack), {
    prop: 'encryptionKey', rule: `must be a key in the Region of the bucket (${ENV.region})`, got: "'us-east-1'", wayOut: 'Create the key in the Region of the bucket',
  }],
  // @ts-expect-error A name is no bucket.
  ['18: a bucket by its name alone', (stack) => newTrail({ bucket: 'name' }, stack),
    { prop: 'bucket', rule: 'must be a construct that implements `IBucketRef`', got: "'name'", wayOut: 'Use `Bucket.fromBucketName` for a bucket that is not in this app' }],
  ['19: a rule that is misspelled', () => new WellArchitectedTrailChecks(undefined, { ruleLevels: { CloudTrailEncryptonEnabled: RuleLevel.OFF } }),
    { prop: 'ruleLevels', rule: 'must name rules of the pack', got: "'CloudTrailEncryptonEnabled'", wayOut: "such as 'CloudTrailEncryptionEnabled'" }],
  // @ts-expect-error The compiler asks the same.
  ['21: a prop that is misspelled', (stack) => newTrail({ cloudwatchLogs: {} }, stack), { prop: 'cloudwatchLogs', rule: 'is not a prop', got: '{}', wayOut: 'Write `cloudWatchLogs`' }],
  // @ts-expect-error An L2 has no attributes.
  ['22: a trail of the CDK', (stack) => new CisAlarms(stack, 'Alarms', { trail: new cloudtrail.Trail(stack, 'L2') }), { ...TRAIL_OF_CDK, got: "'Audit/L2'" }],
  // @ts-expect-error Nor has an L1.
  ['22: a low-level one', (stack) => new TamperDetection(stack, 'Tampering', { trail: new cloudtrail.CfnTrail(stack, 'L1', { isLogging: true, s3BucketName: 'logs' }) }),
    { ...TRAIL_OF_CDK, got: "'Audit/L1'" }],
  // @ts-expect-error A topic of the CDK is no destination.
  ['22: a topic of the CDK for alarms', (stack) => new CisAlarms(stack, 'Alarms', { trail: watched(stack), alerts: new sns.Topic(stack, 'Topic') }), TOPIC_OF_CDK],
  // @ts-expect-error Nor here.
  ['22: a topic of the CDK for rules', (stack) => new TamperDetection(stack, 'Tampering', { trail: watched(stack), alerts: new sns.Topic(stack, 'Topic') }), TOPIC_OF_CDK],
  ['24: a filter of other events', () => TrailEvents.s3Objects({ filters: [EventFilter.onlyVpcEndpointDenied()] }), {
    prop: 'filters', rule: 'of data events must be made with `EventFilter.eventName`', got: 'EventFilter.onlyVpcEndpointDenied()', wayOut: 'Use it in `TrailEvents.networkActivity()`',
  }],
  ['24: the other way round', () => TrailEvents.networkActivity('kms.amazonaws.com', { filters: [EventFilter.resourceArn({ startsWith: ['arn:'] })] }), {
    prop: 'filters',
    rule: 'of network activity events must be made with `EventFilter.onlyVpcEndpointDenied`',
    got: 'EventFilter.resourceArn()',
    wayOut: 'Use it in data events, such as `TrailEvents.s3Objects()`',
  }],
  ['25: a limit below that of Athena', (stack) => new TrailAnalysis(stack, 'Analysis', { trail: newTrail({}, stack), scanLimit: Size.mebibytes(1) }),
    { prop: 'scanLimit', rule: 'must be at least 10 MB', got: '1048576 bytes', wayOut: 'Set `Size.mebibytes(10)` or more' }],
  ['25: an alarm on nothing', tuned({ threshold: 0 }), { prop: 'tuning.threshold', rule: 'must be a whole number of at least 1', got: '0' }],
  ['25: an alarm tuned twice', tuned({}, { threshold: 2 }), { prop: 'tuning', rule: 'must have at most one entry per control', got: "'RootUserUsage'", wayOut: 'Put everything about it into one entry' }],
  ['25: a long prefix', (stack) => newTrail({ bucketKeyPrefix: 'a'.repeat(201) }, stack), { prop: 'bucketKeyPrefix', rule: 'must be 1 to 200 characters long', got: `'${'a'.repeat(120)}…' (201 characters)` }],
  ['an ARN that is a name', () => TrailSource.fromTrailAttributes({ trailArn: 'my-trail' }),
    { prop: 'trailArn', rule: 'must be the ARN of a trail', got: "'my-trail'", wayOut: "such as 'arn:aws:cloudtrail:" }],
];

function errorOf(make: (stack: Stack) => unknown): Error & { constructPath?: string } {
  try {
    make(newStack({ env: ENV }));
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

test.each(MISTAKES)('mistake %s is answered with prop, rule, value and way out', (_, make, { prop, rule, got, wayOut = rule }) => {
  const { message, name, stack, constructPath } = errorOf(make);

  expect(message.startsWith(`\`${prop}\` ${rule}`)).toBe(true);
  expect(message).toContain(`, got: ${got}`);
  expect(message).toContain(wayOut);
  // As the CDK shows errors of its own constructs: a code first, and the construct.
  expect(name).toMatch(/^Invalid[A-Z]/);
  expect(stack).toMatch(new RegExp(`^«${name}»`));
  if (constructPath) expect(message).toContain(` [${constructPath}]`);
  expect(stack!.includes('Relates to construct:')).toBe(constructPath !== undefined);
});

type Warned = [what: string, make: (stack: Stack) => unknown, id: string, says: string[]];

const WARNINGS: Warned[] = [
  ['9: a misspelled event source', (stack) => newTrail({ events: [TrailEvents.networkActivity('kmss.amazonaws.com')] }, stack), 'unknownEventSource', ['kmss.amazonaws.com', 'Did you mean kms.amazonaws.com?']],
  ['9: a misspelled resource type', (stack) => newTrail({ events: [TrailEvents.data('AWS::S3::Objekt')] }, stack), 'unknownResourceType', ['AWS::S3::Objekt', 'Did you mean AWS::S3::Object?']],
  ['18: a bucket by name', (stack) => newTrail({ bucket: imported(stack) }, stack), 'bucketPolicyNotWritten', ['these 2 statements', '`trail.bucketPolicyStatements`', 'docs/adopting.md', '\n[\n  {\n    "Sid": "']],
  ['a topic that nobody hears', (stack) => new AlertTopic(stack, 'Alerts'), 'alertTopicWithoutSubscribers', ['nobody is notified', 'Set `emails` or `subscriptions`']],
];

test.each(WARNINGS)('mistake %s is a warning with a way out, and passes', (_, make, id, says) => {
  const stack = newStack({ env: ENV });
  make(stack);
  const [{ entry }] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`cdk-well-architected-trail:${id}\\]$`));
  for (const text of says) expect(String(entry.data)).toContain(text);
});

test.each<[string, string, string | undefined]>([
  ['20: misspelled', 'WellArchitectedTrail-CloudTrailInsightEnabled', 'The nearest one is "WellArchitectedTrail-CloudTrailInsightsEnabled"'],
  ['20: misspelled, without the name of the pack', 'CloudTrailInsightEnabled', 'The nearest one is "WellArchitectedTrail-CloudTrailInsightsEnabled"'],
  ['20: short', 'CloudTrailInsightsEnabled', undefined],
])('mistake %s: an acknowledgement is heard or answered', (_, id, answer) => {
  const stack = newStack({ env: ENV });
  Validations.of(newTrail({}, stack)).acknowledge({ id, reason: 'not needed' });
  const { violations } = new WellArchitectedTrailChecks().validateScope(stack);
  const unused = violations.find(({ ruleName }) => ruleName.endsWith('UnusedAcknowledgement'));

  expect(unused?.description.includes(answer ?? '')).toBe(answer === undefined ? undefined : true);
  expect(unused?.severity).toBe(answer === undefined ? undefined : 'warning');
  expect(violations.some(({ ruleName }) => ruleName.endsWith('CloudTrailInsightsEnabled'))).toBe(answer !== undefined);
});

test('a prop that is for somebody else is left alone', () => {
  const props = { owner: 'security', cloudWatchLogs: {} };
  expect(new WellArchitectedTrail(newStack(), 'Trail', props).logGroup).toBeDefined();
});

test('no message has words for a value in quotation marks', () => {
  const words = MISTAKES.map(([, make]) => errorOf(make).message).filter((message) => /got: '(?:both|none|neither|an? [a-z-]+ stack|\d+ [a-z]+)/.test(message));
  expect(words).toEqual([]);
});
