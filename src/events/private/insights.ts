import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { EventsContext, EventsWarning } from './event-selectors';
import { PRICES, priceText } from '../../cloudtrail/pricing';
import { aggregationProblems, insightProblems } from '../../cloudtrail/selectors/insight-problems';
import type { Problem } from '../../cloudtrail/selectors/selector-problems';
import type { Selection } from '../../cloudtrail/selectors/selectors';
import { checkList } from '../../private/checks';
import { invalid } from '../../private/invalid';
import { TrailAggregationTemplate } from '../trail-aggregation';
import { InsightEventCategory, TrailInsights } from '../trail-insights';

/** The property of the trail for Insights, if any. */
export interface RenderedInsights {
  readonly insightSelectors?: CfnTrail.InsightSelectorProperty[];
  readonly warnings: EventsWarning[];
}

/** The property of the trail for aggregation, if any. */
export interface RenderedAggregation {
  readonly aggregationConfigurations?: CfnTrail.AggregationConfigurationProperty[];
  readonly warnings: EventsWarning[];
}

/** The Insights of a trail that logs these events. */
export function renderInsights(insights: readonly TrailInsights[] | undefined, selection: Selection, context: EventsContext): RenderedInsights {
  checkList('insights', insights, TrailInsights, 'TrailInsights.apiCallRate()', context);
  if (insights === undefined || insights.length === 0) {
    return { warnings: [] };
  }
  const selectors = insights.map(({ _type, _events }) => ({ InsightType: _type, EventCategories: _events }));
  refuse('insights', insightProblems(selectors, selection), context, 'Add the events to `events`, such as `TrailEvents.s3Objects()`');
  const analyzes = (category: InsightEventCategory) => insights.some(({ _events }) => _events.includes(category));
  const prices = [
    ...(analyzes(InsightEventCategory.MANAGEMENT) ? [PRICES.insightsOnManagementEvents] : []),
    ...(analyzes(InsightEventCategory.DATA) ? [PRICES.insightsOnDataEvents] : []),
  ];
  return {
    insightSelectors: insights.map(({ _type, _events }) => ({ insightType: _type, eventCategories: _events })),
    warnings: [{
      id: 'insightsCost',
      message: `Insights analyze each event once for each type: about ${prices.map(priceText).join(' and ')} (${prices[0].source}).`,
    }],
  };
}

/** The aggregation of a trail that logs these events. */
export function renderAggregation(
  templates: readonly TrailAggregationTemplate[] | undefined, selection: Selection, context: EventsContext,
): RenderedAggregation {
  checkList('aggregation', templates, TrailAggregationTemplate, 'TrailAggregationTemplate.API_ACTIVITY', context);
  if (templates === undefined || templates.length === 0) {
    return { warnings: [] };
  }
  const names = templates.map(({ name }) => name);
  // An unknown template may be a new one.
  const problems = aggregationProblems([{ EventCategory: 'Data', Templates: names }], selection).filter(({ path }) => !/Templates\[\d+\]$/.test(path))
    .map((problem) => (needsEvents(problem) ? { ...problem, value: names } : problem));
  refuse('aggregation', problems, context, 'Add data events to `events`, such as `TrailEvents.s3Objects()`');
  return {
    aggregationConfigurations: [{ eventCategory: 'Data', templates: names }],
    warnings: [{
      id: 'aggregationCost',
      message: `Aggregation is charged in addition to the data events, for each of ${names.join(', ')} (${PRICES.dataEvents.source}).`,
    }],
  };
}

function needsEvents({ rule }: Problem): boolean {
  return rule.includes('needs a trail');
}

function refuse(prop: string, [problem]: Problem[], { scope }: EventsContext, wayOut: string): void {
  if (problem) throw invalid(prop, problem.rule, problem.value, { scope, wayOut: needsEvents(problem) ? wayOut : undefined });
}
