import { defaultEncryption, isKms } from '../common/bucket-encryption';
import { isCustomerManaged, namesKey } from '../common/keys';
import { quoted } from '../common/quoted';
import { capitalized, theBucket } from '../common/subject';
import { evidence } from '../controls/evidence';
import { BUCKET, S3_GUIDE } from '../facts';
import { any, check, not, trailRule } from '../rule';

export const CloudTrailBucketEncryptionKMS = trailRule({
  level: 'error',
  compliantWhen: 'the default encryption of the bucket is `aws:kms` or `aws:kms:dsse` with a customer managed key',
  info: 'The default encryption of the bucket does not use a customer managed KMS key.',
  why: 'Objects that are stored without naming a key can be read by everyone who may read the bucket. With a customer managed key, the key policy has to admit a reader as well.',
  fix: 'Set `encryption: BucketEncryption.KMS` and `encryptionKey` on the `Bucket` (CloudFormation: `BucketEncryption` with `SSEAlgorithm: '
    + 'aws:kms` and `KMSMasterKeyID`).',
  resource: BUCKET,
  property: 'BucketEncryption',
  docs: `${S3_GUIDE}/UsingKMSEncryption.html`,
  ...evidence({
    securityHub: ['S3.17'],
    config: ['S3DefaultEncryptionKMS'],
    prowler: ['s3_bucket_kms_encryption'],
    wellArchitected: ['SEC08-BP02'],
  }),
  constructDefault: 'the key of the trail, with an S3 Bucket Key',
}, (view) => {
  const { algorithm, key } = defaultEncryption(view.bucket.need());
  const encrypted = isKms(algorithm);
  return [
    check(encrypted, algorithm, `The default encryption of ${theBucket(view)} is neither aws:kms nor aws:kms:dsse.`),
    check(any([not(encrypted), isCustomerManaged(key, view.bucketKey)]), key, namesKey(key) === false && !key.isMissing
      ? `${quoted(key.shown)} names no key: an alias begins with alias/, and aws/s3 without it is taken for the key that AWS manages.`
      : `${capitalized(theBucket(view))} encrypts by default with the key that AWS manages for S3, not with a customer managed key.`, 'Key'),
  ];
});
