import { CloudTrailBucketAccessLoggingEnabled } from './CloudTrailBucketAccessLoggingEnabled';
import { CloudTrailBucketEncryptionKMS } from './CloudTrailBucketEncryptionKMS';
import { CloudTrailBucketObjectLockEnabled } from './CloudTrailBucketObjectLockEnabled';
import { CloudTrailBucketPolicyAllowsDelivery } from './CloudTrailBucketPolicyAllowsDelivery';
import { CloudTrailBucketPolicyLeastPrivilege } from './CloudTrailBucketPolicyLeastPrivilege';
import { CloudTrailBucketPolicySourceArn } from './CloudTrailBucketPolicySourceArn';
import { CloudTrailBucketPublicAccessBlocked } from './CloudTrailBucketPublicAccessBlocked';
import { CloudTrailBucketRetained } from './CloudTrailBucketRetained';
import { CloudTrailBucketRetention } from './CloudTrailBucketRetention';
import { CloudTrailBucketSSLRequestsOnly } from './CloudTrailBucketSSLRequestsOnly';
import { CloudTrailBucketVersioningEnabled } from './CloudTrailBucketVersioningEnabled';

/** Rules about the bucket that stores the log files, in the order of RULES.md. */
export const BUCKET_RULES = {
  CloudTrailBucketPublicAccessBlocked,
  CloudTrailBucketSSLRequestsOnly,
  CloudTrailBucketVersioningEnabled,
  CloudTrailBucketEncryptionKMS,
  CloudTrailBucketAccessLoggingEnabled,
  CloudTrailBucketRetention,
  CloudTrailBucketRetained,
  CloudTrailBucketObjectLockEnabled,
  CloudTrailBucketPolicyAllowsDelivery,
  CloudTrailBucketPolicySourceArn,
  CloudTrailBucketPolicyLeastPrivilege,
};
