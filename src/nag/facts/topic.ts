import { CLOUDTRAIL_GUIDE, type RuleFacts, SNS_GUIDE, TOPIC, TOPIC_POLICY } from './fact';

/** Rules about the topic that hears of delivered log files; they are silent where a trail has none. */
export const TOPIC_FACTS = {
  CloudTrailTopicPolicySourceArn: {
    level: 'error',
    area: 'Topic',
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
  },
  CloudTrailTopicEncrypted: {
    level: 'warning',
    area: 'Topic',
    compliantWhen: 'the topic of the trail has a KMS key (`KmsMasterKeyId`)',
    info: 'The topic of the trail is not encrypted.',
    why: 'Its messages name the bucket, the account and the log files, which is more than a bystander has to know.',
    fix: 'Set `masterKey` on the `Topic` or `kmsMasterKeyId` on the `CfnTopic` to a customer managed key (CloudFormation: `KmsMasterKeyId`) whose '
      + 'policy lets '
      + '`cloudtrail.amazonaws.com` call `kms:GenerateDataKey*` and `kms:Decrypt`.',
    resource: TOPIC,
    property: 'KmsMasterKeyId',
    docs: `${SNS_GUIDE}/sns-server-side-encryption.html`,
    controls: {
      wellArchitected: ['SEC08-BP02'],
    },
    constructDefault: 'no topic',
  },
} as const satisfies RuleFacts;
