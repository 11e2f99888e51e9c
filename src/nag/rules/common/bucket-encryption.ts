import { anyOf, type Answer, type Node, type ResourceView } from '../rule';

/** What a bucket encrypts with by default. S3 takes one rule. */
export function defaultEncryption(bucket: ResourceView): { readonly algorithm: Node; readonly key: Node } {
  const byDefault = bucket.get('BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'ServerSideEncryptionByDefault');
  return { algorithm: byDefault.get('SSEAlgorithm'), key: byDefault.get('KMSMasterKeyID') };
}

/** Whether the algorithm is one of KMS. */
export function isKms(algorithm: Node): Answer {
  return anyOf(['aws:kms', 'aws:kms:dsse'], (each) => algorithm.is(each));
}
