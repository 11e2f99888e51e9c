import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, trailRule } from '../rule';

export const CloudTrailMultiRegionEnabled = trailRule({
  level: 'error',
  compliantWhen: 'the trail covers all Regions (`IsMultiRegionTrail` is true)',
  info: 'The trail records events of its own Region only.',
  why: 'What is done in another Region, deliberately or with stolen credentials, leaves no trace in this trail.',
  fix: 'Set `isMultiRegionTrail: true` on the `Trail` or `CfnTrail` (CloudFormation: `IsMultiRegionTrail: true`).',
  resource: TRAIL,
  property: 'IsMultiRegionTrail',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-multi-region-trails.html`,
  ...evidence({
    securityHub: ['CloudTrail.1'],
    prowler: ['cloudtrail_multi_region_enabled'],
    wellArchitected: ['SEC04-BP01'],
  }),
  constructDefault: 'always on',
}, ({ trail }) => {
  const isMultiRegion = trail.need().get('IsMultiRegionTrail');
  return check(isMultiRegion.is(true), isMultiRegion, 'The trail records one Region: IsMultiRegionTrail is not true.');
});
