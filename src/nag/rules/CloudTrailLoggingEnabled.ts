import { check, trailRule } from './rule';

/**
 * Compliant when `IsLogging` is true. A trail that is switched off records nothing, and everything else about it looks right.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-3
 */
export const CloudTrailLoggingEnabled = trailRule(({ trail }) => {
  const isLogging = trail.need().get('IsLogging');
  return check(isLogging.is(true), isLogging, 'The trail is switched off: IsLogging is not true.');
});
