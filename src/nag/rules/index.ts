import { CloudTrailBucketPolicyAllowsDelivery } from './CloudTrailBucketPolicyAllowsDelivery';
import { CloudTrailBucketSSLRequestsOnly } from './CloudTrailBucketSSLRequestsOnly';
import { CloudTrailLoggingEnabled } from './CloudTrailLoggingEnabled';
import type { Rule } from './rule';

/** Every rule of the pack, by name. */
export const RULES: Readonly<Record<string, Rule>> = {
  CloudTrailBucketPolicyAllowsDelivery,
  CloudTrailBucketSSLRequestsOnly,
  CloudTrailLoggingEnabled,
};
