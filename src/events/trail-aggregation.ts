/**
 * How CloudTrail sums up the data events of a trail, in files of their own every five minutes. The trail must log data events.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/aggregating-data-events.html
 */
export enum AggregationTemplate {
  /** By API call: how often each was made, by whom and from where. */
  API_ACTIVITY = 'API_ACTIVITY',
  /** By resource: how often each was used, by whom and for what. */
  RESOURCE_ACCESS = 'RESOURCE_ACCESS',
  /** By IAM principal: what each did. */
  USER_ACTIONS = 'USER_ACTIONS',
}
