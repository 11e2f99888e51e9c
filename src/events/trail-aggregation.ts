/**
 * A template by which CloudTrail aggregates the data events of a trail, into a summary of every five minutes. The trail must log
 * data events.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/aggregating-data-events.html
 */
export class TrailAggregationTemplate {
  /** By API call: how often each was made, by whom and from where. */
  public static readonly API_ACTIVITY = TrailAggregationTemplate.of('API_ACTIVITY');

  /** By resource: how often each was used, by whom and for what. */
  public static readonly RESOURCE_ACCESS = TrailAggregationTemplate.of('RESOURCE_ACCESS');

  /** By IAM principal: the actions of each. */
  public static readonly USER_ACTIONS = TrailAggregationTemplate.of('USER_ACTIONS');

  /**
   * A template that has no constant here yet, by its name in CloudFormation.
   *
   * @param name the name, such as `API_ACTIVITY`
   */
  public static of(name: string): TrailAggregationTemplate {
    return new TrailAggregationTemplate(name);
  }

  /**
   * Name of the template in CloudFormation.
   */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }
}
