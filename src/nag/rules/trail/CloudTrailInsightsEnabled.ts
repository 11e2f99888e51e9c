import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { anyOf, check, nonCompliant, trailRule } from '../rule';
import { selectorsOf } from './selectors';
import { insightProblems } from '../../../cloudtrail/selectors/insight-problems';

export const CloudTrailInsightsEnabled = trailRule({
  level: 'info',
  compliantWhen: 'CloudTrail Insights is on (`InsightSelectors` are set)',
  info: 'CloudTrail Insights is off.',
  why: 'Insights detects unusual numbers of calls and errors, such as a burst of deletions, that nobody finds by reading. It is charged by the event '
    + 'analyzed.',
  fix: 'Set `insightTypes` on the `Trail` to `InsightType.API_CALL_RATE` and `InsightType.API_ERROR_RATE`, or `insightSelectors` on the `CfnTrail` '
    + '(CloudFormation: `InsightSelectors` with `InsightType` `ApiCallRateInsight` and `ApiErrorRateInsight`).',
  resource: TRAIL,
  property: 'InsightSelectors',
  docs: `${CLOUDTRAIL_GUIDE}/logging-insights-events-with-cloudtrail.html`,
  constructFix: 'Set `insights` on the `WellArchitectedTrail`: `insights: [TrailInsights.apiCallRate(), TrailInsights.apiErrorRate()]`. It is charged by '
    + 'the event analyzed.',
  ...evidence({
    prowler: ['cloudtrail_insights_exist'],
    wellArchitected: ['SEC04-BP03'],
  }),
  constructDefault: 'off; `insights` switches it on',
}, ({ trail: link }) => {
  const trail = link.need();
  const insights = trail.get('InsightSelectors');
  const { selection } = selectorsOf(trail);
  const [problem] = insightProblems(insights.value, selection);
  if (problem) return nonCompliant(insights, `CloudTrail refuses the Insights selectors: ${problem.path} ${problem.rule}.`);
  // The selectors that the fix of the rule names are refused by a trail that logs no management events.
  const dataOnly = insightProblems([{ InsightType: 'ApiErrorRateInsight' }], selection).length > 0;
  return check(anyOf(insights.list, (selector) => selector.get('InsightType').isSet), insights, 'The trail has no Insights selectors.', undefined,
    dataOnly ? DATA_FIX : undefined);
});

const DATA_FIX = 'The trail logs no management events: set `insightSelectors` on the `CfnTrail` to Insights of data events, if it logs some (CloudFormation: '
  + '`InsightSelectors` with `EventCategories: [Data]`), or acknowledge this where another trail of the account has Insights of management events.';
