import { SNS_GUIDE, TOPIC } from '../facts';
import { check, trailRule } from '../rule';

/**
 * Compliant when the trail's topic has a KMS key.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
 */
export const CloudTrailTopicEncrypted = trailRule({
  level: 'warning',
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
}, ({ topic }) => {
  const key = topic.need().get('KmsMasterKeyId');
  return check(key.isSet, key, 'The topic has no KmsMasterKeyId.');
});
