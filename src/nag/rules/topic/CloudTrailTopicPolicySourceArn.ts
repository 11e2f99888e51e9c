import { isManagedByAws, isUnusable, namesKey } from '../common/keys';
import { quoted } from '../common/quoted';
import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TOPIC_POLICY } from '../facts';
import { checkPermitted, deliveryContext } from '../policy/delivery';
import { whom } from '../policy/principals';
import { checkSources } from '../policy/sources';
import { allowedActions, checkAccepted, checkSingle, checkStatements, inForce } from '../policy/statements';
import { admitsAnybody, concernsOutsiders } from '../policy/who';
import {
  all, allOf, type Answer, any, cannotTell, check, CLOUDTRAIL, compliant, nonCompliant, not, type Policies, type PolicyStatement, type ResourceView,
  trailRule, type TrailView, type Verdict,
} from '../rule';

/** What forges a message or changes who may do so. */
const ACTING = ['sns:Publish', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:RemovePermission', 'sns:DeleteTopic', 'sns:PutDataProtectionPolicy'];

export const CloudTrailTopicPolicySourceArn = trailRule({
  level: 'error',
  compliantWhen: 'the topic policy, the only one that the topic has, and the policy of its key let CloudTrail publish to the topic, and the topic policy lets '
    + 'neither trails of any account, nor anybody, nor principals outside the account publish or change the topic',
  info: 'CloudTrail cannot publish to the topic for this trail, or others can.',
  why: 'Without the permission the trail cannot be created. Without the limit, others can send messages that look like those of your trail.',
  fix: 'Add to the topic policy (`topic.addToResourcePolicy`, CloudFormation: `AWS::SNS::TopicPolicy`) for the principal `cloudtrail.amazonaws.com`: '
    + 'allow `sns:Publish` with `StringEquals` `aws:SourceArn` = the ARN of the trail.',
  resource: TOPIC_POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-permissions-for-sns-notifications.html`,
  ...evidence({
    securityHub: ['SNS.4'],
    wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
  }),
  constructDefault: 'no topic; `notifications` names one, with the exact ARN of the trail in its policy',
}, (view) => {
  const { trail: { resource: trail }, topicOfPolicy: { arn, resource: topic }, topicPolicy } = view;
  const published = (policy: Policies) => trail ? [checkPermitted(policy, {
    principal: CLOUDTRAIL, action: 'sns:Publish', resource: arn, context: deliveryContext(trail, policy),
  }, 'The topic policy', 'publish for the trail', 'Publish')] : [];
  return [
    checkSingle(topicPolicy, 'The topic'),
    checkAccepted(topicPolicy),
    ...inForce(topicPolicy, (policy) => [
      ...published(policy),
      ...checkStatements(policy.allowing, { id: 'AnyPrincipal', passes: (statement) => not(admitsAnybody(policy, statement)), lets: () => 'anybody use the topic' }),
      ...checkStatements(policy.allowing, {
        id: 'Outsiders',
        passes: (statement) => not(mayAct(policy, statement, arn)),
        lets: (statement) => `${whom(statement)} publish to the topic or change it`,
      }),
    ]),
    ...checkSources(topicPolicy, { lets: () => 'CloudTrail publish for a trail of any account' }),
    ...trail && topic ? [checkKey(view, trail, topic)] : [],
  ];
});

function mayAct(policy: Policies, statement: PolicyStatement, arn: string): Answer {
  const outsiders = concernsOutsiders(statement);
  return outsiders === false ? false : all([outsiders, any(allowedActions(policy, statement, ACTING, arn).map(({ allowed }) => allowed))]);
}

/** CloudTrail publishes to an encrypted topic with the topic's key. */
function checkKey({ topicKey: link, topicKeyPolicy: policy }: TrailView, trail: ResourceView, topic: ResourceView): Verdict {
  const given = topic.get('KmsMasterKeyId');
  if (given.isMissing) return compliant;
  if (isManagedByAws(given) === true) {
    return nonCompliant(given, 'CloudTrail cannot publish to the topic: the policy of the key that AWS manages for SNS does not admit it and cannot be changed.', 'Key', KEY_FIX);
  }
  const { resource: key, why } = link;
  if (!key && namesKey(given) === false) return nonCompliant(given, `CloudTrail cannot publish to the topic: ${quoted(given.text as string)} names no key.`, 'Key', KEY_FIX);
  if (!key) return cannotTell(given, why as string, 'Key');
  if (isUnusable(key)) return nonCompliant(key, 'CloudTrail cannot publish to the topic: its key is disabled, or not a symmetric encryption key.', 'Key', KEY_FIX);
  const context = { ...deliveryContext(trail, policy), 'kms:EncryptionContext:aws:sns:topicArn': topic.arn };
  const permitted = allOf(['kms:GenerateDataKey', 'kms:Decrypt'], (action) => policy.permits({ principal: CLOUDTRAIL, action, resource: key.arn, context }));
  return check(permitted, policy.place, 'The policy of the topic\'s key does not let CloudTrail generate data keys and decrypt, so that it cannot publish.', 'Key', KEY_FIX);
}

const KEY_FIX = 'Use a customer managed key for the topic (CloudFormation: `KmsMasterKeyId`) and allow `kms:GenerateDataKey*` and `kms:Decrypt` to '
  + '`cloudtrail.amazonaws.com` in its policy, with `aws:SourceArn` = the ARN of the trail.';
