import { check, trailRule } from './rule';

/**
 * Compliant when `IsMultiRegionTrail` is true. A trail of one Region sees nothing of what is done in the others.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1
 */
export const CloudTrailMultiRegionEnabled = trailRule(({ trail }) => {
  const isMultiRegion = trail.need().get('IsMultiRegionTrail');
  return check(isMultiRegion.is(true), isMultiRegion, 'The trail records one Region: IsMultiRegionTrail is not true.');
});
