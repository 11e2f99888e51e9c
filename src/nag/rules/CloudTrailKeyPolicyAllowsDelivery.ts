import { check, CLOUDTRAIL, trailRule } from './rule';
import { deliveryContext } from './support/delivery';

/**
 * Compliant when the key policy lets CloudTrail generate data keys for this trail and describe the key.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export const CloudTrailKeyPolicyAllowsDelivery = trailRule(({ trail: link, key, keyPolicy: policy }) => {
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
