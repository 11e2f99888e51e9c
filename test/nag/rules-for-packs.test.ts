import { App, CfnParameter, type CfnResource, Duration, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import { places, synth } from './helpers/support';
import { RULE_NAMES, RULE_TEXTS, rules, rulesFor } from 'cdk-well-architected-trail/nag/rules';

/** A pack as somebody may compose it. */
class OurChecks extends NagPack {
  public readonly name = 'Ours';

  constructor() {
    super();
    this.packName = 'Ours';
  }

  protected checkResource(node: CfnResource): void {
    for (const name of ['CloudTrailLoggingEnabled', 'CloudTrailBucketVersioningEnabled', 'CloudTrailBucketPolicyAllowsDelivery'] as const) {
      const { info, why } = RULE_TEXTS[name];
      this.applyRule({ info, explanation: why, level: NagMessageLevel.ERROR, rule: rules[name], node });
    }
  }
}

const resource = (construct: { node: { defaultChild?: unknown } }) => construct.node.defaultChild as CfnResource;

test('a pack that somebody composes judges with them', async () => {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  const bucket = new Bucket(stack, 'Bucket');
  const weak = new CfnTrail(stack, 'Weak', { isLogging: false, s3BucketName: bucket.bucketName });
  new Bucket(stack, 'Unrelated');
  expect(places(synth(app, new OurChecks()).violations)).toEqual([
    'error Ours-CloudTrailBucketPolicyAllowsDelivery[AccountWrite] Audit/Bucket/Resource',
    'error Ours-CloudTrailBucketPolicyAllowsDelivery[AclCheck] Audit/Bucket/Resource',
    'error Ours-CloudTrailBucketVersioningEnabled Audit/Bucket/Resource',
    'error Ours-CloudTrailLoggingEnabled Audit/Weak',
  ]);

  // Another walk sees what has changed since.
  await Promise.resolve();
  weak.isLogging = true;
  expect(rules.CloudTrailLoggingEnabled(weak)).toBe(NagRuleCompliance.COMPLIANT);
});

test('what the pack finds can be acknowledged as in any pack of cdk-nag', () => {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  new CfnTrail(stack, 'Weak', { isLogging: false, s3BucketName: 'elsewhere' });
  Validations.of(stack).acknowledge({ id: 'Ours::Ours-CloudTrailLoggingEnabled', reason: 'A drill' });
  const { violations, suppressed } = synth(app, new OurChecks());
  expect(violations).toEqual([]);
  expect(suppressed).toEqual([expect.objectContaining({ acknowledgedId: 'Ours::Ours-CloudTrailLoggingEnabled', reason: 'A drill' })]);
});

test('there is a function for each rule about resources, named like the rule', () => {
  expect(Object.keys(rules).sort()).toEqual(RULE_NAMES.filter((name) => name !== 'CloudTrailTrailPresent').sort());
  expect(Object.entries(rules).filter(([name, rule]) => rule.name !== name)).toEqual([]);
});

test('what cannot be told, and what is of another type, is not applicable', () => {
  const stack = new Stack();
  const trail = new CfnTrail(stack, 'Trail', { isLogging: new CfnParameter(stack, 'On').valueAsString as any, s3BucketName: 'elsewhere' });
  expect(rules.CloudTrailLoggingEnabled(trail)).toBe(NagRuleCompliance.NOT_APPLICABLE);
  expect(rules.CloudTrailLoggingEnabled(resource(new Bucket(stack, 'Bucket')))).toBe(NagRuleCompliance.NOT_APPLICABLE);
});

test('what is wrong as a whole needs no ids of what else is wrong', () => {
  const stack = new Stack();
  const bucket = new CfnBucket(stack, 'Bucket', { accessControl: 'PublicRead', publicAccessBlockConfiguration: {} });
  new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: bucket.ref });
  expect(rules.CloudTrailBucketPublicAccessBlocked(bucket)).toBe(NagRuleCompliance.NON_COMPLIANT);
});

test.each([[undefined, 365, 364], [Duration.days(90), 90, 89], [Duration.days(2557), 2557, 2556]])('a retention of %s', (requiredRetention, enough, tooShort) => {
  const answer = (days: number) => {
    const stack = new Stack();
    const bucket = new Bucket(stack, 'Bucket', { lifecycleRules: [{ expiration: Duration.days(days) }] });
    new Trail(stack, 'Trail', { bucket });
    return rulesFor(requiredRetention).CloudTrailBucketRetention(resource(bucket));
  };
  expect(answer(enough)).toBe(NagRuleCompliance.COMPLIANT);
  expect(answer(tooShort)).toEqual(['Expiration']);
});

test('a retention that is no number of days is an error', () => {
  expect(() => rulesFor(Duration.hours(1))).toThrow('`requiredRetention` must be a whole number of days of at least 1');
});
