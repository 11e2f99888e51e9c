import { all, type Answer, any, not, type Policies, type PolicyStatement } from '../rule';

/** What forges, replaces, unlocks or removes an object. */
const OBJECT_CHANGES = [
  's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:ReplicateObject', 's3:ReplicateDelete', 's3:PutObjectAcl', 's3:PutObjectVersionAcl',
  's3:PutObjectRetention', 's3:PutObjectLegalHold', 's3:BypassGovernanceRetention',
];

/** What lets objects be changed later, or takes the bucket away. */
const BUCKET_CHANGES = [
  's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration',
  's3:PutEncryptionConfiguration', 's3:PutBucketPublicAccessBlock', 's3:PutBucketOwnershipControls', 's3:PutBucketObjectLockConfiguration',
  's3:PutBucketLogging', 's3:PutReplicationConfiguration',
];

/** Which changes a statement of a bucket policy allows, as far as nothing else in the policy denies them to everybody. */
export function changesOfBucket(policy: Policies, statement: PolicyStatement, bucketArn: string): Array<{ action: string; allowed: Answer }> {
  const allowed = (action: string, resource: string) => {
    const asked = all([statement.touchesAction(action), statement.touchesResource(resource)]);
    return asked === false ? false : all([asked, not(any(policy.denying.map((denial) => all([
      denial.concernsEverybody, denial.coversAction(action), denial.coversResource(resource), denial.holdsWhenever({}),
    ]))))]);
  };
  return [
    ...OBJECT_CHANGES.map((action) => ({ action, allowed: allowed(action, `${bucketArn}/*`) })),
    ...BUCKET_CHANGES.map((action) => ({ action, allowed: allowed(action, bucketArn) })),
  ];
}
