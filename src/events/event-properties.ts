import type { CfnTrailProps } from 'aws-cdk-lib/aws-cloudtrail';
import type { EventsContext, EventsWarning } from './private/event-selectors';
import { renderEvents } from './private/events';
import { renderAggregation, renderInsights } from './private/insights';
import type { TrailAggregationTemplate } from './trail-aggregation';
import type { TrailEvents } from './trail-events';
import type { TrailInsights } from './trail-insights';
import { readSelection } from '../cloudtrail/selectors/selectors';

/** The props that say what a trail logs. */
export interface EventsProps {
  readonly events?: TrailEvents[];
  readonly insights?: TrailInsights[];
  readonly aggregation?: TrailAggregationTemplate[];
}

/** The properties of the trail that select events, and the warnings about them. */
export interface EventProperties {
  readonly properties: Pick<CfnTrailProps, 'advancedEventSelectors' | 'insightSelectors' | 'aggregationConfigurations'>;
  readonly warnings: readonly EventsWarning[];
}

export function eventProperties({ events, insights, aggregation }: EventsProps, context: EventsContext): EventProperties {
  // Without selectors, CloudTrail logs all management events, and every tool that checks trails understands this.
  const selected = events === undefined ? undefined : renderEvents(events, context);
  const selection = selected?.selection ?? readSelection({});
  const { insightSelectors, warnings: insightsWarnings } = renderInsights(insights, selection, context);
  const { aggregationConfigurations, warnings: aggregationWarnings } = renderAggregation(aggregation, selection, context);
  return {
    properties: { advancedEventSelectors: selected?.advancedEventSelectors, insightSelectors, aggregationConfigurations },
    warnings: [...(selected?.warnings ?? []), ...insightsWarnings, ...aggregationWarnings],
  };
}
