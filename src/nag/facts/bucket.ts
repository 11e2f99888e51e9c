import { BUCKET, BUCKET_POLICY, CLOUDTRAIL_GUIDE, type RuleFacts, S3_GUIDE } from './fact';

/** Rules about the bucket that keeps the log files. */
export const BUCKET_FACTS = {
  CloudTrailBucketPublicAccessBlocked: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'all four settings of the public access block are true on the bucket of the trail, and no ACL or policy statement makes it public',
    info: 'The bucket of the trail can be public.',
    why: 'Log files tell strangers your accounts, users, roles, addresses and habits: a map for an attack.',
    fix: 'Set `blockPublicAccess: BlockPublicAccess.BLOCK_ALL` on the `Bucket` (CloudFormation: `PublicAccessBlockConfiguration` with '
      + '`BlockPublicAcls`, `BlockPublicPolicy`, '
      + '`IgnorePublicAcls` and `RestrictPublicBuckets` all true), and remove public ACLs and `*` principals.',
    resource: BUCKET,
    property: 'PublicAccessBlockConfiguration',
    docs: `${S3_GUIDE}/access-control-block-public-access.html`,
    controls: {
      securityHub: ['CloudTrail.6', 'S3.8'],
      cis14: ['2.1.5', '3.3'],
      cis30: ['2.1.4'],
      cis50: ['2.1.4'],
      cis70: ['3.1.4'],
      wellArchitected: ['SEC03-BP07'],
    },
    constructDefault: 'all public access blocked',
  },
  CloudTrailBucketSSLRequestsOnly: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'the bucket policy denies every action of every principal on the bucket and its objects when `aws:SecureTransport` is false',
    info: 'The bucket of the trail accepts requests without TLS.',
    why: 'Log files that are read over plain HTTP can be read and changed on the way.',
    fix: 'Set `enforceSSL: true` on the `Bucket`, or add a statement to the bucket policy: deny `s3:*` to `*` on the bucket and on `<bucket>/*` '
      + 'with `Bool` '
      + '`aws:SecureTransport` = `false` (CloudFormation: `AWS::S3::BucketPolicy`).',
    resource: BUCKET_POLICY,
    property: 'PolicyDocument',
    docs: `${S3_GUIDE}/security-best-practices.html`,
    controls: {
      securityHub: ['S3.5'],
      cis14: ['2.1.2'],
      cis30: ['2.1.1'],
      cis50: ['2.1.1'],
      cis70: ['3.1.1'],
      nist80053r5: ['AC-17(2)', 'SC-8', 'SC-8(1)', 'SC-23'],
      pci40: ['2.2.7', '4.2.1'],
      hipaa: ['164.312(e)(1)'],
      wellArchitected: ['SEC09-BP02'],
    },
    constructDefault: 'TLS 1.2 or newer only',
  },
  CloudTrailBucketVersioningEnabled: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'versioning of the bucket is enabled',
    info: 'The bucket of the trail keeps no versions.',
    why: 'A log file that is overwritten or deleted, by mistake or to hide something, is gone for good.',
    fix: 'Set `versioned: true` on the `Bucket` (CloudFormation: `VersioningConfiguration` with `Status: Enabled`).',
    resource: BUCKET,
    property: 'VersioningConfiguration',
    docs: `${S3_GUIDE}/Versioning.html`,
    controls: {
      securityHub: ['S3.14'],
      nist80053r5: ['AU-9(2)', 'CP-10', 'SI-12', 'SI-13(5)'],
      pci40: ['10.3.4'],
      hipaa: ['164.312(c)(1)', '164.312(c)(2)'],
      wellArchitected: ['SEC08-BP04'],
    },
    constructDefault: 'versioned',
  },
  CloudTrailBucketEncryptionKMS: {
    level: 'error',
    area: 'Bucket',
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
  },
  CloudTrailBucketAccessLoggingEnabled: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'server access logs of the bucket go to another bucket that can take them (no SSE-KMS by default, no Object Lock)',
    info: 'Access to the bucket of the trail is not logged, or the logs cannot arrive.',
    why: 'Nobody can tell who read or tried to delete the log files: data events of the log bucket are normally not recorded by the trail itself.',
    fix: 'Set `serverAccessLogsBucket` on the `Bucket` (CloudFormation: `LoggingConfiguration` with `DestinationBucketName`) to another bucket with '
      + 'SSE-S3 and without Object Lock.',
    resource: BUCKET,
    property: 'LoggingConfiguration',
    docs: `${S3_GUIDE}/enable-server-access-logging.html`,
    controls: {
      securityHub: ['CloudTrail.7'],
      cis14: ['3.6'],
      cis30: ['3.4'],
      cis50: ['3.4'],
      cis70: ['4.4'],
      nist80053r5: ['AU-2', 'AU-12'],
      hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'],
      wellArchitected: ['SEC04-BP01'],
    },
    constructDefault: 'a second bucket, hardened, with SSE-S3',
  },
  CloudTrailBucketRetention: {
    level: 'error',
    advice: ['KeptForEver'],
    area: 'Bucket',
    compliantWhen: 'no enabled lifecycle rule expires log files or their versions before the required days, and some rule expires or archives them',
    info: 'The lifecycle of the bucket does not keep the log files for the required days and then let go of them.',
    why: 'Log files that expire early are missing when an investigation or an auditor asks for them. Log files that never expire are paid for without end.',
    fix: 'Give the `Bucket` one `lifecycleRules` entry with `expiration` and `noncurrentVersionExpiration` of the required days or more, and remove '
      + 'or filter shorter ones '
      + '(CloudFormation: `LifecycleConfiguration` with `ExpirationInDays` and `NoncurrentVersionExpiration`).',
    resource: BUCKET,
    property: 'LifecycleConfiguration',
    docs: `${S3_GUIDE}/object-lifecycle-mgmt.html`,
    controls: {
      securityHub: ['S3.10', 'S3.13'],
      pci40: ['10.5.1'],
      wellArchitected: ['COST04-BP05', 'SEC07-BP04', 'SUS04-BP03'],
    },
    constructDefault: '365 days; `retention` changes it',
  },
  CloudTrailBucketRetained: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'the bucket is retained (`DeletionPolicy` and `UpdateReplacePolicy`) and nothing deletes its objects automatically',
    info: 'The bucket of the trail, or what is in it, goes when its stack goes or when it is replaced.',
    why: 'One deleted stack, by mistake or to cover tracks, takes the whole record with it.',
    fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `Bucket` and leave `autoDeleteObjects` out (CloudFormation: `DeletionPolicy: Retain` and '
      + '`UpdateReplacePolicy: Retain`, '
      + 'no `Custom::S3AutoDeleteObjects` for it).',
    resource: BUCKET,
    property: 'DeletionPolicy',
    docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
    controls: {
      wellArchitected: ['SEC08-BP04', 'SEC10-BP03'],
    },
    constructDefault: 'retained',
  },
  CloudTrailBucketObjectLockEnabled: {
    level: 'info',
    area: 'Bucket',
    compliantWhen: 'Object Lock is on with a default retention',
    info: 'The log files are not locked against deletion.',
    why: 'Without Object Lock an administrator of the account, or whoever has become one, can delete log files for good.',
    fix: 'Set `objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365))` on the `Bucket`, or `compliance(…)` where nobody may '
      + 'ever shorten it '
      + '(CloudFormation: `ObjectLockEnabled: true` and `ObjectLockConfiguration`; on an existing bucket this replaces it).',
    resource: BUCKET,
    property: 'ObjectLockConfiguration',
    docs: `${S3_GUIDE}/object-lock.html`,
    controls: {
      securityHub: ['S3.15'],
      pci40: ['10.3.4'],
      wellArchitected: ['SEC08-BP04', 'SEC10-BP03'],
    },
    constructDefault: 'off; `objectLock` switches it on',
  },
  CloudTrailBucketPolicyAllowsDelivery: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'CloudTrail may check the ACL of the bucket and write to exactly the paths of this trail (account, organization, prefix)',
    info: 'The bucket policy does not let CloudTrail deliver the log files of this trail.',
    why: 'The trail cannot be created, or delivery stops silently: CloudTrail retries for 30 days, then the events are lost.',
    fix: 'Add to the bucket policy (CloudFormation: `AWS::S3::BucketPolicy`) for the principal `cloudtrail.amazonaws.com`: allow `s3:GetBucketAcl` '
      + 'on the bucket and `s3:PutObject` on '
      + '`<bucket>/[<prefix>/]AWSLogs/<account>/*`, for an organization trail also on `…/AWSLogs/<organization id>/*`, with `aws:SourceArn` = the '
      + 'ARN of the trail, '
      + 'and for the writes `s3:x-amz-acl` = `bucket-owner-full-control`.',
    resource: BUCKET_POLICY,
    property: 'PolicyDocument',
    docs: `${CLOUDTRAIL_GUIDE}/create-s3-bucket-policy-for-cloudtrail.html`,
    controls: {
      wellArchitected: ['SEC04-BP01', 'SEC04-BP02'],
    },
    constructDefault: 'grants exactly the paths of this trail; for a bucket that it cannot write to it warns with the statements to add',
  },
  CloudTrailBucketPolicySourceArn: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'every statement for CloudTrail in the bucket policy is limited by `aws:SourceArn` or `aws:SourceAccount` to known trails',
    info: 'The bucket policy lets trails of other people write to the bucket.',
    why: 'CloudTrail works for every account: a trail in a foreign account could write forged log files into your bucket (the confused deputy problem).',
    fix: 'Add to each statement for `cloudtrail.amazonaws.com` in the bucket policy the condition `StringEquals` `aws:SourceArn` = the ARN of the trail '
      + '(CloudFormation: `PolicyDocument` of the `AWS::S3::BucketPolicy`; for several trails a list of ARNs).',
    resource: BUCKET_POLICY,
    property: 'PolicyDocument',
    docs: `${CLOUDTRAIL_GUIDE}/cross-service-confused-deputy-prevention.html`,
    controls: {
      wellArchitected: ['SEC03-BP02', 'SEC03-BP07'],
    },
    constructDefault: 'the exact ARN of the trail in every statement',
  },
  CloudTrailBucketPolicyLeastPrivilege: {
    level: 'error',
    area: 'Bucket',
    compliantWhen: 'the bucket policy lets nobody but CloudTrail write or delete objects or change the bucket, and allows no `*` principal',
    info: 'The bucket policy lets somebody other than CloudTrail change the log files or the bucket.',
    why: 'Whoever may write can forge log files, whoever may delete can remove them, whoever may change lifecycle or policy can do either later.',
    fix: 'Remove `s3:PutObject`, `s3:Delete*`, `s3:PutBucket*`, `s3:PutLifecycleConfiguration` and wildcards from Allow statements for principals '
      + 'other than CloudTrail; '
      + 'give readers `s3:GetObject` and `s3:ListBucket` only (CloudFormation: `AWS::S3::BucketPolicy`).',
    resource: BUCKET_POLICY,
    property: 'PolicyDocument',
    docs: `${S3_GUIDE}/security-best-practices.html`,
    controls: {
      wellArchitected: ['SEC03-BP02', 'SEC08-BP04'],
    },
    constructDefault: 'CloudTrail writes, nobody else; `grantRead` adds readers',
  },
} as const satisfies RuleFacts;
