import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { LogRetention } from 'cdk-well-architected-trail';

const rulesOf = (template: Template, having: object = LOG_BUCKET) => propertiesOf(template, 'AWS::S3::Bucket', having).LifecycleConfiguration.Rules;

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
      '`retention` must be at least as long as `objectLock` (366 days), because locked files cannot expire earlier, got: 365 days',
    );
    expect(() => newTrail({ objectLock, retention: LogRetention.days(366) })).not.toThrow();
    expect(() => newTrail({ objectLock, retention: LogRetention.forever() })).not.toThrow();
  });

  test('must not be given together with destruction', () => {
    expect(() => newTrail({ objectLock: s3.ObjectLockRetention.governance(Duration.days(1)), removalPolicy: RemovalPolicy.DESTROY }))
      .toThrow("`removalPolicy` cannot be DESTROY when `objectLock` is set: locked objects prevent the bucket from being emptied, got: 'destroy'");
  });
});
