import { evidence } from '../controls/evidence';
import { SNS_GUIDE, TOPIC } from '../facts';
import { check, trailRule } from '../rule';

export const CloudTrailTopicEncrypted = trailRule({
  level: 'warning',
  compliantWhen: 'the topic of the trail has a KMS key (`KmsMasterKeyId`); whether CloudTrail may use it, CloudTrailTopicPolicySourceArn tells',
  info: 'The topic of the trail is not encrypted.',
  why: 'Its messages name the bucket, the account and the log files. CloudTrail cannot publish to a topic that is encrypted with the key of AWS.',
  fix: 'Set `masterKey` on the `Topic` or `kmsMasterKeyId` on the `CfnTopic` to a customer managed key (CloudFormation: `KmsMasterKeyId`) whose '
    + 'policy lets `cloudtrail.amazonaws.com` call `kms:GenerateDataKey*` and `kms:Decrypt`.',
  resource: TOPIC,
  property: 'KmsMasterKeyId',
  docs: `${SNS_GUIDE}/sns-server-side-encryption.html`,
  ...evidence({
    securityHub: ['SNS.1'],
    config: ['SNSEncryptedKMS'],
    prowler: ['sns_topics_kms_encryption_at_rest_enabled'],
    wellArchitected: ['SEC08-BP02'],
  }),
  constructDefault: 'no topic',
}, ({ topic }) => {
  const key = topic.need().get('KmsMasterKeyId');
  return check(key.isSet, key, 'The topic has no KmsMasterKeyId.');
});
