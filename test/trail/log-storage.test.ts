import { Duration, RemovalPolicy, Size, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { ArchiveTier, LogRetention } from 'cdk-well-architected-trail';

const BUCKETS = [['log bucket', LOG_BUCKET], ['access log bucket', ACCESS_LOG_BUCKET]] as const;
const rulesOf = (template: Template, having: object = LOG_BUCKET) => propertiesOf(template, 'AWS::S3::Bucket', having).LifecycleConfiguration.Rules;

describe.each(BUCKETS)('the %s', (_, having) => {
  const template = templateOf();
  const bucket = propertiesOf(template, 'AWS::S3::Bucket', having);

  test('is closed to the public', () => {
    expect(bucket.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
    });
  });

  test('has ACLs switched off', () => {
    expect(bucket.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    expect(bucket).not.toHaveProperty('AccessControl');
  });

  test('is versioned', () => {
    expect(bucket.VersioningConfiguration).toEqual({ Status: 'Enabled' });
  });

  test('keeps objects for a year, and everything that is deleted for another one', () => {
    expect(bucket.LifecycleConfiguration.Rules).toEqual([
      { Id: 'Expire', Status: 'Enabled', ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 365 } },
      { Id: 'CleanUp', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, ExpiredObjectDeleteMarker: true },
    ]);
  });
});

test('all buckets and their policies are retained', () => {
  const template = templateOf();
  for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy']) {
    template.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  }
});

test('the log bucket is encrypted with the key of the trail, by way of a bucket key', () => {
  const template = templateOf();
  expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{
    BucketKeyEnabled: true,
    ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: propertiesOf(template, 'AWS::CloudTrail::Trail').KMSKeyId },
  }]);
});

test('the access log bucket is encrypted with the only keys that S3 delivers access logs to', () => {
  expect(propertiesOf(templateOf(), 'AWS::S3::Bucket', ACCESS_LOG_BUCKET).BucketEncryption.ServerSideEncryptionConfiguration)
    .toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]);
});

