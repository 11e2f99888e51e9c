import { any, check, not, trailRule } from './rule';
import { defaultEncryption, isKms } from './support/bucket-encryption';
import { isCustomerManaged } from './support/keys';

/**
 * Compliant when the trail's bucket encrypts by default with KMS, in one layer or two, and a customer managed key.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17
 */
export const CloudTrailBucketEncryptionKMS = trailRule(({ bucket, bucketKey }) => {
  const { algorithm, key } = defaultEncryption(bucket.need());
  const encrypted = isKms(algorithm);
  return [
    check(encrypted, algorithm, 'The default encryption of the bucket is neither aws:kms nor aws:kms:dsse.'),
    check(any([not(encrypted), isCustomerManaged(key, bucketKey)]), key,
      'The bucket encrypts by default with the key that AWS manages for S3, not with one of yours.', 'Key'),
  ];
});
