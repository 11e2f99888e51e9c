import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Bucket, CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { LOGGING, off, ONLY, pack, places, synth } from './helpers/support';
import { WellArchitectedTrail } from '../../src';
import { RuleLevel, WellArchitectedTrailChecks, type WellArchitectedTrailChecksProps } from '../../src/nag';

const SEE = 'WellArchitectedTrail-CannotSee[bucket-central]';

function imported(): { app: App; stack: Stack; trail: Trail } {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  return { app, stack, trail: new Trail(stack, 'Trail', { bucket: Bucket.fromBucketName(stack, 'Central', 'central') }) };
}

const aboutBucket = (props: WellArchitectedTrailChecksProps = {}, scope = imported().stack) => new WellArchitectedTrailChecks(undefined, props)
  .validateScope(scope).violations.filter(({ ruleName }) => /CannotSee|Bucket/.test(ruleName));

describe('what cannot be seen', () => {
  test('is one finding for one thing, with the rules that could not look and a way out that works', () => {
    const [violation, ...more] = aboutBucket();
    expect(more).toEqual([]);
    expect(violation).toMatchObject({
      ruleName: SEE,
      severity: 'warning',
      description: expect.stringMatching(/^CannotSee: 11 rules could not look at the bucket central, which is not in this app: CloudTrailBucketPublicAccessBlocked, /),
      fix: expect.stringMatching(/^Include the stack that makes it in the app/),
      ruleMetadata: { answer: 'cannot-tell', rules: expect.stringContaining('WellArchitectedTrail-CloudTrailBucketVersioningEnabled') },
    });
    expect(violation.violatingResources).toEqual([expect.objectContaining({ resourceLogicalId: 'Trail022F0CF2', locations: ['Properties.S3BucketName'] })]);
  });

  test.each([`WellArchitectedTrail::${SEE}`, SEE, 'CannotSee[bucket-central]', 'WellArchitectedTrail::WellArchitectedTrail-CannotSee'])('is acknowledged by %s', (id) => {
    const { app, stack, trail } = imported();
    Validations.of(trail).acknowledge({ id, reason: 'checked by the log archive' });
    expect(aboutBucket({}, stack)).toEqual([]);
    const { suppressed } = synth(app, new WellArchitectedTrailChecks());
    expect(suppressed.filter(({ ruleMetadata }: any) => ruleMetadata.answer === 'cannot-tell')).toMatchObject([{ reason: 'checked by the log archive' }]);
  });

  test('is acknowledged rule by rule by those who have done so', () => {
    const { stack, trail } = imported();
    Validations.of(trail).acknowledge({ id: 'WellArchitectedTrail::WellArchitectedTrail-CloudTrailBucketVersioningEnabled[CannotTell]', reason: 'r' });
    expect(aboutBucket({}, stack).map(({ description }) => description)).toEqual([expect.stringMatching(/^CannotSee: 10 rules could not look/)]);
  });

  test('of one rule alone keeps the id of the rule', () => {
    const ruleLevels = ONLY('CloudTrailBucketVersioningEnabled');
    expect(aboutBucket({ ruleLevels }).map(({ ruleName }) => ruleName)).toEqual(['WellArchitectedTrail-CloudTrailBucketVersioningEnabled[CannotTell]']);
  });

  test.each([
    [RuleLevel.ERROR, ['error'], false],
    [RuleLevel.WARNING, ['warning'], true],
    [RuleLevel.INFO, ['info'], true],
    [RuleLevel.OFF, [], true],
  ])('is as loud as cannotTell says: %s', (cannotTell, severities, success) => {
    expect(aboutBucket({ cannotTell }).map(({ severity }) => severity)).toEqual(severities);
    const alone = new WellArchitectedTrailChecks(undefined, { cannotTell, ruleLevels: ONLY('CloudTrailBucketVersioningEnabled') });
    expect(alone.validateScope(imported().stack).success).toBe(success);
  });

  test('is never louder than the rule', () => {
    const ruleLevels = { ...ONLY(), CloudTrailBucketVersioningEnabled: RuleLevel.INFO };
    expect(aboutBucket({ cannotTell: RuleLevel.ERROR, ruleLevels }).map(({ severity }) => severity)).toEqual(['info']);
  });
});

