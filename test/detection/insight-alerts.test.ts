import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ENV } from '../fixtures/accounts';
import { AlertTopic, InsightAlerts, TrailInsights, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

const newStack = () => new Stack(new App(), 'Security', { env: ENV });
const trailIn = (stack: Stack) => new WellArchitectedTrail(stack, 'Trail', { insights: [TrailInsights.apiErrorRate()] });

test('the beginning of unusual activity is reported, in plain words to the destination', () => {
  const stack = newStack();
  const alerts = new AlertTopic(stack, 'Alerts');
  new InsightAlerts(stack, 'InsightAlerts', { trail: trailIn(stack), alerts });

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['aws.cloudtrail'], 'detail-type': ['AWS Insight via CloudTrail'], 'detail': { insightDetails: { state: ['Start'] } } },
    Targets: [Match.objectLike({
      Arn: stack.resolve(alerts.topic.topicArn),
      InputTransformer: {
        InputPathsMap: Match.objectLike({
          'detail-insightDetails-eventName': '$.detail.insightDetails.eventName',
          'detail-insightDetails-insightContext-statistics-baseline-average': '$.detail.insightDetails.insightContext.statistics.baseline.average',
        }),
        InputTemplate: Match.stringLikeRegexp('^"Unusual activity: <detail-insightDetails-eventName> of <detail-insightDetails-eventSource>'),
      },
    })],
  });
  Annotations.fromStack(stack).hasNoWarning('/Security/InsightAlerts', Match.anyValue());
});

test('other targets get the whole event', () => {
  const stack = newStack();
  const arn = 'arn:aws:sqs:eu-west-1:111122223333:insights';
  const { rule } = new InsightAlerts(stack, 'InsightAlerts', { trail: trailIn(stack), ruleTargets: [{ bind: () => ({ arn }) }] });

  expect(rule.ruleName).toBeDefined();
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { Targets: [{ Arn: arn, Id: Match.anyValue() }] });
});

describe('warns', () => {
  test('if nobody is notified', () => {
    const stack = newStack();
    new InsightAlerts(stack, 'InsightAlerts', { trail: trailIn(stack) });

    Annotations.fromStack(stack).hasWarning('/Security/InsightAlerts', Match.stringLikeRegexp('The rule has no targets: nobody is notified'));
  });

  test('if the trail logs no Insights events', () => {
    const stack = newStack();
    new InsightAlerts(stack, 'InsightAlerts', { trail: new WellArchitectedTrail(stack, 'Trail'), alerts: new AlertTopic(stack, 'Alerts') });

    Annotations.fromStack(stack).hasWarning('/Security/InsightAlerts', Match.stringLikeRegexp('logs no Insights events, so the rule matches nothing'));
  });

  test('not if it is not known whether the trail does', () => {
    const stack = newStack();
    new InsightAlerts(stack, 'InsightAlerts', { trail: TrailSource.fromTrailAttributes({}), alerts: new AlertTopic(stack, 'Alerts') });

    Annotations.fromStack(stack).hasNoWarning('/Security/InsightAlerts', Match.anyValue());
  });
});
