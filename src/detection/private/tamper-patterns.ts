import type { EventPattern } from 'aws-cdk-lib/aws-events';

const calls = (service: string, detail: Record<string, unknown>): EventPattern => ({
  source: [`aws.${service}`],
  detailType: ['AWS API Call via CloudTrail'],
  detail: { eventSource: [`${service}.amazonaws.com`], ...detail },
});

/**
 * Calls that stop, delete, re-route or narrow one trail.
 *
 * Callers may name a trail by name or by ARN, in a parameter whose name depends on the operation.
 */
export function trailTampering(trailArn: string, trailName: string): EventPattern {
  return calls('cloudtrail', {
    $or: [
      { eventName: ['StopLogging', 'DeleteTrail', 'UpdateTrail'], requestParameters: { name: [trailArn, trailName] } },
      { eventName: ['PutEventSelectors', 'PutInsightSelectors', 'PutEventConfiguration'], requestParameters: { trailName: [trailArn, trailName] } },
    ],
  });
}

/**
 * Calls that open, unprotect, expire, re-route or delete one bucket. Names of events, which differ from the names of the
 * operations in IAM policies.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function bucketTampering(bucketName: string): EventPattern {
  return calls('s3', {
    eventName: [
      'DeleteBucket',
      'PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock',
      'PutBucketOwnershipControls', 'DeleteBucketOwnershipControls',
      'PutBucketVersioning', 'PutBucketObjectLockConfiguration', 'PutBucketLifecycle', 'DeleteBucketLifecycle',
      'PutBucketEncryption', 'DeleteBucketEncryption',
      'PutBucketLogging', 'PutBucketReplication', 'DeleteBucketReplication',
    ],
    requestParameters: { bucketName: [bucketName] },
  });
}

/** Calls that disable, delete or give away one key. The request names the key by ID or ARN; `resources` always holds the ARN. */
export function keyTampering(keyArn: string): EventPattern {
  return calls('kms', {
    eventName: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKeyRotation'],
    resources: { ARN: [keyArn] },
  });
}

/**
 * Calls that delete, shorten or unprotect one log group, or take away what watches it. Newer operations name it in a
 * parameter of their own, by name or ARN.
 */
export function logGroupTampering(logGroupName: string, logGroupArn: string): EventPattern {
  return calls('logs', {
    $or: [
      {
        eventName: [
          'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DisassociateKmsKey', 'AssociateKmsKey',
          'DeleteMetricFilter', 'PutMetricFilter', 'DeleteSubscriptionFilter',
        ],
        requestParameters: { logGroupName: [logGroupName] },
      },
      { eventName: ['PutLogGroupDeletionProtection'], requestParameters: { logGroupIdentifier: [logGroupName, logGroupArn] } },
      { eventName: ['DisassociateKmsKey', 'AssociateKmsKey'], requestParameters: { resourceIdentifier: [logGroupArn] } },
    ],
  });
}
