import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Size, Stack, Token } from 'aws-cdk-lib';
import { type Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCESS_LOG_BUCKET, LOG_BUCKET, newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { ArchiveTier, LogRetention } from 'cdk-well-architected-trail';

const rulesOf = (template: Template, having: object = LOG_BUCKET) => propertiesOf(template, 'AWS::S3::Bucket', having).LifecycleConfiguration.Rules;

describe('retention', () => {
  test('of a number of days', () => {
    const [expire] = rulesOf(templateOf({ retention: LogRetention.days(400) }));
    expect(expire).toMatchObject({ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 400 } });
  });

  test('indefinitely expires nothing, and still aborts uploads', () => {
    expect(rulesOf(templateOf({ retention: LogRetention.forever() })))
      .toEqual([{ Id: 'CleanUp', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }]);
  });

  test('does not touch the access logs', () => {
    expect(rulesOf(templateOf({ retention: LogRetention.forever() }), ACCESS_LOG_BUCKET)[0]).toMatchObject({ ExpirationInDays: 365 });
  });

  test('with a time of its own for deleted versions', () => {
    const stack = newStack();
    const [expire] = rulesOf(templateOf({ retention: LogRetention.days(400, { noncurrentVersionExpiration: Duration.days(500) }) }, stack));
    expect(expire).toMatchObject({ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 500 } });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('indefinitely, of all but what was deleted', () => {
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

  test('of a framework that was rescinded warns, and names the one that replaced it', () => {
    const stack = newStack();
    newTrail({ retention: LogRetention.ombM2131() }, stack);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:frameworkRescinded']);
    newTrail({ retention: LogRetention.ombM2614() }, new Stack(stack, 'Other'));
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:frameworkRescinded']);
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

  test("with an archive passes CDK's own validation of templates, which finds the number of a size wrong", () => {
    const { CDK_VALIDATION } = process.env;
    process.env.CDK_VALIDATION = 'true';
    try {
      const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
      const archive = ArchiveTier.glacierInstantRetrieval({ after: Duration.days(90) });
      newTrail({ retention: LogRetention.days(400, { archive }), accessLogs: { retention: LogRetention.days(400, { archive }) } }, new Stack(app, 'Audit'));
      const { pluginReports } = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8'));
      const validation = pluginReports.find(({ pluginName }: any) => pluginName === 'CloudFormation Validate');
      expect(validation.violations).toEqual([]);
      const constructs = validation.suppressedViolations.flatMap(({ violatingConstructs }: any) => violatingConstructs);
      expect(constructs.map(({ constructPath }: any) => constructPath).sort()).toEqual(['Audit/Trail/AccessLogs/Resource', 'Audit/Trail/Bucket/Resource']);
    } finally {
      process.env.CDK_VALIDATION = CDK_VALIDATION;
    }
  });
});
