import { checkRequiredText } from '../private/checks';

/**
 * A template for the aggregation of data events: CloudTrail summarizes them for every five minutes. The trail must log data
 * events, and aggregation is charged for in addition to them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/aggregating-data-events.html
 */
export class TrailAggregationTemplate {
  /** By API call: how often it was made, by which principals and from where. */
  public static readonly API_ACTIVITY = TrailAggregationTemplate.of('API_ACTIVITY');

  /** By resource: how often it was used, by which principals and for what. */
  public static readonly RESOURCE_ACCESS = TrailAggregationTemplate.of('RESOURCE_ACCESS');

  /** By IAM principal: its actions. */
  public static readonly USER_ACTIONS = TrailAggregationTemplate.of('USER_ACTIONS');

  /**
   * A template that has no constant yet, by its name in CloudFormation.
   *
   * @param name the name, such as `API_ACTIVITY`
   */
  public static of(name: string): TrailAggregationTemplate {
    checkRequiredText('name', name, (given) => (given === '' ? 'must not be empty' : undefined));
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
