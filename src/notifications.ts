import type { ITopicRef } from 'aws-cdk-lib/aws-sns';

/**
 * A notice for every log file that CloudTrail delivers, about every five minutes for each account and Region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export interface TrailNotificationOptions {
  /**
   * The topic that receives the notices. CloudTrail is allowed to publish by a statement in the topic's policy. Where
   * that policy cannot be written, because the topic is imported, a warning holds the statement to add. If the topic is
   * encrypted, its key must admit CloudTrail.
   *
   * @default - a new topic, encrypted with the key of the trail, for requests over TLS only
   */
  readonly topic?: ITopicRef;
}
