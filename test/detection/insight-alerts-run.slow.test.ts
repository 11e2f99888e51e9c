import { App, Stack } from 'aws-cdk-lib';
import { Deployment } from '../oracles/concrete';
import { matchesEventPattern } from '../oracles/event-pattern';
import { EventRuler } from '../oracles/event-ruler';
import { InsightAlerts, TrailSource } from 'cdk-well-architected-trail';

/** An Insights event as AWS documents it, on the bus. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html */
const insight = (state: string, more: object = {}) => ({
  'version': '0',
  'detail-type': 'AWS Insight via CloudTrail',
  'source': 'aws.cloudtrail',
  'account': '111122223333',
  'region': 'us-east-1',
  'resources': [],
  'detail': {
    eventVersion: '1.08',
    eventTime: '2026-11-26T10:05:00Z',
    awsRegion: 'us-east-1',
    eventID: 'aab985f2-3a56-48cc-a8a5-e0af77606f5f',
    eventType: 'AwsCloudTrailInsight',
    recipientAccountId: '111122223333',
    sharedEventID: '12edc982-3348-4794-83d3-a3db26525049',
    insightDetails: {
      state,
      eventSource: 'autoscaling.amazonaws.com',
      eventName: 'CompleteLifecycleAction',
      insightType: 'ApiCallRateInsight',
      insightContext: { statistics: { baseline: { average: 0.0 }, insight: { average: 2.0 }, insightDuration: 1, baselineDuration: 10181 } },
    },
    eventCategory: 'Insight',
  },
  ...more,
});

const CASES: readonly [why: string, event: unknown, expected: boolean][] = [
  ['the beginning of unusual activity', insight('Start'), true],
  ['its end, which says the same again', insight('End'), false],
  ['a call', insight('Start', { 'detail-type': 'AWS API Call via CloudTrail' }), false],
  ['an event of somebody else', insight('Start', { source: 'example.cloudtrail' }), false],
];

const stack = new Stack(new App(), 'Security', { env: { account: '111122223333', region: 'us-east-1' } });
new InsightAlerts(stack, 'InsightAlerts', { trail: TrailSource.fromTrailAttributes({}) });
const pattern = Deployment.of(stack).resources('AWS::Events::Rule')[0].properties.EventPattern as object;

test.each(CASES)('%s', (_, event, expected) => {
  expect(matchesEventPattern(pattern, event)).toBe(expected);
});

const ruler = EventRuler.find();

test('EventBridge\'s own engine is at hand wherever tools are required', () => {
  expect(process.env.REQUIRE_TOOLS === '1' ? ruler : undefined).not.toEqual(expect.any(String));
});

(typeof ruler === 'string' ? test.skip : test)('EventBridge\'s own engine says the same', () => {
  const judged = (ruler as EventRuler).match({ Insight: pattern }, CASES.map(([, event]) => event));
  expect(judged).toEqual(CASES.map(([, , expected]) => (expected ? ['Insight'] : [])));
});
