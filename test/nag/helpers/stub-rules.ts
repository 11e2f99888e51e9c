import { appRule, cannotTell, check, compliant, nonCompliant, type Rule, type RuleFact, trailRule } from '../../../src/nag/rules/rule';

// The module that the tests replace by this one.
const real = jest.requireActual<typeof import('../../../src/nag/rules')>('../../../src/nag/rules');
const fact = (name: string): Parameters<typeof trailRule>[0] => {
  const { controls, controlSources, ...text }: RuleFact = real.RULES[name as keyof typeof real.RULES];
  return { ...text, evidence: () => ({ controls, controlSources }) };
};
const stub = (name: string, judge: Parameters<typeof trailRule>[1]): { [name: string]: Rule } => ({ [name]: trailRule(fact(name), judge) });

export const { PACK_NAME, RULE_NAMES, ruleId } = real;

/** Short rules of every kind, so that the tests of the pack do not depend on what the real ones say. */
export const RULES: Readonly<Record<string, Rule>> = {
  ...Object.assign({}, ...RULE_NAMES.map((name) => stub(name, () => compliant))),
  ...stub('CloudTrailLoggingEnabled', (view) => {
    const logging = view.trail.need().get('IsLogging');
    return check(logging.is(true), logging, 'IsLogging is off');
  }),
  ...stub('CloudTrailCloudWatchLogsEnabled', (view) => {
    const group = view.trail.need().get('CloudWatchLogsLogGroupArn');
    return check(group.isSet, group, 'No log group');
  }),
  ...stub('CloudTrailInsightsEnabled', (view) => {
    const trail = view.trail.need();
    return check(trail.get('InsightSelectors').isSet, trail, 'No insights');
  }),
  ...stub('CloudTrailBucketVersioningEnabled', (view) => {
    const status = view.bucket.need().get('VersioningConfiguration', 'Status');
    return check(status.is('Enabled'), status, 'The bucket is not versioned');
  }),
  ...stub('CloudTrailBucketRetained', (view) => {
    const { deletionPolicy } = view.bucket.need();
    return check(deletionPolicy.is('Retain'), deletionPolicy, 'The bucket is deleted');
  }),
  ...stub('CloudTrailBucketSSLRequestsOnly', (view) => {
    const bucket = view.bucket.need();
    return view.bucketPolicy.statements.length > 0 ? [] : nonCompliant(bucket, 'The bucket has no policy');
  }),
  ...stub('CloudTrailCreatedAfterPolicies', (view) => {
    const trail = view.trail.need();
    return view.bucketPolicy.statements.filter(({ at }) => !trail.comesAfter(at.resource))
      .map(() => nonCompliant(trail, 'The bucket policy may come later', 'bucket policy'));
  }),
  ...stub('CloudTrailBucketRetention', (view, { requiredRetentionDays }) => {
    return nonCompliant(view.bucket.need(), `Asked for ${requiredRetentionDays} days`);
  }),
  ...stub('CloudTrailLogGroupRetention', (view) => {
    const retention = view.logGroup.need().get('RetentionInDays');
    return check(retention.isSet, retention, 'The log group keeps everything');
  }),
  ...stub('CloudTrailAlarmsConfigured', (view) => [
    nonCompliant(view.trail.need(), 'No alarm on root', '3'),
    nonCompliant(view.trail.need(), 'No alarm on a policy', 'arn::x [IAM change]'),
    cannotTell(view.trail.need(), 'the topic', '5'),
  ]),
  CloudTrailTrailPresent: appRule(fact('CloudTrailTrailPresent'), (view) => (view.passingTrails.length > 0 ? [] : nonCompliant(undefined, 'No trail passes'))),
};
