import { CLOUDTRAIL_GUIDE, TOPIC_POLICY } from '../facts';
import { concernsAnybody } from '../policy/anybody';
import { deliveryContext } from '../policy/delivery';
import { checkSources } from '../policy/sources';
import { check, CLOUDTRAIL, compliant, type Context, not, trailRule } from '../rule';

/**
 * Compliant when the topic policy lets CloudTrail publish for this trail, and neither CloudTrail for trails of any account nor anybody else at will.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export const CloudTrailTopicPolicySourceArn = trailRule({
  level: 'error',
  compliantWhen: 'CloudTrail may publish to the topic of the trail, limited by `aws:SourceArn` to known trails',
  info: 'The topic policy does not let this trail, and only known trails, publish.',
  why: 'Without the permission the trail cannot be created. Without the limit, a trail of a foreign account can send messages that look like yours.',
  fix: 'Add to the topic policy (`topic.addToResourcePolicy`, CloudFormation: `AWS::SNS::TopicPolicy`) for the principal `cloudtrail.amazonaws.com`: '
    + 'allow `sns:Publish` with `StringEquals` `aws:SourceArn` = the ARN of the trail.',
  resource: TOPIC_POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-permissions-for-sns-notifications.html`,
  controls: {
    wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
  },
  constructDefault: 'no topic; `notifications` names one, with the exact ARN of the trail in its policy',
}, ({ trail: { resource: trail }, topic, topicPolicy }) => {
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
