import { invalid } from '../private/invalid';
import { anything, shaped } from '../private/shape';

/**
 * The categories of events that CloudTrail Insights analyzes.
 */
export enum InsightEventCategory {
  /** Management events. */
  MANAGEMENT = 'Management',
  /** Data events. */
  DATA = 'Data',
}

/**
 * Options of `TrailInsights`.
 */
export interface TrailInsightsOptions {
  /**
   * The events that are analyzed. Throws if the list is empty.
   *
   * @default - management events
   */
  readonly eventCategories?: InsightEventCategory[];
}

/**
 * CloudTrail Insights: CloudTrail detects activity that is unusual for the account. It learns from the last 28 days of events, and an Insights event
 * states the average of the 7 days before it.
 *
 * Insights cost about 0.35 USD for each 100,000 management events that are analyzed and 0.03 USD for each 100,000 data events, for each type of Insights.
 *
 * @example
 * const insights = [
 *   TrailInsights.apiCallRate(),
 *   TrailInsights.apiErrorRate({ eventCategories: [InsightEventCategory.MANAGEMENT, InsightEventCategory.DATA] }),
 * ];
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 */
export class TrailInsights {
  /**
   * Unusual rates of API calls. Of management events, only write events are analyzed, and the trail must log them. Of data events, read and write events
   * are analyzed, and the trail must log some of either.
   *
   * Throws if `eventCategories` is empty.
   */
  public static apiCallRate(options: TrailInsightsOptions = {}): TrailInsights {
    return new TrailInsights('ApiCallRateInsight', options);
  }

  /**
   * Unusual rates of API errors. The trail must log read or write events of each category.
   *
   * Throws if `eventCategories` is empty.
   */
  public static apiErrorRate(options: TrailInsightsOptions = {}): TrailInsights {
    return new TrailInsights('ApiErrorRateInsight', options);
  }

  /** @internal */
  public readonly _events: InsightEventCategory[];

  private constructor(
    /** @internal */
    public readonly _type: string,
    options: TrailInsightsOptions,
  ) {
    const { eventCategories = [InsightEventCategory.MANAGEMENT] } = shaped(options, { eventCategories: anything });
    const known = Object.values(InsightEventCategory);
    if (!Array.isArray(eventCategories) || eventCategories.length === 0 || !eventCategories.every((category) => known.includes(category))) {
      throw invalid('eventCategories', 'must be a list of at least one `InsightEventCategory`', eventCategories, { wayOut: 'Leave it out for management events' });
    }
    this._events = [...new Set(eventCategories)];
  }
}
