import { any, check, nonCompliant, trailRule } from './rule';
import { selectorsOf } from './support/selectors';
import { insightProblems } from '../../cloudtrail/insight-problems';

/**
 * Compliant when the trail has Insights selectors, on events that it logs.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 */
export const CloudTrailInsightsEnabled = trailRule(({ trail: link }) => {
  const trail = link.need();
  const insights = trail.get('InsightSelectors');
  const [problem] = insightProblems(insights.value, selectorsOf(trail).selection);
  if (problem) return nonCompliant(insights, `CloudTrail refuses the Insights selectors: ${problem.path} ${problem.rule}.`);
  return check(any(insights.list.map((selector) => selector.get('InsightType').isSet)), insights, 'The trail has no Insights selectors.');
});
