import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { EventsWarning } from './event-selectors';
import { invalid } from '../../cloudtrail/invalid';
import { aggregationProblems, insightProblems } from '../../cloudtrail/selectors/insight-problems';
import type { Problem } from '../../cloudtrail/selectors/selector-problems';
import type { Selection } from '../../cloudtrail/selectors/selectors';
import type { TrailAggregationTemplate } from '../trail-aggregation';
import { InsightEventCategory, type TrailInsights } from '../trail-insights';

/** What to give to the trail for its Insights; nothing when there are none. */
export interface RenderedInsights {
  readonly insightSelectors?: CfnTrail.InsightSelectorProperty[];
  readonly warnings: EventsWarning[];
}

/** What to give to the trail for aggregation; nothing when there is none. */
export interface RenderedAggregation {
  readonly aggregationConfigurations?: CfnTrail.AggregationConfigurationProperty[];
  readonly warnings: EventsWarning[];
}

/** The Insights of a trail that logs these events. */
export function renderInsights(insights: readonly TrailInsights[] | undefined, selection: Selection): RenderedInsights {
  if (insights === undefined || insights.length === 0) {
    return { warnings: [] };
  }
  refuse('insights', insightProblems(insights.map(({ _type, _events }) => ({ InsightType: _type, EventCategories: _events })), selection));
  const looksAt = (events: InsightEventCategory) => insights.some(({ _events }) => _events.includes(events));
  const prices = [
    ...(looksAt(InsightEventCategory.MANAGEMENT) ? ['0.35 USD for each 100,000 management events'] : []),
    ...(looksAt(InsightEventCategory.DATA) ? ['0.03 USD for each 100,000 data events'] : []),
  ];
  return {
    insightSelectors: insights.map(({ _type, _events }) => ({ insightType: _type, eventCategories: _events })),
    warnings: [{
      id: 'insightsCost',
      message: `Insights analyze each event once for each type: about ${prices.join(' and ')} (https://aws.amazon.com/cloudtrail/pricing/).`,
    }],
  };
}

/** The aggregation of a trail that logs these events. */
export function renderAggregation(templates: readonly TrailAggregationTemplate[] | undefined, selection: Selection): RenderedAggregation {
  if (templates === undefined || templates.length === 0) {
    return { warnings: [] };
  }
  const names = templates.map(({ name }) => name);
  refuse('aggregation', aggregationProblems([{ EventCategory: 'Data', Templates: names }], selection));
  return {
    aggregationConfigurations: [{ eventCategory: 'Data', templates: names }],
    warnings: [{
      id: 'aggregationCost',
      message: `Aggregation is charged for beside the data events, for each of ${names.join(', ')} (https://aws.amazon.com/cloudtrail/pricing/).`,
    }],
  };
}

function refuse(prop: string, [problem]: Problem[]): void {
  if (problem) throw invalid(prop, problem.rule, problem.value);
}
