import { CfnResource, Validations } from 'aws-cdk-lib';
import type { CfnTopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { referencesIn } from '../../private/references';

/** What receives the messages of a topic. Amazon Q Developer in chat applications subscribes itself. */
const SUBSCRIBERS = ['AWS::SNS::Subscription', 'AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration'];

/** Warns at synthesis if nothing in the app subscribes to the topic, wherever the subscription is. */
export function warnWithoutSubscribers(scope: Construct, topic: CfnTopic): void {
  // The CDK validates the tree when it is complete: an Aspect may come before another one that adds a subscription.
  scope.node.addValidation({
    validate: () => {
      if (!isSubscribed(topic)) {
        Validations.of(scope).addWarning('cdk-well-architected-trail:alertTopicWithoutSubscribers',
          'The topic has no subscription in this app: nobody is notified. Set `emails` or `subscriptions`, or subscribe to `topic`.');
      }
      return [];
    },
  });
}

function isSubscribed(topic: CfnTopic): boolean {
  if (topic.subscription !== undefined) return true;
  return topic.node.root.node.findAll().some((one) => CfnResource.isCfnResource(one) && SUBSCRIBERS.includes(one.cfnResourceType)
    && referencesIn(one, (one as unknown as { _toCloudFormation(): unknown })._toCloudFormation()).includes(topic));
}
