import { isObject, type ResourceView } from '../rule';

/**
 * What forges, replaces, re-encrypts, unlocks or removes an object.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const OBJECT_CHANGES: readonly string[] = [
  's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload', 's3:InitiateReplication', 's3:ReplicateObject', 's3:ReplicateDelete',
  's3:ObjectOwnerOverrideToBucketOwner', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:PutObjectRetention', 's3:PutObjectLegalHold',
  's3:BypassGovernanceRetention', 's3:UpdateObjectEncryption',
];

/** What changes the tags of an object, by which lifecycle rules may choose what to delete. */
const TAG_CHANGES: readonly string[] = [
  's3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging', 's3:ReplicateTags',
];

/** What lets objects be changed later, leads them or news of them elsewhere, or takes the bucket away. */
export const BUCKET_CHANGES: readonly string[] = [
  's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration',
  's3:PutEncryptionConfiguration', 's3:PutBucketPublicAccessBlock', 's3:PutBucketOwnershipControls', 's3:PutBucketObjectLockConfiguration',
  's3:PutBucketLogging', 's3:PutReplicationConfiguration', 's3:PutBucketNotification', 's3:PutBucketTagging', 's3:TagResource', 's3:UntagResource',
  's3:PutBucketAbac', 's3:PutBucketCORS', 's3:PutBucketWebsite', 's3:DeleteBucketWebsite', 's3:PutInventoryConfiguration', 's3:PutAnalyticsConfiguration',
  's3:PutMetricsConfiguration', 's3:PutIntelligentTieringConfiguration', 's3:PutAccelerateConfiguration', 's3:PutBucketRequestPayment',
  's3:CreateBucketMetadataTableConfiguration', 's3:DeleteBucketMetadataTableConfiguration', 's3:UpdateBucketMetadataInventoryTableConfiguration',
  's3:UpdateBucketMetadataJournalTableConfiguration',
];

/** What changes objects of a bucket: tags do where an enabled lifecycle rule deletes by tags, so that to tag is to delete. */
export function objectChanges(bucket: ResourceView): readonly string[] {
  const { value } = bucket.get('LifecycleConfiguration', 'Rules');
  const byTags = Array.isArray(value) && value.some((rule) => isObject(rule) && rule.TagFilters !== undefined && rule.Status !== 'Disabled');
  return byTags ? [...OBJECT_CHANGES, ...TAG_CHANGES] : OBJECT_CHANGES;
}
