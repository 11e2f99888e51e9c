import { Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { selectorProblems } from '../../src/cloudtrail/selectors/selector-problems';
import { logsDeliveriesTo, logsEvent, managementEvents, readSelection } from '../../src/cloudtrail/selectors/selectors';
import { toTemplate } from '../../src/events/private/event-selectors';
import { renderEvents } from '../../src/events/private/events';
import { OpaqueText } from '../../src/events/private/opaque-text';
import { runs } from '../helpers/runs';
import { EventFilter, type EventFilterConditions, ReadWriteEvents, TrailEvents } from 'cdk-well-architected-trail';

const LOG_BUCKETS = ['logs', 'access-logs'];
const CONTEXT = { partition: 'aws', logBucketNames: LOG_BUCKETS };
const ARNS = ['arn:aws:s3:::logs/', 'arn:aws:s3:::access-logs/', 'arn:aws:s3:::logs', 'arn:aws:s3:::data/', 'arn:aws:s3:::data/a', 'arn:aws:s3:::', 'b.gz', '/'];
const KEYS = ['a', 'a.gz', 'AWSLogs/111122223333/b.gz'];
const OBJECTS = ['logs', 'access-logs', 'logs-2', 'data'].flatMap((bucket) => KEYS.map((key) => `arn:aws:s3:::${bucket}/${key}`));

const texts = (values: string[]) => fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }), { nil: undefined });
const someConditions = (values: string[]): fc.Arbitrary<EventFilterConditions> => fc.record({
  equalTo: texts(values),
  startsWith: texts(values),
  endsWith: texts(values),
  notEqualTo: texts(values),
  notStartsWith: texts(values),
  notEndsWith: texts(values),
}).filter((record) => Object.values(record).some((list) => list !== undefined));

const s3 = fc.record({
  readWrite: fc.constantFrom(undefined, ...Object.values(ReadWriteEvents)),
  arn: fc.option(someConditions([...ARNS, ...OBJECTS]), { nil: undefined }),
  eventName: fc.option(someConditions(['PutObject', 'GetObject', 'Put', 'Object']), { nil: undefined }),
});
type S3 = Parameters<Parameters<typeof s3.map>[0]>[0];

function filters({ arn, eventName }: S3): EventFilter[] {
  return [...(arn ? [EventFilter.resourceArn(arn)] : []), ...(eventName ? [EventFilter.eventName(eventName)] : [])];
}

/** What the user asked for, told without any of the code under test. */
function passes(text: string, conditions: EventFilterConditions = {}): boolean {
  const { equalTo = [], startsWith = [], endsWith = [], notEqualTo = [], notStartsWith = [], notEndsWith = [] } = conditions;
  const admitted = equalTo.includes(text) || startsWith.some((value) => text.startsWith(value)) || endsWith.some((value) => text.endsWith(value));
  const leftOut = notEqualTo.includes(text)
    || notStartsWith.some((value) => text.startsWith(value)) || notEndsWith.some((value) => text.endsWith(value));
  return (admitted || [...equalTo, ...startsWith, ...endsWith].length === 0) && !leftOut;
}

/** `undefined` where nothing but the log buckets is selected, which is an error. */
function rendered(events: TrailEvents[]) {
  try {
    return renderEvents(events, CONTEXT);
  } catch (error) {
    expect((error as Error).message).toMatch(/^`events` must (set `includeLogBuckets`|not select the same events twice)/);
    return undefined;
  }
}

test('S3 objects are logged as asked for, but never those of the log buckets', () => {
  fc.assert(fc.property(s3, fc.constantFrom(...OBJECTS), fc.constantFrom(true, false), fc.constantFrom('PutObject', 'GetObject'), (options, arn, readOnly, name) => {
    const selection = rendered([TrailEvents.s3Objects({ readWrite: options.readWrite, filters: filters(options) })])?.selection;
    if (selection === undefined) return;

    const own = LOG_BUCKETS.some((bucket) => arn.startsWith(`arn:aws:s3:::${bucket}/`));
    const readWrite = options.readWrite === undefined || options.readWrite === ReadWriteEvents.ALL
      || (options.readWrite === ReadWriteEvents.READ_ONLY) === readOnly;
    expect(logsEvent(selection, {
      'eventCategory': 'Data', 'resources.type': 'AWS::S3::Object', 'resources.ARN': arn, 'readOnly': String(readOnly), 'eventName': name,
    })).toBe(!own && readWrite && passes(arn, options.arn) && passes(name, options.eventName));
    for (const bucket of LOG_BUCKETS) {
      expect(logsDeliveriesTo(selection, `arn:aws:s3:::${bucket}`)).toBe(false);
    }
  }), runs(1000));
});

const any = fc.oneof(
  s3.map((options) => TrailEvents.s3Objects({ readWrite: options.readWrite, filters: filters(options) })),
  s3.map((options) => TrailEvents.data('AWS::S3::Object', { filters: filters(options) })),
  s3.map((options) => TrailEvents.s3Objects({ includeLogBuckets: true, filters: filters(options) })),
  fc.constantFrom('AWS::SNS::Topic', 'AWS::SQS::Queue').map((type) => TrailEvents.data(type, { filters: [EventFilter.consoleOnly()] })),
  someConditions(['Invoke']).map((eventName) => TrailEvents.lambdaFunctions({ filters: [EventFilter.eventName(eventName)] })),
);
const networks = fc.uniqueArray(fc.constantFrom('kms.amazonaws.com', 's3.amazonaws.com', 'ec2.amazonaws.com'))
  .map((sources) => sources.map((source) => TrailEvents.networkActivity(source, { filters: [EventFilter.onlyVpcEndpointDenied()] })));
const management = fc.record({
  readWrite: fc.constantFrom(undefined, ...Object.values(ReadWriteEvents)), excludeKms: fc.boolean(), excludeRdsDataApi: fc.boolean(),
});

test('CloudTrail takes whatever the factories make', () => {
  fc.assert(fc.property(fc.array(any, { maxLength: 4 }), networks, management, (data, network, options) => {
    const result = rendered([...data, ...network, TrailEvents.management(options)]);
    if (result === undefined) return;
    const selectors = new Stack().resolve(result.advancedEventSelectors).map((selector: never) => toTemplate(selector, new OpaqueText()));
    expect(selectorProblems({ AdvancedEventSelectors: selectors })).toEqual([]);

    const readWrite = options.readWrite ?? ReadWriteEvents.ALL;
    expect(managementEvents(readSelection({ AdvancedEventSelectors: selectors }))).toEqual({
      read: readWrite !== ReadWriteEvents.WRITE_ONLY,
      write: readWrite !== ReadWriteEvents.READ_ONLY,
      excludedSources: [...(options.excludeKms ? ['kms.amazonaws.com'] : []), ...(options.excludeRdsDataApi ? ['rdsdata.amazonaws.com'] : [])],
      all: readWrite === ReadWriteEvents.ALL && !options.excludeKms && !options.excludeRdsDataApi,
    });
  }), runs(500));
});
