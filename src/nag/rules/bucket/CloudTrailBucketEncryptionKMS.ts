import { BUCKET, S3_GUIDE } from '../facts';
import { any, check, not, trailRule } from '../rule';
import { defaultEncryption, isKms } from './bucket-encryption';
import { isCustomerManaged } from '../common/keys';

/**
 * Compliant when the trail's bucket encrypts by default with KMS, in one layer or two, and a customer managed key.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17
 */
export const CloudTrailBucketEncryptionKMS = trailRule({
  level: 'error',
  compliantWhen: 'the default encryption of the bucket is `aws:kms` or `aws:kms:dsse` with a customer managed key',
  info: 'The bucket of the trail does not encrypt with a customer managed KMS key by default.',
  why: 'What lands in the bucket without naming a key can be read by everyone who may read the bucket; a key of your own is a second lock.',
  fix: 'Set `encryption: BucketEncryption.KMS` and `encryptionKey` on the `Bucket` (CloudFormation: `BucketEncryption` with `SSEAlgorithm: '
    + 'aws:kms` and `KMSMasterKeyID`).',
  resource: BUCKET,
  property: 'BucketEncryption',
  docs: `${S3_GUIDE}/UsingKMSEncryption.html`,
  controls: {
    securityHub: ['S3.17'],
    wellArchitected: ['SEC08-BP02'],
  },
  constructDefault: 'the key of the trail, with an S3 Bucket Key',
}, ({ bucket, bucketKey }) => {
  const { algorithm, key } = defaultEncryption(bucket.need());
  const encrypted = isKms(algorithm);
  return [
    check(encrypted, algorithm, 'The default encryption of the bucket is neither aws:kms nor aws:kms:dsse.'),
    check(any([not(encrypted), isCustomerManaged(key, bucketKey)]), key,
      'The bucket encrypts by default with the key that AWS manages for S3, not with one of yours.', 'Key'),
  ];
});