describe('retention', () => {
  test('of a number of days', () => {
    const [expire] = rulesOf(templateOf({ retention: LogRetention.days(400) }));
    expect(expire).toMatchObject({ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 400 } });
  });

  test('for ever expires nothing, and still aborts uploads', () => {
    expect(rulesOf(templateOf({ retention: LogRetention.forever() })))
      .toEqual([{ Id: 'CleanUp', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }]);
  });

  test('does not touch the access logs', () => {
    expect(rulesOf(templateOf({ retention: LogRetention.forever() }), ACCESS_LOG_BUCKET)[0]).toMatchObject({ ExpirationInDays: 365 });
  });

  test('with a time of its own for versions that somebody deleted', () => {
    const stack = newStack();
    const [expire] = rulesOf(templateOf({ retention: LogRetention.days(400, { noncurrentVersionExpiration: Duration.days(500) }) }, stack));
    expect(expire).toMatchObject({ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 500 } });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('for ever, of all but what somebody deleted', () => {
    const stack = newStack();
    const [expire] = rulesOf(templateOf({ retention: LogRetention.forever({ noncurrentVersionExpiration: Duration.days(500) }) }, stack));
    expect(expire).toEqual({ Id: 'Expire', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 500 } });
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:deletedVersionsExpireEarly']);
  });

  test('with an archive for files that are large enough', () => {
    const retention = LogRetention.days(400, { archive: ArchiveTier.glacierInstantRetrieval({ after: Duration.days(90) }) });
    expect(rulesOf(templateOf({ retention }))).toContainEqual({
      Id: 'Archive', Status: 'Enabled', ObjectSizeGreaterThan: 128 * 1024 - 1, Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }],
    });
  });

  test.each([
    [364, ['cdk-well-architected-trail:shortRetention']],
    [365, []],
  ])('of %d days warns: %j', (days, warnings) => {
    const stack = newStack();
    newTrail({ retention: LogRetention.days(days) }, stack);
    expect(warningsOf(stack)).toEqual(warnings);
  });

  test.each([
    [399, ['cdk-well-architected-trail:deletedVersionsExpireEarly']],
    [400, []],
  ])('of 400 days and of %d days for deleted versions warns: %j', (days, warnings) => {
    const stack = newStack();
    newTrail({ retention: LogRetention.days(400, { noncurrentVersionExpiration: Duration.days(days) }) }, stack);
    expect(warningsOf(stack)).toEqual(warnings);
  });

  test.each([
    [128 * 1024 - 1, ['cdk-well-architected-trail:smallObjectsArchived']],
    [128 * 1024, []],
  ])('with an archive for files of %d bytes warns: %j', (bytes, warnings) => {
    const stack = newStack();
    const archive = ArchiveTier.glacierDeepArchive({ after: Duration.days(30), minimumObjectSize: Size.bytes(bytes) });
    newTrail({ retention: LogRetention.days(400, { archive }) }, stack);
    expect(warningsOf(stack)).toEqual(warnings);
  });

  test('can be a token', () => {
    const stack = newStack();
    const days = Token.asNumber({ resolve: () => 500 });
    const tier = ArchiveTier.glacierDeepArchive({ after: Duration.days(days) });
    const retention = LogRetention.days(days, { noncurrentVersionExpiration: Duration.days(days), archive: tier });
    const [expire, archive] = rulesOf(templateOf({ retention, objectLock: s3.ObjectLockRetention.governance(Duration.days(10)) }, stack));

    expect(expire).toMatchObject({ ExpirationInDays: 500, NoncurrentVersionExpiration: { NoncurrentDays: 500 } });
    expect(archive.Transitions).toEqual([{ StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 500 }]);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('objectLock', () => {
  test.each([
    [s3.ObjectLockRetention.governance(Duration.days(30)), { Days: 30, Mode: 'GOVERNANCE' }],
    [s3.ObjectLockRetention.compliance(Duration.days(365)), { Days: 365, Mode: 'COMPLIANCE' }],
  ])('locks the log bucket, and never the access logs', (objectLock, DefaultRetention) => {
    const template = templateOf({ objectLock });
    template.hasResourceProperties('AWS::S3::Bucket', {
      ...LOG_BUCKET, ObjectLockEnabled: true, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
    });
    template.hasResourceProperties('AWS::S3::Bucket', { ...ACCESS_LOG_BUCKET, ObjectLockEnabled: Match.absent(), ObjectLockConfiguration: Match.absent() });
  });

  test('is off by default', () => {
    expect(propertiesOf(templateOf(), 'AWS::S3::Bucket', LOG_BUCKET)).not.toHaveProperty('ObjectLockEnabled');
  });

  test.each([
    [365, 1],
    [364, 365],
  ])('of %d days for a retention of 365 leaves versions for %d more days', (locked, NoncurrentDays) => {
    const [expire] = rulesOf(templateOf({ objectLock: s3.ObjectLockRetention.compliance(Duration.days(locked)) }));
    expect(expire.NoncurrentVersionExpiration).toEqual({ NoncurrentDays });
  });

  test('makes an early end of deleted versions harmless', () => {
    const stack = newStack();
    newTrail({
      retention: LogRetention.days(365, { noncurrentVersionExpiration: Duration.days(1) }),
      objectLock: s3.ObjectLockRetention.compliance(Duration.days(365)),
    }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('must not be longer than the retention', () => {
    const objectLock = s3.ObjectLockRetention.governance(Duration.days(366));
    expect(() => newTrail({ objectLock })).toThrow(
      "`retention` must be at least as long as `objectLock` (366 days), because locked files cannot expire earlier, got: '365 days'",
    );
    expect(() => newTrail({ objectLock, retention: LogRetention.days(366) })).not.toThrow();
    expect(() => newTrail({ objectLock, retention: LogRetention.forever() })).not.toThrow();
  });

  test('must not be given together with destruction', () => {
    expect(() => newTrail({ objectLock: s3.ObjectLockRetention.governance(Duration.days(1)), removalPolicy: RemovalPolicy.DESTROY }))
      .toThrow("`removalPolicy` cannot be DESTROY when `objectLock` is set: locked objects prevent the bucket from being emptied, got: 'destroy'");
  });
});

describe('accessLogs', () => {
  test('go to the second bucket', () => {
    const template = templateOf();
    const [id] = Object.keys(template.findResources('AWS::S3::Bucket', { Properties: ACCESS_LOG_BUCKET }));
    expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: id } });
  });

  test('with prefix and retention', () => {
    const template = templateOf({ accessLogs: { prefix: 'access/', retention: LogRetention.days(30) } });
    expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).LoggingConfiguration.LogFilePrefix).toBe('access/');
    expect(rulesOf(template, ACCESS_LOG_BUCKET)[0]).toMatchObject({ ExpirationInDays: 30 });
  });

  test('in an existing bucket, under the name of the trail', () => {
    const stack = newStack();
    const existing = new s3.Bucket(stack, 'Existing');
    const trail = newTrail({ accessLogs: { bucket: existing } }, stack);
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::S3::Bucket', 2);
    expect(trail.accessLogBucket).toBe(existing);
    expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).LoggingConfiguration)
      .toEqual({ DestinationBucketName: stack.resolve(existing.bucketName), LogFilePrefix: `${trail.trailName}/` });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: stack.resolve(existing.bucketName),
      PolicyDocument: {
        Statement: [Match.objectLike({
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Condition: { ArnLike: { 'aws:SourceArn': stack.resolve(trail.bucket.bucketArn) }, StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        })],
      },
    });
  });

  test('in an existing bucket of another stack, which must not depend on this one', () => {
    const stack = newStack();
    const existing = new s3.Bucket(new Stack(stack.node.root, 'Other'), 'Existing');
    newTrail({ accessLogs: { bucket: existing, prefix: 'here/' } }, stack);

    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { LoggingConfiguration: { LogFilePrefix: 'here/' } });
    expect(JSON.stringify(propertiesOf(Template.fromStack(Stack.of(existing)), 'AWS::S3::BucketPolicy').PolicyDocument)).toContain(':s3:::*');
  });

  test.each(['here*', 'h?re/', '${aws:PrincipalAccount}/'])('refuses the prefix %s, which would widen the policy', (prefix) => {
    expect(() => newTrail({ accessLogs: { prefix } }))
      .toThrow(`\`accessLogs.prefix\` must not contain wildcards or policy variables, which would widen the bucket policy, got: '${prefix}'`);
  });

  test('in an imported bucket, whose owner is told what to add', () => {
    const stack = newStack();
    newTrail({ accessLogs: { bucket: s3.Bucket.fromBucketName(stack, 'Imported', 'central-access-logs') } }, stack);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:accessLogsBucketPolicyNotWritten']);
  });

  test('have no retention in an existing bucket', () => {
    const stack = newStack();
    expect(() => newTrail({ accessLogs: { bucket: new s3.Bucket(stack, 'Existing'), retention: LogRetention.days(30) } }, stack))
      .toThrow('`accessLogs.retention` cannot be combined with `accessLogs.bucket`, got: LogRetention');
  });
});
