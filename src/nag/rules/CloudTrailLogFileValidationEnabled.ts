import { check, trailRule } from './rule';

/**
 * Compliant when `EnableLogFileValidation` is true. Without digest files nobody can show that log files are whole and unchanged.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4
 */
export const CloudTrailLogFileValidationEnabled = trailRule(({ trail }) => {
  const validation = trail.need().get('EnableLogFileValidation');
  return check(validation.is(true), validation, 'The trail writes no digest files: EnableLogFileValidation is not true.');
});
