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
  controls: {
    securityHub: ['CloudTrail.1'],
    cis14: ['3.1'],
    cis30: ['3.1'],
    cis50: ['3.1'],
    cis70: ['4.1'],
    nist80053r5: [
      'AC-2(4)', 'AC-4(26)', 'AC-6(9)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-12', 'AU-14(1)',
      'CA-7', 'SA-8(22)', 'SC-7(9)', 'SI-3(8)', 'SI-4(20)', 'SI-7(8)',
    ],
    pci40: ['5.3.4', '10.2.1', '10.2.2', '10.3.1', '10.6.3', 'A1.2.1'],
    hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'],
    wellArchitected: ['SEC04-BP01'],
  },
  constructDefault: 'always on',
}, ({ trail }) => {
  const isMultiRegion = trail.need().get('IsMultiRegionTrail');
  return check(isMultiRegion.is(true), isMultiRegion, 'The trail records one Region: IsMultiRegionTrail is not true.');
});
