import { check, CLOUDTRAIL, compliant, Context, not, trailRule } from './rule';
import { concernsAnybody } from './support/anybody';
import { deliveryContext } from './support/delivery';
import { checkSources } from './support/sources';

/**
 * Compliant when the topic policy lets CloudTrail publish for this trail, and neither CloudTrail for trails of any account nor anybody else at will.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export const CloudTrailTopicPolicySourceArn = trailRule(({ trail: { resource: trail }, topic, topicPolicy }) => {
  const { arn } = topic.need();
  const mayPublish = (context: Context) => topicPolicy.permits({ principal: CLOUDTRAIL, action: 'sns:Publish', resource: arn, context });
  return [
    trail
      ? check(mayPublish(deliveryContext(trail)), topicPolicy.place, 'The topic policy does not let CloudTrail publish for the trail.', 'Publish')
      : compliant,
    ...checkSources(topicPolicy, 'The statement lets CloudTrail publish for a trail of any account.'),
    ...topicPolicy.allowing.map((statement) => {
      return check(not(concernsAnybody(statement)), statement.at, 'The statement lets anybody use the topic.', 'AnyPrincipal');
    }),
  ];
});
