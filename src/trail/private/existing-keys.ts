import { Validations } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { invalid } from '../../private/invalid';
import { checkUsableKey } from '../../private/key-checks';
import { defaultEncryption, isAwsManaged, isSameKey, keyOfBucket, keyOfTopic, lowLevelBucket } from '../../private/keys';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** The props with the key of the existing bucket as the default of `encryptionKey`, so that the log files need one key only. */
export function withKeyOfBucket(props: WellArchitectedTrailProps): WellArchitectedTrailProps {
  const { bucket, encryptionKey } = props;
  if (encryptionKey || typeof bucket !== 'object' || !('bucketRef' in bucket)) return props;
  const key = keyOfBucket(bucket);
  return key && !isAwsManaged(key) ? { ...props, encryptionKey: key } : props;
}

/** The keys of existing resources, by the props of the resources. */
export interface ExistingKeys {
  /** The default encryption key of the bucket; not set if it is the key of the trail. */
  readonly bucket?: IKeyRef;
  readonly topic?: IKeyRef;
}

export function existingKeys({ bucket, encryptionKey, notifications }: WellArchitectedTrailProps): ExistingKeys {
  const ofBucket = bucket && keyOfBucket(bucket);
  const differs = ofBucket && !isAwsManaged(ofBucket) && !(encryptionKey && isSameKey(ofBucket, encryptionKey));
  return { bucket: differs ? ofBucket : undefined, topic: notifications?.topic && keyOfTopic(notifications.topic) };
}

/** Throws if CloudTrail cannot use a key, or if access logs could not be delivered, as far as this app knows the resources. */
export function checkExistingKeys(scope: IConstruct, props: WellArchitectedTrailProps): void {
  const { bucket, encryptionKey, notifications } = props;
  if (encryptionKey) checkKey(scope, encryptionKey);
  const ofTopic = notifications?.topic && keyOfTopic(notifications.topic);
  if (ofTopic) checkUsableKey('notifications.topic.masterKey', ofTopic, scope);
  if (ofTopic && isAwsManaged(ofTopic)) {
    throw invalid('notifications.topic', 'must not be encrypted with a key that AWS manages, whose policy does not let CloudTrail publish', 'alias/aws/sns', {
      scope, wayOut: 'Give the topic a customer managed key',
    });
  }
  const ofBucket = bucket && keyOfBucket(bucket);
  if (ofBucket) checkUsableKey('bucket.encryptionKey', ofBucket, scope);
  if (ofBucket && isAwsManaged(ofBucket)) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:bucketKeyManagedByAws',
      'The default encryption of `bucket` uses a key that AWS manages, whose policy does not let CloudTrail use it. Give the bucket a customer managed key: CloudTrail may refuse the bucket otherwise.');
  }
}

function checkKey(scope: IConstruct, key: IKeyRef): void {
  if (isAwsManaged(key)) {
    throw invalid('encryptionKey', 'must not be a key that AWS manages, whose policy does not let CloudTrail use it', key, {
      scope, wayOut: 'Use a customer managed key, or leave it out for a new one',
    });
  }
  checkUsableKey('encryptionKey', key, scope);
}

/** S3 does not deliver access logs to a bucket that locks or encrypts them in a way that the service does not support. */
export function checkAccessLogBucket(scope: IConstruct, bucket: IBucketRef | undefined): void {
  const resource = bucket && lowLevelBucket(bucket);
  if (!resource) return;
  const { sseAlgorithm } = defaultEncryption(resource);
  if (sseAlgorithm?.startsWith('aws:kms')) {
    throw invalid('accessLogs.bucket', 'must be encrypted with S3 managed keys: S3 delivers no access logs to a bucket with a KMS key', sseAlgorithm, {
      scope, wayOut: 'Set `encryption: BucketEncryption.S3_MANAGED` on the bucket',
    });
  }
  const { rule } = (resource.objectLockConfiguration ?? {}) as { readonly rule?: unknown };
  if (rule) {
    throw invalid('accessLogs.bucket', 'must not have a default retention of Object Lock: S3 delivers no access logs to such a bucket', bucket, {
      scope, wayOut: 'Leave out `objectLockDefaultRetention` on the bucket',
    });
  }
  if (resource.objectLockEnabled === true) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:accessLogsWithObjectLock',
      '`accessLogs.bucket` has Object Lock enabled: S3 stops delivering access logs as soon as it has a default retention.');
  }
}
