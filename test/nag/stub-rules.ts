import { RULE_NAMES } from '../../src/nag/rule-facts';
import { appRule, cannotTell, check, compliant, nonCompliant, type Rule, trailRule } from '../../src/nag/rules/rule';

/** Short rules of every kind, so that the tests of the pack do not depend on what the real ones say. */
export const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(RULE_NAMES.map((name) => [name, trailRule(() => compliant)])),
  CloudTrailLoggingEnabled: trailRule((view) => {
    const logging = view.trail.need().get('IsLogging');
    return check(logging.is(true), logging, 'IsLogging is off');
  }),
  CloudTrailCloudWatchLogsEnabled: trailRule((view) => {
    const group = view.trail.need().get('CloudWatchLogsLogGroupArn');
    return check(group.isSet, group, 'No log group');
  }),
  CloudTrailInsightsEnabled: trailRule((view) => {
    const trail = view.trail.need();
    return check(trail.get('InsightSelectors').isSet, trail, 'No insights');
  }),
  CloudTrailBucketVersioningEnabled: trailRule((view) => {
    const status = view.bucket.need().get('VersioningConfiguration', 'Status');
    return check(status.is('Enabled'), status, 'The bucket is not versioned');
  }),
  CloudTrailBucketRetained: trailRule((view) => {
    const { deletionPolicy } = view.bucket.need();
    return check(deletionPolicy.is('Retain'), deletionPolicy, 'The bucket is deleted');
  }),
  CloudTrailBucketSSLRequestsOnly: trailRule((view) => {
    const bucket = view.bucket.need();
    return view.bucketPolicy.statements.length > 0 ? [] : nonCompliant(bucket, 'The bucket has no policy');
  }),
  CloudTrailCreatedAfterPolicies: trailRule((view) => {
    const trail = view.trail.need();
    return view.bucketPolicy.statements.filter(({ at }) => !trail.comesAfter(at.resource))
      .map(() => nonCompliant(trail, 'The bucket policy may come later', 'bucket policy'));
  }),
  CloudTrailBucketRetention: trailRule((view, { requiredRetentionDays }) => {
    return nonCompliant(view.bucket.need(), `Asked for ${requiredRetentionDays} days`);
  }),
  CloudTrailLogGroupRetention: trailRule((view) => {
    const retention = view.logGroup.need().get('RetentionInDays');
    return check(retention.isSet, retention, 'The log group keeps everything');
  }),
  CloudTrailAlarmsConfigured: trailRule((view) => [
    nonCompliant(view.trail.need(), 'No alarm on root', '3'),
    nonCompliant(view.trail.need(), 'No alarm on a policy', 'arn::x [IAM change]'),
    cannotTell(view.trail.need(), 'the topic', '5'),
  ]),
  CloudTrailTrailPresent: appRule((view) => (view.passingTrails.length > 0 ? [] : nonCompliant(undefined, 'No trail passes'))),
};