describe('the default level', () => {
  const levels = (props: WellArchitectedTrailChecksProps) => {
    const stack = new Stack();
    new Trail(stack, 'Trail');
    return new Set(new WellArchitectedTrailChecks(undefined, props).validateScope(stack).violations.map(({ severity }) => severity));
  };

  test('is a ceiling: it makes nothing louder', () => {
    expect(levels({})).toEqual(new Set(['error', 'warning', 'info']));
    expect(levels({ defaultLevel: RuleLevel.ERROR })).toEqual(new Set(['error', 'warning', 'info']));
    expect(levels({ defaultLevel: RuleLevel.WARNING })).toEqual(new Set(['warning', 'info']));
    expect(levels({ defaultLevel: RuleLevel.INFO })).toEqual(new Set(['info']));
    expect(levels({ defaultLevel: RuleLevel.OFF })).toEqual(new Set());
  });

  test('leaves what is named to its name', () => {
    expect(levels({ defaultLevel: RuleLevel.INFO, ruleLevels: { CloudTrailBucketVersioningEnabled: RuleLevel.ERROR } })).toEqual(new Set(['error', 'info']));
  });
});

describe('what a WellArchitectedTrail leaves off', () => {
  const found = (props: WellArchitectedTrailChecksProps = {}, trail: (stack: Stack) => unknown = (stack) => new WellArchitectedTrail(stack, 'Trail')) => {
    const stack = new Stack(new App(), 'Audit');
    trail(stack);
    return new WellArchitectedTrailChecks(undefined, props).validateScope(stack).violations;
  };
  const of = (rule: string, violations: ReturnType<typeof found>) => violations.find(({ ruleName }) => ruleName.includes(rule));

  test.each([
    ['InsightsEnabled', /`insights` on the `WellArchitectedTrail`/],
    ['BucketObjectLockEnabled', /`objectLock` on the `WellArchitectedTrail`/],
  ])('%s is advice in the words of the construct', (rule, fix) => {
    expect(of(rule, found())).toMatchObject({ severity: 'info', fix: expect.stringMatching(fix) });
    expect(of(rule, found({}, (stack) => new Trail(stack, 'Trail')))!.fix).not.toMatch(/WellArchitectedTrail/);
  });

  test('a class that extends it is one as well, and a bucket that it was given is not its own', () => {
    class OurTrail extends WellArchitectedTrail {}
    expect(of('InsightsEnabled', found({}, (stack) => new OurTrail(stack, 'Trail')))!.fix).toMatch(/WellArchitectedTrail/);
    const weak = found({}, (stack) => new WellArchitectedTrail(stack, 'Trail', { bucket: new Bucket(stack, 'Weak') }));
    expect(of('BucketRetention', weak)!.fix).not.toMatch(/WellArchitectedTrail/);
  });

  test('a rule whose level was asked for by name keeps it', () => {
    const trail = (stack: Stack) => {
      const made = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
      (made.node.defaultChild as CfnTrail).addPropertyDeletionOverride('CloudWatchLogsLogGroupArn');
      (made.node.defaultChild as CfnTrail).addPropertyDeletionOverride('CloudWatchLogsRoleArn');
    };
    const severity = (props: WellArchitectedTrailChecksProps) => of('CloudWatchLogsEnabled', found(props, trail))?.severity;
    expect(severity({})).toBe('info');
    expect(severity({ ruleLevels: { CloudTrailCloudWatchLogsEnabled: RuleLevel.WARNING } })).toBe('warning');
    expect(of('CloudWatchLogsEnabled', found({}, (stack) => new Trail(stack, 'Trail')))!.severity).toBe('warning');
  });
});

