import { CLOUDTRAIL_GUIDE, KEY } from '../facts';
import { deliveryContext } from '../policy/delivery';
import { check, CLOUDTRAIL, trailRule } from '../rule';

/**
 * Compliant when the key policy lets CloudTrail generate data keys for this trail and describe the key.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export const CloudTrailKeyPolicyAllowsDelivery = trailRule({
  level: 'error',
  compliantWhen: 'the key policy lets CloudTrail generate data keys for this trail and describe the key',
  info: 'The key policy does not let CloudTrail encrypt the log files of the trail.',
  why: 'The trail cannot be created, or delivery stops as soon as the key is set.',
  fix: 'Add to the key policy (`key.addToResourcePolicy`, CloudFormation: `KeyPolicy`) for the principal `cloudtrail.amazonaws.com`: allow '
    + '`kms:GenerateDataKey*` and '
    + '`kms:DescribeKey` with `StringEquals` `aws:SourceArn` = the ARN of the trail; for a bucket with an S3 Bucket Key also `kms:Decrypt`.',
  resource: KEY,
  property: 'KeyPolicy',
  docs: `${CLOUDTRAIL_GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
  controls: {
    wellArchitected: ['SEC04-BP01', 'SEC08-BP01'],
  },
  constructDefault: 'grants exactly this trail; for a key that it cannot write to it warns with the statements to add',
}, ({ trail: link, key, keyPolicy: policy }) => {
  const trail = link.need();
  const { arn } = key.need();
  const mayDo = (action: string, encryptionContext: string | null) => policy.permits({
    principal: CLOUDTRAIL,
    action,
    resource: arn,
    context: { ...deliveryContext(trail), 'kms:EncryptionContext:aws:cloudtrail:arn': encryptionContext },
  });
  return [
    check(mayDo('kms:GenerateDataKey', trail.arn), policy.place, 'The key policy does not let CloudTrail generate data keys for the trail.', 'Encrypt'),
    // A call that encrypts nothing has no encryption context.
    check(mayDo('kms:DescribeKey', null), policy.place, 'The key policy does not let CloudTrail describe the key.', 'Describe'),
  ];
});
