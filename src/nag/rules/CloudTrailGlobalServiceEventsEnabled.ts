import { check, trailRule } from './rule';

/**
 * Compliant when `IncludeGlobalServiceEvents` is true: the events of IAM, AWS STS and CloudFront.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
export const CloudTrailGlobalServiceEventsEnabled = trailRule(({ trail }) => {
  const globalEvents = trail.need().get('IncludeGlobalServiceEvents');
  return check(globalEvents.is(true), globalEvents, 'The trail leaves out global services: IncludeGlobalServiceEvents is not true.');
});
