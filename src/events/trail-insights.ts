/**
 * The events that Insights look at.
 */
export enum InsightEvents {
  /** Management events. */
  MANAGEMENT = 'Management',
  /** Data events. */
  DATA = 'Data',
}

/**
 * What CloudTrail Insights find in the events that a trail logs: activity that is out of line with the 28 days before.
 *
 * Insights cost about 0.35 USD for each 100,000 management events that are analyzed and 0.03 USD for each 100,000 data events, for each type of Insights.
 *
 * @example
 * const insights = [
 *   TrailInsights.apiCallRate(),
 *   TrailInsights.apiErrorRate(InsightEvents.MANAGEMENT, InsightEvents.DATA),
 * ];
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 */
export class TrailInsights {
  /**
   * Unusual rates of calls. The trail must log write events of each kind that is named; of management events only those that write are analyzed.
   *
   * @param events the events to look at; management events when none are named
   */
  public static apiCallRate(...events: InsightEvents[]): TrailInsights {
    return new TrailInsights('ApiCallRateInsight', events);
  }

  /**
   * Unusual rates of errors. The trail must log read or write events of each kind that is named.
   *
   * @param events the events to look at; management events when none are named
   */
  public static apiErrorRate(...events: InsightEvents[]): TrailInsights {
    return new TrailInsights('ApiErrorRateInsight', events);
  }

  /** @internal */
  public readonly _events: InsightEvents[];

  private constructor(
    /** @internal */
    public readonly _type: string,
    events: InsightEvents[],
  ) {
    this._events = events.length === 0 ? [InsightEvents.MANAGEMENT] : [...new Set(events)];
  }
}