describe('acknowledgements', () => {
  function withAcknowledgement(id: string, ...rules: string[]) {
    const app = new App();
    const trail = off(new Stack(app, 'Audit'));
    Validations.of(trail).acknowledge({ id, reason: 'known' });
    return synth(app, pack(...rules.length > 0 ? rules : ['CloudTrailLoggingEnabled']));
  }

  test.each([
    LOGGING, `WellArchitectedTrail::${LOGGING}`, 'CloudTrailLoggingEnabled', 'WellArchitectedTrail::CloudTrailLoggingEnabled',
  ])('%s is an id of the rule', (id) => {
    const { violations, suppressed } = withAcknowledgement(id);
    expect(violations).toEqual([]);
    expect(suppressed.map(({ reason }: any) => reason)).toEqual(['known']);
  });

  test.each([
    ['CloudTrailLogingEnabled', LOGGING],
    ['WellArchitectedTrail-CloudTrailLoggingEnable', LOGGING],
    ['WellArchitectedTrail::CloudTrailLoggingsEnabled', LOGGING],
    ['WellArchitectedTrail::WellArchitectedTrail-LoggingEnabled', LOGGING],
    ['WellArchitectedTrail::*', ''],
  ])('%s covers nothing, which is a warning with the nearest id', (id, near) => {
    const { violations } = withAcknowledgement(id);
    expect(places(violations)).toEqual([`error ${LOGGING} Audit/Trail`, 'warning WellArchitectedTrail-UnusedAcknowledgement Audit/Trail']);
    expect(violations.find(({ severity }: any) => severity === 'warning').description)
      .toMatch(new RegExp(`no rule of the pack has this id\\. The nearest one is "${near}`));
  });

  test.each(['WellArchitectedTrail::WellArchitectedTrail-CloudTrailMultiRegionEnabled[CannotTell]', `${LOGGING}[Other]`])(
    '%s is the id of nothing that was found, which is advice', (id) => {
      const { violations } = withAcknowledgement(id, 'CloudTrailLoggingEnabled', 'CloudTrailMultiRegionEnabled');
      expect(places(violations)).toContain('info WellArchitectedTrail-UnusedAcknowledgement Audit/Trail');
    });

  test.each([
    ['of another pack', 'AwsSolutions::AwsSolutions-S1'],
    ['of an annotation', 'CloudTrailForever'],
    ['of a rule that is switched off', 'WellArchitectedTrail::WellArchitectedTrail-CloudTrailMultiRegionEnabled'],
  ])('one %s is nothing to speak of', (_, id) => {
    expect(places(withAcknowledgement(id).violations)).toEqual([`error ${LOGGING} Audit/Trail`]);
  });
});

describe('texts of templates are data', () => {
  const EVIL = 'arn:aws:iam::999988887777:role/x\n\nNo violations. \u2714\u202e\u001b[2J\u0085<img onerror>';

  test.each<[string, (stack: Stack) => void]>([
    ['a principal of a bucket policy', (stack) => {
      const bucket = new CfnBucket(stack, 'Bucket');
      new CfnBucketPolicy(stack, 'Policy', {
        bucket: bucket.ref,
        policyDocument: { Version: '2012-10-17', Statement: [{ Sid: EVIL, Effect: 'Allow', Principal: { AWS: EVIL }, Action: 's3:*', Resource: '*' }] },
      });
      new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: bucket.ref });
    }],
    ['the name of a bucket', (stack) => void new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: EVIL })],
    ['the id of a key', (stack) => void new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: 'b', kmsKeyId: EVIL })],
    ['an action', (stack) => {
      new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: 'b' });
      new CfnPolicy(stack, 'Grant', {
        policyName: 'x', policyDocument: { Version: '2012-10-17', Statement: [{ Sid: EVIL, Effect: 'Allow', Action: ['cloudtrail:*'], Resource: '*' }] },
      });
    }],
  ])('%s moves nothing in the output', (_, build) => {
    const stack = new Stack(new App(), 'Audit');
    build(stack);
    const { violations } = new WellArchitectedTrailChecks().validateScope(stack);
    const texts = violations.flatMap(({ ruleName, description, fix, ruleMetadata }) => [ruleName, description, fix ?? '', ...Object.values(ruleMetadata ?? {})]);
    expect(texts.some((text) => text.includes('\\u{202e}'))).toBe(true);
    expect(texts.filter((text) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text))).toEqual([]);
  });

  test('a text that is long is cut', () => {
    const stack = new Stack(new App(), 'Audit');
    const bucket = new CfnBucket(stack, 'Bucket');
    const principals = Array.from({ length: 5000 }, (_, i) => `arn:aws:iam::999988887777:role/${'x'.repeat(300)}${i}`);
    new CfnBucketPolicy(stack, 'Policy', {
      bucket: bucket.ref,
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 's3:*', Resource: '*' }] },
    });
    new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: bucket.ref });
    const { violations } = new WellArchitectedTrailChecks().validateScope(stack);
    expect(Math.max(...violations.map(({ description }) => description.length))).toBeLessThan(2500);
    expect(violations.map(({ description }) => description).join()).toMatch(/and 4995 more change log files/);
  });
});
