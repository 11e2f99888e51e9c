import { Token } from 'aws-cdk-lib';
import { renderEvents } from '../../src/events/private/events';
import { newStack, newTrail, warningsOf } from '../helpers/trails';
import { EventFilter, TrailAnalysis, TrailEvents, TrailLogArchive } from 'cdk-well-architected-trail';

/*
 * Names of AWS that are free texts: what is probably misspelled is warned about, and still passes.
 */

const MISSPELLED = ['unknownResourceType', 'unknownEventSource', 'unknownFilterValue'];

/** The warnings about names, which say more of the same under another heading. */
function warningsAbout(events: TrailEvents): string[] {
  const { advancedEventSelectors, warnings } = renderEvents([events], { partition: 'aws', logBucketNames: ['logs'] });
  expect(advancedEventSelectors).toHaveLength(2);
  return warnings.filter(({ id }) => MISSPELLED.includes(id)).map(({ id, message }) => `${id}: ${message}`);
}

const filtered = (filter: EventFilter, type = 'AWS::SNS::Topic') => warningsAbout(TrailEvents.data(type, { filters: [filter] }));

test.each([
  ['AWS::S3::Objekt', 'Did you mean AWS::S3::Object?'],
  ['AWS::Dynamodb::Table', 'Did you mean AWS::DynamoDB::Table?'],
  ['AWS::S3::Bucket', 'Known ones of that service are AWS::S3::AccessPoint, AWS::S3::Object.'],
])('the resource type %s is probably not meant', (type, hint) => {
  expect(warningsAbout(TrailEvents.data(type))).toEqual([expect.stringMatching(`^unknownResourceType: ${type} is not among the \\d+ resource types .* ${hint.replace('?', '\\?')} `)]);
});

test.each(['AWS::S3::Object', 'AWS::SNS::Topic', 'AWS::BrandNew::Thing', Token.asString({ Ref: 'Type' })])('the resource type %s passes without a word', (type) => {
  expect(warningsAbout(TrailEvents.data(type))).toEqual([]);
});

test.each([
  ['kmss.amazonaws.com', 'kms.amazonaws.com'],
  ['lamda.amazonaws.com', 'lambda.amazonaws.com'],
  ['secretmanager.amazonaws.com', 'secretsmanager.amazonaws.com'],
])('the event source %s is probably %s', (source, near) => {
  expect(warningsAbout(TrailEvents.networkActivity(source))).toEqual([expect.stringMatching(`^unknownEventSource: ${source} is not among .* Did you mean ${near}\\?`)]);
});

test.each(['kms.amazonaws.com', 'sts.amazonaws.com', 'brand-new-service.amazonaws.com', Token.asString({ Ref: 'Source' })])('the event source %s passes without a word', (source) => {
  expect(warningsAbout(TrailEvents.networkActivity(source))).toEqual([]);
});

test.each<[string, EventFilter, string]>([
  ['a service instead of an event source', EventFilter.eventSource({ equalTo: ['s3'] }), '`EventFilter.eventSource` compares with s3, which no known event has. Values are like s3.amazonaws.com.'],
  ['a misspelled event source', EventFilter.eventSource({ notEqualTo: ['dynamdb.amazonaws.com'] }), 'Did you mean dynamodb.amazonaws.com?'],
  ['an action of IAM instead of an event', EventFilter.eventName({ equalTo: ['sns:Publish'] }), '`EventFilter.eventName` compares with sns:Publish, which no known event has. Values are like PutObject.'],
  ['a type of events', EventFilter.eventType({ equalTo: ['AWSAPICall'] }), 'Did you mean AwsApiCall?'],
  ['a name instead of an ARN', EventFilter.resourceArn({ equalTo: ['topic'] }), '`EventFilter.resourceArn` compares with topic, which no known event has. Values are like arn:aws:'],
  ['a user instead of an ARN', EventFilter.userIdentityArn({ notEqualTo: ['alice'] }), 'Values are like arn:aws:iam::'],
])('%s in a filter matches nothing', (_, filter, hint) => {
  expect(filtered(filter)).toEqual([expect.stringContaining('unknownFilterValue: ')]);
  expect(filtered(filter)[0]).toContain(hint);
});

test('a VPC instead of an endpoint matches nothing', () => {
  const filters = [EventFilter.vpcEndpointId({ equalTo: ['vpc-1'] })];
  expect(warningsAbout(TrailEvents.networkActivity('kms.amazonaws.com', { filters }))).toEqual([expect.stringContaining('Values are like vpce-')]);
});

test.each([
  ['AWS::S3::Object', 'PutObjekt', 'PutObject'],
  ['AWS::S3::Object', 'getObject', 'GetObject'],
  ['AWS::DynamoDB::Table', 'PutItems', 'PutItem'],
])('of %s, the event %s is probably %s', (type, name, near) => {
  expect(filtered(EventFilter.eventName({ equalTo: [name] }), type)).toEqual([expect.stringContaining(`Did you mean ${near}?`)]);
});

test.each<[string, EventFilter]>([
  ['a name that is known', EventFilter.eventName({ equalTo: ['DeleteObjects', 'GetObject'], notEqualTo: ['UploadPart'] })],
  ['a name that is new', EventFilter.eventName({ equalTo: ['SummarizeObject'] })],
  ['the begin of a name', EventFilter.eventName({ startsWith: ['Put'] })],
  ['what the ready filters say', EventFilter.excludeS3LifecycleActions()],
  ['another one of them', EventFilter.onlyS3AuthenticationFailures()],
  ['and another', EventFilter.excludeServiceEvents()],
  ['the console', EventFilter.consoleOnly()],
  ['an ARN', EventFilter.resourceArn({ equalTo: ['arn:aws:s3:::bucket/key'] })],
  ['a token', EventFilter.eventSource({ equalTo: [Token.asString({ Ref: 'Source' })] })],
  ['a list that is a token', EventFilter.eventSource({ equalTo: Token.asList({ Ref: 'Sources' }) })],
])('%s in a filter passes without a word', (_, filter) => {
  expect(filtered(filter, 'AWS::S3::Object')).toEqual([]);
});

test('filters of several types are looked at, too', () => {
  const events = TrailEvents.bedrock({ filters: [EventFilter.eventSource({ equalTo: ['bedrok.amazonaws.com'] })] });
  const { warnings } = renderEvents([events], { partition: 'aws', logBucketNames: ['logs'] });
  expect(warnings.map(({ id }) => id)).toEqual(['unknownFilterValue']);
});

describe('Regions', () => {
  const stack = () => newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
  const analysis = (regions: string[]) => {
    const one = stack();
    new TrailAnalysis(one, 'Analysis', { trail: newTrail({}, one), regions });
    return warningsOf(one);
  };
  const archive = (homeRegion?: string) => {
    const one = stack();
    new TrailLogArchive(one, 'Archive', { memberTrails: { organizationId: 'o-a1b2c3d4e5', trailName: 'audit', homeRegion } });
    return warningsOf(one);
  };

  test('that the CDK does not know are probably misspelled', () => {
    expect(analysis(['eu-west-1', 'eu-wset-1'])).toEqual(['cdk-well-architected-trail:unknownRegion']);
    expect(archive('eu-west-11')).toEqual(['cdk-well-architected-trail:unknownRegion']);
  });

  test('that it knows, or that are tokens, pass without a word', () => {
    expect(analysis(['eu-west-1', Token.asString({ Ref: 'Region' })])).toEqual([]);
    expect(archive('us-east-1')).toEqual([]);
    expect(archive()).toEqual([]);
  });
});
