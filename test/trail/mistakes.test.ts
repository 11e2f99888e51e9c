import { Duration, Size } from 'aws-cdk-lib';
import { newStack, newTrail } from '../helpers/trails';
import { ArchiveTier, EventFilter, LogRetention, TrailEvents, TrailInsights, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/*
 * What TypeScript refuses, and JavaScript, a cast or `process.env.NAME!` lets through.
 */

const missing = undefined as any;

test.each<[string, any, string]>([
  ['a retention without anything in it', { retention: {} }, '`retention` must be a `LogRetention`, such as `LogRetention.days(400)`, got: {} [Audit/Trail]'],
  ['a retention in days', { retention: 400 }, '`retention` must be a `LogRetention`, such as `LogRetention.days(400)`, got: 400 [Audit/Trail]'],
  ['a retention as a duration', { retention: Duration.days(400) }, '`retention` must be a `LogRetention`, such as `LogRetention.days(400)`, got: Duration (400 days) [Audit/Trail]'],
  ['a retention of access logs in days', { accessLogs: { retention: 400 } }, '`accessLogs.retention` must be a `LogRetention`'],
  ['a bucket by its name', { bucket: 'logs' }, "`bucket` must be a construct that implements `IBucketRef`, got: 'logs' [Audit/Trail]. Use `Bucket.fromBucketName` for a bucket that is not in this app."],
  ['a key by its ARN', { encryptionKey: 'arn:aws:kms:eu-west-1:111122223333:key/1' }, '`encryptionKey` must be a construct that implements `IKeyRef`'],
  ['a topic by its name', { notifications: { topic: 'topic' } }, '`notifications.topic` must be a construct that implements `ITopicRef`'],
  ['a log group by its name', { cloudWatchLogs: { logGroup: 'events' } }, '`cloudWatchLogs.logGroup` must be a construct that implements `ILogGroupRef`'],
  ['access logs to a bucket by its name', { accessLogs: { bucket: {} } }, '`accessLogs.bucket` must be a construct that implements `IBucketRef`, got: {} [Audit/Trail]'],
  ['an organization without an ID', { organization: {} }, '`organization.organizationId` must be a string, got: undefined [Audit/Trail]. `aws organizations describe-organization` shows it.'],
  ['an organization by a number', { organization: { organizationId: 1 } }, '`organization.organizationId` must be a string, got: 1'],
  ['a trail name that is a number', { trailName: 123 }, '`trailName` must be a string, got: 123'],
  ['events without a list', { events: TrailEvents.s3Objects() }, '`events` must be a list, such as `[TrailEvents.s3Objects()]`, got: TrailEvents [Audit/Trail]'],
  ['events by their category', { events: ['Data'] }, "`events` must be a `TrailEvents`, such as `TrailEvents.s3Objects()`, got: 'Data' [Audit/Trail]"],
  ['missing events', { events: [missing] }, '`events` must be a `TrailEvents`, such as `TrailEvents.s3Objects()`, got: undefined [Audit/Trail]'],
  ['Insights without a list', { insights: TrailInsights.apiCallRate() }, '`insights` must be a list, such as `[TrailInsights.apiCallRate()]`'],
  ['missing Insights', { insights: [missing] }, '`insights` must be a `TrailInsights`'],
  ['aggregation by name', { events: [TrailEvents.s3Objects()], aggregation: ['API_ACTIVITY'] }, '`aggregation` must be a `TrailAggregationTemplate`'],
])('%s is an error before anything is created', (_, props: WellArchitectedTrailProps, message) => {
  const stack = newStack();
  expect(() => newTrail(props, stack)).toThrow(message);
  expect(stack.node.findAll()).toHaveLength(2);
});

test.each<[string, () => unknown, string]>([
  ['LogRetention.days', () => LogRetention.days(missing), '`retention` must be a whole number of days from 1 to 2147483647, got: undefined'],
  ['LogRetention.days', () => LogRetention.days('400' as any), "`retention` must be a whole number of days from 1 to 2147483647, got: '400'"],
  ['LogRetention.days', () => LogRetention.days(400, { noncurrentVersionExpiration: 30 as any }), '`noncurrentVersionExpiration` must be a `Duration`, such as `Duration.days(90)`, got: 30'],
  ['LogRetention.days', () => LogRetention.days(400, { archive: {} as any }), '`archive` must be an `ArchiveTier`'],
  ['ArchiveTier', () => ArchiveTier.glacierInstantRetrieval({ after: missing }), '`archive.after` must be a `Duration`, such as `Duration.days(90)`, got: undefined'],
  ['ArchiveTier', () => ArchiveTier.glacierDeepArchive({ after: missing, minimumObjectSize: Size.kibibytes(1) }), '`archive.after` must be a `Duration`'],
  ['TrailEvents.data', () => TrailEvents.data(missing), '`resourceType` must be a string, got: undefined'],
  ['TrailEvents.networkActivity', () => TrailEvents.networkActivity(missing), '`eventSource` must be a string, got: undefined'],
  ['TrailEvents.s3Objects', () => TrailEvents.s3Objects({ buckets: [missing] }), '`buckets` must be constructs that implement `IBucketRef`, got: undefined'],
  ['TrailEvents.s3Objects', () => TrailEvents.s3Objects({ buckets: ['logs' as any] }), "`buckets` must be constructs that implement `IBucketRef`, got: 'logs'"],
  ['TrailEvents.lambdaFunctions', () => TrailEvents.lambdaFunctions({ functions: [null as any] }), '`functions` must be constructs that implement `IFunctionRef`, got: null'],
  ['TrailEvents.dynamoDbTables', () => TrailEvents.dynamoDbTables({ tables: missing, filters: [missing] }), '`filters` must be an `EventFilter`'],
  ['EventFilter', () => EventFilter.eventName({ equalTo: [missing] }), '`equalTo` must be a string, got: undefined'],
  ['EventFilter', () => EventFilter.eventName({ equalTo: 'PutObject' as any }), "`equalTo` must be a list of at least one value, such as `['PutObject']`, got: 'PutObject'"],
  ['EventFilter', () => EventFilter.eventName(missing), '`conditions` of `EventFilter.eventName` must have an operator, got: undefined'],
  ['TrailInsights', () => TrailInsights.apiCallRate({ eventCategories: [] }), '`eventCategories` must be a list of at least one `InsightEventCategory`, got: []'],
  ['TrailInsights', () => TrailInsights.apiErrorRate({ eventCategories: [missing] }), '`eventCategories` must be a list of at least one `InsightEventCategory`, got: [undefined]'],
])('%s takes nothing that is missing or of another kind', (_, make, message) => {
  expect(make).toThrow(message);
});
