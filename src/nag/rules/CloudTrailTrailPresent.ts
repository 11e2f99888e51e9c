import { appRule, cannotTell, compliant, nonCompliant } from './rule';

/**
 * Compliant when the app holds at least one trail on which none of the rules that count found anything.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1
 */
export const CloudTrailTrailPresent = appRule(({ trails, passingTrails, unclearTrails }) => {
  if (passingTrails.length > 0) return compliant;
  const [unclear] = unclearTrails;
  if (unclear) return cannotTell(undefined, `all that the rules ask of ${unclear.logicalId} in ${unclear.stackPath}`);
  return nonCompliant(undefined, trails.length === 0 ? 'The app has no trail.' : `None of the trails of the app (${trails.length}) meets the rules.`);
});
